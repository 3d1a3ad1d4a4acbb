import { type Actor, type TaskId, ZONE, isAfter, jobActor, money, must, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Visits } from '#modules/visits';
import type { Errand } from '../errands/errand.ts';
import { paidEn } from '../errands/en.ts';
import { paidFr } from '../errands/fr.ts';
import { type Household, type Soul, type Stage, act, actorOf, soulNamed } from '../stage.ts';
import { planBill } from './bills.ts';
import { planCall } from './calls.ts';
import { planRepair, takeAlong } from './workshop.ts';

/** How a past visit ended. */
export type Ending = 'solved' | 'partly' | 'unsolved' | 'nobody-home' | 'workshop';
export type PlannedVisit = Readonly<{ visit: Appointment; house: Household; errand: Errand; ending: Ending; pick: number }>;
/** What a task turned out to be. */
type Found = Readonly<{ task: TaskId; leaf: string }>;
/** Someone at work: who, where, with which verbs. */
type AtWork = Readonly<{ stage: Stage; visits: Visits; technician: Actor; person: Actor; planned: PlannedVisit; visit: Appointment; task?: TaskId; code: string; found: readonly Found[] }>;

const world = jobActor('world');

/** What happens at the door and after, when its day is over before today begins. */
export function planVisit(stage: Stage, planned: PlannedVisit): void {
  const { visit } = planned;
  stage.promises.set(visit.id, { planned, isUnderWay: false });
  const day = visit.promisedFrom.toZonedDateTimeISO(ZONE[visit.country]).toPlainDate();
  if (Temporal.PlainDate.compare(day, stage.today) >= 0) return;
  // The plan of a day moves while others join it: what holds is what stands when the window opens.
  stage.agenda.at(visit.promisedFrom, async () => {
    const now = await stage.works.looking(world, (work) => stage.app.booking.known.visit(work, visit.id));
    const promise = stage.promises.get(visit.id);
    if (now?.state !== 'booked' || !promise || promise.isUnderWay) return;
    promise.isUnderWay = true;
    const start = isAfter(now.plannedStart, stage.clock.now()) ? now.plannedStart : stage.clock.now();
    stage.agenda.at(start, () => knock(stage, { ...planned, visit: now }));
  });
}

/** The same visit at another time: whichever of its two times comes first finds it as it stands then. */
export function planAgain(stage: Stage, visit: Appointment): void {
  const promise = stage.promises.get(visit.id);
  if (promise) planVisit(stage, { ...promise.planned, visit });
}

function soulOf(stage: Stage, visit: Appointment): Soul {
  const found = [...stage.souls.values()].find((soul) => soul.technician === visit.technician);
  if (!found) throw new Error(`Nobody in this world is technician (${visit.technician}).`);
  return found;
}

/** At the door: the technician says the word, the person says the code; or nobody is there. */
async function knock(stage: Stage, planned: PlannedVisit): Promise<void> {
  const { visits } = stage.app;
  const { visit, house, ending } = planned;
  const technician = actorOf(soulOf(stage, visit));
  await act(stage, technician, (work) => visits.arrive(work, { visit: visit.id }));
  const waits = ending === 'nobody-home';
  stage.agenda.at(stage.clock.now().add({ minutes: waits ? 75 : 2 }), async () => {
    if (waits) return leave(stage, planned, technician);
    const person = actorOf(house.souls[0] as Soul);
    const code = await stage.works.looking(person, (work) => stage.app.booking.visitCodeFor(work, visit.id));
    const request = await stage.works.looking(world, (work) => stage.app.booking.known.request(work, visit.request));
    if (code === undefined) throw new Error(`Whoever lives in (${house.key}) cannot see the code of their visit.`);
    const task = request?.tasks[0]?.id;
    // What it was chosen as at the start is what it turns out to be.
    const found = (request?.tasks ?? []).flatMap(({ id, leaf }): Found[] => (leaf ? [{ task: id, leaf }] : []));
    return comeIn({ stage, visits, technician, person, planned, visit, code, found, ...(task ? { task } : {}) });
  });
}

async function leave(stage: Stage, { visit, ...planned }: PlannedVisit, technician: Actor): Promise<void> {
  await act(stage, technician, (work) => stage.app.visits.end(work, { visit: visit.id, outcome: 'nobody-home' }));
  stage.told.visits += 1;
  planBill(stage, { ...planned, visit });
}

async function comeIn(at: AtWork): Promise<void> {
  const { stage, visits, technician, visit, code, planned } = at;
  // Now and then somebody reads out the wrong line first.
  if (planned.pick % 13 === 5) await act(stage, technician, (work) => visits.checkIn(work, { visit: visit.id, code: code === '0000' ? '1111' : '0000' }));
  if (planned.pick % 29 === 7) await freezeOnce(at);
  await act(stage, technician, (work) => visits.checkIn(work, { visit: visit.id, code }));
  await tickAll(at, ['before']);
  const minutes = Math.max(15, Math.round(visit.minutes * (0.66 + (planned.pick % 31) / 100)));
  if (planned.errand.key === 'backup' || planned.errand.also !== undefined) stage.agenda.at(stage.clock.now().add({ minutes: 10 }), () => letItCopy(at));
  if (planned.pick % 7 === 3) stage.agenda.at(stage.clock.now().add({ minutes: 9 }), () => askForMore(at));
  stage.agenda.at(stage.clock.now().add({ minutes }), () => finish(at));
}

