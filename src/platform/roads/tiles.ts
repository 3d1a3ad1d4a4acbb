import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const note = z.object({ tiles: z.string().regex(/^tiles-[\w-]+$/), region: z.string(), importedAt: z.string(), map: z.string() });
/** Which tiles are in use: the folder under the roads folder, the file it was made from, when, and the file's digest. */
export type TilesNote = z.infer<typeof note>;

const noteIn = (dir: string): string => join(dir, 'current.json');

/** The note of the tiles in use; undefined when no roads were imported. */
export async function currentTiles(dir: string): Promise<TilesNote | undefined> {
  const text = await readFile(noteIn(dir), 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT' || fault.code === 'ENOTDIR') return undefined;
    throw fault;
  });
  return text === undefined ? undefined : note.parse(JSON.parse(text));
}

/** From one moment to the next, other tiles are in use: a reader sees the old note or the new one, never half of one. */
export async function useTiles(dir: string, next: TilesNote): Promise<void> {
  const draft = `${noteIn(dir)}.next`;
  await writeFile(draft, `${JSON.stringify(next, undefined, 2)}\n`);
  await rename(draft, noteIn(dir));
}
