/** News within a second: what one process commits, every process that listens hears (LISTEN and NOTIFY). It keeps nothing and promises nothing: whoever hears looks again. */
import pg from 'pg';
import type { Log } from '../log.ts';

/** Called with what was said. After a lost connection everything may have been missed: then `undefined`. */
export type Hear = (said: string | undefined) => void;
export type Live = Readonly<{
  /** Listens until the answer is called. Channels are plain words. */
  listen(channel: string, hear: Hear): () => void;
  /** Ends the connection and tells everybody who still listens through `onClose`. */
  onClose(todo: () => void): () => void;
  close(): Promise<void>;
}>;

const AGAIN_MS = 1_000;

/** One connection of its own, opened for the first who listens. */
export function createLive(has: { url: string; log: Pick<Log, 'warn'> }): Live {
  const ears = new Map<string, Set<Hear>>();
  const closing = new Set<() => void>();
  let client: pg.Client | undefined;
  let isClosed = false;
  let opening: Promise<void> | undefined;

  const tell = (channel: string, said: string | undefined): void => { for (const hear of ears.get(channel) ?? []) hear(said); };
  const lost = (): void => {
    client = undefined;
    if (isClosed) return;
    setTimeout(() => { if (!isClosed) open(true); }, AGAIN_MS).unref();
  };

  function open(isAgain: boolean): void {
    if (client || opening || isClosed) return;
    const next = new pg.Client({ connectionString: has.url });
    next.on('notification', ({ channel, payload }) => tell(channel, payload));
    next.on('error', (error) => { has.log.warn({ error: error.message }, 'live news were interrupted'); });
    next.once('end', () => { if (client === next) lost(); });
    opening = (async () => {
      await next.connect();
      for (const channel of ears.keys()) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
      client = next;
      if (isAgain) for (const channel of ears.keys()) tell(channel, undefined);
    })().catch(() => { void next.end().catch(() => undefined); lost(); }).finally(() => { opening = undefined; });
  }

  return {
    listen(channel, hear) {
      const own = ears.get(channel) ?? new Set<Hear>();
      const isNew = !ears.has(channel);
      ears.set(channel, own.add(hear));
      if (isNew && client) void client.query(`listen ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
      // Somebody who comes while the connection is being opened may have come too late for its list of channels.
      if (isNew && opening) void opening.then(() => client?.query(`listen ${pg.escapeIdentifier(channel)}`)).catch(() => undefined);
      open(false);
      return () => { own.delete(hear); };
    },
    onClose(todo) {
      closing.add(todo);
      return () => { closing.delete(todo); };
    },
    async close() {
      isClosed = true;
      for (const todo of closing) todo();
      await opening;
      await client?.end().catch(() => undefined);
    },
  };
}
