import { type Refusal, type Result, newId, no, ok } from '#kernel';
import type { Appointment, CannotArrange, Move, Terms } from '#modules/booking';
import type { Work } from '#platform/work';
import type { PlanChanged } from '../facts.ts';
import type { CallsFirst, NoSuchPlan, PlanAnswered, TermsNeeded } from '../front.ts';
import { mayDispatch } from '../may.ts';
import type { Needs } from '../needs.ts';
import { type MovedVisit, type Plan, type PlanId, lineState, moveOf, movedVisit } from '../plan.ts';

type UsesPlans = Pick<Needs, 'store' | 'booking'>;
type Arranged = Readonly<{ after: readonly Appointment[]; moved: readonly MovedVisit[] }>;

const changed = (plan: Plan): PlanChanged => ({ fact: 'plan-changed', plan: plan.id, provider: plan.provider, country: plan.country, day: plan.day.toString() });

/** Does something with visits and keeps how they were, so that it can be undone. */
async function keeping<E extends Refusal>(needs: UsesPlans, work: Work, moves: readonly Move[], arrange: () => Promise<Result<readonly Appointment[], E>>): Promise<Result<Arranged, E>> {
  const before = await Promise.all(moves.map((move) => needs.booking.known.visit(work, move.visit)));
  const arranged = await arrange();
  if (!arranged.ok) return arranged;
  const moved = arranged.value.flatMap((after) => { const was = before.find((each) => each?.id === after.id); return was ? [movedVisit(was, after)] : []; });
  return ok({ after: arranged.value, moved });
}

/** Arranges visits and keeps how they were, so that it can be undone. */
export const arrangeAndKeep = (needs: UsesPlans, work: Work, moves: readonly Move[]): Promise<Result<Arranged, CannotArrange>> => keeping(needs, work, moves, () => needs.booking.arrange(work, { moves }));

async function theirs(needs: UsesPlans, work: Work, id: PlanId): Promise<Result<Plan, NoSuchPlan | PlanAnswered>> {
  const plan = mayDispatch(work.by) ? await needs.store.plan(work, id, true) : undefined;
  if (!plan) return no({ kind: 'no-such-plan' });
  return plan.state === 'proposed' ? ok(plan) : no({ kind: 'plan-answered' });
}

/** The chosen lines, or all that still stand; one that was asked for by itself and no longer stands is refused. */
async function openLines(needs: UsesPlans, work: Work, plan: Plan, chosen: readonly number[] | undefined): Promise<Result<number[], CannotArrange>> {
  const open: number[] = [];
  for (const [number, line] of plan.lines.entries()) {
    if (chosen && !chosen.includes(number)) continue;
    const state = lineState(plan, number, await needs.booking.known.visit(work, line.visit), work.now);
    if (state === 'open') open.push(number);
    else if (chosen && state === 'stale') return no({ kind: 'visit-changed', visit: line.visit });
  }
  return ok(open);
}

const movesIn = (plan: Plan, lines: readonly number[]): Move[] => lines.flatMap((number) => { const line = plan.lines[number]; return line ? [moveOf(line)] : []; });

/** What was taken is written down, told, and can be undone. */
async function keepAnswer(needs: UsesPlans, work: Work, after: Plan, moved: readonly MovedVisit[]): Promise<Plan> {
  await needs.store.answer(work, after);
  if (moved.length > 0) await needs.store.addMove(work, { id: `mov_${newId('Plan').slice(4)}`, country: after.country, day: after.day, madeAt: work.now, plan: after.id, visits: moved, undone: false });
  await work.audit({ did: 'take-plan', to: after.id });
  await work.announce(changed(after));
  return after;
}

/** Takes a proposal: the chosen lines, or all that still stand. All of them are made, or none. */
export async function takePlan(needs: UsesPlans, work: Work, asked: { plan: PlanId; lines?: readonly number[] | undefined }): Promise<Result<Plan, NoSuchPlan | PlanAnswered | TermsNeeded | CannotArrange>> {
  const found = await theirs(needs, work, asked.plan);
  if (!found.ok) return found;
  const plan = found.value;
  if (plan.joins) return no({ kind: 'terms-needed' });
  const open = await openLines(needs, work, plan, asked.lines);
  if (!open.ok) return open;
  const arranged = await arrangeAndKeep(needs, work, movesIn(plan, open.value));
  if (!arranged.ok) return arranged;
  const taken = [...plan.taken, ...open.value];
  return ok(await keepAnswer(needs, work, { ...plan, taken, state: asked.lines === undefined || taken.length === plan.lines.length ? 'taken' : 'proposed' }, arranged.value.moved));
}

/**
 * Fits somebody in, as proposed, after they said yes to the price and the terms: the chosen changes (all of them where
 * none are named) and the visit itself, in one work. When anything of it no longer stands, nothing is done.
 */
export async function fitIn(needs: UsesPlans, work: Work, asked: { plan: PlanId; lines?: readonly number[] | undefined; terms: Terms }): Promise<Result<Appointment, NoSuchPlan | PlanAnswered | CallsFirst | Refusal>> {
  const found = await theirs(needs, work, asked.plan);
  if (!found.ok) return found;
  const plan = found.value;
  const { joins } = plan;
  if (!joins?.comes) return no({ kind: 'no-such-plan' });
  if (joins.asks) return no({ kind: 'calls-first' });
  const { quote, comes } = joins;
  const open = await openLines(needs, work, plan, asked.lines ?? plan.lines.map((_, number) => number));
  if (!open.ok) return open;
  const moves = movesIn(plan, open.value);
  let visit: Appointment | undefined;
  const arranged = await keeping<Refusal>(needs, work, moves, async () => {
    const fitted = await needs.booking.fitIn(work, { ...asked.terms, quote, technician: comes.technician, start: comes.start, moves });
    if (!fitted.ok) return fitted;
    ({ visit } = fitted.value);
    return ok(fitted.value.arranged);
  });
  if (!arranged.ok) return arranged;
  if (!visit) return no({ kind: 'no-such-plan' });
  await keepAnswer(needs, work, { ...plan, taken: open.value, state: 'taken' }, arranged.value.moved);
  return ok(visit);
}

export async function dismissPlan(needs: UsesPlans, work: Work, asked: { plan: PlanId }): Promise<Result<Plan, NoSuchPlan | PlanAnswered>> {
  const found = await theirs(needs, work, asked.plan);
  if (!found.ok) return found;
  const after: Plan = { ...found.value, state: 'dismissed' };
  await needs.store.answer(work, after);
  await work.audit({ did: 'dismiss-plan', to: after.id });
  await work.announce(changed(after));
  return ok(after);
}
