import { type Money, type QuoteLineId, type TaskId, money, ok, split, sum } from '#kernel';
import type { ProviderTerms } from './answers.ts';
import { cheaperLines, isCheaperSlot } from './cheaper.ts';
import { creditFor, creditOf } from './credit.ts';
import { type Draft, aboutLines, draft, says } from './draft.ts';
import { linesFor } from './lines.ts';
import { ownCheaper } from './own-cheaper.ts';
import { aboutAll } from './own-lines.ts';
import { type Shelf, stampFor } from './price.ts';
import { type Stamp, joinLines } from './quote-lines.ts';
import type { LineCredit, LineKind, Quote, QuoteLine, Unit } from './quote.ts';
import type { ItemKey, Scope, ScopeTask } from './scope.ts';
import type { Tariff } from './tariff.ts';
import { workLines } from './work-lines.ts';

/** How a visit ended; `visits` knows what each means. */
export type BillOutcome = 'solved' | 'partly' | 'unsolved' | 'nobody-home' | 'entry-refused' | 'unsafe' | 'to-be-continued' | 'handed-over' | 'workshop';

/** What really happened: whole minutes of the visit, and what was used. `perTask` is optional; without it minutes are shared as they were expected. */
export type Actual = Readonly<{
  attendedMinutes: number;
  unattendedMinutes: number;
  perTask?: Readonly<Record<TaskId, Readonly<{ attended: number; unattended: number }>>>;
  items: readonly Readonly<{ item: ItemKey; task?: TaskId; quantity: number }>[];
  outcome: BillOutcome;
  /** Its minutes are part of the visit's: they are not billed a second time. */
  extras?: readonly ExtraDone[];
}>;

/** A line of extra work that got its own yes, as it was agreed. `id` is the caller's. */
export type ExtraDone = Readonly<{ id: string; kind: LineKind; task?: TaskId | undefined; item?: ItemKey | undefined; unit: Unit; quantity: number; unitPrice: Money; gross: Money }>;

/** What an outcome is paid by: the work, what the tariff says of work that did not help, the missed-visit fee, nothing, or nothing until it goes on. */
export type MoneyRule = 'work' | 'no-fix' | 'missed-fee' | 'nothing' | 'later';
export const MONEY_RULES: Readonly<Record<BillOutcome, MoneyRule>> = {
  solved: 'work', partly: 'work', unsolved: 'no-fix', 'handed-over': 'later', workshop: 'later',
  'nobody-home': 'missed-fee', 'entry-refused': 'missed-fee', unsafe: 'nothing', 'to-be-continued': 'later',
};

/** A line of the bill and the quote line it comes from. `above-ceiling` is a line that takes off what the ceiling does not allow. */
export type BilledLine = Readonly<{ line: QuoteLine; from: QuoteLineId; why: 'as-quoted' | 'above-ceiling' }>;
/** An extra that is due, and the part of it that a tax credit covers. */
export type DueExtra = Readonly<{ id: string; vatBasisPoints: number; credit?: LineCredit | undefined }>;
/** `gross` is the sum of the lines (without extras) and never above `ceiling`. `credit` is for lines and extras together. */
export type BillDraft = Readonly<{ rule: MoneyRule; lines: readonly BilledLine[]; gross: Money; ceiling: Money; extras: readonly DueExtra[]; credit?: Money | undefined }>;

/** Whole minutes shared by weights, none lost. */
function shareMinutes(minutes: number, weights: readonly number[]): number[] {
  const some = weights.some((weight) => weight > 0);
  return split({ cents: minutes, currency: 'EUR' }, weights.map((weight) => (some ? weight : 1))).map((part) => part.cents);
}

function taskMinutes(scope: Scope, actual: Actual): { attended: number; unattended: number }[] {
  const { perTask } = actual;
  if (perTask) return scope.tasks.map(({ task }) => perTask[task] ?? { attended: 0, unattended: 0 });
  const attended = shareMinutes(actual.attendedMinutes, scope.tasks.map((task) => task.minutes.expected));
  const unattended = shareMinutes(actual.unattendedMinutes, scope.tasks.map((task) => task.unattended.expected));
  return scope.tasks.map((_, i) => ({ attended: attended[i] ?? 0, unattended: unattended[i] ?? 0 }));
}

const exactly = (count: number): { expected: number; worst: number } => ({ expected: count, worst: count });

const isWork = (extra: ExtraDone): boolean => extra.unit === 'minute' && extra.item === undefined;

/** The minutes of the visit without those that extra work is paid for on its own lines. */
function withoutExtras(actual: Actual): Actual {
  const ofTask = (task: TaskId | undefined): number => (actual.extras ?? []).filter((extra) => isWork(extra) && extra.task === task).reduce((total, { quantity }) => total + quantity, 0);
  const all = (actual.extras ?? []).filter(isWork).reduce((total, { quantity }) => total + quantity, 0);
  if (all === 0) return actual;
  const rest = { ...actual, attendedMinutes: Math.max(0, actual.attendedMinutes - all) };
  if (!actual.perTask) return rest;
  let loose = ofTask(undefined);
  const perTask = Object.fromEntries(Object.entries(actual.perTask).map(([task, minutes]) => {
    const own = Math.max(0, minutes.attended - ofTask(task as TaskId));
    const taken = Math.min(own, loose);
    loose -= taken;
    return [task, { ...minutes, attended: own - taken }];
  }));
  return { ...rest, perTask };
}

