import { createTransport } from 'nodemailer';
import type { SentMessageInfo, Transporter } from 'nodemailer';
import { no, ok } from '#kernel';
import type { Result } from '#kernel';

/** What mail needs of a log; lines hold ids and codes, never an address or a text. */
export type MailLog = Readonly<{ info(what: object, message: string): void; warn(what: object, message: string): void }>;

export type Attachment = Readonly<{ name: string; type: string; bytes: Uint8Array }>;

/**
 * One mail to one person. `messageId` stays the same however often it is tried, so that a mail that arrives twice is shown once.
 */
export type Mail = Readonly<{ to: string; subject: string; text: string; html?: string; attachments?: readonly Attachment[]; messageId: string }>;

/** Where the local twin keeps what a mail server would have carried. */
export type MailOutbox = (mail: Mail) => Promise<void>;

/** `mail-later`: the way is blocked now, try again. `mail-refused`: this address or this mail will never pass; write or ring instead. `why` is for the log and names no one. */
export type MailRefused = Readonly<{ kind: 'mail-later' | 'mail-refused'; why: string }>;

export type Mailer = Readonly<{
  /** Throws nothing that a mail server can cause. */
  send(mail: Mail): Promise<Result<{ via: 'smtp' | 'outbox' }, MailRefused>>;
  /** Whether the server answers and lets us in; the outbox always does. */
  check(): Promise<Result<{ via: 'smtp' | 'outbox' }, MailRefused>>;
  close(): void;
}>;

/** One address and nothing else: no list, no name, no line break that could add a header. */
export const isMailAddress = (text: string): boolean => text.length <= 254 && /^[^\s@<>(),;:"[\]\\]{1,64}@[^\s@<>(),;:"[\]\\]+\.[^\s@<>(),;:"[\]\\]+$/.test(text);

type Fault = Error & { code?: string; responseCode?: number };

/** 5xx is for ever, unless it is about us (sign-in) and not about the mail; all else may pass later (RFC 5321 §4.2.1). */
function refusalOf(fault: unknown): MailRefused {
  const { code = 'unknown', responseCode, message = '' } = fault as Fault;
  // A socket's fault says only that it is one; the system's own name for it tells whether anything answers there.
  const cause = code === 'ESOCKET' ? /\b(E(?:CONN|HOST|NET)[A-Z]+|ETIMEDOUT)\b/.exec(message)?.[0] : undefined;
  const why = [code, cause, responseCode].filter((part) => part !== undefined).join(' ');
  const forEver = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH' && responseCode !== 530 && responseCode !== 535;
  return { kind: forEver ? 'mail-refused' : 'mail-later', why };
}

function asSent(mail: Mail, from: string): Parameters<Transporter['sendMail']>[0] {
  const host = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    from, to: { name: '', address: mail.to }, subject: mail.subject.replaceAll(/\s+/g, ' ').trim(), text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    messageId: `<${mail.messageId.includes('@') ? mail.messageId : `${mail.messageId}@${host}`}>`,
    // Answering machines then stay silent (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: (mail.attachments ?? []).map(({ name, type, bytes }) => ({ filename: name, contentType: type, content: Buffer.from(bytes) })),
  };
}

/**
 * Sends by SMTP when `smtpUrl` is set (`smtps://user:password@host:465`, `smtp://host:587`; upgraded to TLS when the server offers it),
 * else hands every mail to `outbox`.
 */
export function createMail(needs: Readonly<{ smtpUrl?: string | undefined; from: string; outbox: MailOutbox; log: MailLog }>): Mailer {
  const transport: Transporter<SentMessageInfo> | undefined = needs.smtpUrl === undefined ? undefined : createTransport(
    { url: needs.smtpUrl, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, disableFileAccess: true, disableUrlAccess: true });
  const trying = async (todo: () => Promise<unknown>, line: object): Promise<Result<{ via: 'smtp' }, MailRefused>> => {
    try {
      await todo();
      needs.log.info(line, 'mail sent');
      return ok({ via: 'smtp' });
    } catch (fault) {
      const refusal = refusalOf(fault);
      needs.log.warn({ ...line, ...refusal }, 'mail not sent');
      return no(refusal);
    }
  };
  return {
    async send(mail) {
      if (!isMailAddress(mail.to)) return no({ kind: 'mail-refused', why: 'not one address' });
      if (transport) return trying(() => transport.sendMail(asSent(mail, needs.from)), { mail: mail.messageId });
      await needs.outbox(mail);
      return ok({ via: 'outbox' });
    },
    check: async () => (transport ? trying(() => transport.verify(), { mail: 'check' }) : ok({ via: 'outbox' })),
    close: () => { transport?.close(); },
  };
}
