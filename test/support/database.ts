/** A fresh, migrated database for a test: cloned from a template that nobody connects to. */
import { createHash, randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { migrate, readMigrations } from '#platform/migrate';
import { startTestServer, type Which } from './test-server.ts';

/** `url` is for node-postgres; `drop` ends its sessions and removes it (the server's end removes it too). */
export type TestDatabase = Readonly<{ url: string; drop(): Promise<void> }>;

export const migrationsFolder = join(import.meta.dirname, '..', '..', 'migrations');

const which: Which = process.env.PORCHLIGHT_TEST_SERVER === 'system' ? 'system' : 'embedded';
// The address of the server's own database: from scripts/check.ts, which starts one for all, or of a server of this process.
let server: Promise<string> | undefined;
const address = (): Promise<string> => (server ??= process.env.PORCHLIGHT_TEST_DB === undefined ? startTestServer(which) : Promise.resolve(process.env.PORCHLIGHT_TEST_DB));
const templates = new Map<string, Promise<string>>();

/** A database with every migration applied, or those of another folder. */
export async function testDatabase(migrations: string = migrationsFolder): Promise<TestDatabase> {
  const template = await (templates.get(migrations) ?? remember(migrations));
  return cloneOf(template);
}

/** A database with nothing in it. */
export const emptyDatabase = (): Promise<TestDatabase> => cloneOf('template0');

function remember(migrations: string): Promise<string> {
  const made = makeTemplate(migrations);
  templates.set(migrations, made);
  return made;
}

/** A copy of a template. */
export async function cloneOf(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer((client) => client.query(`create database ${name} template ${template}`));
  return { url: at(await address(), name), drop: () => onServer(async (client) => { await client.query(`drop database if exists ${name} with (force)`); }) };
}

/** One template for each state of the migrations. */
function makeTemplate(migrations: string): Promise<string> {
  const state = createHash('sha256').update(readMigrations(migrations).map(({ name, sha256 }) => name + sha256).join());
  return templateOf(`template_${state.digest('hex').slice(0, 16)}`, async (url) => {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    // Its last connection may still be closing when the template is closed to everyone.
    pool.on('connect', (client) => { client.on('error', () => undefined); });
    pool.on('error', () => undefined);
    try {
      await migrate(pool, migrations, { info: () => undefined });
    } finally {
      await pool.end();
    }
  });
}

/** A database of this name, made by whoever comes first (the others wait) and then closed to connections. Answers the name. */
export async function templateOf(name: string, fill: (url: string) => Promise<void>): Promise<string> {
  await onServer(async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 1) return;
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    await fill(at(await address(), draft));
    await client.query(`alter database ${draft} with allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [draft]);
    await client.query(`alter database ${draft} rename to ${name}`);
  });
  return name;
}

/** A folder that goes when the test server goes. */
export const serverFolder = async (): Promise<string> => dirname(decodeURIComponent((await address()).split('host=')[1] ?? ''));

/** One connection to the server's own database, closed after use (and with it, its locks). */
async function onServer<T>(todo: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: await address() });
  await client.connect();
  try {
    return await todo(client);
  } finally {
    await client.end();
  }
}

const at = (url: string, database: string): string => url.replace('/postgres?', `/${database}?`);
