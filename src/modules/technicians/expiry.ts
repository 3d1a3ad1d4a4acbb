import { type Country, type TechnicianId, ZONE } from '#kernel';
import { REQUIRED, type Vetting, type VettingKind, isFirmKind, newestOf } from './vetting.ts';

/** Days before the end of a check at which somebody is told; 0 says that it has ended. */
export const WARN_DAYS = [60, 30, 7, 0] as const;
export type WarnDays = (typeof WARN_DAYS)[number];

/** A check that runs out or has. `left`: whole days until its last day, negative when that is past. `required`: without it nobody is sent. */
export type RunsOut = Readonly<{ vetting: Vetting; technician: TechnicianId; left: number; required: boolean }>;

const daysBetween = (from: Temporal.PlainDate, until: Temporal.PlainDate): number => from.until(until, { largestUnit: 'days' }).days;

/** The newest good check of each kind that ends within so many days, or ended; the first to end comes first. */
export function runningOut(records: readonly Vetting[], country: Country, today: Temporal.PlainDate, within: number): readonly RunsOut[] {
  const kinds = [...new Set(records.map(({ kind }) => kind))] as VettingKind[];
  return kinds.flatMap((kind): RunsOut[] => {
    const newest = newestOf(records, kind, today);
    if (!newest?.until || newest.outcome === 'bad') return [];
    const left = daysBetween(today, newest.until);
    return left > within ? [] : [{ vetting: newest, technician: newest.technician, left, required: isFirmKind(kind) || REQUIRED[country].includes(kind) }];
  }).toSorted((a, b) => a.left - b.left);
}

/** The warning that is due with so many days left: the nearest mark that is not behind; undefined before the first. */
export function warningDue(left: number): WarnDays | undefined {
  if (left < 0) return 0;
  return left <= 7 ? 7 : left <= 30 ? 30 : left <= 60 ? 60 : undefined;
}

export const todayIn = (country: Country, now: Temporal.Instant): Temporal.PlainDate => now.toZonedDateTimeISO(ZONE[country]).toPlainDate();
