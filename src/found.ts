import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { type Clock, type Country, clockAt, jobActor, must, systemClock } from '#kernel';
import { type Db, type Pool, openDb, openPool, sql } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { type Installation, foundInstallation, readInstallation, worldIsComplete, worldWasCompleted } from '#platform/installation';
import type { Log } from '#platform/log';
import { migrate } from '#platform/migrate';
import { findPlace, importPlaces } from '#platform/places/index';
import { createApp } from './app.ts';
import { PROGRAM, layGround } from './ground.ts';

type Says = (line: string) => void;
export type FoundNeeds = Readonly<{ url: string; dataDir: string; log: Log; publicUrl: string; empty: boolean; world?: string; say: Says; demoClock?: Clock; clock?: Clock }>;
/** The house as it stands, and what is printed when the doors are open. */
export type Founded = Readonly<{ house: Installation; hello(address: string): string }>;

const MIGRATIONS = join(PROGRAM, 'migrations');
const WEEKDAYS = [{ from: 1, until: 5, opens: '8:30', closes: '18:30' }, { from: 6, until: 6, opens: '9:00', closes: '12:30' }];
const DEMO: Installation = { demo: true, name: 'Porchlight', phone: '03 80 00 00 00', hours: WEEKDAYS, countries: ['FR', 'GB'], langs: ['en', 'fr'] };
const BLANK: Installation = { demo: false, name: 'Porchlight', phone: '', hours: WEEKDAYS, countries: ['FR', 'GB'], langs: ['en', 'fr'] };

/** Brings the tables up to date; on the very first start it writes what this house is, and seeds the demo town or makes the first operator's link. */
export async function foundHouse(has: FoundNeeds): Promise<Founded> {
  const pool = openPool({ url: has.url, log: has.log, max: 4 });
  try {
    await prepare(pool, has);
    const db = openDb<unknown>(pool);
    const known = await readInstallation(db);
    if (known) return { house: known, hello: (address) => (known.demo ? demoHello(address) : `Porchlight is open: ${address}`) };
    return has.empty ? await foundEmpty(db, has) : await foundDemo(db, has);
  } finally {
    await pool.end();
  }
}

/** Tables up to date. A demo whose town was never finished (the power went) is taken down first, and only then. */
async function prepare(pool: Pool, has: FoundNeeds): Promise<void> {
  const log = { info: (message: string) => has.log.info(message) };
  await migrate(pool, MIGRATIONS, log);
  const db = openDb<unknown>(pool);
  const known = await readInstallation(db);
  if (!known?.demo || (await worldIsComplete(db))) return;
  has.say('The last start was interrupted while the demo town was built. Building it anew …');
  const { rows } = await sql<{ name: string }>`select schema_name as name from information_schema.schemata where schema_name !~ '^pg_' and schema_name not in ('information_schema', 'public')`.execute(db);
  for (const { name } of rows) await sql`drop schema ${sql.ref(name)} cascade`.execute(db);
  await migrate(pool, MIGRATIONS, log);
}

async function foundEmpty(db: Db<unknown>, has: FoundNeeds): Promise<Founded> {
  const clock = has.clock ?? systemClock;
  await foundInstallation(db, BLANK, clock.now());
  await worldWasCompleted(db, clock.now());
  const token = await withApp(has, clock, async ({ app, ground }) => must(await ground.works.inWork(jobActor('first-start'), (work) => app.people.firstOperatorLink(work))).token);
  return { house: BLANK, hello: (address) => `Porchlight is open: ${address}\n\nCreate the first operator here (once, within 24 hours):\n  ${address}/set-up/${token}\n` };
}

async function foundDemo(db: Db<unknown>, has: FoundNeeds): Promise<Founded> {
  has.say('First start: building the demo town …');
  await foundInstallation(db, DEMO, systemClock.now());
  const now = (has.demoClock ?? systemClock).now();
  const today = now.toZonedDateTimeISO('Europe/Paris').toPlainDate();
  const clock = clockAt(now.toString());
  for (const country of ['FR', 'GB'] as const) await importDemoPlaces(db, country);
  const { seedWorld } = await import('../worlds/index.ts');
  const seeded = await withApp(has, clock, ({ app, ground }) => seedWorld({ app, works: ground.works, clock, findPlace: (address) => findPlace(db, address), log: has.log }, has.world ?? 'demo', today));
  await worldWasCompleted(db, systemClock.now());
  has.say(seeded.summary);
  return { house: DEMO, hello: demoHello };
}

async function importDemoPlaces(db: Db<unknown>, country: Country): Promise<void> {
  const stream = createReadStream(join(PROGRAM, 'content', 'places', `demo-${country.toLowerCase()}.csv`));
  must(await importPlaces(db, { country, name: 'demo', version: '2026-11', licence: 'invented for the demo town', at: systemClock.now() }, stream));
}

type Built = { app: ReturnType<typeof createApp>; ground: ReturnType<typeof layGround> };

/** The whole house for a moment, with facts told at once: for founding and seeding. */
async function withApp<T>(has: FoundNeeds, clock: Clock, todo: (built: Built) => Promise<T>): Promise<T> {
  const ground = layGround({ url: has.url, dataDir: has.dataDir, clock, facts: inlineFacts(), log: has.log, publicUrl: has.publicUrl, name: 'Porchlight', connections: 4 });
  try {
    return await todo({ app: createApp(ground, { mailFrom: 'help@localhost', smtpUrl: undefined, lettersDir: join(has.dataDir, 'letters'), house: () => DEMO }), ground });
  } finally {
    await ground.pool.end();
  }
}

const demoHello = (address: string): string => [
  `Porchlight is open: ${address}`, '',
  '  Ask for help as anyone      ' + `${address}/`,
  '  Be anyone of the demo town  ' + `${address}/demo`,
  '  What was sent to people     ' + `${address}/operator/outbox (as an operator)`,
  '  The programming interface   ' + `${address}/api/v1/docs`, '', 'Ctrl-C stops it.',
].join('\n');
