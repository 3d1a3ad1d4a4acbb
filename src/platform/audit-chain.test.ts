import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { clockAt, jobActor, must, newId, no, ok } from '#kernel';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { type AuditChain, type Verdict, createAuditChain } from './audit-chain.ts';
import { auditSweep } from './audit-sweep.ts';
import { type Pool, openDb, openPool, sql } from './db.ts';
import { inlineFacts } from './facts.ts';
import { keysFrom } from './keys.ts';
import { type Works, createWorks } from './work.ts';

const LINES = 150;
const by = jobActor('test');
const keys = keysFrom(Buffer.alloc(32, 5));
const folder = mkdtempSync(join(tmpdir(), 'audit-'));
const headFile = join(folder, 'audit-head.jsonl');
let database: TestDatabase;
let pool: Pool;
let works: Works;
let chain: AuditChain;

before(async () => {
  database = await testDatabase();
  pool = openPool({ url: database.url, log: { info() {}, warn() {}, error() {} } as never });
  works = createWorks({ db: openDb(pool), clock: clockAt('2026-11-23T09:00:00Z'), facts: inlineFacts() });
  chain = createAuditChain({ dbOf: works.dbOf, keys, headFile });
  for (let from = 0; from < LINES; from += 30) {
    await write(30);
    await nobodyBefore();
    await auditSweep(chain, works.inWork).run();
  }
});
after(async () => { await pool.end(); await database.drop(); rmSync(folder, { recursive: true }); });

/** Works on other databases of the same server hold the line back too; we wait for them. */
async function nobodyBefore(): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ clear: boolean }>('select coalesce(bool_and(tx < pg_snapshot_xmin(pg_current_snapshot())), true) as clear from platform.audit_lines');
    if (rows[0]?.clear) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

const write = (count: number) => works.inWork(by, async (work) => {
  for (let at = 0; at < count; at += 1) await work.audit({ did: at % 2 ? 'book' : 'open-session', to: newId('Visit'), home: newId('Home'), person: newId('Person'), why: `reason ${at}` });
  return ok(true);
});
const verdict = (): Promise<Verdict> => works.looking(by, (work) => chain.verify(work));

/** Random numbers that are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => { state = (state * 1_103_515_245 + 12_345) % 2_147_483_648; return Math.floor((state / 2_147_483_648) * sides); };
}

/** What a superuser with the triggers off may try; each changes something for certain. */
const TAMPERINGS: readonly ((roll: (sides: number) => number) => string)[] = [
  (roll) => `update platform.audit_lines set ${['did', 'about', 'by_id', 'why', 'home_id', 'person_id'][roll(6)] ?? 'did'} = 'forged' where id = ${1 + roll(LINES)}`,
  (roll) => `update platform.audit_lines set at = at + interval '${1 + roll(900)} microseconds' where id = ${1 + roll(LINES)}`,
  (roll) => `update platform.audit_lines set by_kind = 'visitor' where id = ${1 + roll(LINES)}`,
  (roll) => `update platform.audit_lines set why = null where id = ${1 + roll(LINES)}`,
  (roll) => `delete from platform.audit_lines where id = ${1 + roll(LINES)}`,
  (roll) => { const id = 1 + roll(LINES); return `delete from platform.audit_lines where id = ${id}; delete from platform.audit_chain where line_id = ${id}`; },
  (roll) => { const id = 1 + roll(LINES); return `delete from platform.audit_lines where id = ${id}; delete from platform.audit_chain where line_id = ${id}; update platform.audit_chain set place = place + 1000 where place > ${id}; update platform.audit_chain set place = place - 1001 where place > 1000`; },
  (roll) => { const id = 1 + roll(LINES); return `delete from platform.audit_lines where id >= ${id}; delete from platform.audit_chain where line_id >= ${id}`; },
  (roll) => `delete from platform.audit_chain where place >= ${1 + roll(LINES)}`,
  () => 'truncate platform.audit_lines, platform.audit_chain',
  () => 'truncate platform.audit_lines',
  (roll) => { const one = 1 + roll(LINES - 1); const other = one + 1 + roll(LINES - one); return `update platform.audit_lines set id = id + 100000 where id in (${one}, ${other}); update platform.audit_lines set id = case id - 100000 when ${one} then ${other} else ${one} end where id > 100000`; },
  (roll) => { const one = 1 + roll(LINES - 1); const other = one + 1 + roll(LINES - one); return `update platform.audit_chain set place = place + 100000 where place in (${one}, ${other}); update platform.audit_chain set place = case place - 100000 when ${one} then ${other} else ${one} end where place > 100000`; },
  (roll) => { const one = 1 + roll(LINES - 1); const other = one + 1 + roll(LINES - one); return `update platform.audit_chain set line_id = -line_id where place in (${one}, ${other}); update platform.audit_chain set line_id = case place when ${one} then ${other} else ${one} end where place in (${one}, ${other})`; },
  (roll) => `update platform.audit_chain set hash = encode(sha256('${roll(1e6)}'), 'hex') where place = ${1 + roll(LINES)}`,
  (roll) => `update platform.audit_chain set previous = encode(sha256('${roll(1e6)}'), 'hex') where place = ${1 + roll(LINES)}`,
  // A chain made anew, by someone without the key.
  (roll) => { const id = 1 + roll(LINES); return `update platform.audit_lines set did = 'forged' where id = ${id}; update platform.audit_chain c set hash = encode(sha256((c.previous || l.did)::bytea), 'hex') from platform.audit_lines l where l.id = c.line_id and c.place >= ${id}`; },
  (roll) => `insert into platform.audit_chain select max(place) + 1, ${-1 - roll(99)}, (array_agg(hash order by place desc))[1], encode(sha256('x'), 'hex') from platform.audit_chain`,
];

