import type { PersonId, ProviderId, TechnicianId } from '#kernel';
import { type Db, json, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Evidence, EvidenceKind } from './evidence.ts';
import type { PayChange } from './pay-change.ts';
import type { Pay } from './provider.ts';

type Instant = Temporal.Instant;
type EvidenceRow = { id: string; technician_id: TechnicianId; kind: EvidenceKind; purpose: string; type: string; sealed: string; added_by: string; added_at: Instant; delete_at: Instant };
type PayRow = {
  id: string; provider_id: ProviderId; pay: Pay; asked_by: string; asked_at: Instant; due_at: Instant; state: PayChange['state']; verified_by: string | null; verified_how: string | null; verified_at: Instant | null; settled_at: Instant | null;
};
type Tables = {
  'technicians.expiry_told': { vetting_id: string; days: number; told_at: Instant };
  'technicians.evidence': EvidenceRow;
  'technicians.pay_changes': PayRow;
  'technicians.technicians': { id: TechnicianId; person_id: PersonId; photo_id: string | null };
  'technicians.providers': { id: ProviderId; pay: Pay };
};

const evidenceFrom = (row: EvidenceRow): Evidence => ({ id: row.id, technician: row.technician_id, kind: row.kind, purpose: row.purpose, type: row.type, addedAt: row.added_at, deleteAt: row.delete_at });
const payFrom = (row: PayRow): PayChange => ({
  id: row.id, provider: row.provider_id, pay: row.pay, askedBy: row.asked_by, askedAt: row.asked_at, dueAt: row.due_at, state: row.state,
  ...(row.verified_by === null ? {} : { verifiedBy: row.verified_by }), ...(row.verified_how === null ? {} : { verifiedHow: row.verified_how }), ...(row.verified_at === null ? {} : { verifiedAt: row.verified_at }),
});

/** Warnings given, documents on the table, bank accounts that wait, photos. */
export function checksStore(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    /** False when this warning was given before. */
    async tell(work: Work, vetting: string, days: number): Promise<boolean> {
      const added = await db(work).insertInto('technicians.expiry_told').values({ vetting_id: vetting, days, told_at: work.now }).onConflict((again) => again.doNothing()).executeTakeFirst();
      return Number(added.numInsertedOrUpdatedRows ?? 0n) === 1;
    },
    async addEvidence(work: Work, one: Evidence, sealed: string, by: string): Promise<void> {
      await db(work).insertInto('technicians.evidence').values({ id: one.id, technician_id: one.technician, kind: one.kind, purpose: one.purpose, type: one.type, sealed, added_by: by, added_at: one.addedAt, delete_at: one.deleteAt }).execute();
    },
    async evidenceOf(work: Work, technician: TechnicianId): Promise<Evidence[]> {
      return (await db(work).selectFrom('technicians.evidence').selectAll().where('technician_id', '=', technician).orderBy('added_at').orderBy('id').execute()).map(evidenceFrom);
    },
    async evidence(work: Work, id: string): Promise<{ about: Evidence; sealed: string } | undefined> {
      const row = await db(work).selectFrom('technicians.evidence').selectAll().where('id', '=', id).executeTakeFirst();
      return row && { about: evidenceFrom(row), sealed: row.sealed };
    },
    async forgetEvidence(work: Work, technician: TechnicianId, kind?: string): Promise<number> {
      const gone = await db(work).deleteFrom('technicians.evidence').where('technician_id', '=', technician).$if(kind !== undefined, (query) => query.where('kind', '=', kind as EvidenceKind)).executeTakeFirst();
      return Number(gone.numDeletedRows);
    },
    async forgetOldEvidence(work: Work): Promise<number> {
      return Number((await db(work).deleteFrom('technicians.evidence').where('delete_at', '<=', work.now).executeTakeFirst()).numDeletedRows);
    },
    async addPayChange(work: Work, one: PayChange): Promise<boolean> {
      const added = await db(work).insertInto('technicians.pay_changes').values({
        id: one.id, provider_id: one.provider, pay: json(one.pay), asked_by: one.askedBy, asked_at: one.askedAt, due_at: one.dueAt, state: one.state, verified_by: null, verified_how: null, verified_at: null, settled_at: null,
      }).onConflict((waits) => waits.doNothing()).executeTakeFirst();
      return Number(added.numInsertedOrUpdatedRows ?? 0n) === 1;
    },
    async payChange(work: Work, id: string): Promise<PayChange | undefined> {
      const row = await db(work).selectFrom('technicians.pay_changes').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
      return row && payFrom(row);
    },
    async payChanges(work: Work, provider?: ProviderId): Promise<PayChange[]> {
      const rows = await db(work).selectFrom('technicians.pay_changes').selectAll().$if(provider !== undefined, (query) => query.where('provider_id', '=', provider as ProviderId)).$if(provider === undefined, (query) => query.where('state', '=', 'waiting')).orderBy('asked_at', 'desc').limit(20).execute();
      return rows.map(payFrom);
    },
    async savePayChange(work: Work, one: PayChange): Promise<void> {
      await db(work).updateTable('technicians.pay_changes').set({
        state: one.state, verified_by: one.verifiedBy ?? null, verified_how: one.verifiedHow ?? null, verified_at: one.verifiedAt ?? null, settled_at: one.state === 'waiting' ? null : work.now,
      }).where('id', '=', one.id).execute();
      if (one.state === 'in-force') await db(work).updateTable('technicians.providers').set({ pay: json(one.pay) }).where('id', '=', one.provider).execute();
    },
    async savePhoto(work: Work, technician: TechnicianId, photo: string): Promise<void> {
      await db(work).updateTable('technicians.technicians').set({ photo_id: photo }).where('id', '=', technician).execute();
    },
    async active(work: Work): Promise<{ id: TechnicianId; country: 'FR' | 'GB' }[]> {
      const found = await sql<{ id: TechnicianId; country: 'FR' | 'GB' }>`select t.id, p.country from technicians.technicians t join technicians.providers p on p.id = t.provider_id where t.standing = 'active' order by t.id`.execute(db(work));
      return found.rows;
    },
    /** As the database decides it: a reason, or undefined when they may be sent. */
    async cannotSend(work: Work, technician: TechnicianId, day: Temporal.PlainDate): Promise<string | undefined> {
      const { rows } = await sql<{ why: string | null }>`select technicians.cannot_send(${technician}, ${day.toString()}::date) as why`.execute(db(work));
      return rows[0]?.why ?? undefined;
    },
  };
}
export type ChecksStore = ReturnType<typeof checksStore>;