/** The scope as it turned out. Where not all was solved, a task that took no time was not done, and its package is not billed. */
export function scopeAsDone(scope: Scope, actual: Actual): Scope {
  const minutes = taskMinutes(scope, actual);
  const used = (task: ScopeTask, item: ItemKey): number => {
    const first = scope.tasks.find((each) => each.items.some((need) => need.item === item));
    return actual.items.filter((one) => one.item === item && (one.task ?? first?.task) === task.task).reduce((total, one) => total + one.quantity, 0);
  };
  const tasks = scope.tasks.map((task, i): ScopeTask => ({
    ...task, minutes: exactly(minutes[i]?.attended ?? 0), unattended: exactly(minutes[i]?.unattended ?? 0),
    items: task.items.map((need) => ({ ...need, quantity: exactly(used(task, need.item)) })),
  }));
  const done = tasks.filter((task) => actual.outcome === 'solved' || task.minutes.expected + task.unattended.expected > 0 || task.items.some((need) => need.quantity.expected > 0));
  return { ...scope, tasks: done };
}

const groupOf = (line: Pick<Draft, 'slot'>): string => (line.slot.startsWith('item.') ? line.slot : line.slot.startsWith('travel') ? 'travel' : 'work');
const total = (lines: readonly { gross: Money }[], currency: Money['currency']): Money => sum(lines.map((line) => line.gross), currency);

function diagnosisLine(tariff: Tariff, scope: Scope, shelf: Shelf): Draft[] {
  const [first] = workLines(tariff, scope, 'worst', shelf.catalogue);
  if (!first || !tariff.diagnosis) return [];
  return [draft({ ...first, slot: 'diagnosis', unit: 'visit', quantity: 1, unitPrice: tariff.diagnosis, says: says('line-diagnosis') })];
}

/**
 * The lines of a quote that a provider wrote itself, as they come to be paid: minutes as they were worked, within what the
 * line allows; an article as it was used, where that was written down; everything else as agreed, and what the tariff
 * takes off for the time that was chosen.
 */
function ownBill({ tariff, quote }: BillFor, scope: Scope, actual: Actual): Draft[] {
  const about = aboutAll(scope);
  let minutes = actual.attendedMinutes;
  const lines = quote.lines.flatMap((line): Draft[] => {
    if (isCheaperSlot(line.slot)) return [];
    const item = 'item' in line ? line.item : undefined;
    const used = actual.items.filter((one) => one.item === item);
    const worked = Math.min(minutes, line.worst.quantity);
    if (line.unit === 'minute' && item === undefined) minutes -= worked;
    const quantity = line.unit === 'minute' && item === undefined ? worked : item !== undefined && used.length > 0 ? used.reduce((all, one) => all + one.quantity, 0) : line.quantity;
    if (quantity === 0) return [];
    return [draft({ slot: line.slot, kind: line.kind, task: line.task, says: line.says, unit: line.unit, quantity, unitPrice: line.unitPrice, every: line.every, about,
      ...(item === undefined ? {} : { item }), ...(line.every === 'once' ? {} : { later: line.later }) })];
  });
  return [...lines, ...ownCheaper({ tariff, scope }, lines)];
}

/** The lines that an outcome is paid by, before any ceiling. */
function draftsFor(bill: BillFor, done: Scope): Draft[] {
  const { tariff, scope, actual, shelf, quote } = bill;
  const rule = MONEY_RULES[actual.outcome];
  if (rule !== 'work' && rule !== 'no-fix') return [];
  const all = quote.round === undefined ? linesFor(tariff, done, 'expected', shelf.catalogue) : ok(ownBill(bill, done, withoutExtras(actual)));
  const lines = all.ok ? all.value : [];
  if (rule === 'work' || tariff.noFix === 'time-spent') return lines;
  if (tariff.noFix === 'nothing') return [];
  const items = lines.filter((line) => groupOf(line) !== 'work');
  if (tariff.noFix === 'travel-only') return items;
  const diagnosis = diagnosisLine(tariff, scope, shelf);
  return [...diagnosis, ...cheaperLines(tariff.cheaper, { ...scope.cheaper, sharedWay: undefined }, diagnosis, [], tariff.currency), ...items];
}

/** The quote line that a billed line comes from: of the same slot, else the first of its group (a least price, for example). */
function origin(quote: Quote, line: Draft): QuoteLine | undefined {
  const group = quote.lines.filter((one) => groupOf(one) === groupOf(line));
  return group.find((one) => one.slot === line.slot) ?? group.find((one) => one.worst.gross.cents > 0) ?? group[0];
}

