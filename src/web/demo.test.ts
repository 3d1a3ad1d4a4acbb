import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type PersonId, newId, no, ok, visitor } from '#kernel';
import type { Call, Reply, ScreenDoor } from '#platform/http/index';
import { createText } from '#platform/text';
import { type DemoMember, demoDoors, isDemoHere } from './demo.ts';

const text = createText(join(import.meta.dirname, '..', '..', 'content', 'words'));
const person = newId('Person');
const odette: DemoMember = { key: 'odette', givenName: 'Odette', familyName: 'Garnier', group: 'home' };
const home = { id: newId('Home'), address: { line: '12 Place Notre-Dame', postcode: '21140', town: 'Semur-en-Auxois', country: 'FR' } };
const house = (demo: boolean) => ({ demo, name: 'Porchlight', phone: '03 53 01 00 00', hours: [], countries: ['FR', 'GB'], langs: ['en', 'fr'] });

/** A house with one person in it. */
function doors(has: { demo?: boolean; publicUrl?: string; opens?: boolean } = {}) {
  const asked: string[] = [];
  const opened: PersonId[] = [];
  const web = {
    text, house: () => house(has.demo ?? true), publicUrl: has.publicUrl ?? 'http://localhost:3000', assets: { css: '/a.css', script: '/a.js', own: {} },
    asHouse: async <T>(_job: string, todo: (work: never) => Promise<T>) => todo(undefined as never),
    people: { find: async (_work: unknown, words: string) => { asked.push(words); return words.includes('Garnier') ? [{ person: { id: person, givenName: 'Odette', familyName: 'Garnier' }, homes: [home] }] : []; } },
    demo: { cast: [odette], beAs: async (_work: unknown, who: PersonId) => { opened.push(who); return has.opens === false ? no({ kind: 'no-such-person' }) : ok({ token: 'the-token' }); } },
  };
  const [list, be] = demoDoors(web as never) as ScreenDoor[];
  return { list: list as ScreenDoor, be: be as ScreenDoor, asked, opened };
}

const call = (asked: unknown): Call<never> => ({
  by: visitor, lang: 'en', asked, path: '/demo', textSize: 100, device: 'Firefox, Linux',
  change: async (todo: (work: never) => Promise<{ ok: boolean; value?: unknown; error?: unknown }>, good: (value: unknown) => Reply, bad: (refusal: unknown) => Reply) => { const answer = await todo(undefined as never); return answer.ok ? good(answer.value) : bad(answer.error); },
}) as unknown as Call<never>;
const answer = (door: ScreenDoor, asked: unknown): Promise<Reply> => Promise.resolve(door.answer(call(asked)));

describe('the demo doors', () => {
  test('stand only in a demo, and only on this machine', async () => {
    for (const publicUrl of ['http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:80']) assert.ok(isDemoHere({ house: () => house(true) as never, publicUrl }), publicUrl);
    for (const has of [{ demo: false }, { publicUrl: 'https://help.example.org' }, { publicUrl: 'http://localhost.example.org' }, { publicUrl: 'http://192.168.1.5:3000' }]) {
      const { list, be, opened } = doors(has);
      assert.equal((await answer(list, { q: '' })).kind, 'missing');
      assert.equal((await answer(be, { person })).kind, 'missing');
      assert.deepEqual(opened, [], 'no session is opened');
    }
  });

  test('present the cast with their stories', async () => {
    const { list } = doors();
    const reply = await answer(list, { q: '' });
    assert.ok(reply.kind === 'page' && reply.html.includes('Odette Garnier') && reply.html.includes(person) && reply.html.includes('landline'));
  });

  test('find everyone else by name, and say so when nobody is called that', async () => {
    const { list, asked } = doors();
    const found = await answer(list, { q: 'Garnier' });
    assert.ok(found.kind === 'page' && found.html.includes('One person') && found.html.includes('12 Place Notre-Dame, Semur-en-Auxois'));
    assert.ok(asked.includes('Garnier'));
    const nobody = await answer(list, { q: '<b>Zorro</b>' });
    assert.ok(nobody.kind === 'page' && nobody.html.includes('Nobody of that name lives here') && !nobody.html.includes('<b>Zorro'));
  });

  test('let one in as that person, and back to the list when they are gone', async () => {
    const { be, opened } = doors();
    assert.deepEqual(await answer(be, { person }), { kind: 'go', to: '/staff', cookies: [{ name: 'session', value: 'the-token', days: 1 }] });
    assert.deepEqual(opened, [person]);
    assert.deepEqual(await answer(doors({ opens: false }).be, { person }), { kind: 'go', to: '/demo', cookies: [] });
  });

  test('ask for a person and nothing else', () => {
    const { be } = doors();
    assert.ok(be.asks?.safeParse({ person }).success);
    assert.ok(!be.asks?.safeParse({ person: newId('Home') }).success && !be.asks?.safeParse({}).success);
  });
});
