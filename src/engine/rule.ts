import type { Fault, Route, Visit } from './plan.ts';
import type { Duty, Problem } from './problem.ts';
import type { ServeRow, Tables } from './tables.ts';

/** A route as the judge sees it: the plan's own statements, nothing derived. */
export type Judged = Readonly<{ problem: Problem; route: Route; duty: Duty; visits: readonly Visit[] }>;

/**
 * One law of dispatching, one file. The search side only writes tables; the judge side reads a finished route and
 * knows nothing of the tables, so that one side can catch the other.
 */
export type Rule = Readonly<{
  name: string;
  /** Writes what the search reads (windows, capacities, limits). */
  prepare?(problem: Problem, tables: Tables): void;
  /** For rules that look only at who serves what: sets `row.may[stop]` to 0 where this duty must not. */
  forbid?(problem: Problem, row: ServeRow): void;
  /** Breaches of this rule in one route. */
  faults(judged: Judged): Fault[];
}>;

/** One term of the cost, one file. Like a rule: tables for the search, and a price from the plan's own statements. */
export type CostTerm = Readonly<{
  name: string;
  prepare?(problem: Problem, tables: Tables): void;
  /** For terms that look only at who serves what: adds to `row.cents[stop]`. */
  serving?(problem: Problem, row: ServeRow): void;
  /** Cents of one route, not rounded. */
  price?(judged: Judged): number;
  /** Cents of the stops left out. */
  priceLeft?(problem: Problem, left: readonly number[]): number;
}>;
