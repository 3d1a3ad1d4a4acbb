import type { Context } from 'hono';
import type { Limits } from '../limits/index.ts';
import type { Log } from '../log.ts';
import type { Call } from './doors.ts';

/** Where a line about a refusal goes, and how many of one caller. */
export type RefusalNeeds = Readonly<{ log: Pick<Log, 'info'>; limits?: Pick<Limits, 'may'> }>;
/** `door`: it is not for them; `missing`: nothing is there for them; `elsewhere`: another site sent it; `input`: it could not be read as what is asked; `often`: too many tries. */
export type Refused = 'door' | 'missing' | 'elsewhere' | 'input' | 'often';

/**
 * One line in the program's log when a call is refused: who (an id, or a visitor), at which door (its pattern, never the
 * address or the words that were typed), and why. A visitor at a door that is not there or not theirs was refused nothing.
 * So many an hour of one caller or network, so that nobody fills the disk; the network itself is not written.
 */
export async function noteRefusal(c: Context, has: RefusalNeeds, { by, from }: Pick<Call, 'by' | 'from'>, why: Refused): Promise<void> {
  const known = by.kind === 'person' ? by.person : by.kind === 'asker' ? by.request : undefined;
  if (known === undefined && (why === 'door' || why === 'missing')) return;
  if (has.limits && !(await has.limits.may('refusal', known ?? from)).ok) return;
  has.log.info({ by: known ?? 'visitor', method: c.req.method, door: c.req.routePath, why }, 'refused');
}
