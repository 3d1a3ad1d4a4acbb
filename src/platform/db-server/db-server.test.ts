import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { holder, startDbServer } from './index.ts';

const folders: string[] = [];
const folder = (name = 'data'): string => {
  const made = mkdtempSync(join(tmpdir(), 'porchlight-server-'));
  folders.push(made);
  return join(made, name);
};
after(() => { for (const made of folders) rmSync(made, { recursive: true, force: true }); });

const told: string[] = [];
const log = { info: (message: string) => { told.push(message); }, warn: (message: string) => { told.push(message); } };
const settings = { fsync: 'off' };

/** Starts one that is stopped after its test, whatever happens in it. */
async function start(t: TestContext, options: Partial<Parameters<typeof startDbServer>[0]> = {}): ReturnType<typeof startDbServer> {
  const server = await startDbServer({ dataDir: folder(), log, settings, ...options });
  t.after(() => server.stop());
  return server;
}

async function ask(url: string, sql: string): Promise<unknown> {
  // A connection that the dying server had taken, but not yet served, would wait for ever.
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000, query_timeout: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] as object)[0];
  } finally {
    await client.end();
  }
}

async function eventually(url: string, sql: string): Promise<unknown> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask(url, sql);
    } catch (error) {
      if (tries > 200) throw error;
      await wait(50);
    }
  }
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    assert.ok(tries < 200);
    await wait(25);
  }
}

/** Our own view of the new server may come a moment after its first answer. */
async function changes(read: () => unknown, from: unknown): Promise<void> {
  for (let tries = 0; read() === from; tries += 1) {
    assert.ok(tries < 100, `still ${String(from)}`);
    await wait(50);
  }
}

test('the server that comes along starts in an empty folder, in UTF-8, and stops', async (t) => {
  const server = await start(t);
  assert.equal(server.kind, 'embedded');
  assert.equal(await ask(server.url, "select current_setting('server_encoding') || ' ' || current_setting('timezone')"), 'UTF8 UTC');
  assert.equal(await ask(server.url, "select current_setting('listen_addresses')"), '');
  await server.stop();
  await assert.rejects(ask(server.url, 'select 1'));
});

test('a server that is killed is started again, with what was committed', async (t) => {
  const server = await start(t, { settings: {} });
  await ask(server.url, 'create table kept(n int); insert into kept values (7); select 1').catch(() => undefined);
  const first = server.pid();
  assert.ok(first);
  process.kill(first, 'SIGKILL');
  assert.equal(await eventually(server.url, 'select n from kept'), 7);
  await changes(() => server.pid(), first);
});

/** Another process that starts the database of this folder, prints its process number, and then does as told. */
function elsewhere(dataDir: string, then: string, env: NodeJS.ProcessEnv = {}): Promise<number | string> {
  const module = JSON.stringify(new URL('index.ts', import.meta.url).href);
  const program = `
    const { startDbServer } = await import(${module});
    const server = await startDbServer({ dataDir: ${JSON.stringify(dataDir)}, log: console, settings: { fsync: 'off' } });
    process.stderr.write(String(server.pid()));
    ${then}`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
    let said = '';
    child.stderr.on('data', (text) => { said += String(text); });
    child.on('error', reject);
    child.on('exit', () => { resolve(Number.isNaN(Number(said)) ? said : Number(said)); });
  });
}

test('a server left behind by a start that was killed is found and taken over', async (t) => {
  const dataDir = folder();
  const orphan = await elsewhere(dataDir, "process.kill(process.pid, 'SIGKILL');");
  const server = await start(t, { dataDir });
  assert.equal(server.pid(), orphan);
  assert.equal(await ask(server.url, 'select 5'), 5);
  process.kill(Number(orphan), 'SIGKILL');
  assert.equal(await eventually(server.url, 'select 6'), 6);
  await changes(() => server.pid(), orphan);
});

test('a second command joins the server of the first, and leaves it running', async (t) => {
  const dataDir = folder();
  const server = await start(t, { dataDir });
  assert.equal(await elsewhere(dataDir, 'await server.stop();'), server.pid());
  assert.equal(await ask(server.url, 'select 7'), 7);
});

test('a server that its command takes along is started again by the one who joined it', async (t) => {
  const dataDir = folder();
  const brief = elsewhere(dataDir, 'await new Promise((resolve) => setTimeout(resolve, 1500)); await server.stop();');
  await until(() => existsSync(join(dataDir, 'postgres', 'postmaster.pid')) && holder(join(dataDir, 'postgres.owner')) !== undefined);
  const joined = await start(t, { dataDir });
  const first = await brief;
  assert.equal(await eventually(joined.url, 'select 8'), 8);
  await changes(() => joined.pid(), first);
  assert.equal(await eventually(joined.url, 'select 9'), 9);
});

test('data written by another version of the server is left alone, with a sentence', async () => {
  const dataDir = folder();
  const server = await startDbServer({ dataDir, log, settings });
  await server.stop();
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '14\n');
  await assert.rejects(startDbServer({ dataDir, log, settings }), /written by PostgreSQL 14/);
});

test('a path too long for a socket gets its socket elsewhere, and keeps it after a crash', async (t) => {
  const server = await start(t, { dataDir: folder('a-folder-with-a-name-that-is-rather-long/'.repeat(4)) });
  assert.equal(await ask(server.url, 'select 1'), 1);
  process.kill(server.pid() ?? 0, 'SIGKILL');
  assert.equal(await eventually(server.url, 'select 2'), 2);
});

test('the fallback serves many connections, each transaction whole', async (t) => {
  const server = await start(t, { only: 'pglite' });
  assert.match(server.warning ?? '', /power cut/);
  const pool = new pg.Pool({ connectionString: server.url, max: 8 });
  await pool.query('create table counters(id int primary key, n int)');
  await pool.query('insert into counters values (1, 0)');
  const add = async (): Promise<void> => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const { rows } = await client.query('select n from counters where id = $1', [1]);
      await client.query('update counters set n = $1 where id = $2', [Number(rows[0].n) + 1, 1]);
      await client.query('commit');
    } finally {
      client.release();
    }
  };
  await Promise.all(Array.from({ length: 24 }, add));
  assert.equal((await pool.query('select n from counters where id = $1', [1])).rows[0].n, 24);
  assert.equal(await elsewhere(join(server.url.split('host=')[1]?.replaceAll('%2F', '/') ?? '', '..'), 'await server.stop();', { PORCHLIGHT_DATABASE: 'pglite' }), 'undefined');
  await assert.rejects(pool.query('select nothing from nowhere where 1 = $1', [1]), /nowhere/);
  assert.equal((await pool.query('select $1::int as n', [3])).rows[0].n, 3);
  await pool.end();
});
