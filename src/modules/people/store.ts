import type { HomeId, MandateId, PersonId } from '#kernel';
import { type Db, present, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Change, ChangedWhat } from './change.ts';
import type { Home } from './home.ts';
import type { Mandate } from './mandate.ts';
import type { About } from './may.ts';
import type { Person } from './person.ts';
import type { HomeRow, MandateRow, PersonRow, Tables } from './tables.ts';

/** A row without its empty columns. */

export const personFrom = (row: PersonRow): Person => present({
  id: row.id, givenName: row.given_name, familyName: row.family_name, lang: row.lang, country: row.country, phone: row.phone, email: row.email,
  prefers: row.prefers, comfort: row.comfort, largePrint: row.large_print, vulnerable: row.vulnerable,
});
const homeFrom = (row: HomeRow): Home => present({
  id: row.id, address: { line: row.line, postcode: row.postcode, town: row.town, country: row.country },
  at: row.lat === null || row.lng === null ? null : { lat: row.lat, lng: row.lng }, precision: row.placed_to, accessNotes: row.access_notes,
});
const mandateFrom = (row: MandateRow): Mandate => present({
  id: row.id, home: row.home_id, helper: row.helper_id, scopes: row.scopes, from: row.from_at, until: row.until_at, givenHow: row.given_how, confirmedAt: row.confirmed_at, revokedAt: row.revoked_at,
});

type In = (work: Work) => Db<Tables>;

const personsIn = (db: In) => ({
  async person(work: Work, id: PersonId): Promise<Person | undefined> {
    const row = await db(work).selectFrom('people.persons').selectAll().where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst();
    return row && personFrom(row);
  },
  /** What a decision about a person needs; undefined when nobody has this id. */
  async about(work: Work, id: PersonId): Promise<About | undefined> {
    const row = await db(work).selectFrom('people.persons').select('welcomed_by').where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst();
    if (!row) return undefined;
    const homes = await db(work).selectFrom('people.residents').select('home_id').where('person_id', '=', id).execute();
    return { id, welcomedBy: row.welcomed_by, homes: homes.map((home) => home.home_id) };
  },
  async addPerson(work: Work, person: Person, by: string): Promise<void> {
    await db(work).insertInto('people.persons').values({
      id: person.id, given_name: person.givenName, family_name: person.familyName, lang: person.lang, country: person.country, phone: person.phone ?? null, email: person.email ?? null,
      prefers: person.prefers, comfort: person.comfort ?? null, large_print: person.largePrint, vulnerable: person.vulnerable ?? null, vulnerable_until: null, welcomed_by: by, welcomed_at: work.now, erased_at: null,
    }).execute();
  },
  async savePerson(work: Work, person: Person): Promise<void> {
    await db(work).updateTable('people.persons').set({
      phone: person.phone ?? null, email: person.email ?? null, prefers: person.prefers, comfort: person.comfort ?? null, large_print: person.largePrint, lang: person.lang,
    }).where('id', '=', person.id).execute();
  },
  async setNote(work: Work, id: PersonId, note: string | undefined, until: Temporal.Instant | undefined): Promise<void> {
    await db(work).updateTable('people.persons').set({ vulnerable: note ?? null, vulnerable_until: until ?? null }).where('id', '=', id).execute();
  },
  async quietSince(work: Work, country: Person['country'], before: Temporal.Instant, limit: number): Promise<PersonId[]> {
    const rows = await db(work).selectFrom('people.persons as p').select('p.id').where('p.country', '=', country).where('p.erased_at', 'is', null).where('p.welcomed_at', '<', before)
      .where((e) => e.not(e.exists(e.selectFrom('people.staff as s').select('s.person_id').whereRef('s.person_id', '=', 'p.id'))))
      .where((e) => e.not(e.exists(e.selectFrom('people.sessions as s').select('s.person_id').whereRef('s.person_id', '=', 'p.id').where('s.opened_at', '>=', before))))
      .where((e) => e.not(e.exists(e.selectFrom('people.mandates as m').select('m.id').whereRef('m.helper_id', '=', 'p.id').where('m.until_at', '>=', before).where((x) => x.or([x('m.revoked_at', 'is', null), x('m.revoked_at', '>=', before)])))))
      .orderBy('p.welcomed_at').orderBy('p.id').limit(limit).execute();
    return rows.map(({ id }) => id);
  },
  /** Notes whose time is over, and those that came in without a time before this instant; how many. */
  async forgetNotes(work: Work, country: Person['country'], before: Temporal.Instant): Promise<number> {
    return Number((await db(work).updateTable('people.persons').set({ vulnerable: null, vulnerable_until: null }).where('country', '=', country).where('vulnerable', 'is not', null)
      .where((e) => e.or([e('vulnerable_until', '<=', work.now), e.and([e('vulnerable_until', 'is', null), e('welcomed_at', '<', before)])])).executeTakeFirst()).numUpdatedRows);
  },
  async personsAfter(work: Work, after: string, most: number): Promise<Person[]> {
    return (await db(work).selectFrom('people.persons').selectAll().where('id', '>', after as PersonId).where('erased_at', 'is', null).orderBy('id').limit(most).execute()).map(personFrom);
  },
  async withPhone(work: Work, phone: string): Promise<Person[]> {
    return (await db(work).selectFrom('people.persons').selectAll().where('phone', '=', phone).where('erased_at', 'is', null).orderBy('given_name').orderBy('id').execute()).map(personFrom);
  },
  async withEmail(work: Work, email: string): Promise<Person[]> {
    return (await db(work).selectFrom('people.persons').selectAll().where('email', '=', email).where('erased_at', 'is', null).orderBy('given_name').orderBy('id').execute()).map(personFrom);
  },
});

