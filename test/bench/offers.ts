import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { cheapest, createCalendar, Random, type Offer, type Stop, type Window } from '#engine';
import { dutyOf, pointsOf, roadsOf, visitOf } from './generated-town.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Four slots of two hours a day. */
const slotsOf = (days: number): Window[] => Array.from({ length: days }, (_, day) => [8, 10, 13, 15].map((hour) => [day * DAY + hour * HOUR, day * DAY + (hour + 2) * HOUR] as const)).flat();

const percentile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

type Rows = { secondsTo: Int32Array; secondsFrom: Int32Array; metresTo: Int32Array; metresFrom: Int32Array };

const emptyRows = (places: number): Rows => ({ secondsTo: new Int32Array(places), secondsFrom: new Int32Array(places), metresTo: new Int32Array(places), metresFrom: new Int32Array(places) });

/** Travel between one place and some others: what a road service or a zone table would hand in. */
function fillRows(rows: Rows, place: number, others: Iterable<number>, road: ReturnType<typeof roadsOf>): Rows {
  for (const other of others) {
    const to = road(other, place);
    const from = road(place, other);
    rows.secondsTo[other] = to.seconds;
    rows.metresTo[other] = to.metres;
    rows.secondsFrom[other] = from.seconds;
    rows.metresFrom[other] = from.metres;
  }
  return rows;
}

/** Passes over all questions: the least time of each counts, for what other processes take from us is not the engine's. */
const PASSES = 5;

/** How long "when can somebody come?" takes over a full calendar. */
export const bench = {
  name: 'offers',
  summary: 'where a new visit fits: 200 technicians × 14 days with 20,000 visits booked',
  async run(args: string[]): Promise<number> {
    const { values } = parseArgs({ args, options: { technicians: { type: 'string' }, days: { type: 'string' }, visits: { type: 'string' }, queries: { type: 'string' } } });
    const [technicians, days, visits, queries] = [Number(values.technicians ?? 200), Number(values.days ?? 14), Number(values.visits ?? 20_000), Number(values.queries ?? 2000)];
    const random = new Random(1);
    const places = visits + queries + technicians;
    const { x, y } = pointsOf(places, technicians * 8, random);
    const road = roadsOf(x, y);
    const home = (technician: number) => visits + queries + technician;
    const duties = Array.from({ length: technicians * days }, (_, v) => dutyOf(v % technicians, home(v % technicians), random, Math.floor(v / technicians)));
    const calendar = createCalendar({ duties, roads: { seconds: (a, b) => road(a, b).seconds, metres: (a, b) => road(a, b).metres }, weights: { overqualifiedPerLevel: 300 } });
    let booked = 0;
    const rows = emptyRows(places);
    const all = Array.from({ length: places }, (_, place) => place);
    for (let visit = 0; visit < visits; visit++) {
      const day = random.below(days);
      const stop = visitOf(visit, technicians, random, day);
      // Booked as in life: the cheapest of a dozen technicians' offers on one day.
      const asked = Array.from({ length: 24 }, () => day * technicians + random.below(technicians));
      const near = asked.flatMap((v) => [home(v % technicians), ...calendar.day(v).stops.map((one) => one.place)]);
      const best = calendar.offers({ stop, travel: fillRows(rows, visit, near, road), duties: asked }).reduce<Offer | null>((found, offer) => (found === null || offer.cents < found.cents ? offer : found), null);
      if (best !== null && calendar.insert(best.duty, best.position, stop)) booked++;
    }
    const slots = slotsOf(days);
    const times = Array.from({ length: queries }, () => Infinity);
    const slotTimes = [...times];
    const processor: number[] = [];
    let ways = 0;
    let open = 0;
    const asked = Array.from({ length: queries }, (_, query): Stop => {
      const { windows: _windows, ...anytime } = visitOf(visits + query, technicians, random);
      return { ...anytime, windows: slots };
    });
    for (let pass = 0; pass < PASSES; pass++) {
      for (const [query, stop] of asked.entries()) {
        const travel = fillRows(rows, visits + query, all, road);
        const used = process.cpuUsage();
        const from = performance.now();
        const offers = calendar.offers({ stop, travel, buffer: 600 });
        const middle = performance.now();
        const shown = cheapest(offers, slots, 3);
        const to = performance.now();
        const { user, system } = process.cpuUsage(used);
        // The first pass also warms the compiler.
        if (pass > 0) processor.push((user + system) / 1000);
        times[query] = Math.min(times[query]!, middle - from);
        slotTimes[query] = Math.min(slotTimes[query]!, to - from);
        if (pass > 0) continue;
        ways += offers.length;
        open += shown.filter((one) => one.offers.length > 0).length;
      }
    }
    const line = (name: string, all: readonly number[]) => {
      const sorted = [...all].sort((a, b) => a - b);
      console.log(`${name.padEnd(28)} p50 ${percentile(sorted, 0.5).toFixed(2)}  p95 ${percentile(sorted, 0.95).toFixed(2)}  p99 ${percentile(sorted, 0.99).toFixed(2)}  worst ${sorted.at(-1)!.toFixed(2)} ms`);
    };
    console.log(`${technicians} technicians × ${days} days, ${booked} visits booked of ${visits} asked for, ${queries} queries, load ${loadavg()[0]!.toFixed(1)}`);
    line('all ways, wall, least of 5', times);
    line('and the best three a slot', slotTimes);
    line('both, processor, each time', processor);
    console.log(`${(ways / queries).toFixed(0)} ways and ${(open / queries).toFixed(1)} of ${slots.length} slots open per query`);
    return 0;
  },
};

if (import.meta.main) process.exitCode = await bench.run(process.argv.slice(2));
