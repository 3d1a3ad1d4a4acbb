import { type Currency, type ExtraId, type HomeId, type VisitId, money } from '#kernel';
import { type Db, present } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { PartOrder } from './part-order.ts';

type Instant = Temporal.Instant;
type OrderRow = {
  id: string; visit_id: VisitId; home_id: HomeId; extra_id: ExtraId | null; item: string | null; says: string; quantity: number; gross_cents: number; currency: Currency; deposit_cents: number; expected_on: Temporal.PlainDate;
  proposed_at: Instant; ordered_at: Instant | null; late_told_at: Instant | null; arrived_at: Instant | null; cancelled_at: Instant | null; cancelled_by: 'household' | 'office' | 'refused' | null; changed_at: Instant;
};
type Tables = { 'visits.part_orders': OrderRow };

const orderFrom = (row: OrderRow): PartOrder => present({
  id: row.id, visit: row.visit_id, home: row.home_id, extra: row.extra_id, item: row.item, says: row.says, quantity: row.quantity, gross: money(row.gross_cents, row.currency), deposit: money(row.deposit_cents, row.currency),
  expectedOn: row.expected_on, proposedAt: row.proposed_at, orderedAt: row.ordered_at, lateToldAt: row.late_told_at, arrivedAt: row.arrived_at, cancelledAt: row.cancelled_at, cancelledBy: row.cancelled_by,
});

const MOST_AWAITED = 500;

/** Parts on order. */
export function partsOnOrderIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  const all = (work: Work) => db(work).selectFrom('visits.part_orders').selectAll().orderBy('proposed_at').orderBy('id');
  return {
    partOrders: async (work: Work, visit: VisitId): Promise<PartOrder[]> => (await all(work).where('visit_id', '=', visit).execute()).map(orderFrom),
    async partOrder(work: Work, id: string): Promise<PartOrder | undefined> {
      const row = await all(work).where('id', '=', id).executeTakeFirst();
      return row && orderFrom(row);
    },
    async takePartOrder(work: Work, id: string): Promise<PartOrder | undefined> {
      const row = await db(work).selectFrom('visits.part_orders').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
      return row && orderFrom(row);
    },
    async keepPartOrder(work: Work, one: PartOrder): Promise<void> {
      const rest = {
        visit_id: one.visit, home_id: one.home, extra_id: one.extra ?? null, item: one.item ?? null, says: one.says, quantity: one.quantity, gross_cents: one.gross.cents, currency: one.gross.currency, deposit_cents: one.deposit.cents,
        expected_on: one.expectedOn, proposed_at: one.proposedAt, ordered_at: one.orderedAt ?? null, late_told_at: one.lateToldAt ?? null, arrived_at: one.arrivedAt ?? null, cancelled_at: one.cancelledAt ?? null,
        cancelled_by: one.cancelledBy ?? null, changed_at: work.now,
      };
      await db(work).insertInto('visits.part_orders').values({ id: one.id, ...rest }).onConflict((again) => again.column('id').doUpdateSet(rest)).execute();
    },
    /** Whose day has passed and who were not told; a yes may still be missing. */
    latePartOrders: async (work: Work, before: Temporal.PlainDate): Promise<PartOrder[]> =>
      (await all(work).where('expected_on', '<', before).where('arrived_at', 'is', null).where('cancelled_at', 'is', null).where('late_told_at', 'is', null).execute()).map(orderFrom),
    /** What somebody still has to order, or waits for: the day it was promised for first. */
    awaitedPartOrders: async (work: Work): Promise<PartOrder[]> =>
      (await db(work).selectFrom('visits.part_orders').selectAll().where('arrived_at', 'is', null).where('cancelled_at', 'is', null).orderBy('expected_on').orderBy('id').limit(MOST_AWAITED).execute()).map(orderFrom),
    openPartOrders: async (work: Work, visits: readonly VisitId[]): Promise<PartOrder[]> =>
      (visits.length === 0 ? [] : (await all(work).where('visit_id', 'in', visits).where('arrived_at', 'is', null).where('cancelled_at', 'is', null).execute()).map(orderFrom)),
  };
}
