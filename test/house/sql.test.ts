import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { readMigrations } from '#platform/migrate';
import { mayLean, migrationFaults, SCHEMAS, sourceFaults } from '../../scripts/check/sql.ts';
import { migrationsFolder, testDatabase } from '../support/database.ts';

const root = join(import.meta.dirname, '..', '..');
let pool: pg.Pool;
let drop: () => Promise<void>;

before(async () => {
  const database = await testDatabase();
  drop = database.drop;
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
});
after(async () => {
  await pool.end();
  await drop();
});

test('each migration touches the schema of its module only, and never asks for the time', () => {
  assert.deepEqual(readMigrations(migrationsFolder).flatMap(({ name, sql }) => migrationFaults(name, sql)), []);
});

test('no source file reads the tables of another module, or lets the database tell the time', () => {
  const files = globSync('src/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  assert.deepEqual(files.flatMap((file) => sourceFaults(file, readFileSync(join(root, file), 'utf8'))), []);
});

test('foreign keys run the way imports run, and none of them erases across a border', async () => {
  const { rows } = await pool.query<{ name: string; from: string; to: string; cascades: boolean }>(`
    select format('%s on %s', k.conname, k.conrelid::regclass) as name, a.nspname as from, b.nspname as to, k.confdeltype = 'c' or k.confupdtype = 'c' as cascades
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_namespace a on a.oid = f.relnamespace
      join pg_class t on t.oid = k.confrelid join pg_namespace b on b.oid = t.relnamespace where k.contype = 'f' and a.nspname <> 'jobs'`);
  assert.ok(rows.length > 5, 'the tables are there');
  assert.deepEqual(rows.filter(({ from, to }) => !mayLean(from, to)).map(({ name, to }) => `${name} leads up or sideways to ${to}`), []);
  assert.deepEqual(rows.filter(({ from, to, cascades }) => cascades && from !== to).map(({ name }) => `${name} cascades into another schema`), []);
});

test('no column takes its time from the database', async () => {
  const { rows } = await pool.query<{ says: string }>(`
    select format('%s.%s: %s', d.adrelid::regclass, a.attname, pg_get_expr(d.adbin, d.adrelid)) as says from pg_attrdef d
    join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum join pg_class c on c.oid = d.adrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and n.nspname <> 'jobs' and pg_get_expr(d.adbin, d.adrelid) ~* 'now\\(|current_(date|time)|_timestamp\\('`, [SCHEMAS]);
  assert.deepEqual(rows.map(({ says }) => says), []);
});

test('every schema that the migrations make belongs to a module', async () => {
  const { rows } = await pool.query<{ name: string }>("select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public') order by 1");
  assert.deepEqual(rows.map(({ name }) => name).filter((name) => !SCHEMAS.includes(name)), []);
});

test('the rules bite: a planted fault of each kind is found', () => {
  assert.match(migrationFaults('0007-pricing-quotes.sql', 'create table pricing.q (id text references booking.requests (id)); select * from people.persons')[0] ?? '', /touches people/);
  assert.deepEqual(migrationFaults('0007-pricing-quotes.sql', 'create table pricing.q (id text references people.persons (id)); -- people.persons'), []);
  assert.deepEqual(migrationFaults('0007-billing-x.sql', '-- looks down at pricing: the ceiling is held by the database\nselect 1 from pricing.quotes'), []);
  assert.match(migrationFaults('0007-pricing-x.sql', '-- looks down at billing: because it would be so convenient\nselect 1 from billing.invoices')[0] ?? '', /touches billing/);
  assert.match(migrationFaults('0007-pricing-quotes.sql', 'create table quotes (id text)')[0] ?? '', /needs its schema/);
  assert.match(migrationFaults('0090-remote-help-codes.sql', 'create table remote_help.codes (at timestamptz default now())')[0] ?? '', /time/);
  assert.match(migrationFaults('0091-nowhere-x.sql', 'select 1')[0] ?? '', /does not begin/);
  assert.match(sourceFaults('src/modules/pricing/store.ts', 'sql`select 1 from booking.visits`')[0] ?? '', /front door/);
  assert.match(sourceFaults('src/modules/pricing/store.ts', "db.selectFrom('people.persons as p')")[0] ?? '', /front door/);
  assert.match(sourceFaults('src/platform/x.ts', 'sql`select now()`')[0] ?? '', /time/);
  assert.deepEqual(sourceFaults('src/modules/booking/store.ts', "sql`select ${has.pricing.x} from booking.visits`; db.selectFrom('booking.visits')"), []);
  assert.equal(mayLean('pricing', 'booking'), false);
  assert.equal(mayLean('booking', 'pricing'), true);
  assert.equal(mayLean('remote_help', 'people'), true);
});
