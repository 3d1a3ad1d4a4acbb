import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clockAt, no, ok, visitor } from '#kernel';
import { testDatabase } from '../../test/support/database.ts';
import { type Pool, openDb, openPool, sql } from './db.ts';
import { inlineFacts, queuedFacts } from './facts.ts';
import { createOnce } from './http/once.ts';
import { changeBy } from './http/change.ts';
import { createBoss } from './jobs.ts';
import { keysFrom } from './keys.ts';
import { silentLog } from './log.ts';
import { type Work, createWorks } from './work.ts';

let pool: Pool;
let url: string;
let drop: () => Promise<void>;
const clock = clockAt('2026-11-23T10:00:00Z');
const keys = keysFrom(Buffer.alloc(32, 7));

before(async () => {
  const made = await testDatabase();
  ({ url, drop } = made);
  pool = openPool({ url, log: silentLog });
});
after(async () => { await pool.end(); await drop(); });

const works = (facts = inlineFacts()) => createWorks({ db: openDb(pool), clock, facts });
const linesAbout = async (about: string): Promise<number> => (await sql<{ n: number }>`select count(*) as n from platform.audit_lines where about = ${about}`.execute(openDb(pool))).rows[0]?.n ?? -1;

describe('a unit of work', () => {
  test('keeps what was done, with its audit line, at one instant', async () => {
    const done = await works().inWork(visitor, async (work) => { await work.audit({ did: 'try', to: 'kept' }); return ok(work.now.toString()); });
    assert.deepEqual(done, { ok: true, value: '2026-11-23T10:00:00Z' });
    assert.equal(await linesAbout('kept'), 1);
  });
  test('undoes everything when it is refused', async () => {
    const done = await works().inWork(visitor, async (work) => { await work.audit({ did: 'try', to: 'refused' }); return no({ kind: 'not-today' }); });
    assert.deepEqual(done, { ok: false, error: { kind: 'not-today' } });
    assert.equal(await linesAbout('refused'), 0);
  });
  test('undoes everything when something breaks, and says what', async () => {
    await assert.rejects(works().inWork(visitor, async (work) => { await work.audit({ did: 'try', to: 'broken' }); throw new Error('a bug'); }), /a bug/);
    assert.equal(await linesAbout('broken'), 0);
  });
  test('cannot be used once it is over', async () => {
    const { inWork, dbOf } = works();
    let kept: Work | undefined;
    await inWork(visitor, async (work) => { kept = work; return ok(1); });
    assert.throws(() => dbOf(kept as Work), /over/);
  });
  test('that only looks cannot change anything', async () => {
    await assert.rejects(works().looking(visitor, (work) => work.audit({ did: 'try', to: 'looked' })), /read-only/);
  });
  test('tells its facts after it is done, and none when it was refused', async () => {
    const facts = inlineFacts();
    const heard: string[] = [];
    facts.listen('lamp-lit', 'test', async () => { heard.push(`lit, ${await linesAbout('lamp')} line`); });
    const { inWork } = works(facts);
    await inWork(visitor, async (work) => { await work.announce({ fact: 'lamp-lit' }); await work.audit({ did: 'light', to: 'lamp' }); assert.equal(heard.length, 0); return ok(1); });
    await inWork(visitor, async (work) => { await work.announce({ fact: 'lamp-lit' }); return no({ kind: 'no-oil' }); });
    assert.deepEqual(heard, ['lit, 1 line']);
  });
});

test('the audit trail can be added to and never edited', async () => {
  await works().inWork(visitor, async (work) => { await work.audit({ did: 'try', to: 'stone' }); return ok(1); });
  await assert.rejects(sql`update platform.audit_lines set did = 'nothing' where about = 'stone'`.execute(openDb(pool)), /never edited/);
  await assert.rejects(sql`delete from platform.audit_lines where about = 'stone'`.execute(openDb(pool)), /never edited/);
});

test('facts in the queue are heard when the work was kept, and not when it was undone', async () => {
  const boss = createBoss(url, silentLog);
  const facts = queuedFacts(boss, silentLog);
  const heard: unknown[] = [];
  let wake = (): void => {};
  const first = new Promise<void>((done) => { wake = done; });
  facts.listen<{ fact: 'bell-rung'; times: number }>('bell-rung', 'test', async (fact) => { heard.push(fact.times); wake(); });
  await boss.start();
  await facts.start();
  const { inWork } = works(facts);
  await inWork(visitor, async (work) => { await work.announce({ fact: 'bell-rung', times: 1 }); return no({ kind: 'too-loud' }); });
  await inWork(visitor, async (work) => { await work.announce({ fact: 'bell-rung', times: 2 }); return ok(1); });
  await first;
  await boss.stop({ graceful: true, timeout: 3_000 });
  assert.deepEqual(heard, [2]);
});

describe('one effect for one key', () => {
  const setUp = () => {
    const all = works();
    return { ...all, once: createOnce({ dbOf: all.dbOf }), keys };
  };
  const post = (key: string, asked: unknown, about: string) => changeBy(setUp(), visitor, { asker: 'form', key }, asked).change(
    async (work) => { await work.audit({ did: 'effect', to: about }); return ok(about); },
    (value) => ({ kind: 'go', to: `/${value}`, cookies: [{ name: 'session', value: 'secret-token' }] }),
    (refusal) => ({ kind: 'json', status: 409, body: refusal }),
  );
  test('twenty at once have one effect and one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('frm_same', { a: 1 }, 'twenty')));
    assert.equal(await linesAbout('twenty'), 1);
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.deepEqual(answers[0], { kind: 'go', to: '/twenty', cookies: [{ name: 'session', value: 'secret-token' }] });
  });
  test('another question under the same key is refused', async () => {
    assert.deepEqual(await post('frm_same', { a: 2 }, 'other'), { kind: 'json', status: 409, body: { kind: 'key-used-for-another-question' } });
    assert.equal(await linesAbout('other'), 0);
  });
  test('what is kept cannot be read in the database', async () => {
    const { rows } = await sql<{ answer: string }>`select answer::text as answer from platform.once`.execute(openDb(pool));
    assert.ok(rows.length > 0 && rows.every(({ answer }) => !answer.includes('secret-token')));
  });
});