type Group = Readonly<{ group: string; own: readonly Draft[]; asked: number; off: number }>;

/** What each group of lines costs above what the quote allowed it, in cents. */
function groupsOf(quote: Quote, lines: readonly Draft[]): Group[] {
  const groups = [...Map.groupBy(lines, groupOf)].map(([group, own]): Group => {
    const allowed = sum(quote.lines.filter((line) => groupOf(line) === group).map((line) => line.worst.gross), quote.ceiling.currency).cents;
    const asked = total(own, quote.ceiling.currency).cents;
    return { group, own, asked, off: Math.max(0, asked - allowed) };
  });
  // A cap over work and travel takes something off the work; where only the travel is billed, the whole must still stay below.
  const over = groups.reduce((all, { asked, off }) => all + asked - off, 0) - quote.ceiling.cents;
  const [largest] = groups.toSorted((a, b) => b.asked - b.off - (a.asked - a.off));
  return over > 0 && largest ? groups.map((one) => (one === largest ? { ...one, off: one.off + over } : one)) : groups;
}

/** What goes off because the ceiling was reached, as lines that can be seen. */
function aboveCeiling(quote: Quote, lines: readonly Draft[]): Draft[] {
  return groupsOf(quote, lines).flatMap(({ group, own, off }) => {
    const [first] = own;
    if (!first || off === 0) return [];
    const back = money(-off, quote.ceiling.currency);
    return [draft({ slot: `above.${group}`, kind: first.kind, task: first.task, unit: 'visit', quantity: 1, unitPrice: back, says: says('line-above-ceiling'), about: aboutLines(own),
      every: first.every, ...(first.item === undefined ? {} : { item: first.item }), ...(first.later === undefined ? {} : { later: back }) })];
  });
}

/** Which extras are due: all that were agreed for work that is paid, only things that stay in the home when it did not help. */
function dueExtras(tariff: Tariff, scope: Scope, actual: Actual, stamp: Stamp): DueExtra[] {
  const rule = MONEY_RULES[actual.outcome];
  const all = rule === 'work' || (rule === 'no-fix' && tariff.noFix === 'time-spent');
  const things = rule === 'no-fix' && tariff.noFix !== 'nothing';
  return (actual.extras ?? []).filter((extra) => all || (things && extra.item !== undefined)).map((extra) => {
    const leaf = scope.tasks.find(({ task }) => task === extra.task)?.leaf ?? (scope.tasks.length === 1 ? scope.tasks[0]?.leaf : undefined);
    const line: Draft = { slot: extra.id, says: says('kind-labour'), every: 'once', about: leaf === undefined ? [] : [{ leaf, weight: 1 }], kind: extra.kind, unit: extra.unit, quantity: extra.quantity, unitPrice: extra.unitPrice, gross: extra.gross,
      ...(extra.item === undefined ? {} : { item: extra.item }) };
    const credit = creditFor(stamp.rule, stamp.about, line);
    return { id: extra.id, vatBasisPoints: stamp.vatBasisPoints, ...(credit ? { credit } : {}) };
  });
}

export type BillFor = Readonly<{ shelf: Shelf; tariff: Tariff; provider: ProviderTerms; quote: Quote; scope: Scope; actual: Actual; now: Temporal.Instant }>;

/**
 * The same tariff run on what really happened. Each group of lines (work, travel, each item) is held at what the quote
 * allowed it at worst, with a line that shows what was taken off; so the whole never exceeds the ceiling.
 */
export function billFor(bill: BillFor): BillDraft {
  const { shelf, tariff, provider, quote, scope, actual, now } = bill;
  const rule = MONEY_RULES[actual.outcome];
  const done = scopeAsDone(scope, withoutExtras(actual));
  const drafts = draftsFor(bill, done);
  const known = drafts.filter((line) => origin(quote, line) !== undefined);
  const reductions = aboveCeiling(quote, known);
  const stamp = stampFor(shelf, tariff, provider, scope, now);
  const all = [...known, ...reductions];
  const from = new Map(all.map((line) => [line.slot, origin(quote, line) ?? originOfReduction(quote, line)]));
  const lines = joinLines(all, all, stamp).flatMap((line): BilledLine[] => {
    const source = from.get(line.slot);
    return source ? [{ line, from: source.id, why: line.slot.startsWith('above.') ? 'above-ceiling' : 'as-quoted' }] : [];
  });
  const gross = total(lines.map(({ line }) => line), quote.ceiling.currency);
  const extras = dueExtras(tariff, scope, actual, stamp);
  const credit = creditOf(stamp.rule, [...lines.map(({ line }) => line.credit), ...extras.map((extra) => extra.credit)], quote.ceiling.currency);
  return { rule, lines, gross, ceiling: quote.ceiling, extras, ...(credit ? { credit } : {}) };
}

const originOfReduction = (quote: Quote, line: Draft): QuoteLine | undefined => quote.lines.find((one) => `above.${groupOf(one)}` === line.slot);
