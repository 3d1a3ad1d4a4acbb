/** Where a command speaks: `out` is its answer, `err` is what it says besides. One line a call, without the line's end. */
export type Io = { out(line: string): void; err(line: string): void };

/** One command of the command line. `run` answers the exit code. */
export type Command = Readonly<{
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What `--help` prints. */
  help: string;
  run(args: readonly string[], io: Io): Promise<number>;
}>;

/** Exit codes: scripts rely on them. */
export const DONE = 0;
/** It could not be done, and the command said why. */
export const NOT_DONE = 1;
/** The command line was not understood. */
export const WRONG_USE = 2;
/** A fault of Porchlight itself. */
export const FAULT = 70; // EX_SOFTWARE of sysexits(3)

/** What was typed cannot be understood; the message says what is accepted. */
export class WrongUse extends Error {}
/** The command understood, and cannot; the message says why and what to do. */
export class CannotDo extends Error {}
