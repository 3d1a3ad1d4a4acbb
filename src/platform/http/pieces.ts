import type { Stored } from './doors.ts';

type Span = Readonly<{ from: number; until: number }>;
/** So much is read into memory at once. */
const CHUNK = 1 << 18;

/** What a `Range` header asks for, `until` exclusive: one span of bytes (RFC 9110 §14.1.2). undefined: none, or one that we need not follow; 'outside': nothing of it is there. */
export function spanAsked(header: string | undefined, size: number): Span | 'outside' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') return Number(last) === 0 ? 'outside' : { from: Math.max(0, size - Number(last)), until: size };
  const from = Number(first);
  if (last !== '' && Number(last) < from) return undefined;
  return from >= size ? 'outside' : { from, until: last === '' ? size : Math.min(size, Number(last) + 1) };
}

/** Answers with the piece that was asked for (206), or with the whole (200), read as it is taken. */
export function answerPiece(file: Stored, type: string, asked: Readonly<{ range: string | undefined; ifRange: string | undefined }>): Response {
  const headers = { 'content-type': type, etag: file.tag, 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=600' };
  // Somebody who holds pieces of an older file wants the whole of the new one (RFC 9110 §13.1.5).
  const span = asked.ifRange === undefined || asked.ifRange === file.tag ? spanAsked(asked.range, file.size) : undefined;
  if (span === 'outside') return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${file.size}` } });
  const { from, until } = span ?? { from: 0, until: file.size };
  const more = span ? { 'content-range': `bytes ${from}-${until - 1}/${file.size}` } : {};
  return new Response(readFrom(file, from, until), { status: span ? 206 : 200, headers: { ...headers, ...more, 'content-length': String(until - from) } });
}

function readFrom(file: Stored, from: number, until: number): ReadableStream<Uint8Array> {
  let at = from;
  return new ReadableStream({
    async pull(to) {
      if (at >= until) { to.close(); return; }
      const bytes = await file.read(at, Math.min(CHUNK, until - at));
      if (bytes.length === 0) throw new Error(`The file ended at ${at} of ${file.size} bytes. Maybe it was replaced while it was read.`);
      at += bytes.length;
      to.enqueue(bytes);
    },
  });
}
