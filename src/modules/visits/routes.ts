import { z } from 'zod';
import { type ExtraId, type VisitId, isId } from '#kernel';
import { type Call, type Door, type Reply, idShape, instantShape, json, listAsks, missing, moneyShape, onePage, pageOf, placeIn, refused, route } from '#platform/http/index';
import { asksForClock, asksToAddPart, asksToAnswerExtra, asksToCheckIn, asksToEnd, asksToFreeze, asksToHandBack, asksToNote, asksToNoteDevice, asksToProposeExtra, asksToSign, asksToTick, asksToUnfreeze, asksToWriteSheet } from './asks.ts';
import type { Extra } from './extra.ts';
import type { CodeFroze, CodeWrong, OwnYesNeeded, VisitSeen, Visits } from './front.ts';
import { BLOCKS, type Sheet } from './sheet.ts';
import type { Part, SheetToRead } from './told.ts';
import type { VisitRecord } from './visit.ts';

const record = z.object({ id: idShape('vis'), state: z.enum(['expected', 'at-door', 'working', 'frozen', 'ended']), wrong: z.number(), arrivedAt: instantShape.optional(), startedAt: instantShape.optional(), endedAt: instantShape.optional(), outcome: z.string().optional() });
const part = z.object({ id: z.string(), item: z.string(), quantity: z.number(), task: z.string().optional(), serial: z.string().optional() });
const extra = z.object({ id: idShape('ext'), visit: idShape('vis'), why: z.string(), gross: moneyShape, worst: moneyShape, state: z.enum(['proposed', 'approved', 'refused']), lines: z.array(z.object({ kind: z.string(), says: z.string(), unit: z.string(), quantity: z.number(), gross: moneyShape })) });
const blocks = z.object(Object.fromEntries(BLOCKS.map((block) => [block, z.string()])));
const sheet = z.object({ lang: z.enum(['en', 'fr']), blocks });
const fault = z.object({ fault: z.string() }).loose();
const seen = z.object({
  record, minutes: z.object({ attended: z.number(), unattended: z.number() }), sheetLang: z.enum(['en', 'fr']), parts: z.array(part), extras: z.array(extra), sheetFaults: z.array(fault),
  checklist: z.array(z.object({ task: idShape('tas'), words: z.string(), steps: z.array(z.object({ step: z.string(), ticked: z.string().optional() })) })), notes: z.array(z.object({ phase: z.string(), text: z.string(), at: instantShape })),
});
const came = z.object({ came: z.enum(['right', 'answered', 'signed', 'wrong', 'frozen', 'own-yes-needed']), triesLeft: z.number().optional() });

const seenRecord = ({ id, state, wrong, arrivedAt, startedAt, endedAt, outcome }: VisitRecord) => ({ id, state, wrong, arrivedAt, startedAt, endedAt, outcome });
const seenPart = ({ id, item, quantity, task, serial }: Part) => ({ id, item, quantity, task, serial });
const seenExtra = ({ id, visit, why, gross, worst, state, lines }: Extra) => ({ id, visit, why, gross, worst, state, lines: lines.map(({ kind, says, unit, quantity, gross: costs }) => ({ kind, says, unit, quantity, gross: costs })) });
const seenSheet = ({ lang, blocks: written }: Sheet) => ({ lang, blocks: written });
const seenVisit = (visit: VisitSeen) => ({
  record: seenRecord(visit.record), minutes: { attended: visit.minutes.attended, unattended: visit.minutes.unattended }, sheetLang: visit.sheetLang, parts: visit.parts.map(seenPart), extras: visit.extras.map(seenExtra), sheetFaults: visit.sheetFaults,
  checklist: visit.checklist.map(({ task, words, steps }) => ({ task, words, steps: steps.map(({ step, ticked }) => ({ step, ticked })) })), notes: visit.notes.map(({ phase, text, at }) => ({ phase, text, at })),
});
/** A wrong code was counted, so it is an answer. */
const answered = (given: Readonly<{ came: string }> | CodeWrong | CodeFroze | OwnYesNeeded): Reply => json({ came: given.came, ...('triesLeft' in given ? { triesLeft: given.triesLeft } : {}) });

