import { type Result, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { maySeeQuality } from '../may.ts';
import type { TargetStore } from '../needs.ts';
import { type Kept, type OfficeHours, type Target, type Wait, type Waiting, LEAST_MINUTES, MOST_MINUTES, afterOfficeMinutes, allTargets, howItWent } from '../target.ts';

export type NotAllowed = { kind: 'not-allowed' };
export type MinutesOut = { kind: 'minutes-out-of-range'; least: number; most: number };
/** The office's hours and where its clock hangs. */
export type Office = Readonly<{ hours: OfficeHours; zone: string }>;
/** Who waits, the first to be due first; and how it went this week (from Monday) and in the four before. */
export type Targets = Readonly<{ waiting: readonly Wait[]; targets: readonly Target[]; thisWeek: readonly Kept[]; fourWeeks: readonly Kept[] }>;

const KEPT_DAYS = 366;
const HOURS = 24;
const key = ({ kind, about }: Pick<Waiting, 'kind' | 'about'>): string => `${kind} ${about}`;

/**
 * Looks who waits now: writes down who began to, and whose waiting is over. Accurate to how often it is called (each minute).
 * What is due is reckoned when the waiting begins: targets that are set later hold for later ones.
 */
export async function watch(store: TargetStore, work: Work, now: readonly Waiting[], office: Office): Promise<{ began: number; ended: number }> {
  const targets = allTargets(await store.targets(work));
  const before = new Map((await store.open(work)).map((one) => [key(one), one]));
  const waits = new Set(now.map(key));
  const began = now.filter((one) => !before.has(key(one)));
  const over = [...before.values()].filter((one) => !waits.has(key(one)));
  for (const one of over) await store.end(work, one);
  for (const one of began) {
    const minutes = targets.find(({ kind, urgent }) => kind === one.kind && urgent === one.urgent)?.minutes ?? MOST_MINUTES;
    await store.begin(work, { ...one, dueAt: afterOfficeMinutes(one.since, minutes, office.hours, office.zone) });
  }
  await store.forget(work, work.now.subtract({ hours: HOURS * KEPT_DAYS }));
  return { began: began.length, ended: over.length };
}

export async function seeTargets(store: TargetStore, work: Work, zone: string): Promise<Targets | undefined> {
  if (!maySeeQuality(work.by)) return undefined;
  const today = work.now.toZonedDateTimeISO(zone);
  const monday = today.startOfDay().subtract({ days: today.dayOfWeek - 1 });
  const since = await store.since(work, monday.subtract({ weeks: 4 }).toInstant());
  const isThisWeek = (one: Wait): boolean => Temporal.Instant.compare(one.since, monday.toInstant()) >= 0;
  return {
    waiting: await store.open(work), targets: allTargets(await store.targets(work)),
    thisWeek: howItWent(since.filter(isThisWeek), work.now), fourWeeks: howItWent(since.filter((one) => !isThisWeek(one)), work.now),
  };
}

export async function setTarget(store: TargetStore, work: Work, asked: Target): Promise<Result<true, NotAllowed | MinutesOut>> {
  if (!maySeeQuality(work.by)) return no({ kind: 'not-allowed' });
  if (!Number.isInteger(asked.minutes) || asked.minutes < LEAST_MINUTES || asked.minutes > MOST_MINUTES) return no({ kind: 'minutes-out-of-range', least: LEAST_MINUTES, most: MOST_MINUTES });
  await store.setTarget(work, asked);
  await work.audit({ did: 'set-target', to: `${asked.kind}${asked.urgent ? '-urgent' : ''}`, why: String(asked.minutes) });
  return ok(true as const);
}
