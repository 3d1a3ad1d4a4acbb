// The technician's day on a telephone that may lose its signal: every act is done here, kept closed, and told to the house in its order, each once.
import { namesOf } from '../phone/drawer.ts';
import { draftOf, dropDraft, keepTyped, typeInto, typedIn } from '../phone/drafts.ts';
import { drawingIn, type Drawing } from '../phone/drawing.ts';
import { fieldKey, unlock } from '../phone/field-key.ts';
import { doorOf, doorSays, takeAlong, tried, wordOf } from '../phone/held-door.ts';
import { type Answer, type Entry, type Kept, tryAgain } from '../phone/outbox.ts';
import { pictureOf } from '../phone/photo.ts';
import { sayWhatNeedsSignal } from '../phone/needs-signal.ts';
import { showRefused, showWaiting } from '../phone/show-waiting.ts';
import { layOutVisit, sayNothingWrong, sayWrong, showClock, showVisit } from '../phone/show-visit.ts';
import { type Base, type SoFar, cannot, sheetLacks, soFar } from '../phone/so-far.ts';
import { box, everything, forgetTold, keepToSend, newFormId, send, tell } from '../phone/to-send.ts';
import { warnWhoLeaves } from '../phone/leaving.ts';
import type { Words } from '../phone/words.ts';

const bar = document.querySelector<HTMLElement>('[data-held]');
const words = JSON.parse(bar?.dataset['words'] ?? '{}') as Words;
let keptAt = Number(document.documentElement.dataset['keptAt'] ?? 0) || undefined;
const live = document.querySelector<HTMLElement>('[data-visit-live]');
let base = baseIn(document);
const visit = base?.visit ?? '';
const begunAt = Date.now();
const AGAIN_MILLISECONDS = 30_000;
const ALONG_MILLISECONDS = 4 * 3_600_000;
const CLOCK_MILLISECONDS = 15_000;

// What came from this telephone can only be answered on it.
let canHold = keptAt !== undefined;
let isHeldView = false;
let [isAway, isSending, isLocked, justSent] = [keptAt !== undefined, false, false, false];
let waits = 0;
let [pressed, isChanged, told] = [0, false, 0];
let acting: Promise<void> = Promise.resolve();
let drawing: Drawing | undefined;

/** What the page knows of the visit, its instants by this telephone's own clock. */
function baseIn(shown: Document): Base | undefined {
  const read = JSON.parse(shown.querySelector('[data-visit-base]')?.textContent ?? 'null') as Base | null;
  if (!read) return undefined;
  const off = (keptAt ?? Date.now()) - Date.parse(read.now);
  const here = (at: string): string => new Date(Date.parse(at) + off).toISOString();
  return {
    ...read, promisedFrom: here(read.promisedFrom), ...(read.arrivedAt ? { arrivedAt: here(read.arrivedAt) } : {}), ...(read.startedAt ? { startedAt: here(read.startedAt) } : {}),
    spans: read.spans.map(({ kind, from, until }) => ({ kind, from: here(from), ...(until ? { until: here(until) } : {}) })),
  };
}

const why = (key: string, block?: string): string => (words.why[key] ?? key).replace(words.gap, block ?? '');
/** What is on its way to the house with signal waits for nothing. */
const onTheWay = new Set<string>();
const doneIn = (all: readonly Kept[]): Entry[] => all.map(({ entry }) => entry).filter((entry) => !entry.refused && !onTheWay.has(entry.id));
const waitingIn = (all: readonly Kept[]): Entry[] => doneIn(all).filter((entry) => !entry.told);
/** What this page does not know yet: waiting, or told since. */
const ofThis = (all: readonly Kept[]): Entry[] => doneIn(all).filter((entry) => entry.visit === visit);
const now = async (): Promise<SoFar | undefined> => base && soFar(base, ofThis(await everything()));

