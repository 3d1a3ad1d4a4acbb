import { Hono, type Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { type Lang, isId } from '#kernel';
import { isDatabaseAway } from '../db.ts';
import { type Log, faultNumber } from '../log.ts';
import { type CallNeeds, callFrom, withAsked } from './call.ts';
import { cookieName, languageOf } from './cookies.ts';
import { type Call, type Cookie, type Door, type OpenStream, type Reply, type ScreenDoor, isProved, mayPass } from './doors.ts';
import { type Came, parse, readForm } from './forms.ts';
import { ownLocation } from './own-path.ts';
import { type RefusalNeeds, noteRefusal } from './refusals.ts';
import { keepTyped, withTypedBefore } from './typed-before.ts';
import { answerPiece } from './pieces.ts';

/** What the house shows when something stands in the way; each answers with a whole page. */
export type Signs = {
  missing(call: Call): Promise<string>;
  signIn(call: Call): Reply;
  /** Who is signed in proves once more who they are, and comes back to this page. */
  prove(call: Call, page: string): Reply;
  databaseAway(lang: Lang): string;
  fault(lang: Lang, number: string): string;
  notFromHere(call: Call): Promise<string>;
};

export type HttpNeeds = CallNeeds & RefusalNeeds & { signs: Signs; log: Log };

const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const HEADERS: Record<string, string> = {
  'content-security-policy': CSP, 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
};

/** Strict headers on every answer. To be called before anything is hung: what was hung earlier would go without them. */
export function strictHeaders(app: Hono, { publicUrl }: Pick<HttpNeeds, 'publicUrl'>): void {
  app.use('*', async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    // What says nothing of itself is for whoever asked and for now: a page of one person must not lie in a drawer for the next.
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
    if (publicUrl.startsWith('https:')) c.res.headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains');
  });
}

/** Hangs every screen in its frame. Throws when a door does not say who may use it, or two doors are one. */
export function serveScreens(app: Hono, doors: readonly Door[], has: HttpNeeds): void {
  const seen = new Set<string>();
  for (const door of doors) {
    if (door.kind !== 'screen') continue;
    const name = `${door.method} ${door.path}`;
    if (door.who.length === 0) throw new Error(`${name} does not say who may use it.`);
    if (seen.has(name)) throw new Error(`${name} is declared twice.`);
    seen.add(name);
    app.on(door.method, door.path, (c) => answer(c, door, doors, has));
  }
  app.notFound(async (c) => {
    const call = await callFrom(c, has, undefined, [], undefined);
    return c.html(await has.signs.missing(call), 404);
  });
  app.onError((fault, c) => {
    const lang = languageOf(c, has.publicUrl);
    if (isDatabaseAway(fault)) return c.html(has.signs.databaseAway(lang), 503, { 'retry-after': '5' });
    const number = faultNumber();
    has.log.error({ fault: number, error: fault.message, stack: fault.stack, path: c.req.routePath }, 'fault');
    return c.html(has.signs.fault(lang, number), 500);
  });
}

/** Whether an unsafe request comes from our own pages: browsers say so in Origin or Sec-Fetch-Site. */
export function comesFromHere(c: Context, publicUrl: string): boolean {
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  if (origin === 'null') return site === 'same-origin';
  if (origin !== undefined) return origin === new URL(publicUrl).origin || isLoopbackTwin(origin, publicUrl);
  return site === undefined || site === 'same-origin';
}

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const isLoopbackTwin = (origin: string, publicUrl: string): boolean => LOOPBACK.test(publicUrl) && LOOPBACK.test(origin) && new URL(origin).port === new URL(publicUrl).port;

async function answer(c: Context, door: ScreenDoor, doors: readonly Door[], has: HttpNeeds): Promise<Response> {
  const knock = await callFrom(c, has, undefined, [], undefined);
  if (!mayPass(door.who, knock.by)) {
    await noteRefusal(c, has, knock, 'door');
    return knock.by.kind === 'visitor' ? send(c, has.signs.signIn(knock), has.publicUrl) : c.html(await has.signs.missing(knock), 404);
  }
  if (door.proved !== undefined && !isProved(knock, door.method === 'GET' ? 'toOpen' : 'toSend')) return provesFirst(c, door, door.proved, has, knock);
  if (door.method === 'GET') return look(c, door, doors, has, knock);
  if (!comesFromHere(c, has.publicUrl)) return notFromHere(c, has, knock);
  return reply(c, await fromForm(c, door, has, knock), has, knock);
}

