import type { Country, FileId, Lang, PersonId, ProviderId, TechnicianId } from '#kernel';
import { type Db, type Generated, json, present, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import { nameOf } from './may.ts';
import type { Identity, Pay, Provider } from './provider.ts';
import type { Absence, Break, Skill, Technician, WeekHours } from './technician.ts';
import type { FirmCheck, FirmKind, OwnKind, Vetting } from './vetting.ts';

type Instant = Temporal.Instant;
type Day = Temporal.PlainDate;
type ProviderRow = {
  id: ProviderId; name: string; legal_name: string; kind: 'solo' | 'firm'; country: Country; company_number: string; vat_number: string | null; vat_mention: string | null; sap_number: string | null;
  sap_since: Day | null; line: string; postcode: string; town: string; phone: string; email: string; pay: Pay; lat: number; lng: number; mediator: string | null; guarantee_days: number; about: string;
  left_at: Instant | null; binding_signed_at: Instant | null; binding_signed_by: string | null; added_at: Instant; added_by: string | null;
};
type TechnicianRow = {
  id: TechnicianId; provider_id: ProviderId; person_id: PersonId; first_name: string; last_initial: string; badge: string; photo_id: FileId | null; car: string; materials: string[]; languages: Lang[]; skills: Skill[];
  lat: number; lng: number; reach_metres: number; hours: WeekHours[]; breaks: Break[]; standing: 'active' | 'suspended'; suspended_why: string | null; added_by: string; added_at: Instant;
};
type VettingRow = {
  id: string; technician_id: TechnicianId; kind: OwnKind; skill: string | null; outcome: 'good' | 'bad'; verified_on: Day; verified_by: PersonId | null; how: string; until_on: Day | null; recorded_at: Instant; self_declared: boolean;
};
type FirmCheckRow = { id: string; provider_id: ProviderId; kind: FirmKind; outcome: 'good' | 'bad'; verified_on: Day; verified_by: PersonId | null; how: string; until_on: Day | null; self_declared: boolean; recorded_at: Instant };
type AbsenceRow = { id: string; technician_id: TechnicianId; from_on: Day; until_on: Day; why: Absence['why']; taken_at: Instant };
type Tables = {
  'technicians.providers': ProviderRow;
  'technicians.technicians': TechnicianRow;
  'technicians.office': { provider_id: ProviderId; person_id: PersonId; since: Instant };
  'technicians.vetting': VettingRow;
  'technicians.provider_checks': FirmCheckRow;
  'technicians.absences': AbsenceRow;
  'technicians.identities': { id: Generated<number>; provider_id: ProviderId; was: unknown; until_at: Instant; changed_by: string };
};
type In = (work: Work) => Db<Tables>;


const providerFrom = (row: ProviderRow): Provider => present({
  id: row.id, name: row.name, legalName: row.legal_name, kind: row.kind, country: row.country, companyNumber: row.company_number,
  vat: row.vat_number === null ? { registered: false as const, mention: row.vat_mention ?? '' } : { registered: true as const, number: row.vat_number },
  sapNumber: row.sap_number, sapSince: row.sap_since, address: { line: row.line, postcode: row.postcode, town: row.town, country: row.country }, phone: row.phone, email: row.email, pay: row.pay,
  base: { lat: row.lat, lng: row.lng }, mediator: row.mediator, guaranteeDays: row.guarantee_days, about: row.about, bindingSignedAt: row.binding_signed_at, leftAt: row.left_at,
});
const technicianFrom = (row: TechnicianRow): Technician => present({
  id: row.id, provider: row.provider_id, person: row.person_id, firstName: row.first_name, lastInitial: row.last_initial, badge: row.badge, photo: row.photo_id, car: row.car, materials: row.materials.length === 0 ? null : row.materials, languages: row.languages,
  skills: row.skills, home: { lat: row.lat, lng: row.lng }, reachMetres: row.reach_metres, hours: row.hours, breaks: row.breaks, standing: row.standing, suspendedWhy: row.suspended_why,
});
const vettingFrom = (row: VettingRow): Vetting => present({
  id: row.id, technician: row.technician_id, kind: row.kind, skill: row.skill, outcome: row.outcome, verifiedOn: row.verified_on, verifiedBy: row.verified_by, how: row.how, until: row.until_on, selfDeclared: row.self_declared ? true : null,
});
const firmCheckFrom = (row: FirmCheckRow): FirmCheck => present({
  id: row.id, provider: row.provider_id, kind: row.kind, outcome: row.outcome, verifiedOn: row.verified_on, verifiedBy: row.verified_by, how: row.how, until: row.until_on, selfDeclared: row.self_declared ? true : null,
});
const absenceFrom = (row: AbsenceRow): Absence => ({ id: row.id, technician: row.technician_id, from: row.from_on, until: row.until_on, why: row.why });

const providersIn = (db: In) => ({
  async provider(work: Work, id: ProviderId): Promise<Provider | undefined> {
    const row = await db(work).selectFrom('technicians.providers').selectAll().where('id', '=', id).executeTakeFirst();
    return row && providerFrom(row);
  },
  async providers(work: Work, country: Country): Promise<Provider[]> {
    return (await db(work).selectFrom('technicians.providers').selectAll().where('country', '=', country).orderBy('name').orderBy('id').execute()).map(providerFrom);
  },
  /** Whether it is new: of two that come at the same instant with one company number, the second is not. */
  async addProvider(work: Work, one: Provider): Promise<boolean> {
    const added = await db(work).insertInto('technicians.providers').values({
      id: one.id, name: one.name, legal_name: one.legalName, kind: one.kind, country: one.country, company_number: one.companyNumber,
      vat_number: one.vat.registered ? one.vat.number : null, vat_mention: one.vat.registered ? null : one.vat.mention, sap_number: one.sapNumber ?? null, sap_since: one.sapSince ?? null,
      line: one.address.line, postcode: one.address.postcode, town: one.address.town, phone: one.phone, email: one.email, pay: json(one.pay), lat: one.base.lat, lng: one.base.lng,
      mediator: one.mediator ?? null, guarantee_days: one.guaranteeDays, about: one.about, left_at: null, binding_signed_at: null, binding_signed_by: null, added_at: work.now, added_by: nameOf(work.by),
    }).onConflict((on) => on.columns(['country', 'company_number']).doNothing()).executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  },
  async saveProvider(work: Work, one: Provider): Promise<void> {
    await db(work).updateTable('technicians.providers').set({ name: one.name, about: one.about, phone: one.phone, email: one.email, guarantee_days: one.guaranteeDays, mediator: one.mediator ?? null }).where('id', '=', one.id).execute();
  },
  async saveIdentity(work: Work, one: Provider, was: Identity, by: string): Promise<boolean> {
    const other = await db(work).selectFrom('technicians.providers').select('id').where('country', '=', one.country).where('company_number', '=', one.companyNumber).where('id', '<>', one.id).executeTakeFirst();
    if (other) return false;
    await db(work).updateTable('technicians.providers').set({
      legal_name: one.legalName, kind: one.kind, company_number: one.companyNumber, vat_number: one.vat.registered ? one.vat.number : null, vat_mention: one.vat.registered ? null : one.vat.mention,
      sap_number: one.sapNumber ?? null, sap_since: one.sapSince ?? null, line: one.address.line, postcode: one.address.postcode, town: one.address.town, lat: one.base.lat, lng: one.base.lng,
    }).where('id', '=', one.id).execute();
    await db(work).insertInto('technicians.identities').values({ provider_id: one.id, was: json({ ...was, ...(was.sapSince ? { sapSince: was.sapSince.toString() } : {}) }), until_at: work.now, changed_by: by }).execute();
    return true;
  },
  async identitiesOf(work: Work, id: ProviderId): Promise<{ was: Identity; until: Instant }[]> {
    const rows = await db(work).selectFrom('technicians.identities').select(['was', 'until_at']).where('provider_id', '=', id).orderBy('id', 'desc').limit(50).execute();
    return rows.map(({ was, until_at }) => { const { sapSince, ...rest } = was as Omit<Identity, 'sapSince'> & { sapSince?: string }; return { was: { ...rest, ...(sapSince ? { sapSince: Temporal.PlainDate.from(sapSince) } : {}) }, until: until_at }; });
  },
  async leave(work: Work, id: ProviderId): Promise<void> {
    await db(work).updateTable('technicians.providers').set({ left_at: work.now }).where('id', '=', id).where('left_at', 'is', null).execute();
  },
  async sign(work: Work, id: ProviderId, by: string): Promise<void> {
    await db(work).updateTable('technicians.providers').set({ binding_signed_at: work.now, binding_signed_by: by }).where('id', '=', id).where('binding_signed_at', 'is', null).execute();
  },
  async addToOffice(work: Work, provider: ProviderId, person: PersonId): Promise<void> {
    await db(work).insertInto('technicians.office').values({ provider_id: provider, person_id: person, since: work.now }).onConflict((again) => again.column('person_id').doUpdateSet({ provider_id: provider })).execute();
  },
  async inOffice(work: Work, provider: ProviderId): Promise<PersonId[]> {
    return (await db(work).selectFrom('technicians.office').select('person_id').where('provider_id', '=', provider).orderBy('since').orderBy('person_id').execute()).map((row) => row.person_id);
  },
  async officeOf(work: Work, person: PersonId): Promise<ProviderId | undefined> {
    return (await db(work).selectFrom('technicians.office').select('provider_id').where('person_id', '=', person).executeTakeFirst())?.provider_id;
  },
});

const techniciansOnlyIn = (db: In) => ({
  async technician(work: Work, id: TechnicianId): Promise<Technician | undefined> {
    const row = await db(work).selectFrom('technicians.technicians').selectAll().where('id', '=', id).executeTakeFirst();
    return row && technicianFrom(row);
  },
  async addedBy(work: Work, id: TechnicianId): Promise<string | undefined> {
    return (await db(work).selectFrom('technicians.technicians').select('added_by').where('id', '=', id).executeTakeFirst())?.added_by;
  },
  async techniciansOf(work: Work, provider: ProviderId): Promise<Technician[]> {
    return (await db(work).selectFrom('technicians.technicians').selectAll().where('provider_id', '=', provider).orderBy('first_name').orderBy('id').execute()).map(technicianFrom);
  },
  async techniciansIn(work: Work, country: Country): Promise<Technician[]> {
    const rows = await db(work).selectFrom('technicians.technicians as t').innerJoin('technicians.providers as p', 'p.id', 't.provider_id').where('p.country', '=', country)
      .orderBy('t.first_name').orderBy('t.id').selectAll('t').execute();
    return rows.map(technicianFrom);
  },
  async technicianWho(work: Work, person: PersonId): Promise<Technician | undefined> {
    const row = await db(work).selectFrom('technicians.technicians').selectAll().where('person_id', '=', person).executeTakeFirst();
    return row && technicianFrom(row);
  },
  /** In the words of the database, which also refuses to book them; of the day it is where they work. */
  async cannotSendToday(work: Work, technician: TechnicianId): Promise<string | undefined> {
    const { rows } = await sql<{ why: string | null }>`select technicians.cannot_send(${technician}, technicians.day_there(${technician}, ${work.now})) as why`.execute(db(work));
    return rows[0]?.why ?? undefined;
  },
  async photosInUse(work: Work): Promise<FileId[]> {
    return (await db(work).selectFrom('technicians.technicians').select('photo_id').where('photo_id', 'is not', null).execute()).flatMap((row) => row.photo_id ?? []);
  },
  async withBadge(work: Work, badge: string): Promise<Technician | undefined> {
    const row = await db(work).selectFrom('technicians.technicians').selectAll().where('badge', '=', badge.trim().toUpperCase()).executeTakeFirst();
    return row && technicianFrom(row);
  },
  async addTechnician(work: Work, one: Technician, by: string): Promise<void> {
    await db(work).insertInto('technicians.technicians').values({
      id: one.id, provider_id: one.provider, person_id: one.person, first_name: one.firstName, last_initial: one.lastInitial, badge: one.badge, photo_id: one.photo ?? null, car: one.car, materials: [...(one.materials ?? [])],
      languages: [...one.languages], skills: json([...one.skills]), lat: one.home.lat, lng: one.home.lng, reach_metres: one.reachMetres, hours: json([...one.hours]), breaks: json([...one.breaks]),
      standing: one.standing, suspended_why: null, added_by: by, added_at: work.now,
    }).execute();
  },
  async saveStanding(work: Work, one: Technician): Promise<void> {
    await db(work).updateTable('technicians.technicians').set({ standing: one.standing, suspended_why: one.suspendedWhy ?? null }).where('id', '=', one.id).execute();
  },
  async saveTechnician(work: Work, one: Technician): Promise<void> {
    await db(work).updateTable('technicians.technicians').set({ car: one.car, materials: [...(one.materials ?? [])], languages: [...one.languages], skills: json([...one.skills]), lat: one.home.lat, lng: one.home.lng, reach_metres: one.reachMetres }).where('id', '=', one.id).execute();
  },
  async saveHours(work: Work, one: Technician): Promise<void> {
    await db(work).updateTable('technicians.technicians').set({ hours: json([...one.hours]), breaks: json([...one.breaks]) }).where('id', '=', one.id).execute();
  },
  /** What is said of the technician in public goes; the record that someone was vetted stays. */
  async erase(work: Work, person: PersonId): Promise<number> {
    const office = await db(work).deleteFrom('technicians.office').where('person_id', '=', person).executeTakeFirst();
    const own = await db(work).updateTable('technicians.technicians').set({ first_name: '', last_initial: '-', photo_id: null, car: '', standing: 'suspended', suspended_why: 'left' })
      .where('person_id', '=', person).executeTakeFirst();
    return Number(office.numDeletedRows) + Number(own.numUpdatedRows);
  },
});

const recordsIn = (db: In) => ({
  async vettingOf(work: Work, ids: readonly TechnicianId[]): Promise<Vetting[]> {
    if (ids.length === 0) return [];
    const own = (await db(work).selectFrom('technicians.vetting').selectAll().where('technician_id', 'in', ids).orderBy('verified_on', 'desc').orderBy('recorded_at', 'desc').execute()).map(vettingFrom);
    const firms = await db(work).selectFrom('technicians.provider_checks as c').innerJoin('technicians.technicians as t', 't.provider_id', 'c.provider_id').where('t.id', 'in', ids)
      .orderBy('c.verified_on', 'desc').orderBy('c.recorded_at', 'desc').selectAll('c').select('t.id as technician').execute();
    return [...own, ...firms.map(({ technician, ...row }): Vetting => { const { provider: _, ...check } = firmCheckFrom(row); return { ...check, technician }; })];
  },
  /** The newest first. */
  async firmChecks(work: Work, provider: ProviderId): Promise<FirmCheck[]> {
    return (await db(work).selectFrom('technicians.provider_checks').selectAll().where('provider_id', '=', provider).orderBy('verified_on', 'desc').orderBy('recorded_at', 'desc').execute()).map(firmCheckFrom);
  },
  async addFirmCheck(work: Work, one: FirmCheck): Promise<void> {
    await db(work).insertInto('technicians.provider_checks').values({
      id: one.id, provider_id: one.provider, kind: one.kind, outcome: one.outcome, verified_on: one.verifiedOn, verified_by: one.verifiedBy ?? null, how: one.how, until_on: one.until ?? null, self_declared: one.selfDeclared ?? false, recorded_at: work.now,
    }).execute();
  },
  async providerAddedBy(work: Work, id: ProviderId): Promise<string | undefined> {
    return (await db(work).selectFrom('technicians.providers').select('added_by').where('id', '=', id).executeTakeFirst())?.added_by ?? undefined;
  },
  async addVetting(work: Work, one: Vetting & { kind: OwnKind }): Promise<void> {
    await db(work).insertInto('technicians.vetting').values({
      id: one.id, technician_id: one.technician, kind: one.kind, skill: one.skill ?? null, outcome: one.outcome, verified_on: one.verifiedOn, verified_by: one.verifiedBy ?? null, how: one.how,
      until_on: one.until ?? null, recorded_at: work.now, self_declared: one.selfDeclared ?? false,
    }).execute();
  },
  async expiringBy(work: Work, day: Day): Promise<Vetting[]> {
    const rows = await db(work).selectFrom('technicians.vetting as v').innerJoin('technicians.technicians as t', 't.id', 'v.technician_id').where('t.standing', '=', 'active')
      .where('v.until_on', '<=', day).orderBy('v.until_on').orderBy('v.id').selectAll('v').execute();
    return rows.map(vettingFrom);
  },
  async absencesOf(work: Work, id: TechnicianId): Promise<Absence[]> {
    return (await db(work).selectFrom('technicians.absences').selectAll().where('technician_id', '=', id).orderBy('from_on').execute()).map(absenceFrom);
  },
  async absencesIn(work: Work, ids: readonly TechnicianId[]): Promise<Absence[]> {
    if (ids.length === 0) return [];
    return (await db(work).selectFrom('technicians.absences').selectAll().where('technician_id', 'in', ids).orderBy('from_on').execute()).map(absenceFrom);
  },
  /** Names the last change of anything here; undefined when this work has written itself. */
  async changes(work: Work): Promise<string | undefined> {
    const { rows } = await sql<{ key: string; wrote: boolean }>`select version || '.' || changed_in as key, pg_current_xact_id_if_assigned() is not null as wrote from technicians.changes`.execute(db(work));
    const [row] = rows;
    return row && !row.wrote ? row.key : undefined;
  },
  async absence(work: Work, id: string): Promise<Absence | undefined> {
    const row = await db(work).selectFrom('technicians.absences').selectAll().where('id', '=', id).executeTakeFirst();
    return row && absenceFrom(row);
  },
  async dropAbsence(work: Work, id: string): Promise<void> { await db(work).deleteFrom('technicians.absences').where('id', '=', id).execute(); },
  async addAbsence(work: Work, one: Absence): Promise<void> {
    await db(work).insertInto('technicians.absences').values({ id: one.id, technician_id: one.technician, from_on: one.from, until_on: one.until, why: one.why, taken_at: work.now }).execute();
  },
});

/** Providers, technicians, vetting records and absences. */
export const techniciansIn = (dbOf: DbOf) => {
  const db: In = (work) => dbOf<Tables>(work);
  return { ...providersIn(db), ...techniciansOnlyIn(db), ...recordsIn(db) };
};
export type TechniciansStore = ReturnType<typeof techniciansIn>;
