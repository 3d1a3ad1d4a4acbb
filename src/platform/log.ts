import { randomBytes } from 'node:crypto';
import pino from 'pino';

/** Structured lines: ids and verbs only, never a name, a text or an address. */
export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error' | 'debug'>;

/** Ids of people and doors are for the account that runs the house. */
const OWN_ALONE = 0o600;

/** `where`: 'stdout' as JSON lines, or a file's path. */
export const createLog = (where: string, level: string): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, where === 'stdout' ? pino.destination(1) : pino.destination({ dest: where, mkdir: true, mode: OWN_ALONE }));

export const silentLog: Log = pino({ level: 'silent' });

/** A number for a fault that a person can read out on the telephone. */
export const faultNumber = (): string => randomBytes(4).readUInt32BE().toString().padStart(8, '0').slice(-6);
