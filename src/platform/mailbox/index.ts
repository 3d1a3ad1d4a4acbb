/** Mail that comes in, read from a mailbox over IMAP. It keeps nothing: whoever takes a mail keeps it, and only then it counts as read. */
export { createMailbox, liveMailbox, mailFrom, type CameMail, type Mailbox } from './mailbox.ts';
