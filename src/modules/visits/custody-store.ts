import { type Country, type Currency, type FileId, type HomeId, type ProviderId, type RequestId, type TechnicianId, type VisitId, money } from '#kernel';
import { type Db, present } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Backup, Custody, Holder, HolderKind, RepairResult } from './custody.ts';

type Instant = Temporal.Instant;
type CustodyRow = {
  visit_id: VisitId; request_id: RequestId; home_id: HomeId; provider_id: ProviderId; technician_id: TechnicianId; number: string; country: Country; currency: Currency;
  what: string; serial: string | null; condition: string; accessories: string | null; purpose: string; photo_ids: FileId[]; may_look: boolean; look_why: string | null; backup: Backup;
  free_up_to_cents: number; ask_whom: string; diagnosis_cents: number; expected_on: Temporal.PlainDate; written_at: Instant;
  signed_how: 'drawn' | 'code' | 'spoken' | null; signed_picture_id: FileId | null; signed_words: string | null; taken_at: Instant | null;
  result: RepairResult | null; result_words: string | null; kept_parts: string | null; ready_at: Instant | null; reminders: number; reminded_at: Instant | null;
  returned_at: Instant | null; returned_how: 'fetched' | 'visit' | null; returned_visit_id: VisitId | null; return_signed_how: 'drawn' | 'spoken' | null; return_picture_id: FileId | null; return_words: string | null;
};
type HolderRow = { visit_id: VisitId; place: number; kind: HolderKind; name: string; why: string | null; at: Instant; by_id: string };
type Tables = { 'visits.custody': CustodyRow; 'visits.custody_holders': HolderRow };

const custodyFrom = (row: CustodyRow, holders: readonly HolderRow[]): Custody => ({
  ...present({
    visit: row.visit_id, request: row.request_id, home: row.home_id, provider: row.provider_id, technician: row.technician_id, number: row.number, country: row.country, what: row.what, serial: row.serial, condition: row.condition,
    accessories: row.accessories, purpose: row.purpose, photos: row.photo_ids, lookWhy: row.look_why, backup: row.backup, freeUpTo: money(row.free_up_to_cents, row.currency), askWhom: row.ask_whom,
    diagnosis: money(row.diagnosis_cents, row.currency), expectedOn: row.expected_on, writtenAt: row.written_at, result: row.result, resultWords: row.result_words, keptParts: row.kept_parts, readyAt: row.ready_at,
    reminders: row.reminders, remindedAt: row.reminded_at,
  }),
  ...(row.signed_how && row.taken_at ? { taken: present({ how: row.signed_how, at: row.taken_at, picture: row.signed_picture_id, words: row.signed_words }) } : {}),
  ...(row.returned_at && row.returned_how && row.return_signed_how ? { returned: present({ how: row.return_signed_how, at: row.returned_at, by: row.returned_how, visit: row.returned_visit_id, picture: row.return_picture_id, words: row.return_words }) } : {}),
  holders: holders.filter((holder) => holder.visit_id === row.visit_id).map((holder) => present({ kind: holder.kind, name: holder.name, why: holder.why, at: holder.at })),
});

const orNull = <T>(value: T | undefined): T | null => value ?? null;
const rowOf = (one: Custody): CustodyRow => ({
  visit_id: one.visit, request_id: one.request, home_id: one.home, provider_id: one.provider, technician_id: one.technician, number: one.number, country: one.country, currency: one.freeUpTo.currency,
  what: one.what, serial: orNull(one.serial), condition: one.condition, accessories: orNull(one.accessories), purpose: one.purpose, photo_ids: [...one.photos], may_look: one.lookWhy !== undefined, look_why: orNull(one.lookWhy),
  backup: one.backup, free_up_to_cents: one.freeUpTo.cents, ask_whom: one.askWhom, diagnosis_cents: one.diagnosis.cents, expected_on: one.expectedOn, written_at: one.writtenAt,
  signed_how: orNull(one.taken?.how), signed_picture_id: orNull(one.taken?.picture), signed_words: orNull(one.taken?.words), taken_at: orNull(one.taken?.at),
  result: orNull(one.result), result_words: orNull(one.resultWords), kept_parts: orNull(one.keptParts), ready_at: orNull(one.readyAt), reminders: one.reminders, reminded_at: orNull(one.remindedAt),
  returned_at: orNull(one.returned?.at), returned_how: orNull(one.returned?.by), returned_visit_id: orNull(one.returned?.visit), return_signed_how: orNull(one.returned?.how),
  return_picture_id: orNull(one.returned?.picture), return_words: orNull(one.returned?.words),
});

