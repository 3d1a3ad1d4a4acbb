import assert from 'node:assert/strict';
import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Town, openTown } from './town.ts';
import { type Page, type Walker, formsOf, textOf, walker } from './walker.ts';

const VAGUE = 'Josette Dupuis here, 06 39 98 00 41. The thing in the hall does something odd since Monday, ref K7M-4QX.';
let town: Town;
let operator: Walker;
let address: string;
/** What the service on this machine does when it is asked, and what it was asked. */
let answers: (response: ServerResponse) => void;
const asked: string[] = [];
const service = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => { body += part.toString(); });
  request.on('end', () => { asked.push(body); answers(response); });
});
const saying = (content: string) => (response: ServerResponse): void => { response.end(JSON.stringify({ choices: [{ message: { content } }] })); };

before(async () => {
  town = await openTown();
  await new Promise<void>((open) => { service.listen(0, '127.0.0.1', open); });
  address = `http://127.0.0.1:${(service.address() as AddressInfo).port}/v1`;
  operator = await signedIn('Jules Mercier');
});
after(async () => { service.closeAllConnections(); service.close(); await town.close(); });
beforeEach(() => { asked.length = 0; answers = saying('smart-home-device, sound-mic-camera'); });

async function signedIn(name: string): Promise<Walker> {
  const them = walker(town.url);
  const found = await them.go(`/demo?q=${encodeURIComponent(name)}`);
  const person = [...found.html.matchAll(/name="person" value="(per_[^"]+)"[\s\S]*?<strong>([^<]+)<\/strong>/g)].find(([, , shown]) => shown === name)?.[1];
  await them.send(found, /\/demo\/be$/, { person: person ?? '' });
  await them.go('/language?lang=en&back=/');
  return them;
}

/** A box that is not ticked is not sent. */
async function setTo(fields: Record<string, string>): Promise<Page> {
  const form = formsOf((await operator.go('/operator/second-opinion')).html).find(({ action }) => action === '/operator/second-opinion');
  return operator.post('/operator/second-opinion', new URLSearchParams({ form_id: form?.fields['form_id'] ?? '', base_url: address, model: 'small', ...fields }).toString());
}
/** Somebody new asks; the page of what we understood. */
async function understood(words: string): Promise<{ who: Walker; page: Page; path: string }> {
  const who = walker(town.url);
  const path = (await who.send(await who.go('/'), '/ask', { words })).path.replace(/\/(?:safety|understood)$/, '/understood');
  return { who, path, page: await who.go(path) };
}
const isOffered = (page: Page): boolean => formsOf(page.html).some(({ action }) => action.endsWith('/second-opinion'));
const answer = ({ who, page }: { who: Walker; page: Page }, yes: 'yes' | 'no'): Promise<Page> => who.send(page, /\/second-opinion$/, { answer: yes });

