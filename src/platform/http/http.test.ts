import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Hono } from 'hono';
import { z } from 'zod';
import { type Actor, visitor } from '#kernel';
import { keysFrom } from '../keys.ts';
import { silentLog } from '../log.ts';
import { API, serveRoutes } from './api.ts';
import { type Door, go, mayPass, page, route, screen, stream } from './doors.ts';
import { json } from './replies.ts';
import { type HttpNeeds, serveScreens, strictHeaders } from './serve.ts';

const person = (more: Partial<Extract<Actor, { kind: 'person' }>> = {}): Actor => ({ kind: 'person', person: 'per_x' as never, homes: [], mandates: [], roles: [], ...more });
const URL_HERE = 'http://localhost:3000';

function siteWith(doors: Door[], by: Actor | (() => Actor) = visitor, asked: { times: number } = { times: 0 }): Hono {
  const works = { inWork: async (_by: Actor, todo: (work: never) => unknown) => todo({} as never), looking: async (_by: Actor, todo: (work: never) => unknown) => todo({} as never), dbOf: () => ({}), once: {}, keys: keysFrom(Buffer.alloc(32)) };
  const has = {
    works, identify: async () => { asked.times += 1; return { by: typeof by === 'function' ? by() : by }; }, log: silentLog, publicUrl: URL_HERE, explain: (problem: { says: string }) => problem.says, docs: () => 'docs',
    limits: { may: async () => ({ ok: true }) },
    signs: { missing: async () => 'missing', signIn: () => go('/sign-in'), prove: (_call: unknown, next: string) => go(`/prove?next=${next}`), databaseAway: () => 'away', fault: (_lang: string, number: string) => `fault ${number}`, notFromHere: async () => 'not from here' },
  } as unknown as HttpNeeds & Parameters<typeof serveRoutes>[2];
  const site = new Hono();
  strictHeaders(site, has);
  serveRoutes(site, doors, has);
  serveScreens(site, doors, has);
  return site;
}
const form = (fields: Record<string, string>, headers: Record<string, string> = { origin: URL_HERE }): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields), headers });

describe('a door', () => {
  test('that does not say who may use it keeps the house shut', () => {
    assert.throws(() => siteWith([screen({ method: 'GET', path: '/open', who: [], answer: () => page('x') })]), /GET \/open does not say who/);
    assert.throws(() => siteWith([route({ method: 'GET', path: '/open', who: [], summary: '', gives: z.string(), answer: () => json(1) })]), /does not say who/);
  });
  test('that stands twice keeps the house shut', () => {
    const door = screen({ method: 'GET', path: '/twice', who: ['anyone'], answer: () => page('x') });
    assert.throws(() => siteWith([door, door]), /declared twice/);
  });
  test('lets in only those it names', () => {
    assert.equal(mayPass(['anyone'], visitor), true);
    assert.equal(mayPass(['asker'], visitor), false);
    assert.equal(mayPass(['asker'], { kind: 'asker', request: 'req_x' as never }), true);
    assert.equal(mayPass(['operator'], { kind: 'asker', request: 'req_x' as never }), false);
    assert.equal(mayPass(['operator'], person()), false);
    assert.equal(mayPass(['operator'], person({ roles: ['operator'] })), true);
    assert.equal(mayPass(['operator'], person({ roles: ['finance'] })), false);
    assert.equal(mayPass(['finance'], person({ roles: ['admin'] })), true);
    assert.equal(mayPass(['technician'], person({ roles: ['operator'] })), false);
    assert.equal(mayPass(['technician'], person({ technician: 'tec_x' as never })), true);
    assert.equal(mayPass(['person'], { kind: 'job', job: 'x' }), false);
  });
  test('that is closed looks to a signed-in stranger like one that is not there', async () => {
    const site = siteWith([screen({ method: 'GET', path: '/staff', who: ['operator'], answer: () => page('secret') })], person());
    const [closed, absent] = await Promise.all([site.request('/staff'), site.request('/nowhere')]);
    assert.deepEqual([closed.status, await closed.text()], [absent.status, await absent.text()]);
  });
});

describe('a form', () => {
  const asks = z.object({ name: z.string().trim().min(1, 'shop.name-missing').max(5) });
  const door = screen({ method: 'POST', path: '/name', who: ['anyone'], asks, again: (_call, typed, problems) => page(JSON.stringify({ typed, problems })), answer: ({ asked }) => go(`/hello/${asked.name}`) });
  test('that can be read goes on with 303', async () => {
    const answer = await siteWith([door]).request('/name', form({ name: ' Ada ' }));
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/hello/Ada']);
  });
  test('that cannot is shown again with what was typed, which field, and what is accepted', async () => {
    const answer = await siteWith([door]).request('/name', form({ name: 'Augusta Ada' }));
    assert.equal(answer.status, 422);
    assert.deepEqual(JSON.parse(await answer.text()), { typed: { name: 'Augusta Ada' }, problems: [{ field: 'name', says: 'form.too-big', with: { limit: 5 } }] });
    const empty = await siteWith([door]).request('/name', form({}));
    assert.equal(empty.status, 422);
  });
  test('from another site does nothing', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'http://localhost:3000.evil.example' }] as Record<string, string>[]) {
      const answer = await siteWith([door]).request('/name', form({ name: 'Ada' }, headers));
      assert.equal(answer.status, 403, JSON.stringify(headers));
    }
  });
  test('that is no form at all is shown again, never a fault', async () => {
    const answer = await siteWith([door]).request('/name', { method: 'POST', body: '\0\0garbage', headers: { origin: URL_HERE, 'content-type': 'multipart/form-data; boundary=x' } });
    assert.equal(answer.status, 422);
  });
});

