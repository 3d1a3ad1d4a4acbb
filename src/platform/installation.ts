import type { Country } from '#kernel';
import { type Db, json, sql } from './db.ts';

/** When someone answers the telephone: weekdays 1 (Monday) to 7, local hours 'HH:MM'. */
export type OpeningHours = readonly Readonly<{ from: number; until: number; opens: string; closes: string }>[];

/** What this installation is and how it is reached; shown on every page. */
export type Installation = Readonly<{ demo: boolean; name: string; phone: string; hours: OpeningHours; country: Country }>;

type Row = { demo: boolean; name: string; phone: string; hours: OpeningHours; country: Country };

/** The installation's one row, or undefined in a database that has just been made. */
export async function readInstallation(db: Db<unknown>): Promise<Installation | undefined> {
  const { rows } = await sql<Row>`select demo, name, phone, hours, country from platform.installation`.execute(db);
  return rows[0];
}

/** Writes the row when the database is created. Whether it is a demo is decided here and never again. */
export async function foundInstallation(db: Db<unknown>, is: Installation, at: Temporal.Instant): Promise<void> {
  await sql`insert into platform.installation (one, demo, name, phone, hours, country, created_at)
    values (true, ${is.demo}, ${is.name}, ${is.phone}, ${json(is.hours)}, ${is.country}, ${at})`.execute(db);
}

export async function changeInstallation(db: Db<unknown>, is: Omit<Installation, 'demo'>): Promise<void> {
  await sql`update platform.installation set name = ${is.name}, phone = ${is.phone}, hours = ${json(is.hours)}, country = ${is.country}`.execute(db);
}
