import { isVisit, price, serviceBy, setupBy, type Fault, type Plan, type Problem, type Route, type Seconds, type Step } from '#engine';
import type { VroomProblem } from './read.ts';

/** Sums over a route or a plan, in VROOM's words. */
type Sums = { cost: number; setup: number; service: number; duration: number; waiting_time: number; priority: number; distance: number; delivery: number[]; pickup: number[] };

const workOf = (problem: Problem, s: number, from: number | undefined, v: number) => {
  const stop = problem.stops[s]!;
  const duty = problem.duties[v]!;
  return { service: serviceBy(stop, duty), setup: from === stop.place ? 0 : setupBy(stop, duty) };
};

function leg(problem: Problem, route: Route, from: number | undefined, to: number | undefined): { seconds: number; metres: number } {
  const duty = problem.duties[route.duty]!;
  const table = problem.travel[duty.profile ?? 0]!;
  if (from === undefined || to === undefined) return { seconds: 0, metres: 0 };
  const cell = from * problem.places + to;
  return { seconds: Math.round(table.seconds[cell]! / (duty.speed ?? 1)), metres: table.metres?.[cell] ?? 0 };
}

/** Writes VROOM's output format. */
export function writeVroom(input: VroomProblem, plan: Plan, faults: readonly Fault[], computing: Readonly<{ loading: number; solving: number }>): unknown {
  const { problem } = input;
  const routes = plan.routes.map((route) => writeRoute(input, route, faults.filter((fault) => fault.duty === route.duty)));
  const total = (name: 'cost' | 'setup' | 'service' | 'duration' | 'waiting_time' | 'priority' | 'distance') => routes.reduce((sum, { sums }) => sum + sums[name], 0);
  const amounts = (name: 'delivery' | 'pickup') => Array.from({ length: input.dimensions }, (_, k) => routes.reduce((sum, { sums }) => sum + (sums[name][k] ?? 0), 0));
  const penalties = plan.left.reduce((sum, s) => sum + (problem.stops[s]?.penalty ?? 0), 0);
  return {
    code: 0,
    summary: {
      cost: total('cost'), routes: routes.length, unassigned: plan.left.length, delivery: amounts('delivery'), pickup: amounts('pickup'),
      setup: total('setup'), service: total('service'), duration: total('duration'), waiting_time: total('waiting_time'), priority: total('priority'),
      ...(input.hasDistances ? { distance: total('distance') } : {}), ...(penalties > 0 ? { penalty: penalties } : {}),
      violations: faults.map((fault) => ({ cause: fault.rule, says: fault.says })), computing_times: { loading: computing.loading, solving: computing.solving, routing: 0 },
    },
    unassigned: plan.left.map((s) => {
      const { type, id, location, description } = input.stops[s]!;
      return { id, type, location_index: location, ...(description === undefined ? {} : { description }) };
    }),
    routes: routes.map(({ json }) => json),
  };
}

function writeRoute(input: VroomProblem, route: Route, faults: readonly Fault[]): { json: unknown; sums: Sums } {
  const { problem } = input;
  const { id, description } = input.vehicles[route.duty]!;
  const walk = new Walk(input, route);
  walk.start();
  for (const step of route.steps) walk.step(step, route);
  walk.end();
  const sums: Sums = { ...walk.sums, cost: price(problem, { routes: [route], left: [] }).total };
  const { distance, ...rest } = sums;
  return {
    sums,
    json: {
      vehicle: id, ...rest, ...(input.hasDistances ? { distance } : {}), ...(description === undefined ? {} : { description }),
      steps: walk.steps, violations: faults.map((fault) => ({ cause: fault.rule, says: fault.says })),
    },
  };
}

/** Goes along a route and writes its steps. */
class Walk {
  readonly steps: unknown[] = [];
  readonly sums: Sums;
  private readonly input: VroomProblem;
  private readonly route: Route;
  private place: number | undefined;
  private leaves: Seconds;
  private load: number[];

  constructor(input: VroomProblem, route: Route) {
    this.input = input;
    this.route = route;
    const zero = () => Array.from({ length: input.dimensions }, () => 0);
    this.sums = { cost: 0, setup: 0, service: 0, duration: 0, waiting_time: 0, priority: 0, distance: 0, delivery: zero(), pickup: zero() };
    this.load = zero();
    this.place = input.problem.duties[route.duty]!.start;
    this.leaves = route.leave;
    for (const { stop } of route.steps.filter(isVisit)) if (input.stops[stop]!.type === 'job') this.add(this.load, input.problem.stops[stop]!.delivery, 1);
  }

  private add(to: number[], amounts: readonly number[] | undefined, sign: number): void {
    for (const [k, amount] of (amounts ?? []).entries()) to[k] = (to[k] ?? 0) + sign * amount;
  }

  private distance(): object {
    return this.input.hasDistances ? { distance: this.sums.distance } : {};
  }

  start(): void {
    const { start } = this.input.vehicles[this.route.duty]!;
    if (start === undefined) return;
    this.steps.push({ type: 'start', location_index: start, setup: 0, service: 0, waiting_time: 0, load: [...this.load], arrival: this.route.leave, duration: 0, ...this.distance(), violations: [] });
  }

  end(): void {
    const { end } = this.input.vehicles[this.route.duty]!;
    if (end === undefined) return;
    this.drive(end);
    this.steps.push({ type: 'end', location_index: end, setup: 0, service: 0, waiting_time: 0, load: [...this.load], arrival: this.route.back, duration: this.sums.duration, ...this.distance(), violations: [] });
  }

  private drive(to: number | undefined): void {
    const { seconds, metres } = leg(this.input.problem, this.route, this.place, to);
    this.sums.duration += seconds;
    this.sums.distance += metres;
    this.place = to;
  }

  step(step: Step, route: Route): void {
    if (!isVisit(step)) {
      const id = this.input.vehicles[route.duty]!.breakIds[step.rest];
      this.sums.service += step.leave - step.start;
      this.steps.push({ type: 'break', id, setup: 0, service: step.leave - step.start, waiting_time: 0, load: [...this.load], arrival: step.start, duration: this.sums.duration, ...this.distance(), violations: [] });
      this.leaves = step.leave;
      return;
    }
    const { problem } = this.input;
    const stop = problem.stops[step.stop]!;
    const { type, id, location, description } = this.input.stops[step.stop]!;
    const { service, setup } = workOf(problem, step.stop, this.place, route.duty);
    this.drive(stop.place);
    const waiting = step.start - step.arrive;
    this.sums.service += service;
    this.sums.setup += setup;
    this.sums.waiting_time += waiting;
    if (type !== 'pickup') this.sums.priority += stop.priority ?? 0;
    const brings = stop.delivery ?? [];
    const takes = type === 'pickup' ? problem.stops[(problem.shipments ?? []).find((pair) => pair.pickup === step.stop)!.delivery]!.delivery : stop.pickup;
    this.add(this.load, brings, -1);
    this.add(this.load, takes, 1);
    this.add(this.sums.delivery, brings, 1);
    this.add(this.sums.pickup, takes, 1);
    this.steps.push({
      type, id, location_index: location, setup, service, waiting_time: waiting, load: [...this.load], arrival: step.arrive, duration: this.sums.duration,
      ...this.distance(), ...(description === undefined ? {} : { description }), violations: [],
    });
    this.leaves = step.leave;
  }
}
