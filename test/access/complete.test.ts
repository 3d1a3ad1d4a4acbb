/** Whether the walk is whole: every address of the real router, every field that holds an id, and a leak that it must see. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Hono } from 'hono';
import { z } from 'zod';
import { type IdKind, type VisitId, isId, jobActor, newId } from '#kernel';
import { type Door, go, json, missing, page, route, screen } from '#platform/http/index';
import { identifyWith } from '../../src/identify.ts';
import { buildSite, signs } from '../../src/web/index.ts';
import { doorsOf } from '../../src/site.ts';
import { keepHouse } from '#platform/installation';
import { idIn, nameOf, positionsOf } from './samples.ts';
import { PUBLIC_URL, noLimits } from './town.ts';
import { type World, everyPosition, openWorld, walkPosition } from './walk.ts';
import { mayNotice } from './who-may.ts';

let world: World;
before(async () => { world = await openWorld(); });
after(async () => { await world.town.close(); });

/** What hangs beside the doors, and who looks at it instead. */
const BESIDE: ReadonlyMap<string, string> = new Map([
  ['ALL /*', 'headers and the size of bodies, before every door'], ['ALL /assets/*', 'compression of what is the same for everybody'], ['GET /healthz', 'one word'], ['GET /readyz', 'one word'],
  ['POST /hooks/sms', 'a gateway that signs (sms.test.ts)'], ['GET /api/v1/openapi.json', 'the description, for everybody'], ['GET /api/v1/docs', 'the same to read'], ['ALL /api/v1/*', 'there is no such address'],
]);

describe('the list of doors that is walked', () => {
  test('is that of the router: no address is served that is not in it, and none of it is not served', () => {
    const [listed, hung] = [new Set(world.doors.map(nameOf)), new Set(world.hung.site.routes.map(({ method, path }) => `${method} ${path}`))];
    assert.deepEqual([...hung].filter((name) => !listed.has(name) && !BESIDE.has(name)), [], 'served, and not walked');
    assert.deepEqual([...listed].filter((name) => !hung.has(name)), [], 'walked, and not served');
    assert.deepEqual([...BESIDE.keys()].filter((name) => !hung.has(name)), [], 'an exception that is over');
    assert.ok(listed.size > 450, `${listed.size}`);
  });
});

const KINDS: readonly IdKind[] = ['Visit', 'Request', 'Quote', 'Invoice', 'Payment', 'Extra', 'Home', 'Person', 'Mandate', 'Technician', 'Provider', 'Message', 'File', 'Task', 'Hold', 'Part', 'Device', 'Agreement', 'Change', 'Complaint', 'Plan', 'Link', 'Round', 'Question'];
/** Fields that hold an id and are not varied by themselves, and why that is right. */
const NOT_VARIED: Readonly<Record<string, string>> = {
  form_id: 'the one-time id of a form', letters: 'the operator’s letters, all of them theirs', who: 'the operator chooses among all people', quarantine: 'one’s own alone (trust.test.ts); nobody of this town is in one', ceremony: 'made for whoever began it, once (passkeys.test.ts)', code: 'opens with digits alone',
  move: 'the operator’s own board', was: 'the operator’s own board', chosen: 'the operator’s own board', series: 'the operator’s alone', partner: 'the operator’s alone', draft: 'the operator’s alone', plan: 'the operator’s alone', export: 'the operator’s alone',
  reference: 'typed by people; a code opens it', note: 'words, or a credit note in a path', q: 'words that are looked for', told: 'words that are looked up', secret: 'the secret of a telephone’s digits, sealed', token: 'typed by nobody', phase: 'a word', id: 'the operator’s alone',
};
/** Who sees most of the pages. */
const SOME: ReadonlySet<string> = new Set(['odette', 'marcel', 'ines', 'helene', 'staff: admin']);
const isKnown = (door: Door, name: string): boolean => idIn(door, name) !== undefined || name in NOT_VARIED;

