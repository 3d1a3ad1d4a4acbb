import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { clockAt } from '#kernel';
import { places } from './places.ts';

const root = new URL('../../', import.meta.url);
const pglite = new PGlite();
const db = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite }) });
const dir = await mkdtemp(join(tmpdir(), 'places-'));
before(async () => { await pglite.exec(await readFile(new URL('migrations/0003-places-index.sql', root), 'utf8')); });
after(async () => { await db.destroy(); await rm(dir, { recursive: true }); });

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await places.run(args, { out: (line) => { said.out += line; }, err: (line) => { said.err += line; } },
    { withDb: (todo) => todo(db), clock: clockAt('2026-11-23T10:00:00Z') });
  return { code, ...said };
}

test('the demo town is imported and counted', async () => {
  const done = await run('import', fileURLToPath(new URL('content/places/demo-fr.csv', root)), '--country', 'fr', '--source', 'Demo town 2026-11');
  assert.equal(done.err, '');
  assert.match(done.out, /^Imported \d{3} doors, \d+ streets, 6 postcodes and 12 towns from Demo town \(2026-11\); 0 lines/);
  assert.equal(done.code, 0);
});

test('a compressed file is read as it lies, and a file without a name for its source lends its own', async () => {
  const file = join(dir, 'codes.csv.gz');
  await writeFile(file, gzipSync('postcode,lat,lng\nNE46 1AA,54.97,-2.1\n'));
  assert.equal((await run('import', file, '--country', 'GB')).code, 0);
  const { rows } = await sql`select name, version, licence from places.sources where country = 'GB'`.execute(db);
  assert.deepEqual(rows, [{ name: 'codes.csv.gz', version: 'unnamed', licence: 'not stated' }]);
});

test('a file that cannot be used says why, and nothing changes', async () => {
  const file = join(dir, 'other.csv');
  await writeFile(file, 'a;b\n1;2\n');
  const done = await run('import', file, '--country', 'FR', '--source', 'Demo town 2027-01');
  assert.equal(done.code, 1);
  assert.match(done.err, /we do not know these columns \(a, b\)/);
  assert.match((await run('import', join(dir, 'missing.csv'), '--country', 'FR')).err, /no such file/);
  const french = await run('import', fileURLToPath(new URL('content/places/demo-fr.csv', root)), '--country', 'GB');
  assert.match(french.err, /no line of it gives a place in GB/);
  const { rows } = await sql`select version from places.sources where country = 'FR'`.execute(db);
  assert.deepEqual(rows, [{ version: '2026-11' }]);
});

test('a torn compressed file is said and leaves nothing behind', async () => {
  const file = join(dir, 'torn.csv.gz');
  await writeFile(file, gzipSync('postcode,lat,lng\nNE46 1AA,54.97,-2.1\n').subarray(0, 40));
  const done = await run('import', file, '--country', 'GB', '--source', 'Torn 1');
  assert.equal(done.code, 1);
  assert.match(done.err, /cannot be unpacked/);
  const { rows } = await sql`select 1 from places.sources where name = 'Torn'`.execute(db);
  assert.equal(rows.length, 0);
});

test('what is not understood is said, with how to say it', async () => {
  assert.deepEqual((await run('import', 'x.csv', '--country', 'DE')), { code: 2, out: '', err: '--country is (DE): we need FR or GB.' });
  for (const args of [['export'], ['import'], ['import', 'a', 'b', '--country', 'FR'], ['import', 'a', '--wrong']]) assert.equal((await run(...args)).code, 2, args.join(' '));
  assert.equal((await run('--help')).code, 0);
  assert.match((await run()).out, /Usage: porchlight places import/);
});
