import type { TaskId } from '#kernel';
import type { Booking } from '#modules/booking';
import type { Work } from '#platform/work';
import type { Taught } from '../told.ts';

/** A technician who was there knows more than whoever guessed at the start. */
const FOUND_COUNTS = 3;

export type TaughtNeeds = Readonly<{ booking: { known: Pick<Booking['known'], 'taught'> }; visits: { foundOf(work: Work, tasks: readonly TaskId[]): Promise<ReadonlyMap<TaskId, string>> } }>;

/** The words of finished tasks with what they were: as the technician found it, else as it was chosen. A task that nobody named teaches nothing. */
export async function taught(needs: TaughtNeeds, work: Work): Promise<readonly Taught[]> {
  const chosen = await needs.booking.known.taught(work);
  const found = await needs.visits.foundOf(work, chosen.map(({ task }) => task));
  return chosen.flatMap(({ task, text, category }): Taught[] => {
    const was = found.get(task);
    if (was !== undefined) return [{ text, category: was, weight: FOUND_COUNTS }];
    return category === null ? [] : [{ text, category, weight: 1 }];
  });
}
