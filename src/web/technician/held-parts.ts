import { html } from 'hono/html';
import type { Appointment } from '#modules/booking';
import { BLOCKS, LONGEST_SENTENCE, OUTCOMES, OUTCOME_RULES, SHORTEST, type VisitSeen, WAIT_MINUTES, WRONG_CODES } from '#modules/visits';
import type { Reply } from '#platform/http/index';
import type { Words } from '#platform/text';
import type { Frame } from '../frame.ts';
import { box, form, fresh } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { drawPart, sheetToSign } from '../parts/signature.ts';
import type { AtWork } from './visit.ts';

type Html = ReturnType<typeof html>;

/** So long after a visit a telephone may hold its page. */
const HELD_HOURS = 24;
export const holdSeconds = ({ promisedUntil, plannedEnd }: Pick<Appointment, 'promisedUntil' | 'plannedEnd'>, now: Temporal.Instant): number =>
  Math.floor((Math.min(promisedUntil.epochMilliseconds, plannedEnd.epochMilliseconds) + HELD_HOURS * 3_600_000 - now.epochMilliseconds) / 1_000);
/** Says to the keeper of the day on a telephone that it may hold this page closed, and for how long. */
export const mayBeHeld = (shown: Reply, seconds: number): Reply =>
  (shown.kind === 'page' && shown.status === 200 && seconds > 0 ? { ...shown, headers: { ...shown.headers, 'x-hold-seconds': String(seconds) } } : shown);

/** What is known of the visit when the page is made; a telephone without signal goes on from it. */
export const baseOf = ({ seen, booked, now, covers }: AtWork) => ({
  visit: seen.visit, now: now.toString(), state: seen.record.state, wrong: seen.record.wrong, tries: WRONG_CODES,
  arrivedAt: seen.record.arrivedAt?.toString(), startedAt: seen.record.startedAt?.toString(), promisedFrom: booked.promisedFrom.toString(), waitMinutes: WAIT_MINUTES,
  covers: covers.cents, costs: Object.fromEntries(seen.extras.filter(({ state }) => state === 'proposed').map(({ id, worst }) => [id, worst.cents])),
  spans: seen.record.spans.map(({ kind, from, until }) => ({ kind, from: from.toString(), until: until?.toString() })),
  ticks: Object.fromEntries(seen.checklist.flatMap(({ task, steps }) => steps.flatMap(({ step, ticked }) => (ticked ? [[`${task}/${step}`, ticked]] : [])))),
  blocks: seen.sheet?.blocks ?? Object.fromEntries(BLOCKS.map((block) => [block, ''])), shortest: SHORTEST, longestSentence: LONGEST_SENTENCE,
  shown: seen.handedBack.at(-1)?.how, signed: seen.signature !== undefined, outcome: seen.record.outcome,
  needsStart: OUTCOMES.filter((outcome) => OUTCOME_RULES[outcome].needsStart), needsSheet: OUTCOMES.filter((outcome) => OUTCOME_RULES[outcome].sheet === 'written'), missedFee: OUTCOMES.filter((outcome) => OUTCOME_RULES[outcome].money === 'missed-fee'),
});

/** What a telephone says without signal; the acts by their names. */
const ACTS = ['arrive', 'check-in', 'start', 'stop', 'tick', 'part', 'extra', 'extras', 'note', 'sheet', 'hand-back', 'sign', 'by-hand/drawn', 'by-hand/spoken', 'freeze', 'end', 'invoice'] as const;
const WHY = [
  'visits.visit-not-started', 'visits.visit-over', 'visits.visit-frozen', 'visits.visit-has-started', 'visits.not-at-the-door', 'visits.sheet-incomplete', 'visits.wait-at-the-door', 'visits.no-clock-runs', 'visits.own-yes-needed',
  'work.code-unclear', 'work.note-missing', 'work.extra-what-missing', 'work.price-unclear', 'work.number-unclear', 'work.outcome-missing', 'work.sheet-empty', 'work.sheet-sentence-too-long', 'sign.spoken-missing', 'sign.empty',
  'door.too-early', 'door.too-late', 'door.nothing-held', 'door.wrong', 'door.stopped', 'held.photo-unclear', 'held.photos-enough', 'held.not-here', 'held.fault', 'held.cannot-keep',
] as const;
/** Stands for a number or a name until the page knows it. */
const GAP = '\u00a7';
const saidFor = (words: Words, key: string): string => words.say(key, { block: GAP, left: 2, until: GAP });

