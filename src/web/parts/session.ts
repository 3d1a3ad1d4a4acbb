import type { Opened } from '#modules/people';
import { type Call, type Reply, go } from '#platform/http/index';
import type { Work } from '#platform/work';
import type { PersonId } from '#kernel';
import type { WebHas } from '../has.ts';
import { knowHere } from './known.ts';

/** Whoever signs in leaves the session behind with which they came: nobody goes on under the one before. To be called in the work that opened the new one. */
export async function leavesBefore(has: Pick<WebHas, 'people'>, call: Pick<Call, 'token'>, work: Work): Promise<void> {
  if (call.token !== undefined) await has.people.endSession(work, call.token);
}

const daysUntil = (until: Temporal.Instant, now: Temporal.Instant): number => Math.max(1, Math.ceil(until.since(now).total('hours') / 24));

/** Goes on with the new session; whose it is, if it is a person's, is known here from now on. */
export const goesOnAs = (has: Pick<WebHas, 'clock' | 'keys'>, call: Pick<Call, 'known'>, opened: Pick<Opened, 'token' | 'until'> & { person?: PersonId }, to: string): Reply =>
  go(to, [{ name: 'session', value: opened.token, days: daysUntil(opened.until, has.clock.now()) }, ...(opened.person ? [knowHere(has, call, opened.person)] : [])]);
