import { jobActor, must, ok } from '#kernel';
import type { Sweep } from '#platform/jobs';
import type { InWork } from '#platform/work';
import type { Booking } from './verbs.ts';

/** The evening sweep of promises, and the tidying of holds. Rows say what is due; running twice changes nothing more. */
export const narrowSweep = (booking: Pick<Booking, 'known'>, inWork: InWork): Sweep => ({
  name: 'promises', everyMinutes: 5,
  async run() {
    const by = jobActor('promises');
    must(await inWork(by, async (work) => ok(await booking.known.narrowWindows(work))));
    must(await inWork(by, async (work) => ok(await booking.known.dropHolds(work))));
  },
});
