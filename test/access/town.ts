/** A small town in this process, its doors hung but no port opened: everybody who may stand at a door, and what lies behind it. */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { type Clock, clockAt, jobActor, must } from '#kernel';
import { type Db, openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { type Installation, foundInstallation, keepHouse, worldWasCompleted } from '#platform/installation';
import type { Limits } from '#platform/limits/index';
import { type Log, createLog } from '#platform/log';
import { findPlace, importPlaces } from '#platform/places/index';
import type { Works } from '#platform/work';
import { type App, createApp } from '../../src/app.ts';
import { type Ground, PROGRAM, layGround } from '../../src/ground.ts';
import { openDoors } from '../../src/site.ts';
import { newAgenda } from '../../worlds/agenda.ts';
import { type Stage, wallTime } from '../../worlds/stage.ts';
import { type ErrandPlan, planErrands } from '../../worlds/steps/errands.ts';
import { planFirms } from '../../worlds/steps/firms.ts';
import { planHomes } from '../../worlds/steps/homes.ts';
import { planStaff } from '../../worlds/steps/staff.ts';
import { semurFirms } from '../../worlds/semur/firms.ts';
import { semurNeighbours } from '../../worlds/semur/neighbours.ts';
import { planHelpers } from './mandates.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

export const PUBLIC_URL = 'http://localhost:3000';
const TODAY = Temporal.PlainDate.from('2026-11-24');
const HOUSE: Installation = { demo: true, name: 'Porchlight', phone: '03 80 00 00 00', hours: [], countries: ['FR', 'GB'], langs: ['en', 'fr'] };

/** Everybody may try as often as they like; for tests that count something else. */
export const noLimits: Limits = { may: async () => ({ ok: true }), forget: async () => undefined };

export type Hung = Readonly<{ site: Hono; app: App; ground: Ground }>;
export type TestTown = Readonly<{
  house: Installation;
  stage: Stage; clock: Clock & { set(iso: string): void }; dataDir: string; databaseUrl: string; db: Db<unknown>; ground: Ground; app: App; log: Log; logFile: string;
  /** The doors over other works, limits or settings; the database is the same. */
  hang(other?: Readonly<{ works?: (real: Works) => Pick<Works, 'inWork'>; limits?: Limits; publicUrl?: string; trusts?: (address: string) => boolean; demo?: boolean }>): Promise<Hung>;
  close(): Promise<void>;
}>;

/** Whose past is told: a visit of each firm that has ended and was paid, with extra work that was refused. */
const PAST: readonly ErrandPlan[] = [
  { home: 'odette', errand: 'wifi', channel: 'web', askedDays: -9, hour: '10:20', wantDay: -6, firm: 'lanterne', who: 'samira', ending: 'solved', pick: 24 },
  { home: 'perrot', errand: 'tv', channel: 'web', askedDays: -9, hour: '11:35', wantDay: -6, firm: 'trois', who: 'gael', ending: 'solved', pick: 24 },
];

/** Builds the town through the verbs of the screens: three firms, six homes, the staff; it is the evening before 24 November 2026. */
export async function openTestTown(): Promise<TestTown> {
  const dataDir = mkdtempSync(join(tmpdir(), 'porchlight-access-'));
  const database: TestDatabase = await testDatabase();
  const clock = clockAt('2026-11-23T20:00:00Z');
  const logFile = join(dataDir, 'log');
  const log = createLog(logFile, 'info');
  const ground = layGround({ url: database.url, dataDir, clock, facts: inlineFacts(), log, publicUrl: PUBLIC_URL, name: HOUSE.name, connections: 8 });
  const pool = openPool({ url: database.url, log, max: 2 });
  const db = openDb<unknown>(pool);
  await foundInstallation(db, HOUSE, clock.now());
  await worldWasCompleted(db, clock.now());
  must(await importPlaces(db, { country: 'FR', name: 'demo', version: 'test', licence: 'invented', at: clock.now() }, createReadStream(join(PROGRAM, 'content', 'places', 'demo-fr.csv'))));
  const appOn = (under: Ground): App => createApp(under, { mailFrom: 'help@localhost', smtpUrl: undefined, lettersDir: join(dataDir, 'letters'), house: () => HOUSE });
  const app = appOn(ground);
  const stage = await tell({ app, ground, clock, db, log });
  return {
    house: HOUSE, stage, clock, dataDir, databaseUrl: database.url, db, ground, app, log, logFile,
    async hang({ works, limits = noLimits, publicUrl = PUBLIC_URL, trusts, demo = true } = {}) {
      const over: Ground = { ...ground, limits, publicUrl, facts: inlineFacts(), ...(works ? { works: { ...ground.works, ...works(ground.works) } } : {}) };
      const behind = works ? appOn(over) : app;
      const keeper = keepHouse({ db, dbOf: ground.works.dbOf, house: { ...HOUSE, demo }, keys: ground.keys });
      await keeper.ways.refresh();
      await keeper.notices.refresh();
      return { site: openDoors({ app: behind, ground: over, keeper, ...(trusts ? { trusts } : {}) }), app: behind, ground: over };
    },
    async close() {
      await pool.end();
      await ground.pool.end();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function tell({ app, ground, clock, db, log }: Readonly<{ app: App; ground: Ground; clock: TestTown['clock']; db: Db<unknown>; log: Log }>): Promise<Stage> {
  const agenda = newAgenda();
  const stage: Stage = {
    app, works: ground.works, clock, today: TODAY, findPlace: (address) => findPlace(db, address), agenda, souls: new Map(), households: new Map(), firms: new Map(), promises: new Map(), told: { bookings: 0, visits: 0, invoices: 0 },
  };
  planStaff(stage);
  planFirms(stage, semurFirms.slice(0, 3));
  planHomes(stage, semurNeighbours.slice(0, 6));
  planErrands(stage, PAST);
  planHelpers(stage);
  await agenda.run(clock.set, wallTime(TODAY, -1, '21:00', 'FR'));
  log.info({ firms: stage.firms.size }, 'the town stands');
  return stage;
}

/** A session as the house would give it, as a Cookie header. */
export async function sessionOf(town: Pick<TestTown, 'ground' | 'app'>, whom: Parameters<App['people']['openSession']>[1]): Promise<string> {
  return must(await town.ground.works.inWork(jobActor('test'), (work) => town.app.people.openSession(work, whom, 'a browser'))).token;
}
