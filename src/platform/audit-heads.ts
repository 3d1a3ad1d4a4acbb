import { appendFileSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Keys } from './keys.ts';

/** How long the audit trail was at an instant, and its last link. `restored`: from here on it stands on a backup that was brought back. */
export type Head = Readonly<{ count: number; hash: string; at: string; restored?: true }>;
type HeadFault = Readonly<{ kind: 'head-not-ours' | 'heads-out-of-order'; row: number }>;
/** The heads that count, which rows (from 1) are not ours or not in order, and when a backup was brought back. */
export type ReadHeads = Readonly<{ heads: readonly Head[]; faults: readonly HeadFault[]; restored: readonly string[] }>;
export type HeadFile = Readonly<{ read(): ReadHeads; last(): Head | undefined; write(head: Head): Head }>;

const TAIL = 4_096; // bytes: several rows
const signed = (keys: Keys, before: string, head: Head): string => keys.digest(`audit-head ${before} ${JSON.stringify([head.count, head.hash, head.at, head.restored ?? false])}`);

/**
 * Heads of the audit trail in a file outside of the database, one JSON a row: each is signed with the house key over the
 * signature before it, so that no row can be taken out of the middle, changed or moved. A row that the power cut short is
 * passed over: were it more than that, the row after it would not fit.
 */
export function headFileAt(path: string, keys: Keys): HeadFile {
  const last = (): Signed | undefined => tailOf(path).split('\n').map(parsed).findLast((found) => found !== undefined);
  return {
    read() {
      const all: Head[] = [];
      const faults: HeadFault[] = [];
      let before = '';
      (existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []).forEach((text, at) => {
        const found = parsed(text);
        if (!found) return;
        if (found.signature !== signed(keys, before, found.head)) faults.push({ kind: 'head-not-ours', row: at + 1 });
        else if (!found.head.restored && found.head.count <= (all.at(-1)?.count ?? 0)) faults.push({ kind: 'heads-out-of-order', row: at + 1 });
        else all.push(found.head);
        before = found.signature;
      });
      // What was written before a backup came back told of lines that it may not have.
      const since = Math.max(0, all.findLastIndex((head) => head.restored));
      return { heads: all.slice(since), faults, restored: all.filter((head) => head.restored).map((head) => head.at) };
    },
    last: () => last()?.head,
    write(head) {
      const isWhole = /(^|\n)$/.test(tailOf(path));
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      appendFileSync(path, `${isWhole ? '' : '\n'}${JSON.stringify({ ...head, signature: signed(keys, last()?.signature ?? '', head) })}\n`, { mode: 0o600 });
      return head;
    },
  };
}

/** The end of a file, as text; empty when there is none. */
function tailOf(path: string): string {
  if (!existsSync(path)) return '';
  const file = openSync(path, 'r');
  try {
    const from = Math.max(0, fstatSync(file).size - TAIL);
    const bytes = Buffer.alloc(TAIL);
    return bytes.subarray(0, readSync(file, bytes, 0, TAIL, from)).toString('utf8');
  } finally {
    closeSync(file);
  }
}

type Signed = { head: Head; signature: string };
function parsed(row: string): Signed | undefined {
  try {
    const { signature, ...head } = JSON.parse(row) as Head & { signature: string };
    return typeof head.count === 'number' && typeof head.hash === 'string' && typeof head.at === 'string' && typeof signature === 'string' ? { head, signature } : undefined;
  } catch {
    return undefined;
  }
}
