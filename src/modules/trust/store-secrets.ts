import type { HomeId, PersonId, TechnicianId, VisitId } from '#kernel';
import { type Db, json } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { KeptSecret, SecretKind, WhyDestroyed } from './secret.ts';
import type { Opening, Phone } from './told.ts';

type Instant = Temporal.Instant;
type SecretRow = {
  id: string; visit_id: VisitId; home_id: HomeId; kind: SecretKind; label: string; technician_id: TechnicianId; phone_id: string; sealed: string | null; wrapped: string | null; half: string | null;
  made_at: Instant; closed_until: Instant | null; destroyed_at: Instant | null; destroyed_why: WhyDestroyed | null; opened: boolean;
};
type PhoneRow = { id: string; technician_id: TechnicianId; person_id: PersonId; name: string; public_key: Phone['publicKey']; replaces: string | null; added_at: Instant; ended_at: Instant | null };
type Tables = {
  'trust.secrets': SecretRow; 'trust.phones': PhoneRow;
  'trust.openings': { id: string; secret_id: string; technician_id: TechnicianId; phone_id: string; at: Instant };
};
const secretFrom = (row: SecretRow): KeptSecret => ({
  id: row.id, visit: row.visit_id, home: row.home_id, kind: row.kind, label: row.label, technician: row.technician_id, phone: row.phone_id, madeAt: row.made_at, opened: row.opened,
  sealed: row.sealed, wrapped: row.wrapped, half: row.half, ...(row.closed_until ? { closedUntil: row.closed_until } : {}),
  ...(row.destroyed_at ? { destroyedAt: row.destroyed_at } : {}), ...(row.destroyed_why ? { destroyedWhy: row.destroyed_why } : {}),
});
const phoneFrom = (row: PhoneRow): Phone => ({ id: row.id, technician: row.technician_id, name: row.name, publicKey: row.public_key, addedAt: row.added_at, ...(row.replaces ? { replaces: row.replaces } : {}) });

type In = (work: Work) => Db<Tables>;

const live = (db: In) => ({
  async phoneOf(work: Work, technician: TechnicianId): Promise<Phone | undefined> {
    const row = await db(work).selectFrom('trust.phones').selectAll().where('technician_id', '=', technician).where('ended_at', 'is', null).executeTakeFirst();
    return row && phoneFrom(row);
  },
  async addPhone(work: Work, phone: Phone, person: PersonId): Promise<void> {
    await db(work).updateTable('trust.phones').set({ ended_at: work.now }).where('technician_id', '=', phone.technician).where('ended_at', 'is', null).execute();
    await db(work).insertInto('trust.phones').values({ id: phone.id, technician_id: phone.technician, person_id: person, name: phone.name, public_key: json(phone.publicKey), replaces: phone.replaces ?? null, added_at: work.now, ended_at: null }).execute();
  },
  async addSecret(work: Work, one: KeptSecret): Promise<void> {
    await db(work).insertInto('trust.secrets').values({
      id: one.id, visit_id: one.visit, home_id: one.home, kind: one.kind, label: one.label, technician_id: one.technician, phone_id: one.phone, sealed: one.sealed, wrapped: one.wrapped, half: one.half,
      made_at: work.now, closed_until: one.closedUntil ?? null, destroyed_at: null, destroyed_why: null, opened: false,
    }).execute();
  },
  async secret(work: Work, id: string): Promise<KeptSecret | undefined> {
    const row = await db(work).selectFrom('trust.secrets').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    return row && secretFrom(row);
  },
  async secretsOf(work: Work, visit: VisitId): Promise<KeptSecret[]> {
    return (await db(work).selectFrom('trust.secrets').selectAll().where('visit_id', '=', visit).orderBy('made_at').orderBy('id').execute()).map(secretFrom);
  },
  async liveSecrets(work: Work, of: { technician: TechnicianId } | { homes: readonly HomeId[] } | 'all'): Promise<KeptSecret[]> {
    if (of !== 'all' && 'homes' in of && of.homes.length === 0) return [];
    const rows = await db(work).selectFrom('trust.secrets').selectAll().where('destroyed_at', 'is', null)
      .$if(of !== 'all' && 'technician' in of, (query) => query.where('technician_id', '=', (of as { technician: TechnicianId }).technician))
      .$if(of !== 'all' && 'homes' in of, (query) => query.where('home_id', 'in', (of as { homes: readonly HomeId[] }).homes)).orderBy('made_at').orderBy('id').execute();
    return rows.map(secretFrom);
  },
  /** Nothing of them is left. */
  async destroy(work: Work, ids: readonly string[], why: WhyDestroyed): Promise<void> {
    if (ids.length === 0) return;
    await db(work).updateTable('trust.secrets').set({ sealed: null, wrapped: null, half: null, destroyed_at: work.now, destroyed_why: why }).where('id', 'in', ids).where('destroyed_at', 'is', null).execute();
  },
  async closeUntil(work: Work, ids: readonly string[], until: Instant | null): Promise<void> {
    if (ids.length > 0) await db(work).updateTable('trust.secrets').set({ closed_until: until }).where('id', 'in', ids).where('destroyed_at', 'is', null).execute();
  },
});

