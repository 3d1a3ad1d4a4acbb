import { type Country, type ExtraId, type FileId, type HomeId, type Money, type ProviderId, type RequestId, type Result, type TechnicianId, type VisitId, no, ok } from '#kernel';
import type { Extra } from './extra.ts';

export const BACKUPS = ['has-one', 'none', 'not-known', 'make-one'] as const;
/** Whose hands: ours at the door, our workshop, another firm, on the road, the person's own. */
export const HOLDERS = ['technician', 'workshop', 'other-firm', 'carrier', 'person'] as const;
export const RESULTS = ['repaired', 'refused', 'unrepairable'] as const;
export type Backup = (typeof BACKUPS)[number];
export type HolderKind = (typeof HOLDERS)[number];
export type RepairResult = (typeof RESULTS)[number];

export type Holder = Readonly<{ kind: HolderKind; name: string; why?: string; at: Temporal.Instant }>;
/** What is written down before a thing leaves a home. `freeUpTo`: what the repair may cost without asking again; `askWhom` above it. Nobody looks at files unless `lookWhy` says what for. */
export type ReceiptWords = Readonly<{
  what: string; serial?: string | undefined; condition: string; accessories?: string | undefined; purpose: string; lookWhy?: string | undefined;
  backup: Backup; freeUpTo: Money; askWhom: string; diagnosis: Money; expectedOn: Temporal.PlainDate;
}>;
type Signed<How> = Readonly<{ how: How; at: Temporal.Instant; picture?: FileId; words?: string }>;
/** A thing of theirs in our hands, with its receipt; the visit on which it left names it. */
export type Custody = ReceiptWords & Readonly<{
  visit: VisitId; request: RequestId; home: HomeId; provider: ProviderId; technician: TechnicianId; number: string; country: Country;
  photos: readonly FileId[]; writtenAt: Temporal.Instant; taken?: Signed<'drawn' | 'code' | 'spoken'>; holders: readonly Holder[];
  /** `keptParts`: parts that held something of theirs and were replaced; they go back. */
  result?: RepairResult; resultWords?: string; keptParts?: string; readyAt?: Temporal.Instant; reminders: number; remindedAt?: Temporal.Instant;
  returned?: Signed<'drawn' | 'spoken'> & Readonly<{ by: 'fetched' | 'visit'; visit?: VisitId }>;
}>;

/** Where it stands: written, in our hands, a price waits for a yes, agreed, to be given back, given back. */
export type Stage = 'written' | 'held' | 'asked' | 'agreed' | 'ready' | 'returned';

export type NoReceipt = { kind: 'no-receipt' };
export type ReceiptSigned = { kind: 'receipt-signed' };
export type CannotReady = NoReceipt | { kind: 'repair-withdrawn' } | { kind: 'already-ready' } | { kind: 'answer-awaited' } | { kind: 'repair-not-agreed' };

const repairsOf = (extras: readonly Extra[]): readonly Extra[] => extras.filter(({ away }) => away === 'repair');
const today = (at: Temporal.Instant, zone: string): Temporal.PlainDate => at.toZonedDateTimeISO(zone).toPlainDate();
/** An offer that nobody answered within its days binds nobody any more. */
export const hasLapsed = (extra: Extra, now: Temporal.Instant, zone: string): boolean => extra.state === 'proposed' && extra.standsUntil !== undefined && Temporal.PlainDate.compare(today(now, zone), extra.standsUntil) > 0;

export function stageOf(custody: Custody, extras: readonly Extra[]): Stage {
  if (!custody.taken) return 'written';
  if (custody.returned) return 'returned';
  if (custody.readyAt) return 'ready';
  const repairs = repairsOf(extras);
  if (repairs.some(({ state }) => state === 'proposed')) return 'asked';
  return repairs.some(({ state }) => state === 'approved') ? 'agreed' : 'held';
}

/** It is ready to go home: repaired as agreed, or as it came. Nothing is called repaired that nobody agreed to, or that they withdrew from. */
export function makeReady(custody: Custody, { extras, withdrawn }: Readonly<{ extras: readonly Extra[]; withdrawn: readonly ExtraId[] }>, done: Readonly<{ result: RepairResult; words?: string | undefined; keptParts?: string | undefined }>, now: Temporal.Instant, zone: string): Result<Custody, CannotReady> {
  if (!custody.taken) return no({ kind: 'no-receipt' });
  if (custody.readyAt) return no({ kind: 'already-ready' });
  const repairs = repairsOf(extras);
  if (repairs.some((extra) => extra.state === 'proposed' && !hasLapsed(extra, now, zone))) return no({ kind: 'answer-awaited' });
  const agreed = repairs.filter(({ state }) => state === 'approved');
  if (done.result === 'repaired' && agreed.length === 0) return no({ kind: 'repair-not-agreed' });
  if (done.result === 'repaired' && agreed.every(({ id }) => withdrawn.includes(id))) return no({ kind: 'repair-withdrawn' });
  return ok({ ...custody, result: done.result, ...(done.words ? { resultWords: done.words } : {}), ...(done.keptParts ? { keptParts: done.keptParts } : {}), readyAt: now });
}

/**
 * What of the work away from home is owed in the end: a repair only when it was done; looking for the fault only when its price
 * was on the receipt and the person then said no. Where the repair is done, or cannot be, looking costs nothing.
 */
export const owedAway = (custody: Custody, extras: readonly Extra[]): readonly Extra[] =>
  extras.filter(({ away }) => (away === 'repair' ? custody.result === 'repaired' : away === 'diagnosis' ? custody.result === 'refused' : true));

/** Reminders are due every so many days from the day it was ready. */
export const remindDue = (custody: Custody, everyDays: number, now: Temporal.Instant): boolean =>
  custody.readyAt !== undefined && custody.returned === undefined && Temporal.Instant.compare(now, custody.readyAt.add({ hours: 24 * everyDays * (custody.reminders + 1) })) >= 0;
