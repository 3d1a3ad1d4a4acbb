import assert from 'node:assert/strict';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Country, clockAt, jobActor } from '#kernel';
import { inlineFacts } from '#platform/facts';
import { silentLog } from '#platform/log';
import { findPlace, importPlaces } from '#platform/places/index';
import { createApp } from '../src/app.ts';
import { type Ground, PROGRAM, layGround } from '../src/ground.ts';
import { type TestDatabase, testDatabase } from '../test/support/database.ts';
import { type WorldName, cast, seedWorld } from './index.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const job = jobActor('test');
const opened: { ground: Ground; database: TestDatabase; dataDir: string }[] = [];
after(async () => {
  for (const { ground, database, dataDir } of opened) {
    await ground.pool.end();
    await database.drop();
    rmSync(dataDir, { recursive: true });
  }
});

async function written(name: WorldName, seed?: number) {
  const database = await testDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'porchlight-world-'));
  const clock = clockAt('2025-01-01T00:00:00Z');
  const ground = layGround({ url: database.url, dataDir, clock, facts: inlineFacts(), log: silentLog, publicUrl: 'http://localhost:4400', name: 'Porchlight', connections: 4 });
  opened.push({ ground, database, dataDir });
  const { db, works } = ground;
  const app = createApp(ground, { smtpUrl: undefined, mailFrom: 'help@localhost', lettersDir: join(dataDir, 'letters') });
  for (const country of ['FR', 'GB'] as const satisfies readonly Country[]) {
    const file = createReadStream(join(PROGRAM, 'content', 'places', `demo-${country.toLowerCase()}.csv`));
    await importPlaces(db, { country, name: 'demo', version: '1', licence: 'own', at: clock.now() }, file);
  }
  const started = performance.now();
  const { counts } = await seedWorld({ app, works, clock, findPlace: (address) => findPlace(db, address), log: silentLog }, name, today, seed);
  return { app, works, db, clock, counts, seconds: (performance.now() - started) / 1000 };
}
type Written = Awaited<ReturnType<typeof written>>;

describe('the small world', () => {
  let world: Written;
  before(async () => { world = await written('small'); });

  test('is whole: two firms, four technicians, twelve homes', () => {
    const { firms, technicians, homes } = world.counts;
    assert.deepEqual({ firms, technicians, homes }, { firms: 2, technicians: 4, homes: 12 });
  });

  test('everybody of the cast who lives in it can be found by name, and is one person', async () => {
    const { app, works } = world;
    for (const member of cast.filter(({ key }) => ['odette', 'lucien', 'claire', 'samira', 'basile', 'jules', 'ruth'].includes(key))) {
      const found = await works.looking(job, (work) => app.people.find(work, `${member.givenName} ${member.familyName}`));
      assert.equal(found.length, 1, `${member.givenName} ${member.familyName}`);
    }
  });
});

describe('the demo world', () => {
  let world: Written;
  before(async () => { world = await written('demo'); });

  test('is as large as it says, and quickly written', (t) => {
    t.diagnostic(JSON.stringify({ ...world.counts, seconds: world.seconds }));
    const { firms, technicians, homes } = world.counts;
    assert.deepEqual({ firms, technicians, homes }, { firms: 6, technicians: 14, homes: 120 });
  });
});
