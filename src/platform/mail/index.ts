/** Mail that goes out: by a mail server, or into the outbox where there is none. It does not know what it says. */
export { createMail, isMailAddress } from './mail.ts';
export type { Attachment, Mail, MailLog, MailOutbox, MailRefused, Mailer } from './mail.ts';
