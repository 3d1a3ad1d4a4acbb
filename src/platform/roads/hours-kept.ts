import { type Actor, type Result, isStaff, no, ok } from '#kernel';
import type { Db } from '../db.ts';
import type { DbOf, Work } from '../work.ts';
import { HOUR_CLASSES, type HourClass, LEAST_PERCENT, MOST_PERCENT, type Percents, USUAL, percentsOf } from './hours.ts';

type Tables = { 'platform.travel_hours': { class: HourClass; percent: number; set_at: Temporal.Instant; set_by: string } };

/** Keeps how slow each class of hour is here, so that every way is reckoned with it. */
export type HoursKeeper = Readonly<{
  /** As they were when last read; another object after a change. */
  now(): Percents;
  /** Operators only, all classes at once. Reckoned with after `refresh`, which is for after the commit; other processes read it within half a minute. */
  change(work: Work, wish: Percents): Promise<Result<true, { kind: 'not-allowed' } | { kind: 'percent-out-of-bounds' }>>;
  refresh(): Promise<void>;
}>;

const mayChange = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');
const isSane = (percent: number): boolean => Number.isInteger(percent) && percent >= LEAST_PERCENT && percent <= MOST_PERCENT;

/** What comes with the house is known at once, what was set after the first `refresh`. */
export function keepHours(has: { db: Db<unknown>; dbOf: DbOf }): HoursKeeper {
  let percents: Percents = USUAL;
  return {
    now: () => percents,
    async change(work, wish) {
      if (!mayChange(work.by)) return no({ kind: 'not-allowed' });
      if (!HOUR_CLASSES.every((each) => isSane(wish[each]))) return no({ kind: 'percent-out-of-bounds' });
      const by = work.by.kind === 'person' ? work.by.person : work.by.kind;
      await has.dbOf<Tables>(work).insertInto('platform.travel_hours').values(HOUR_CLASSES.map((each) => ({ class: each, percent: wish[each], set_at: work.now, set_by: by })))
        .onConflict((clash) => clash.column('class').doUpdateSet((row) => ({ percent: row.ref('excluded.percent'), set_at: row.ref('excluded.set_at'), set_by: row.ref('excluded.set_by') }))).execute();
      await work.audit({ did: 'change-travel-hours', to: 'installation' });
      return ok(true as const);
    },
    async refresh() {
      const rows = await (has.db as Db<Tables>).selectFrom('platform.travel_hours').select(['class', 'percent']).execute();
      const next = percentsOf((each) => rows.find((row) => row.class === each)?.percent ?? USUAL[each]);
      // The same figures stay the same object: whatever was reckoned with them still holds.
      if (HOUR_CLASSES.some((each) => next[each] !== percents[each])) percents = next;
    },
  };
}
