import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { jobActor, ok, systemClock } from '#kernel';
import { createAuditChain } from '#platform/audit-chain';
import { auditSweep } from '#platform/audit-sweep';
import { openDb, openPool, type Pool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { keysIn } from '#platform/keys';
import { createWorks, type Works } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { headFileIn } from '../ground.ts';
import { runCommandLine } from './index.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'verify-audit-'));
let database: TestDatabase;
let pool: Pool;
let works: Works;

before(async () => {
  database = await testDatabase();
  process.env['DATABASE_URL'] = database.url;
  process.env['PORCHLIGHT_DATA'] = dataDir;
  pool = openPool({ url: database.url, log: { info() {}, warn() {}, error() {} } as never, max: 1 });
  works = createWorks({ db: openDb(pool), clock: systemClock, facts: inlineFacts() });
});
after(async () => { await pool.end(); await database.drop(); rmSync(dataDir, { recursive: true }); });

async function run(...args: string[]): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const say = (line: string): void => { out.push(line); };
  return { code: await runCommandLine(['verify-audit', ...args], { out: say, err: say }), out: out.join('\n') };
}
const sweep = async (): Promise<void> => {
  await works.inWork(jobActor('test'), async (work) => { for (const did of ['ask', 'book']) await work.audit({ did, to: 'x' }); return ok(true); });
  await auditSweep(createAuditChain({ dbOf: works.dbOf, keys: keysIn(join(dataDir, 'keys')), headFile: headFileIn(dataDir) }), works.inWork).run();
};

test('the trail is verified from the command line: 0 when it is whole, 1 when it is not, with what is wrong', async () => {
  assert.match((await run()).out, /holds no house key/);
  await sweep();
  assert.deepEqual(await run().then(({ code, out }) => [code, out.startsWith('The audit trail is whole: 2 lines, 1 signed heads')]), [0, true]);

  await pool.query("set session_replication_role = replica; update platform.audit_lines set did = 'forged' where did = 'book'; reset session_replication_role");
  const forged = await run();
  assert.equal(forged.code, 1);
  assert.match(forged.out, /^Line 2 was changed, or moved \(link 2\)\.\nThe audit trail was tampered with/);
  await pool.query("set session_replication_role = replica; update platform.audit_lines set did = 'book' where did = 'forged'; delete from platform.audit_chain where place = 2; reset session_replication_role");
  assert.match((await run()).out, /^1 lines are not linked yet.*\nThe trail ends after 1 lines; there were 2 on /);

  const again = await run('--after-restore');
  assert.equal(again.code, 0);
  assert.match(again.out, /A backup was brought back/);
  await sweep();
  assert.equal((await run()).code, 0);
});
