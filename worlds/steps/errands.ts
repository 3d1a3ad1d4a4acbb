import { type Actor, type Lang, type RequestId, ZONE, must, visitor } from '#kernel';
import type { Request, Slot } from '#modules/booking';
import type { Quote } from '#modules/pricing';
import { errandsEn } from '../errands/en.ts';
import type { Errand } from '../errands/errand.ts';
import { errandsFr } from '../errands/fr.ts';
import { type Household, type Stage, act, actorOf, soulNamed, wallTime } from '../stage.ts';
import { type Change, planChange } from './changes.ts';
import { type Ending, planVisit } from './visits.ts';

/** How somebody came to us. A helper writes for the person at home; the operator takes down a call or a letter. */
export type Channel = 'web' | 'phone' | 'paper' | 'helper';
const SOURCE = { web: 'web', phone: 'phone', paper: 'paper', helper: 'relative' } as const;
const isTakenDown = (channel: Channel): boolean => channel === 'phone' || channel === 'paper';
/**
 * Somebody asks for help so many days before today, wants a day, and stops somewhere on the way: with prices to compare, or with
 * a visit that was promised. `firm`: whom they choose; without it the first in the published order; `who`: who should come, if they can. `ending`: how a past visit ends.
 * `change`: what they do with the promise before it comes.
 */
export type ErrandPlan = Readonly<{
  home: string; errand: string; channel: Channel; askedDays: number; hour: string; wantDay: number; firm?: string; who?: string; stopsAt?: 'asked' | 'quoted'; ending?: Ending; change?: Change; pick: number;
}>;

const errandNamed = (key: string, lang: Lang): Errand => {
  const found = (lang === 'fr' ? errandsFr : errandsEn).find((errand) => errand.key === key);
  if (!found) throw new Error(`There is no errand called (${key}) in (${lang}).`);
  return found;
};

/** Who goes on after the asking: whoever asked, signed in; the operator for a call. */
function whoGoesOn(stage: Stage, house: Household, channel: Channel): Actor {
  if (isTakenDown(channel)) return actorOf(soulNamed(stage, 'jules'));
  const soul = channel === 'helper' ? house.helper : house.souls[0];
  if (!soul) throw new Error(`Nobody can ask for (${house.key}) by (${channel}).`);
  return actorOf(soul);
}

/** The words, what they mean, and the way: by whoever holds the request's code, as on the pages; or all by the operator. */
async function askedWith(stage: Stage, house: Household, errand: Errand, channel: Channel): Promise<Request> {
  const { booking } = stage.app;
  const goesOn = whoGoesOn(stage, house, channel);
  const asked = await act(stage, channel === 'web' ? visitor : goesOn, (work) => booking.ask(work, {
    words: errand.words, lang: house.lang, country: house.country, askedFor: channel === 'helper' ? 'someone-else' : 'me', source: SOURCE[channel], comfort: house.comfort,
  }));
  const holder: Actor = isTakenDown(channel) ? goesOn : { kind: 'asker', request: asked.request };
  await understood(stage, holder, asked.request, errand);
  const told = await act(stage, goesOn, (work) => booking.tellHome(work, { request: asked.request, home: house.home }));
  return told.request;
}

async function understood(stage: Stage, by: Actor, id: RequestId, errand: Errand): Promise<void> {
  const { booking } = stage.app;
  const { also } = errand;
  if (also) await act(stage, by, (work) => booking.addTask(work, { request: id, words: also.words }));
  const request = await stage.works.looking(by, (work) => booking.request(work, id));
  await act(stage, by, async (work) => {
    for (const task of request?.tasks ?? []) {
      const leaf = also?.words === task.words ? also.leaf : errand.leaf;
      must(await booking.understandBetter(work, { request: id, task: task.id, leaf }));
    }
    return booking.chooseWay(work, { request: id, way: errand.way });
  });
}

/** The quote that is chosen: of the firm they want, else the first in the published order. */
async function chosenQuote(stage: Stage, by: Actor, request: RequestId, firm: string | undefined): Promise<Quote | undefined> {
  const { app } = stage;
  await act(stage, by, (work) => app.booking.askForQuotes(work, { request }));
  const quotes = await stage.works.looking(by, (work) => app.pricing.quotesFor(work, request));
  return quotes.find((quote) => quote.provider === (firm === undefined ? undefined : stage.firms.get(firm))) ?? quotes[0];
}

/** One of the times of the day they want; of the next day with any if that one is full. */
function timeFor(stage: Stage, quote: Quote, slots: readonly Slot[], plan: ErrandPlan): Slot | undefined {
  const dayOf = (slot: Slot): Temporal.PlainDate => slot.promisedFrom.toZonedDateTimeISO(ZONE[quote.country]).toPlainDate();
  const wanted = stage.today.add({ days: plan.wantDay });
  const later = slots.filter((slot) => Temporal.PlainDate.compare(dayOf(slot), wanted) >= 0);
  const first = later[0];
  if (!first) return undefined;
  const same = later.filter((slot) => dayOf(slot).equals(dayOf(first)));
  const theirs = same.filter((slot) => slot.technician === (plan.who === undefined ? undefined : stage.souls.get(plan.who)?.technician));
  return theirs.length > 0 ? theirs[plan.pick % theirs.length] : same[plan.pick % same.length];
}

async function bookWith(stage: Stage, by: Actor, plan: ErrandPlan, house: Household, quote: Quote): Promise<void> {
  const { booking } = stage.app;
  const slots = await stage.works.looking(by, (work) => booking.times(work, quote.id));
  const slot = timeFor(stage, quote, slots, plan);
  if (!slot) return;
  const terms = await stage.works.looking(by, (work) => stage.app.contracts.termsFor(work, { quote: quote.id, lang: house.lang, channel: isTakenDown(plan.channel) ? 'phone' : 'web', promised: { from: slot.promisedFrom, until: slot.promisedUntil } }));
  const shown = terms && { digest: terms.digest, lang: house.lang, acknowledges: true };
  const visit = await act(stage, by, (work) => booking.book(work, { quote: quote.id, slot: slot.key, expressRequest: true, termsHash: quote.version, shown }));
  stage.told.bookings += 1;
  if (plan.change) planChange(stage, { visit, change: plan.change, by });
  planVisit(stage, { visit, house, errand: errandNamed(plan.errand, house.lang), ending: plan.ending ?? 'solved', pick: plan.pick });
}

/** Asks are put on the agenda; each one lays the rest of its own way. */
export function planErrands(stage: Stage, plans: readonly ErrandPlan[]): void {
  for (const plan of plans) {
    const { agenda, today } = stage;
    agenda.at(wallTime(today, plan.askedDays, plan.hour, 'FR'), async () => {
      const house = stage.households.get(plan.home);
      if (!house) throw new Error(`Nobody lives in (${plan.home}) on the day they ask. Maybe they were welcomed later.`);
      const errand = errandNamed(plan.errand, house.lang);
      const request = await askedWith(stage, house, errand, plan.channel);
      if (plan.stopsAt === 'asked' || !house.placed) return;
      const by = whoGoesOn(stage, house, plan.channel);
      const quote = await chosenQuote(stage, by, request.id, plan.firm);
      if (!quote || plan.stopsAt === 'quoted') return;
      agenda.at(stage.clock.now().add({ minutes: 11 }), () => bookWith(stage, by, plan, house, quote));
    });
  }
}
