import { jobActor, must, ok } from '#kernel';
import type { Sweep } from '#platform/jobs';
import type { InWork } from '#platform/work';
import type { Technicians } from './front.ts';

/** Each hour: checks that run out are told, documents that have lain long enough go, bank accounts that waited come into force. */
export const checkSweep = (technicians: Pick<Technicians, 'keepChecks'>, inWork: InWork): Sweep => ({
  name: 'checks', everyMinutes: 60,
  async run() { must(await inWork(jobActor('checks'), async (work) => ok(await technicians.keepChecks(work)))); },
});
