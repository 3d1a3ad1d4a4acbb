import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { networkOf } from '../limits/index.ts';
import { type Key, type ReadableWorks, changeBy } from './change.ts';
import { cookieName, languageOf } from './cookies.ts';
import type { Call, SentFile } from './doors.ts';
import type { Identify } from './identify.ts';
import { type Trusts, callerOf } from './trusted.ts';

/** `trusts`: our own proxies; nobody unless told. */
export type CallNeeds = { works: ReadableWorks; identify: Identify; publicUrl: string; trusts?: Trusts };
type Socket = { incoming?: { socket?: { remoteAddress?: string } } } | undefined;

/** One call, with who makes it derived from the session and nothing else. */
export async function callFrom(c: Context, has: CallNeeds, asked: unknown, files: readonly SentFile[], key: Key | undefined, fields: unknown = asked, token = getCookie(c, cookieName('session', has.publicUrl))): Promise<Call> {
  const known = await has.identify(token, isUse(c));
  const url = new URL(c.req.url);
  const textSize = Number(getCookie(c, cookieName('text', has.publicUrl)) ?? 100);
  const lang = getCookie(c, cookieName('lang', has.publicUrl)) === undefined ? (known.lang ?? languageOf(c, has.publicUrl)) : languageOf(c, has.publicUrl);
  return {
    by: known.by, provedMinutesAgo: known.provedMinutesAgo, lang, token, files, told: getCookie(c, cookieName('told', has.publicUrl)), known: getCookie(c, cookieName('known', has.publicUrl)), device: deviceFrom(c.req.header('user-agent') ?? ''), asked: asked as undefined,
    params: c.req.param() as Record<string, string>, query: Object.fromEntries(url.searchParams), path: `${url.pathname}${url.search}`,
    from: networkOf(callerOf((c.env as Socket)?.incoming?.socket?.remoteAddress, c.req.header('x-forwarded-for'), has.trusts)),
    textSize: textSize === 125 || textSize === 150 ? textSize : 100,
    ...changeBy(has.works, known.by, key, [c.req.method, url.pathname, fields, files.map((sent) => [sent.field, sent.name, sent.bytes.length])]),
  };
}

/** What a script asks for, news and small looks, goes on in a room that everybody has left. Browsers say which it is. */
const isUse = (c: Context): boolean => c.req.method !== 'GET' || (c.req.header('sec-fetch-mode') ?? 'navigate') === 'navigate';

type Brought = Readonly<{ method: string; asked: unknown; files: readonly SentFile[]; key: Key | undefined; fields: unknown }>;

/** The same caller, with what they brought: nobody is asked twice who they are. */
export function withAsked(knock: Call, has: CallNeeds, { method, asked, files, key, fields }: Brought): Call {
  const question = [method, knock.path.split('?')[0], fields, files.map((sent) => [sent.field, sent.name, sent.bytes.length])];
  return { ...knock, asked: asked as undefined, files, ...changeBy(has.works, knock.by, key, question) };
}

/** A few words about a browser, for a list of sessions: never the whole string. */
function deviceFrom(agent: string): string {
  const browser = /Firefox|Edg|Chrome|Safari/.exec(agent)?.[0].replace('Edg', 'Edge') ?? 'browser';
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(agent)?.[0] ?? 'device';
  return `${browser}, ${system}`;
}
