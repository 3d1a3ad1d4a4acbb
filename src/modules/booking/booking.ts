import { iterations, solve } from '#engine';
import type { Lang, PersonId } from '#kernel';
import type { Contracts } from '#modules/contracts';
import { type People, phoneFrom } from '#modules/people';
import { type Pricing, whenOf } from '#modules/pricing';
import type { Technicians } from '#modules/technicians';
import type { Triage } from '#modules/triage';
import type { Words } from '#platform/text';
import { type DbOf, type Work, lockFor } from '#platform/work';
import doorWords from '../../../content/door-words.json' with { type: 'json' };
import { createDispatcher } from './dispatcher.ts';
import { arrange, weigh } from './do/arrange-visits.ts';
import { askAgain } from './do/ask-again.ts';
import { addPhotos, addTask, ask } from './do/ask.ts';
import { askForQuotes } from './do/ask-for-quotes.ts';
import { book } from './do/book.ts';
import { cancelVisit, feeFor, moveVisit } from './do/change-visit.ts';
import { closeRequest, requestOver, visitDone } from './do/close-request.ts';
import { comeBack } from './do/come-back.ts';
import { wayPrices } from './do/way-prices.ts';
import { findTimes, findTimesToMove, keepWarm, otherTimes } from './do/find-times.ts';
import { fitIn } from './do/fit-in.ts';
import { openRound } from './do/open-round.ts';
import { holdTime, releaseHold, seeHold } from './do/hold-time.ts';
import { dropHolds, narrowWindows } from './do/keep-promises.ts';
import { calendarParts, letterParts } from './do/letter-parts.ts';
import { doorWordFor, openDoor, seeBoard, seeDay, seeRequest, seeRequestsOf, seeVisit, seeVisitFor, seeVisitsOf, visitCodeFor } from './do/see.ts';
import { type Search, planDays, plannable } from './do/plan-days.ts';
import { isPricedAlike } from './do/priced-alike.ts';
import { runsLonger } from './do/run-longer.ts';
import { tellHome, tellWho } from './do/tell-who.ts';
import { chooseWay, sayComfort, understandBetter, waysFor } from './do/understand-better.ts';
import { callOff, cancelGone, cancelWithdrawn, compareAnew } from './do/withdraw-visit.ts';
import { visitCalendar } from './documents.ts';
import { liveDays } from './do/live-days.ts';
import { isHouseItself, maySeeBoard, maySeeRequest } from './may.ts';
import type { KeysNeeded, Needs, RoadsNeeded } from './needs.ts';
import { readReference, secretDice } from './reference.ts';
import { requestsIn, triesIn } from './request-store.ts';
import { triageFor } from './triage-words.ts';
import type { Booking } from './verbs.ts';
import { visitsIn } from './visit-store.ts';

/** What booking is built from. */
export type BookingHas = Readonly<{
  dbOf: DbOf; keys: KeysNeeded; roads: RoadsNeeded;
  people: People; technicians: Technicians; triage: Pick<Triage, 'understand'>; pricing: Pricing; contracts: Pick<Contracts, 'known'>; words: Readonly<Record<Lang, Words>>;
  /** How patient and clear people found each technician, 0 to 1; nobody is preferred where it is not given. */
  suits?: Needs['suits'];
  /** Searches for plans on threads of its own; in this one where none is given. */
  search?: Search;
}>;

/** So many finished tasks teach at most: about a minute of learning. */
const MOST_TAUGHT = 5_000;

function needsFrom(has: BookingHas): Needs {
  const [visits, dispatcher] = [visitsIn(has.dbOf), createDispatcher(has.roads)];
  return {
    requests: requestsIn(has.dbOf), tries: triesIn(has.dbOf), visits, dispatcher, live: liveDays({ visits, dispatcher, whenOf, roads: has.roads, othersFirst: () => new Promise((go) => { setImmediate(go); }) }), triage: triageFor(has.triage), people: has.people,
    technicians: has.technicians, pricing: has.pricing, contracts: has.contracts, roads: has.roads, keys: has.keys, dice: secretDice,
    suits: has.suits ?? (async () => new Map()), doorWords, whenOf, phoneFrom, lockTechnician: (work, technician) => lockFor(has.dbOf, work, `booking technician ${technician}`),
  };
}

/** Reads for other modules, which have checked already; the sweeps of the house. */
const knownFrom = (needs: Needs): Booking['known'] => ({
  request: (work, id) => needs.requests.find(work, id),
  visit: (work, id) => needs.visits.visit(work, id),
  async hasReference(work, typed) { const reference = readReference(typed); return reference !== undefined && (await needs.requests.byReference(work, reference)) !== undefined; },
  visitsBetween: (work, from, until) => needs.visits.visitsBetween(work, from, until),
  visitsOfRequest: (work, id) => needs.visits.visitsOfRequests(work, [id]),
  doorOf: (work, visit) => openDoor(needs, work, visit),
  taught: (work) => needs.requests.taught(work, MOST_TAUGHT),
  forgetNeverBooked: (work, country, before) => needs.requests.forgetNeverBooked(work, country, before),
  photosInUse: (work) => needs.requests.photosInUse(work),
  lastContact: (work, person, homes) => needs.requests.lastContact(work, person, homes),
  isPricedAlike: (work, asked) => isPricedAlike(needs, work, asked),
  narrowWindows: (work, limit) => narrowWindows(needs, work, limit),
  dropHolds: (work) => dropHolds(needs, work),
  keepWarm: (work, country) => keepWarm(needs, work, country),
  cancelGone: (work, visit) => cancelGone(needs, work, { visit }),
  compareAnew: (work, id) => compareAnew(needs, work, id),
  requestOver: (work, id) => requestOver(needs, work, id),
  cancelWithdrawn: (work, visit) => cancelWithdrawn(needs, work, { visit }),
});

