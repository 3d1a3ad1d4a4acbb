import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { allSeated, firstOf, isLarge, iterations, judge, price, seconds, sequencesOf, solve, type Problem, type Solution } from '#engine';
import { cpuSeconds, solveOnThreads, wallSeconds } from '#engine-host';
import { townOf } from './generated-town.ts';

const perVisit = (problem: Problem, solution: Solution): number => solution.price.total / (problem.stops.length - solution.plan.left.length);

function say(name: string, problem: Problem, solution: Solution, took: number): void {
  console.log(`${name.padEnd(26)} ${took.toFixed(1).padStart(7)} s  cents ${String(solution.price.total).padStart(10)}  per visit ${perVisit(problem, solution).toFixed(1).padStart(7)}  left ${String(solution.plan.left.length).padStart(3)}  routes ${String(solution.plan.routes.length).padStart(4)}  ${Math.round(solution.iterations / Math.max(0.001, took))} it/s  faults ${judge(problem, solution.plan).length}`);
}

/** A day's plan from nothing: how soon feasible, how good after a while, and against a long run. */
export const bench = {
  name: 'day',
  summary: 'a day of 1,600 visits and 200 technicians (or more), with breaks, skills, overtime and wishes',
  async run(args: string[]): Promise<number> {
    const { values } = parseArgs({ args, options: {
      visits: { type: 'string' }, technicians: { type: 'string' }, seconds: { type: 'string' }, long: { type: 'string' }, threads: { type: 'string' }, seed: { type: 'string' },
    } });
    const [visits, technicians, limit, threads, seed] = [Number(values.visits ?? 1600), Number(values.technicians ?? 200), Number(values.seconds ?? 60), Number(values.threads ?? 1), Number(values.seed ?? 1)];
    const { problem } = townOf(visits, technicians, 1);
    const clock = threads === 1 ? cpuSeconds : wallSeconds;
    console.log(`${visits} visits, ${technicians} technicians, ${threads} thread(s), ${isLarge(problem) ? 'by regions' : 'whole'}, load ${loadavg()[0]!.toFixed(1)}; ${threads === 1 ? 'processor seconds' : 'seconds on the wall'}`);
    const run = async (name: string, time: number) => {
      const from = clock();
      const solution = threads === 1 ? solve(problem, { seed, until: seconds(time, clock) }) : await solveOnThreads(problem, { threads, seed, seconds: time });
      say(name, problem, solution, clock() - from);
      return solution;
    };
    const from = clock();
    const first = threads === 1 ? solve(problem, { seed, until: isLarge(problem) ? iterations(0) : firstOf(allSeated(), seconds(30, clock)) }) : await solveOnThreads(problem, { threads, seed, iterations: 0 });
    say('first whole plan', problem, first, clock() - from);
    const short = await run(`after ${limit} s`, limit);
    console.log(JSON.stringify(price(problem, short.plan).terms));
    if (values.long !== undefined) {
      const long = await run(`after ${values.long} s`, Number(values.long));
      console.log(`the short run costs ${((short.price.total / long.price.total - 1) * 100).toFixed(2)} % more; ${sequencesOf(problem, long.plan).filter((route) => route.length > 0).length} technicians work`);
    }
    return 0;
  },
};

if (import.meta.main) process.exitCode = await bench.run(process.argv.slice(2));
