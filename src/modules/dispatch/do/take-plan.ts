import { type Result, newId, no, ok } from '#kernel';
import type { Appointment, CannotArrange, Move } from '#modules/booking';
import type { Work } from '#platform/work';
import type { PlanChanged } from '../facts.ts';
import type { NoSuchPlan, PlanAnswered } from '../front.ts';
import { mayDispatch } from '../may.ts';
import type { Needs } from '../needs.ts';
import { type MovedVisit, type Plan, type PlanId, lineState, moveOf, movedVisit } from '../plan.ts';

type UsesPlans = Pick<Needs, 'store' | 'booking'>;

const changed = (plan: Plan): PlanChanged => ({ fact: 'plan-changed', plan: plan.id, provider: plan.provider, country: plan.country, day: plan.day.toString() });

/** Arranges visits and keeps how they were, so that it can be undone. */
export async function arrangeAndKeep(needs: UsesPlans, work: Work, moves: readonly Move[]): Promise<Result<{ after: readonly Appointment[]; moved: readonly MovedVisit[] }, CannotArrange>> {
  const before = await Promise.all(moves.map((move) => needs.booking.known.visit(work, move.visit)));
  const arranged = await needs.booking.arrange(work, { moves });
  if (!arranged.ok) return arranged;
  const moved = arranged.value.flatMap((after) => { const was = before.find((each) => each?.id === after.id); return was ? [movedVisit(was, after)] : []; });
  return ok({ after: arranged.value, moved });
}

async function theirs(needs: UsesPlans, work: Work, id: PlanId): Promise<Result<Plan, NoSuchPlan | PlanAnswered>> {
  const plan = mayDispatch(work.by) ? await needs.store.plan(work, id, true) : undefined;
  if (!plan) return no({ kind: 'no-such-plan' });
  return plan.state === 'proposed' ? ok(plan) : no({ kind: 'plan-answered' });
}

/** Takes a proposal: the chosen lines, or all that still stand. All of them are made, or none. */
export async function takePlan(needs: UsesPlans, work: Work, asked: { plan: PlanId; lines?: readonly number[] | undefined }): Promise<Result<Plan, NoSuchPlan | PlanAnswered | CannotArrange>> {
  const found = await theirs(needs, work, asked.plan);
  if (!found.ok) return found;
  const plan = found.value;
  const open: number[] = [];
  for (const [number, line] of plan.lines.entries()) {
    if (asked.lines && !asked.lines.includes(number)) continue;
    const state = lineState(plan, number, await needs.booking.known.visit(work, line.visit), work.now);
    // Of a whole plan what no longer stands is left out; a line that was asked for by itself is refused.
    if (state === 'open') open.push(number);
    else if (asked.lines && state === 'stale') return no({ kind: 'visit-changed', visit: line.visit });
  }
  const moves = open.flatMap((number) => { const line = plan.lines[number]; return line ? [moveOf(line)] : []; });
  const arranged = await arrangeAndKeep(needs, work, moves);
  if (!arranged.ok) return arranged;
  const taken = [...plan.taken, ...open];
  const after: Plan = { ...plan, taken, state: asked.lines === undefined || taken.length === plan.lines.length ? 'taken' : 'proposed' };
  await needs.store.answer(work, after);
  if (arranged.value.moved.length > 0) await needs.store.addMove(work, { id: `mov_${newId('Plan').slice(4)}`, country: plan.country, day: plan.day, madeAt: work.now, plan: plan.id, visits: arranged.value.moved, undone: false });
  await work.audit({ did: 'take-plan', to: plan.id });
  await work.announce(changed(after));
  return ok(after);
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
