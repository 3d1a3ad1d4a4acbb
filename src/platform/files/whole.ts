import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** How an unfinished file is called; it never has the name of a finished one. */
const UNFINISHED = /^\.unfinished-[\da-f]{16}$/;

async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try { await handle.sync(); } finally { await handle.close(); }
}

/** Writes a file so that after a power cut it is there whole or not at all. Readable by its owner only. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = join(folder, `.unfinished-${randomBytes(8).toString('hex')}`);
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally { await handle.close(); }
    await rename(unfinished, path);
  } catch (fault) {
    await rm(unfinished, { force: true });
    throw fault;
  }
  await settle(folder);
}

/** Takes a file away for good; says whether it was there. */
export async function removeWhole(path: string): Promise<boolean> {
  try { await rm(path); } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return false;
    throw fault;
  }
  await settle(dirname(path));
  return true;
}

/** Removes what a crash left unfinished below a folder; says how many. For the start, before anything is written. */
export async function removeUnfinished(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const left = entries.filter((entry) => entry.isFile() && UNFINISHED.test(entry.name));
  for (const entry of left) await rm(join(entry.parentPath, entry.name), { force: true });
  return left.length;
}
