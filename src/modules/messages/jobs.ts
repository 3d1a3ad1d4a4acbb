import { jobActor, must, ok } from '#kernel';
import type { Sweep } from '#platform/jobs';
import type { InWork } from '#platform/work';
import type { Messages } from './front.ts';
import type { CameMail, Mailbox } from '#platform/mailbox/index';

/** The postman, each minute; and once an hour, what was said long ago is forgotten. */
export const messageSweeps = (messages: Pick<Messages, 'deliver' | 'forgetOld'>, inWork: InWork): Sweep[] => [
  { name: 'messages', everyMinutes: 1, run: async () => { await messages.deliver(); } },
  { name: 'forget-messages', everyMinutes: 60, run: async () => { must(await inWork(jobActor('forget-messages'), async (work) => ok(await messages.forgetOld(work)))); } },
];

const fromMail = ({ id, ...mail }: CameMail) => ({ way: 'mail' as const, remoteId: id, ...mail });

/** The mailbox, each minute: what was kept is marked as read there, so nothing is lost when we are. */
export const mailboxSweep = (messages: Pick<Messages, 'takeIn'>, mailbox: Mailbox): Sweep =>
  ({ name: 'mailbox', everyMinutes: 1, run: async () => { await mailbox.read(async (mail) => { await messages.takeIn(fromMail(mail)); }); } });
