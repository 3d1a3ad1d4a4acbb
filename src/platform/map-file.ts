import { type FileHandle, open } from 'node:fs/promises';
import type { Stored } from './http/doors.ts';
import type { Log } from './log.ts';

/** The operator's own map, one file of tiles; undefined while there is none. */
export type MapFile = Readonly<{ now(): Promise<Stored | undefined> }>;

/** The first eight bytes of every file of this kind (PMTiles specification, version 3, "Header"). */
const MARK = 'PMTiles\u0003';

/** A `.pmtiles` file (version 3) on this machine. It may come, change and go while the house is open; another kind of file is told once and not given out. */
export function mapFileAt(path: string, log: Pick<Log, 'warn'>): MapFile {
  let toldOf = '';
  const read = async (from: number, length: number): Promise<Uint8Array> => withFile(path, (file) => readAt(file, from, length));
  return {
    async now() {
      try {
        return await withFile(path, async (file) => {
          const { size, mtimeMs } = await file.stat();
          const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
          if (Buffer.from(await readAt(file, 0, MARK.length)).toString('latin1') === MARK) return { size, tag, read };
          if (toldOf !== tag) log.warn({ path }, 'this file is no map of version 3 of PMTiles; the board draws its plain map');
          toldOf = tag;
          return undefined;
        });
      } catch (fault) {
        if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        if (toldOf !== path) log.warn({ path, error: (fault as Error).message }, 'the map cannot be read; the board draws its plain map');
        toldOf = path;
        return undefined;
      }
    },
  };
}

async function withFile<T>(path: string, todo: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try { return await todo(file); } finally { await file.close(); }
}

async function readAt(file: FileHandle, from: number, length: number): Promise<Uint8Array> {
  const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, from);
  return buffer.subarray(0, bytesRead);
}
