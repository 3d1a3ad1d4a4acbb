import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Actor, type PersonId, clockAt, newId } from '#kernel';
import { openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { createWorks } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { USUAL, createRoads, keepHours, percentsOf } from './index.ts';

const quietLog = { info() {}, warn() {}, error() {}, debug() {} } as never;
let database: TestDatabase;
before(async () => { database = await testDatabase(); });
after(async () => { await database.drop(); });

const person = (roles: readonly 'operator'[]): Actor => ({ kind: 'person', person: newId('Person') as PersonId, homes: [], mandates: [], roles }) as never;

test('how slow the hours are is the operator’s to say, holds in every process once it is read, and stretches the ways', async () => {
  const pool = openPool({ url: database.url, log: quietLog, max: 2 });
  const db = openDb<unknown>(pool);
  const works = createWorks({ db, clock: clockAt('2026-11-24T08:00:00Z'), facts: inlineFacts() });
  try {
    const [here, there] = [keepHours({ db, dbOf: works.dbOf }), keepHours({ db, dbOf: works.dbOf })];
    const roads = createRoads({ percents: there.now });
    const rush = (): number => roads.paces.between('FR', Date.parse('2026-11-24T07:00:00Z') / 1000, Date.parse('2026-11-24T07:20:00Z') / 1000);
    await here.refresh();
    assert.deepEqual(here.now(), USUAL);
    const [before, edition] = [here.now(), roads.edition()];
    const slow = { ...USUAL, 'morning-peak': 155 };
    assert.deepEqual(await works.inWork(person([]), (work) => here.change(work, slow)), { ok: false, error: { kind: 'not-allowed' } });
    for (const odd of [49, 301, 120.5, Number.NaN]) assert.equal((await works.inWork(person(['operator']), (work) => here.change(work, { ...USUAL, night: odd }))).ok, false, `${odd}`);
    assert.ok((await works.inWork(person(['operator']), (work) => here.change(work, slow))).ok);
    assert.equal(rush(), 1.2, 'what was not read yet does not hold yet');
    await there.refresh();
    assert.deepEqual(there.now(), slow);
    assert.equal(rush(), 1.55);
    assert.ok(roads.edition() > edition, 'days that were reckoned before are reckoned anew');
    await here.refresh();
    assert.notEqual(here.now(), before);
    const same = here.now();
    await here.refresh();
    assert.equal(here.now(), same, 'the same figures are the same object');
    assert.ok((await works.inWork(person(['operator']), (work) => here.change(work, percentsOf(() => 100)))).ok);
  } finally { await pool.end(); }
});
