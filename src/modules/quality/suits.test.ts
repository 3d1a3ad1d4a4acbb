import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TechnicianId, clockAt, jobActor, newId } from '#kernel';
import { wilsonLowerBound } from '#modules/technicians';
import { type Pool, openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { type Works, createWorks } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { createQuality } from './index.ts';

const NOW = '2026-11-24T10:00:00Z';
let database: TestDatabase;
let pool: Pool;
let works: Works;
let quality: ReturnType<typeof createQuality>;
before(async () => {
  database = await testDatabase();
  pool = openPool({ url: database.url, log: { info() {}, warn() {}, error() {} } as never });
  works = createWorks({ db: openDb(pool), clock: clockAt(NOW), facts: inlineFacts() });
  const none = {} as never;
  quality = createQuality({ dbOf: works.dbOf, inWork: works.inWork, booking: none, pricing: none, visits: none, technicians: none, people: none, skillsFor: () => [] });
});
after(async () => { await pool.end(); await database.drop(); });

/** Reviews of visits that need not stand in this database: only what was said counts here. */
async function said(technician: TechnicianId, answers: Record<string, boolean>, { daysAgo, both = false, side = 'household' }: { daysAgo: number; both?: boolean; side?: string }): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("set session_replication_role = 'replica'");
    const visit = newId('Visit');
    const ended = Temporal.Instant.from(NOW).subtract({ hours: 24 * daysAgo }).toString();
    for (const one of both ? [side, 'technician'] : [side]) {
      await client.query('insert into quality.reviews (visit_id, side, home_id, technician_id, provider_id, answers, ended_at, at) values ($1, $2, $3, $4, $5, $6, $7, $7)', [visit, one, 'h', technician, 'p', JSON.stringify(answers), ended]);
    }
  } finally {
    await client.query('reset session_replication_role');
    client.release();
  }
}

test('clear and patient answers count, once revealed; too few say nothing; what technicians say of homes never counts', async () => {
  const [good, rough, fresh] = [newId('Technician'), newId('Technician'), newId('Technician')];
  for (let i = 0; i < 4; i += 1) {
    await said(good, { explained: true, patient: true, respected: false }, { daysAgo: 20 });
    await said(rough, { explained: false, patient: i === 0 }, { daysAgo: 1, both: true });
    // Nobody has read these yet, and these were said by the other side.
    await said(good, { explained: false, patient: false }, { daysAgo: 3 });
    await said(good, { 'felt-safe': true }, { daysAgo: 30, side: 'technician' });
  }
  await said(fresh, { explained: true, patient: true }, { daysAgo: 40 });
  const suits = await works.looking(jobActor('times'), (work) => quality.known.suits(work, [good, rough, fresh]));
  assert.equal(suits.get(good), wilsonLowerBound(8, 8));
  assert.equal(suits.get(rough), wilsonLowerBound(1, 8));
  assert.equal(suits.get(fresh), 0.5, 'two answers are too few');
  assert.ok((suits.get(good) ?? 0) > 0.5 && (suits.get(rough) ?? 1) < 0.5);
});
