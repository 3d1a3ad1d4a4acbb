/** What happens in a world, each thing at its own instant, told in the order of time. */
export type Agenda = Readonly<{
  /** Something that happens then. What is said while the agenda runs may come later than now, never before. */
  at(when: Temporal.Instant, todo: () => Promise<void>): void;
  /** Runs everything up to the end of the world; `set` moves the clock first. Returns how many things happened. */
  run(set: (iso: string) => void, until: Temporal.Instant): Promise<number>;
}>;

type Entry = Readonly<{ when: number; order: number; todo: () => Promise<void> }>;
const isLater = (a: Entry, b: Entry): boolean => a.when > b.when || (a.when === b.when && a.order > b.order);

export function newAgenda(): Agenda {
  const waiting: Entry[] = [];
  let order = 0;
  const at = (when: Temporal.Instant, todo: () => Promise<void>): void => {
    const entry = { when: when.epochMilliseconds, order, todo };
    order += 1;
    // The latest stands first, so that the next one is popped off the end.
    let [low, high] = [0, waiting.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = waiting[middle];
      if (there && isLater(there, entry)) low = middle + 1;
      else high = middle;
    }
    waiting.splice(low, 0, entry);
  };
  return {
    at,
    async run(set, until) {
      let done = 0;
      let now = Number.NEGATIVE_INFINITY;
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        if (next.when > until.epochMilliseconds) continue;
        if (next.when < now) throw new RangeError(`The world would go back in time, from (${now}) to (${next.when}). Maybe a step was planned from inside a later one.`);
        now = next.when;
        set(Temporal.Instant.fromEpochMilliseconds(now).toString());
        await next.todo();
        done += 1;
      }
      return done;
    },
  };
}