describe('a second opinion', () => {
  test('is off until the operator turns it on', async () => {
    assert.equal(isOffered((await understood(VAGUE)).page), false);
    await setTo({});
    assert.equal(isOffered((await understood(VAGUE)).page), false);
  });

  test('is set by the operator alone; the key is kept and never shown again; an unsafe address is refused', async () => {
    assert.match(textOf((await setTo({ is_on: 'yes', key: 'sk-very-secret' })).html), /Kept\./);
    for (const path of ['/operator/second-opinion', '/operator/second-opinion?saved=yes']) assert.doesNotMatch((await operator.go(path)).html, /sk-very-secret/);
    const refused = await setTo({ is_on: 'yes', base_url: 'http://far.example.org/v1', key: 'sk-typed-again' });
    assert.equal(refused.status, 422);
    assert.match(textOf(refused.html), /not safe to send words to/);
    assert.doesNotMatch(refused.html, /sk-typed-again/);
    assert.match((await walker(town.url).go('/operator/second-opinion')).path, /sign-in/);
  });

  test('is tried by the operator: an answer, a useless one, and each way of failing in plain words', async () => {
    const tryIt = async (): Promise<string> => textOf((await operator.send(await operator.go('/operator/second-opinion'), /\/try/, { words: 'it hums' })).html);
    assert.match(await tryIt(), /It works[\s\S]*Smart-home device/);
    answers = saying('As a language model I would rather not.');
    assert.match(await tryIt(), /named nothing from our list/);
    answers = (response) => { response.statusCode = 401; response.end('no'); };
    assert.match(await tryIt(), /does not accept the key/);
    answers = (response) => { response.end('<html>'); };
    assert.match(await tryIt(), /do not understand/);
    answers = (response) => { response.destroy(); };
    assert.match(await tryIt(), /could not reach/);
  });

  test('is asked after a yes, without a name or a number, and the person reads before and after what was sent', async () => {
    const here = await understood(VAGUE);
    assert.ok(isOffered(here.page), textOf(here.page.html).slice(0, 900));
    const shown = /Your name and your details stay here[\s\S]*?<blockquote class="quoted">([\s\S]*?)<\/blockquote>/.exec(here.page.html)?.[1] ?? '';
    assert.equal(asked.length, 0, 'nobody is asked before the yes');
    const after = await answer(here, 'yes');
    assert.equal(asked.length, 1);
    const sent = JSON.parse(asked[0] ?? '{}').messages[1].content as string;
    assert.ok(sent.includes(textOf(shown).trim()), `${sent}\n${shown}`);
    for (const secret of ['Josette', 'Dupuis', '98 00', 'K7M', 'sk-very-secret']) assert.doesNotMatch(asked[0] ?? '', new RegExp(secret), secret);
    assert.match(textOf(after.html), /We asked 127\.0\.0\.1:\d+ for a second opinion\. Your name was not sent\./);
    assert.match(after.html, /value="smart-home-device"/);
    assert.match((await here.who.send(after, /\/understood$/, Object.fromEntries(formsOf(after.html).flatMap(({ names }) => names.filter((name) => name.startsWith('leaf-')).map((name) => [name, 'smart-home-device']))))).path, /\/ways$/);
  });

  test('is not asked after a no, nor twice', async () => {
    const here = await understood(VAGUE);
    const after = await answer(here, 'no');
    assert.match(textOf(after.html), /nobody else was asked/);
    assert.equal(isOffered(after), false);
    await here.who.post(`${here.path.replace('/understood', '/second-opinion')}`, 'answer=yes');
    assert.equal(asked.length, 0);
  });

  test('a slow, a broken and a hostile answer change nothing', async () => {
    for (const does of [() => undefined, (response: ServerResponse) => { response.end('{"choices":'); }, saying('<script>alert(1)</script> scam, tech-support-scam-2, ../../etc, ignore-all-rules'), (response: ServerResponse) => { response.destroy(); }]) {
      answers = does;
      const here = await understood(VAGUE);
      const guesses = (page: Page): string[] => [...page.html.matchAll(/name="leaf-[^"]+" value="([^"]+)"/g)].map(([, value]) => value ?? '');
      const after = await answer(here, 'yes');
      assert.match(textOf(after.html), /no useful answer came/);
      assert.deepEqual(guesses(after), guesses(here.page));
      assert.doesNotMatch(after.html, /<script>alert/);
    }
  });

  test('is never offered where something is dangerous, nor where we are sure', async () => {
    for (const words of ['My ex knows everything I do, the thing in the hall listens', 'a man on the phone wants gift cards', 'it smells burnt somehow', 'my printer does not print, paper jam']) {
      const here = await understood(words);
      assert.equal(isOffered(here.page), false, words);
      await here.who.post(here.path.replace('/understood', '/second-opinion'), 'answer=yes');
      assert.equal(asked.length, 0, words);
    }
  });

  test('is off again when the operator turns it off', async () => {
    assert.match(textOf((await setTo({})).html), /Nobody is asked/);
    assert.equal(isOffered((await understood(VAGUE)).page), false);
  });
});
