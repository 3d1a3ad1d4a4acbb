import { Worker } from 'node:worker_threads';
import { firstOf, iterations, seconds, whenAsked, type Options, type Problem, type Report, type Solution, type StopIndex, type Travel } from '#engine';
import { wallSeconds } from './clock.ts';

export type ThreadOptions = Readonly<{
  threads: number;
  /** The first thread's seed; the others count up from it. */
  seed?: number;
  seconds?: number;
  iterations?: number;
  report?: (report: Report) => void;
  /** Ends the search early with the best plan found. */
  signal?: AbortSignal;
  start?: readonly (readonly StopIndex[])[];
}>;

/** What a thread is told. Travel tables are shared memory, the rest is copied. */
export type Order = Readonly<{ problem: Problem; seed: number; limit: number | undefined; iterations: number | undefined; stop: SharedArrayBuffer; start: Options['start'] | undefined }>;
export type Answer = Readonly<{ report: Report } | { solution: Solution } | { failed: string }>;

/** The same numbers in memory that threads share. */
function shared(row: Travel['seconds']): Int32Array {
  if (row instanceof Int32Array && row.buffer instanceof SharedArrayBuffer) return row;
  const copy = new Int32Array(new SharedArrayBuffer(row.length * 4));
  copy.set(row as ArrayLike<number>);
  return copy;
}

const sharedTravel = (travel: Travel): Travel => ({
  seconds: shared(travel.seconds), ...(travel.metres === undefined ? {} : { metres: shared(travel.metres) }), ...(travel.cents === undefined ? {} : { cents: shared(travel.cents) }),
});

/** When an order ends: its time, its iterations, or when somebody asks. */
export function endOf(order: Pick<Order, 'limit' | 'iterations' | 'stop'>) {
  const asked = new Int32Array(order.stop);
  return firstOf(
    whenAsked(() => Atomics.load(asked, 0) === 1),
    ...(order.limit === undefined ? [] : [seconds(order.limit, wallSeconds)]),
    ...(order.iterations === undefined ? [] : [iterations(order.iterations)]),
  );
}

function runOn(order: Order, report: ((report: Report) => void) | undefined): Promise<Solution> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: order });
    worker.on('message', (answer: Answer) => {
      if ('report' in answer) report?.(answer.report);
      else if ('solution' in answer) resolve(answer.solution);
      else reject(new Error(answer.failed));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`A search thread ended with code ${code} and no plan.`)));
  });
}

/**
 * Several searches with different seeds, one a thread; the cheapest plan wins. The caller's own thread stays free, so
 * that it can ask for the end; callers without that need use the engine's `solve`.
 */
export async function solveOnThreads(problem: Problem, options: ThreadOptions): Promise<Solution> {
  const { threads, seed = 1, report, signal } = options;
  const stop = new SharedArrayBuffer(4);
  const ask = () => void Atomics.store(new Int32Array(stop), 0, 1);
  signal?.addEventListener('abort', ask, { once: true });
  if (signal?.aborted === true) ask();
  const order = { limit: options.seconds, iterations: options.iterations, stop, start: options.start };
  const sharedProblem = { ...problem, travel: problem.travel.map(sharedTravel) };
  const solutions = await Promise.all(Array.from({ length: Math.max(1, threads) }, (_, k) => runOn({ ...order, problem: sharedProblem, seed: seed + k }, report)));
  return solutions.reduce((best, next) => (next.price.total < best.price.total ? next : best));
}
