import { type Actor, type Result, isStaff, no, ok } from '#kernel';
import { z } from 'zod';
import { type Db, json } from './db.ts';
import type { Keys } from './keys.ts';
import type { DbOf, Work } from './work.ts';

/** A mail server. `tls` speaks TLS from the first byte (465), `starttls` insists on it after a greeting (587), `none` is for a server on this machine. An empty `user` signs in as nobody. */
export type MailSettings = Readonly<{ host: string; port: number; security: 'tls' | 'starttls' | 'none'; user: string; password: string; from: string }>;
/** An SMS gateway that is reached over HTTP. `sender` is a number or a name of at most 11 letters. */
export type SmsSettings = Readonly<{ url: string; key: string; sender: string }>;
/** The mailbox that replies come to, read over IMAP. `none` is for a server on this machine. */
export type MailboxSettings = Readonly<{ host: string; port: number; security: 'tls' | 'none'; user: string; password: string }>;
type Settings = Readonly<{ mail: MailSettings; sms: SmsSettings; mailbox: MailboxSettings }>;
type Way = keyof Settings;

const mailRow = z.object({ host: z.string(), port: z.number(), security: z.enum(['tls', 'starttls', 'none']), user: z.string(), from: z.string() });
const mailboxRow = z.object({ host: z.string(), port: z.number(), security: z.enum(['tls', 'none']), user: z.string() });
const smsRow = z.object({ url: z.string(), sender: z.string() });

/** The ways out as they are now, for whoever sends, and how they are changed. */
export type WaysKeeper = Readonly<{
  /** Undefined where nothing was set on screen. The same object until it is changed. */
  mail(): MailSettings | undefined;
  sms(): SmsSettings | undefined;
  mailbox(): MailboxSettings | undefined;
  /** Operators only. In force after `refresh`, which is for after the commit. */
  setMail(work: Work, settings: MailSettings): Promise<Result<true, { kind: 'not-allowed' }>>;
  setSms(work: Work, settings: SmsSettings): Promise<Result<true, { kind: 'not-allowed' }>>;
  setMailbox(work: Work, settings: MailboxSettings): Promise<Result<true, { kind: 'not-allowed' }>>;
  /** Back to what the environment says, or to the outbox. */
  forget(work: Work, way: Way): Promise<Result<true, { kind: 'not-allowed' }>>;
  refresh(): Promise<void>;
}>;

const maySet = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');
const about = (way: Way): string => `way out ${way}`;
const nameOf = (by: Actor): string => (by.kind === 'person' ? by.person : by.kind);

type Row = { way: Way; settings: unknown; secret: string; set_at: Temporal.Instant; set_by: string };
type Tables = { 'platform.ways_out': Row };

/** Reads the ways out; a secret that this house's key does not open counts as a way that is not set. */
async function read(db: Db<unknown>, keys: Pick<Keys, 'open'>): Promise<Partial<Settings>> {
  const rows = await (db as Db<Tables>).selectFrom('platform.ways_out').select(['way', 'settings', 'secret']).execute();
  const found: { mail?: MailSettings; sms?: SmsSettings; mailbox?: MailboxSettings } = {};
  for (const { way, settings, secret } of rows) {
    const opened = keys.open(secret, about(way));
    if (opened === undefined) continue;
    if (way === 'mail') found.mail = { ...mailRow.parse(settings), password: opened };
    else if (way === 'mailbox') found.mailbox = { ...mailboxRow.parse(settings), password: opened };
    else found.sms = { ...smsRow.parse(settings), key: opened };
  }
  return found;
}

/** Nothing is known before the first `refresh`. */
export function keepWays(has: { db: Db<unknown>; dbOf: DbOf; keys: Pick<Keys, 'seal' | 'open'> }): WaysKeeper {
  let ways: Partial<Settings> = {};
  async function set(work: Work, way: Way, settings: object, secret: string): Promise<Result<true, { kind: 'not-allowed' }>> {
    if (!maySet(work.by)) return no({ kind: 'not-allowed' });
    const row = { settings: json(settings), secret: has.keys.seal(secret, about(way)), set_at: work.now, set_by: nameOf(work.by) };
    await has.dbOf<Tables>(work).insertInto('platform.ways_out').values({ way, ...row }).onConflict((on) => on.column('way').doUpdateSet(row)).execute();
    await work.audit({ did: `set-${way}`, to: 'installation' });
    return ok(true as const);
  }
  return {
    mail: () => ways.mail, sms: () => ways.sms, mailbox: () => ways.mailbox,
    setMail: (work, { password, ...settings }) => set(work, 'mail', settings, password),
    setSms: (work, { key, ...settings }) => set(work, 'sms', settings, key),
    setMailbox: (work, { password, ...settings }) => set(work, 'mailbox', settings, password),
    async forget(work, way) {
      if (!maySet(work.by)) return no({ kind: 'not-allowed' });
      await has.dbOf<Tables>(work).deleteFrom('platform.ways_out').where('way', '=', way).execute();
      await work.audit({ did: `forget-${way}`, to: 'installation' });
      return ok(true as const);
    },
    async refresh() {
      const now = await read(has.db, has.keys);
      // Whoever holds a connection to the mail server keeps it while nothing was changed.
      ways = { ...now, ...(JSON.stringify(now.mail) === JSON.stringify(ways.mail) && ways.mail ? { mail: ways.mail } : {}) };
    },
  };
}

const named = (host: string): string => (host.includes(':') ? `[${host}]` : host);
/** The settings as one address for the mailbox. */
export const imapUrlOf = ({ host, port, security, user, password }: MailboxSettings): string => `${security === 'tls' ? 'imaps' : 'imap'}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${named(host)}:${port}`;

/** The settings as one address for the mailer. */
export function smtpUrlOf({ host, port, security, user, password }: MailSettings): string {
  const who = user === '' ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
  const asks = { tls: '', starttls: '?requireTLS=true', none: '?ignoreTLS=true' }[security];
  return `${security === 'tls' ? 'smtps' : 'smtp'}://${who}${named(host)}:${port}/${asks}`;
}
