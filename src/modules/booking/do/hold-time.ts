import { type HoldId, type QuoteId, type Result, newId, no, ok } from '#kernel';
import type { Quote } from '#modules/pricing';
import type { Work } from '#platform/work';
import { mayChangeRequest } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { AlreadyBooked, NoSuchHold, NoSuchQuote, NotASlot, NotPlaced, QuoteExpired, TimePassed, TimeTaken } from '../refusals.ts';
import type { Request } from '../request.ts';
import { HOLD_MINUTES, type Hold, type KeptHold } from '../slot.ts';
import { bringsAt } from './find-times.ts';
import { type Chosen, chosenTime, rebuild, startOf, write } from './give-time.ts';

export type UsesHolds = Pick<Needs, 'roads' | 'visits' | 'technicians' | 'dispatcher' | 'pricing' | 'people' | 'whenOf' | 'requests' | 'lockTechnician'>;
export type CannotTake = NoSuchQuote | NotASlot | TimePassed | TimeTaken | QuoteExpired | AlreadyBooked | NotPlaced;

/** The request behind a chosen time, taken so that nobody changes it meanwhile; the technician's lock comes first. */
export async function requestFor(needs: UsesHolds, work: Work, chosen: Chosen): Promise<Result<Request, CannotTake>> {
  const { quote } = chosen.wanted;
  await needs.lockTechnician(work, chosen.technician.id);
  const request = await needs.requests.take(work, quote.request);
  if (!request || !mayChangeRequest(work.by, request)) return no({ kind: 'no-such-quote' });
  if (request.state === 'booked' || request.state === 'done') return no({ kind: 'already-booked' });
  const isOver = quote.state !== 'accepted' && (quote.state !== 'offered' || Temporal.Instant.compare(quote.validUntil, work.now) <= 0);
  return isOver || request.state === 'closed' ? no({ kind: 'quote-expired' }) : ok(request);
}

/** A request keeps one time at most: choosing another lets go of the first. */
export async function dropHoldOf(needs: UsesHolds, work: Work, request: Request): Promise<void> {
  const before = await needs.visits.holdOf(work, request.id);
  if (before) await needs.visits.dropHold(work, before.id);
}

/** The quote for a chosen time, by what stands in that day now: quiet hours and a shared way make it another, with its own lines. */
export async function pricedFor(needs: UsesHolds, work: Work, { wanted, technician, day, window }: Chosen): Promise<Quote> {
  const prices = await needs.pricing.known.timePrices(work, wanted.quote.id);
  if (!prices) return wanted.quote;
  const brings = bringsAt(prices, wanted, window, await needs.visits.promised(work, [technician.id], day, day));
  return (await needs.pricing.known.quoteForTime(work, wanted.quote.id, prices.of(brings).off.cents > 0 ? brings : {})) ?? wanted.quote;
}

/** Keeps a time for ten minutes while the terms are read. */
export async function holdTime(needs: UsesHolds, work: Work, asked: { quote: QuoteId; slot: string }): Promise<Result<Hold, CannotTake>> {
  const chosen = await chosenTime(needs, work, asked);
  if (!chosen.ok) return chosen;
  const request = await requestFor(needs, work, chosen.value);
  if (!request.ok) return request;
  await dropHoldOf(needs, work, request.value);

  const { wanted, technician, day, window } = chosen.value;
  const quote = await pricedFor(needs, work, chosen.value);
  const id = newId('Hold');
  const joins = { id, at: wanted.at, way: quote.way, from: window.from, until: window.until, minutes: wanted.minutes };
  const rebuilt = await rebuild(needs, work, { ...chosen.value, joins: [joins] });
  if (!rebuilt) return no({ kind: 'time-taken' });
  const start = startOf(rebuilt, id);
  const hold: Hold = {
    id, request: quote.request, quote: quote.id, technician: technician.id, promisedFrom: window.from, promisedUntil: window.until,
    until: work.now.add({ minutes: HOLD_MINUTES }),
  };
  await needs.visits.addHold(work, {
    id, request_id: hold.request, quote_id: hold.quote, provider_id: quote.provider, technician_id: hold.technician, home_id: quote.home,
    country: quote.country, way: quote.way, day, promised_from: window.from, promised_until: window.until, planned_start: start,
    planned_end: start.add({ minutes: wanted.minutes }), minutes: wanted.minutes, lat: wanted.at.lat, lng: wanted.at.lng, held_until: hold.until,
  });
  const written = await write(needs, work, rebuilt);
  if (!written.ok) return written;
  await work.audit({ did: 'hold-time', to: id, home: quote.home });
  return ok(hold);
}

/** A hold that is theirs; undefined for anybody else. */
export async function holdFor(needs: UsesHolds, work: Work, id: HoldId) {
  const hold = await needs.visits.hold(work, id);
  const request = hold && (await needs.requests.find(work, hold.request));
  return hold && request && mayChangeRequest(work.by, request) ? hold : undefined;
}

export async function releaseHold(needs: UsesHolds, work: Work, asked: { hold: HoldId }): Promise<Result<Hold, NoSuchHold>> {
  const hold = await holdFor(needs, work, asked.hold);
  if (!hold) return no({ kind: 'no-such-hold' });
  await needs.visits.dropHold(work, hold.id);
  await work.audit({ did: 'release-hold', to: hold.id });
  return ok(shown(hold));
}

const shown = ({ id, request, quote, technician, promisedFrom, promisedUntil, until }: KeptHold): Hold =>
  ({ id, request, quote, technician, promisedFrom, promisedUntil, until });

/** A hold of theirs that still runs. */
export async function seeHold(needs: UsesHolds, work: Work, id: HoldId): Promise<Hold | undefined> {
  const hold = await holdFor(needs, work, id);
  return hold && Temporal.Instant.compare(work.now, hold.until) < 0 ? shown(hold) : undefined;
}