type ChangeRow = Tables['people.contact_changes'] & { home_id: HomeId | null };
const changeFrom = (row: ChangeRow): Change => present({
  id: row.id, person: row.person_id, what: row.what, at: row.at, until: row.due_at, before: present({ phone: row.phone_before, email: row.email_before, prefers: row.prefers_before }),
  passkey: row.passkey_id, mandate: row.mandate_id, home: row.home_id, undoneAt: row.undone_at,
});

const changesIn = (db: In) => {
  const rows = (work: Work) => db(work).selectFrom('people.contact_changes as c').leftJoin('people.mandates as m', 'm.id', 'c.mandate_id').selectAll('c').select('m.home_id');
  const open = (work: Work) => rows(work).where('c.undone_at', 'is', null).where('c.due_at', '>', work.now);
  return {
    async addChange(work: Work, row: Readonly<{ id: string; before: Person; what: ChangedWhat; passkey?: string | undefined; mandate?: MandateId | undefined; undoDigest: string; due: Temporal.Instant }>): Promise<void> {
      await db(work).insertInto('people.contact_changes').values({
        id: row.id, person_id: row.before.id, phone_before: row.before.phone ?? null, email_before: row.before.email ?? null, prefers_before: row.before.prefers, at: work.now, due_at: row.due,
        what: row.what, passkey_id: row.passkey ?? null, mandate_id: row.mandate ?? null, undo_digest: row.undoDigest, undone_at: null,
      }).execute();
    },
    async contactChange(work: Work, id: string): Promise<Change | undefined> {
      const row = await rows(work).where('c.id', '=', id).executeTakeFirst();
      return row && changeFrom(row);
    },
    async change(work: Work, id: string): Promise<Change | undefined> {
      const row = await open(work).where('c.id', '=', id).forUpdate('c').executeTakeFirst();
      return row && changeFrom(row);
    },
    async changeByDigest(work: Work, digest: string): Promise<Change | undefined> {
      const row = await open(work).where('c.undo_digest', '=', digest).executeTakeFirst();
      return row && changeFrom(row);
    },
    openChangesOf: async (work: Work, person: PersonId): Promise<Change[]> => (await open(work).where('c.person_id', '=', person).orderBy('c.at').orderBy('c.id').execute()).map(changeFrom),
    async changeUndone(work: Work, ids: readonly string[]): Promise<void> {
      await db(work).updateTable('people.contact_changes').set({ undone_at: work.now }).where('id', 'in', ids).execute();
    },
  };
};

