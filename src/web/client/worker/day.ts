// Keeps the pages of the day on the telephone: with signal they come from the house, without it from here. Nothing is ever sent from here.
type Fetched = Event & { request: Request; respondWith(answer: Promise<Response>): void };
type Woken = Event & { waitUntil(done: Promise<unknown>): void };
type Worker = EventTarget & { skipWaiting(): Promise<void>; clients: { claim(): Promise<void> }; registration: { scope: string } };
declare const self: Worker;

const DRAWER = 'porchlight-day';
/** What was seen longer ago than this is no longer the day. */
const KEPT_MILLISECONDS = 18 * 3_600_000;
const PATIENCE = 6_000;

self.addEventListener('install', (event) => { (event as Woken).waitUntil(self.skipWaiting()); });
self.addEventListener('activate', (event) => { (event as Woken).waitUntil(self.clients.claim()); });

const isOfTheDay = (url: URL): boolean => url.pathname === '/day' || /^\/day\/vis_[0-9a-z]{26}$/.test(url.pathname);
const isPart = (url: URL): boolean => url.pathname.startsWith('/assets/');

async function tidy(drawer: Cache): Promise<void> {
  for (const request of await drawer.keys()) {
    const kept = Number((await drawer.match(request))?.headers.get('x-kept-at') ?? 0);
    if (isOfTheDay(new URL(request.url)) && Date.now() - kept > KEPT_MILLISECONDS) await drawer.delete(request);
  }
}

async function keep(request: Request, answer: Response): Promise<void> {
  const drawer = await caches.open(DRAWER);
  const headers = new Headers(answer.headers);
  headers.set('x-kept-at', String(Date.now()));
  await drawer.put(request.url, new Response(await answer.blob(), { status: answer.status, headers }));
  await tidy(drawer);
}

async function fromHouse(request: Request): Promise<Response> {
  const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  const isOurs = answer.ok && !answer.redirected && new URL(answer.url).pathname === new URL(request.url).pathname;
  if (isOurs) await keep(request, answer.clone());
  // Signed out, or stopped: what was kept is nobody's business any more.
  else if (answer.redirected || answer.status === 401 || answer.status === 403 || answer.status === 404) await (await caches.open(DRAWER)).delete(request.url);
  return answer;
}

self.addEventListener('fetch', (raw) => {
  const event = raw as Fetched;
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== new URL(self.registration.scope).origin || !(isOfTheDay(url) || isPart(url))) return;
  event.respondWith((async () => {
    const drawer = await caches.open(DRAWER);
    if (isPart(url)) return (await drawer.match(url.href)) ?? fromHouse(event.request);
    try { return await fromHouse(event.request); } catch (away) {
      const kept = (await drawer.match(url.href)) ?? (await drawer.match(new URL('/day', url).href));
      if (kept) return kept;
      throw away;
    }
  })());
});
export {};