/** Three wrong codes: everything stops, until the operator has spoken with both and lets it go on. */
async function freezeOnce({ stage, visits, technician, visit, code, planned }: AtWork): Promise<void> {
  const wrong = code === '2222' ? '3333' : '2222';
  for (let tried = 0; tried < 3; tried += 1) await act(stage, technician, (work) => visits.checkIn(work, { visit: visit.id, code: wrong }));
  const why = planned.house.lang === 'fr' ? 'Lu le code d’une ancienne lettre. Les deux sont d’accord.' : 'Read the code of an older letter. Both agree.';
  await act(stage, actorOf(soulNamed(stage, 'jules')), (work) => visits.unfreeze(work, { visit: visit.id, why }));
}

/** The list, ticked: what does not belong to this home is said so. */
async function tickAll({ stage, visits, technician, visit }: AtWork, phases: readonly string[]): Promise<void> {
  const seen = await stage.works.looking(technician, (work) => visits.see(work, visit.id));
  await act(stage, technician, async (work) => {
    for (const list of seen?.checklist ?? []) {
      for (const [i, { step }] of list.steps.filter(({ phase }) => phases.includes(phase)).entries()) {
        must(await visits.tick(work, { visit: visit.id, task: list.task, step, ticked: i === 3 ? 'not-needed' : 'done' }));
      }
    }
    return ok(true);
  });
}

/** A machine that copies alone for a while. */
async function letItCopy({ stage, visits, technician, visit }: AtWork): Promise<void> {
  await act(stage, technician, (work) => visits.startTime(work, { visit: visit.id, kind: 'unattended' }));
  stage.agenda.at(stage.clock.now().add({ minutes: 15 }), async () => { await act(stage, technician, (work) => visits.stopTime(work, { visit: visit.id, kind: 'unattended' })); });
}

const MORE = {
  fr: { why: 'Un câble de la box est usé et lâche au moindre geste.', says: 'Câble réseau neuf, posé' },
  en: { why: 'The cable of the box is worn and comes loose.', says: 'A new network cable, fitted' },
} as const;

/** Extra work is asked for: the person says yes with their code, or no. */
async function askForMore({ stage, visits, technician, person, visit, code, planned }: AtWork): Promise<void> {
  const { why, says } = MORE[planned.house.lang];
  const unitPrice = money(visit.country === 'FR' ? 1400 : 1200, visit.country === 'FR' ? 'EUR' : 'GBP');
  const extra = await act(stage, technician, (work) => visits.proposeExtra(work, { visit: visit.id, why, lines: [{ kind: 'parts', says, unit: 'piece', quantity: 1, unitPrice, item: 'network-cable-10m' }] }));
  // Where it is much of a small price, their number is not enough: they say it on their own page.
  const covers = await stage.works.looking(technician, (work) => visits.codeCovers(work, visit.id));
  if (planned.pick % 2 === 1 && extra.worst.cents > (covers?.cents ?? 0)) await act(stage, person, (work) => visits.answerExtra(work, { extra: extra.id, answer: 'yes', startNow: true }));
  else if (planned.pick % 2 === 1) await act(stage, technician, (work) => visits.answerExtra(work, { extra: extra.id, answer: 'yes', code, startNow: true }));
  else await act(stage, person, (work) => visits.answerExtra(work, { extra: extra.id, answer: 'no' }));
}

const HANDED = ['alone', 'alone', 'with-help', 'with-help', 'not-yet', 'did-not-want'] as const;

/** Checked again, written down in plain words, shown back, signed, and the door is closed. */
async function finish(at: AtWork): Promise<void> {
  const { stage, visits, technician, person, visit, planned, code, task } = at;
  const { house, errand, ending, pick } = planned;
  await tickAll(at, ['during', 'after']);
  await act(stage, technician, async (work) => {
    if (errand.key === 'battery') must(await visits.addPart(work, { visit: visit.id, item: 'laptop-battery', quantity: 1, task }));
    const { wrong, did, back, watch } = errand.sheet;
    const blocks = { 'what-was-wrong': wrong, 'what-we-did': did, 'what-it-cost': house.lang === 'fr' ? paidFr : paidEn, 'if-it-comes-back': back, 'what-to-watch': watch };
    must(await visits.writeSheet(work, { visit: visit.id, lang: house.lang, blocks }));
    must(await visits.handBack(work, { visit: visit.id, how: HANDED[pick % HANDED.length] ?? 'alone', task }));
    return visits.sign(work, { visit: visit.id, how: 'code', code });
  });
  if (ending === 'workshop') await takeAlong(stage, technician, planned, code);
  await act(stage, technician, (work) => visits.end(work, { visit: visit.id, outcome: ending, found: [...at.found] }));
  stage.told.visits += 1;
  planCall(stage, planned);
  if (ending === 'workshop') planRepair(stage, technician, person, { ...planned, visit });
  else planBill(stage, { ...planned, visit });
}
