import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { DEFAULT_RATES } from '#engine';
import { monthOf, teamOf } from './month/demand.ts';
import type { Driven, Way } from './month/day.ts';
import { live } from './month/live.ts';
import { plotOf } from './month/plot.ts';
import { regionOn } from './month/region.ts';

const ANDORRA = [{ lat: 42.45, lng: 1.42 }, { lat: 42.62, lng: 1.76 }] as const;

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
/** Cents for what is driven, worked and stayed late, for one visit. */
const centsAVisit = (seen: Driven): number => (((seen.travelMinutes + seen.workedMinutes) * DEFAULT_RATES.perHour) / 60 + seen.km * DEFAULT_RATES.perKm + (seen.overtimeMinutes * DEFAULT_RATES.perOvertimeHour) / 60) / seen.served;

function rowOf(name: string, seen: Driven, first: Driven): string {
  const due = seen.served + seen.broken;
  const cells = [
    name, String(seen.served), String(seen.refused), Math.round(seen.km).toLocaleString('en'), `${((seen.km / seen.served / (first.km / first.served) - 1) * 100).toFixed(1)} %`, Math.round(seen.travelMinutes / 60).toLocaleString('en'),
    Math.round(seen.overtimeMinutes).toLocaleString('en'), share(due - seen.late - seen.broken, due), String(seen.broken), (centsAVisit(seen) / 100).toFixed(2),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** A month of a region, lived three times with the same wishes, illnesses and surprises. */
export const bench = {
  name: 'town',
  summary: 'a month of 60 technicians and 400 visits a day on real roads, with and without planning',
  async run(args: readonly string[]): Promise<void> {
    const { values } = parseArgs({ args: [...args], options: {
      map: { type: 'string', default: '../shared/maps/andorra.osm.pbf' }, days: { type: 'string', default: '22' }, visits: { type: 'string', default: '400' }, technicians: { type: 'string', default: '60' },
      doors: { type: 'string', default: '700' }, providers: { type: 'string', default: '4' }, seconds: { type: 'string', default: '4' }, seed: { type: 'string', default: '1' }, plot: { type: 'string' },
    } });
    const seed = Number(values.seed);
    const region = await regionOn(values.map, ANDORRA, { homes: Number(values.technicians), doors: Number(values.doors) }, seed);
    const team = teamOf(region, Number(values.providers), seed + 1);
    const month = monthOf(region, team, { days: Number(values.days), visitsADay: Number(values.visits) }, seed + 2);
    const ways: Way[] = [
      { name: 'first come, first served', marksGreen: false, plans: false, planSeconds: 0 },
      { name: 'the same times, planned each evening', marksGreen: false, plans: true, planSeconds: Number(values.seconds) },
      { name: 'greener times marked, planned each evening', marksGreen: true, plans: true, planSeconds: Number(values.seconds) },
    ];
    console.log(`${values.map}: ${region.doors.length} doors, ${region.homes.length} technicians of ${values.providers} firms, ${values.days} days, ${values.visits} wishes a day, seed ${seed}, load ${loadavg()[0]!.toFixed(1)}`);
    console.log('| way | visits | no time found | km | km a visit | hours driven | overtime, min | promises kept | broken | cost a visit, € |');
    console.log('|---|---|---|---|---|---|---|---|---|---|');
    const lived: Driven[] = [];
    for (const way of ways) {
      lived.push(live(region, team, month, way));
      console.log(rowOf(way.name, lived.at(-1)!, lived[0]!));
    }
    if (values.plot) writeFileSync(values.plot, plotOf(lived.map(({ kmByDay }, i) => ({ name: ways[i]!.name, values: kmByDay })), { title: 'Kilometres a day', unit: 'km' }));
  },
};
