/** For what somebody waits: our call, an answer to what they wrote, a time for a free repair, a call that was promised when a visit ended. Open requests and complaints have an end of their own. */
export const WAITS_FOR = ['call-back', 'reply', 'repair', 'after-visit'] as const;
export type WaitsFor = (typeof WAITS_FOR)[number];

/** Somebody who waits now. `about`: the id of what they wait for. `urgent`: a danger was seen in their words. */
export type Waiting = Readonly<{ kind: WaitsFor; about: string; urgent: boolean; since: Temporal.Instant }>;
/** The same, with the instant by which we meant to answer. */
export type Wait = Waiting & Readonly<{ dueAt: Temporal.Instant; endedAt?: Temporal.Instant | undefined }>;
export type Target = Readonly<{ kind: WaitsFor; urgent: boolean; minutes: number }>;

/** Until the operator sets others: minutes of the office's own hours. Our own choice: nobody should wait for a day. */
const OURS: Readonly<Record<WaitsFor, Readonly<{ urgent: number; plain: number }>>> = {
  'call-back': { urgent: 30, plain: 120 }, reply: { urgent: 60, plain: 240 }, repair: { urgent: 240, plain: 480 }, 'after-visit': { urgent: 15, plain: 240 },
};
export const LEAST_MINUTES = 5;
export const MOST_MINUTES = 10_080;

/** Every target that stands: what was set, and ours for the rest. */
export const allTargets = (set: readonly Target[]): readonly Target[] => WAITS_FOR.flatMap((kind) => [true, false].map((urgent) =>
  set.find((one) => one.kind === kind && one.urgent === urgent) ?? { kind, urgent, minutes: urgent ? OURS[kind].urgent : OURS[kind].plain }));

/** When somebody answers: weekdays 1 (Monday) to 7, local hours 'H:MM' or 'HH:MM'. */
export type OfficeHours = readonly Readonly<{ from: number; until: number; opens: string; closes: string }>[];
const LONGEST_DAYS = 60;

/** The office's spans of one local day, the first one first. */
function spansOf(day: Temporal.PlainDate, hours: OfficeHours, zone: string): Readonly<{ opens: Temporal.Instant; closes: Temporal.Instant }>[] {
  const at = (time: string): Temporal.Instant => {
    const [hour, minute] = time.split(':').map(Number);
    return day.toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).toInstant();
  };
  return hours.filter(({ from, until }) => from <= day.dayOfWeek && day.dayOfWeek <= until).map(({ opens, closes }) => ({ opens: at(opens), closes: at(closes) }))
    .toSorted((a, b) => Temporal.Instant.compare(a.opens, b.opens));
}

/** The instant at which so many minutes of the office's own hours have passed. An office that never opens counts by the clock. */
export function afterOfficeMinutes(since: Temporal.Instant, minutes: number, hours: OfficeHours, zone: string): Temporal.Instant {
  let left = minutes;
  let day = since.toZonedDateTimeISO(zone).toPlainDate();
  for (let count = 0; count < LONGEST_DAYS; count += 1, day = day.add({ days: 1 })) {
    for (const { opens, closes } of spansOf(day, hours, zone)) {
      const from = Temporal.Instant.compare(opens, since) > 0 ? opens : since;
      const open = closes.since(from).total('minutes');
      if (open <= 0) continue;
      if (left <= open) return from.add({ minutes: left });
      left -= open;
    }
  }
  return since.add({ minutes });
}

/** How a kind of waiting went in a span of time. `median` in minutes by the clock, of those that ended; missed: ended too late, or late now. */
export type Kept = Readonly<{ kind: WaitsFor; met: number; missed: number; median?: number | undefined }>;

export function howItWent(waits: readonly Wait[], now: Temporal.Instant): readonly Kept[] {
  return WAITS_FOR.map((kind) => {
    const all = waits.filter((one) => one.kind === kind);
    const late = (one: Wait): boolean => Temporal.Instant.compare(one.endedAt ?? now, one.dueAt) > 0;
    const took = all.flatMap(({ since, endedAt }) => (endedAt ? [endedAt.since(since).total('minutes')] : [])).toSorted((a, b) => a - b);
    const median = took[Math.floor((took.length - 1) / 2)];
    return { kind, met: all.filter((one) => one.endedAt !== undefined && !late(one)).length, missed: all.filter(late).length, ...(median === undefined ? {} : { median: Math.round(median) }) };
  });
}
