/** docs/protection.md against the database: every table has one level, and what is secret is kept as it says. */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from '#platform/db';
import { createLog } from '#platform/log';
import { type TestTown, openTestTown } from './town.ts';

let town: TestTown;
before(async () => { town = await openTestTown(); });
after(async () => { await town.close(); });

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'protection.md'), 'utf8');
const LEVELS = ['secret', 'sensitive', 'personal', 'house'] as const;
/** The tables of each level, as the page says. */
const levels = new Map(LEVELS.map((level) => [level, [...(new RegExp(`^\\| ${level} \\| (\`.*) \\|$`, 'm').exec(page)?.[1] ?? '').matchAll(/`([a-z]+\.[a-z_]+)`/g)].map(([, name = '']) => name)]));

describe('the levels of what we hold', () => {
  test('name every table of the database once, and no other', async () => {
    const { rows } = await sql<{ name: string }>`select table_schema || '.' || table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'pgboss') and table_schema || '.' || table_name <> 'platform.migrations'`.execute(town.db);
    const named = [...levels.values()].flat();
    assert.deepEqual(rows.map(({ name }) => name).filter((name) => !named.includes(name)).sort(), [], 'Say in docs/protection.md of which level it is');
    assert.deepEqual(named.filter((name) => !rows.some((row) => row.name === name)), [], 'there is no such table');
    assert.deepEqual(named.filter((name, at) => named.indexOf(name) !== at), [], 'named twice');
  });
  test('a table that names a person is not of the house alone, save the trail, which holds ids, and the telephone of the house itself', async () => {
    const { rows } = await sql<{ name: string }>`select distinct table_schema || '.' || table_name as name from information_schema.columns where column_name in ('person_id', 'given_name', 'family_name', 'phone', 'email', 'helper_id') and table_schema not in ('pg_catalog', 'information_schema', 'pgboss')`.execute(town.db);
    assert.ok(rows.length > 15);
    assert.deepEqual(rows.map(({ name }) => name).filter((name) => levels.get('house')?.includes(name)), ['platform.audit_lines', 'platform.installation']);
  });
  test('what is secret is a digest, is sealed, or is a public half: no column holds it in clear', async () => {
    const { rows } = await sql<{ name: string }>`select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns where table_schema || '.' || table_name = any(${levels.get('secret') ?? []})
      and column_name ~ '(password|token|digits|secret|code|word|totp|key|bytes)' and column_name !~ '(hash|digest|sealed|wrapped|public|_id$|_at$|step|tries)'`.execute(town.db);
    /** Columns whose name sounds like a secret, and what they are. */
    const SOUNDS: Readonly<Record<string, string>> = { 'platform.once.key': 'the one-time id of a form; its answer is sealed', 'platform.import_keys.key': 'the digest of a row that was taken', 'people.sessions.by_code': 'yes or no', 'platform.ways_out.secret': 'sealed (canaries.test.ts)', 'messages.outbox.fact_key': 'which news it tells' };
    assert.deepEqual(rows.map(({ name }) => name).filter((name) => !(name in SOUNDS)), []);
  });
});

test('the log is the running account’s own', async () => {
  const path = join(town.dataDir, 'new', 'house.log');
  createLog(path, 'info').info({}, 'a line');
  for (let tries = 0; tries < 40; tries += 1) { try { statSync(path); break; } catch { await new Promise((later) => { setTimeout(later, 25); }); } }
  assert.equal(statSync(path).mode & 0o777, 0o600);
});
