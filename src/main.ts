import { join } from 'node:path';
import { serve as listen } from '@hono/node-server';
import { type Clock, systemClock } from '#kernel';
import { type Config, readConfig } from '#platform/config';
import { type DbServer, startDbServer } from '#platform/db-server/index';
import { queuedFacts } from '#platform/facts';
import { isDatabaseAway } from '#platform/db';
import { type HouseKeeper, keepHouse } from '#platform/installation';
import { createBoss, startSweeps } from '#platform/jobs';
import { type Log, createLog } from '#platform/log';
import { engineFrom } from '#platform/roads/index';
import { imapUrlOf } from '#platform/installation-ways';
import { type Mailbox, liveMailbox } from '#platform/mailbox/index';
import { lastResort } from '#platform/last-resort';
import { clockFrom } from '#platform/test-clock';
import { listenWithTls } from '#platform/tls';
import { createApp } from './app.ts';
import { foundHouse } from './found.ts';
import { layGround, roadsFolderIn } from './ground.ts';
import { openDoors } from './site.ts';
import { sweepsOf } from './sweeps.ts';
import { keepTimesWarm } from './warm.ts';

/** What the command line wishes; the rest comes from the environment. */
export type Wishes = Readonly<{ port: number; dataDir: string; empty: boolean; databaseUrl?: string; world?: string; quiet?: boolean;
  /** Another clock than the system's, for a story that moves it. The command line has no way to say so. */
  clock?: Clock }>;
export type Running = Readonly<{ url: string; port: number; stop(): Promise<void> }>;

/** Opens the port, then the database; founds the house on the first start, wakes the jobs, and serves. */
export async function serve(wishes: Wishes): Promise<Running> {
  const config: Config = { ...readConfig(process.env), port: wishes.port, dataDir: wishes.dataDir };
  const log = createLog(process.env['LOG_TO'] ? config.logTo : join(wishes.dataDir, 'log', 'porchlight.log'), config.logLevel);
  const say = (line: string): void => { if (!wishes.quiet) process.stdout.write(`${line}\n`); };
  const calm = lastResort({ log, process, end: () => process.exit(1) });
  const gate: Gate = { open: undefined };
  const { port, close } = await startListening(gate, config);
  const publicUrl = publicUrlOf(config, port);
  try {
    const server = wishes.databaseUrl === undefined ? await startDbServer({ dataDir: wishes.dataDir, log: wordsFirst(log) }) : undefined;
    if (server?.warning) say(server.warning);
    const url = server?.url ?? wishes.databaseUrl ?? '';
    const small = server?.kind === 'pglite';
    const clocks = clocksFor(wishes);
    const founded = await foundHouse({ demoClock: clocks.demo, clock: clocks.own, url, dataDir: wishes.dataDir, log, publicUrl, empty: wishes.empty, ...(wishes.world ? { world: wishes.world } : {}), say });
    const boss = createBoss(url, log, { embedded: small });
    const facts = queuedFacts(boss, log);
    const ground = layGround({ url, dataDir: wishes.dataDir, clock: founded.house.demo ? clocks.demo : clocks.own, facts, log, publicUrl, name: founded.house.name, tiles: tilesOf(config, wishes), engineNow: engineFrom({ dir: roadsFolderIn(wishes.dataDir), osrmUrl: config.osrmUrl }), ...(small ? { connections: 1 } : {}) });
    const keeper = keepHouse({ db: ground.db, dbOf: ground.works.dbOf, house: founded.house, keys: ground.keys });
    await keeper.refresh();
    const app = createApp(ground, { smtpUrl: config.smtpUrl, mailFrom: config.mailFrom, lettersDir: join(wishes.dataDir, 'letters'), house: keeper.now, ways: keeper.ways });
    app.dispatch.listen(facts);
    gate.open = openDoors({ app, ground, keeper, trusts: config.trusts }).fetch;
    const warm = keepTimesWarm({ app, ground, countries: () => keeper.now().countries });
    const jobs = wakeJobs({ boss, facts, app, ground, log, house: keeper.now, mailbox: mailboxOf(config, keeper, log) });
    say(founded.hello(publicUrl));
    return { url: publicUrl, port, stop: () => closeHouse({ close: async () => { await ground.live.close(); await close(); await warm; calm(); }, boss, jobs, pool: ground.pool, server }) };
  } catch (fault) {
    calm();
    await close();
    throw fault;
  }
}