test('a trail that nobody touched is whole, and its lines cannot be changed, deleted or emptied by us', async () => {
  const found = await verdict();
  assert.deepEqual(found.faults, []);
  assert.deepEqual([found.lines, found.waiting, found.heads], [LINES, 0, LINES / 30]);
  for (const wish of ['update platform.audit_lines set did = did', 'delete from platform.audit_chain', 'truncate platform.audit_lines', 'update platform.audit_chain set place = place']) {
    await assert.rejects(pool.query(wish), /never edited/, wish);
  }
});

test('a thousand random tamperings by a superuser without triggers are all found', async () => {
  const roll = dice(20_261_123);
  const missed: string[] = [];
  for (let at = 0; at < 1_000; at += 1) {
    const wish = TAMPERINGS[at % TAMPERINGS.length]?.(roll) ?? '';
    await works.inWork(by, async (work) => {
      for (const statement of ['set local session_replication_role = replica', 'alter table platform.audit_lines alter id drop identity if exists', ...wish.split('; ')]) await sql.raw(statement).execute(works.dbOf(work));
      const found = await chain.verify(work);
      if (found.faults.length === 0) missed.push(wish);
      return no({ kind: 'roll-back' });
    });
  }
  assert.deepEqual(missed, []);
  assert.deepEqual((await verdict()).faults, [], 'each was rolled back');
});

test('a line is linked only when no running work can still precede it', async () => {
  const slow = await pool.connect();
  try {
    await slow.query('begin');
    await slow.query("insert into platform.audit_lines (at, by_kind, by_id, did, about) values ('2026-11-23T09:00:00Z', 'job', 'slow', 'slow', 'x')");
    await write(1);
    await auditSweep(chain, works.inWork).run();
    assert.ok((await verdict()).waiting >= 1, 'the younger line waits for the slow one');
    await slow.query('commit');
  } finally {
    slow.release();
  }
  await nobodyBefore();
  await auditSweep(chain, works.inWork).run();
  const found = await verdict();
  assert.deepEqual([found.waiting, found.lines, found.faults], [0, LINES + 2, []]);
});

test('heads that were changed, moved or taken away are found; a row cut by the power is not held against anyone', async () => {
  const whole = readFileSync(headFile, 'utf8');
  const rows = whole.trim().split('\n');
  const kinds = async (text: string) => { writeFileSync(headFile, text); return (await verdict()).faults.map(({ kind }) => kind); };
  assert.deepEqual(await kinds(''), ['no-heads']);
  assert.ok((await kinds(whole.replace('"count":60', '"count":59'))).includes('head-not-ours'));
  assert.ok((await kinds(rows.toSpliced(1, 1).join('\n'))).includes('head-not-ours'));
  assert.ok((await kinds([rows[1], rows[0], ...rows.slice(2)].join('\n'))).includes('head-not-ours'));
  writeFileSync(headFile, `${whole}{"count":1`);
  await write(1);
  await auditSweep(chain, works.inWork).run();
  assert.deepEqual((await verdict()).faults, []);
});

test('a restored backup is shorter than its heads: this is told, and can be written down once', async () => {
  const client = await pool.connect();
  try {
    await client.query('set session_replication_role = replica; delete from platform.audit_chain where place > 140; delete from platform.audit_lines where id not in (select line_id from platform.audit_chain)');
    await client.query('reset session_replication_role');
  } finally {
    client.release();
  }
  assert.deepEqual((await verdict()).faults.map(({ kind }) => kind), ['cut-short']);
  await write(40);
  await auditSweep(chain, works.inWork).run();
  assert.ok((await verdict()).faults.length > 0, 'growing again hides nothing');
  must(await works.inWork(by, async (work) => ok(await chain.beginAgain(work))));
  await write(1);
  await auditSweep(chain, works.inWork).run();
  const found = await verdict();
  assert.deepEqual(found.faults, []);
  assert.equal(found.restored.length, 1, 'it stays written');
});
