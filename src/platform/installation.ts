import { type Actor, type Country, type Lang, type Result, isStaff, no, ok } from '#kernel';
import { type Db, json, sql } from './db.ts';
import type { DbOf, Work } from './work.ts';

/** When someone answers the telephone: weekdays 1 (Monday) to 7, local hours 'HH:MM'. */
export type OpeningHours = readonly Readonly<{ from: number; until: number; opens: string; closes: string }>[];

/** The country in which someone is taken to live until they say so: the one of their language, where the house serves it. */
export const likelyCountry = (is: Pick<Installation, 'countries'>, lang: Lang): Country => {
  const wished: Country = lang === 'fr' ? 'FR' : 'GB';
  return is.countries.includes(wished) ? wished : (is.countries[0] ?? 'FR');
};

/** What this installation is and how it is reached; shown on every page. */
export type Installation = Readonly<{ demo: boolean; name: string; phone: string; hours: OpeningHours; countries: readonly Country[] }>;

type Row = { demo: boolean; name: string; phone: string; hours: OpeningHours; countries: Country[] };

/** The installation's one row, or undefined in a database that has just been made. */
export async function readInstallation(db: Db<unknown>): Promise<Installation | undefined> {
  const { rows } = await sql<Row>`select demo, name, phone, hours, countries from platform.installation`.execute(db);
  return rows[0];
}

/** Writes the row when the database is created. Whether it is a demo is decided here and never again. */
export async function foundInstallation(db: Db<unknown>, is: Installation, at: Temporal.Instant): Promise<void> {
  await sql`insert into platform.installation (one, demo, name, phone, hours, countries, created_at)
    values (true, ${is.demo}, ${is.name}, ${is.phone}, ${json(is.hours)}, ${[...is.countries]}, ${at})`.execute(db);
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
  refresh(): Promise<void>;
}>;

const mayChangeHouse = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');

export function keepHouse(has: { db: Db<unknown>; dbOf: DbOf; house: Installation }): HouseKeeper {
  let house = has.house;
  return {
    now: () => house,
    async change(work, wish) {
      if (!mayChangeHouse(work.by)) return no({ kind: 'not-allowed' });
      await sql`update platform.installation set name = ${wish.name}, phone = ${wish.phone}, hours = ${json(wish.hours)}, countries = ${[...wish.countries]}`.execute(has.dbOf(work));
      await work.audit({ did: 'change-installation', to: 'installation' });
      return ok(true as const);
    },
    refresh: async () => { house = (await readInstallation(has.db)) ?? house; },
  };
}
