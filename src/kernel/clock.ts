/** Time is handed in, never looked up: a test sets it, and a replay gives the same answer twice. */
export type Clock = { now(): Temporal.Instant };

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** A clock that stands still until it is moved. */
export function clockAt(iso: string): Clock & { set(iso: string): void; pass(duration: Temporal.DurationLike): void } {
  let at = Temporal.Instant.from(iso);
  return {
    now: () => at,
    set: (next) => { at = Temporal.Instant.from(next); },
    pass: (duration) => { at = at.toZonedDateTimeISO('UTC').add(duration).toInstant(); },
  };
}

export const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0;
export const isAfter = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) > 0;
