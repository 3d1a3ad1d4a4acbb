import { type Actor, type Country, type Lang, type Result, isStaff, no, ok } from '#kernel';
import { type Db, json, sql } from './db.ts';
import { type NoticesKeeper, keepNotices } from './installation-notices.ts';
import { type WaysKeeper, keepWays } from './installation-ways.ts';
import type { Keys } from './keys.ts';
import type { DbOf, Work } from './work.ts';

/** When someone answers the telephone: weekdays 1 (Monday) to 7, local hours 'HH:MM'. */
export type OpeningHours = readonly Readonly<{ from: number; until: number; opens: string; closes: string }>[];

/** The country in which someone is taken to live until they say so: the one of their language, where the house serves it. */
export const likelyCountry = (is: Pick<Installation, 'countries'>, lang: Lang): Country => {
  const wished: Country = lang === 'fr' ? 'FR' : 'GB';
  return is.countries.includes(wished) ? wished : (is.countries[0] ?? 'FR');
};

/** What this installation is and how it is reached; shown on every page. */
export type Installation = Readonly<{ demo: boolean; name: string; phone: string; hours: OpeningHours; countries: readonly Country[]; langs: readonly Lang[] }>;

type Row = { demo: boolean; name: string; phone: string; hours: OpeningHours; countries: Country[]; langs: Lang[] };

/** The installation's one row, or undefined in a database that has just been made. */
export async function readInstallation(db: Db<unknown>): Promise<Installation | undefined> {
  // All columns: the doctor also looks into a house whose tables are not up to date.
  const { rows } = await sql<Partial<Row> & Omit<Row, 'langs'>>`select * from platform.installation`.execute(db);
  const [row] = rows;
  return row && { demo: row.demo, name: row.name, phone: row.phone, hours: row.hours, countries: row.countries, langs: row.langs ?? ['en', 'fr'] };
}

/** Writes the row when the database is created. Whether it is a demo is decided here and never again. */
export async function foundInstallation(db: Db<unknown>, is: Installation, at: Temporal.Instant): Promise<void> {
  await sql`insert into platform.installation (one, demo, name, phone, hours, countries, langs, created_at)
    values (true, ${is.demo}, ${is.name}, ${is.phone}, ${json(is.hours)}, ${[...is.countries]}, ${[...is.langs]}, ${at})`.execute(db);
}

/** Whether the demo world was built to its end. */
export async function worldIsComplete(db: Db<unknown>): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select world_at is not null as done from platform.installation`.execute(db);
  return rows[0]?.done ?? false;
}

export async function worldWasCompleted(db: Db<unknown>, at: Temporal.Instant): Promise<void> {
  await sql`update platform.installation set world_at = ${at}`.execute(db);
}

/** What is set on the screen of the installation. Whether it is a demo never is. */
export type InstallationWish = Omit<Installation, 'demo'>;

/** Keeps what the installation is, so that every page has it at hand, and changes it. */
export type HouseKeeper = Readonly<{
  /** As it was when last read; never the same object after a change. */
  now(): Installation;
  /** Operators only. Pages show it after `refresh`, which is for after the commit. */
  change(work: Work, wish: InstallationWish): Promise<Result<true, { kind: 'not-allowed' }>>;
  /** Reads all of it again: the house, its ways out and its notices. */
  refresh(): Promise<void>;
  ways: WaysKeeper;
  notices: NoticesKeeper;
}>;

const mayChangeHouse = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');

/** Ways out and notices are known after the first `refresh`. */
export function keepHouse(has: { db: Db<unknown>; dbOf: DbOf; house: Installation; keys: Pick<Keys, 'seal' | 'open'> }): HouseKeeper {
  let house = has.house;
  const ways = keepWays(has);
  const notices = keepNotices(has);
  return {
    ways, notices, now: () => house,
    async change(work, wish) {
      if (!mayChangeHouse(work.by)) return no({ kind: 'not-allowed' });
      await sql`update platform.installation set name = ${wish.name}, phone = ${wish.phone}, hours = ${json(wish.hours)}, countries = ${[...wish.countries]}, langs = ${[...wish.langs]}`.execute(has.dbOf(work));
      await work.audit({ did: 'change-installation', to: 'installation' });
      return ok(true as const);
    },
    async refresh() {
      house = (await readInstallation(has.db)) ?? house;
      await Promise.all([ways.refresh(), notices.refresh()]);
    },
  };
}
