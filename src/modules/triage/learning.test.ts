import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockAt } from '#kernel';
import { openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { silentLog } from '#platform/log';
import { createWorks } from '#platform/work';
import { testDatabase } from '../../../test/support/database.ts';
import { learningStore } from './learning-store.ts';
import { createTriage } from './triage.ts';

test('what was learned at night is there after a restart, and holds no word of anybody', async (t) => {
  const database = await testDatabase();
  const pool = openPool({ url: database.url, log: silentLog, max: 2 });
  t.after(async () => { await pool.end(); await database.drop(); });
  const works = createWorks({ db: openDb(pool), clock: clockAt('2026-11-23T02:00:00Z'), facts: inlineFacts() });
  const words = 'the zorblatt on my kitchen wall hums';
  const store = learningStore(works, async () => Array.from({ length: 12 }, () => ({ text: words, category: 'smart-home-device' })));
  const before = createTriage().understand(words).tasks[0]?.categories.find(({ id }) => id === 'smart-home-device')?.score ?? 0;
  assert.equal(await createTriage({ store }).relearn(), 12);
  const restarted = createTriage({ store });
  await restarted.takeUp();
  const after = restarted.understand(words).tasks[0]?.categories.find(({ id }) => id === 'smart-home-device')?.score ?? 0;
  assert.ok(after > before, `${after} should be above ${before}`);
  const { rows } = await pool.query<{ weights: Buffer }>('select weights from triage.learned');
  assert.equal(rows[0]?.weights.includes('zorblatt'), false);
});
