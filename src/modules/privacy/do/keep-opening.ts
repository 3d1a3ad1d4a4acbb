import type { Work } from '#platform/work';
import { looksAs } from '../may.ts';
import type { Needs } from '../needs.ts';
import { type Opening, didOf, whyOf } from '../opening.ts';

const AGAIN_AFTER = { hours: 1 } as const; // a page that is shown again within the hour is the same look

/** Writes down, in the work that reads it, that one of us looked at something of a household. */
export async function keepOpening(needs: Pick<Needs, 'trail'>, work: Work, opening: Opening): Promise<void> {
  const as = looksAs(work.by, opening);
  if (!as || work.by.kind !== 'person') return;
  const about = opening.for ?? opening.home;
  const did = didOf(opening.saw);
  if (await needs.trail.openedSince(work, work.by.person, did, about, work.now.subtract(AGAIN_AFTER))) return;
  await work.audit({ did, to: about, home: opening.home, why: whyOf(as) });
}