const homesIn = (db: In) => {
  const homeRows = (work: Work, person: PersonId) =>
    db(work).selectFrom('people.homes as h').innerJoin('people.residents as r', 'r.home_id', 'h.id').where('r.person_id', '=', person).where('h.erased_at', 'is', null).orderBy('r.since').orderBy('h.id').selectAll('h').execute();
  return {
    async home(work: Work, id: HomeId): Promise<{ home: Home; addedBy: string } | undefined> {
      const row = await db(work).selectFrom('people.homes').selectAll().where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst();
      return row && { home: homeFrom(row), addedBy: row.added_by };
    },
    homesOf: async (work: Work, person: PersonId): Promise<Home[]> => (await homeRows(work, person)).map(homeFrom),
    async aloneIn(work: Work, person: PersonId): Promise<HomeId[]> {
      const rows = await db(work).selectFrom('people.homes as h').innerJoin('people.residents as r', 'r.home_id', 'h.id').where('r.person_id', '=', person).where('h.erased_at', 'is', null)
        .where(({ not, exists, selectFrom }) => not(exists(selectFrom('people.residents as o').innerJoin('people.persons as p', 'p.id', 'o.person_id')
          .whereRef('o.home_id', '=', 'h.id').where('p.id', '!=', person).where('p.erased_at', 'is', null).select('o.home_id'))))
        .orderBy('r.since').orderBy('h.id').select('h.id').execute();
      return rows.map((row) => row.id);
    },
    async addHome(work: Work, home: Home, by: string): Promise<void> {
      await db(work).insertInto('people.homes').values({
        id: home.id, line: home.address.line, postcode: home.address.postcode, town: home.address.town, country: home.address.country, lat: home.at?.lat ?? null, lng: home.at?.lng ?? null,
        placed_to: home.precision ?? null, access_notes: home.accessNotes ?? null, added_by: by, added_at: work.now, erased_at: null,
      }).execute();
    },
    async placeHome(work: Work, home: Home): Promise<void> {
      await db(work).updateTable('people.homes').set({ lat: home.at?.lat ?? null, lng: home.at?.lng ?? null, placed_to: home.precision ?? null }).where('id', '=', home.id).execute();
    },
    async moveIn(work: Work, home: HomeId, person: PersonId): Promise<void> {
      await db(work).insertInto('people.residents').values({ home_id: home, person_id: person, since: work.now }).onConflict((twice) => twice.doNothing()).execute();
    },
    async residentsOf(work: Work, home: HomeId): Promise<Person[]> {
      const rows = await db(work).selectFrom('people.persons as p').innerJoin('people.residents as r', 'r.person_id', 'p.id').where('r.home_id', '=', home)
        .where('p.erased_at', 'is', null).orderBy('r.since').orderBy('p.id').selectAll('p').execute();
      return rows.map(personFrom);
    },
    async households(work: Work, ids: readonly HomeId[]): Promise<Map<HomeId, { home: Home; residents: Person[] }>> {
      if (ids.length === 0) return new Map();
      const homes = await db(work).selectFrom('people.homes').selectAll().where('id', 'in', ids).where('erased_at', 'is', null).execute();
      const found = new Map(homes.map((row) => [row.id, { home: homeFrom(row), residents: [] as Person[] }]));
      const rows = await db(work).selectFrom('people.persons as p').innerJoin('people.residents as r', 'r.person_id', 'p.id').where('r.home_id', 'in', ids)
        .where('p.erased_at', 'is', null).orderBy('r.since').orderBy('p.id').selectAll('p').select('r.home_id').execute();
      for (const row of rows) found.get(row.home_id)?.residents.push(personFrom(row));
      return found;
    },
  };
};

