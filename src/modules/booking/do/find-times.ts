import { type LatLng, type QuoteId, type TechnicianId, type VisitId, ZONE } from '#kernel';
import type { Quote } from '#modules/pricing';
import type { Shift, Technician } from '#modules/technicians';
import type { Work } from '#platform/work';
import type { Appointment } from '../appointment.ts';
import { type DutyDay, type Job, type Offer, type Promised, type Window, onCell, windowsOf } from '../day.ts';
import { mayChangeVisit } from '../may.ts';
import type { Needs } from '../needs.ts';
import { type Slot, WINDOW_MINUTES, nearest, readSlotKey, slotKey } from '../slot.ts';
import { minutesOf } from '../work-time.ts';

type UsesTimes = Pick<Needs, 'visits' | 'pricing' | 'technicians' | 'people' | 'dispatcher' | 'whenOf' | 'requests' | 'roads'>;

/** How far ahead times are shown. */
export const HORIZON_DAYS = 14;
/** Nobody is promised earlier than this from now. */
export const LEAD_MINUTES = 90;
const SETTLED_MINUTES = 30;
const GREEN_SLOTS = 3;
const GREEN_METRES = 2_000;
/** Cents by which somebody who has been there before is preferred at the same hour. */
const AGAIN_CENTS = 1_000;

/** What is to be planned for a quote: where, how long, by whom it can be done. */
export type Wanted = Readonly<{ quote: Quote; at: LatLng; minutes: number; skills: readonly string[]; lang: 'en' | 'fr' }>;

/** Undefined when the quote is not theirs, or its home is not placed. */
export async function wantedFor(needs: UsesTimes, work: Work, id: QuoteId): Promise<Wanted | undefined> {
  const [quote, scope] = [await needs.pricing.quote(work, id), await needs.pricing.known.scopeOf(work, id)];
  if (!quote.ok || !scope) return undefined;
  const [home, request] = [await needs.people.known.home(work, scope.home), await needs.requests.find(work, scope.request)];
  if (!home?.at || !request) return undefined;
  return { quote: quote.value, at: home.at, minutes: minutesOf(scope), skills: [...new Set(scope.tasks.flatMap((task) => task.skills))], lang: request.lang };
}

/** The technicians of the quote's provider who can do it, each with the days on which they may be sent. */
export async function whoComes(needs: UsesTimes, work: Work, wanted: Wanted, from: Temporal.PlainDate): Promise<readonly Technician[]> {
  const { country, way, provider } = wanted.quote;
  const found = await needs.technicians.whoCould(work, { skills: wanted.skills, langs: [wanted.lang], country, at: way === 'remote' ? undefined : wanted.at }, from);
  return found.could.filter((each) => each.provider.id === provider).map((each) => each.technician);
}

/** Stretches of work as the dispatcher sees them, with what is promised in each; a visit that has begun stays where it is. */
export function dutyDays(technician: Technician, shifts: readonly Shift[], promised: readonly (Promised & { technician: TechnicianId })[], now: Temporal.Instant): DutyDay[] {
  return shifts.map((shift) => ({
    technician: technician.id, day: shift.day, home: technician.home, from: shift.from, until: shift.until, breaks: shift.breaks,
    promised: promised.filter((each) => each.technician === technician.id && isWithin(each.from, shift)).map((each) => settled(each, now)),
  }));
}

export const isWithin = (at: Temporal.Instant, stretch: Window): boolean =>
  Temporal.Instant.compare(at, stretch.from) >= 0 && Temporal.Instant.compare(at, stretch.until) < 0;

/** From half an hour before its planned start a promise is no longer moved: somebody is on the way. And none is moved to before that. */
export function settled<P extends Promised>(promised: P, now: Temporal.Instant): P {
  const soonest = now.add({ minutes: SETTLED_MINUTES });
  if (!promised.start) return promised;
  if (Temporal.Instant.compare(promised.start, soonest) <= 0) return { ...promised, from: promised.start, until: promised.start };
  return Temporal.Instant.compare(promised.from, soonest) < 0 ? { ...promised, from: onCell(soonest) } : promised;
}

/** The arrival windows in a stretch that are priced as this quote is. */
export function windowsIn(needs: Pick<Needs, 'whenOf'>, quote: Quote, stretch: Window, now: Temporal.Instant): Window[] {
  const notBefore = now.add({ minutes: LEAD_MINUTES });
  return windowsOf(stretch, quote.country, WINDOW_MINUTES, notBefore).filter((window) => needs.whenOf(window.from, quote.country) === quote.when);
}

