import type { Work } from '#platform/work';
import type { ManyAddressesOpened } from '../facts.ts';
import { looksAs } from '../may.ts';
import type { Needs } from '../needs.ts';
import { MANY_HOMES, type Opening, countedFor, didOf, whyOf } from '../opening.ts';

const AGAIN_AFTER = { hours: 1 } as const; // a page that is shown again within the hour is the same look
const MANY = 'many-addresses-opened';

/** Writes down, in the work that reads it, that one of us looked at something of a household. Too many homes within an hour raise an alarm, once. */
export async function keepOpening(needs: Pick<Needs, 'trail'>, work: Work, opening: Opening): Promise<void> {
  const as = looksAs(work.by, opening);
  if (!as || work.by.kind !== 'person') return;
  const { person } = work.by;
  const about = opening.for ?? opening.home;
  const did = didOf(opening.saw);
  const since = work.now.subtract(AGAIN_AFTER);
  if (await needs.trail.openedSince(work, person, did, about, since)) return;
  await work.audit({ did, to: about, home: opening.home, why: whyOf(as, opening.for ? undefined : opening.reason) });
  const counted = countedFor(as);
  if (!counted.includes(did)) return;
  const homes = await needs.trail.homesSince(work, person, counted, since);
  if (homes <= MANY_HOMES || (await needs.trail.openedSince(work, person, MANY, person, since))) return;
  await work.audit({ did: MANY, to: person, person });
  await work.announce({ fact: MANY, by: person, homes } satisfies ManyAddressesOpened);
}

/** Whether one of us has said a reason for opening this home within the hour. */
export const saidReason = (needs: Pick<Needs, 'trail'>, work: Work, home: Opening['home']): Promise<boolean> =>
  (work.by.kind === 'person' ? needs.trail.openedSince(work, work.by.person, didOf('address'), home, work.now.subtract(AGAIN_AFTER)) : Promise.resolve(false));
