import { jobActor, must, ok } from '#kernel';
import { narrowSweep } from '#modules/booking';
import { dispatchSweeps } from '#modules/dispatch';
import { mailboxSweep, messageSweeps } from '#modules/messages';
import { checkSweep } from '#modules/technicians';
import { trustSweep } from '#modules/trust';
import { auditSweep } from '#platform/audit-sweep';
import { retentionSweep } from '#modules/privacy';
import { learnSweep } from '#modules/triage';
import type { Installation } from '#platform/installation';
import type { Sweep } from '#platform/jobs';
import type { Mailbox } from '#platform/mailbox/index';
import { createImports } from '#platform/tables/index';
import type { App } from './app.ts';
import type { Ground } from './ground.ts';
import { waitingSweep } from './waiting.ts';

/** Everything that is due by the clock: each sweep looks for rows whose time has come. */
export const sweepsOf = (app: App, ground: Pick<Ground, 'works' | 'auditChain'>, house: () => Installation, mailbox: Mailbox): Sweep[] => [
  auditSweep(ground.auditChain, ground.works.inWork),
  waitingSweep(app, ground, house),
  narrowSweep(app.booking, ground.works.inWork),
  retentionSweep(app.privacy),
  learnSweep(app.triage),
  { name: 'rounds', everyMinutes: 1, run: async () => { must(await ground.works.inWork(jobActor('rounds'), async (work) => ok(await app.pricing.known.closeRounds(work)))); } },
  { name: 'how-it-goes', everyMinutes: 60, run: async () => { must(await ground.works.inWork(jobActor('how-it-goes'), async (work) => ok(await app.quality.known.askHowItGoes(work)))); } },
  { name: 'away', everyMinutes: 60, run: async () => { must(await ground.works.inWork(jobActor('away'), async (work) => ok(await app.visits.known.remindOfAway(work)))); } },
  { name: 'bills', everyMinutes: 60, run: async () => { must(await ground.works.inWork(jobActor('bills'), async (work) => ok(await app.billing.known.remindOfBills(work)))); } },
  ...dispatchSweeps(app.dispatch),
  checkSweep(app.technicians, ground.works.inWork), trustSweep(app.trust, ground.works.inWork),
  ...messageSweeps(app.messages), mailboxSweep(app.messages, mailbox),
  {
    name: 'tidy', everyMinutes: 60,
    run: async () => {
      must(await ground.works.inWork(jobActor('tidy'), async (work) => {
        await ground.works.once.sweep(work);
        await app.people.sweep(work);
        await createImports({ dbOf: ground.works.dbOf, keys: ground.works.keys }).sweep(work);
        await app.contracts.known.forgetOld(work);
        return ok(true);
      }));
    },
  },
];