/** As it was set; else this machine, under the port that was given. */
const publicUrlOf = ({ publicUrl, tls }: Config, port: number): string => (process.env['PUBLIC_URL'] ? publicUrl : `${tls ? 'https' : 'http'}://localhost:${port}`);

/** The mailbox that is set on screen, else the one of the environment. */
/** The map's own file lies with the rest, unless the environment names another. */
const tilesOf = (config: Config, { dataDir }: Pick<Wishes, 'dataDir'>): Config['tiles'] => (process.env['TILES'] ? config.tiles : join(dataDir, 'map.pmtiles'));

const mailboxOf = ({ imapUrl }: Config, { ways }: HouseKeeper, log: Log): Mailbox => liveMailbox(() => { const set = ways.mailbox(); return set ? imapUrlOf(set) : imapUrl; }, log);

/** A demo may have a clock in a file; any other house has the system's, unless a story brought one. */
const clocksFor = (wishes: Wishes): { demo: Clock; own: Clock } => ({ demo: wishes.clock ?? clockFrom(process.env['PORCHLIGHT_TEST_CLOCK']), own: wishes.clock ?? systemClock });

/** pino takes the object first; the database's own log speaks words first. */
const wordsFirst = (log: Log): { info(message: string): void; warn(message: string): void } => ({ info: (message) => log.info(message), warn: (message) => log.warn(message) });

type Fetch = Parameters<typeof listen>[0]['fetch'];
/** Until the house is ready, whoever knocks is asked to come back in a moment. */
type Gate = { open: Fetch | undefined };
const notYet = (): Response => new Response('Porchlight is opening. Please come back in a moment.', { status: 503, headers: { 'retry-after': '2' } });

function startListening(gate: Gate, config: Config): Promise<{ port: number; close(): Promise<void> }> {
  return new Promise((done, failed) => {
    const server = listen({ fetch: (request, env) => (gate.open ? gate.open(request, env) : notYet()), port: config.port, hostname: config.host, ...(config.tls ? listenWithTls(config.tls) : {}) }, ({ port }) => {
      done({ port, close: () => new Promise((closed) => { server.close(() => closed()); if ('closeIdleConnections' in server) server.closeIdleConnections(); }) });
    });
    server.on('error', failed);
  });
}

type Awake = { mailbox: Mailbox; house: HouseKeeper['now']; boss: ReturnType<typeof createBoss>; facts: ReturnType<typeof queuedFacts>; app: ReturnType<typeof createApp>; ground: ReturnType<typeof layGround>; log: Log };

/** Listeners and sweeps start beside the pages: nobody waits for them. */
async function wakeJobs({ mailbox, house, boss, facts, app, ground, log }: Awake): Promise<void> {
  try {
    await app.triage.takeUp();
    await boss.start();
    await facts.start();
    await startSweeps(boss, sweepsOf(app, ground, house, mailbox), log);
  } catch (fault) {
    const says = { error: fault instanceof Error ? fault.message : String(fault) };
    if (isDatabaseAway(fault)) log.warn(says, 'the database went away before the job queue had started; it is tried again at the next start');
    else log.error(says, 'the job queue did not start; it is tried again at the next start');
  }
}

async function closeHouse(has: { close(): Promise<void>; boss: ReturnType<typeof createBoss>; jobs: Promise<void>; pool: { end(): Promise<void> }; server: DbServer | undefined }): Promise<void> {
  await has.close();
  await has.jobs;
  await has.boss.stop({ graceful: true, timeout: 5_000 });
  await has.pool.end();
  await has.server?.stop();
}