/** How much is tried for a plan where nobody hands in a search with a clock. */
const TRIES = 4_000;

const arranging = (needs: Needs, search: Search = async (problem, { start }) => solve(problem, { start, until: iterations(TRIES) })): Pick<Booking, 'arrange' | 'weigh' | 'plannable' | 'planDays' | 'fitIn' | 'runsLonger'> => ({
  arrange: (work, asked) => arrange(needs, work, asked),
  weigh: (work, asked) => weigh(needs, work, asked),
  plannable: (work, asked) => plannable(needs, work, asked),
  planDays: (plan, asked) => planDays({ roads: needs.roads, search }, plan, asked),
  fitIn: (work, asked) => fitIn(needs, work, asked),
  runsLonger: (work, asked) => runsLonger(needs, work, asked),
});

const erasing = (needs: Needs): Booking['aboutPerson'] => ({
  async export(work: Work, person: PersonId) {
    const requests = await needs.requests.ofPerson(work, person);
    const visits = await needs.visits.visitsOfRequests(work, requests.map((request) => request.id));
    return { requests, visits };
  },
  erase: async (work, person) => ({ erased: await needs.requests.forgetWords(work, person) }),
});

const operatorReads = (needs: Needs): Pick<Booking, 'unplaced' | 'find' | 'requestByReference'> => ({
  unplaced: async (work) => (maySeeBoard(work.by) ? needs.requests.waiting(work) : []),
  find: async (work, text) => (maySeeBoard(work.by) && text.trim() !== '' ? needs.requests.searched(work, text.trim()) : []),
  async requestByReference(work, typed) {
    const reference = readReference(typed);
    const request = reference && (await needs.requests.byReference(work, reference));
    return request && (maySeeRequest(work.by, request) || isHouseItself(work.by)) ? request : undefined;
  },
});

const quoteReads = (needs: Needs): Pick<Booking, 'waysOf' | 'wayPrices' | 'missingQuotes'> => ({
  async waysOf(work, id) {
    const request = await seeRequest(needs, work, id);
    return request ? waysFor(needs, request) : [];
  },
  wayPrices: (work, id) => wayPrices(needs, work, id),
  async missingQuotes(work, id) {
    const request = await seeRequest(needs, work, id);
    return request ? needs.requests.missing(work, id) : [];
  },
});

/** Builds booking. Every verb and read comes out bound to what it needs. */
export function createBooking(has: BookingHas): Booking {
  const needs = needsFrom(has);
  return {
    ask: (work, asked) => ask(needs, work, asked),
    askAgain: (work, asked) => askAgain(needs, work, asked),
    addTask: (work, asked) => addTask(needs, work, asked),
    addPhotos: (work, asked) => addPhotos(needs, work, asked),
    understandBetter: (work, asked) => understandBetter(needs, work, asked),
    chooseWay: (work, asked) => chooseWay(needs, work, asked),
    tellWho: (work, asked) => tellWho(needs, work, asked),
    tellHome: (work, asked) => tellHome(needs, work, asked),
    askForQuotes: (work, asked) => askForQuotes(needs, work, asked),
    openRound: (work, asked) => openRound(needs, work, asked),
    hold: (work, asked) => holdTime(needs, work, asked),
    releaseHold: (work, asked) => releaseHold(needs, work, asked),
    book: (work, asked) => book(needs, work, asked),
    moveVisit: (work, asked) => moveVisit(needs, work, asked),
    callOff: (work, asked) => callOff(needs, work, asked),
    cancelVisit: (work, asked) => cancelVisit(needs, work, asked),
    closeRequest: (work, asked) => closeRequest(needs, work, asked),
    comeBack: (work, asked) => comeBack(needs, work, asked),
    visitDone: (work, asked) => visitDone(needs, work, asked),
    request: (work, id) => seeRequest(needs, work, id),
    requestsOf: (work, of) => seeRequestsOf(needs, work, of),
    sayComfort: (work, asked) => sayComfort(needs, work, asked),
    holdOf: (work, hold) => seeHold(needs, work, hold),
    ...quoteReads(needs),
    visit: (work, id) => seeVisit(needs, work, id),
    visitsOf: (work, home) => seeVisitsOf(needs, work, home),
    visitFor: (work, request) => seeVisitFor(needs, work, request),
    times: (work, quote, wish) => findTimes(needs, work, quote, wish),
    timesToMove: (work, visit) => findTimesToMove(needs, work, visit),
    otherTimes: (work, asked) => otherTimes(needs, work, asked),
    feeFor: (work, visit) => feeFor(needs, work, visit),
    doorWordFor: (work, visit) => doorWordFor(needs, work, visit),
    visitCodeFor: (work, visit) => visitCodeFor(needs, work, visit),
    board: (work, on) => seeBoard(needs, work, on),
    dayOf: (work, technician, day) => seeDay(needs, work, technician, day),
    async visitCalendar(work, visit) {
      const parts = await calendarParts(needs, work, visit);
      return parts && visitCalendar(parts, has.words[parts.lang]);
    },
    confirmationLetter: (work, visit) => letterParts(needs, work, visit),
    ...operatorReads(needs),
    ...arranging(needs, has.search),
    aboutPerson: erasing(needs),
    known: knownFrom(needs),
  };
}
