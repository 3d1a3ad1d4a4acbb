import { Random, type Duty, type Problem, type Stop, type Travel } from '#engine';

/** A generated town: technicians at home, visits in quarters and between them, roads slower than the crow flies. */
export type Town = Readonly<{ problem: Problem; x: Float64Array; y: Float64Array; travel: (from: number, to: number) => { seconds: number; metres: number } }>;

const HOUR = 3600;
const SKILLS = 6;

/** Roads: 1.3 times the crow's way at 40 km/h, a little slower one way than the other, two minutes to park. */
export function roadsOf(x: Float64Array, y: Float64Array) {
  return (from: number, to: number) => {
    if (from === to) return { seconds: 0, metres: 0 };
    const metres = Math.round(1.3 * Math.hypot(x[from]! - x[to]!, y[from]! - y[to]!));
    return { seconds: Math.round((metres / 40_000) * HOUR * (x[from]! < x[to]! ? 1 : 1.08)) + 120, metres };
  };
}

/** Points of a square town: two in three lie in a quarter. The square grows with the number of visits. */
export function pointsOf(count: number, visits: number, random: Random): { x: Float64Array; y: Float64Array } {
  const side = 1000 * Math.sqrt(visits);
  const quarters = Array.from({ length: Math.max(4, Math.round(visits / 100)) }, () => [random.unit() * side, random.unit() * side] as const);
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const quarter = random.unit() < 0.66 ? quarters[random.below(quarters.length)]! : null;
    const spread = () => (random.unit() + random.unit() + random.unit() - 1.5) * 2500;
    x[k] = quarter === null ? random.unit() * side : quarter[0] + spread();
    y[k] = quarter === null ? random.unit() * side : quarter[1] + spread();
  }
  return { x, y };
}

/** A technician's day: eight to five or so, half an hour's lunch, some overtime, some skills. */
export function dutyOf(technician: number, home: number, random: Random, day = 0): Duty {
  const from = day * 24 * HOUR + (7.5 + 0.5 * random.below(3)) * HOUR;
  const noon = day * 24 * HOUR + 11.5 * HOUR;
  return {
    technician, start: home, end: home, shift: [from, from + 9 * HOUR], overtime: HOUR,
    breaks: [{ windows: [[noon, noon + 1.75 * HOUR]], duration: HOUR / 2 }],
    skills: Array.from({ length: SKILLS }, (_, skill) => ({ skill, level: 1 + random.below(3) })).filter((one) => (technician + one.skill) % 3 !== 0),
    maxStops: 14, capacity: [30],
  };
}

/** A visit: half an hour to an hour and a half, most with a promised window, four in ten ask for a skill. */
export function visitOf(place: number, technicians: number, random: Random, day = 0): Stop {
  const base = day * 24 * HOUR;
  const opens = base + (8 + random.below(8)) * HOUR;
  const isPromised = random.unit() < 0.7;
  return {
    place, service: (20 + 5 * random.below(12)) * 60, setup: 300,
    windows: [isPromised ? [opens, opens + 2 * HOUR] : [base + 8 * HOUR, base + 17 * HOUR]],
    skills: random.unit() < 0.4 ? [{ skill: random.below(SKILLS), level: 1 + random.below(2) }] : [],
    prefers: random.unit() < 0.3 ? [{ technician: random.below(technicians), cents: 1000 }] : [],
    delivery: [random.below(4)], spread: 600,
  };
}

export function travelOf(count: number, road: Town['travel']): Travel {
  const seconds = new Uint16Array(count * count);
  const metres = new Uint32Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      const leg = road(a, b);
      seconds[a * count + b] = Math.min(65_535, leg.seconds);
      metres[a * count + b] = leg.metres;
    }
  }
  return { seconds, metres };
}

/** One day of a town. Places: the visits first, then the homes. */
export function townOf(visits: number, technicians: number, seed: number): Town {
  const random = new Random(seed);
  const count = visits + technicians;
  const { x, y } = pointsOf(count, visits, random);
  const road = roadsOf(x, y);
  const problem: Problem = {
    places: count, travel: [travelOf(count, road)],
    stops: Array.from({ length: visits }, (_, place) => visitOf(place, technicians, random)),
    duties: Array.from({ length: technicians }, (_, v) => dutyOf(v, visits + v, random)),
    weights: { waitingPerHour: 500, overqualifiedPerLevel: 300 },
  };
  return { problem, x, y, travel: road };
}