/** A page that is looked at: with the words that waited for it, where some do. */
async function look(c: Context, door: ScreenDoor, doors: readonly Door[], has: HttpNeeds, knock: Call): Promise<Response> {
  const before = await withTypedBefore(c, has, doors, knock);
  if (before) return reply(c, before, has, knock);
  const read = door.asks ? parse(door.asks, knock.query) : { ok: true as const, value: undefined };
  if (!read.ok) return door.again ? reply(c, await door.again(knock, knock.query, read.problems), has, knock) : c.html(await has.signs.missing(knock), 404);
  const given = await door.answer({ ...knock, asked: read.value } as Call<never>);
  if (given.kind === 'stored') return answerPiece(given.file, given.type, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
  // Another page of this machine would bring the cookie along: news are for our own pages.
  if (given.kind === 'stream') return comesFromHere(c, has.publicUrl) ? streamTo(c, given.open, async () => mayPass(door.who, (await has.identify(knock.token, false)).by)) : notFromHere(c, has, knock);
  return reply(c, given, has, knock);
}

/** To the page that asks who they are, and back to where they were: with what they had typed, when it came from our own page. */
async function provesFirst(c: Context, door: ScreenDoor, proved: string, has: HttpNeeds, knock: Call): Promise<Response> {
  const page = proved.replace(/:(\w+)/g, (_, name: string) => knock.params[name] ?? '');
  const cookies = door.method === 'POST' && comesFromHere(c, has.publicUrl) ? await keepTyped(c, has, door, page, knock) : [];
  const to = has.signs.prove(knock, page);
  return send(c, to.kind === 'go' ? { ...to, cookies: [...(to.cookies ?? []), ...cookies] } : to, has.publicUrl);
}

async function notFromHere(c: Context, has: HttpNeeds, knock: Call): Promise<Response> {
  await noteRefusal(c, has, knock, 'elsewhere');
  return c.html(await has.signs.notFromHere(knock), 403);
}

async function fromForm(c: Context, door: ScreenDoor, has: HttpNeeds, knock: Call): Promise<Reply> {
  const came: Came = await readForm(c.req.raw).catch(() => ({ fields: {}, typed: {}, files: [] }));
  const { form_id: formId, ...fields } = came.fields;
  const key = typeof formId === 'string' && isId('Form', formId) ? { asker: 'form', key: formId } : undefined;
  const read = door.asks ? parse(door.asks, fields) : { ok: true as const, value: undefined };
  const call = withAsked(knock, has, { method: c.req.method, asked: read.ok ? read.value : undefined, files: came.files, key, fields });
  if (read.ok) return door.answer(call as Call<never>);
  await noteRefusal(c, has, knock, 'input');
  if (!door.again) throw new Error(`${door.path} reads a form but cannot show it again.`);
  const shown = await door.again(call, came.typed, read.problems);
  return shown.kind === 'page' ? { ...shown, status: 422 } : shown;
}

async function reply(c: Context, given: Reply, has: HttpNeeds, call: Call): Promise<Response> {
  if (given.kind !== 'missing') return send(c, given, has.publicUrl);
  await noteRefusal(c, has, call, 'missing');
  return c.html(await has.signs.missing(call), 404);
}

const COOKIE_DAYS = 400;

export function send(c: Context, given: Reply, publicUrl: string): Response {
  if (given.kind === 'page' || given.kind === 'go') bake(c, given.cookies ?? [], publicUrl);
  switch (given.kind) {
    case 'page': return c.html(given.html, given.status as 200, { 'cache-control': 'no-store', ...given.headers });
    case 'go': return c.body(null, 303, { location: ownLocation(given.to) });
    case 'json': return c.json(given.body as object, given.status as 200, given.headers);
    case 'missing': return c.text('', 404);
    case 'stream': throw new Error('Only a page that is looked at can stay open. Maybe a form answered with a stream.');
    case 'stored': throw new Error('Only what is looked at can be a stored file. Maybe a form answered with one.');
    case 'file': return c.body(new Uint8Array(given.bytes), 200, {
      'content-type': given.type, 'cache-control': given.cacheSeconds ? `public, max-age=${given.cacheSeconds}, immutable` : 'no-store',
      ...(given.name ? { 'content-disposition': `${given.inline ? 'inline' : 'attachment'}; filename="${given.name.replace(/[^\w.-]+/g, '-')}"` } : {}),
    });
  }
}

const streamTo = (c: Context, open: OpenStream, stillMay: () => Promise<boolean>): Response => c.body(streamOf(open, stillMay), 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });

/** So often it is asked whether whoever listens still may: a session that ends takes what is open with it within a second. */
const ASK_AGAIN_MS = 700;

/** Events as the browser reads them; a line at once, so that it knows the way is open. */
function streamOf(open: OpenStream, stillMay: () => Promise<boolean>): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  let gone: (() => void) | undefined;
  let isOpen = true;
  let asking: ReturnType<typeof setInterval> | undefined;
  const leave = (): void => { isOpen = false; clearInterval(asking); gone?.(); };
  return new ReadableStream({
    start(to) {
      const write = (text: string): void => { if (isOpen) to.enqueue(bytes.encode(text)); };
      write(': open\n\n');
      const end = (): void => { if (!isOpen) return; leave(); to.close(); };
      // Who cannot be asked for is let go too: the browser comes again when the database is back.
      asking = setInterval(() => { stillMay().then((may) => { if (!may) end(); }, end); }, ASK_AGAIN_MS).unref();
      gone = open((event, said) => write(`event: ${event}\ndata: ${said.replaceAll(/[\r\n]+/g, ' ')}\n\n`), end);
    },
    cancel() { leave(); },
  });
}

function bake(c: Context, cookies: readonly Cookie[], publicUrl: string): void {
  // Whoever goes leaves no page behind. Not their storage: what a telephone has not told yet is kept there, sealed.
  if (cookies.some(({ name, value }) => name === 'session' && value === undefined)) c.header('clear-site-data', '"cache"');
  for (const cookie of cookies) {
    setCookie(c, cookieName(cookie.name, publicUrl), cookie.value ?? '', {
      path: '/', httpOnly: true, sameSite: 'Lax', secure: publicUrl.startsWith('https:'),
      maxAge: cookie.value === undefined ? 0 : 86_400 * Math.min(cookie.days ?? COOKIE_DAYS, COOKIE_DAYS),
    });
  }
}
