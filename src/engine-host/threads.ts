import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  checkProblem, firstOf, firstSequences, isLarge, iterations, regionRounds, RunningTotal, solutionOf, whenAsked,
  type Options, type Problem, type Report, type Searched, type Sequences, type Solution, type StopIndex, type Stopping, type Task, type Travel,
} from '#engine';
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

/** When a thread's search ends. */
export type Limit = Readonly<{ began: number; seconds: number | undefined; iterations: number | undefined; stop: SharedArrayBuffer }>;
/** What a thread is told. Travel tables of a whole problem are shared memory, the rest is copied. */
export type Order = Readonly<{ problem: Problem; seed: number; start: Options['start'] | undefined; limit: Limit } | { task: Task; limit: Limit }>;
export type Answer = Readonly<{ report: Report } | { solution: Solution } | Searched | { failed: string }>;

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

/** Counted from when the order was given: starting a thread and copying to it are part of the time. */
const secondsFrom = (began: number, limit: number): Stopping => () => (limit <= 0 ? 1 : (wallSeconds() - began) / limit);

/** After its time, its iterations, or when somebody asks. */
export function endOf(limit: Limit): Stopping {
  const asked = new Int32Array(limit.stop);
  return firstOf(
    whenAsked(() => Atomics.load(asked, 0) === 1),
    ...(limit.seconds === undefined ? [] : [secondsFrom(limit.began, limit.seconds)]),
    ...(limit.iterations === undefined ? [] : [iterations(limit.iterations)]),
  );
}

/** One search thread that takes one order after the other. */
class SearchThread {
  private readonly worker = new Worker(new URL('./thread.ts', import.meta.url));

  run<A extends Answer>(order: Order, report?: (report: Report) => void): Promise<A> {
    return new Promise((resolve, reject) => {
      const { worker } = this;
      const done = () => {
        worker.off('message', hear);
        worker.off('error', fail);
      };
      const fail = (error: unknown) => {
        done();
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      const hear = (answer: Answer) => {
        if ('report' in answer) report?.(answer.report);
        else if ('failed' in answer) fail(new RangeError(answer.failed));
        else {
          done();
          resolve(answer as A);
        }
      };
      worker.on('message', hear);
      worker.on('error', fail);
      worker.postMessage(order);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

/** Regions go to whichever thread is free, the largest first. */
async function searchRegions(problem: Problem, options: ThreadOptions, crew: readonly SearchThread[], stop: SharedArrayBuffer): Promise<Solution> {
  const began = wallSeconds();
  const rounds = regionRounds(problem, firstSequences(problem, options.start), options.seed ?? 1);
  const total = new RunningTotal(problem, options.start);
  let count = 0;
  let done = 0;
  for (let next = rounds.next(); ;) {
    if (next.done === true) return solutionOf(problem, next.value, count);
    const tasks = next.value;
    const plans: Sequences[] = tasks.map((task) => task.region.start);
    const remaining = options.seconds === undefined ? undefined : Math.max(0, options.seconds - (wallSeconds() - began));
    const ahead = 1 - done;
    const queue = tasks.map((_, k) => k).sort((a, b) => tasks[b]!.share - tasks[a]!.share);
    await Promise.all(crew.map(async (thread) => {
      for (let k = queue.shift(); k !== undefined; k = queue.shift()) {
        const task = tasks[k]!;
        const limit: Limit = {
          stop, began: wallSeconds(), seconds: task.share === 0 ? 0 : remaining === undefined ? undefined : (remaining * crew.length * task.share) / ahead,
          iterations: task.share === 0 ? 0 : options.iterations === undefined ? undefined : Math.round(options.iterations * task.share),
        };
        const found = await thread.run<Searched>({ task, limit });
        plans[k] = found.plan;
        count += found.iterations;
        done += task.share;
        total.add(task, found);
        options.report?.({ iteration: count, best: total.cents, left: total.left, done: Math.min(1, done) });
      }
    }));
    next = rounds.next(plans);
  }
}

/** Several searches with different seeds, one a thread; the cheapest plan wins. */
async function searchSeeds(problem: Problem, options: ThreadOptions, crew: readonly SearchThread[], stop: SharedArrayBuffer): Promise<Solution> {
  const limit: Limit = { began: wallSeconds(), seconds: options.seconds, iterations: options.iterations, stop };
  const own = { ...problem, travel: problem.travel.map(sharedTravel) };
  const answers = await Promise.all(crew.map((thread, k) => thread.run<{ solution: Solution }>({ problem: own, seed: (options.seed ?? 1) + k, start: options.start, limit }, options.report)));
  return answers.map((answer) => answer.solution).reduce((best, next) => (next.price.total < best.price.total ? next : best));
}

/**
 * Searches on threads of their own, so that the caller's stays free and may ask for the end. Large problems are shared
 * out by regions, others by seeds. Callers without that need use the engine's `solve`.
 */
export async function solveOnThreads(problem: Problem, options: ThreadOptions): Promise<Solution> {
  checkProblem(problem);
  const stop = new SharedArrayBuffer(4);
  const ask = () => void Atomics.store(new Int32Array(stop), 0, 1);
  options.signal?.addEventListener('abort', ask, { once: true });
  if (options.signal?.aborted === true) ask();
  const crew = Array.from({ length: Math.max(1, Math.min(options.threads, 4 * availableParallelism())) }, () => new SearchThread());
  try {
    return await (isLarge(problem) ? searchRegions(problem, options, crew, stop) : searchSeeds(problem, options, crew, stop));
  } finally {
    options.signal?.removeEventListener('abort', ask);
    await Promise.all(crew.map((thread) => thread.end()));
  }
}
