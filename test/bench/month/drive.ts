import { type Duty, type Plan, type Problem, type Stop, isVisit, iterations, repair, solve } from '#engine';
import { type Booked, type Firm, SPARE } from './day.ts';

const HOUR = 3600;
const NOON = 12 * HOUR;
/** Every half hour the office looks who runs late. */
const LOOKS = Array.from({ length: 17 }, (_, i) => 8.5 * HOUR + (i * HOUR) / 2);
const TRIES = 1_500;
/** Seconds by which a start may come after its hour before somebody else is looked for. */
const CLOSE = 300;

/** Where a technician is, since when they are free, and what is still before them. */
type Working = { duty: Duty; place: number; now: number; rested: boolean; order: Stop[] };
type Day = Firm & Readonly<{ problem: Problem; orders: readonly (readonly Stop[])[] }>;

/** A firm's day on the road, with work that takes as long as it takes. Whoever plans also helps those who run late; late is late. */
export function driveDay(has: Day): void {
  const { region } = has;
  const team = has.firm.map((v, i): Working => {
    const duty = has.team.duties[v]!;
    const [order, start, opensAt] = [[...(has.orders[i] ?? [])], duty.start ?? 0, duty.shift?.[0] ?? 0];
    const [first] = order;
    // Nobody leaves as late as can be: at the first door when its hour begins.
    const now = first ? Math.max(opensAt, first.windows![0]![0] - (region.seconds[start * region.places + first.place] ?? 0)) : opensAt;
    return { duty, place: start, now, rested: duty.breaks === undefined, order };
  });
  for (const look of LOOKS) {
    for (const one of team) while (one.order.length > 0 && one.now < look) serve(has, one);
    if (has.way.plans) helpTheLate(has, team);
  }
  for (const one of team) {
    const worked = one.place !== one.duty.start || one.order.length > 0;
    while (one.order.length > 0) serve(has, one);
    if (worked) goHome(has, one);
  }
}

const way = ({ region }: Day, from: number, to: number): number => region.seconds[from * region.places + to] ?? 0;
function rest(one: Working): void {
  one.now += one.duty.breaks?.[0]?.duration ?? 0;
  one.rested = true;
}

/** Drives to the next door and works there. */
function serve(has: Day, one: Working): void {
  const { region, seen, chance, booked } = has;
  const stop = one.order.shift()!;
  const drives = Math.round(way(has, one.place, stop.place) * (0.9 + 0.2 * chance.unit()));
  seen.km += (region.metres[one.place * region.places + stop.place] ?? 0) / 1000;
  seen.travelMinutes += drives / 60;
  one.now += drives;
  one.place = stop.place;
  if (!one.rested && one.now >= NOON) rest(one);
  const [opens, closes] = stop.windows![0]!;
  one.now = Math.max(one.now, opens);
  const { wish } = booked.get(stop)!;
  if (wish.cancels === 'on-the-day') {
    seen.cancelled += 1;
    return;
  }
  seen.served += 1;
  if (one.now > closes + SPARE) seen.late += 1;
  const works = Math.round(wish.minutes * 60 * wish.overrun);
  seen.workedMinutes += works / 60;
  one.now += works;
}

function goHome(has: Day, one: Working): void {
  const { region, seen } = has;
  if (!one.rested) rest(one);
  const { start = 0, shift = [0, 0] } = one.duty;
  const drives = way(has, one.place, start);
  seen.km += (region.metres[one.place * region.places + start] ?? 0) / 1000;
  seen.travelMinutes += drives / 60;
  seen.overtimeMinutes += Math.max(0, one.now + drives - shift[1]) / 60;
}

/** Those whose promised hour will be missed as things stand: expected ways and work, nothing kept free. */
function lateOnes(has: Day, one: Working): Stop[] {
  let [now, place, rested] = [one.now, one.place, one.rested];
  return one.order.filter((stop) => {
    now += way(has, place, stop.place);
    place = stop.place;
    if (!rested && now >= NOON) {
      now += one.duty.breaks?.[0]?.duration ?? 0;
      rested = true;
    }
    const [opens, closes] = stop.windows![0]!;
    now = Math.max(now, opens);
    const isLate = now > closes + SPARE - CLOSE;
    now += expected(has.booked.get(stop)!);
    return isLate;
  });
}
const expected = ({ wish }: Booked): number => wish.minutes * 60;

/** Finds others for the visits that somebody will be late for. Who nobody can take stays where they are. */
function helpTheLate(has: Day, team: readonly Working[]): void {
  const late = new Set(team.flatMap((one) => lateOnes(has, one)));
  if (late.size === 0) return;
  const stops = team.flatMap(({ order }) => order);
  const index = new Map(stops.map((stop, i) => [stop, i]));
  const problem: Problem = {
    ...has.problem, weights: { ...has.problem.weights, changedTechnician: 800 },
    stops: stops.map((stop) => ({ ...stop, service: expected(has.booked.get(stop)!) + CLOSE, windows: stop.windows!.map(([opens, closes]) => [opens, closes + SPARE - CLOSE] as const) })),
    duties: team.map(({ duty, place, now, rested, order }) => ({
      ...duty, start: place, shift: [now, Math.max(now, duty.shift?.[1] ?? now)], breaks: rested ? [] : (duty.breaks ?? []),
      ...(order.length === 0 && place === duty.start && has.sick.has(duty.technician ?? -1) ? { maxStops: 0 } : {}),
    })),
  };
  const kept = team.map(({ order }) => order.filter((stop) => !late.has(stop)).map((stop) => index.get(stop)!));
  const hole: Plan = solve(problem, { start: kept, until: iterations(0) }).plan;
  const found = repair(problem, hole, { until: iterations(TRIES) });
  if (found.plan.left.length > 0 && found.plan.left.length >= late.size) return;
  const was = new Map(team.flatMap((one, i) => one.order.map((stop) => [stop, i] as const)));
  team.forEach((one, i) => { one.order = found.plan.routes.filter(({ duty }) => duty === i).flatMap(({ steps }) => steps.filter(isVisit).map((visit) => stops[visit.stop]!)); });
  for (const left of found.plan.left) backToTheirs(team[was.get(stops[left]!)!]!, stops[left]!);
}

function backToTheirs(one: Working, stop: Stop): void {
  const at = one.order.findIndex((other) => other.windows![0]![0] > stop.windows![0]![0]);
  one.order.splice(at === -1 ? one.order.length : at, 0, stop);
}
