import type { Work } from '#platform/work';
import type { Mandate } from '../mandate.ts';

/** Writes down that mandates ran out, so that the person reads it; they gave nothing from that instant on anyway. */
export async function noteEnds(needs: { people: { noteEnds(work: Work): Promise<readonly Mandate[]> } }, work: Work): Promise<void> {
  for (const ended of await needs.people.noteEnds(work)) await work.audit({ did: 'mandate-expired', to: ended.id, home: ended.home, person: ended.helper });
}
