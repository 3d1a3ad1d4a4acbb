import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Country } from '#kernel';
import type { RouteDoor } from '#platform/http/index';
import { createLimits } from '#platform/limits/index';
import { soulNamed } from '../../worlds/stage.ts';
import { nameOf } from './samples.ts';
import { sessionOf } from './town.ts';
import { type World, openWorld } from './walk.ts';

let world: World;
before(async () => { world = await openWorld(); });
after(async () => { await world.town.close(); });

type Answer = Readonly<{ status: number; type: string; body: Record<string, unknown>; headers: Headers }>;
let keys = 0;
const api = async (path: string, { method = 'GET', token, body, key, site = world.hung.site, headers = {} }: Readonly<{ method?: string; token?: string | undefined; body?: unknown; key?: string; site?: World['hung']['site']; headers?: Record<string, string> }> = {}): Promise<Answer> => {
  keys += 1;
  const raw = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await site.request(`http://localhost:3000/api/v1${path}`, {
    method, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(method === 'GET' ? {} : { 'content-type': 'application/json', 'idempotency-key': key ?? `key-of-this-test-${keys}` }), ...headers }, ...(body === undefined ? {} : { body: raw }),
  });
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: (await answer.json()) as Record<string, unknown>, headers: answer.headers };
};
const tokenOf = (name: string): string => world.callers.find((caller) => caller.name === name)?.token ?? '';
const asSoul = (key: string): Promise<string> => sessionOf(world.town, { person: soulNamed(world.town.stage, key).person });
const routes = (): RouteDoor[] => world.doors.filter((door): door is RouteDoor => door.kind === 'route');

type Schema = { $ref?: string; type?: string | string[]; properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[]; oneOf?: Schema[]; allOf?: Schema[]; required?: string[]; additionalProperties?: unknown };
type Operation = { summary?: string; tags?: string[]; parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]; requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> }; responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>; security?: Record<string, string[]>[] };
type Document = { openapi: string; info: { title: string; version: string }; servers: { url: string }[]; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> } };
const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

describe('the OpenAPI document', () => {
  let document: Document;
  before(async () => { document = (await api('/openapi.json')).body as unknown as Document; });

  test('is whole: every schema has a known type, every reference leads somewhere', () => {
    assert.equal(document.openapi, '3.1.0');
    assert.deepEqual([typeof document.info.title, document.info.version, document.servers[0]?.url], ['string', '1', '/api/v1']);
    const look = (schema: Schema, where: string): void => {
      if (schema.$ref !== undefined) assert.ok(/^#\/components\/schemas\/\w+$/.test(schema.$ref) && document.components.schemas[schema.$ref.split('/').at(-1) ?? ''], `${where}: ${schema.$ref} leads nowhere`);
      for (const type of [schema.type ?? []].flat()) assert.ok(TYPES.has(type), `${where}: (${type}) is no type`);
      for (const name of schema.required ?? []) assert.ok(schema.properties?.[name], `${where}: (${name}) is required and not described`);
      for (const [name, one] of Object.entries(schema.properties ?? {})) look(one, `${where}.${name}`);
      if (schema.items) look(schema.items, `${where}[]`);
      for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) look(one, where);
    };
    for (const [name, schema] of Object.entries(document.components.schemas)) look(schema, name);
    for (const [path, methods] of Object.entries(document.paths)) for (const [method, operation] of Object.entries(methods)) {
      const where = `${method} ${path}`;
      for (const { schema } of operation.parameters ?? []) look(schema, where);
      for (const { content } of [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) => (part?.content ? [{ content: part.content }] : []))) for (const { schema } of Object.values(content)) look(schema, where);
    }
  });

  test('describes every route, with each part of its address, its key, who it is for, and what a refusal looks like', () => {
    for (const door of routes()) {
      const operation = document.paths[door.path.replace(/:(\w+)/g, '{$1}')]?.[door.method.toLowerCase()];
      assert.ok(operation, `${nameOf(door)} is not described`);
      assert.ok(operation.summary && operation.tags?.length, nameOf(door));
      const params = (operation.parameters ?? []).map((one) => `${one.in}:${one.name}`);
      for (const [, name] of door.path.matchAll(/:(\w+)/g)) assert.ok(params.includes(`path:${name}`), `${nameOf(door)} does not describe ${name}`);
      assert.equal(params.includes('header:idempotency-key'), door.method === 'POST', nameOf(door));
      assert.ok(operation.responses['default']?.content?.['application/problem+json'], nameOf(door));
      assert.equal(operation.security?.length === 0, door.who.includes('anyone'), nameOf(door));
    }
    assert.equal(Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length, routes().length);
  });

  test('lists are given in pages, each with a cursor and a limit', () => {
    const lists = routes().filter((door) => door.method === 'GET' && 'items' in ((door.gives as { shape?: object }).shape ?? {}));
    assert.ok(lists.length >= 15, `${lists.length} lists`);
    for (const door of lists) {
      const params = (document.paths[door.path.replace(/:(\w+)/g, '{$1}')]?.['get']?.parameters ?? []).map(({ name }) => name);
      assert.deepEqual(['cursor', 'limit'].filter((name) => !params.includes(name)), [], nameOf(door));
    }
  });
});

