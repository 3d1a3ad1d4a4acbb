import { type Result, type VisitId, no, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Quote } from '#modules/pricing';
import type { Work } from '#platform/work';
import type { CameBack } from '../facts.ts';
import type { Quality } from '../front.ts';
import { maySpeakForHome } from '../may.ts';
import type { Needs } from '../needs.ts';

/** Ends that leave something which can come back. Nobody guarantees what was not done. */
const REPAIRED: readonly string[] = ['solved', 'partly'];
const HOURS = 24;

type Done = Readonly<{ visit: Appointment; quote: Quote; endedAt: Temporal.Instant; until: Temporal.Instant }>;

/** A visit that repaired something, for who may speak for the home. */
async function repaired(needs: Needs, work: Work, id: VisitId): Promise<Result<Done, { kind: 'no-such-visit' } | { kind: 'visit-not-over' }>> {
  const visit = await needs.booking.known.visit(work, id);
  if (!visit || !maySpeakForHome(work.by, visit)) return no({ kind: 'no-such-visit' });
  const [ended, quote] = [await needs.visits.known.bill(work, id), await needs.pricing.known.quote(work, visit.quote)];
  if (!ended || !quote || !REPAIRED.includes(ended.outcome)) return no({ kind: 'visit-not-over' });
  // What was repaired in the workshop is guaranteed from the day it came home.
  const endedAt = (await needs.visits.known.custody(work, id))?.returned?.at ?? ended.endedAt;
  return ok({ visit, quote, endedAt, until: endedAt.add({ hours: quote.guaranteeDays * HOURS }) });
}

export async function guaranteeOf(needs: Needs, work: Work, id: VisitId): ReturnType<Quality['guaranteeOf']> {
  const done = await repaired(needs, work, id);
  if (!done.ok) return undefined;
  const before = await needs.store.repeatOf(work, id);
  return { until: done.value.until, isOver: Temporal.Instant.compare(work.now, done.value.until) > 0, repeat: before?.request };
}

async function referenceOf(needs: Needs, work: Work, visit: VisitId): Promise<string> {
  const before = await needs.store.repeatOf(work, visit);
  return before ? ((await needs.booking.known.request(work, before.request))?.reference ?? '') : '';
}

export async function cameBack(needs: Needs, work: Work, asked: { visit: VisitId; words: string }): ReturnType<Quality['cameBack']> {
  const done = await repaired(needs, work, asked.visit);
  if (!done.ok) return done;
  const { visit, quote, until } = done.value;
  if (Temporal.Instant.compare(work.now, until) > 0) return no({ kind: 'guarantee-over', until });
  const before = await needs.store.repeatOf(work, visit.id);
  if (before) return no({ kind: 'already-came-back', reference: await referenceOf(needs, work, visit.id) });
  const again = await needs.booking.askAgain(work, { visit: visit.id, words: asked.words });
  if (!again.ok) return again;
  const { request, reference, code } = again.value;
  const free = await needs.pricing.known.freeRepeat(work, { quote: quote.id, request });
  const isFirst = await needs.store.addRepeat(work, { visit: visit.id, request, home: visit.home, technician: visit.technician, provider: visit.provider, words: asked.words });
  // Two of one home pressed at once: the other's was first, and this one is undone.
  if (!isFirst) return no({ kind: 'already-came-back', reference: await referenceOf(needs, work, visit.id) });
  await needs.steps.done(work, visit.id, 'came-back', 'household');
  await work.audit({ did: 'came-back', to: visit.id, home: visit.home });
  await work.announce({ fact: 'fault-came-back', visit: visit.id, request, home: visit.home } satisfies CameBack);
  return ok({ request, quote: free.id, reference, code });
}
