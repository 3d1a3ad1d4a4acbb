/** Whether a page waits while a whole region is planned: how long the thread of the pages is held, with 60 technicians and 400 visits. */
import { solveOnThreads } from '#engine-host';
import { Random } from '#engine';
import { type LatLng, type ProviderId, type TechnicianId, newId } from '#kernel';
import { createRoads } from '#platform/roads/index';
import type { Promised } from '../../src/modules/booking/day.ts';
import { type PlanDay, planDays } from '../../src/modules/booking/do/plan-days.ts';
import type { Bench } from './run.ts';

const [TECHNICIANS, VISITS, SECONDS] = [60, 400, 4];
const DAY = Temporal.PlainDate.from('2026-11-25');
const at = (minutes: number): Temporal.Instant => DAY.toZonedDateTime('Europe/Paris').toInstant().add({ minutes });
const around = (centre: LatLng, metres: number, random: Random): LatLng => {
  const [turn, far] = [(random.below(1_000_000) / 1_000_000) * 2 * Math.PI, Math.sqrt(random.below(1_000_000) / 1_000_000) * metres];
  return { lat: centre.lat + (far * Math.cos(turn)) / 111_200, lng: centre.lng + (far * Math.sin(turn)) / 75_000 };
};

/** A day as it was booked, first come first served: every visit in an hour of its own, anybody may take any. */
function region(random: Random): PlanDay {
  const centre = { lat: 47.3, lng: 5.0 };
  const crew = Array.from({ length: TECHNICIANS }, () => ({ id: newId('Technician'), home: around(centre, 30_000, random), promised: [] as Promised[] }));
  for (let i = 0; i < VISITS; i += 1) {
    const one = crew[i % TECHNICIANS];
    const opens = 510 + 75 * Math.floor(i / TECHNICIANS);
    one?.promised.push({ id: newId('Visit'), at: around(centre, 30_000, random), way: 'visit', minutes: 25, from: at(opens), until: at(opens + 60), start: at(opens + 10) });
  }
  const all: readonly TechnicianId[] = crew.map(({ id }) => id);
  return {
    provider: newId('Provider') as ProviderId, day: DAY, orphans: [], visits: new Map(), first: new Set(), could: new Map(crew.flatMap(({ promised }) => promised.map(({ id }) => [id, all]))),
    days: crew.map(({ id, home, promised }) => ({ technician: id, day: DAY, country: 'FR', home, from: at(480), until: at(1_140), breaks: [], promised })),
  };
}

/** The longest single turn of this thread, in milliseconds of its own processor time: what others do on the machine does not count. */
function turns(): { longest(): number; stop(): void } {
  const spent = (): number => { const { user, system } = process.threadCpuUsage(); return (user + system) / 1000; };
  let [last, longest, isOver] = [spent(), 0, false];
  const look = (): void => {
    const now = spent();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  return { longest: () => longest, stop: () => { isOver = true; } };
}

/** One search, with the longest time for which nothing else had a turn. */
async function held(plan: PlanDay, roads: ReturnType<typeof createRoads>): Promise<{ longest: number; seconds: number; saved: number }> {
  const watch = turns();
  const began = performance.now();
  const found = await planDays({ roads, search: (problem, { start, seconds, report }) => solveOnThreads(problem, { threads: 1, seconds, start, ...(report ? { report } : {}) }) }, plan, { now: at(0), seconds: SECONDS, report: () => undefined });
  const seconds = (performance.now() - began) / 1000;
  watch.stop();
  if (!found) throw new Error('The region has no plan. Maybe its days are broken.');
  return { longest: watch.longest(), seconds, saved: 1 - found.after.metres / found.before.metres };
}

export const bench: Bench = {
  name: 'plan-thread', summary: 'how long a page waits while 60 technicians with 400 visits are planned',
  async run() {
    const random = new Random(20_261_125);
    const plan = region(random);
    const estimates = createRoads();
    const rows = [['roads', 'longest ms', 'search s', 'km saved']];
    const say = (name: string, one: Awaited<ReturnType<typeof held>>): void => { rows.push([name, one.longest.toFixed(1), one.seconds.toFixed(1), `${(one.saved * 100).toFixed(0)} %`]); };
    await held(plan, estimates);
    say('distance bands', await held(plan, estimates));
    // Every way known as from a map: what is looked up is then keyed by place.
    const real = createRoads({ engineNow: async () => mapped });
    await real.learn([...plan.days.map(({ home }) => home), ...plan.days.flatMap(({ promised }) => promised.map(({ at: place }) => place))]);
    say('ways of a map', await held(plan, real));
    for (const row of rows) console.log(row.map((cell, i) => cell.padEnd(i === 0 ? 18 : 12)).join(''));
  },
};

const straight = createRoads();
/** Somebody who knows every way at once, as tiles on this machine do after they were learned. */
const mapped = {
  name: 'bench', snaps: async (points: readonly LatLng[]) => points.map(() => true), line: async (points: readonly LatLng[]) => points,
  ways: async (sources: readonly LatLng[], targets: readonly LatLng[]) => {
    const found = sources.flatMap((from) => targets.map((to) => straight.travel(from, to)));
    return { metres: Int32Array.from(found, ({ metres }) => metres), seconds: Int32Array.from(found, ({ seconds }) => seconds) };
  },
};