async function show(): Promise<void> {
  const all = await everything();
  waits = waitingIn(all).length;
  showWaiting(all.filter(({ entry }) => !entry.told && !onTheWay.has(entry.id)), words, { isAway, isSending, isLocked, keptAt: isAway ? keptAt : undefined, justSent });
  showRefused(all, words, {
    again: () => { void tryAgain(box).then(flush); },
    putAway: (place) => { void box.drop(place).then(show); },
  });
  if (!base || !live || !(keptAt !== undefined || isHeldView || ofThis(all).length > 0)) return;
  if (!isHeldView) await openHeldView();
  const so = soFar(base, ofThis(all));
  showVisit(live, so, words);
  if (so.state === 'at-door') await showWord();
}

/** From now on this page shows what the telephone holds; what was being typed goes over. */
async function openHeldView(): Promise<void> {
  isHeldView = true;
  if (live) layOut(document, { ...(await draftOf(visit)), ...typedIn(live) }, await now());
}

function layOut(from: Document, typed: Readonly<Record<string, string>>, so: SoFar | undefined): void {
  const kit = from.querySelector<HTMLTemplateElement>('template[data-visit-kit]');
  if (!live || !kit || !so) return;
  layOutVisit(live, kit, typed, so, words);
  live.querySelector('[data-by-hand]')?.addEventListener('click', (event) => { if (isHeldView) { event.preventDefault(); handOver(true); } });
  live.querySelector('[data-hand-back]')?.addEventListener('click', () => { handOver(false); });
}

/** The page as the house has it now; undefined when it came from this telephone, or is not theirs any more. */
async function freshPage(): Promise<Document | undefined> {
  const answer = await fetch(location.pathname, { headers: { accept: 'text/html' } }).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return undefined;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return fresh.documentElement.dataset['keptAt'] === undefined ? fresh : undefined;
}

/** Everything is told: the page is what the house says again, without taking anything out of anybody's hands. */
async function comeBack(): Promise<boolean> {
  if (!live || live.hasAttribute('data-is-theirs')) return false;
  const [before, since] = [told, Date.now()];
  const fresh = await freshPage();
  if (!fresh) return false;
  // Something was told while the page was on its way: it is older than that.
  if (told !== before) return comeBack();
  keptAt = undefined;
  const known = baseIn(fresh);
  if (!known || known.visit !== visit) return false;
  base = known;
  isHeldView = false;
  await forgetTold(visit, since);
  layOut(fresh, typedIn(live), soFar(base, ofThis(await everything())));
  return true;
}

/** Whoever signs sees the sheet and the field, and nothing else of the visit. */
function handOver(isTheirs: boolean): void {
  for (const part of live?.querySelectorAll<HTMLElement>('[data-hand-over]') ?? []) {
    part.hidden = !isTheirs;
    const field = part.querySelector<HTMLElement>('[data-signature]');
    if (isTheirs && field) drawing = drawingIn(field);
  }
  live?.toggleAttribute('data-is-theirs', isTheirs);
  if (isTheirs) live?.scrollIntoView();
}

async function showWord(): Promise<void> {
  const place = live?.querySelector<HTMLElement>('[data-when="at-door"] [data-door-word]');
  if (!place || place.textContent !== '') return;
  const door = await doorOf(visit);
  place.textContent = door ? await wordOf(door) : '';
}

