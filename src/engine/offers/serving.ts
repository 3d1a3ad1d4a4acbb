import { COSTS } from '../costs.ts';
import type { Duty, Problem, Stop, TechnicianIndex, Weights } from '../problem.ts';
import { RULES } from '../rules.ts';

const FORBIDDING = RULES.filter((rule) => rule.forbid !== undefined);
const SERVING = COSTS.filter((term) => term.serving !== undefined);

/** Duties that agree on who they may serve, so that static rules are asked once for all of them. */
function crewOf(duties: readonly Duty[]): { crewOfDuty: Int32Array; crews: Duty[] } {
  const known = new Map<string, number>();
  const crews: Duty[] = [];
  const crewOfDuty = Int32Array.from(duties, (duty, v) => {
    const { skills = [], provider, type, rates } = duty;
    const key = JSON.stringify([duty.technician ?? v, skills, provider ?? null, type ?? null, rates?.perTaskHour ?? 0]);
    if (!known.has(key)) {
      known.set(key, crews.length);
      crews.push({ technician: duty.technician ?? v, skills, ...(provider === undefined ? {} : { provider }), ...(type === undefined ? {} : { type }), ...(rates === undefined ? {} : { rates }) });
    }
    return known.get(key)!;
  });
  return { crewOfDuty, crews };
}

/** No technician's number. */
const NOBODY = -1;
/** Kinds of stops whose answers are kept. */
const KEPT = 400;

/** What a stop asks of somebody whom it does not name: equal for all stops of a kind. */
function kindOf({ pinned: _pinned, windows: _windows, delivery: _delivery, pickup: _pickup, penalty: _penalty, priority: _priority, spread: _spread, prefers: _prefers, only, never, before, ...stop }: Stop): Stop {
  const somebody = NOBODY - 1;
  return {
    ...stop, place: 0, ...(only === undefined ? {} : { only: [somebody] }), ...(never === undefined ? {} : { never: [somebody] }),
    ...(before === undefined ? {} : { before: { technician: somebody } }),
  };
}

const namedBy = ({ only = [], never = [], prefers = [], before }: Stop): Set<TechnicianIndex> =>
  new Set([...only, ...never, ...prefers.map((wish) => wish.technician), ...(before === undefined ? [] : [before.technician])]);

/** Asks the rules and costs that look only at who serves what, for one stop and every duty. */
export class Serving {
  private readonly crewOfDuty: Int32Array;
  private readonly problems: readonly Problem[];
  private readonly crewsOf = new Map<TechnicianIndex, number[]>();
  private readonly stop: Stop[] = [];
  private readonly row = { duty: 0, may: new Uint8Array(1), cents: new Float64Array(1) };
  private readonly kept = new Map<string, Float64Array>();
  private readonly isTimePaid: boolean;

  constructor(duties: readonly Duty[], weights: Weights) {
    const { crewOfDuty, crews } = crewOf(duties);
    this.crewOfDuty = crewOfDuty;
    this.problems = crews.map((crew) => ({ places: 1, travel: [], stops: this.stop, duties: [crew], weights }));
    this.isTimePaid = crews.some((crew) => (crew.rates?.perTaskHour ?? 0) > 0);
    for (const [crew, { technician = NOBODY }] of crews.entries()) this.crewsOf.set(technician, [...(this.crewsOf.get(technician) ?? []), crew]);
  }

  /** Cents for serving the stop; NaN where a rule forbids it. */
  private ask(stop: Stop, crew: number): number {
    const { row } = this;
    const problem = this.problems[crew]!;
    this.stop[0] = stop;
    row.may[0] = 1;
    row.cents[0] = 0;
    for (const rule of FORBIDDING) rule.forbid?.(problem, row);
    if (row.may[0] === 0) return NaN;
    for (const term of SERVING) term.serving?.(problem, row);
    return row.cents[0]!;
  }

  /** Cents for serving the stop on a duty; NaN where a rule forbids it. */
  cents(stop: Stop, duty: number): number {
    const { pinned: _pinned, ...free } = stop;
    return this.ask(free, this.crewOfDuty[duty]!);
  }

  /** The same for every duty at once: those whom the stop does not name are asked once for all stops of its kind. */
  all(stop: Stop): (duty: number) => number {
    const { service: _service, setup: _setup, perType: _perType, ...untimed } = stop;
    const kind = kindOf(this.isTimePaid ? stop : untimed);
    const key = JSON.stringify(kind);
    let known = this.kept.get(key);
    if (known === undefined) {
      known = Float64Array.from(this.problems, (_, crew) => this.ask(kind, crew));
      if (this.kept.size >= KEPT) this.kept.clear();
      this.kept.set(key, known);
    }
    const named = namedBy(stop);
    let row = known;
    if (named.size > 0) {
      const { pinned: _pinned, ...free } = stop;
      row = known.slice();
      for (const technician of named) for (const crew of this.crewsOf.get(technician) ?? []) row[crew] = this.ask(free, crew);
    }
    const { crewOfDuty } = this;
    return (duty) => row[crewOfDuty[duty]!]!;
  }
}
