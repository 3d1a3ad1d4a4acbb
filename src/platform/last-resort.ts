import { type Log, faultNumber } from './log.ts';

/** So many in a minute are no accident: then it is better to begin anew. */
const MOST_A_MINUTE = 20;
const MINUTE_MS = 60_000;
type Thrown = 'uncaughtException' | 'unhandledRejection';
const KINDS: readonly Thrown[] = ['uncaughtException', 'unhandledRejection'];
/** The process, as far as it is needed here. */
export type Thrower = Readonly<{ on(kind: Thrown, heard: (fault: unknown) => void): unknown; off(kind: Thrown, heard: (fault: unknown) => void): unknown }>;

/**
 * What is thrown where nobody catches it: a line with a number, and the house stays open, as what was confirmed lies in the
 * database and not in this memory. What goes on and on ends the process (`end`), for whoever runs it to start it again.
 * Answers with how to stop listening.
 */
export function lastResort(has: Readonly<{ log: Pick<Log, 'error'>; process: Thrower; end(): void; milliseconds?: () => number }>): () => void {
  const { milliseconds = () => performance.now() } = has;
  let recent: number[] = [];
  const heard = KINDS.map((kind) => {
    const hear = (fault: unknown): void => {
      const error = fault instanceof Error ? fault : new Error(String(fault));
      has.log.error({ fault: faultNumber(), kind, error: error.message, stack: error.stack }, 'thrown where nobody catches it');
      const now = milliseconds();
      recent = [...recent.filter((at) => now - at < MINUTE_MS), now];
      if (recent.length > MOST_A_MINUTE) has.end();
    };
    has.process.on(kind, hear);
    return { kind, hear };
  });
  return () => { for (const { kind, hear } of heard) has.process.off(kind, hear); };
}
