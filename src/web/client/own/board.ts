// The board by hand: visits laid out on the hours, dragged or moved by keys, news as they come. Without it the same page is a list with links.

type Place = { lane: HTMLElement; minute: number };
type Held = { block: HTMLElement; ghost: HTMLElement | undefined; at: Place; home: Place; grip: number; byKey: boolean; lanes: { lane: HTMLElement; top: number; bottom: number; left: number; width: number }[] };
type Weighed = { says: string[]; can: boolean; asks: boolean };

const STEP = 5;
const KEY_STEP = 15;
const WEIGH_AFTER_MS = 90;
const SOON_MS = 40;
const hand = document.getElementById('hand') as HTMLElement;
let held: Held | undefined;
let frame = 0;
let pointer = { x: 0, y: 0 };
let weighing: { timer: number; abort: AbortController } | undefined;
let newsWaits = false;
let isFetching = false;
let justDragged = false;

const board = (): HTMLElement => document.getElementById('board') as HTMLElement;
const timeline = (): HTMLElement | null => document.querySelector('.timeline');
const number = (element: HTMLElement, key: string): number => Number(element.dataset[key]);
const word = (key: string): string => document.querySelector<HTMLTemplateElement>(`template[data-word="${key}"]`)?.innerHTML ?? '';
const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const laneName = (lane: HTMLElement): string => lane.dataset['name'] ?? '';

/** Every visit at its hour. */
function layOut(): void {
  const time = timeline();
  if (!time) return;
  const [from, until] = [number(time, 'from'), number(time, 'until')];
  const share = (minutes: number): string => `${(100 * minutes) / (until - from)}%`;
  board().classList.add('laid');
  for (const track of time.querySelectorAll<HTMLElement>('.track')) track.style.setProperty('--hours', String((until - from) / 60));
  for (const lane of time.querySelectorAll<HTMLElement>('.lane[data-from]')) {
    const track = lane.querySelector<HTMLElement>('.track');
    if (!track || track.querySelector('.shift')) continue;
    track.prepend(strip('shift', share(number(lane, 'from') - from), share(number(lane, 'until') - number(lane, 'from'))));
    const now = time.dataset['now'] === undefined ? undefined : number(time, 'now');
    if (now !== undefined && now >= from && now <= until) track.append(strip('now-line', share(now - from)));
  }
  for (const block of time.querySelectorAll<HTMLElement>('.track .block')) {
    block.style.left = share(number(block, 'start') - from);
    block.style.width = share(number(block, 'minutes'));
  }
}

function strip(kind: string, left: string, width?: string): HTMLElement {
  const one = document.createElement('li');
  one.className = kind;
  one.setAttribute('aria-hidden', 'true');
  one.style.left = left;
  if (width) one.style.width = width;
  return one;
}

const lanesNow = (provider: string | undefined): Held['lanes'] => [...document.querySelectorAll<HTMLElement>('.lane[data-from]')].filter((lane) => lane.dataset['provider'] === provider).flatMap((lane) => {
  const track = lane.querySelector('.track')?.getBoundingClientRect();
  return track ? [{ lane, top: track.top, bottom: track.bottom, left: track.left, width: track.width }] : [];
});

function pickUp(block: HTMLElement, byKey: boolean, grip = 0): void {
  if (block.dataset['movable'] !== 'yes') { say([word('cannot-move')], false); return; }
  const lanes = lanesNow(block.dataset['provider']);
  const lane = block.closest<HTMLElement>('.lane') ?? lanes[0]?.lane;
  if (!lane) return;
  const home: Place = { lane, minute: number(block, 'start') };
  held = { block, ghost: undefined, at: { ...home }, home, grip, byKey, lanes };
  for (const one of lanes) one.lane.classList.add('can');
  block.classList.add('held');
  if (byKey) say([word('held')], true);
}

function lift(from: Held): HTMLElement {
  const box = from.block.getBoundingClientRect();
  const time = timeline();
  const ghost = from.block.cloneNode(true) as HTMLElement;
  ghost.className = 'block ghost';
  ghost.removeAttribute('style');
  const first = from.lanes[0];
  const wide = time && first ? (first.width * number(from.block, 'minutes')) / (number(time, 'until') - number(time, 'from')) : box.width;
  ghost.style.width = `${wide}px`;
  ghost.style.height = `${Math.min(box.height, 52)}px`;
  document.body.append(ghost);
  return ghost;
}

/** Where a point of the window lies on the board: the lane under it, or the nearest; the minute, in steps of five. */
function placeAt(of: Held, x: number, y: number): Place {
  const time = timeline();
  const lane = of.lanes.find((one) => y >= one.top && y <= one.bottom) ?? of.lanes.reduce<Held['lanes'][number] | undefined>((near, one) => (!near || Math.abs((one.top + one.bottom) / 2 - y) < Math.abs((near.top + near.bottom) / 2 - y) ? one : near), undefined);
  if (!time || !lane) return of.at;
  const [from, until] = [number(time, 'from'), number(time, 'until')];
  const minute = from + ((x - of.grip - lane.left) / lane.width) * (until - from);
  return { lane: lane.lane, minute: Math.min(until - STEP, Math.max(from, Math.round(minute / STEP) * STEP)) };
}

