import type { PGlite } from '@electric-sql/pglite';
import type { PGLiteSocketHandler } from '@electric-sql/pglite-socket';
import { News } from './news.ts';

type Queue = ConstructorParameters<typeof PGLiteSocketHandler>[0]['queryQueue'];
type Ask = { from: number; message: Uint8Array; onReply: (bytes: Uint8Array) => void; done: (bytes: number) => void; failed: (error: Error) => void };

const SYNC = 0x53; // 'S'
const QUERY = 0x51; // 'Q'
const TERMINATE = 0x58; // 'X'
const STARTUP = 0x00; // the first message of a connection has no letter; its length begins with a zero byte

/**
 * Hands one session out to many connections: whoever has the turn keeps it until its messages are complete (a simple query,
 * or a batch closed by Sync) and no transaction is open. PostgreSQL protocol, "Message Flow".
 */
export class Turns {
  readonly #db: PGlite;
  readonly #news = new News();
  /** Connections that have ended. What still comes from them would take a turn that nobody gives back. */
  readonly #gone = new Set<number>();
  #asks: Ask[] = [];
  #holder: number | undefined;
  #isBusy = false;

  constructor(db: PGlite) {
    this.#db = db;
  }

  /** In the shape the socket package asks of its queue: the three methods its handlers call. */
  asQueue(): Queue {
    const queue: Pick<Queue, 'enqueue' | 'clearQueueForHandler' | 'clearTransactionIfNeeded' | 'getQueueLength'> = {
      enqueue: (from, message, onReply) => new Promise<number>((done, failed) => {
        if (this.#gone.has(from)) { failed(new Error('The connection was closed.')); return; }
        // A good-bye is for the connection, not for the session that all share; nothing answers it.
        if (message[0] === TERMINATE) { done(0); return; }
        this.#asks.push({ from, message, onReply, done, failed });
        void this.#work();
      }),
      getQueueLength: () => this.#asks.length,
      clearQueueForHandler: (from) => {
        for (const ask of this.#asks.filter((one) => one.from === from)) ask.failed(new Error('The connection was closed.'));
        this.#asks = this.#asks.filter((one) => one.from !== from);
        this.#news.forget(from);
        this.#gone.add(from);
      },
      clearTransactionIfNeeded: async (from) => { await this.#leave(from); },
    };
    return queue as Queue;
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let ask = this.#next(); ask !== undefined; ask = this.#next()) {
      this.#holder = ask.from;
      await this.#answer(ask);
    }
    this.#isBusy = false;
  }

  #next(): Ask | undefined {
    const at = this.#holder === undefined ? 0 : this.#asks.findIndex((ask) => ask.from === this.#holder);
    return at === -1 ? undefined : this.#asks.splice(at, 1)[0];
  }

  async #answer(ask: Ask): Promise<void> {
    let bytes = 0;
    this.#news.noteAsk(ask.from, ask.message, ask.onReply);
    try {
      await this.#db.runExclusive(() => this.#db.execProtocolRawStream(ask.message, {
        onRawData: (reply) => {
          bytes += reply.length;
          ask.onReply(reply);
          this.#news.passOn(ask.from, reply);
        },
      }));
      this.#news.endReply();
      ask.done(bytes);
    } catch (error) {
      ask.failed(error as Error);
    }
    const letter = ask.message[0];
    const isComplete = letter === SYNC || letter === QUERY || letter === STARTUP;
    if (isComplete && !this.#db.isInTransaction()) this.#holder = undefined;
  }

  /** A connection that goes away in the middle of its turn leaves nothing open behind it. */
  async #leave(from: number): Promise<void> {
    if (this.#holder !== from) return;
    await this.#db.runExclusive(() => this.#db.execProtocolRaw(new Uint8Array([SYNC, 0, 0, 0, 4])));
    if (this.#db.isInTransaction()) await this.#db.exec('rollback');
    this.#holder = undefined;
    await this.#work();
  }
}
