import { type RequestId, type Result, ZONE, isStaff, no, ok } from '#kernel';
import type { AskOutput, Booking } from '#modules/booking';
import type { Work } from '#platform/work';
import type { NoSuchVisit, Quality } from '../front.ts';
import { maySpeakForHomeId } from '../may.ts';
import { type PastVisit, canComeBack } from '../past-visit.ts';

type Needs = Readonly<{
  /** `sayAgain`: false when somebody was first. */
  past: Readonly<{ find(work: Work, id: string): Promise<PastVisit | undefined>; sayAgain(work: Work, id: string, request: RequestId, day: Temporal.PlainDate): Promise<boolean> }>;
  booking: Pick<Booking, 'ask' | 'tellHome'> & Readonly<{ known: Pick<Booking['known'], 'request'> }>;
}>;

/** A repair of before, for who may speak for the home it was in. */
export async function pastVisitSeen(needs: Pick<Needs, 'past'>, work: Work, id: string): Promise<PastVisit | undefined> {
  const found = await needs.past.find(work, id);
  return found && maySpeakForHomeId(work.by, found.home) && canComeBack(found) ? found : undefined;
}

async function already(needs: Needs, work: Work, request: RequestId | undefined): Promise<Result<never, { kind: 'already-came-back'; reference: string }>> {
  return no({ kind: 'already-came-back', reference: (request && (await needs.booking.known.request(work, request))?.reference) ?? '' });
}

/** "It came back", of a repair from before this house kept visits: a new request for the same home. Its price of then stands in no book here, so nothing is made free; that it came back counts. */
export async function pastCameBack(needs: Needs, work: Work, asked: Parameters<Quality['pastCameBack']>[1]): ReturnType<Quality['pastCameBack']> {
  const before = await pastVisitSeen(needs, work, asked.past);
  if (!before) return no({ kind: 'no-such-visit' } satisfies NoSuchVisit);
  if (before.again) return already(needs, work, before.again);
  const isOffice = isStaff(work.by, 'operator');
  const helps = work.by.kind === 'person' && !work.by.homes.includes(before.home);
  const made = await needs.booking.ask(work, { words: asked.words, lang: asked.lang, lastTime: asked.lastTime, askedFor: helps && !isOffice ? 'someone-else' : 'me', source: isOffice ? 'phone' : helps ? 'relative' : 'web' });
  // Of what must stay quiet nothing is written beside a visit that everybody at home may read.
  if (!made.ok || made.value.quiet) return made;
  const told = await needs.booking.tellHome(work, { request: made.value.request, home: before.home });
  if (!told.ok) return told;
  const day = work.now.toZonedDateTimeISO(ZONE[told.value.request.country]).toPlainDate();
  // Two of one home pressed at once: the other's was first, and this one is undone.
  if (!(await needs.past.sayAgain(work, before.id, made.value.request, day))) return already(needs, work, (await needs.past.find(work, before.id))?.again);
  await work.audit({ did: 'past-came-back', to: before.id, home: before.home });
  return ok(made.value satisfies AskOutput);
}
