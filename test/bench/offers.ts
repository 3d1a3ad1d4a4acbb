import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { cheapest, createCalendar, Random, type Offer, type Stop, type Window } from '#engine';
import { threadSeconds } from '#engine-host';
import { dutyOf, pointsOf, roadsOf, visitOf } from './town.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Four slots of two hours a day. */
const slotsOf = (days: number): Window[] => Array.from({ length: days }, (_, day) => [8, 10, 13, 15].map((hour) => [day * DAY + hour * HOUR, day * DAY + (hour + 2) * HOUR] as const)).flat();

const percentile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

function travelRows(place: number, places: number, road: ReturnType<typeof roadsOf>) {
  const [secondsTo, secondsFrom, metresTo, metresFrom] = [new Int32Array(places), new Int32Array(places), new Int32Array(places), new Int32Array(places)];
  for (let other = 0; other < places; other++) {
    const to = road(other, place);
    const from = road(place, other);
    secondsTo[other] = to.seconds;
    metresTo[other] = to.metres;
    secondsFrom[other] = from.seconds;
    metresFrom[other] = from.metres;
  }
  return { secondsTo, secondsFrom, metresTo, metresFrom };
}

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
    for (let visit = 0; visit < visits; visit++) {
      const day = random.below(days);
      const stop = visitOf(visit, technicians, random, day);
      const rows = travelRows(visit, places, road);
      // Booked as in life: the cheapest of a dozen technicians' offers on one day.
      const asked = Array.from({ length: 24 }, () => day * technicians + random.below(technicians));
      const best = calendar.offers({ stop, travel: rows, duties: asked }).reduce<Offer | null>((found, offer) => (found === null || offer.cents < found.cents ? offer : found), null);
      if (best !== null && calendar.insert(best.duty, best.position, stop)) booked++;
    }
    const slots = slotsOf(days);
    const times: number[] = [];
    const slotTimes: number[] = [];
    let ways = 0;
    let open = 0;
    for (let query = 0; query < queries; query++) {
      const { windows: _, ...anytime } = visitOf(visits + query, technicians, random);
      const stop: Stop = { ...anytime, windows: slots };
      const travel = travelRows(visits + query, places, road);
      const from = threadSeconds();
      const offers = calendar.offers({ stop, travel, buffer: 600 });
      const middle = threadSeconds();
      const shown = cheapest(offers, slots, 3);
      const to = threadSeconds();
      times.push((middle - from) * 1000);
      slotTimes.push((to - from) * 1000);
      ways += offers.length;
      open += shown.filter((one) => one.offers.length > 0).length;
    }
    const line = (name: string, all: readonly number[]) => {
      const sorted = all.slice(100).sort((a, b) => a - b);
      console.log(`${name.padEnd(28)} p50 ${percentile(sorted, 0.5).toFixed(2)}  p95 ${percentile(sorted, 0.95).toFixed(2)}  p99 ${percentile(sorted, 0.99).toFixed(2)}  worst ${sorted.at(-1)!.toFixed(2)} ms`);
    };
    console.log(`${technicians} technicians × ${days} days, ${booked} visits booked of ${visits} asked for, ${queries} queries, load ${loadavg()[0]!.toFixed(1)}; processor milliseconds`);
    line('all ways', times);
    line('and the best three per slot', slotTimes);
    console.log(`${(ways / queries).toFixed(0)} ways and ${(open / queries).toFixed(1)} of ${slots.length} slots open per query`);
    return 0;
  },
};

if (import.meta.main) process.exitCode = await bench.run(process.argv.slice(2));
