// The door without signal: what this telephone holds closed is opened at the door, tries are counted here, and told later.
type Held = { visit: string; phone: string; opens: string; closes: string; word: string; salt: string; rounds: number; digest: string; tries: number };
type Happened = { id: string; kind: 'arrived'; at: string } | { id: string; kind: 'code'; at: string; code: string };
type Log = { visit: string; happened: Happened[]; wrong: number; started?: string };
type Own = { phone: string; key: CryptoKey } | undefined;

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const PATIENCE_MILLISECONDS = 6_000;

function drawer<T>(mode: IDBTransactionMode, todo: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('porchlight-phone', 1);
    opening.addEventListener('upgradeneeded', () => { opening.result.createObjectStore('keys'); });
    opening.addEventListener('error', () => { reject(new Error('the drawer does not open')); });
    opening.addEventListener('success', () => {
      const asked = todo(opening.result.transaction('keys', mode).objectStore('keys'));
      asked.addEventListener('success', () => { opening.result.close(); resolve(asked.result); });
      asked.addEventListener('error', () => { opening.result.close(); reject(new Error('the drawer is jammed')); });
    });
  });
}
const get = <T>(name: string): Promise<T | undefined> => drawer<T | undefined>('readonly', (store) => store.get(name) as IDBRequest<T | undefined>);
const put = (name: string, value: unknown): Promise<unknown> => drawer('readwrite', (store) => store.put(value, name));
const drop = (name: string): Promise<unknown> => drawer('readwrite', (store) => store.delete(name));

const send = (path: string, body?: URLSearchParams): Promise<Response> => fetch(path, { method: 'POST', signal: AbortSignal.timeout(PATIENCE_MILLISECONDS), ...(body ? { body } : {}) });

async function wordFrom(held: Held): Promise<string> {
  const own = await get<Own>('own');
  if (!own || own.phone !== held.phone) throw new Error('another telephone');
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'RSA-OAEP' }, own.key, bytesOf(held.word)));
}

async function fits(held: Held, code: string): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(code) as Uint8Array<ArrayBuffer>, 'PBKDF2', false, ['deriveBits']);
  const bits = new Uint8Array(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(held.salt), iterations: held.rounds }, key, 256));
  const wanted = bytesOf(held.digest);
  return bits.length === wanted.length && bits.reduce((differ, byte, at) => differ | (byte ^ (wanted[at] ?? 0)), 0) === 0;
}

const here = document.querySelector<HTMLElement>('[data-door]');
const visit = here?.dataset['door'] ?? '';
const says = (name: string): string => here?.dataset[name] ?? '';
const part = (name: string): HTMLElement | null => here?.querySelector<HTMLElement>(`[data-door-${name}]`) ?? null;
const note = (text: string): void => { const place = part('note'); if (place) place.textContent = text; };
const logOf = async (): Promise<Log> => (await get<Log>(`log:${visit}`)) ?? { visit, happened: [], wrong: 0 };

const hide = (name: string, isHidden: boolean): void => { part(name)?.toggleAttribute('hidden', isHidden); };
const write = (name: string, sign: string, text: string): void => { const place = part(name)?.querySelector(sign); if (place) place.textContent = text; };

