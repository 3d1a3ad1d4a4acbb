import { type Actor, type Refusal, type Result, ok } from '#kernel';
import type { Keys } from '../keys.ts';
import type { Works } from '../work.ts';
import type { Call, Reply } from './doors.ts';
import type { Once } from './once.ts';

/** How doors change and look. */
export type ReadableWorks = Works & { once: Once; keys: Keys };

/** The one-time id of a form, or an Idempotency-Key of one caller. `clash`: what is answered when it came before with another question. */
export type Key = { asker: string; key: string; clash?: Reply };
const ANSWERED = 200;

/** `change` and `look` for one caller; see `Call`. The kept reply is sealed, as it may carry a session's token. */
export function changeBy(has: ReadableWorks, by: Actor, once: Key | undefined, asked: unknown): Pick<Call, 'change' | 'look'> {
  const run = async <T, E extends Refusal>(todo: Parameters<Call['change']>[0], good: (value: T) => Reply | Promise<Reply>, bad: (refusal: E) => Reply | Promise<Reply>): Promise<Reply> => {
    const done: Result<Reply, Refusal> = await has.inWork(by, async (work) => {
      if (once) {
        const before = await has.once.begin(work, once.key, once.asker, asked);
        if (!before.ok) return before;
        if (before.value.kind === 'again') return ok(readBack(has.keys, before.value.answer, once.key));
      }
      const result = await todo(work);
      if (!result.ok) return result;
      const reply = await good(result.value as T);
      if (once && (reply.kind === 'go' || reply.kind === 'json')) await has.once.keep(work, once.key, once.asker, ANSWERED, has.keys.seal(JSON.stringify(reply), once.key));
      return ok(reply);
    });
    if (done.ok) return done.value;
    return once?.clash && done.error.kind === 'key-used-for-another-question' ? once.clash : bad(done.error as E);
  };
  return { change: run as Call['change'], look: (todo) => has.looking(by, todo) };
}

function readBack(keys: Keys, kept: unknown, key: string): Reply {
  const text = typeof kept === 'string' ? keys.open(kept, key) : undefined;
  return text === undefined ? { kind: 'missing' } : (JSON.parse(text) as Reply);
}