/** Draws the visit in hand where the pointer is: one transform a frame, nothing is measured. */
function draw(): void {
  frame = 0;
  if (!held || held.byKey) return;
  held.ghost ??= lift(held);
  held.ghost.style.transform = `translate3d(${pointer.x - held.grip}px, ${pointer.y - 20}px, 0)`;
  goTo(placeAt(held, pointer.x, pointer.y));
}

function goTo(place: Place): void {
  if (!held || (place.lane === held.at.lane && place.minute === held.at.minute)) return;
  if (place.lane !== held.at.lane) { held.at.lane.classList.remove('target'); place.lane.classList.add('target'); }
  held.at = place;
  if (held.byKey) {
    const time = timeline();
    if (time && place.lane.contains(held.block)) held.block.style.left = `${(100 * (place.minute - number(time, 'from'))) / (number(time, 'until') - number(time, 'from'))}%`;
  }
  weighSoon();
}

const isHome = (of: Held): boolean => of.at.lane === of.home.lane && of.at.minute === of.home.minute && of.block.closest('.orphans') === null;

/** Asks what it would bring, once the hand rests a moment. */
function weighSoon(): void {
  if (!held) return;
  const { at, block } = held;
  say([`${laneName(at.lane)}, ${clock(at.minute)}`, `${word('weighing')}…`], true);
  clearTimeout(weighing?.timer);
  weighing?.abort.abort();
  const abort = new AbortController();
  const timer = window.setTimeout(() => {
    const asked = new URLSearchParams({ country: board().dataset['country'] ?? '', day: board().dataset['day'] ?? '', visit: block.dataset['visit'] ?? '', technician: at.lane.dataset['technician'] ?? '', at: clock(at.minute) });
    fetch(`/operator/board/weigh?${asked}`, { signal: abort.signal }).then(async (answer) => {
      const weighed = answer.ok && !answer.redirected ? ((await answer.json()) as Weighed) : undefined;
      if (held?.block === block && weighed) say([`${laneName(at.lane)}, ${clock(at.minute)}`, ...weighed.says], weighed.can);
    }, () => undefined);
  }, WEIGH_AFTER_MS);
  weighing = { timer, abort };
}

function say(lines: readonly string[], good: boolean): void {
  hand.hidden = false;
  hand.classList.toggle('no', !good);
  hand.replaceChildren(...lines.filter(Boolean).map((text) => { const line = document.createElement('p'); line.textContent = text; return line; }));
}

function letGo(): Held | undefined {
  const was = held;
  held = undefined;
  if (!was) return undefined;
  cancelAnimationFrame(frame);
  frame = 0;
  clearTimeout(weighing?.timer);
  was.ghost?.remove();
  was.block.classList.remove('held');
  for (const lane of document.querySelectorAll('.lane')) lane.classList.remove('can', 'target');
  if (newsWaits) { newsWaits = false; void refresh(); }
  return was;
}

function putBack(): void {
  const was = letGo();
  layOut();
  say([word('put-back')], true);
  was?.block.querySelector('a')?.focus();
  setTimeout(() => { hand.hidden = true; }, 2_500);
}

/** Puts the visit down. Inside its promise it is moved at once; outside, the page asks whether the household agreed. */
function putDown(): void {
  if (!held) return;
  if (isHome(held)) { putBack(); return; }
  const was = letGo();
  if (!was) return;
  const { block, at } = was;
  const path = `/operator/board/visits/${block.dataset['visit']}`;
  const where = { country: board().dataset['country'] ?? '', day: board().dataset['day'] ?? '' };
  const technician = at.lane.dataset['technician'] ?? '';
  const isPromised = at.minute >= number(block, 'opens') && at.minute <= number(block, 'closes');
  if (!isPromised) { location.assign(`${path}?${new URLSearchParams({ ...where, technician, at: clock(at.minute) })}`); return; }
  void send(path, { ...where, technician, at: clock(at.minute), was: block.dataset['technician'] ?? '', sequence: block.dataset['sequence'] ?? '0' }, block.dataset['visit']);
}

