/** Whoever may not be sent, at the doors and on what is still open: it is over at once. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Hono } from 'hono';
import { type VisitId, jobActor, must } from '#kernel';
import { screen, serveScreens, stream } from '#platform/http/index';
import { identifyWith } from '../../src/identify.ts';
import { actorOf, soulNamed } from '../../worlds/stage.ts';
import { type Behind, layBehind } from './behind.ts';
import { type Hung, type TestTown, PUBLIC_URL, openTestTown, sessionOf } from './town.ts';

let town: TestTown;
let hung: Hung;
let behind: Behind;
before(async () => { town = await openTestTown(); behind = await layBehind(town); hung = await town.hang(); });
after(async () => { await town.close(); });

const house = jobActor('test');
const visit = (): VisitId => behind.of.now['visit'] as VisitId;
const get = (path: string, token: string): Promise<Response> => Promise.resolve(hung.site.request(`${PUBLIC_URL}${path}`, { headers: { cookie: `lang=en; session=${token}` } }));
const where = async (path: string, token: string): Promise<string> => { const answer = await get(path, token); return `${answer.status} ${answer.headers.get('location') ?? ''}`.trim(); };
/** Every page and call on which a technician reads of somebody's home. */
const OF_A_HOME = (id: string): readonly string[] => [`/day/${id}`, `/visits/${id}/sheet`, `/visits/${id}/calendar.ics`, `/day/${id}/secrets`, `/api/v1/visits/${id}`, `/api/v1/visits/${id}/work`, `/api/v1/visits/${id}/sheet`];
const ines = () => soulNamed(town.stage, 'ines');
const signedIn = (): Promise<string> => sessionOf(town, { person: ines().person });
const suspend = (): Promise<unknown> => town.ground.works.inWork(actorOf(soulNamed(town.stage, 'ruth')), (work) => town.app.technicians.suspend(work, { technician: ines().technician as never, why: 'for this test' })).then(must);
const reinstate = (): Promise<unknown> => town.ground.works.inWork(house, (work) => town.app.technicians.reinstate(work, { technician: ines().technician as never, why: 'for this test' })).then(must);
const reads = async (token: string): Promise<string[]> => {
  const open: string[] = [];
  for (const path of OF_A_HOME(visit())) if ((await get(path, token)).status === 200) open.push(path);
  return open;
};

describe('a technician who is stopped', () => {
  test('reads the visit of today before, and nothing of it in the same second after; the session is over, and a new one opens only their own account', async () => {
    const token = await signedIn();
    assert.ok((await reads(token)).length >= 4, (await reads(token)).join());
    await suspend();
    assert.equal(await where('/day', token), '303 /sign-in?next=%2Fday');
    assert.equal((await get('/api/v1/me', token)).status, 401);
    const again = await signedIn();
    assert.deepEqual(await reads(again), []);
    assert.equal(await where('/day', again), '303 /day/appeal');
    assert.match(await (await get('/day/appeal', again)).text(), /not sent to anyone/);
    await reinstate();
    assert.ok((await reads(again)).length >= 4, 'what was lifted opens again');
  });

  test('whose news were open: the stream closes within a second', async () => {
    const token = await signedIn();
    const site = new Hono();
    serveScreens(site, [screen({ method: 'GET', path: '/live', who: ['technician'], answer: () => stream(() => () => undefined) })], {
      works: town.ground.works, identify: identifyWith({ looking: town.ground.works.looking, inWork: town.ground.works.inWork, people: town.app.people, technicians: town.app.technicians }), publicUrl: PUBLIC_URL, log: town.log,
      signs: { missing: async () => 'missing', signIn: () => ({ kind: 'go', to: '/sign-in' }), prove: () => ({ kind: 'go', to: '/prove' }), databaseAway: () => '', fault: () => '', notFromHere: async () => '' },
    });
    const answer = await site.request(`${PUBLIC_URL}/live`, { headers: { cookie: `session=${token}` } });
    const reader = answer.body?.getReader();
    assert.equal(new TextDecoder().decode((await reader?.read())?.value), ': open\n\n');
    await suspend();
    const began = performance.now();
    const next = await reader?.read();
    assert.equal(next?.done, true);
    assert.ok(performance.now() - began < 1_000, `${Math.round(performance.now() - began)} ms`);
    await reinstate();
  });

  test('whose check ends is signed out by the sweep, and reads nothing from the first minute of the day after, sweep or not', async () => {
    const now = town.clock.now();
    const day = now.toZonedDateTimeISO('Europe/Paris').toPlainDate();
    const record = (until: Temporal.PlainDate) => town.ground.works.inWork(house, (work) => town.app.technicians.recordVetting(work, { technician: ines().technician as never, kind: 'insurance', outcome: 'good', verifiedOn: day, how: 'original seen', until })).then(must);
    await record(day);
    const token = await signedIn();
    assert.ok((await reads(token)).length >= 4, 'the last day still counts');
    town.clock.set(day.add({ days: 1 }).toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: { minute: 1 } }).toInstant().toString());
    assert.deepEqual(await reads(token), []);
    assert.equal(await where('/day', token), '303 /day/appeal');
    assert.match(await (await get('/day/appeal', token)).text(), /checks has run out/);
    assert.equal((await get(`/technicians/${ines().technician}/work`, token)).status, 200, 'their hours and area stay their own');
    await town.ground.works.inWork(house, async (work) => ({ ok: true, value: await town.app.technicians.keepChecks(work) }) as const);
    assert.equal((await get('/api/v1/me', token)).status, 401);
    town.clock.set(now.toString());
    await record(day.add({ years: 1 }));
  });

  test('whose check comes out bad is signed out with it', async () => {
    const token = await signedIn();
    const day = town.clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate();
    const record = (outcome: 'good' | 'bad') => town.ground.works.inWork(house, (work) => town.app.technicians.recordVetting(work, { technician: ines().technician as never, kind: 'identity', outcome, verifiedOn: day, how: 'original seen' })).then(must);
    await record('bad');
    assert.equal((await get('/api/v1/me', token)).status, 401);
    assert.deepEqual(await reads(await signedIn()), []);
    town.clock.set(town.clock.now().add({ minutes: 1 }).toString());
    await record('good');
  });
});

test('a day after a visit its technician reads nothing of it any more, and the office still does', async () => {
  const past = await town.ground.works.looking(house, (work) => town.app.booking.known.visit(work, behind.of.past['visit'] as VisitId));
  assert.ok(past);
  const theirs = [...town.stage.souls.values()].find(({ technician }) => technician === past.technician);
  assert.ok(theirs);
  const now = town.clock.now();
  const readAt = async (at: Temporal.Instant): Promise<number> => {
    town.clock.set(at.toString());
    const token = await sessionOf(town, { person: theirs.person });
    let open = 0;
    for (const path of OF_A_HOME(past.id)) if ((await get(path, token)).status === 200) open += 1;
    const day = (await (await get(`/api/v1/technicians/${past.technician}/days/${past.plannedStart.toZonedDateTimeISO('Europe/Paris').toPlainDate().toString()}`, token)).text()).includes(past.id);
    return open + (day ? 100 : 0);
  };
  assert.ok(await readAt(past.plannedEnd.add({ hours: 23, minutes: 59 })) > 103, 'the evening after');
  assert.equal(await readAt(past.plannedEnd.add({ hours: 24 })), 0);
  assert.equal(await readAt(now), 0);
  const office = await sessionOf(town, { person: soulNamed(town.stage, 'helene').person });
  assert.equal((await get(`/api/v1/visits/${past.id}`, office)).status, 200);
});