async function daysFor(needs: UsesTimes, work: Work, wanted: Wanted, without: VisitId | undefined): Promise<DutyDay[]> {
  const today = work.now.toZonedDateTimeISO(ZONE[wanted.quote.country]).toPlainDate();
  const last = today.add({ days: HORIZON_DAYS - 1 });
  const technicians = await whoComes(needs, work, wanted, today);
  const promised = (await needs.visits.promised(work, technicians.map((each) => each.id), today, last)).filter((each) => each.id !== without);
  const days: DutyDay[] = [];
  for (const technician of technicians) {
    const shifts = await needs.technicians.shifts(work, technician.id, today, last);
    for (const day of dutyDays(technician, shifts, promised, work.now)) if (await maySendOn(needs, work, day, last)) days.push(day);
  }
  await needs.roads.learn(days.flatMap((day) => [day.home, ...day.promised.map((each) => each.at)]), wanted.at);
  return days;
}

// Whoever may be sent on the last day may be sent before it: records only run out.
async function maySendOn(needs: UsesTimes, work: Work, day: DutyDay, last: Temporal.PlainDate): Promise<boolean> {
  return (await needs.technicians.maySend(work, day.technician, last)).ok || (await needs.technicians.maySend(work, day.technician, day.day)).ok;
}

function slotsFrom(offers: readonly Offer[], days: readonly DutyDay[], known: readonly TechnicianId[]): Slot[] {
  const costOf = (offer: Offer): number => offer.cost - (known.includes(days[offer.day]?.technician as TechnicianId) ? AGAIN_CENTS : 0);
  const best = [...Map.groupBy(offers, (offer) => offer.window.from.epochMilliseconds).values()].flatMap((same) => same.toSorted((a, b) => costOf(a) - costOf(b)).slice(0, 1));
  const saves = (offer: Offer): number => Math.max(0, offer.alone - offer.metres);
  const greenest = new Set(best.filter((offer) => saves(offer) >= GREEN_METRES).toSorted((a, b) => saves(b) - saves(a)).slice(0, GREEN_SLOTS));
  return best.flatMap((offer) => {
    const technician = days[offer.day]?.technician;
    if (technician === undefined) return [];
    const at = { technician, promisedFrom: offer.window.from };
    const saved = saves(offer);
    return [{ ...at, key: slotKey(at), promisedUntil: offer.window.until, cost: offer.cost, green: greenest.has(offer), saves: saved > 0 ? saved : undefined, again: known.includes(technician) }];
  }).toSorted((a, b) => Temporal.Instant.compare(a.promisedFrom, b.promisedFrom));
}

async function search(needs: UsesTimes, work: Work, quote: QuoteId, without?: VisitId): Promise<readonly Slot[]> {
  const wanted = await wantedFor(needs, work, quote);
  if (!wanted) return [];
  const days = await daysFor(needs, work, wanted, without);
  const job: Job = { at: wanted.at, way: wanted.quote.way, minutes: wanted.minutes };
  const offers = needs.dispatcher.offers(days, job, (day) => windowsIn(needs, wanted.quote, day, work.now));
  return slotsFrom(offers, days, await needs.visits.knownTo(work, wanted.quote.home));
}

/** Times of the next fortnight that this provider can keep, one an hour at most, soonest first. Changes nothing. */
export const findTimes = (needs: UsesTimes, work: Work, quote: QuoteId): Promise<readonly Slot[]> => search(needs, work, quote);

/** The same for a visit that is to be moved: its own time counts as free. */
export async function findTimesToMove(needs: UsesTimes, work: Work, id: VisitId): Promise<readonly Slot[]> {
  const visit: Appointment | undefined = await needs.visits.visit(work, id);
  if (!visit || visit.state !== 'booked' || !mayChangeVisit(work.by, visit)) return [];
  return (await search(needs, work, visit.quote, id)).filter((slot) => Temporal.Instant.compare(slot.promisedFrom, visit.promisedFrom) !== 0);
}

/** The three times nearest to the one that somebody else was quicker to take. */
export async function otherTimes(needs: UsesTimes, work: Work, asked: { quote: QuoteId; slot: string }): Promise<readonly Slot[]> {
  const wanted = readSlotKey(asked.slot);
  const slots = await findTimes(needs, work, asked.quote);
  return wanted ? nearest(slots, wanted.promisedFrom, 3) : slots.slice(0, 3);
}
