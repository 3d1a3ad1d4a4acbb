import { type VisitId, no, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Work } from '#platform/work';
import type { Quality } from '../front.ts';
import { isItsTechnician, maySpeakForHome } from '../may.ts';
import type { Needs } from '../needs.ts';
import { type Answers, FACTS_OF, type Review, type Side, closesAt, isRevealed } from '../review.ts';

type Uses = Pick<Needs, 'store' | 'booking' | 'visits'>;

/** On which side of the door somebody was; undefined for everybody else. */
const sideOf = (work: Work, visit: Appointment): Side | undefined => (isItsTechnician(work.by, visit) ? 'technician' : maySpeakForHome(work.by, visit) ? 'household' : undefined);

async function metAt(needs: Uses, work: Work, id: VisitId): Promise<{ visit: Appointment; side: Side; endedAt: Temporal.Instant | undefined } | undefined> {
  const visit = await needs.booking.known.visit(work, id);
  const side = visit && sideOf(work, visit);
  if (!visit || !side) return undefined;
  const ended = await needs.visits.known.bill(work, id);
  // Where nobody came in there is nothing to say of each other.
  return { visit, side, endedAt: ended && ended.rule.needsStart ? ended.endedAt : undefined };
}

/** Says in yes and no how it was. Once, within a fortnight, and before the other side can be read. */
export async function review(needs: Uses, work: Work, asked: { visit: VisitId; answers: Answers; words?: string | undefined }): ReturnType<Quality['review']> {
  const met = await metAt(needs, work, asked.visit);
  if (!met) return no({ kind: 'no-such-visit' });
  const { visit, side, endedAt } = met;
  if (!endedAt) return no({ kind: 'visit-not-over' });
  if (Temporal.Instant.compare(work.now, closesAt(endedAt)) >= 0) return no({ kind: 'review-closed' });
  const answers = Object.fromEntries(FACTS_OF[side].flatMap((fact) => (fact in asked.answers ? [[fact, asked.answers[fact] === true]] : [])));
  const one: Review = { visit: visit.id, side, home: visit.home, technician: visit.technician, provider: visit.provider, answers, words: asked.words, endedAt, at: work.now };
  if (!(await needs.store.addReview(work, one))) return no({ kind: 'already-reviewed' });
  await work.audit({ did: 'review', to: visit.id, home: visit.home });
  return ok(one);
}

export async function reviewsOf(needs: Uses, work: Work, id: VisitId): ReturnType<Quality['reviewsOf']> {
  const met = await metAt(needs, work, id);
  if (!met?.endedAt) return undefined;
  const all = await needs.store.reviewsOfVisit(work, id);
  const mine = all.find(({ side }) => side === met.side);
  const theirs = all.find((one) => one.side !== met.side && isRevealed(one, all, work.now));
  return { side: met.side, mine, theirs, open: !mine && Temporal.Instant.compare(work.now, closesAt(met.endedAt)) < 0 };
}
