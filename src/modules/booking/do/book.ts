import { type HoldId, type HomeId, type Lang, type QuoteId, type Refusal, type Result, type VisitId, newId, no, ok } from '#kernel';
import { isOnTelephone } from '#modules/contracts';
import type { Quote } from '#modules/pricing';
import type { Work } from '#platform/work';
import { type Appointment, narrowDueAt } from '../appointment.ts';
import { type Sealed, codeSeal, drawDoorWord, pairOf, wordSeal } from '../door-word.ts';
import type { VisitBooked } from '../facts.ts';
import type { Needs } from '../needs.ts';
import { newCode } from '../reference.ts';
import type { ExpressNeeded, HoldExpired, NoSuchHold, NoSuchQuote, NotASlot, QuoteChanged, SecondYesNeeded, TermsChanged } from '../refusals.ts';
import type { Request } from '../request.ts';
import type { Terms } from '../verbs.ts';
import { wantedFor, whoComes } from './find-times.ts';
import { type Chosen, chosenTime, rebuild, startOf, write } from './give-time.ts';
import { type CannotTake, type UsesHolds, dropHoldOf, holdFor, pricedFor, requestFor } from './hold-time.ts';

export type UsesBooks = UsesHolds & Pick<Needs, 'roads' | 'keys' | 'dice' | 'doorWords' | 'contracts'>;
export type BookInput = Readonly<{ hold: HoldId } | { quote: QuoteId; slot: string }> & Terms;
type Cannot = CannotTake | NoSuchHold | HoldExpired | QuoteChanged | ExpressNeeded | TermsChanged | SecondYesNeeded | Refusal;

/** Who books for somebody on the telephone makes a contract by telephone; everybody else makes one on the web. */
const channelOf = (work: Work): 'web' | 'phone' => (isOnTelephone(work.by) ? 'phone' : 'web');

/** The time that was held, as long as it still is. */
async function heldTime(needs: UsesBooks, work: Work, id: HoldId): Promise<Result<Chosen, NoSuchHold | HoldExpired | NoSuchQuote | NotASlot>> {
  const hold = await holdFor(needs, work, id);
  if (!hold) return no({ kind: 'no-such-hold' });
  if (Temporal.Instant.compare(hold.until, work.now) <= 0) return no({ kind: 'hold-expired' });
  const wanted = await wantedFor(needs, work, hold.quote);
  if (!wanted) return no({ kind: 'no-such-quote' });
  const technician = (await whoComes(needs, work, wanted, hold.day)).find((each) => each.id === hold.technician);
  if (!technician) return no({ kind: 'not-a-slot' });
  const shifts = await needs.technicians.shifts(work, technician.id, hold.day, hold.day);
  return ok({ wanted, technician, day: hold.day, window: { from: hold.promisedFrom, until: hold.promisedUntil }, shifts });
}

/** Two friendly words that this home has never had, and the person's four figures, both sealed. */
async function doorOf(needs: UsesBooks, work: Work, visit: VisitId, home: HomeId, lang: Lang): Promise<Sealed> {
  for (;;) {
    const word = drawDoorWord(needs.dice, needs.doorWords[lang]);
    if (!(await needs.visits.useDoorWord(work, home, needs.keys.digest(pairOf(home, word))))) continue;
    return { doorWord: needs.keys.seal(word, wordSeal(visit)), code: needs.keys.seal(newCode(needs.dice, 4), codeSeal(visit)) };
  }
}

/** Whether the terms are those that were shown, and a visit this early is the customer's own wish. */
async function agreed(needs: UsesBooks, work: Work, chosen: Chosen, terms: Terms): Promise<Result<true, QuoteChanged | ExpressNeeded>> {
  const { quote } = chosen.wanted;
  if (terms.termsHash !== quote.version) return no({ kind: 'quote-changed' });
  const isEarly = await needs.contracts.known.isEarly(work, { country: quote.country, channel: channelOf(work), at: chosen.window.from });
  return isEarly && !terms.expressRequest ? no({ kind: 'express-request-needed' }) : ok(true);
}

/** Says yes to the price, unless that was said before. */
async function accept(needs: UsesBooks, work: Work, quote: Quote): Promise<Result<true, SecondYesNeeded | Refusal>> {
  if (quote.state === 'accepted') return ok(true);
  const accepted = await needs.pricing.acceptQuote(work, quote.id);
  if (!accepted.ok) return accepted;
  return accepted.value.awaits === undefined ? ok(true) : no({ kind: 'second-yes-needed' });
}

