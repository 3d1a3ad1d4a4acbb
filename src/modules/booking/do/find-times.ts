import { type Country, type LatLng, type QuoteId, type TechnicianId, type VisitId, ZONE } from '#kernel';
import type { Quote, TimeBrings, TimePrices } from '#modules/pricing';
import { type Shift, type Technician, shownName } from '#modules/technicians';
import type { Work } from '#platform/work';
import { type Appointment, dayOf } from '../appointment.ts';
import { type DutyDay, type Job, type Offer, type Promised, type Window, onCell, windowsOf } from '../day.ts';
import { slotsFrom } from '../ranking.ts';
import { sharesWay } from '../shared-way.ts';
import { type LiveStretch, windowsFrom } from '../live-stretch.ts';
import { mayChangeVisit } from '../may.ts';
import type { Needs } from '../needs.ts';
import { type CheaperTime, type Slot, WINDOW_MINUTES, type Wish, nearest, readSlotKey } from '../slot.ts';
import { minutesOf } from '../work-time.ts';

type UsesWanted = Pick<Needs, 'pricing' | 'technicians' | 'people' | 'requests'>;
type UsesTimes = UsesWanted & Pick<Needs, 'suits' | 'visits' | 'live' | 'whenOf' | 'roads'>;

/** How far ahead times are shown. */
export const HORIZON_DAYS = 14;
/** Nobody is promised earlier than this from now. */
export const LEAD_MINUTES = 90;
/** From so long before its planned start a promise stays where it is. */
export const SETTLED_MINUTES = 30;

/** What is to be planned for a quote: where, how long, by whom it can be done. `gently`: somebody who has never done this, or who learns, is best with who explains and has patience. */
export type Wanted = Readonly<{ quote: Quote; at: LatLng; minutes: number; skills: readonly string[]; lang: 'en' | 'fr'; gently: boolean }>;

/** Undefined when the quote is not theirs, or its home is not placed. */
export async function wantedFor(needs: UsesWanted, work: Work, id: QuoteId): Promise<Wanted | undefined> {
  const [quote, scope] = [await needs.pricing.quote(work, id), await needs.pricing.known.scopeOf(work, id)];
  if (!quote.ok || !scope) return undefined;
  const [home, request] = [await needs.people.known.home(work, scope.home), await needs.requests.find(work, scope.request)];
  if (!home?.at || !request) return undefined;
  const comfort = request.comfort ?? (request.person && (await needs.people.known.person(work, request.person))?.comfort);
  return { quote: quote.value, at: home.at, minutes: minutesOf(scope), skills: [...new Set(scope.tasks.flatMap((task) => task.skills))], lang: request.lang, gently: comfort === 'never-done-it' || quote.value.way === 'lesson' };
}

/** The technicians of the quote's provider who can do it, each with the days on which they may be sent. */
export async function whoComes(needs: Pick<UsesWanted, 'technicians'>, work: Work, wanted: Wanted, from: Temporal.PlainDate): Promise<readonly Technician[]> {
  const { country, way, provider } = wanted.quote;
  const found = await needs.technicians.whoCould(work, { skills: wanted.skills, langs: [wanted.lang], country, at: way === 'remote' ? undefined : wanted.at }, from);
  return found.could.filter((each) => each.provider.id === provider).map((each) => each.technician);
}

