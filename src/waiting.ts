import { ZONE, jobActor, must, ok } from '#kernel';
import type { Office, Waiting } from '#modules/quality';
import type { Installation } from '#platform/installation';
import type { Sweep } from '#platform/jobs';
import type { Work } from '#platform/work';
import type { App } from './app.ts';
import type { Ground } from './ground.ts';

/** The office's hours, by the clock of the first country that it serves. */
const officeOf = (house: Installation): Office => ({ hours: house.hours, zone: ZONE[house.countries[0] ?? 'FR'] });

/** Who waits for a call of ours, or for an answer to what they wrote. */
async function whoWaits(app: App, work: Work): Promise<Waiting[]> {
  const calls = (await app.booking.unplaced(work)).map((one): Waiting => ({ kind: 'call-back', about: one.id, urgent: one.safety.length > 0, since: one.askedAt }));
  const replies = await Promise.all((await app.messages.inbox(work)).map(async (one): Promise<Waiting> => {
    const request = one.request && (await app.booking.known.request(work, one.request));
    return { kind: 'reply', about: one.id, urgent: (request?.safety.length ?? 0) > 0, since: one.at };
  }));
  return [...calls, ...replies];
}

/** Each minute: who began to wait, and whose waiting is over. */
export const waitingSweep = (app: App, ground: Pick<Ground, 'works'>, house: () => Installation): Sweep => ({
  name: 'waiting', everyMinutes: 1,
  run: async () => { must(await ground.works.inWork(jobActor('waiting'), async (work) => ok(await app.quality.watch(work, await whoWaits(app, work), officeOf(house()))))); },
});
