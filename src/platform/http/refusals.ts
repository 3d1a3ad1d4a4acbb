import type { Context } from 'hono';
import type { Limits } from '../limits/index.ts';
import type { Log } from '../log.ts';
import type { Call } from './doors.ts';

/** Where a line about a refusal goes, and how many of one caller. */
export type RefusalNeeds = Readonly<{ log: Pick<Log, 'info'>; limits?: Pick<Limits, 'may'> }>;
/** `door`: it is not for them; `missing`: nothing is there for them; `elsewhere`: another site sent it. */
export type Refused = 'door' | 'missing' | 'elsewhere';

/**
 * One line in the program's log when somebody who is signed in is refused: who (an id), at which door (its pattern, never
 * the address that was typed), and why. So many an hour of one caller, so that nobody fills the disk.
 */
export async function noteRefusal(c: Context, has: RefusalNeeds, { by }: Pick<Call, 'by'>, why: Refused): Promise<void> {
  if (by.kind !== 'person' && by.kind !== 'asker') return;
  const who = by.kind === 'person' ? by.person : by.request;
  if (has.limits && !(await has.limits.may('refusal', who)).ok) return;
  has.log.info({ by: who, method: c.req.method, door: c.req.routePath, why }, 'refused');
}
