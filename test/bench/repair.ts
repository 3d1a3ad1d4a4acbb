import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { firstOf, isVisit, iterations, repair, seconds, solve, type Plan, type Problem } from '#engine';
import { cpuSeconds } from '#engine-host';
import { townOf } from './generated-town.ts';

/** The day after planning: stops remember who comes when, and changing that costs. */
function promised(problem: Problem, plan: Plan, sick: number): { problem: Problem; plan: Plan; orphans: number[] } {
  const visits = plan.routes.flatMap((route) => route.steps.filter(isVisit).map((visit) => ({ ...visit, duty: route.duty })));
  const before = new Map(visits.map((visit) => [visit.stop, { technician: problem.duties[visit.duty]!.technician ?? visit.duty, start: visit.start }]));
  const orphans = visits.filter((visit) => visit.duty === sick).map((visit) => visit.stop);
  return {
    orphans, plan: { routes: plan.routes.filter((route) => route.duty !== sick), left: [...plan.left, ...orphans].sort((a, b) => a - b) },
    problem: {
      ...problem, weights: { ...problem.weights, changedTechnician: 800, movedStart: 300, movedTolerance: 1800 },
      stops: problem.stops.map((stop, s) => ({ ...stop, ...(before.has(s) ? { before: before.get(s)! } : {}) })),
      duties: problem.duties.map((duty, v) => (v === sick ? { ...duty, maxStops: 0 } : duty)),
    },
  };
}

type Hole = Readonly<{ problem: Problem; plan: Plan }>;

/** A small town is planned and loses three technicians, one after the other: what a server may do once at its start. */
function warmUp(): void {
  const { problem } = townOf(120, 15, 2);
  const { plan } = solve(problem, { until: iterations(640) });
  for (const { duty } of plan.routes.slice(0, 3)) {
    const hole = promised(problem, plan, duty);
    repair(hole.problem, hole.plan);
  }
}

const spent = (): number => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1000; };

/** Processor milliseconds of a repair on a thread that has compiled nothing yet, or has been warmed up; and those of the warming. */
const onNewThread = (hole: Hole, isWarmed: boolean): Promise<{ warming: number; first: number }> => new Promise((resolve, reject) => {
  const thread = new Worker(new URL(import.meta.url), { workerData: { hole, isWarmed } });
  thread.once('message', resolve);
  thread.once('error', reject);
});

function repairHere({ hole, isWarmed }: { hole: Hole; isWarmed: boolean }): void {
  const began = spent();
  if (isWarmed) warmUp();
  const warmed = spent();
  repair(hole.problem, hole.plan);
  parentPort?.postMessage({ warming: warmed - began, first: spent() - warmed });
}

/** A technician falls ill: how soon is there a new plan, how good, how much does it change? */
export const bench = {
  name: 'repair',
  summary: 'a technician of 200 is sick: first repair, and after five seconds',
  async run(args: string[]): Promise<number> {
    const { values } = parseArgs({ args, options: { visits: { type: 'string' }, technicians: { type: 'string' }, plan: { type: 'string' }, cases: { type: 'string' }, seconds: { type: 'string' } } });
    const [visits, technicians, cases, improve] = [Number(values.visits ?? 1600), Number(values.technicians ?? 200), Number(values.cases ?? 5), Number(values.seconds ?? 5)];
    const { problem } = townOf(visits, technicians, 1);
    const day = solve(problem, { until: seconds(Number(values.plan ?? 20), cpuSeconds) }).plan;
    console.log(`${visits} visits, ${technicians} technicians, load ${loadavg()[0]!.toFixed(1)}; processor milliseconds`);
    console.log('sick  visits   first ms  left  cents      after s  left  cents     others changed  faults');
    const firsts: number[] = [];
    for (let k = 0; k < cases; k++) {
      const sick = day.routes.filter((route) => route.steps.filter(isVisit).length >= 8)[k * 7]?.duty ?? day.routes[k]!.duty;
      const hole = promised(problem, day, sick);
      const from = cpuSeconds();
      const first = repair(hole.problem, hole.plan);
      firsts.push((cpuSeconds() - from) * 1000);
      const better = repair(hole.problem, hole.plan, { until: firstOf(seconds(improve, cpuSeconds)) });
      const orphans = new Set(hole.orphans);
      const changed = better.plan.routes.flatMap((route) => route.steps.filter(isVisit)
        .filter(({ stop }) => !orphans.has(stop) && hole.problem.stops[stop]!.before?.technician !== (problem.duties[route.duty]!.technician ?? route.duty))).length;
      console.log(`${String(sick).padStart(4)}  ${String(hole.orphans.length).padStart(6)}  ${firsts.at(-1)!.toFixed(0).padStart(9)}  ${String(first.plan.left.length).padStart(4)}  ${String(first.price.total).padStart(8)}  ${improve.toFixed(0).padStart(7)}  ${String(better.plan.left.length).padStart(4)}  ${String(better.price.total).padStart(8)}  ${String(changed).padStart(14)}  ${first.faults.length + better.faults.length}`);
    }
    console.log(`first repair: mean ${(firsts.reduce((a, b) => a + b, 0) / firsts.length).toFixed(0)} ms, slowest ${Math.max(...firsts).toFixed(0)} ms in a process that has planned before`);
    const hole = promised(problem, day, day.routes[0]!.duty);
    const [cold, warm] = [await onNewThread(hole, false), await onNewThread(hole, true)];
    console.log(`on a new thread: ${cold.first.toFixed(0)} ms cold, ${warm.first.toFixed(0)} ms after ${warm.warming.toFixed(0)} ms of warming up`);
    return 0;
  },
};

if (!isMainThread) repairHere(workerData as Parameters<typeof repairHere>[0]);
else if (import.meta.main) process.exitCode = await bench.run(process.argv.slice(2));