const mandatesIn = (db: In) => ({
  async addMandate(work: Work, mandate: Mandate, by: string): Promise<void> {
    await db(work).insertInto('people.mandates').values({
      id: mandate.id, home_id: mandate.home, helper_id: mandate.helper, scopes: [...mandate.scopes], from_at: mandate.from, until_at: mandate.until, given_how: mandate.givenHow, given_by: by,
      given_at: work.now, confirmed_at: mandate.confirmedAt ?? null, revoked_at: null, end_noted_at: null,
    }).execute();
  },
  async saveMandate(work: Work, mandate: Mandate): Promise<void> {
    await db(work).updateTable('people.mandates').set({ from_at: mandate.from, confirmed_at: mandate.confirmedAt ?? null, revoked_at: mandate.revokedAt ?? null }).where('id', '=', mandate.id).execute();
  },
  async mandate(work: Work, id: MandateId): Promise<Mandate | undefined> {
    const row = await db(work).selectFrom('people.mandates').selectAll().where('id', '=', id).executeTakeFirst();
    return row && mandateFrom(row);
  },
  async mandatesOf(work: Work, home: HomeId): Promise<Mandate[]> {
    return (await db(work).selectFrom('people.mandates').selectAll().where('home_id', '=', home).orderBy('given_at', 'desc').orderBy('id').execute()).map(mandateFrom);
  },
  /** Mandates that ran out since this was last asked: each is given once. */
  async noteEnds(work: Work): Promise<Mandate[]> {
    return (await db(work).updateTable('people.mandates').set({ end_noted_at: work.now }).where('end_noted_at', 'is', null).where('revoked_at', 'is', null).where('confirmed_at', 'is not', null).where('until_at', '<=', work.now).returningAll().execute()).map(mandateFrom);
  },
  async mandatesHeldBy(work: Work, helper: PersonId): Promise<Mandate[]> {
    return (await db(work).selectFrom('people.mandates').selectAll().where('helper_id', '=', helper).orderBy('given_at', 'desc').execute()).map(mandateFrom);
  },
});

const wholeIn = (db: In) => ({
  /** Persons whose name, telephone, street, town or postcode holds every word. */
  async find(work: Work, words: readonly string[], limit: number): Promise<Person[]> {
    let found = db(work).selectFrom('people.persons as p').leftJoin('people.residents as r', 'r.person_id', 'p.id').leftJoin('people.homes as h', 'h.id', 'r.home_id')
      .where('p.erased_at', 'is', null);
    for (const word of words) {
      const like = `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
      found = found.where(sql<boolean>`concat_ws(' ', p.given_name, p.family_name, p.phone, p.email, h.line, h.postcode, replace(h.postcode, ' ', ''), h.town) ilike ${like}`);
    }
    const rows = await found.selectAll('p').distinctOn(['p.family_name', 'p.given_name', 'p.id']).orderBy('p.family_name').orderBy('p.given_name').orderBy('p.id').limit(limit).execute();
    return rows.map(personFrom);
  },
  /** Leaves an empty row behind; homes where nobody is left are emptied too, mandates both ways end. */
  async erase(work: Work, id: PersonId): Promise<number> {
    const alone = await db(work).selectFrom('people.residents as r').innerJoin('people.persons as p', 'p.id', 'r.person_id').select('r.home_id').groupBy('r.home_id')
      .having(sql<boolean>`bool_or(r.person_id = ${id}) and bool_and(r.person_id = ${id} or p.erased_at is not null)`).execute();
    const homes = alone.map((row) => row.home_id);
    if (homes.length > 0) {
      await db(work).updateTable('people.homes').set({ line: '', postcode: '', town: '', lat: null, lng: null, placed_to: null, access_notes: null, erased_at: work.now }).where('id', 'in', homes).execute();
      await db(work).updateTable('people.mandates').set({ revoked_at: work.now }).where('home_id', 'in', homes).where('revoked_at', 'is', null).execute();
    }
    await db(work).updateTable('people.mandates').set({ revoked_at: work.now }).where('helper_id', '=', id).where('revoked_at', 'is', null).execute();
    await db(work).deleteFrom('people.contact_changes').where('person_id', '=', id).execute();
    const { numUpdatedRows } = await db(work).updateTable('people.persons')
      .set({ given_name: '', family_name: '', phone: null, email: null, prefers: 'letter', comfort: null, vulnerable: null, erased_at: work.now })
      .where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst();
    return Number(numUpdatedRows) + homes.length;
  },
});

/** Persons, homes, who lives where, and mandates. */
export const peopleIn = (dbOf: DbOf) => {
  const db = (work: Work) => dbOf<Tables>(work);
  return { ...personsIn(db), ...homesIn(db), ...mandatesIn(db), ...changesIn(db), ...wholeIn(db) };
};
export type PeopleStore = ReturnType<typeof peopleIn>;
