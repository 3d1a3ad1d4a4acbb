import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { judge, seconds, solve } from '#engine';
import { cpuSeconds, readSolomon } from '#engine-host';

type Row = { instance: string; className: string; seed: number; cost: number; best: number; gap: number; rate: number; left: number; routes: number; took: number };

const HELP = `npm run bench engine -- --set DIR [--seconds 10] [--seeds 3] [--first 1] [--only R1,RC2] [--csv FILE]
  Solomon or Homberger files in DIR, best known costs in DIR/../bks_distance.csv. Seeds count up from --first. Seconds are processor seconds of this
  process, so that busy neighbours cost nothing.`;

/** C1, R2, RC1 …: the letters and the first digit. */
const classOf = (instance: string): string => /^[A-Z]+[12]/.exec(instance)?.[0] ?? '?';
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function bestKnown(set: string): Map<string, number> {
  const lines = readFileSync(join(dirname(set), 'bks_distance.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
  return new Map(lines.map((line) => line.split(',')).map(([instance, , cost]) => [instance!.toUpperCase(), Number(cost)]));
}

function measure(file: string, limit: number, seed: number, best: Map<string, number>): Row {
  const { name, problem } = readSolomon(readFileSync(file, 'utf8'));
  const from = cpuSeconds();
  const solution = solve(problem, { seed, until: seconds(limit, cpuSeconds) });
  const took = cpuSeconds() - from;
  const faults = judge(problem, solution.plan);
  if (faults.length > 0) throw new Error(`${name}: the plan breaks rules: ${JSON.stringify(faults.slice(0, 3))}`);
  const cost = solution.price.total / 10;
  const known = best.get(name.toUpperCase()) ?? NaN;
  return { instance: name.toUpperCase(), className: classOf(name.toUpperCase()), seed, cost, best: known, gap: (cost / known - 1) * 100, rate: solution.iterations / took, left: solution.plan.left.length, routes: solution.plan.routes.length, took };
}

function report(rows: readonly Row[]): void {
  const instances = [...new Set(rows.map((row) => row.instance))];
  const gapOf = (of: readonly Row[]) => mean(of.map((row) => row.gap));
  console.log('\nclass      n  mean gap %  worst instance (mean of seeds) %   it/s');
  for (const className of [...new Set(rows.map((row) => row.className))].sort().concat('all')) {
    const of = rows.filter((row) => className === 'all' || row.className === className);
    const names = instances.filter((instance) => of.some((row) => row.instance === instance));
    const worst = names.map((name) => ({ name, gap: gapOf(of.filter((row) => row.instance === name)) })).sort((a, b) => b.gap - a.gap)[0]!;
    console.log(`${className.padEnd(6)} ${String(names.length).padStart(5)}  ${gapOf(of).toFixed(3).padStart(10)}  ${`${worst.gap.toFixed(3)} ${worst.name}`.padStart(30)}  ${String(Math.round(mean(of.map((row) => row.rate)))).padStart(6)}`);
  }
}

/** Gaps to the best known costs, by instance and class. */
export const bench = {
  name: 'engine',
  summary: 'the search on Solomon and Homberger files: gap to the best known costs, iterations per second',
  async run(args: string[]): Promise<number> {
    const { values } = parseArgs({ args, options: { set: { type: 'string' }, seconds: { type: 'string' }, seeds: { type: 'string' }, first: { type: 'string' }, only: { type: 'string' }, csv: { type: 'string' }, help: { type: 'boolean' } } });
    if (values.set === undefined || values.help === true) {
      console.log(HELP);
      return values.help === true ? 0 : 2;
    }
    const set = resolve(values.set);
    const limit = Number(values.seconds ?? 10);
    const first = Number(values.first ?? 1);
    const last = first + Number(values.seeds ?? 3) - 1;
    const only = values.only?.toUpperCase().split(',');
    const best = bestKnown(set);
    const files = readdirSync(set).filter((file) => file.endsWith('.txt')).sort()
      .filter((file) => only === undefined || only.some((one) => classOf(file.toUpperCase()) === one || file.toUpperCase() === `${one}.TXT`));
    console.log(`${files.length} instances, ${limit} processor seconds, seeds ${first}–${last}, load ${loadavg()[0]!.toFixed(1)}`);
    const rows: Row[] = [];
    for (const file of files) {
      for (let seed = first; seed <= last; seed++) {
        const row = measure(join(set, file), limit, seed, best);
        rows.push(row);
        console.log(`${row.instance.padEnd(10)} seed ${seed}  ${row.cost.toFixed(1).padStart(9)}  gap ${row.gap.toFixed(3).padStart(7)} %  ${Math.round(row.rate / 1000)}k it/s  ${row.routes} routes${row.left > 0 ? `  LEFT ${row.left}` : ''}`);
        if (values.csv !== undefined) writeFileSync(values.csv, ['instance,class,seed,cost,best_known,gap_pct,it_per_s,left,routes,cpu_s', ...rows.map((r) => [r.instance, r.className, r.seed, r.cost.toFixed(1), r.best, r.gap.toFixed(4), Math.round(r.rate), r.left, r.routes, r.took.toFixed(2)].join(','))].join('\n') + '\n');
      }
    }
    report(rows);
    return 0;
  },
};

if (import.meta.main) process.exitCode = await bench.run(process.argv.slice(2));
