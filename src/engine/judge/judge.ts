import { COSTS } from '../costs.ts';
import { isVisit, type Fault, type Plan, type Price, type Route } from '../plan.ts';
import type { Problem } from '../problem.ts';
import type { Judged } from '../rule.ts';
import { RULES } from '../rules.ts';

const judgedOf = (problem: Problem, route: Route): Judged =>
  ({ problem, route, duty: problem.duties[route.duty]!, visits: route.steps.filter(isVisit) });

/** Every stop is planned once or left once, every duty has at most one route, every index exists. */
function countFaults(problem: Problem, plan: Plan): Fault[] {
  const found: Fault[] = [];
  const seen = new Map<number, number>();
  for (const stop of [...plan.routes.flatMap((route) => route.steps.filter(isVisit).map((visit) => visit.stop)), ...plan.left]) seen.set(stop, (seen.get(stop) ?? 0) + 1);
  for (const stop of seen.keys()) if (problem.stops[stop] === undefined) found.push({ rule: 'once', stop, says: 'There is no such stop.' });
  for (let stop = 0; stop < problem.stops.length; stop++) {
    const count = seen.get(stop) ?? 0;
    if (count !== 1) found.push({ rule: 'once', stop, says: count === 0 ? 'Neither planned nor left.' : `Appears ${count} times.` });
  }
  const duties = new Set<number>();
  for (const { duty } of plan.routes) {
    if (problem.duties[duty] === undefined) found.push({ rule: 'once', duty, says: 'There is no such duty.' });
    if (duties.has(duty)) found.push({ rule: 'once', duty, says: 'Has more than one route.' });
    duties.add(duty);
  }
  return found;
}

/** Begun visits of duties that have no route at all. */
const forgotten = (problem: Problem, plan: Plan): Fault[] => problem.duties.flatMap((duty, v) =>
  ((duty.begun ?? []).length > 0 && !plan.routes.some((route) => route.duty === v) ? [{ rule: 'pins', duty: v, says: 'Has begun, but has no route.' }] : []));

/**
 * Judges any plan from its own statements. It shares no arithmetic with the search, so that one can catch the other.
 * An empty list means: every rule is kept.
 */
export function judge(problem: Problem, plan: Plan): Fault[] {
  const counted = countFaults(problem, plan);
  if (counted.some((fault) => fault.says.startsWith('There is no such'))) return counted;
  const routes = plan.routes.map((route) => judgedOf(problem, route));
  return [...counted, ...forgotten(problem, plan), ...routes.flatMap((judged) => RULES.flatMap((rule) => rule.faults(judged)))];
}

/** What a plan costs, term by term, from its own statements. */
export function price(problem: Problem, plan: Plan): Price {
  const terms: Record<string, number> = {};
  const routes = plan.routes.filter((route) => route.steps.some(isVisit)).map((route) => judgedOf(problem, route));
  let sum = 0;
  for (const term of COSTS) {
    const cents = routes.reduce((total, judged) => total + (term.price?.(judged) ?? 0), 0) + (term.priceLeft?.(problem, plan.left) ?? 0);
    if (cents !== 0) terms[term.name] = cents;
    sum += cents;
  }
  return { total: Math.round(sum), terms };
}
