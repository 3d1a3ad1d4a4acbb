import type { HomeId, PersonId } from '#kernel';
import type { Booking } from '#modules/booking';
import type { Contracts } from '#modules/contracts';
import type { Devices } from '#modules/devices';
import type { People } from '#modules/people';
import type { Pricing } from '#modules/pricing';
import type { Technicians } from '#modules/technicians';
import { leafOf } from '#modules/triage';
import { type DbOf, type Work, asOf } from '#platform/work';
import checklists from '../../../content/checklists.json' with { type: 'json' };
import type { Checklists } from './checklist.ts';
import { offerRepair } from './do/agree-away.ts';
import { answerExtra, proposeExtra } from './do/ask-for-extra.ts';
import { arrive, checkIn, setOut } from './do/come-in.ts';
import { end, freeze, unfreeze } from './do/end-visit.ts';
import { startTime, stopTime } from './do/keep-time.ts';
import { addPart, handBack, note, noteDevice, removePart, tick } from './do/keep-work.ts';
import { callOffPart, orderPart, partArrived, partComes, partOrdered } from './do/order-part.ts';
import { giveBackDevice, handOn, makeReady, signReceipt, writeReceipt } from './do/take-along-device.ts';
import { takeAlong, tellLater } from './do/told-later.ts';
import { sign, writeSheet } from './do/write-sheet.ts';
import type { Visits } from './front.ts';
import { custodyIn } from './custody-store.ts';
import { awayIn } from './do/look-away.ts';
import { lookingIn } from './look.ts';
import { partsOnOrderIn } from './part-store.ts';
import type { Readability } from './sheet.ts';
import { visitsIn } from './store.ts';
import { toldLaterIn } from './told-later-store.ts';

/** `readability` is learning's; it is handed in because visits does not know learning. */
export type VisitsHas = Readonly<{
  dbOf: DbOf; booking: Pick<Booking, 'visitDone' | 'known'>; technicians: Pick<Technicians, 'maySend'>; people: Pick<People, 'known'>; devices: Pick<Devices, 'known'>; pricing: Pick<Pricing, 'known'>; contracts: Pick<Contracts, 'known'>;
  readability: Readability;
}>;

export function createVisits(has: VisitsHas): Visits {
  const store = { ...visitsIn(has.dbOf), ...custodyIn(has.dbOf), ...partsOnOrderIn(has.dbOf) };
  const needs = { ...has, visits: { ...store, ...toldLaterIn(has.dbOf) }, checklists: checklists as Checklists, isLeaf: (leaf: string) => leafOf(leaf) !== undefined };
  const bind = <Asked, Answer>(verb: (own: typeof needs, work: Work, asked: Asked) => Answer) => (work: Work, asked: Asked): Answer => verb(needs, work, asked);
  const homesOf = async (work: Work, person: PersonId): Promise<HomeId[]> => (await has.people.known.homesOf(work, person)).map((home) => home.id);
  return {
    setOut: bind(setOut), arrive: bind(arrive), checkIn: bind(checkIn), takeAlong: bind(takeAlong), tellLater: (work, asked, todo) => tellLater({ ...needs, asOf }, work, asked, todo), startTime: bind(startTime), stopTime: bind(stopTime),
    tick: bind(tick), addPart: bind(addPart), removePart: bind(removePart), note: bind(note), noteDevice: bind(noteDevice), handBack: bind(handBack),
    proposeExtra: bind(proposeExtra), answerExtra: bind(answerExtra), writeSheet: bind(writeSheet), sign: bind(sign), freeze: bind(freeze), unfreeze: bind(unfreeze), end: bind(end),
    writeReceipt: bind(writeReceipt), signReceipt: bind(signReceipt), handOn: bind(handOn), offerRepair: bind(offerRepair), makeReady: bind(makeReady), giveBackDevice: bind(giveBackDevice),
    orderPart: bind(orderPart), partOrdered: bind(partOrdered), partComes: bind(partComes), partArrived: bind(partArrived), callOffPart: bind(callOffPart),
    ...awayIn(needs), ...lookingIn(needs),
    aboutPerson: {
      async export(work, person) {
        const ids = await store.ofHomes(work, await homesOf(work, person));
        const visits = await Promise.all(ids.map(async (visit) => ({
          visit, sheet: await store.sheet(work, visit), notes: await store.notes(work, visit), extras: await store.extras(work, visit), parts: await store.parts(work, visit), handedBack: await store.handedBack(work, visit), found: await store.found(work, visit), custody: await store.custody(work, visit), partsOnOrder: await store.partOrders(work, visit),
        })));
        return { visits };
      },
      async erase(work, person) {
        const visits = await store.ofHomes(work, await has.people.known.aloneIn(work, person));
        return { erased: await store.forget(work, visits) + await store.forgetCustody(work, visits) };
      },
    },
  };
}