/** Sends a form and takes the board from the page that answers. */
async function send(path: string, fields: Record<string, string>, visit?: string): Promise<void> {
  const answer = await fetch(path, { method: 'POST', body: new URLSearchParams(fields), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  takeBoard(await answer.text());
  const said = document.getElementById('said')?.textContent ?? '';
  say([said || word('dropped')], document.getElementById('said')?.classList.contains('safe') ?? false);
  if (visit) document.querySelector<HTMLElement>(`[data-visit="${visit}"] a`)?.focus();
  setTimeout(() => { if (!held) hand.hidden = true; }, 5_000);
}

/** `isNews`: nobody pressed anything here, so what the last press brought is still said. */
function takeBoard(text: string, isNews = false): void {
  const fresh = new DOMParser().parseFromString(text, 'text/html').getElementById('board');
  if (!fresh) { location.reload(); return; }
  const focused = document.activeElement?.closest<HTMLElement>('[data-visit]')?.dataset['visit'];
  const was = document.activeElement;
  const said = document.getElementById('said');
  if (isNews && said) fresh.querySelector('#said')?.replaceWith(said);
  board().replaceWith(document.adoptNode(fresh));
  layOut();
  // The map goes over into the fresh page, and with it whoever looked around in it.
  document.dispatchEvent(new CustomEvent('board-changed'));
  if (was instanceof HTMLElement && was.isConnected && was !== document.activeElement) was.focus({ preventScroll: true });
  if (focused) document.querySelector<HTMLElement>(`[data-visit="${focused}"] a`)?.focus();
}

/** Somebody changed this day: it is fetched again, as soon as nothing is in hand. */
async function refresh(): Promise<void> {
  if (held || isFetching) { newsWaits = true; return; }
  const { country = '', day = '' } = board().dataset;
  isFetching = true;
  const text = await fetch(`/operator/board?${new URLSearchParams({ country, day })}`).then((answer) => (answer.ok ? answer.text() : undefined), () => undefined);
  isFetching = false;
  // What was taken in hand meanwhile is not pulled away; what changed meanwhile is fetched again.
  if (held) newsWaits = true;
  else {
    if (text !== undefined) takeBoard(text, true);
    if (newsWaits) { newsWaits = false; void refresh(); }
  }
}

document.addEventListener('pointerdown', (event) => {
  const block = event.target instanceof Element ? event.target.closest<HTMLElement>('.block[data-movable]') : null;
  if (!block || event.button !== 0 || held) return;
  const box = block.getBoundingClientRect();
  const start = { x: event.clientX, y: event.clientY };
  const grip = block.closest('.orphans') ? 10 : event.clientX - box.left;
  const move = (next: PointerEvent): void => {
    if (!held && Math.hypot(next.clientX - start.x, next.clientY - start.y) < 6) return;
    if (!held) { pickUp(block, false, grip); justDragged = true; }
    next.preventDefault();
    pointer = { x: next.clientX, y: next.clientY };
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  const stop = (): void => {
    document.removeEventListener('pointermove', move);
    document.removeEventListener('pointerup', up);
    document.removeEventListener('pointercancel', cancel);
    setTimeout(() => { justDragged = false; }, 0);
  };
  const up = (): void => { stop(); if (held) { if (frame !== 0) { cancelAnimationFrame(frame); draw(); } putDown(); } };
  const cancel = (): void => { stop(); putBack(); };
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', up);
  document.addEventListener('pointercancel', cancel);
});
document.addEventListener('dragstart', (event) => { if (event.target instanceof Element && event.target.closest('.block')) event.preventDefault(); });
document.addEventListener('click', (event) => { if (justDragged) { event.preventDefault(); event.stopPropagation(); } }, true);

/** The lanes this visit may be given to, in their order; the next one up or down. */
function laneBeside(of: Held, step: number): HTMLElement {
  const lanes = of.lanes.map(({ lane }) => lane);
  const next = lanes[Math.min(lanes.length - 1, Math.max(0, lanes.indexOf(of.at.lane) + step))];
  return next ?? of.at.lane;
}

const KEYS: Record<string, (of: Held) => void> = {
  ArrowUp: (of) => goTo({ lane: laneBeside(of, -1), minute: of.at.minute }), ArrowDown: (of) => goTo({ lane: laneBeside(of, 1), minute: of.at.minute }),
  ArrowLeft: (of) => goTo({ lane: of.at.lane, minute: of.at.minute - KEY_STEP }), ArrowRight: (of) => goTo({ lane: of.at.lane, minute: of.at.minute + KEY_STEP }),
  Enter: () => putDown(), ' ': () => putDown(), Escape: () => putBack(),
};
document.addEventListener('keydown', (event) => {
  if (held) {
    const act = held.byKey || event.key === 'Escape' ? KEYS[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act(held);
    return;
  }
  const block = event.target instanceof Element ? event.target.closest<HTMLElement>('.block') : null;
  if (block && event.key === ' ') { event.preventDefault(); pickUp(block, true); return; }
  if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !(event.target instanceof HTMLInputElement)) {
    const undo = document.querySelector<HTMLFormElement>('form[action="/operator/board/undo"]');
    if (!undo) return;
    event.preventDefault();
    void send('/operator/board/undo', Object.fromEntries([...new FormData(undo)].map(([name, value]) => [name, String(value)])));
  }
});

function listen(): void {
  const { country = '', day = '' } = board().dataset;
  const sign = document.getElementById('live');
  const news = new EventSource(`/operator/board/live?${new URLSearchParams({ country, day })}`);
  let soon = 0;
  // The first word is followed at once; what comes close behind it is followed together.
  news.addEventListener('changed', () => { if (soon !== 0) return; soon = window.setTimeout(() => { soon = 0; void refresh(); }, SOON_MS); });
  const show = (key: string): void => { if (sign) { sign.hidden = false; sign.textContent = word(key); sign.classList.toggle('safe', key === 'live'); } };
  news.addEventListener('open', () => show('live'));
  news.addEventListener('error', () => show('not-live'));
  addEventListener('pagehide', () => news.close());
}

if (timeline()) { layOut(); listen(); }