const past = (db: In) => ({
  async keepOpening(work: Work, one: Opening & { technician: TechnicianId; phone: string }): Promise<void> {
    await db(work).insertInto('trust.openings').values({ id: one.id, secret_id: one.secret, technician_id: one.technician, phone_id: one.phone, at: one.at }).execute();
    await db(work).updateTable('trust.secrets').set({ opened: true }).where('id', '=', one.secret).execute();
  },
  async openingsOf(work: Work, secrets: readonly string[]): Promise<Opening[]> {
    if (secrets.length === 0) return [];
    return (await db(work).selectFrom('trust.openings').select(['id', 'secret_id', 'at']).where('secret_id', 'in', secrets).orderBy('at').execute()).map(({ id, secret_id, at }) => ({ id, secret: secret_id, at }));
  },
  /** What it was for is forgotten a while after it is gone. */
  async forgetLabels(work: Work, before: Instant): Promise<void> {
    await db(work).deleteFrom('trust.openings').where('secret_id', 'in', (query) => query.selectFrom('trust.secrets').select('id').where('destroyed_at', '<', before)).execute();
    await db(work).deleteFrom('trust.secrets').where('destroyed_at', '<', before).execute();
  },
  async forgetHomes(work: Work, homes: readonly HomeId[]): Promise<number> {
    if (homes.length === 0) return 0;
    const of = await db(work).selectFrom('trust.secrets').select('id').where('home_id', 'in', homes).execute();
    const ids = of.map(({ id }) => id);
    if (ids.length > 0) await db(work).deleteFrom('trust.openings').where('secret_id', 'in', ids).execute();
    return Number((await db(work).deleteFrom('trust.secrets').where('home_id', 'in', homes).executeTakeFirst()).numDeletedRows);
  },
  async endPhones(work: Work, person: PersonId): Promise<number> {
    const ended = await db(work).updateTable('trust.phones').set({ ended_at: work.now, name: '', public_key: json({}) }).where('person_id', '=', person).where('ended_at', 'is', null).executeTakeFirst();
    return Number(ended.numUpdatedRows);
  },
  async phonesOf(work: Work, person: PersonId): Promise<{ name: string; addedAt: Instant }[]> {
    return (await db(work).selectFrom('trust.phones').select(['name', 'added_at']).where('person_id', '=', person).orderBy('added_at').execute()).map(({ name, added_at }) => ({ name, addedAt: added_at }));
  },
});

/** Telephones, secrets and their openings. */
export function secretsStore(dbOf: DbOf) {
  const db: In = (work) => dbOf<Tables>(work);
  return { ...live(db), ...past(db) };
}
