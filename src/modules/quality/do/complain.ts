import { type ComplaintId, type ExtraId, type VisitId, ZONE, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { type About, type Complaint, answerBy } from '../complaint.ts';
import type { Complained, ComplaintAnswered } from '../facts.ts';
import type { Quality } from '../front.ts';
import { mayAnswer, maySpeakForHome } from '../may.ts';
import type { Needs } from '../needs.ts';

type Uses = Pick<Needs, 'store' | 'booking'>;

/** Written down with the day by which it is answered. Whoever may speak for the home may complain, during a visit too. */
export async function complain(needs: Uses, work: Work, asked: { visit: VisitId; about: About; words: string; wish?: string | undefined; extra?: ExtraId | undefined }): ReturnType<Quality['complain']> {
  const visit = await needs.booking.known.visit(work, asked.visit);
  if (!visit || !maySpeakForHome(work.by, visit)) return no({ kind: 'no-such-visit' });
  // The same extra work is disputed once; pressed again, it is the same complaint.
  const before = asked.extra && (await needs.store.complaintsOfVisit(work, visit.id)).find((one) => one.extra === asked.extra);
  if (before) return ok(before);
  const day = work.now.toZonedDateTimeISO(ZONE[visit.country]).toPlainDate();
  const complaint: Complaint = {
    id: newId('Complaint'), visit: visit.id, home: visit.home, provider: visit.provider, country: visit.country, quiet: visit.quiet, about: asked.about, words: asked.words,
    ...(asked.wish === undefined ? {} : { wish: asked.wish }), ...(asked.extra === undefined ? {} : { extra: asked.extra }), saidAt: work.now, answerBy: answerBy(visit.country, day),
  };
  await needs.store.addComplaint(work, complaint);
  await work.audit({ did: 'complain', to: complaint.id, home: visit.home });
  await work.announce({ fact: 'complaint-made', complaint: complaint.id, visit: visit.id, home: visit.home } satisfies Complained);
  return ok(complaint);
}

export async function answerComplaint(needs: Uses, work: Work, asked: { complaint: ComplaintId; answer: string }): ReturnType<Quality['answerComplaint']> {
  const complaint = await needs.store.complaint(work, asked.complaint);
  if (!complaint || !mayAnswer(work.by, complaint) || work.by.kind !== 'person') return no({ kind: 'no-such-complaint' });
  if (complaint.answer !== undefined) return no({ kind: 'already-answered' });
  const answered: Complaint = { ...complaint, answer: asked.answer, answeredBy: work.by.person, answeredAt: work.now };
  await needs.store.saveComplaint(work, answered);
  await work.audit({ did: 'answer-complaint', to: complaint.id, home: complaint.home });
  await work.announce({ fact: 'complaint-answered', complaint: complaint.id, visit: complaint.visit, home: complaint.home } satisfies ComplaintAnswered);
  return ok(answered);
}

export async function settleComplaint(needs: Uses, work: Work, asked: { complaint: ComplaintId; settled: boolean }): ReturnType<Quality['settleComplaint']> {
  const complaint = await needs.store.complaint(work, asked.complaint);
  const visit = complaint && (await needs.booking.known.visit(work, complaint.visit));
  if (!complaint || !visit || !maySpeakForHome(work.by, visit)) return no({ kind: 'no-such-complaint' });
  if (complaint.answer === undefined) return no({ kind: 'not-answered' });
  const settled: Complaint = { ...complaint, settled: asked.settled ? 'settled' : 'not-settled', settledAt: work.now };
  await needs.store.saveComplaint(work, settled);
  await work.audit({ did: 'settle-complaint', to: complaint.id, home: complaint.home });
  return ok(settled);
}

export async function complaintsOf(needs: Uses, work: Work, id: VisitId): ReturnType<Quality['complaintsOf']> {
  const visit = await needs.booking.known.visit(work, id);
  if (!visit || !(maySpeakForHome(work.by, visit) || mayAnswer(work.by, visit))) return [];
  return needs.store.complaintsOfVisit(work, id);
}
