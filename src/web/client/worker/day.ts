// Keeps the pages of the day on the telephone, closed: with signal they come from the house, without it from here. Nothing is ever sent from here.
import { drop, get, namesOf, put } from '../phone/drawer.ts';
import { type Closed, close, fieldKey, lock, open } from '../phone/field-key.ts';

type Fetched = Event & { request: Request; respondWith(answer: Promise<Response>): void };
type Woken = Event & { waitUntil(done: Promise<unknown>): void };
type Worker = EventTarget & { skipWaiting(): Promise<void>; clients: { claim(): Promise<void> }; registration: { scope: string }; location: { origin: string } };
declare const self: Worker;

/** Style sheets, scripts, letters: the same for everybody, so they lie open. */
const ASSETS = 'porchlight-parts';
const MOST_ASSETS = 40;
const PATIENCE = 6_000;
type Page = Closed & Readonly<{ until: number }>;
type Held = Readonly<{ text: string; headers: readonly (readonly [string, string])[]; at: number }>;

self.addEventListener('install', (event) => { (event as Woken).waitUntil(self.skipWaiting()); });
// What an older keeper left lying open is thrown away; what waits to be sent is not its business.
self.addEventListener('activate', (event) => { (event as Woken).waitUntil(Promise.all([caches.delete('porchlight-day'), self.clients.claim()])); });
self.addEventListener('message', (event) => { if ((event as MessageEvent).origin === self.location.origin && (event as MessageEvent).data === 'signed-out') (event as unknown as Woken).waitUntil(lock()); });

const isOfTheDay = (url: URL): boolean => (url.pathname === '/day' && url.search === '') || /^\/day\/vis_[0-9a-z]{26}$/.test(url.pathname);
const isAsset = (url: URL): boolean => url.pathname.startsWith('/assets/');
const nameOf = (url: URL): string => `page:${url.pathname}`;

async function tidy(): Promise<void> {
  for (const name of await namesOf('page:')) if (((await get<Page>(name))?.until ?? 0) < Date.now()) await drop(name);
}

/** Holds a page that the house says may be held, for as long as it says. */
async function hold(url: URL, answer: Response, asked: number): Promise<void> {
  const seconds = Number(answer.headers.get('x-hold-seconds') ?? 0);
  const key = await fieldKey();
  if (!key || !(seconds > 0)) return;
  const held: Held = { text: await answer.text(), headers: [...answer.headers].filter(([name]) => /^content-(type|security-policy)$|^x-content|^referrer|^cross-origin|^permissions/.test(name)), at: asked };
  await put(nameOf(url), { ...(await close(key, nameOf(url), held)), until: Date.now() + seconds * 1_000 } satisfies Page);
  await tidy();
}

async function held(url: URL): Promise<Response | undefined> {
  const [key, page] = [await fieldKey(), await get<Page>(nameOf(url))];
  if (!key || !page || page.until < Date.now()) return undefined;
  const { text, headers, at } = await open<Held>(key, nameOf(url), page);
  return new Response(text.replace('<html ', `<html data-kept-at="${at}" `), { headers: headers.map(([name, value]) => [name, value] as [string, string]) });
}

async function page(request: Request): Promise<Response> {
  const [url, asked] = [new URL(request.url), Date.now()];
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    // Sent away to sign in, or to read why one is stopped: what was held is nobody's business any more.
    if (answer.type === 'opaqueredirect' || answer.redirected) await lock();
    else if (answer.ok) await hold(url, answer.clone(), asked);
    else if (answer.status === 401 || answer.status === 403 || answer.status === 404) await drop(nameOf(url));
    // A house that is just being woken, or a gateway before it: what is held serves until it is back.
    else if (answer.status >= 502) return (await held(url)) ?? answer;
    return answer;
  } catch (away) {
    const kept = (await held(url).catch(() => undefined)) ?? (await held(new URL('/day', url)).catch(() => undefined));
    if (kept) return kept;
    throw away;
  }
}

async function asset(request: Request): Promise<Response> {
  const drawer = await caches.open(ASSETS);
  const known = await drawer.match(request.url);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) {
    await drawer.put(request.url, answer.clone());
    const all = await drawer.keys();
    for (const old of all.slice(0, Math.max(0, all.length - MOST_ASSETS))) await drawer.delete(old);
  }
  return answer;
}

self.addEventListener('fetch', (raw) => {
  const event = raw as Fetched;
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== new URL(self.registration.scope).origin) return;
  if (isAsset(url)) event.respondWith(asset(event.request));
  else if (isOfTheDay(url)) event.respondWith(page(event.request));
});