describe('every route, given nothing or nonsense', () => {
  const NONSENSE: readonly unknown[] = [undefined, {}, [], null, 'text', 17, { visit: 5, lines: 'x', home: {}, words: 4 }, { constructor: 'x', __proto__: { roles: ['admin'] } }, '{"half":', '\u0000'];
  test('answers with a problem that says what is wrong, and never breaks', async () => {
    const things = world.behind.of.now;
    let calls = 0;
    for (const door of routes()) for (const who of ['staff: admin', 'marcel', 'ines']) for (const [at, body] of NONSENSE.entries()) {
      if (door.method === 'GET' && at > 0) continue;
      const path = door.path.replace(/:(\w+)/g, (_, name: string) => things[name] ?? 'x');
      const answer = await api(path, { method: door.method, token: tokenOf(who), ...(door.method === 'GET' ? {} : { body: at >= 8 ? (body as string) : body === undefined ? undefined : body }) });
      calls += 1;
      assert.ok(answer.status < 500, `${nameOf(door)} broke on (${JSON.stringify(body)}): ${JSON.stringify(answer.body)}`);
      if (answer.status < 400) continue;
      assert.equal(answer.type, 'application/problem+json', nameOf(door));
      assert.deepEqual([answer.body['status'], typeof answer.body['title'], /^urn:porchlight:[a-z-]+$/.test(String(answer.body['type']))], [answer.status, 'string', true], `${nameOf(door)} ${JSON.stringify(answer.body)}`);
      if (answer.status === 422) for (const { pointer, detail } of (answer.body['errors'] ?? []) as { pointer: string; detail: string }[]) assert.ok(pointer.startsWith('/') && detail.length > 3, `${nameOf(door)} ${pointer} ${detail}`);
    }
    assert.ok(calls > 1_000, `${calls} calls`);
  });
  test('names the field in the words of a person', async () => {
    const { status, body } = await api(`/visits/${world.behind.of.now['visit']}/extras`, { method: 'POST', token: tokenOf('ines'), body: { why: '', lines: [{ kind: 'gift' }] } });
    assert.equal(status, 422);
    const pointers = (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
    assert.ok(pointers.includes('/why') && pointers.includes('/lines/0/kind'), pointers.join());
  });
});

describe('one effect for one key', () => {
  const ask = { words: 'Ma tablette ne s’allume plus.', lang: 'fr', country: 'FR' };
  test('the same call again has the same answer and no second effect; another question is refused', async () => {
    const { site } = await world.town.hang();
    const first = await api('/requests', { method: 'POST', body: ask, key: 'one-key-for-one-effect', site });
    const again = await api('/requests', { method: 'POST', body: ask, key: 'one-key-for-one-effect', site });
    assert.equal(first.status, 201);
    assert.deepEqual([again.status, again.body], [first.status, first.body]);
    const other = await api('/requests', { method: 'POST', body: { ...ask, words: 'Autre chose.' }, key: 'one-key-for-one-effect', site });
    assert.deepEqual([other.status, other.body['type']], [422, 'urn:porchlight:key-used-for-another-question']);
    const token = await asSoul('marcel');
    const mine = await api('/requests', { method: 'POST', body: ask, key: 'one-key-for-one-effect', site, token });
    assert.equal(mine.status, 201);
    assert.notEqual(mine.body['request'], first.body['request'], 'a key is its caller’s own');
  });
  test('a refusal is not kept: the same key may try again', async () => {
    const { site } = await world.town.hang();
    const token = tokenOf('ines');
    const wrong = { method: 'POST', token, site, key: 'a-key-that-tries-twice', body: { kind: 'unattended' } } as const;
    const path = `/visits/${world.behind.of.now['visit']}/clock/stop`;
    assert.equal((await api(path, wrong)).status, 409);
    assert.equal((await api(path, wrong)).status, 409);
  });
});

describe('a list in pages', () => {
  async function walk(path: string, token: string | undefined, limit: number): Promise<{ ids: string[]; cursors: string[] }> {
    const ids: string[] = [];
    const cursors: string[] = [];
    for (let next: string | null = ''; next !== null && cursors.length < 500;) {
      const { status, body } = await api(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${next === '' ? '' : `&cursor=${encodeURIComponent(next)}`}`, { token });
      assert.equal(status, 200, JSON.stringify(body));
      ids.push(...(body['items'] as { id?: string; key?: string; slug?: string; person?: { id: string } }[]).map((item) => item.id ?? item.key ?? item.slug ?? item.person?.id ?? ''));
      next = body['next'] as string | null;
      if (next !== null) cursors.push(next);
    }
    return { ids, cursors };
  }
  const LISTS: readonly (readonly [string, string | undefined])[] = [
    ['/providers?country=FR', undefined], ['/guides?q=wifi', undefined], ['/outbox', 'jules'], ['/calls', 'jules'], ['/people?q=Garnier', 'jules'], ['/messages', 'odette'], ['/requests', 'marcel'], ['/homes/:home/mandates', 'odette'], ['/homes/:home/visits', 'odette'], ['/quotes/:openQuote/times', 'marcel'],
  ];
  test('holds everything once however it is cut, in one order, and ends with null', async () => {
    for (const [path, who] of LISTS) {
      const real = path.replace(/:(\w+)/g, (_, name: string) => world.behind.of[who === 'marcel' ? 'now' : 'past'][name] ?? name);
      const whole = await walk(real, who && tokenOf(who), 100);
      const cut = await walk(real, who && tokenOf(who), 3);
      assert.deepEqual(cut.ids, whole.ids, path);
      assert.equal(new Set(cut.ids).size, cut.ids.length, path);
      assert.ok(whole.ids.length > 0, `${path} holds nothing`);
    }
  });
  test('takes no cursor that it did not give', async () => {
    const { cursors } = await walk('/outbox', tokenOf('jules'), 2);
    const [good = ''] = cursors;
    for (const forged of ['x', `${good}x`, good.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')), Buffer.from('000 msg').toString('base64url')]) {
      const { status, body } = await api(`/outbox?cursor=${encodeURIComponent(forged)}`, { token: tokenOf('jules') });
      assert.equal(status, 422, forged);
      assert.deepEqual((body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer), ['/cursor']);
    }
    assert.equal((await api(`/calls?cursor=${encodeURIComponent(good)}`, { token: tokenOf('jules') })).status, 422, 'a cursor is of its own list');
  });
  test('gives between 1 and 100 at a time', async () => {
    for (const limit of ['0', '101', '-1', 'many']) assert.equal((await api(`/providers?country=FR&limit=${limit}`)).status, 422, limit);
  });
});

describe('how often', () => {
  test('is counted for each caller, and says when to come again; nobody is locked out by another', async () => {
    const { site } = await world.town.hang({ limits: createLimits({ api: { times: 3, seconds: 60 } }) });
    const [odette, marcel] = [tokenOf('odette'), tokenOf('marcel')];
    for (let call = 0; call < 3; call += 1) assert.equal((await api('/me', { token: odette, site })).status, 200);
    const late = await api('/me', { token: odette, site });
    assert.deepEqual([late.status, late.body['type']], [429, 'urn:porchlight:too-often']);
    assert.ok(Number(late.headers.get('retry-after')) > 0);
    assert.equal((await api('/me', { token: marcel, site })).status, 200);
  });
  test('codes and questions without an account are counted by the network they come from', async () => {
    const { site } = await world.town.hang({ limits: createLimits({ code: { times: 2, seconds: 60 }, ask: { times: 1, seconds: 60 } }) });
    const back = { method: 'POST', body: { reference: 'ABC-DEF', code: '000000' }, site } as const;
    assert.deepEqual([(await api('/returns', back)).status, (await api('/returns', back)).status, (await api('/returns', back)).status], [404, 404, 429]);
    const ask = { method: 'POST', body: { words: 'Bonjour', lang: 'fr' }, site } as const;
    assert.deepEqual([(await api('/requests', ask)).status, (await api('/requests', ask)).status], [201, 429]);
  });
});

test('a program goes the whole way: asks, comes back with its code, and signs out', async () => {
  const { site } = await world.town.hang();
  const asked = await api('/requests', { method: 'POST', site, body: { words: 'Mon imprimante n’imprime plus.', lang: 'fr', country: 'FR' satisfies Country } });
  const back = await api('/returns', { method: 'POST', site, body: { reference: asked.body['reference'], code: asked.body['code'] } });
  assert.equal(back.status, 201, JSON.stringify(back.body));
  const token = String(back.body['token']);
  const me = await api('/me', { site, token });
  assert.deepEqual([me.body['request'], me.body['person']], [asked.body['request'], null]);
  assert.equal((await api(`/requests/${String(asked.body['request'])}`, { site, token })).status, 200);
  assert.equal((await api('/sessions/mine', { method: 'DELETE', site, token })).status, 200);
  assert.equal((await api('/me', { site, token })).status, 401);
});