/** What this telephone knows of the visit and the house does not yet. */
async function show(): Promise<void> {
  const log = await logOf();
  if (!here || log.happened.length === 0) return;
  const held = await get<Held>(`door:${visit}`);
  const isStopped = held !== undefined && log.wrong >= held.tries;
  const isOver = log.started !== undefined || isStopped;
  here.hidden = false;
  document.querySelector<HTMLElement>('form[action$="/arrive"]')?.setAttribute('hidden', '');
  hide('word', isOver);
  hide('code', isOver);
  hide('started', log.started === undefined);
  if (log.started) write('started', '.number', new Date(log.started).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' }));
  note(isStopped ? says('stopped') : says('saved').replace('0', String(log.happened.length)));
  if (held && !isOver) {
    write('word', '[data-door-says]', await wordFrom(held));
    part('says')?.classList.add('door-word');
  }
}

async function atTheDoor(): Promise<void> {
  if (here) here.hidden = false;
  const held = await get<Held>(`door:${visit}`);
  const now = new Date();
  if (!held) { note(says('nothing')); return; }
  if (now < new Date(held.opens)) { note(says('tooEarly')); return; }
  if (now > new Date(held.closes)) { note(says('tooLate')); return; }
  const log = await logOf();
  if (log.happened.length === 0) await put(`log:${visit}`, { ...log, happened: [{ id: crypto.randomUUID(), kind: 'arrived', at: now.toISOString() }] });
  await show();
}

async function giveCode(typed: string): Promise<void> {
  const wrong = part('code')?.querySelector<HTMLElement>('.wrong');
  const say = (text: string): void => { if (wrong) { wrong.textContent = text; wrong.hidden = false; } };
  const code = typed.replaceAll(/\D/g, '');
  const held = await get<Held>(`door:${visit}`);
  if (!held || code.length !== 4) { say(says('unclear')); return; }
  const log = await logOf();
  if (log.wrong >= held.tries || log.started) return;
  const at = new Date().toISOString();
  const happened: Happened[] = [...log.happened, { id: crypto.randomUUID(), kind: 'code', at, code }];
  const right = await fits(held, code);
  // Kept before it is answered: closing the page does not give the try back.
  await put(`log:${visit}`, right ? { ...log, happened, started: at } : { ...log, happened, wrong: log.wrong + 1 });
  if (!right) say(says('wrong').replace('0', String(held.tries - log.wrong - 1)));
  await show();
}

/** Everything that the house does not know yet; sent twice it happened once. */
async function tell(): Promise<void> {
  for (const name of (await drawer<IDBValidKey[]>('readonly', (store) => store.getAllKeys())).map(String).filter((key) => key.startsWith('log:'))) {
    const log = await get<Log>(name);
    if (!log || log.happened.length === 0) continue;
    const answer = await send(`/day/${log.visit}/told-later`, new URLSearchParams({ happenings: JSON.stringify(log.happened) }));
    if (!answer.ok && answer.status !== 404) continue;
    // A door that the house no longer knows as theirs is told nothing more.
    await drop(name);
    if (log.visit === visit) location.reload();
  }
}

/** With signal: takes along what the next doors need, and the page of the next visit. */
async function takeAlong(): Promise<void> {
  if (!(await get<Own>('own'))) return;
  const links = [...document.querySelectorAll<HTMLAnchorElement>('main a[href^="/day/vis_"]')].map((link) => new URL(link.href).pathname).filter((path) => /^\/day\/vis_[0-9a-z]{26}$/.test(path));
  const next = document.querySelector<HTMLAnchorElement>('.next a[href^="/day/vis_"]');
  if (next) void fetch(next.href).catch(() => undefined);
  const doors = new Set(here ? [`/day/${visit}`] : links);
  for (const path of doors) {
    const id = path.slice('/day/'.length);
    const before = await get<Held>(`door:${id}`);
    if (before && new Date(before.closes) > new Date()) continue;
    const answer = await send(`${path}/take-along`).catch(() => undefined);
    if (answer?.ok) await put(`door:${id}`, await answer.json());
  }
  for (const key of (await drawer<IDBValidKey[]>('readonly', (store) => store.getAllKeys())).map(String).filter((name) => name.startsWith('door:'))) {
    const held = await get<Held>(key);
    if (held && new Date(held.closes) < new Date()) await drop(key);
  }
}

const arriving = here?.dataset['state'] === 'expected' ? document.querySelector<HTMLFormElement>('form[action$="/arrive"]') : undefined;
arriving?.addEventListener('submit', (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  const body = new URLSearchParams([...new FormData(arriving)].map(([name, value]) => [name, String(value)]));
  void send(arriving.action, body).then((answer) => {
    if (answer.ok && answer.redirected) location.assign(answer.url);
    else if (answer.status < 500) arriving.submit();
    else void atTheDoor();
  }, () => atTheDoor());
}, { capture: true });
part('code')?.addEventListener('submit', (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  const field = part('code')?.querySelector('input');
  const typed = field?.value ?? '';
  if (field) field.value = '';
  void giveCode(typed);
}, { capture: true });

// Whoever signs out takes nothing of the day with them.
document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', () => {
  void caches.delete('porchlight-day');
  void drawer<IDBValidKey[]>('readonly', (store) => store.getAllKeys()).then((keys) => { for (const key of keys) if (String(key).startsWith('door:')) void drop(String(key)); });
});

if ('serviceWorker' in navigator && typeof crypto.subtle === 'object') {
  void navigator.serviceWorker.register('/day-worker.js', { scope: '/day', type: 'module' }).catch(() => undefined);
  addEventListener('online', () => { void tell().catch(() => undefined); });
  void (async () => { await show(); await tell(); await takeAlong(); })().catch(() => undefined);
}
export {};
