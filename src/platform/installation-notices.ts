import { type Actor, type Country, type Lang, type Result, isStaff, no, ok } from '#kernel';
import type { Generated } from 'kysely';
import type { Db } from './db.ts';
import type { DbOf, Work } from './work.ts';

/** What the law asks a house to say of itself: who runs it, what it knows of people, who mediates. */
export const NOTICES = ['legal', 'privacy', 'mediation'] as const;
export type NoticeKind = (typeof NOTICES)[number];
/** In the operator's words, and since when. */
export type Notice = Readonly<{ kind: NoticeKind; country: Country; lang: Lang; body: string; since: Temporal.Instant }>;

export type NoticesKeeper = Readonly<{
  /** The notice in force, or undefined where none was written yet. */
  notice(kind: NoticeKind, country: Country, lang: Lang): Notice | undefined;
  /** Operators only. Shown after `refresh`, which is for after the commit. What stood before stays in the table. */
  write(work: Work, notice: Omit<Notice, 'since'>): Promise<Result<true, { kind: 'not-allowed' }>>;
  refresh(): Promise<void>;
}>;

type Row = { id: Generated<number>; kind: NoticeKind; country: Country; lang: Lang; body: string; set_at: Temporal.Instant; set_by: string };
type Tables = { 'platform.notices': Row };
const mayWrite = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');

async function read(db: Db<unknown>): Promise<readonly Notice[]> {
  const rows = await (db as Db<Tables>).selectFrom('platform.notices').distinctOn(['kind', 'country', 'lang']).selectAll().orderBy('kind').orderBy('country').orderBy('lang').orderBy('id', 'desc').execute();
  return rows.map(({ set_at, kind, country, lang, body }) => ({ kind, country, lang, body, since: set_at }));
}

/** Nothing is known before the first `refresh`. */
export function keepNotices(has: { db: Db<unknown>; dbOf: DbOf }): NoticesKeeper {
  let notices: readonly Notice[] = [];
  return {
    notice: (kind, country, lang) => notices.find((one) => one.kind === kind && one.country === country && one.lang === lang),
    async write(work, { kind, country, lang, body }) {
      if (!mayWrite(work.by)) return no({ kind: 'not-allowed' });
      await has.dbOf<Tables>(work).insertInto('platform.notices').values({ kind, country, lang, body, set_at: work.now, set_by: work.by.kind === 'person' ? work.by.person : work.by.kind }).execute();
      await work.audit({ did: `write-${kind}-notice`, to: 'installation' });
      return ok(true as const);
    },
    refresh: async () => { notices = await read(has.db); },
  };
}