describe('every field that holds an id', () => {
  test('is known to the walk: one that takes an id and nothing else', () => {
    const unknown: string[] = [];
    for (const door of world.doors) {
      const shape = door.asks instanceof z.ZodObject ? (door.asks.shape as Record<string, z.ZodType>) : {};
      for (const [name, field] of Object.entries(shape)) {
        const takes = (value: unknown): boolean => field.safeParse(value).success;
        const isOnlyId = KINDS.some((kind) => takes(newId(kind))) && !['some words that somebody types', 'a-name', '123456'].some(takes);
        if (isOnlyId && !isKnown(door, name)) unknown.push(`${nameOf(door)} ${name}`);
      }
    }
    assert.deepEqual(unknown, [], 'Say in test/access/samples.ts of what they are, or in NOT_VARIED why they are not varied');
  });
  test('is known to the walk: one that a page of ours fills with an id', async () => {
    const unknown = new Set<string>();
    let fields = 0;
    for (const door of world.doors.filter(({ kind, method }) => kind === 'screen' && method === 'GET')) for (const caller of world.callers.filter(({ name }) => SOME.has(name))) {
      const things = { ...world.behind.missing, ...world.behind.of[caller.own] };
      const answer = await world.page(caller, door, things);
      for (const [, action = '', inside = ''] of answer.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)) for (const [field] of inside.matchAll(/<(?:input|option|button)[^>]*>/g)) {
        const [name, value] = [/\sname="([^"]+)"/.exec(field)?.[1], /\svalue="([^"]+)"/.exec(field)?.[1] ?? ''];
        if (name === undefined || !KINDS.some((kind) => isId(kind, value))) continue;
        fields += 1;
        const to = world.doors.find((one) => one.method === 'POST' && new RegExp(`^${one.path.replace(/:\w+/g, '[^/]+')}$`).test(action.split('?')[0] ?? ''));
        if (to && !isKnown(to, name.replace('[]', ''))) unknown.add(`${nameOf(to)} ${name}`);
      }
    }
    assert.deepEqual([...unknown], []);
    assert.ok(fields > 100, `${fields} fields`);
  });
});

/** Four doors as somebody might build them on a bad day. */
function leakyDoors(): Door[] {
  const { app, ground } = world.town;
  const look = (visit: string | undefined) => ground.works.looking(jobActor('leak'), (work) => app.booking.known.visit(work, visit as VisitId));
  const ids = z.object({ visit: z.string() });
  return [
    screen({ method: 'GET', path: '/leaky/:visit/page', who: ['person'], answer: async ({ params }) => { const seen = await look(params['visit']); return seen ? page(`<p>${seen.plannedStart.toString()}</p>`) : missing; } }),
    screen({ method: 'GET', path: '/leaky/:visit/refusal', who: ['anyone'], answer: async ({ params }) => ((await look(params['visit'])) ? page('not yours', 403) : missing) }),
    screen({ method: 'POST', path: '/leaky/body', who: ['asker'], asks: ids, again: () => missing, answer: async ({ asked }) => ((await look(asked.visit)) ? go('/there-is-one') : missing) }),
    route({ method: 'GET', path: '/leaky/query', who: ['technician'], summary: '', asks: ids, gives: z.object({}), answer: async ({ asked }) => json({ at: (await look(asked.visit))?.plannedStart.toString() ?? null }) }),
  ];
}

test('a door that leaks is seen: a page for everybody, a refusal that tells, an id in a body, an id in a query', async () => {
  const { town } = world;
  const keeper = keepHouse({ db: town.db, dbOf: town.ground.works.dbOf, house: town.house, keys: town.ground.keys });
  const { web } = doorsOf({ app: town.app, ground: town.ground, keeper });
  const site: Hono = buildSite(leakyDoors(), {
    works: town.ground.works, identify: identifyWith({ looking: town.ground.works.looking, inWork: town.ground.works.inWork, people: town.app.people, technicians: town.app.technicians }), signs: signs(web), log: town.log, limits: noLimits, publicUrl: PUBLIC_URL,
    explain: ({ says }) => says, docs: () => '', isReady: async () => true,
  });
  const leaky = world.over(site);
  for (const door of leakyDoors()) {
    const [at, ...more] = positionsOf(door);
    assert.ok(at && more.length === 0, nameOf(door));
    const noticed = await walkPosition(leaky, door, at);
    const leaks = noticed.filter(({ as, kind }) => !mayNotice(nameOf(door), `${at.in}:${at.name}`, kind).includes(as));
    assert.ok(leaks.length > 0, `${nameOf(door)} leaks and nobody saw it`);
    assert.ok(leaks.some(({ as }) => as === 'stranger'), `${nameOf(door)}: a stranger tells it apart`);
  }
  assert.equal(everyPosition(leakyDoors()).length, 4);
});
