import { jobActor, must, ok } from '#kernel';
import type { Sweep } from '#platform/jobs';
import type { InWork } from '#platform/work';
import type { Trust } from './verbs.ts';

/** Every five minutes: secrets whose day is over are destroyed, the trail is read, and what nobody decided is said again. */
export const trustSweep = (trust: Pick<Trust, 'destroyDue' | 'watch'>, inWork: InWork): Sweep => ({
  name: 'trust', everyMinutes: 5,
  async run() {
    must(await inWork(jobActor('trust'), async (work) => ok(await trust.destroyDue(work))));
    must(await inWork(jobActor('trust'), async (work) => { await trust.watch(work); return ok(true); }));
  },
});