/** Stretches of work as the dispatcher sees them, with what is promised in each; a visit that has begun stays where it is. */
export function dutyDays(technician: Technician, shifts: readonly Shift[], promised: readonly (Promised & { technician: TechnicianId })[], now: Temporal.Instant): DutyDay[] {
  return shifts.map((shift) => ({
    technician: technician.id, day: shift.day, country: shift.country, home: technician.home, from: shift.from, until: shift.until, breaks: shift.breaks,
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

const NOBODY: ReadonlyMap<TechnicianId, number> = new Map();
type Found = Readonly<{ stretches: readonly LiveStretch[]; names: ReadonlyMap<TechnicianId, string> }>;
async function stretchesFor(needs: UsesTimes, work: Work, wanted: Wanted, without?: Appointment): Promise<Found> {
  const { country } = wanted.quote;
  const technicians = await whoComes(needs, work, wanted, today(work, country));
  const stretches = await daysAhead(needs, work, country, technicians, without);
  return { stretches: stretches.filter(({ ready }) => ready.hasRoom({ minutes: wanted.minutes, way: wanted.quote.way })), names: new Map(technicians.map((technician) => [technician.id, shownName(technician)])) };
}

const today = (work: Work, country: Country): Temporal.PlainDate => work.now.toZonedDateTimeISO(ZONE[country]).toPlainDate();

async function daysAhead(needs: Pick<UsesTimes, 'technicians' | 'live'>, work: Work, country: Country, technicians: readonly Technician[], without?: Appointment): Promise<readonly LiveStretch[]> {
  const from = today(work, country);
  const until = from.add({ days: HORIZON_DAYS - 1 });
  const shiftsOf = await needs.technicians.known.shiftsAhead(work, country, from, until);
  return needs.live.of(work, { country, technicians, shiftsOf, from, until, without: without && { id: without.id, technician: without.technician, day: dayOf(without) } });
}

/** Has the days of everybody in a country at hand before somebody asks for times. How many stretches of work that are. */
export async function keepWarm(needs: Pick<UsesTimes, 'technicians' | 'live'>, work: Work, country: Country): Promise<number> {
  const { could } = await needs.technicians.whoCould(work, { skills: [], country }, today(work, country));
  return (await daysAhead(needs, work, country, could.map(({ technician }) => technician))).length;
}

/** What a time brings for a price, among the promises of its technician. What takes nothing off (a way that costs nothing anyway) is not named. */
export function bringsAt(prices: TimePrices, wanted: Pick<Wanted, 'quote' | 'at'>, window: Pick<Window, 'from'>, promised: readonly Promised[]): TimeBrings {
  const { at, quote: { home, country } } = wanted;
  const takesOff = (brings: TimeBrings): boolean => prices.of(brings).off.cents > 0;
  const offPeak = prices.isOffPeak(window.from, country) && takesOff({ offPeak: true });
  const sharedWay = prices.nearMetres !== undefined && sharesWay(window, promised, { at, home, country, metres: prices.nearMetres }) && takesOff({ sharedWay: true });
  return { ...(offPeak ? { offPeak: true as const } : {}), ...(sharedWay ? { sharedWay: true as const } : {}) };
}

const cheaperBy = (prices: TimePrices, brings: TimeBrings): CheaperTime | undefined => {
  const price = prices.of(brings);
  return price.off.cents > 0 ? { ...price, brings } : undefined;
};

async function search(needs: UsesTimes, work: Work, quote: QuoteId, wish: Wish, without?: Appointment): Promise<readonly Slot[]> {
  const wanted = await wantedFor(needs, work, quote);
  if (!wanted) return [];
  const { stretches, names } = await stretchesFor(needs, work, wanted, without);
  await needs.roads.learn(() => stretches.flatMap(({ ready }) => ready.points), wanted.at);
  const job: Job = { at: wanted.at, way: wanted.quote.way, minutes: wanted.minutes };
  const notBefore = work.now.add({ minutes: LEAD_MINUTES }).epochMilliseconds;
  const prices = await needs.pricing.known.timePrices(work, quote);
  // A visit that was booked at the price of quiet hours is moved within them, at that price.
  const isPricedAlike = (opens: number): boolean => !without || !prices || !wanted.quote.cheaper?.offPeak || prices.isOffPeak(Temporal.Instant.fromEpochMilliseconds(opens), wanted.quote.country);
  const offers = stretches.flatMap((stretch) => {
    const among = windowsFrom(stretch, wanted.quote.when, notBefore);
    return stretch.ready.offers(job, without ? among.filter((i) => isPricedAlike(stretch.opens[i] ?? 0)) : among);
  });
  return slotsFrom(offers, { known: await needs.visits.knownTo(work, wanted.quote.home), suits: wanted.gently ? await needs.suits(work, [...names.keys()]) : NOBODY, nameOf: (id) => names.get(id) ?? '', terms: without ? wanted.quote.version : (prices?.of({}).version ?? wanted.quote.version), cheaperAt: cheaperWith(without ? undefined : prices, wanted, stretches) }, wish);
}

/** What each offer takes off the price. Whose day it is on is looked up only where somebody near makes it cheaper. */
function cheaperWith(prices: TimePrices | undefined, wanted: Wanted, stretches: readonly LiveStretch[]): (offer: Offer) => CheaperTime | undefined {
  const ofEach = prices?.nearMetres === undefined ? undefined : Map.groupBy(stretches, ({ ready }) => ready.day.technician);
  return (offer) => prices && cheaperBy(prices, bringsAt(prices, wanted, offer.window, (ofEach?.get(offer.technician) ?? []).flatMap(({ ready }) => ready.day.promised)));
}

/** Times of the next fortnight that this provider can keep: for each hour the cheapest way, and whoever has been there before. Changes nothing. */
export const findTimes = (needs: UsesTimes, work: Work, quote: QuoteId, wish: Wish = {}): Promise<readonly Slot[]> => search(needs, work, quote, wish);

/** The same for a visit that is to be moved: its own time counts as free. */
export async function findTimesToMove(needs: UsesTimes, work: Work, id: VisitId): Promise<readonly Slot[]> {
  const visit: Appointment | undefined = await needs.visits.visit(work, id);
  if (!visit || visit.state !== 'booked' || !mayChangeVisit(work.by, visit)) return [];
  return (await search(needs, work, visit.quote, {}, visit)).filter((slot) => Temporal.Instant.compare(slot.promisedFrom, visit.promisedFrom) !== 0);
}

/** The three times nearest to the one that somebody else was quicker to take. */
export async function otherTimes(needs: UsesTimes, work: Work, asked: { quote: QuoteId; slot: string }): Promise<readonly Slot[]> {
  const wanted = readSlotKey(asked.slot);
  const slots = await findTimes(needs, work, asked.quote);
  return wanted ? nearest(slots, wanted.promisedFrom, 3) : slots.slice(0, 3);
}
