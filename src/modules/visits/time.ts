import { type Result, type TaskId, no, ok, split } from '#kernel';

/** Attended: someone works. Unattended: a machine works alone. */
export type TimeKind = 'attended' | 'unattended';
export type Span = Readonly<{ kind: TimeKind; task?: TaskId; from: Temporal.Instant; until?: Temporal.Instant }>;

export const closeAll = (spans: readonly Span[], now: Temporal.Instant): readonly Span[] => spans.map((span) => (span.until ? span : { ...span, until: now }));

const sameClock = (a: Pick<Span, 'kind' | 'task'>, b: Pick<Span, 'kind' | 'task'>): boolean => a.kind === b.kind && (a.kind === 'attended' || a.task === b.task);

/** Starts a clock. One person can attend to one task at a time, so another attended clock stops; machines may work beside it. */
export function startClock(spans: readonly Span[], what: { kind: TimeKind; task?: TaskId | undefined }, now: Temporal.Instant): readonly Span[] {
  const fresh: Span = { kind: what.kind, from: now, ...(what.task ? { task: what.task } : {}) };
  if (spans.some((span) => !span.until && span.kind === fresh.kind && span.task === fresh.task)) return spans;
  return [...spans.map((span) => (!span.until && sameClock(span, fresh) ? { ...span, until: now } : span)), fresh];
}

/** Stops the clocks of this kind (and task, when it is said). */
export function stopClock(spans: readonly Span[], what: { kind: TimeKind; task?: TaskId | undefined }, now: Temporal.Instant): Result<readonly Span[], { kind: 'no-clock-runs' }> {
  const isMeant = (span: Span): boolean => !span.until && span.kind === what.kind && (what.task === undefined || span.task === what.task);
  if (!spans.some(isMeant)) return no({ kind: 'no-clock-runs' });
  return ok(spans.map((span) => (isMeant(span) ? { ...span, until: now } : span)));
}

type Stretch = readonly [from: number, until: number];
const stretchOf = (span: Span, now: Temporal.Instant): Stretch => [span.from.epochMilliseconds, (span.until ?? now).epochMilliseconds];

/** Stretches joined where they touch or overlap. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const [from, until] of [...stretches].sort((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last && from <= last[1]) all[all.length - 1] = [last[0], Math.max(last[1], until)];
    else if (until > from) all.push([from, until]);
  }
  return all;
}
const length = (stretches: readonly Stretch[]): number => joined(stretches).reduce((sum, [from, until]) => sum + until - from, 0);
/** What is in `whole` and not in `taken`. */
const without = (whole: readonly Stretch[], taken: readonly Stretch[]): number => length([...whole, ...taken]) - length(taken);
const MINUTE = 60_000;

/** Whole minutes; a minute that was only begun is a gift. Time in which someone worked while a machine worked too is counted once, as attended. */
export type Minutes = Readonly<{ attended: number; unattended: number }>;
export type MinutesByTask = Minutes & Readonly<{ perTask?: Readonly<Record<TaskId, Minutes>> }>;

export function minutesOf(spans: readonly Span[], now: Temporal.Instant): MinutesByTask {
  const of = (kind: TimeKind, task?: TaskId): Stretch[] => spans.filter((span) => span.kind === kind && (task === undefined || span.task === task)).map((span) => stretchOf(span, now));
  const attended = Math.floor(length(of('attended')) / MINUTE);
  const unattended = Math.floor(without(of('unattended'), of('attended')) / MINUTE);
  const tasks = [...new Set(spans.flatMap((span) => (span.task ? [span.task] : [])))];
  if (tasks.length === 0 || spans.some((span) => !span.task)) return { attended, unattended };
  // The minutes of the whole are shared by what each task took, so that they add up to it.
  const shareOut = (minutes: number, weights: readonly number[]): readonly number[] =>
    weights.some((weight) => weight > 0) ? split({ cents: minutes, currency: 'EUR' }, weights).map((part) => part.cents) : weights.map(() => 0);
  const forAttended = shareOut(attended, tasks.map((task) => length(of('attended', task))));
  const forUnattended = shareOut(unattended, tasks.map((task) => without(of('unattended', task), of('attended'))));
  const perTask = Object.fromEntries(tasks.map((task, i) => [task, { attended: forAttended[i] ?? 0, unattended: forUnattended[i] ?? 0 }])) as Record<TaskId, Minutes>;
  return { attended, unattended, perTask };
}