describe('the programming interface', () => {
  const doors = [route({ method: 'POST', path: '/lamps', who: ['anyone'], summary: 'Light a lamp', asks: z.object({ watts: z.number().max(60) }), gives: z.object({ lit: z.boolean() }), answer: ({ asked }) => json({ lit: asked.watts > 0 }) })];
  const post = (body: string, headers: Record<string, string> = {}) => siteWith(doors).request(`${API}/lamps`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'idempotency-key': 'key-12345', ...headers } });
  test('answers what was asked', async () => {
    const answer = await post('{"watts":40}');
    assert.deepEqual([answer.status, await answer.json()], [200, { lit: true }]);
  });
  test('names the field in problem details', async () => {
    const answer = await post('{"watts":"many"}');
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.deepEqual([answer.status, ((await answer.json()) as { errors: unknown[] }).errors], [422, [{ pointer: '/watts', detail: 'form.invalid-type' }]]);
  });
  test('asks once who calls', async () => {
    const asked = { times: 0 };
    const answer = await siteWith(doors, visitor, asked).request(`${API}/lamps`, { method: 'POST', body: '{"watts":40}', headers: { 'content-type': 'application/json', 'idempotency-key': 'key-12345' } });
    assert.deepEqual([answer.status, asked.times], [200, 1]);
  });
  test('wants a key for every effect', async () => {
    const answer = await siteWith(doors).request(`${API}/lamps`, { method: 'POST', body: '{"watts":1}', headers: { 'content-type': 'application/json' } });
    assert.equal(answer.status, 400);
  });
  test('refuses what is not JSON, and what it does not have, as problems', async () => {
    assert.equal((await post('{"watts":')).status, 400);
    assert.equal((await post('x', { 'content-type': 'text/plain' })).status, 415);
    const lost = await siteWith(doors).request(`${API}/ghosts`);
    assert.deepEqual([lost.status, lost.headers.get('content-type')], [404, 'application/problem+json']);
  });
  test('describes itself from the schemas that validate', async () => {
    const document = (await (await siteWith(doors).request(`${API}/openapi.json`)).json()) as { openapi: string; paths: Record<string, { post: { requestBody: { content: Record<string, { schema: unknown }> } } }> };
    assert.equal(document.openapi, '3.1.0');
    assert.deepEqual(document.paths['/lamps']?.post.requestBody.content['application/json']?.schema, { type: 'object', properties: { watts: { type: 'number', maximum: 60 } }, required: ['watts'] });
  });
});

test('a fault shows a number and never the fault', async () => {
  const site = siteWith([screen({ method: 'GET', path: '/boom', who: ['anyone'], answer: () => { throw new Error('secret detail'); } })]);
  const answer = await site.request('/boom');
  assert.equal(answer.status, 500);
  assert.match(await answer.text(), /^fault \d{6}$/);
});
test('a database that is away is said so, and to come again', async () => {
  const site = siteWith([screen({ method: 'GET', path: '/away', who: ['anyone'], answer: () => { throw Object.assign(new Error('x'), { code: 'ECONNREFUSED' }); } })]);
  const answer = await site.request('/away');
  assert.deepEqual([answer.status, answer.headers.get('retry-after'), await answer.text()], [503, '5', 'away']);
});
test('what stays open ends within a second of the session that opened it', async () => {
  let by: Actor = person({ roles: ['operator'] });
  let left = 0;
  const site = siteWith([screen({ method: 'GET', path: '/live', who: ['operator'], answer: () => stream((send) => { send('change', '1'); return () => { left += 1; }; }) })], () => by);
  const answer = await site.request('/live');
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'text/event-stream']);
  const read = (async () => { let all = ''; for await (const part of answer.body ?? []) all += new TextDecoder().decode(part); return all; })();
  await new Promise((resolve) => { setTimeout(resolve, 750); });
  assert.equal(left, 0, 'who still may goes on listening');
  by = visitor;
  const began = performance.now();
  assert.match(await read, /event: change\ndata: 1/);
  assert.ok(performance.now() - began < 1_000, `${performance.now() - began} ms`);
  assert.equal(left, 1);
});
test('every page forbids foreign scripts and frames', async () => {
  const answer = await siteWith([screen({ method: 'GET', path: '/', who: ['anyone'], answer: () => page('x') })]).request('/');
  assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
});
