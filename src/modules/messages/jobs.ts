import type { Sweep } from '#platform/jobs';
import type { Messages } from './front.ts';
import type { CameMail, Mailbox } from '#platform/mailbox/index';

/** The postman, each minute. What was said long ago is forgotten by its rule of retention. */
export const messageSweeps = (messages: Pick<Messages, 'deliver' | 'remind'>): Sweep[] => [
  { name: 'messages', everyMinutes: 1, run: async () => { await messages.deliver(); } }, { name: 'letter-reminders', everyMinutes: 60, run: () => messages.remind() },
];

const fromMail = ({ id, ...mail }: CameMail) => ({ way: 'mail' as const, remoteId: id, ...mail });

/** The mailbox, each minute: what was kept is marked as read there, so nothing is lost when we are. */
export const mailboxSweep = (messages: Pick<Messages, 'takeIn'>, mailbox: Mailbox): Sweep =>
  ({ name: 'mailbox', everyMinutes: 1, run: async () => { await mailbox.read(async (mail) => { await messages.takeIn(fromMail(mail)); }); } });
