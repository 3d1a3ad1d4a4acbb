import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { isId, newId, no, ok } from '#kernel';
import type { FileId, Result } from '#kernel';
import { kindOf } from './kinds.ts';
import { remade } from './picture.ts';
import { removeUnfinished, removeWhole, writeWhole } from './whole.ts';

export type FileType = 'image/jpeg' | 'application/pdf';

/** A file as it was kept. `bytes` are those kept, which for a picture are not those sent; `name` is fit to be shown, and no path. */
export type Kept = Readonly<{ id: FileId; type: FileType; name: string; bytes: Buffer; sha256: string; width?: number; height?: number }>;

/** Why a file was not kept. We take photos (JPEG, PNG, WebP, AVIF, HEIC where the picture library can read it) and PDF. */
export type FileRefused = Readonly<{ kind: 'file-too-large'; mostBytes: number } | { kind: 'file-type-unknown' } | { kind: 'picture-broken' }>;

/** Files of people. A served file needs its `type`, `X-Content-Type-Options: nosniff` and, for a PDF, `Content-Disposition: attachment`. */
export type Files = Readonly<{
  keep(bytes: Uint8Array, told: Readonly<{ name: string; declaredType?: string }>): Promise<Result<Kept, FileRefused>>;
  /** Undefined when it was never there, or is erased, or the id is not one of a file. */
  read(id: string): Promise<Readonly<{ type: FileType; bytes: Buffer }> | undefined>;
  /** Takes it away for good; says whether it was there. */
  erase(id: string): Promise<boolean>;
  /** Every file and since when it is kept, in no order: for a sweep of those that nothing refers to. One erased meanwhile is left out. */
  all(): AsyncIterable<Readonly<{ id: FileId; keptAt: Temporal.Instant }>>;
  /** Removes what a crash left unfinished; for the start. */
  tidy(): Promise<number>;
}>;

const ENDING: Readonly<Record<FileType, string>> = { 'image/jpeg': 'jpg', 'application/pdf': 'pdf' };
const TYPES = ['image/jpeg', 'application/pdf'] as const;

/** The last part of a name without what could steer a terminal, a path or a header; at most 100 letters. */
export function shownName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(/[\p{C}"<>|:*?]/gu, '').trim().replace(/^\.+/, '');
  return Array.from(clean).slice(0, 100).join('') || 'file';
}

async function readable(bytes: Uint8Array): Promise<Result<Pick<Kept, 'type' | 'bytes' | 'width' | 'height'>, { kind: FileRefused['kind'] }>> {
  const kind = kindOf(bytes);
  if (kind === 'unknown') return no({ kind: 'file-type-unknown' });
  if (kind === 'pdf') return ok({ type: 'application/pdf', bytes: Buffer.from(bytes) });
  const picture = await remade(bytes);
  // A HEIC that cannot be opened is most likely whole, and of a sort our picture library may not decode.
  if (!picture.ok) return no(kind === 'heic' && picture.error.kind === 'picture-broken' ? { kind: 'file-type-unknown' } : picture.error);
  return ok({ type: 'image/jpeg', ...picture.value });
}

async function tryRead(path: string): Promise<Buffer | undefined> {
  try { return await readFile(path); } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined;
    throw fault;
  }
}

async function* everyFile(dir: string): AsyncGenerator<Readonly<{ id: FileId; keptAt: Temporal.Instant }>> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const folder of await readdir(dir, { withFileTypes: true })) {
    if (!folder.isDirectory()) continue;
    for (const name of await readdir(join(dir, folder.name))) {
      const id = basename(name, extname(name));
      if (!isId('File', id)) continue;
      const there = await stat(join(dir, folder.name, name)).catch(() => undefined);
      if (there) yield { id, keptAt: Temporal.Instant.fromEpochMilliseconds(Math.floor(there.mtimeMs)) };
    }
  }
}

/** Files below `dir`, one for each id. `mostBytes` (15 MiB unless told) holds for what is sent. */
export function createFiles({ dir, mostBytes = 15 * 1024 * 1024 }: Readonly<{ dir: string; mostBytes?: number }>): Files {
  // Only an id of the right shape becomes a path, so no name from outside ever does.
  const pathOf = (id: FileId, type: FileType): string => join(dir, id.slice(4, 6), `${id}.${ENDING[type]}`);
  return {
    async keep(bytes, told) {
      if (bytes.length > mostBytes) return no({ kind: 'file-too-large', mostBytes });
      const made = await readable(bytes);
      if (!made.ok) return no(made.error.kind === 'file-too-large' ? { kind: made.error.kind, mostBytes } : { kind: made.error.kind });
      const id = newId('File');
      await writeWhole(pathOf(id, made.value.type), made.value.bytes);
      return ok({ id, name: shownName(told.name), sha256: createHash('sha256').update(made.value.bytes).digest('hex'), ...made.value });
    },
    async read(id) {
      if (!isId('File', id)) return undefined;
      for (const type of TYPES) {
        const bytes = await tryRead(pathOf(id, type));
        if (bytes) return { type, bytes };
      }
      return undefined;
    },
    async erase(id) {
      if (!isId('File', id)) return false;
      const gone = [];
      for (const type of TYPES) gone.push(await removeWhole(pathOf(id, type)));
      return gone.includes(true);
    },
    all: () => everyFile(dir),
    tidy: () => removeUnfinished(dir),
  };
}
