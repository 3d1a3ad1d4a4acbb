import type { Work } from '#platform/work';
import { LETTER_DAYS, channelFor } from '../message.ts';
import type { UsesPost } from './post.ts';
import { doorParts, sceneOf, tellHousehold } from './tell-of-visit.ts';

/** A letter that leaves now is there by then; and a day more, so that no hour without us makes one late. */
const UNTIL_DAYS = LETTER_DAYS + 2;
/** Booked later than this before the visit, the letter that confirmed it has only just come. */
const BOOKED_BEFORE_DAYS = LETTER_DAYS + 5;
const days = (count: number): { hours: number } => ({ hours: 24 * count });

/**
 * Who has neither telephone nor mailbox hears nothing the evening before: a letter reminds them ahead, with the word and the code once more.
 * Everybody else is told the evening before, when the hour is known more exactly. However often it is looked, each visit is told once for each of its times.
 */
export async function remindByLetter(needs: UsesPost, work: Work): Promise<void> {
  for (const visit of await needs.reads.booking.known.visitsBetween(work, work.now.add(days(LETTER_DAYS)), work.now.add(days(UNTIL_DAYS)))) {
    if (visit.state !== 'booked' || visit.quiet || visit.promisedFrom.since(visit.bookedAt).total('hours') < days(BOOKED_BEFORE_DAYS).hours) continue;
    const scene = await sceneOf(needs, work, visit.id);
    if (!scene?.person || channelFor(scene.person, 'window-narrowed', work.now) !== 'letter') continue;
    await tellHousehold(needs, work, `reminder:${visit.id}:${String(visit.sequence)}`, 'visit-reminder', scene, { self: true }, await doorParts(needs, work, visit.id));
  }
}
