import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import type { Log } from '../log.ts';

/** One mail as a person wrote it. `id`: its Message-ID, else where it lies. `text` is plain, whatever it was. */
export type CameMail = Readonly<{ id: string; from: string; title: string; text: string; at: Temporal.Instant }>;
export type Mailbox = Readonly<{
  /** Hands every unread mail to `take`, the oldest first, and marks it read when `take` is done; how many. Answers 0 when the mailbox cannot be reached. */
  read(take: (mail: CameMail) => Promise<void>): Promise<number>;
}>;

const MOST_AT_ONCE = 50;
const MOST_BYTES = 5_000_000;
const PATIENCE_MS = 20_000;
/** Written by machines for machines: nobody is there to be answered. */
const isAutomatic = (headers: ReadonlyMap<string, unknown>): boolean => {
  const auto = headers.get('auto-submitted');
  return (typeof auto === 'string' && auto !== 'no') || headers.has('x-autoreply') || headers.has('list-id');
};

/** A raw mail, read. Undefined when it has no sender, or no person wrote it. */
export async function mailFrom(raw: Buffer, lies: string): Promise<CameMail | undefined> {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextLinks: true });
  const from = mail.from?.value[0]?.address?.toLowerCase();
  if (!from || isAutomatic(mail.headers)) return undefined;
  const at = mail.date ? Temporal.Instant.fromEpochMilliseconds(mail.date.getTime()) : undefined;
  return { id: mail.messageId ?? lies, from, title: mail.subject ?? '', text: mail.text ?? '', at: at ?? Temporal.Instant.fromEpochMilliseconds(0) };
}

/** `url`: imaps://user:password@host[:993], or imap:// for a server on this machine. */
export function createMailbox(url: string, log: Pick<Log, 'warn'>): Mailbox {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'imaps:';
  return {
    async read(take) {
      const client = new ImapFlow({
        host: hostname, port: port === '' ? (secure ? 993 : 143) : Number(port), secure, auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) }, logger: false,
        connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS, ...(isHere(hostname) ? { tls: { rejectUnauthorized: false } } : {}),
      });
      // A connection that breaks later says so here; the next look begins anew.
      client.on('error', (fault: Error) => { log.warn({ error: fault.message }, 'mailbox'); });
      try {
        await client.connect();
        return await readUnread(client, take);
      } catch (fault) {
        log.warn({ error: fault instanceof Error ? fault.message : String(fault) }, 'the mailbox could not be read; it is tried again');
        return 0;
      } finally {
        await client.logout().catch(() => { client.close(); });
      }
    },
  };
}

const isHere = (host: string): boolean => host === 'localhost' || host === '127.0.0.1' || host === '::1';

async function readUnread(client: ImapFlow, take: (mail: CameMail) => Promise<void>): Promise<number> {
  const lock = await client.getMailboxLock('INBOX');
  try {
    const found = await client.search({ seen: false }, { uid: true });
    let taken = 0;
    for (const uid of (found || []).slice(0, MOST_AT_ONCE)) {
      const fetched = await client.fetchOne(String(uid), { source: { maxLength: MOST_BYTES } }, { uid: true });
      const mail = fetched && fetched.source ? await mailFrom(fetched.source, `${client.mailbox ? String(client.mailbox.uidValidity) : ''}-${uid}`) : undefined;
      if (mail) await take(mail);
      await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
      taken += mail ? 1 : 0;
    }
    return taken;
  } finally { lock.release(); }
}
