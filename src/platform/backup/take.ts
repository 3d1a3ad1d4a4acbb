import { existsSync, globSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { Clock } from '#kernel';
import { KIND, writeFrames } from './frames.ts';
import { fixFormats, sequencesOf, tablesOf } from './tables.ts';

/** What opens a backup: where it comes from and the state of its tables. */
export type Head = Readonly<{ format: 1; takenAt: string; postgres: string; migrations: readonly { name: string; sha256: string }[] }>;
export type Taken = Readonly<{ tables: number; rows: number; files: number }>;
type Add = (kind: number, bytes: Buffer | string) => Promise<void>;

const BATCH = 1000; // rows
const PIECE = 4 * 1024 * 1024; // bytes of a file in one frame

/** Folders and files of the data folder that are not part of a backup: the database itself (its rows are), logs, and who runs. */
const LEFT_OUT = /^(postgres|pglite|log)(\/|$)|^postgres\.|^porchlight\.running$/;

/**
 * Writes every table, as of one instant, and every file of the data folder (uploads, letters, the house key) into one file.
 * Throws when the file exists.
 */
export async function takeBackup(has: { pool: pg.Pool; dataDir: string; file: string; clock: Clock }): Promise<Taken> {
  if (existsSync(has.file)) throw new Error(`${has.file} exists already. Choose another name: a backup is never written over.`);
  const client = await has.pool.connect();
  let taken: Taken = { tables: 0, rows: 0, files: 0 };
  try {
    await client.query('begin isolation level repeatable read read only');
    await fixFormats(client);
    await writeFrames(has.file, async (add) => {
      await add(KIND.head, JSON.stringify(await headOf(client, has.clock)));
      const tables = await tablesOf(client);
      let rows = 0;
      for (const table of tables) {
        await add(KIND.table, JSON.stringify(table));
        rows += await addRows(client, table.name, add);
      }
      await add(KIND.sequences, JSON.stringify(await sequencesOf(client)));
      taken = { tables: tables.length, rows, files: await addFiles(has.dataDir, add) };
    });
    return taken;
  } finally {
    await client.query('rollback').catch(() => undefined); // it only read
    client.release();
  }
}

async function headOf(client: pg.ClientBase, clock: Clock): Promise<Head> {
  const { rows: migrations } = await client.query<{ name: string; sha256: string }>('select name, sha256 from platform.migrations order by name');
  const { rows: [version] } = await client.query<{ is: string }>("select current_setting('server_version') as is");
  return { format: 1, takenAt: clock.now().toString(), postgres: version?.is ?? '', migrations };
}

/** Rows travel as PostgreSQL's own text of the whole row: exact for every type, and read back by the same server code. */
async function addRows(client: pg.ClientBase, table: string, add: Add): Promise<number> {
  await client.query(`declare backup no scroll cursor for select (one.*)::text as row from ${table} one`);
  let count = 0;
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${BATCH} from backup`);
    if (rows.length === 0) break;
    count += rows.length;
    await add(KIND.rows, JSON.stringify(rows.map(({ row }) => row)));
  }
  await client.query('close backup');
  return count;
}

async function addFiles(dataDir: string, add: Add): Promise<number> {
  const names = globSync('**', { cwd: dataDir, exclude: (name) => LEFT_OUT.test(String(name)) }).filter((name) => !LEFT_OUT.test(name)).toSorted();
  const files = names.filter((name) => statSync(join(dataDir, name)).isFile());
  for (const name of files) {
    const path = join(dataDir, name);
    await add(KIND.file, JSON.stringify({ name, mode: statSync(path).mode & 0o777 }));
    const from = await open(path);
    try {
      for await (const piece of from.createReadStream({ highWaterMark: PIECE, autoClose: false })) await add(KIND.bytes, piece as Buffer);
    } finally {
      await from.close();
    }
  }
  return files.length;
}
