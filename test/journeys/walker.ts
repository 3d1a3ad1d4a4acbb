/** Somebody at a very plain browser: cookies, pages and forms over HTTP, from an address of their own. For what takes many people, or none of Chromium. */
import assert from 'node:assert/strict';
import { request } from 'node:http';

export type Page = Readonly<{ status: number; path: string; html: string; headers: NodeJS.Dict<string | string[]>; milliseconds: number }>;
export type Walker = Readonly<{
  cookies: Map<string, string>;
  /** Opens a page, and follows where it leads. */
  go(path: string): Promise<Page>;
  /** Sends the first form of a page whose action matches, with what it holds and what is typed over it. */
  send(page: Page, action: RegExp | string, typed?: Readonly<Record<string, string>>, nth?: number): Promise<Page>;
  /** Sends anything at all to an address. */
  post(path: string, body: string, type?: string): Promise<Page>;
}>;

let walkers = 0;

/** `from`: the last two numbers of a loopback address, so that what is limited for one address is limited for one person. */
export function walker(url: string): Walker {
  walkers += 1;
  const localAddress = `127.0.${1 + Math.floor(walkers / 200)}.${1 + (walkers % 200)}`;
  const cookies = new Map<string, string>();
  const base = new URL(url);
  const once = (method: string, path: string, body?: string, type?: string): Promise<Page> => new Promise((resolve, reject) => {
    const began = performance.now();
    const sent = request({
      host: base.hostname, port: base.port, path, method, localAddress, agent: false,
      headers: {
        host: base.host, 'accept-language': 'en', cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body), origin: base.origin }),
      },
    }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        for (const line of answer.headers['set-cookie'] ?? []) {
          const [pair = ''] = line.split(';');
          const at = pair.indexOf('=');
          if (/max-age=0\b/i.test(line)) cookies.delete(pair.slice(0, at));
          else cookies.set(pair.slice(0, at), pair.slice(at + 1));
        }
        resolve({ status: answer.statusCode ?? 0, path, html: Buffer.concat(parts).toString('utf8'), headers: answer.headers, milliseconds: performance.now() - began });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
  const follow = async (page: Page): Promise<Page> => {
    const to = page.status === 303 ? page.headers.location : undefined;
    if (typeof to !== 'string') return page;
    assert.match(to, /^\/(?![/\\])/, `${page.path} leads away`);
    const next = await follow(await once('GET', to));
    return { ...next, milliseconds: page.milliseconds + next.milliseconds };
  };
  const post = async (path: string, body: string, type = 'application/x-www-form-urlencoded'): Promise<Page> => follow(await once('POST', path, body, type));
  return {
    cookies, post,
    go: async (path) => follow(await once('GET', path)),
    send: (page, action, typed = {}, nth = 0) => {
      const form = formsOf(page.html).filter((one) => (typeof action === 'string' ? one.action === action : action.test(one.action)))[nth];
      assert.ok(form, `no form for (${String(action)}) on ${page.path} (${page.status}), which says:\n${textOf(page.html).slice(0, 1_200)}`);
      return post(form.action, new URLSearchParams({ ...form.fields, ...typed }).toString());
    },
  };
}

export type Form = Readonly<{ action: string; fields: Readonly<Record<string, string>>; names: readonly string[]; choices: Readonly<Record<string, readonly string[]>> }>;
const plain = (text: string): string => text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const attribute = (tag: string, name: string): string | undefined => plain(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '') || (new RegExp(`\\b${name}=""`).test(tag) ? '' : undefined);

type Kept = { fields: Record<string, string>; names: Set<string>; choices: Record<string, string[]> };

function keepInput(tag: string, kept: Kept): void {
  const name = attribute(tag, 'name');
  if (name === undefined) return;
  kept.names.add(name);
  const type = attribute(tag, 'type') ?? 'text';
  const value = attribute(tag, 'value') ?? '';
  if (type === 'radio') (kept.choices[name] ??= []).push(value);
  const isLeftOut = type === 'file' || /\sdisabled\b/.test(tag) || ((type === 'radio' || type === 'checkbox') && !/\schecked\b/.test(tag));
  if (!isLeftOut) kept.fields[name] = value;
}

function keepNamed(attributes: string, value: string, kept: Kept): void {
  const name = attribute(attributes, 'name');
  if (name === undefined) return;
  kept.names.add(name);
  kept.fields[name] = plain(value);
}

const chosenIn = (options: string): string => (/<option value="([^"]*)" selected/.exec(options) ?? /<option value="([^"]*)"/.exec(options))?.[1] ?? '';

/** The forms of a page that change something, each with what it would send as it stands. */
export function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form\b[^>]*method="post"[^>]*>([\s\S]*?)<\/form>/g)].map(([whole, inside = '']) => {
    const kept: Kept = { fields: {}, names: new Set(), choices: {} };
    for (const [tag] of inside.matchAll(/<input\b[^>]*>/g)) keepInput(tag, kept);
    for (const [, attributes = '', text = ''] of inside.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)) keepNamed(attributes, text, kept);
    for (const [, attributes = '', options = ''] of inside.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) keepNamed(attributes, chosenIn(options), kept);
    return { action: attribute(/<form\b[^>]*>/.exec(whole)?.[0] ?? '', 'action') ?? '', fields: kept.fields, names: [...kept.names], choices: kept.choices };
  });
}

/** What a page says, without its tags. */
export const textOf = (html: string): string => plain(html.replace(/<head>[\s\S]*?<\/head>/, '').replaceAll(/<svg[\s\S]*?<\/svg>/g, '').replaceAll(/<[^>]+>/g, ' ')).replaceAll('&nbsp;', ' ').replaceAll(/[\s\u00a0\u202f]+/g, ' ');

export type Where = Readonly<Record<'givenName' | 'familyName' | 'phone' | 'prefers' | 'line' | 'postcode' | 'town', string>>;

/** From words to the page of times, always with the first guess and the first price. */
export async function upToTimes(person: Walker, words: string, where: Where): Promise<Page> {
  let page = await person.send(await person.go('/'), '/ask', { words });
  if (page.path.endsWith('/safety')) page = await person.go(page.path.replace('/safety', '/understood'));
  const form = formsOf(page.html).find((one) => one.action.endsWith('understood'));
  const leaves = Object.fromEntries(Object.entries(form?.choices ?? {}).filter(([name]) => name.startsWith('leaf-')).map(([name, values]) => [name, values[0] ?? 'none-of-these']));
  page = await person.send(page, /understood$/, leaves);
  page = await person.send({ ...page, html: page.html.replace(/<form\b[^>]*comfort"[\s\S]*?<\/form>/g, '') }, /\/ways$/, { way: 'visit' });
  page = await person.send(page, /\/where$/, { country: 'FR', ...where });
  assert.match(page.path, /\/quotes$/, textOf(page.html).slice(0, 600));
  return person.send(page, /\/accept$/);
}

/** Holds the `nth` time of a page of times: the page that asks whether everything is right. */
export const holdFrom = (person: Walker, times: Page, nth = 0): Promise<Page> => person.send(times, /\/times$/, {}, nth);

/** Books it, with the tick that the law asks for. */
export const bookFrom = async (person: Walker, times: Page, nth = 0): Promise<Page> => person.send(await holdFrom(person, times, nth), /\/confirm$/, { express: 'yes' });
