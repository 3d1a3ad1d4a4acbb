import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createGunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';

/**
 * The file of a backup: gzip members that hold, one after another, frames of [kind: 1 byte][length: 4 bytes, big-endian][bytes].
 * The last frame is the SHA-256 of everything before it, so a flipped byte or a cut end is noticed before anything is written.
 */
export const KIND = { head: 1, table: 2, rows: 3, file: 4, bytes: 5, sequences: 6, end: 9 } as const;
export type Frame = Readonly<{ kind: number; bytes: Buffer }>;

/** The file is not a whole backup. */
export class Damaged extends Error {}

const HEADER = 5;
const MEMBER = 1_000_000; // bytes of frames that are packed together
const MOST = 256 * 1024 * 1024; // bytes in one frame: more is damage, not data
const pack = promisify(gzip);

/** Writes frames beside the file's place and moves them there when whole and on disk. Refuses to write over a file. */
export async function writeFrames(file: string, produce: (add: (kind: number, bytes: Buffer | string) => Promise<void>) => Promise<void>): Promise<void> {
  const unfinished = `${file}.unfinished`;
  const out = await open(unfinished, 'w', 0o600);
  const hash = createHash('sha256');
  let waiting: Buffer[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    await out.writeFile(await pack(Buffer.concat(waiting)));
    waiting = [];
    size = 0;
  };
  const add = async (kind: number, content: Buffer | string): Promise<void> => {
    const bytes = Buffer.from(content);
    const head = Buffer.alloc(HEADER);
    head.writeUInt8(kind);
    head.writeUInt32BE(bytes.length, 1);
    if (kind !== KIND.end) hash.update(head).update(bytes);
    waiting.push(head, bytes);
    size += HEADER + bytes.length;
    if (size > MEMBER) await flush();
  };
  try {
    await produce(add);
    await add(KIND.end, hash.digest());
    await flush();
    await out.sync();
    await out.close();
    await rename(unfinished, file);
  } catch (error) {
    await out.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Reads the frames of a backup in order, without the last. Throws `Damaged` at the latest at its end. */
export async function* readFrames(file: string): AsyncGenerator<Frame> {
  const hash = createHash('sha256');
  let rest: Buffer = Buffer.alloc(0);
  let isOver = false;
  for await (const chunk of unpacked(file)) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let frame = firstFrame(rest); frame !== undefined; frame = firstFrame(rest)) {
      if (isOver) throw new Damaged('something follows its end');
      if (frame.kind === KIND.end) {
        isOver = true;
        if (!frame.bytes.equals(hash.digest())) throw new Damaged('its checksum does not fit what it holds');
      } else {
        hash.update(rest.subarray(0, HEADER + frame.bytes.length));
        yield frame;
      }
      rest = rest.subarray(HEADER + frame.bytes.length);
    }
  }
  if (!isOver || rest.length > 0) throw new Damaged('its end is missing');
}

function firstFrame(buffer: Buffer): Frame | undefined {
  if (buffer.length < HEADER) return undefined;
  const length = buffer.readUInt32BE(1);
  if (length > MOST) throw new Damaged(`it holds a piece of ${length} bytes`);
  return buffer.length < HEADER + length ? undefined : { kind: buffer.readUInt8(), bytes: buffer.subarray(HEADER, HEADER + length) };
}

async function* unpacked(file: string): AsyncGenerator<Buffer> {
  const from = createReadStream(file);
  const through = createGunzip();
  from.on('error', (error) => through.destroy(error));
  try {
    for await (const chunk of from.pipe(through)) yield chunk as Buffer;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw code.startsWith('Z_') ? new Damaged('it cannot be unpacked') : error;
  } finally {
    from.destroy();
  }
}
