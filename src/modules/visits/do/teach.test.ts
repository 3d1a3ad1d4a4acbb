import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockAt, newId } from '#kernel';
import { createTriage, learningStore } from '#modules/triage';
import { openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { silentLog } from '#platform/log';
import { createWorks, type Work } from '#platform/work';
import { testDatabase } from '../../../../test/support/database.ts';
import { taught } from './teach.ts';

const WORDS = 'la grande boite blanche du couloir clignote';

test('after a night, a correction by the technician changes how the next person with the same words is understood', async (t) => {
  const database = await testDatabase();
  const pool = openPool({ url: database.url, log: silentLog, max: 2 });
  t.after(async () => { await pool.end(); await database.drop(); });
  const works = createWorks({ db: openDb(pool), clock: clockAt('2026-11-24T02:00:00Z'), facts: inlineFacts() });

  const tasks = Array.from({ length: 2 }, () => newId('Task'));
  const chosen = async () => tasks.map((task) => ({ task, text: WORDS, category: 'tv-streaming-problem' }));
  const labels = (found: readonly string[]) => (work: Work) =>
    taught({ booking: { known: { taught: chosen } }, visits: { foundOf: async () => new Map(found.map((leaf, nth) => [tasks[nth] ?? newId('Task'), leaf])) } }, work);
  const first = (triage: ReturnType<typeof createTriage>) => triage.understand(WORDS, { lang: 'fr' }).tasks[0]?.categories[0]?.id;

  const uncorrected = createTriage({ store: learningStore(works, labels([])) });
  assert.equal(await uncorrected.relearn(), 2);
  const store = learningStore(works, labels(['smart-home-device', 'smart-home-device']));
  const corrected = createTriage({ store });
  assert.equal(await corrected.relearn(), 2);
  assert.notEqual(first(createTriage()), 'smart-home-device');
  assert.notEqual(first(uncorrected), 'smart-home-device');
  assert.equal(first(corrected), 'smart-home-device');
  const restarted = createTriage({ store });
  await restarted.takeUp();
  assert.equal(first(restarted), 'smart-home-device');
});
