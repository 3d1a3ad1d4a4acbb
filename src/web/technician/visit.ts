import { html, raw } from 'hono/html';
import type { Money } from '#kernel';
import { type Appointment, type Request, type Task, isPlaceOpen } from '#modules/booking';
import type { Ground, ShownText } from '#modules/contracts';
import { type Home, type Person, fullName } from '#modules/people';
import type { Quote } from '#modules/pricing';
import { leafOf, leaves } from '#modules/triage';
import { BLOCKS, OUTCOMES, OUTCOME_RULES, type Outcome, type TaskList, type VisitSeen } from '#modules/visits';
import type { Words } from '#platform/text';
import type { Frame } from '../frame.ts';
import { type Filled, box, form, fresh, line, listOf, oneOf, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { asWritten, dial } from '../parts/dial.ts';
import { mapLink } from './day.ts';
import { baseOf, handOver, heldBar } from './held-parts.ts';
import { extrasPart } from './extra.ts';

type Html = ReturnType<typeof html>;
/** All that the page of a visit shows the technician. */
export type AtWork = Readonly<{ seen: VisitSeen; booked: Appointment; now: Temporal.Instant; request: Request; home: Home; person: Person | undefined; quote: Quote; word?: string | undefined; bill: Readonly<{ number: string; gross: Money }> | undefined; items: readonly { item: string; says: string }[]; bag: readonly string[];
  /** What exempts a contract at this door from waiting for its money, and the words of each that waits for a yes. */
  grounds: readonly Readonly<{ ground: Ground; article: string }>[]; texts: ReadonlyMap<string, ShownText>;
  /** How much more the person's number can agree to. */
  covers: Money;
  /** The household said no to this person: they do not go there. */
  refused: boolean }>;

const here = (at: AtWork): string => `/day/${at.seen.visit}`;
/** Where somebody lives, how to reach them and what they sent are shown while there is work to be done there, and never later than a day after the visit. */
export const isShown = ({ seen, booked, now, refused }: Pick<AtWork, 'seen' | 'booked' | 'now' | 'refused'>): boolean =>
  !refused && seen.record.state !== 'ended' && seen.record.state !== 'frozen' && isPlaceOpen(booked, now);

/** The visit on the technician's telephone: one thing at a time, the clock always in sight. Without signal the same parts are shown from what the telephone holds. */
export function workPage(frame: Frame, at: AtWork, filled: Filled): Html | Promise<Html> {
  const { words } = frame;
  const { record } = at.seen;
  return shell(frame, {
    title: at.person ? fullName(at.person) : words.say('day.title'), kind: 'staff', scripts: ['held'], app: true,
    main: html`<p class="where-am-i"><a href="/day">${icon('arrow-left')} ${words.say('day.title')}</a></p>${whatWasWrong(words, filled)}<h1>${at.person ? fullName(at.person) : ''}</h1>${heldBar(frame)}
      ${record.state === 'expected' && !at.refused ? onTheWay(frame, at) : ''}<div data-visit-live="${record.state}">${partOf(record.state, frame, at, filled)}</div>${kit(frame, at)}`,
  });
}

const PARTS = { expected: beforeDoor, 'at-door': atDoor, working, frozen: isFrozen, ended: isOver } as const;
const partOf = (state: keyof typeof PARTS, frame: Frame, at: AtWork, filled: Filled): Html => PARTS[state](frame, at, filled);

/** Every part of the visit, asleep, with what is known of it: a telephone without signal goes on from here. It holds no more than the pages show. */
const kit = (frame: Frame, at: AtWork): Html => html`<script type="application/json" data-visit-base>${raw(inScript(baseOf(at)))}</script>
  <template data-visit-kit>${Object.keys(PARTS).map((state) => html`<div data-when="${state}">${partOf(state as keyof typeof PARTS, frame, at, fresh)}</div>`)}${handOver(frame, at.seen)}</template>`;

/** JSON that ends no element. */
const inScript = (told: unknown): string => JSON.stringify(told).replaceAll('<', '\\u003c');

const hiddenIf = (isHidden: boolean): Html => (isHidden ? html` hidden` : html``);

const brief = (frame: Frame, at: AtWork): Html => (isShown(at) ? html`<section class="card"><p class="lead"><a href="${mapLink(at.home)}">${icon('map-pin')} ${at.home.address.line}, ${at.home.address.postcode} ${at.home.address.town}</a></p>
  ${at.person?.phone ? html`<p><a class="button" href="${dial(at.person.phone)}">${icon('phone')}${asWritten(at.person.phone)}</a></p>` : ''}
  <p><a href="${here(at)}/secrets">${icon('key-round')} ${frame.words.say('secrets.for-you')}</a></p><blockquote class="quoted">${at.request.words}</blockquote>${at.home.accessNotes ? html`<p class="note">${at.home.accessNotes}</p>` : ''}
  ${at.person?.vulnerable ? html`<p class="note warm"><strong>${frame.words.say('work.good-to-know')}</strong> ${at.person.vulnerable}</p>` : ''}${photos(frame, at)}
  ${at.request.comfort ? html`<p>${icon('user-round')} ${frame.words.say(`ways.comfort-${at.request.comfort}`)}</p>` : ''}
  <p class="quiet">${frame.words.say('work.agreed', { expected: frame.words.money(at.quote.expected), ceiling: frame.words.money(at.quote.ceiling) })}</p></section>` : html`<p class="quiet">${frame.words.say('work.no-longer-shown')}</p>`);

/** What the person photographed when they asked. */
const photos = ({ words }: Frame, at: AtWork): Html => (at.request.photos.length === 0 ? html`` : html`<ul class="photos">${at.request.photos.map((photo, place) => html`<li><a href="${here(at)}/photos/${photo}"><img src="${here(at)}/photos/${photo}" alt="${words.say('work.photo', { number: place + 1 })}" width="160" height="120" loading="lazy"></a></li>`)}</ul>`);

/** Help by telephone: the word is said into it, and the same code starts the clock. */
const isCall = (at: AtWork): boolean => at.quote.way === 'remote';

function beforeDoor(frame: Frame, at: AtWork): Html {
  if (at.refused) return html`<p class="note warm" role="status" data-let-go="${at.seen.visit}">${icon('circle-alert')} ${frame.words.say('visits.person-refused')}</p>`;
  return html`${brief(frame, at)}${toBring(frame, at)}<div class="actions">${press(`${here(at)}/arrive`, frame.words.say(isCall(at) ? 'work.on-the-telephone' : 'work.at-the-door'), { kind: 'main', icon: isCall(at) ? 'phone' : 'door-open' })}</div>`;
}

/** One press tells who waits that somebody is coming; said once, it stands there. */
function onTheWay({ words }: Frame, at: AtWork): Html {
  if (isCall(at)) return html``;
  const { setOutAt } = at.seen.record;
  if (setOutAt) return html`<p class="quiet" role="status">${icon('check')} ${words.say('work.set-out-told', { hour: words.hour(setOutAt, at.booked.country) })}</p>`;
  return html`<div class="actions" data-needs-signal>${press(`${here(at)}/set-out`, words.say('work.set-out'), { icon: 'car' })}</div>`;
}

const toBring = (frame: Frame, at: AtWork): Html => (at.items.length + at.bag.length === 0 ? html`` : html`<section class="card"><h2>${frame.words.say('work.bring')}</h2><ul>${at.items.map(({ says }) => html`<li>${says}</li>`)}</ul>${at.bag.length === 0 ? '' : html`<p class="quiet">${frame.words.say('materials.own')}: ${at.bag.join(', ')}</p>`}</section>`);

function atDoor(frame: Frame, at: AtWork, filled: Filled): Html {
  const { words } = frame;
  return html`<section class="card"><h2>${words.say(isCall(at) ? 'work.say-word-call' : 'work.say-word')}</h2><p class="door-word" translate="no" data-door-word>${at.word ?? ''}</p><p>${words.say(isCall(at) ? 'work.then-code-call' : 'work.then-code')}</p>
      ${form(`${here(at)}/check-in`, html`${line({ name: 'code', label: words.say('work.their-code'), inputmode: 'numeric', size: 'short', autocomplete: 'off', filled, words })}<div class="actions"><button class="main">${icon('play')}${words.say('work.start-clock')}</button></div>`)}</section>
    <details class="card"><summary>${words.say('work.cannot-start')}</summary><div class="actions">${(['nobody-home', 'entry-refused', 'unsafe'] as const).map((outcome) => press(`${here(at)}/end`, words.say(`visits.outcome-${outcome}`), { fields: { outcome } }))}</div></details>${brief(frame, at)}`;
}

function working(frame: Frame, at: AtWork, filled: Filled): Html {
  return html`${clock(frame, at)}<p><a class="button" href="${here(at)}/longer">${icon('clock')}${frame.words.say('dispatch.more-time')}</a></p>${checklist(frame, at)}${notes(frame, at, filled)}${partsAndExtras(frame, at, filled)}${sheetForm(frame, at, filled)}${ending(frame, at, filled)}${brief(frame, at)}
    <div class="actions">${press(`${here(at)}/freeze`, frame.words.say('work.something-wrong'), { kind: 'danger', icon: 'circle-alert' })}</div>`;
}

/** Which clocks run, in words and minutes. */
function clock(frame: Frame, at: AtWork): Html {
  const { words } = frame;
  const runs = (kind: 'attended' | 'unattended'): boolean => at.seen.record.spans.some((span) => span.kind === kind && !span.until);
  const machine = at.seen.minutes.unattended > 0 || runs('unattended');
  return html`<section class="card clock" aria-live="polite"><p><strong class="big number" data-minutes="attended">${words.span(at.seen.minutes.attended)}</strong> <span data-clock-runs${hiddenIf(!runs('attended'))}>${words.say('work.clock-runs')}</span><span data-clock-stands${hiddenIf(runs('attended'))}>${words.say('work.clock-stands')}</span>
    <span class="quiet" data-machine${hiddenIf(!machine)}><br>${words.say('work.machine-alone')} <span data-minutes="unattended">${words.span(at.seen.minutes.unattended)}</span></span></p>
    <div class="actions">${(['attended', 'unattended'] as const).flatMap((kind) => (['start', 'stop'] as const).map((what) => html`<div data-clock="${what}-${kind}"${hiddenIf(runs(kind) !== (what === 'stop'))}>${press(`${here(at)}/${what}`, words.say(`work.${what}-${kind}`), { icon: what === 'stop' ? 'pause' : 'play', fields: { kind } })}</div>`))}</div></section>`;
}

const checklist = (frame: Frame, at: AtWork): Html => html`${at.seen.checklist.map((list) => html`<section class="card"><h2>${list.words.slice(0, 80)}</h2><ul class="ticks">${list.steps.map((step) => stepToTick(frame, at, list.task, step))}</ul></section>`)}`;

const stepToTick = ({ words }: Frame, at: AtWork, task: string, step: TaskList['steps'][number]): Html => html`<li data-step="${task}/${step.step}">${(['done', 'not-needed'] as const).map((ticked) => html`<span class="tag safe" data-ticked="${ticked}"${hiddenIf(step.ticked !== ticked)}>${icon('check')}${words.say(`work.${ticked}`)}</span>`)}<span>${words.say(`visits.step-${step.step}`)}</span>
  ${(['done', 'not-needed'] as const).map((ticked) => html`<div data-tick${hiddenIf(step.ticked !== undefined)}>${press(`${here(at)}/tick`, words.say(`work.${ticked}`), { ...(ticked === 'done' ? { icon: 'check' } : { kind: 'plain' }), fields: { task, step: step.step, ticked } })}</div>`)}</li>`;

/** What it was like before and after, for whoever comes next. */
const notes = ({ words }: Frame, at: AtWork, filled: Filled): Html => html`<details class="card"${filled.problems.some(({ field }) => field === 'text' || field === 'photo') ? html` open` : ''}><summary>${words.say('work.notes')}</summary><ul data-notes data-before="${words.say('work.note-before')}" data-after="${words.say('work.note-after')}" data-photo="${words.say('held.with-photo')}"${hiddenIf(at.seen.notes.length === 0)}>${at.seen.notes.map((note) => html`<li><span class="tag">${words.say(`work.note-${note.phase}`)}</span> ${note.text}${note.photo ? html` <a href="${here(at)}/photos/${note.photo}">${words.say('held.see-photo')}</a>` : ''}</li>`)}</ul>
  ${form(`${here(at)}/note`, html`${oneOf({ name: 'phase', label: words.say('work.note-when'), filled, words, value: 'before', columns: 'two', options: (['before', 'after'] as const).map((phase) => ({ value: phase, label: words.say(`work.note-${phase}`) })) })}${box({ name: 'text', label: words.say('work.note'), rows: 2, filled, words })}<div class="field"><label for="photo">${words.say('held.photo')}</label><p class="hint" id="photo-hint">${words.say('held.photo-hint')}</p>${filled.problems.filter(({ field }) => field === 'photo').map((problem) => html`<p class="wrong">${words.say(problem.says)}</p>`)}<input type="file" id="photo" name="photo" accept="image/*" aria-describedby="photo-hint"></div><button>${words.say('work.keep-note')}</button>`, { files: true })}</details>`;

function partsAndExtras(frame: Frame, at: AtWork, filled: Filled): Html {
  const { words } = frame;
  return html`<details class="card"${at.seen.extras.length > 0 || filled.problems.some(({ field }) => field === 'says' || field === 'urgentWhy' || field === 'form') ? ' open' : ''}><summary>${words.say('work.parts-and-extras')}</summary>
    ${at.items.length > 0 ? form(`${here(at)}/part`, html`${listOf({ name: 'item', label: words.say('work.part'), filled, words, options: at.items.map(({ item, says }) => ({ value: item, label: says })) })}${line({ name: 'quantity', label: words.say('work.how-many'), value: '1', size: 'short', inputmode: 'numeric', filled, words })}<button>${words.say('work.add-part')}</button>`) : ''}
    <ul data-parts${hiddenIf(at.seen.parts.length === 0)}>${at.seen.parts.map((part) => html`<li>${part.quantity} × ${at.items.find(({ item }) => item === part.item)?.says ?? part.item}</li>`)}</ul>
    ${extrasPart(frame, at, filled)}</details><p><a class="button" href="/workshop/${at.seen.visit}">${icon('package')}${words.say('workshop.title')}</a></p>`;
}

const sheetForm = (frame: Frame, at: AtWork, filled: Filled): Html => html`<section class="card"><h2>${frame.words.say('work.sheet')}</h2><p class="quiet">${frame.words.say('work.sheet-more')}</p>
  ${at.seen.sheetFaults.length > 0 && at.seen.sheet ? html`<ul class="note warm">${at.seen.sheetFaults.map((fault) => html`<li>${frame.words.say(`work.sheet-${fault.fault}`, { block: 'block' in fault ? frame.words.say(`visits.block-${fault.block}`) : '' })}</li>`)}</ul>` : ''}
  ${form(`${here(at)}/sheet`, html`${BLOCKS.map((block) => box({ name: block, label: frame.words.say(`visits.block-${block}`), rows: 2, filled, words: frame.words, value: at.seen.sheet?.blocks[block] ?? '' }))}<button>${icon('check')}${frame.words.say('work.keep-sheet')}</button>`)}</section>`;

function ending(frame: Frame, at: AtWork, filled: Filled): Html {
  const { words } = frame;
  const started = OUTCOMES.filter((outcome) => OUTCOME_RULES[outcome].needsStart || outcome === 'unsafe');
  const shown = at.seen.handedBack.at(-1)?.how;
  return html`<section class="card"><h2>${words.say('work.show-me')}</h2>${SHOWN.map((how) => html`<p class="tag safe" data-shown="${how}"${hiddenIf(shown !== how)}>${icon('check')}${words.say(`visits.shown-${how}`)}</p>`)}<div class="actions" data-show-me${hiddenIf(shown !== undefined)}>${SHOWN.map((how) => press(`${here(at)}/hand-back`, words.say(`visits.shown-${how}`), { fields: { how } }))}</div>
    <h2>${words.say('work.signature')}</h2><p class="tag safe" data-signed${hiddenIf(!at.seen.signature)}>${icon('check')}${words.say('work.signed')}</p><div data-sign${hiddenIf(at.seen.signature !== undefined)}>${form(`${here(at)}/sign`, html`<input type="hidden" name="how" value="code">${line({ name: 'code', label: words.say('work.sign-code'), size: 'short', inputmode: 'numeric', autocomplete: 'off', filled, words })}<button>${words.say('work.sign')}</button>`)}<p><a class="button" href="${here(at)}/by-hand" data-by-hand>${icon('signature')}${words.say('work.sign-by-hand')}</a></p></div>
    <h2>${words.say('work.how-it-ended')}</h2>${form(`${here(at)}/end`, html`${oneOf({ name: 'outcome', label: words.say('work.outcome'), filled, words, columns: 'two', options: started.map((outcome) => ({ value: outcome, label: words.say(`visits.outcome-${outcome}`) })) })}${at.request.tasks.map((task) => whatItWas(frame, task, filled))}<div class="actions"><button class="main">${words.say('work.end')}</button></div>`)}</section>`;
}
const SHOWN = ['alone', 'with-help', 'not-yet', 'did-not-want'] as const;

/** What a task turned out to be: what was thought at the start stands first, so that a right guess costs no tap. */
function whatItWas({ words, lang }: Frame, task: Task, filled: Filled): Html {
  const thought = [...new Set([task.leaf, ...task.guesses.map(({ leaf }) => leaf)])].filter((leaf) => leaf !== undefined && leaf !== null);
  const others = leaves().filter(({ id }) => !thought.includes(id)).toSorted((a, b) => a.label[lang].localeCompare(b.label[lang], lang));
  return listOf({
    name: `was-${task.id}`, label: words.say('work.what-it-was'), hint: words.say('work.what-it-was-more', { words: task.words.slice(0, 60) }), filled, words,
    options: [...thought.flatMap((id) => leafOf(id) ?? []), ...others].map((leaf) => ({ value: leaf.id, label: leaf.label[lang] })),
  });
}

function isFrozen(frame: Frame, at: AtWork): Html {
  return html`<div class="note danger"><h2>${frame.words.say('work.frozen')}</h2><p>${frame.words.say('work.frozen-more')} <a href="${dial(frame.house.phone)}">${frame.house.phone}</a></p></div>
  <div class="actions">${press(`${here(at)}/end`, frame.words.say('visits.outcome-unsafe'), { fields: { outcome: 'unsafe' } })}</div>`;
}

function isOver({ words }: Frame, at: AtWork): Html {
  const { outcome } = at.seen.record;
  return html`${OUTCOMES.map((one) => html`<div data-outcome="${one}"${hiddenIf(one !== outcome)}><p class="lead">${words.say(`visits.outcome-${one}`)}</p><p>${words.say(`work.over-${one}`)}</p>${billing(words, at, one)}</div>`)}
    <div class="actions"><span data-needs-signal>${outcome && OUTCOME_RULES[outcome].needsStart ? html`<a class="button" href="/visits/${at.seen.visit}/review">${icon('message-square')}${words.say('quality.review')}</a>` : ''}</span><a class="button" href="/workshop/${at.seen.visit}">${icon('package')}${words.say('workshop.title')}</a><a class="button" href="/day">${words.say('day.title')}</a></div>`;
}

/** Where there is something to bill now: the bill, or the press that makes it. Whether a closed door costs anything is for the office to say. */
function billing(words: Words, at: AtWork, outcome: Outcome): Html {
  const { money } = OUTCOME_RULES[outcome];
  if (at.bill && outcome === at.seen.record.outcome) return html`<p class="note safe" role="status">${icon('check')} ${words.say('work.bill-made', { number: at.bill.number, amount: words.money(at.bill.gross) })}</p>`;
  if (money === 'nothing' || money === 'later' || outcome === 'entry-refused') return html``;
  return html`<div class="actions" data-invoice>${press(`${here(at)}/invoice`, words.say('work.make-invoice'), { kind: 'main', icon: 'receipt' })}</div>`;
}
