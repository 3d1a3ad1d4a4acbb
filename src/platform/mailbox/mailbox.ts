import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import type { Log } from '../log.ts';

/**
 * One mail as a person wrote it. `id`: its Message-ID, else where it lies. `text` is plain, whatever it was. `attached`: names of what came with it,
 * which is neither kept nor opened. `isDoubtful`: the server that took it in says that it does not come from where it claims to (RFC 8601).
 */
export type CameMail = Readonly<{ id: string; from: string; title: string; text: string; at: Temporal.Instant; attached: readonly string[]; isDoubtful: boolean }>;
export type Mailbox = Readonly<{
  /** Hands every unread mail to `take`, the oldest first, and marks it read when `take` is done; how many. Answers 0 when the mailbox cannot be reached. */
  read(take: (mail: CameMail) => Promise<void>): Promise<number>;
  /** Signs in and counts what is unread; nothing is read or marked. `why`: what the server, or the way to it, said. */
  check(): Promise<Readonly<{ ok: true; unread: number } | { ok: false; why: string }>>;
}>;

const MOST_AT_ONCE = 50;
const MOST_BYTES = 5_000_000;
const MOST_NAME = 120;
const PATIENCE_MS = 20_000;
/** Written by machines for machines: nobody is there to be answered. */
const isAutomatic = (headers: ReadonlyMap<string, unknown>): boolean => {
  const auto = headers.get('auto-submitted');
  return (typeof auto === 'string' && auto !== 'no') || headers.has('x-autoreply') || headers.has('list-id');
};

/** The newest such header stands first, and our own server wrote it. That a check passed proves nothing here; that one failed is worth saying. */
function isDoubtful(headers: ReadonlyMap<string, unknown>): boolean {
  const said = headers.get('authentication-results');
  const first: unknown = Array.isArray(said) ? said[0] : said;
  return typeof first === 'string' && /\b(dmarc|dkim|spf)=(fail|softfail|permerror)\b/i.test(first) && !/\bdmarc=pass\b/i.test(first);
}

/** A raw mail, read. Undefined when it has no sender, or no person wrote it. */
export async function mailFrom(raw: Buffer, lies: string): Promise<CameMail | undefined> {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextLinks: true });
  const from = mail.from?.value[0]?.address?.toLowerCase();
  if (!from || isAutomatic(mail.headers)) return undefined;
  const at = mail.date ? Temporal.Instant.fromEpochMilliseconds(mail.date.getTime()) : undefined;
  return { id: mail.messageId ?? lies, from, title: mail.subject ?? '', text: mail.text ?? '', attached: mail.attachments.filter(({ related }) => !related).map(({ filename, contentType }) => (filename ?? contentType).slice(0, MOST_NAME)), isDoubtful: isDoubtful(mail.headers), at: at ?? Temporal.Instant.fromEpochMilliseconds(0) };
}

/** `url`: imaps://user:password@host[:993], or imap:// for a server on this machine. */
export function createMailbox(url: string, log: Pick<Log, 'warn'>): Mailbox {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'imaps:';
  async function inside<T>(todo: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = new ImapFlow({
      host: hostname, port: port === '' ? (secure ? 993 : 143) : Number(port), secure, auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) }, logger: false,
      connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS, ...(isHere(hostname) ? { tls: { rejectUnauthorized: false } } : {}),
    });
    // A connection that breaks later says so here; the next look begins anew.
    client.on('error', (fault: Error) => { log.warn({ error: fault.message }, 'mailbox'); });
    try {
      await client.connect();
      return await todo(client);
    } finally {
      await client.logout().catch(() => { client.close(); });
    }
  }
  return {
    async read(take) {
      try {
        return await inside((client) => readUnread(client, take, log));
      } catch (fault) {
        log.warn({ error: fault instanceof Error ? fault.message : String(fault) }, 'the mailbox could not be read; it is tried again');
        return 0;
      }
    },
    async check() {
      try {
        return { ok: true, unread: await inside(async (client) => { const inbox = await client.status('INBOX', { unseen: true }); return inbox ? (inbox.unseen ?? 0) : 0; }) };
      } catch (fault) {
        return { ok: false, why: whyOf(fault) };
      }
    },
  };
}

/** What a fault of the mailbox says of itself: a code where there is one, the server's own words after it. */
function whyOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const more = fault as Error & { code?: string; responseText?: string; authenticationFailed?: boolean };
  return [more.authenticationFailed ? 'EAUTH' : more.code, more.responseText ?? more.message].filter(Boolean).join(' ');
}

/** A mailbox that follows the settings: what the operator keeps is read from at the next look, without a restart. `url` undefined: there is none. */
export const liveMailbox = (url: () => string | undefined, log: Pick<Log, 'warn'>): Mailbox => ({
  read: async (take) => { const now = url(); return now === undefined ? 0 : createMailbox(now, log).read(take); },
  check: async () => { const now = url(); return now === undefined ? { ok: false, why: 'ENOTFOUND' } : createMailbox(now, log).check(); },
});

const isHere = (host: string): boolean => host === 'localhost' || host === '127.0.0.1' || host === '::1';

/** One mail that cannot be taken in does not keep the others waiting: it stays unread, and is tried again at the next look. */
async function readUnread(client: ImapFlow, take: (mail: CameMail) => Promise<void>, log: Pick<Log, 'warn'>): Promise<number> {
  const lock = await client.getMailboxLock('INBOX');
  try {
    const found = (await client.search({ seen: false }, { uid: true })) || [];
    let taken = 0;
    let tried = 0;
    for (const uid of found) {
      if (tried === MOST_AT_ONCE) break;
      const fetched = await client.fetchOne(String(uid), { source: { maxLength: MOST_BYTES } }, { uid: true });
      try {
        const mail = fetched && fetched.source ? await mailFrom(fetched.source, `${client.mailbox ? String(client.mailbox.uidValidity) : ''}-${uid}`) : undefined;
        if (mail) await take(mail);
        await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
        taken += mail ? 1 : 0;
        tried += 1;
      } catch (fault) {
        log.warn({ error: fault instanceof Error ? fault.message : String(fault), uid }, 'a mail could not be taken in; it is tried again');
      }
    }
    return taken;
  } finally { lock.release(); }
}
