import { jobActor, must, ok } from '#kernel';
import type { AbsenceTaken } from '#facts/technicians';
import type { VisitCancelled } from '#facts/booking';
import { dayOf } from '#modules/booking';
import type { Facts } from '#platform/facts';
import { type DbOf, type Work, lockFor } from '#platform/work';
import { makePlan } from './do/make-plan.ts';
import { askForPlan, runPlan, takeUpRuns } from './do/run-plan.ts';
import { sayLonger, tellWhoWaits } from './do/say-longer.ts';
import { earlierFor, keepFreed, leaveFreed, useFreed } from './do/use-freed.ts';
import { moveOnBoard, undoMove, weighDrop } from './do/move-on-board.ts';
import { dismissPlan, fitIn, takePlan } from './do/take-plan.ts';
import { planEvening } from './do/plan-evening.ts';
import { watchRuns, watchVisit } from './do/watch-runs.ts';
import { weekOf } from './do/week.ts';
import type { Dispatch } from './front.ts';
import type { LongerSaid, PlanAsked } from './facts.ts';
import { mayDispatch } from './may.ts';
import type { Needs } from './needs.ts';
import type { PlanId } from './plan.ts';
import { dispatchIn } from './store.ts';

export type DispatchHas = Omit<Needs, 'store' | 'lock'> & Readonly<{ dbOf: DbOf }>;
const house = jobActor('dispatch');

/** Builds dispatch. `listen` is called once, before facts are told. */
export function createDispatch(has: DispatchHas): Dispatch & { listen(facts: Pick<Facts, 'listen'>): void } {
  const store = dispatchIn(has.dbOf);
  const needs: Needs = { ...has, store, lock: (work: Work, words: string) => lockFor(has.dbOf, work, words) };
  const seen = <T>(work: Work, look: () => Promise<readonly T[]>): Promise<readonly T[]> => (mayDispatch(work.by) ? look() : Promise.resolve([]));
  return {
    makePlan: async (by, asked) => (mayDispatch(by) ? makePlan(needs, by, asked) : undefined),
    askForPlan: (work, asked) => askForPlan(needs, work, asked),
    run: async (work, id) => (mayDispatch(work.by) ? store.run(work, id) : undefined),
    takePlan: (work, asked) => takePlan(needs, work, asked),
    fitIn: (work, asked) => fitIn(needs, work, asked),
    sayLonger: (work, asked) => sayLonger(needs, work, asked),
    tellWhoWaits: (work, asked) => tellWhoWaits(needs, work, asked),
    freedOn: (work, on) => seen(work, () => store.freedOn(work, on)),
    freed: async (work, visit) => (mayDispatch(work.by) ? store.freed(work, visit) : undefined),
    earlierFor: (work, asked) => earlierFor(needs, work, asked),
    useFreed: (work, asked) => useFreed(needs, work, asked),
    leaveFreed: (work, asked) => leaveFreed(needs, work, asked),
    dismissPlan: (work, asked) => dismissPlan(needs, work, asked),
    weigh: (work, drop) => weighDrop(needs, work, drop),
    moveVisit: (work, drop) => moveOnBoard(needs, work, drop),
    undo: (work, asked) => undoMove(needs, work, asked),
    plan: async (work, id) => (mayDispatch(work.by) ? store.plan(work, id) : undefined),
    plansOf: (work, on) => seen(work, () => store.proposed(work, on)),
    movesOf: (work, on) => seen(work, () => store.moves(work, on)),
    alertsOf: (work, on) => seen(work, () => store.alerts(work, on)),
    week: (work, of) => weekOf(needs, work, of),
    known: {
      planEvening: () => planEvening(needs), watchRuns: () => watchRuns(needs),
      async takeUpRuns() {
        must(await needs.inWork(house, async (work) => ok(await store.forgetOver(work))));
        return takeUpRuns(needs);
      },
      longer: async (work, visit) => (await store.longer(work, [visit]))[0],
      isAtRisk: async (work, visit) => (await store.alerts(work)).some((alert) => alert.visit === visit),
      late: (work, visits) => store.late(work, visits),
    },
    listen: (facts) => listens(needs, facts),
  };
}

/** Somebody is away, or a time became free: a proposal is made without anybody asking, for the days that are near. What was asked for is looked into. */
function listens(needs: Needs, facts: Pick<Facts, 'listen'>): void {
  facts.listen<AbsenceTaken>('absence-taken', 'dispatch', async ({ technician, absence }) => {
    const found = await needs.looking(house, async (work) => {
      const one = await needs.technicians.technician(work, technician);
      const days = (await needs.technicians.absencesOf(work, technician)).find(({ id }) => id === absence);
      return one && days ? { provider: one.provider, from: days.from, until: days.until, today: work.now.toZonedDateTimeISO('Europe/Paris').toPlainDate() } : undefined;
    });
    if (!found) return;
    for (const day of [found.today, found.today.add({ days: 1 })]) {
      const isAway = Temporal.PlainDate.compare(day, found.from) >= 0 && Temporal.PlainDate.compare(day, found.until) <= 0;
      if (isAway) await makePlan(needs, house, { kind: 'absence', provider: found.provider, day });
    }
  });
  facts.listen<PlanAsked>('plan-asked', 'dispatch', ({ plan }) => runPlan(needs, plan as PlanId));
  facts.listen<LongerSaid>('longer-said', 'dispatch', ({ visit }) => watchVisit(needs, visit));
  facts.listen<VisitCancelled>('visit-cancelled', 'dispatch', async ({ visit }) => {
    const found = must(await needs.inWork(house, async (work) => {
      const gone = await needs.booking.known.visit(work, visit);
      if (gone?.state === 'cancelled') await keepFreed(needs, work, gone);
      return ok({ visit: gone, now: work.now });
    }));
    const soon = found.visit && found.visit.promisedFrom.since(found.now).total('hours');
    if (found.visit && soon !== undefined && soon > 0 && soon < 24) await makePlan(needs, house, { kind: 'freed', provider: found.visit.provider, day: dayOf(found.visit) });
  });
}
