import { jobActor, must, ok } from '#kernel';
import type { Sweep } from '#platform/jobs';
import type { InWork } from '#platform/work';
import type { Booking } from './verbs.ts';

const AT_ONCE = 5;

/** The evening sweep of promises, and the tidying of holds. Rows say what is due; running twice changes nothing more. */
export const narrowSweep = (booking: Pick<Booking, 'known'>, inWork: InWork): Sweep => ({
  name: 'promises', everyMinutes: 5,
  async run() {
    const by = jobActor('promises');
    // A few at a time: each work holds the locks of their technicians, and somebody may be booking with them.
    while (must(await inWork(by, async (work) => ok(await booking.known.narrowWindows(work, AT_ONCE)))) > 0);
    must(await inWork(by, async (work) => ok(await booking.known.dropHolds(work))));
  },
});
