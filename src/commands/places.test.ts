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
import { CannotDo, WrongUse } from './command.ts';
import { places, runPlaces } from './places.ts';

const root = new URL('../../', import.meta.url);
const pglite = new PGlite();
const db = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite }) });
const dir = await mkdtemp(join(tmpdir(), 'places-'));
before(async () => { await pglite.exec(await readFile(new URL('migrations/0003-places-index.sql', root), 'utf8')); });
after(async () => { await db.destroy(); await rm(dir, { recursive: true }); });

async function run(...args: string[]): Promise<string> {
  let said = '';
  const code = await runPlaces(args, { out: (line) => { said += line; }, err: (line) => { said += line; } },
    { withDb: (todo) => todo(db), clock: clockAt('2026-11-23T10:00:00Z') });
  assert.equal(code, 0);
  return said;
}

test('the demo town is imported and counted', async () => {
  const done = await run('import', fileURLToPath(new URL('content/places/demo-fr.csv', root)), '--country', 'fr', '--source', 'Demo town 2026-11');
  assert.match(done, /^Imported \d{3} doors, \d+ streets, 6 postcodes and 12 towns from Demo town \(2026-11\); 0 lines/);
});

test('a compressed file is read as it lies, and a file without a name for its source lends its own', async () => {
  const file = join(dir, 'codes.csv.gz');
  await writeFile(file, gzipSync('postcode,lat,lng\nNE46 1AA,54.97,-2.1\n'));
  await run('import', file, '--country', 'GB');
  const { rows } = await sql`select name, version, licence from places.sources where country = 'GB'`.execute(db);
  assert.deepEqual(rows, [{ name: 'codes.csv.gz', version: 'unnamed', licence: 'not stated' }]);
});

test('a file that cannot be used says why, and nothing changes', async () => {
  const file = join(dir, 'other.csv');
  await writeFile(file, 'a;b\n1;2\n');
  const cannot = (says: RegExp) => (fault: Error): boolean => fault instanceof CannotDo && says.test(fault.message);
  await assert.rejects(run('import', file, '--country', 'FR', '--source', 'Demo town 2027-01'), cannot(/we do not know these columns \(a, b\)/));
  await assert.rejects(run('import', join(dir, 'missing.csv'), '--country', 'FR'), cannot(/no such file/));
  const french = fileURLToPath(new URL('content/places/demo-fr.csv', root));
  await assert.rejects(run('import', french, '--country', 'GB'), cannot(/no line of it gives a place in GB/));
  const { rows } = await sql`select version from places.sources where country = 'FR'`.execute(db);
  assert.deepEqual(rows, [{ version: '2026-11' }]);
});

test('a torn compressed file is said and leaves nothing behind', async () => {
  const file = join(dir, 'torn.csv.gz');
  await writeFile(file, gzipSync('postcode,lat,lng\nNE46 1AA,54.97,-2.1\n').subarray(0, 40));
  await assert.rejects(run('import', file, '--country', 'GB', '--source', 'Torn 1'), /cannot be unpacked/);
  const { rows } = await sql`select 1 from places.sources where name = 'Torn'`.execute(db);
  assert.equal(rows.length, 0);
});

test('a database without the index says what to do', async () => {
  const bare = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite: new PGlite() }) });
  const file = join(dir, 'one.csv');
  await writeFile(file, 'postcode,lat,lng\nNE46 1AA,54.97,-2.1\n');
  await assert.rejects(runPlaces(['import', file, '--country', 'GB'], { out: () => undefined, err: () => undefined },
    { withDb: (todo) => todo(bare), clock: clockAt('2026-11-23T10:00:00Z') }), /Run \.\/porchlight migrate first/);
  await bare.destroy();
});

test('what is not understood is said, with what is accepted', async () => {
  await assert.rejects(run('import', 'x.csv', '--country', 'DE'), /--country is \(DE\)\. Accepted: FR, GB\./);
  for (const args of [[], ['export', 'x', '--country', 'FR'], ['import'], ['import', 'a', 'b', '--country', 'FR'], ['import', 'a', '--wrong'], ['import', 'a']]) {
    await assert.rejects(run(...args), WrongUse, args.join(' '));
  }
  assert.match(places.help, /Usage: \.\/porchlight places import/);
});