/** The yes, and the contract as it was shown: its words, the wish to begin early, what was acknowledged. */
async function sign(needs: UsesBooks, work: Work, chosen: Chosen, request: Request, terms: Terms): Promise<Result<true, TermsChanged | NoSuchQuote | ExpressNeeded | SecondYesNeeded | Refusal>> {
  const { wanted: { quote }, window } = chosen;
  const accepted = await accept(needs, work, quote);
  if (!accepted.ok) return accepted;
  const agreement = await needs.contracts.known.agree(work, {
    quote: quote.id, lang: terms.shown?.lang ?? request.lang, channel: channelOf(work), promised: window, request: request.id, home: quote.home, person: request.person, quiet: request.quiet,
    expressRequest: terms.expressRequest, acknowledges: terms.shown?.acknowledges ?? false, shown: terms.shown?.digest,
  });
  return agreement.ok ? ok(true) : agreement;
}

const appointmentFor = (work: Work, chosen: Chosen, request: Request, id: VisitId, start: Temporal.Instant): Appointment => {
  const { wanted: { quote, at, minutes }, technician, window } = chosen;
  return {
    id, request: request.id, quote: quote.id, provider: quote.provider, technician: technician.id, home: quote.home, country: quote.country, way: quote.way,
    promisedFrom: window.from, promisedUntil: window.until, plannedStart: start, plannedEnd: start.add({ minutes }), minutes, at, quiet: request.quiet,
    state: 'booked', sequence: 0, bookedAt: work.now,
  };
};

/**
 * A time that is taken without being held first, at the price of that time. The yes names the version of that price, as the
 * times were told with it; a yes to the price of any time is one to a lower one too, and never to a higher.
 */
async function atItsPrice(needs: UsesBooks, work: Work, chosen: Chosen, terms: Terms): Promise<Readonly<{ chosen: Chosen; terms: Terms }>> {
  const { quote: before } = chosen.wanted;
  const quote = await pricedFor(needs, work, chosen);
  const isNoMore = quote.expected.cents <= before.expected.cents && quote.ceiling.cents <= before.ceiling.cents;
  const termsHash = isNoMore && terms.termsHash === before.version ? quote.version : terms.termsHash;
  return { chosen: { ...chosen, wanted: { ...chosen.wanted, quote } }, terms: { ...terms, termsHash } };
}

/**
 * The promise. Under the technician's lock the day is rebuilt from its rows with this visit in it, judged, and written;
 * the cells' key refuses whatever would be given twice. Who comes second is told `time-taken`.
 */
export async function book(needs: UsesBooks, work: Work, asked: BookInput): Promise<Result<Appointment, Cannot>> {
  const chosen = 'hold' in asked ? await heldTime(needs, work, asked.hold) : await chosenTime(needs, work, asked);
  if (!chosen.ok) return chosen;
  const found = await requestFor(needs, work, chosen.value);
  if (!found.ok) return found;
  if ('hold' in asked) return promise(needs, work, { chosen: chosen.value, request: found.value, terms: asked });
  const at = await atItsPrice(needs, work, chosen.value, asked);
  return promise(needs, work, { chosen: at.chosen, request: found.value, terms: at.terms });
}

/** A time that may be promised, to whom, and on which terms. `start`: when it would be kept, where that was planned. */
type ToPromise = Readonly<{ chosen: Chosen; request: Request; terms: Terms; start?: Temporal.Instant | undefined }>;

/** Makes the promise, with the technician's lock held and the request taken: the yes, the contract, the visit and its day, or nothing. */
export async function promise(needs: UsesBooks, work: Work, { chosen, request, terms, start }: ToPromise): Promise<Result<Appointment, Cannot>> {
  const allowed = await agreed(needs, work, chosen, terms);
  if (!allowed.ok) return allowed;
  const { wanted, window, day } = chosen;
  const { quote, at, minutes } = wanted;
  await dropHoldOf(needs, work, request);
  const id = newId('Visit');
  const rebuilt = await rebuild(needs, work, { ...chosen, joins: [{ id, at, way: quote.way, from: window.from, until: window.until, minutes, start }] });
  if (!rebuilt) return no({ kind: 'time-taken' });
  const signed = await sign(needs, work, chosen, request, terms);
  if (!signed.ok) return signed;
  const visit = appointmentFor(work, chosen, request, id, startOf(rebuilt, id));
  const sealed = await doorOf(needs, work, id, quote.home, request.lang);
  await needs.visits.addVisit(work, visit, day, sealed, narrowDueAt(visit, work.now));
  const written = await write(needs, work, rebuilt);
  if (!written.ok) return written;

  await needs.pricing.known.keep(work, quote.id);
  await needs.requests.save(work, { ...request, state: 'booked', chosenQuote: quote.id, callFirst: false });
  await work.audit({ did: 'book', to: id, home: quote.home, person: request.person });
  await work.announce({ fact: 'visit-booked', visit: id, request: visit.request, quote: quote.id, home: visit.home, technician: visit.technician } satisfies VisitBooked);
  return ok(visit);
}
