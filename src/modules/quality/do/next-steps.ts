import { type Result, type VisitId, no, ok } from '#kernel';
import type { VisitBooked } from '#facts/booking';
import type { VisitEnded } from '#facts/visits';
import { OUTCOMES } from '#modules/visits';
import type { Work } from '#platform/work';
import type { HowItGoes, RangAfterVisit } from '../facts.ts';
import { mayRing, maySeeQuality, officeOf } from '../may.ts';
import type { Needs } from '../needs.ts';
import { ENDS_WITH_BOOKING, type Step, promisedAt } from '../next-step.ts';

type Uses = Pick<Needs, 'booking' | 'visits' | 'steps'>;
const nameOf = (work: Work): string => (work.by.kind === 'person' ? work.by.person : work.by.kind);

/** A visit has ended: what was promised with it is written down. */
export async function visitEnded(needs: Uses, work: Work, fact: VisitEnded): Promise<void> {
  const visit = await needs.booking.known.visit(work, fact.visit);
  const outcome = OUTCOMES.find((one) => one === fact.outcome);
  const step = visit && outcome && promisedAt({ visit: visit.id, request: visit.request, home: visit.home, provider: visit.provider, quiet: visit.quiet, outcome, endedAt: (await needs.visits.known.bill(work, visit.id))?.endedAt ?? work.now });
  if (step) await needs.steps.add(work, step);
}

/** They chose a time themselves: nobody needs to ring for it. */
export const visitBooked = (needs: Uses, work: Work, fact: VisitBooked): Promise<void> => needs.steps.booked(work, fact.request, ENDS_WITH_BOOKING);

/** Calls that were promised and not made: the office sees its own, the operator all. */
export async function openSteps(needs: Uses, work: Work): Promise<readonly Step[] | undefined> {
  if (maySeeQuality(work.by)) return needs.steps.openCalls(work);
  const provider = officeOf(work.by);
  return provider && needs.steps.openCalls(work, provider);
}

/** What was promised with this visit, for who rings. */
export async function stepOf(needs: Uses, work: Work, visit: VisitId): Promise<Step | undefined> {
  const step = await needs.steps.of(work, visit);
  return step && mayRing(work.by, step) ? step : undefined;
}

/** We rang, and this was said. */
export async function rang(needs: Uses, work: Work, asked: { visit: VisitId; words: string }): Promise<Result<Step, { kind: 'no-such-visit' } | { kind: 'already-rung' }>> {
  const step = await stepOf(needs, work, asked.visit);
  if (!step) return no({ kind: 'no-such-visit' });
  if (!(await needs.steps.done(work, asked.visit, 'called', nameOf(work), asked.words))) return no({ kind: 'already-rung' });
  await work.audit({ did: 'rang-after-visit', to: asked.visit, home: step.home });
  await work.announce({ fact: 'rang-after-visit', visit: step.visit, request: step.request, home: step.home } satisfies RangAfterVisit);
  return ok({ ...step, doneAt: work.now, doneHow: 'called', words: asked.words });
}

/** A fortnight after something was solved, who was helped is asked whether it still works. Returns how many were. */
export async function askHowItGoes(needs: Uses, work: Work): Promise<number> {
  const due = await needs.steps.toAsk(work);
  for (const { visit, request, home } of due) {
    await needs.steps.done(work, visit, 'asked', 'job');
    await work.audit({ did: 'ask-how-it-goes', to: visit, home });
    await work.announce({ fact: 'how-it-goes', visit, request, home } satisfies HowItGoes);
  }
  return due.length;
}