const withVisit = (call: Pick<Call, 'params'>, todo: (id: VisitId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['visit'] ?? ''; return isId('Visit', id) ? todo(id) : missing; };
const withExtra = (call: Pick<Call, 'params'>, todo: (id: ExtraId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['extra'] ?? ''; return isId('Extra', id) ? todo(id) : missing; };
const noSuchVisit = refused({ kind: 'no-such-visit' });

/** What happens at the door and in the home, for programs. */
export const visitRoutes = (visits: Visits): Door[] => [...doorRoutes(visits), ...workRoutes(visits), ...extraRoutes(visits), ...endRoutes(visits)];

const doorRoutes = (visits: Visits): Door[] => [
  route({ method: 'GET', path: '/visits/:visit/work', who: ['asker'], summary: 'What has happened at a visit so far', gives: seen, answer: (call) => withVisit(call, async (id) => { const found = await call.look((work) => visits.see(work, id)); return found ? json(seenVisit(found)) : noSuchVisit; }) }),
  route({
    method: 'POST', path: '/visits/:visit/arrival', who: ['technician'], summary: '“I am at the door”: answers with the word to say', gives: z.object({ doorWord: z.string(), record }),
    answer: (call) => withVisit(call, (id) => call.change((work) => visits.arrive(work, { visit: id }), (done) => json({ doorWord: done.doorWord, record: seenRecord(done.record) }), refused)),
  }),
  route({ method: 'POST', path: '/visits/:visit/check-in', who: ['technician'], summary: 'The person’s code starts the clock; the third wrong one stops the visit', asks: asksToCheckIn.omit({ visit: true }), gives: came, answer: (call) => withVisit(call, (id) => call.change((work) => visits.checkIn(work, { ...call.asked, visit: id }), answered, refused)) }),
  ...(['start', 'stop'] as const).map((what) => route({
    method: 'POST', path: `/visits/:visit/clock/${what}`, who: ['technician'], summary: `The clock: ${what}`, asks: asksForClock.omit({ visit: true }), gives: record,
    answer: (call) => withVisit(call, (id) => call.change((work) => (what === 'start' ? visits.startTime : visits.stopTime)(work, { ...call.asked, visit: id }), (done) => json(seenRecord(done)), refused)),
  })),
  route({ method: 'GET', path: '/frozen-visits', who: ['operator'], summary: 'Visits that were stopped, the oldest first', asks: listAsks, gives: pageOf(record), answer: async (call) => onePage(await call.look((work) => visits.frozen(work)), call.asked, { of: (one) => placeIn(one.frozenAt ?? Temporal.Instant.fromEpochMilliseconds(0), one.id), order: 'up' }, seenRecord) }),
];

const workRoutes = (visits: Visits): Door[] => [
  route({ method: 'POST', path: '/visits/:visit/ticks', who: ['technician'], summary: 'Tick a step', asks: asksToTick.omit({ visit: true }), gives: z.object({ task: idShape('tas'), step: z.string() }), answer: (call) => withVisit(call, (id) => call.change((work) => visits.tick(work, { ...call.asked, visit: id }), (done) => json(done), refused)) }),
  route({ method: 'POST', path: '/visits/:visit/parts', who: ['technician'], summary: 'A part that was used, as the quote or an approved extra names it', asks: asksToAddPart.omit({ visit: true }), gives: part, answer: (call) => withVisit(call, (id) => call.change((work) => visits.addPart(work, { ...call.asked, visit: id }), (made) => json(seenPart(made), 201), refused)) }),
  route({ method: 'DELETE', path: '/visits/:visit/parts/:part', who: ['technician'], summary: 'It was not used after all', gives: z.object({ removed: z.boolean() }), answer: (call) => withVisit(call, (id) => call.change((work) => visits.removePart(work, { visit: id, part: call.params['part'] ?? '' }), () => json({ removed: true }), refused)) }),
  route({ method: 'POST', path: '/visits/:visit/notes', who: ['technician'], summary: 'How it was before, or after', asks: asksToNote.omit({ visit: true, photo: true }), gives: z.object({ phase: z.string(), text: z.string(), at: instantShape }), answer: (call) => withVisit(call, (id) => call.change((work) => visits.note(work, { ...call.asked, visit: id }), ({ phase, text, at }) => json({ phase, text, at }, 201), refused)) }),
  route({ method: 'POST', path: '/visits/:visit/devices', who: ['technician'], summary: 'A device that stands there', asks: asksToNoteDevice.omit({ visit: true }), gives: z.object({ id: idShape('dev'), kind: z.string() }), answer: (call) => withVisit(call, (id) => call.change((work) => visits.noteDevice(work, { ...call.asked, visit: id }), ({ id: made, kind }) => json({ id: made, kind }, 201), refused)) }),
  route({ method: 'POST', path: '/visits/:visit/hand-backs', who: ['technician'], summary: '“Show me how you would do it”', asks: asksToHandBack.omit({ visit: true }), gives: z.object({ how: z.string(), at: instantShape }), answer: (call) => withVisit(call, (id) => call.change((work) => visits.handBack(work, { ...call.asked, visit: id }), ({ how, at }) => json({ how, at }, 201), refused)) }),
];

const extraRoutes = (visits: Visits): Door[] => [
  route({
    method: 'GET', path: '/visits/:visit/extras', who: ['asker'], summary: 'Extra work that was proposed, the newest first', asks: listAsks, gives: pageOf(extra),
    answer: (call) => withVisit(call, async (id) => {
      const found = await call.look(async (work) => ((await visits.see(work, id)) ? visits.extrasOf(work, id) : undefined));
      return found ? onePage(found, call.asked, { of: (one) => placeIn(one.proposedAt, one.id), order: 'down' }, seenExtra) : noSuchVisit;
    }),
  }),
  route({ method: 'POST', path: '/visits/:visit/extras', who: ['technician'], summary: 'Propose extra work; it counts only after a yes', asks: asksToProposeExtra.omit({ visit: true }), gives: extra, answer: (call) => withVisit(call, (id) => call.change((work) => visits.proposeExtra(work, { ...call.asked, visit: id }), (made) => json(seenExtra(made), 201), refused)) }),
  route({ method: 'POST', path: '/extras/:extra/answer', who: ['asker'], summary: 'Yes or no; on the technician’s telephone a yes needs the person’s code, and what takes the price far up needs a yes of their own', asks: asksToAnswerExtra.omit({ extra: true }), gives: came, answer: (call) => withExtra(call, (id) => call.change((work) => visits.answerExtra(work, { ...call.asked, extra: id }), answered, refused)) }),
];

const read = (found: SheetToRead) => ({ kind: found.kind, outcome: found.outcome, next: found.next, ...(found.kind === 'written' ? { lang: found.lang, blocks: found.blocks } : { says: found.says }) });
const endRoutes = (visits: Visits): Door[] => [
  route({ method: 'GET', path: '/visits/:visit/sheet', who: ['asker'], summary: 'The plain sheet, once the visit has ended', gives: z.object({ kind: z.enum(['written', 'ready-made']), outcome: z.string().optional(), next: z.string().optional(), lang: z.enum(['en', 'fr']).optional(), blocks: blocks.optional(), says: z.record(z.string(), z.string()).optional() }), answer: (call) => withVisit(call, async (id) => { const found = await call.look((work) => visits.sheet(work, id)); return found ? json(read(found)) : noSuchVisit; }) }),
  route({ method: 'PUT', path: '/visits/:visit/sheet', who: ['technician'], summary: 'Write the plain sheet; `faults` say what it still lacks', asks: asksToWriteSheet.omit({ visit: true }), gives: z.object({ sheet, faults: z.array(fault) }), answer: (call) => withVisit(call, (id) => call.change((work) => visits.writeSheet(work, { ...call.asked, visit: id }), (done) => json({ sheet: seenSheet(done.sheet), faults: done.faults }), refused)) }),
  route({ method: 'POST', path: '/visits/:visit/signature', who: ['technician'], summary: 'The person signs: by their code, or by words that were said', asks: signAsks(), gives: came, answer: (call) => withVisit(call, (id) => call.change((work) => visits.sign(work, { ...call.asked, visit: id } as Parameters<Visits['sign']>[1]), answered, refused)) }),
  route({ method: 'POST', path: '/visits/:visit/freeze', who: ['asker'], summary: '“Something is wrong”: everything stops', asks: asksToFreeze.omit({ visit: true }), gives: record, answer: (call) => withVisit(call, (id) => call.change((work) => visits.freeze(work, { ...call.asked, visit: id }), (done) => json(seenRecord(done)), refused)) }),
  route({ method: 'POST', path: '/visits/:visit/unfreeze', who: ['operator'], summary: 'Let it go on, with the reason', asks: asksToUnfreeze.omit({ visit: true }), gives: record, answer: (call) => withVisit(call, (id) => call.change((work) => visits.unfreeze(work, { ...call.asked, visit: id }), (done) => json(seenRecord(done)), refused)) }),
  route({ method: 'POST', path: '/visits/:visit/end', who: ['technician', 'operator'], summary: 'How it ended', asks: asksToEnd.omit({ visit: true }), gives: z.object({ record, money: z.string(), next: z.string() }), answer: (call) => withVisit(call, (id) => call.change((work) => visits.end(work, { ...call.asked, visit: id }), ({ record: ended, rule }) => json({ record: seenRecord(ended), money: rule.money, next: rule.next }), refused)) }),
];

/** Without a visit, which is in the address; a drawn signature is a picture and comes over the page. */
function signAsks() {
  const [, byCode, spoken] = asksToSign.options;
  return z.discriminatedUnion('how', [byCode.omit({ visit: true }), spoken.omit({ visit: true })]);
}
