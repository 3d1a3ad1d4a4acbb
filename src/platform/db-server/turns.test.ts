import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import { Turns } from './turns.ts';

/** A session that answers whatever it is asked with "ready" (PostgreSQL protocol, ReadyForQuery). */
const READY = Uint8Array.from([0x5a, 0, 0, 0, 5, 0x49]);
const db = {
  runExclusive: (todo: () => Promise<unknown>) => todo(), isInTransaction: () => false, execProtocolRaw: async () => READY, exec: async () => [],
  execProtocolRawStream: async (_message: Uint8Array, { onRawData }: { onRawData(bytes: Uint8Array): void }) => { onRawData(READY); },
} as unknown as PGlite;

const message = (letter: string, text = ''): Uint8Array => { const body = Buffer.from(text === '' ? '' : `${text}\0`); const bytes = Buffer.alloc(5 + body.length); bytes.write(letter); bytes.writeInt32BE(4 + body.length, 1); body.copy(bytes, 5); return bytes; };
/** Whether somebody is answered while they would still wait. */
const isAnswered = (asked: Promise<number>): Promise<boolean> => Promise.race([asked.then((bytes) => bytes > 0), wait(2_000).then(() => false)]);

test('what still comes from a connection that has ended takes no turn from the others', async () => {
  const queue = new Turns(db).asQueue();
  assert.ok(await isAnswered(queue.enqueue(1, message('Q', 'select 1'), () => undefined)));
  queue.clearQueueForHandler(1);
  await queue.clearTransactionIfNeeded(1);
  // The rest of a batch, read from the socket before it closed; no Sync will ever follow.
  await assert.rejects(queue.enqueue(1, message('H'), () => undefined), /closed/);
  assert.ok(await isAnswered(queue.enqueue(2, message('Q', 'select 2'), () => undefined)), 'the next is served');
});
test('a good-bye ends nobody else’s session and keeps no turn', async () => {
  const queue = new Turns(db).asQueue();
  await queue.enqueue(1, message('X'), () => undefined);
  assert.ok(await isAnswered(queue.enqueue(2, message('Q', 'select 2'), () => undefined)));
});