const actOf = (form: HTMLFormElement): string => new URL(form.action).pathname.slice(`/day/${visit}/`.length);
const textsIn = (form: HTMLFormElement): Record<string, string> => Object.fromEntries([...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' && name !== 'form_id' && name !== 'drawing' ? [[name, value]] : [])));

/** What the form says, as one thing to tell; or why it is none, in a key of the catalogue. */
async function entryFrom(form: HTMLFormElement, id: string): Promise<Entry | string> {
  const name = actOf(form);
  const picture = await pictureOf(name, form, drawing);
  return typeof picture === 'string' ? picture : { id, visit, act: name, fields: textsIn(form), at: new Date().toISOString(), ...(picture ? { picture } : {}) };
}

/** What tells somebody something now is worth nothing later. */
const cannotHere = (form: HTMLFormElement, so: SoFar, drawn: Entry): string | undefined => (form.closest('[data-needs-signal]') ? 'held.not-here' : cannot(so, drawn));

/** Keeps an act on this telephone, if it can be; says what is wrong at its field otherwise. `place`: where it was put before it was sent. */
async function keep(form: HTMLFormElement, drawn: Entry, place?: string): Promise<void> {
  const all = await everything();
  const so = base && soFar(base, ofThis(all.filter((one) => one.place !== place)));
  if (!so) return;
  const wrong = cannotHere(form, so, drawn) ?? (drawn.act === 'arrive' && so.state === 'expected' ? await doorSays(visit) : undefined);
  const lacks = wrong === 'visits.sheet-incomplete' ? sheetLacks(so) : undefined;
  const entry = wrong ?? (drawn.fields['code'] ? await tried(drawn) : drawn);
  if (typeof entry === 'string') {
    if (place) await box.drop(place);
    sayWrong(form, lacks ? `${why(entry)} ${why(lacks.why, words.values[lacks.block])}` : why(entry));
    return;
  }
  try { await (place ? box.change(place, entry) : keepToSend(entry)); } catch { sayWrong(form, why('held.cannot-keep')); return; }
  await kept(form, entry, so);
}

/** Kept before it is answered: closing the page does not give a try back. */
async function kept(form: HTMLFormElement, entry: Entry, before: SoFar): Promise<void> {
  sayNothingWrong(form);
  const isWrong = entry.fields['right'] === 'no';
  for (const field of form.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('textarea, input:not([type="hidden"], [type="radio"])')) {
    if (entry.act === 'sheet') { if (field instanceof HTMLTextAreaElement) field.defaultValue = field.value; } else field.value = field.defaultValue;
  }
  await dropDraft(visit);
  if (entry.act.startsWith('by-hand/')) handOver(false);
  await show();
  if (isWrong) {
    const left = before.tries - before.wrong - 1;
    const shownForm = live?.querySelector<HTMLFormElement>(`[data-when="${before.state}"] form[action$="/${entry.act}"]`);
    if (left > 0 && shownForm) sayWrong(shownForm, why('door.wrong').replace('0', String(left)));
    else if (live) { const stop = live.querySelector('[data-when="frozen"] .note p'); if (stop) stop.textContent = why('door.stopped'); }
  }
  void flush();
}

const formId = (form: HTMLFormElement): HTMLInputElement | undefined => { const field = form.elements.namedItem('form_id'); return field instanceof HTMLInputElement ? field : undefined; };

/** With signal the house answers at once. It is safe on this telephone before it is sent; where nobody knows whether it arrived, it waits here under the same id. */
async function act(form: HTMLFormElement): Promise<void> {
  const field = formId(form);
  const entry = await entryFrom(form, isHeldView || !field?.value ? newFormId() : field.value);
  if (typeof entry === 'string') { sayWrong(form, why(entry)); return; }
  if (isHeldView) { await keep(form, entry); return; }
  onTheWay.add(entry.id);
  const place = await keepToSend(entry).catch(() => undefined);
  const answer = await send(entry).finally(() => { onTheWay.delete(entry.id); });
  if (field) field.value = newFormId();
  if (answer.came === 'locked') { isLocked = true; await show(); return; }
  if (answer.came === 'away') { isAway = true; await keep(form, entry, place); return; }
  if (answer.came === 'taken') told += 1;
  if (place) await (answer.came === 'taken' ? box.settle(place, entry) : box.drop(place));
  await heard(form, answer);
}

async function heard(form: HTMLFormElement, answer: Answer): Promise<void> {
  if (answer.came !== 'taken') { sayWrong(form, answer.came === 'refused' ? answer.says : why('held.fault')); return; }
  if (answer.says && !answer.stopped) { sayWrong(form, answer.says); return; }
  for (const one of form.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('textarea, input')) if (one.type !== 'hidden') one.defaultValue = one.value;
  await dropDraft(visit);
  isChanged = true;
}

/** One after the other, in the order of pressing; the page comes anew from the house when all of them are through. */
function inOrder(form: HTMLFormElement): void {
  pressed += 1;
  acting = acting.then(() => act(form)).catch(() => { sayWrong(form, why('held.cannot-keep')); }).finally(() => {
    pressed -= 1;
    delete form.dataset['sent'];
    if (pressed > 0 || !isChanged) return;
    isChanged = false;
    void comeBack().then((isBack) => { if (isBack) void show(); else location.assign(`/day/${visit}`); });
  });
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !base || !canHold || !new URL(form.action).pathname.startsWith(`/day/${visit}/`) || !live?.contains(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset['sent'] === 'yes') return;
  form.dataset['sent'] = 'yes';
  inOrder(form);
}, { capture: true });

/** Tells everything that waits; once all is told, the page comes from the house again. */
async function flush(): Promise<void> {
  if (waitingIn(await everything()).length === 0) { await show(); return; }
  isSending = true;
  await show();
  const done = await tell(why('held.fault')).catch(() => undefined);
  isSending = false;
  if (done) {
    [isAway, isLocked, justSent] = [done.came === 'away', done.came === 'locked', done.came === 'all' && done.taken > 0];
    told += done.taken;
  }
  if (done?.came === 'all') await allTold(done.taken);
  await show();
}

async function allTold(taken: number): Promise<void> {
  if (taken > 0 && !base) { await takeBack(); location.reload(); return; }
  if (isHeldView || taken > 0) await comeBack();
  // What was done while it was telling goes next.
  if (waitingIn(await everything()).length > 0) setTimeout(() => { void flush(); }, 0);
}

/** The pages of these visits come anew: what was told is in them. */
async function takeBack(): Promise<void> {
  for (const one of new Set(doneIn(await everything()).flatMap((entry) => (entry.told ? [entry.visit] : [])))) {
    const since = Date.now();
    const answer = await fetch(`/day/${one}`).catch(() => undefined);
    if (answer) await forgetTold(one, since);
  }
}

/** Takes along what the next visits need: their pages and their doors. */
async function takeNext(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('main a[data-take-along]')];
  const isSoon = base !== undefined && Date.parse(base.promisedFrom) - Date.now() < ALONG_MILLISECONDS && base.state !== 'ended';
  await takeAlong(base ? (isSoon ? [visit] : []) : links.map((link) => new URL(link.href).pathname.slice('/day/'.length)), !base && location.search === '');
  for (const link of links) await fetch(link.href).catch(() => undefined);
}