/** Things in our hands, with the chain of hands. */
export function custodyIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  const whole = async (work: Work, rows: readonly CustodyRow[]): Promise<Custody[]> => {
    if (rows.length === 0) return [];
    const holders = await db(work).selectFrom('visits.custody_holders').selectAll().where('visit_id', 'in', rows.map(({ visit_id }) => visit_id)).orderBy('place').execute();
    return rows.map((row) => custodyFrom(row, holders));
  };
  const all = (work: Work) => db(work).selectFrom('visits.custody').selectAll();
  return {
    custody: async (work: Work, visit: VisitId): Promise<Custody | undefined> => (await whole(work, await all(work).where('visit_id', '=', visit).execute()))[0],
    /** With its row locked until the work is over. */
    takeCustody: async (work: Work, visit: VisitId): Promise<Custody | undefined> => (await whole(work, await all(work).where('visit_id', '=', visit).forUpdate().execute()))[0],
    async keepCustody(work: Work, one: Custody): Promise<void> {
      const { visit_id, ...rest } = rowOf(one);
      await db(work).insertInto('visits.custody').values({ visit_id, ...rest }).onConflict((again) => again.column('visit_id').doUpdateSet(rest)).execute();
    },
    async addHolder(work: Work, visit: VisitId, place: number, holder: Holder, by: string): Promise<void> {
      await db(work).insertInto('visits.custody_holders').values({ visit_id: visit, place, kind: holder.kind, name: holder.name, why: holder.why ?? null, at: holder.at, by_id: by }).execute();
    },
    custodyOfRequest: async (work: Work, request: RequestId): Promise<Custody[]> => whole(work, await all(work).where('request_id', '=', request).orderBy('written_at').execute()),
    /** Everything of a provider that is not back at home, the oldest first. */
    heldBy: async (work: Work, provider: ProviderId): Promise<Custody[]> => whole(work, await all(work).where('provider_id', '=', provider).where('taken_at', 'is not', null).where('returned_at', 'is', null).orderBy('taken_at').execute()),
    unfetched: async (work: Work): Promise<Custody[]> => whole(work, await all(work).where('ready_at', 'is not', null).where('returned_at', 'is', null).orderBy('ready_at').execute()),
    async custodyFiles(work: Work): Promise<FileId[]> {
      const rows = await db(work).selectFrom('visits.custody').select(['photo_ids', 'signed_picture_id', 'return_picture_id']).execute();
      return rows.flatMap((row) => [...row.photo_ids, ...(row.signed_picture_id ? [row.signed_picture_id] : []), ...(row.return_picture_id ? [row.return_picture_id] : [])]);
    },
    /** What was written in words goes once the thing is back; that it was in our hands, and when, stays. */
    async forgetCustody(work: Work, visits: readonly VisitId[]): Promise<number> {
      if (visits.length === 0) return 0;
      const { numUpdatedRows } = await db(work).updateTable('visits.custody').set({ what: '', serial: null, condition: '', accessories: null, purpose: '', photo_ids: [], look_why: null, may_look: false, ask_whom: '', signed_words: null, result_words: null, kept_parts: null, return_words: null })
        .where('visit_id', 'in', visits).where((row) => row.or([row('returned_at', 'is not', null), row('taken_at', 'is', null)])).where('what', '<>', '').executeTakeFirst();
      await db(work).updateTable('visits.custody_holders').set({ why: null }).where('visit_id', 'in', visits).where('why', 'is not', null).execute();
      return Number(numUpdatedRows);
    },
  };
}
