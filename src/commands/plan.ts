import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { judge, price } from '#engine';
import { InputError, readPlan, readVroom, solveOnThreads, wallSeconds, writeFaults, writeVroom } from '#engine-host';

type Io = { stdin: NodeJS.ReadableStream; stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream };
type Asked = { seconds: number | undefined; iterations: number | undefined; seed: number; threads: number; progress: boolean; check: string | undefined };

const HELP = `porchlight plan [--seconds 10 | --iterations N] [--seed 1] [--threads 1] [--progress] < problem.json > plan.json
porchlight plan --check plan.json < problem.json

Reads a routing problem in VROOM's JSON format and writes the best plan found, in VROOM's JSON format.
Times are seconds, distances metres, costs whole units; every bound is inclusive. Travel tables come with the problem.

  --seconds S     search for S seconds (default 10)
  --iterations N  search for N iterations: same problem, seed and N give the same plan
  --seed K        another row of chance (default 1)
  --threads T     T searches with seeds K, K+1, …; the cheapest plan wins (default 1)
  --progress      report cost, iterations per second and time on the error output
  --check FILE    judge the plan in FILE instead; exit code 1 if it breaks a rule

Exit code 2 and nothing on the output: the input cannot be used; the message names the field. See docs/engine.md.`;

const whole = (name: string, text: string | undefined, least: number): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value >= least) || (name !== 'seconds' && !Number.isInteger(value))) throw new InputError(`--${name}: expected a ${name === 'seconds' ? '' : 'whole '}number from ${least}, found "${text}".`);
  return value;
};

function asked(args: string[]): Asked {
  try {
    const { values } = parseArgs({
      args, strict: true, allowPositionals: false,
      options: { seconds: { type: 'string' }, iterations: { type: 'string' }, seed: { type: 'string' }, threads: { type: 'string' }, progress: { type: 'boolean' }, check: { type: 'string' } },
    });
    const iterations = whole('iterations', values.iterations, 0);
    return {
      iterations, seconds: whole('seconds', values.seconds, 0) ?? (iterations === undefined ? 10 : undefined), seed: whole('seed', values.seed, 0) ?? 1,
      threads: whole('threads', values.threads, 1) ?? 1, progress: values.progress ?? false, check: values.check,
    };
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(error instanceof Error ? error.message : String(error));
  }
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string, what: string): unknown {
  if (text.trim() === '') throw new InputError(`${what}: is empty; expected JSON.`);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InputError(`${what}: is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function planFile(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch (error) {
    throw new InputError(`--check ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function write(stream: NodeJS.WritableStream, value: unknown): Promise<void> {
  await new Promise<void>((resolve, reject) => stream.write(`${JSON.stringify(value)}\n`, (error) => (error ? reject(error) : resolve())));
}

async function check(name: string, io: Io): Promise<number> {
  const input = readVroom(parsed(await textOf(io.stdin), 'problem'));
  const plan = readPlan(input, parsed(planFile(name), 'plan'));
  const faults = judge(input.problem, plan);
  await write(io.stdout, { code: 0, faults: writeFaults(input, faults), cost: price(input.problem, { ...plan, left: [] }).total, unassigned: plan.left.length });
  return faults.length === 0 ? 0 : 1;
}

async function search(options: Asked, io: Io): Promise<number> {
  const began = wallSeconds();
  const input = readVroom(parsed(await textOf(io.stdin), 'problem'));
  const loaded = wallSeconds();
  const last = { time: loaded };
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt);
  const solution = await solveOnThreads(input.problem, {
    threads: options.threads, seed: options.seed, signal: stop.signal, ...(input.start === undefined ? {} : { start: input.start }),
    ...(options.seconds === undefined ? {} : { seconds: options.seconds }), ...(options.iterations === undefined ? {} : { iterations: options.iterations }),
    ...(options.progress ? {
      report: ({ iteration, best, left, done }) => {
        const now = wallSeconds();
        if (now - last.time < 0.5 && done < 1) return;
        last.time = now;
        io.stderr.write(`${(now - loaded).toFixed(1)} s  ${iteration} iterations  ${Math.round(iteration / Math.max(1e-9, now - loaded))}/s  best ${best.toFixed(0)}  left ${left}\n`);
      },
    } : {}),
  });
  process.removeListener('SIGINT', interrupt);
  const milliseconds = (seconds: number) => Math.round(seconds * 1000);
  await write(io.stdout, writeVroom(input, solution.plan, solution.faults, { loading: milliseconds(loaded - began), solving: milliseconds(wallSeconds() - loaded) }));
  return 0;
}

/** Plans routes from the command line. */
export const plan = {
  name: 'plan',
  summary: 'plan visits: reads and writes VROOM\'s JSON format',
  help: HELP,
  async run(args: string[], io: Io): Promise<number> {
    try {
      const options = asked(args);
      return await (options.check === undefined ? search(options, io) : check(options.check, io));
    } catch (error) {
      // The engine's own checks throw a RangeError that names the field; anything else is a bug and goes up.
      if (!(error instanceof InputError) && !(error instanceof RangeError)) throw error;
      io.stderr.write(`${error.message}\n`);
      return 2;
    }
  },
};