/** Without a keeper of pages nothing is read without signal; it is the same for every window of this telephone. */
async function begin(): Promise<void> {
  const registered = await navigator.serviceWorker.register('/day-worker.js', { scope: '/day' }).catch(() => undefined);
  if (keptAt === undefined && words.of) {
    const came = await unlock(words.of);
    isAway = came === 'away';
    for (const hint of document.querySelectorAll<HTMLElement>('[data-needs-phone]')) hint.hidden = came !== 'no';
  }
  canHold = (await fieldKey()) !== undefined;
  if (!canHold) { await show(); return; }
  await forgetTold(visit, keptAt ?? begunAt);
  if (live) { typeInto(live, await draftOf(visit)); keepTyped(live, visit); }
  await show();
  live?.setAttribute('data-ready', '');
  await flush();
  if (keptAt !== undefined || isAway) return;
  await navigator.serviceWorker.ready;
  // The page that brought the key came before anybody could hold it.
  if (registered && !navigator.serviceWorker.controller) await new Promise((resolve) => { navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }); });
  const held = await namesOf('page:');
  for (const path of new Set([location.pathname, '/day'])) if (!held.includes(`page:${path}`)) await fetch(path).catch(() => undefined);
  await takeNext();
}

warnWhoLeaves(words, () => waits);
sayWhatNeedsSignal(() => isAway && keptAt !== undefined, why('held.not-here'));
document.querySelector('[data-held-send] button')?.addEventListener('click', () => { void flush(); });
if ('serviceWorker' in navigator && typeof crypto.subtle === 'object') {
  addEventListener('online', () => { void flush(); });
  setInterval(() => { if (waits > 0 && !isSending) void flush(); }, AGAIN_MILLISECONDS);
  setInterval(() => { if (live?.querySelector('[data-when]')) void now().then((so) => { if (so && live) showClock(live, so, words); }); }, CLOCK_MILLISECONDS);
  void begin().catch(() => undefined).finally(() => { live?.setAttribute('data-ready', ''); });
}