const spoken = ({ words, by, lang }: Frame) => ({
  lang, of: by.kind === 'person' ? by.technician : undefined, gap: GAP,
  waitingOne: words.say('held.waiting', { n: 1 }), waitingMany: words.say('held.waiting', { n: 2 }), asOf: words.say('held.as-of', { at: GAP }), noSignal: words.say('held.no-signal'), sending: words.say('held.sending'), sent: words.say('held.sent'),
  signedOut: words.say('held.signed-out'), stateOne: words.say('held.sign-out-warn', { n: 1 }), stateMany: words.say('held.sign-out-warn', { n: 2 }), photo: words.say('held.with-photo'), again: words.say('held.again'), putAway: words.say('held.put-away'), look: words.say('form.please-look'),
  what: Object.fromEntries(ACTS.map((act) => [act, words.say(`held.what-${act.replace('/', '-')}`)])), why: Object.fromEntries(WHY.map((key) => [key, saidFor(words, key)])),
  values: Object.fromEntries([...BLOCKS.map((block) => [block, words.say(`visits.block-${block}`)]), ...OUTCOMES.map((outcome) => [outcome, words.say(`visits.outcome-${outcome}`)]), ...(['alone', 'with-help', 'not-yet', 'did-not-want'] as const).map((how) => [how, words.say(`visits.shown-${how}`)])]),
});

/** What waits on this telephone, what was not taken and why; hidden while there is nothing to say. */
export function heldBar(frame: Frame): Html {
  const { words } = frame;
  return html`<section class="note warm held" role="status" hidden data-held data-words="${JSON.stringify(spoken(frame))}"><p><strong data-held-says></strong></p><p data-held-as-of hidden></p><details hidden data-held-more><summary>${words.say('held.what')}</summary><ul data-held-list></ul></details><div class="actions" data-held-send hidden><button type="button">${icon('send')}${words.say('held.send-now')}</button></div></section>
  <section class="note danger held" role="alert" hidden data-refused><h2>${words.say('held.not-taken')}</h2><p>${words.say('held.not-taken-more')}</p><ul data-refused-list></ul></section>
  <section class="note warm held" role="alertdialog" hidden data-leaving aria-label="${words.say('shell.sign-out')}"><p data-leaving-says></p><div class="actions"><button type="button" class="main" data-leaving-stay>${words.say('held.stay')}</button><button type="button" data-leaving-go>${icon('log-out')}${words.say('held.sign-out-anyway')}</button></div></section>`;
}

/** The telephone is handed over without signal: the sheet, a field to draw in, and words that were said. */
export const handOver = ({ words }: Frame, seen: VisitSeen): Html => html`<div data-hand-over hidden><p><button type="button" class="plain" data-hand-back>${icon('arrow-left')}${words.say('sign.back')}</button></p><h2>${words.say('sign.title')}</h2><p class="lead">${words.say('sign.lead')}</p>
  <div data-to-sign>${sheetToSign(words, seen)}</div>${drawPart(words, `/day/${seen.visit}/by-hand/drawn`)}
  <h2>${words.say('sign.spoken')}</h2><p class="quiet">${words.say('sign.spoken-more')}</p>${form(`/day/${seen.visit}/by-hand/spoken`, html`${box({ name: 'words', label: words.say('sign.their-words'), rows: 2, filled: fresh, words })}<button>${icon('message-square')}${words.say('sign.keep-spoken')}</button>`)}</div>`;
