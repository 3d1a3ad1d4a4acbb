import type { Model } from '../model.ts';
import { Random } from '../random.ts';
import type { Sequences } from '../regions.ts';
import { coolingOf, temperatureAt, type Cooling } from './cooling.ts';
import { CrossedTails } from './crossed-tails.ts';
import { insertionCost, maySeat } from './insertion.ts';
import { Journal } from './journal.ts';
import { nearOf, type Near } from './near.ts';
import { byAbsence, orderKeys, putInOrder } from './order.ts';
import { Polish } from './polish.ts';
import { Recreate } from './recreate.ts';
import { RecreatePlain } from './recreate-plain.ts';
import { Routes } from './routes.ts';
import { ruin, type Removed, type RuinSize } from './ruin.ts';

/** What the search can be told beyond the problem. Every field has a default that suits most problems. */
export type Tuning = Readonly<{
  /** Stops removed by a mean ruin. */
  meanRemoved: number;
  /** Longest string removed from one route; grows with route length, see `lengthShare`. */
  longestString: number;
  lengthShare: number;
  /** Start and end temperature, and that of reheating, in mean costs of one drive of a first plan. */
  hot: number;
  cold: number;
  warm: number;
  /** Stops beside which one is inserted. */
  beside: number;
  /** Chance that the best position is overlooked (blinks, Christiaens & Vanden Berghe 2020, §5.3). */
  blink: number;
}>;

export const TUNING: Tuning = { meanRemoved: 10, longestString: 10, lengthShare: 0.4, hot: 10, cold: 0.1, warm: 1, beside: 20, blink: 0.01 };

/** Drives that leaving a stop out must cost at least before a place far away is looked for. */
const DEAR = 30;
/** Share of stops left out from which a first plan says little about drives and routes to come. */
const THIN = 0.1;
/** Chance that stops left out go first, the most absent before the others. */
const ABSENT_FIRST = 0.3;
/** Iterations a stop below which a search under all rules is short: more heat from its first plan on, and smaller ruins, bring more (npm run bench day). */
const FEW = 2000;
const SHORT_HOT = 4;
const SHORT_RUIN = { mean: 5, longest: 5 };
/** Most stops left out that one iteration tries to seat again. */
const RETRIES = 12;
/** Exchanges of tails at one stop in one descent, and what counts as a gain: sums of cents drift. */
const MOST_CROSSED = 10;
const GAIN = -1e-6;

/** Slack ruin by simulated annealing: one `step` removes strings, seats them again and keeps the change or not. */
export class Search {
  readonly model: Model;
  readonly routes: Routes;
  readonly near: Near;
  readonly random: Random;
  /** Best plan found: cost, and followers of all nodes. */
  best = Infinity;
  readonly bestNext: Int32Array;
  bestLeft: Int32Array;
  /** Mean cost of one drive in the first plan: the unit of temperature. */
  unit = 1;
  private cooling: Cooling;
  private isFirstPlanThin = false;
  private readonly journal: Journal;
  private readonly recreate: Recreate | RecreatePlain;
  private readonly polish: Polish | null;
  /** Tails between duties that differ, and under rules that Polish does not know. Shipments would lose their other end. */
  private readonly crossed: CrossedTails | null;
  private readonly keys: readonly Float64Array[];
  private readonly removed: Removed;
  private readonly size: RuinSize;
  private readonly tuning: Tuning;

  constructor(model: Model, seed: number, tuning: Tuning, near?: Near) {
    this.model = model;
    this.tuning = tuning;
    this.cooling = coolingOf(tuning.hot, tuning.cold, tuning.warm, 0);
    this.random = new Random(seed);
    this.near = near ?? nearOf(model, tuning.beside, 160, 8);
    this.routes = new Routes(model);
    this.journal = new Journal(this.routes);
    this.recreate = model.isPlain ? new RecreatePlain(this.routes, this.near, this.random, tuning.blink) : new Recreate(this.routes, this.near, this.random, tuning.blink);
    this.polish = model.isPlain ? new Polish(this.routes, this.near, this.random) : null;
    this.crossed = (model.isPlain && !model.isMixed) || model.hasShipments ? null : new CrossedTails(this.routes, this.near, this.random);
    this.keys = orderKeys(model);
    this.removed = { stops: new Int32Array(model.stops + 1), count: 0 };
    this.size = { mean: tuning.meanRemoved, longest: tuning.longestString, split: 0.5 };
    this.bestNext = new Int32Array(model.nodes);
    this.bestLeft = new Int32Array(0);
  }

  /** Seats what is left out, hardest first: a first plan. Chance plays no part. */
  begin(): void {
    const { routes, removed } = this;
    this.journal.open();
    removed.count = 0;
    for (let k = 0; k < routes.leftCount; k++) removed.stops[removed.count++] = routes.left[k]!;
    const key = this.difficulty();
    removed.stops.subarray(0, removed.count).sort((a, b) => key[a]! - key[b]! || a - b);
    this.recreate.seatAll(removed.stops, removed.count, this.journal);
    routes.recount();
    this.keep();
    this.setUnit();
    this.isFirstPlanThin = routes.leftCount > THIN * this.model.stops;
  }

  /** Few technicians, then narrow windows. */
  private difficulty(): Float64Array {
    const { model, keys } = this;
    const rows = model.may.length / Math.max(1, model.stops);
    return Float64Array.from({ length: model.stops }, (_, s) => {
      let able = 0;
      for (let row = 0; row < rows; row++) able += model.may[row * model.stops + s]!;
      return (able / rows) * 1e10 + Math.min(1e9, keys[4]![s]!) + keys[2]![s]! * 0.01;
    });
  }

  private setUnit(): void {
    const { routes, model } = this;
    let cents = 0;
    let drives = 0;
    for (let v = 0; v < model.duties; v++) {
      if (routes.count[v] === 0) continue;
      for (let node = model.stops + v; node !== model.stops + model.duties + v; node = routes.next[node]!) {
        cents += routes.drive(v, model.at[node]!, model.at[routes.next[node]!]!);
        drives++;
      }
    }
    this.unit = cents > 0 ? cents / drives : 1;
    this.recreate.dear = DEAR * this.unit;
    const mean = (model.stops - routes.leftCount) / Math.max(1, routes.used);
    this.size.longest = Math.max(this.tuning.longestString, this.tuning.lengthShare * mean);
    this.size.mean = Math.max(this.tuning.meanRemoved, this.size.longest * 0.5);
  }

  /** Once it can be told how many iterations there will be: whether there is time to reheat, and the unit of a plan that grew since. */
  expect(iterations: number): void {
    const { hot, cold, warm } = this.tuning;
    const perStop = iterations / Math.max(1, this.model.stops);
    const isShort = !this.model.isPlain && perStop < FEW;
    this.cooling = coolingOf(hot, cold, Math.min(hot, warm), perStop, isShort ? SHORT_HOT : undefined);
    if (this.isFirstPlanThin) this.setUnit();
    if (isShort) this.shorten();
  }

  /** There will be few iterations a stop: under all rules, ruins are small. */
  shorten(): void {
    if (this.model.isPlain) return;
    this.size.mean = Math.min(this.size.mean, SHORT_RUIN.mean);
    this.size.longest = Math.min(this.size.longest, SHORT_RUIN.longest);
  }

  /** One ruin and recreate at a share `done` of the search. Returns whether the best plan got better. */
  step(done: number): boolean {
    const { routes, journal, removed, random, model } = this;
    const before = routes.cost;
    journal.open();
    removed.count = 0;
    let seed = random.below(model.stops);
    if (routes.leftCount > 0 && random.unit() < 0.5) seed = this.oneLeft();
    ruin(routes, this.near, random, this.size, seed, removed, this.touch);
    for (let k = 0; k < removed.count; k++) routes.routeOf[removed.stops[k]!] = -1;
    routes.cost += journal.refreshSaved();
    const isShort = routes.leftCount > 0;
    const gone = removed.count;
    this.callBack(seed);
    const limit = before - this.unit * temperatureAt(this.cooling, done) * Math.log(random.unit() + 1e-300);
    // Stops seated again cost something, those called back may save their penalty at most: beyond that, giving up is safe.
    let hoped = 0;
    for (let k = gone; k < removed.count; k++) hoped += model.tables.penalty[removed.stops[k]!]!;
    putInOrder(removed.stops, removed.count, this.keys, random);
    if (isShort && random.unit() < ABSENT_FIRST) byAbsence(removed.stops, removed.count, routes.absent);
    if (!this.recreate.seatAll(removed.stops, removed.count, journal, limit + hoped) || routes.cost >= limit) {
      journal.undo();
      if (!this.changeTails(done)) return false;
    } else this.changeTails(done);
    if (routes.cost >= this.best - 1e-7) return false;
    this.polish?.around(removed.stops, removed.count);
    this.crossAround();
    this.keep();
    return true;
  }

  /** Tries to put one stop behind another by changing tails; kept or not as any other change. */
  private changeTails(done: number): boolean {
    const { polish, crossed, random, routes } = this;
    if (polish === null && crossed === null) return false;
    const a = random.below(this.model.stops);
    if (routes.routeOf[a]! < 0) return false;
    const allowance = -this.unit * temperatureAt(this.cooling, done) * Math.log(random.unit() + 1e-300);
    return polish?.tails.tryAt(a, allowance) === true || crossed?.tryAt(a, allowance) === true;
  }

  /** Changes tails around the stops just seated until nothing pays. */
  private crossAround(): void {
    const { crossed, removed, routes } = this;
    if (crossed === null) return;
    for (let k = 0; k < removed.count; k++) {
      const a = removed.stops[k]!;
      if (routes.routeOf[a]! < 0) continue;
      for (let made = 0; made < MOST_CROSSED && crossed.tryAt(a, GAIN); made++);
    }
  }

  /** Of the stops left out, one that has often been: the more absent of two. */
  private oneLeft(): number {
    const { routes, random } = this;
    const one = routes.left[random.below(routes.leftCount)]!;
    const other = routes.left[random.below(routes.leftCount)]!;
    return routes.absent[other]! > routes.absent[one]! ? other : one;
  }

  private readonly touch = (v: number): boolean => this.journal.save(v);

  /** Stops left out get another try: those near the seed first, then any. */
  private callBack(seed: number): void {
    const { routes, removed, near, random } = this;
    if (routes.leftCount === 0) return;
    if (routes.leftCount <= RETRIES) {
      for (let k = 0; k < routes.leftCount; k++) removed.stops[removed.count++] = routes.left[k]!;
      return;
    }
    const first = removed.count;
    if (routes.leftAt[seed]! >= 0) removed.stops[removed.count++] = seed;
    for (let k = seed * near.width, end = k + near.width; k < end && removed.count < first + RETRIES; k++) {
      const s = near.around[k]!;
      if (s < 0) break;
      if (routes.leftAt[s]! >= 0 && random.unit() < 0.7) removed.stops[removed.count++] = s;
    }
  }

  /** Seats a known plan as far as it keeps the rules; the rest stays left out for `begin`. */
  seatPlan(sequences: readonly (readonly number[])[]): void {
    const { routes, model } = this;
    for (const [v, sequence] of sequences.entries()) {
      let last = model.stops + model.duties + v;
      last = routes.prev[last]!;
      for (const c of sequence) {
        if (routes.leftAt[c]! < 0) continue;
        const isPair = model.tables.mate[c]! >= 0;
        if (isPair || !maySeat(model, c, v) || insertionCost(routes, c, last, v) === Infinity) continue;
        routes.take(c);
        routes.cost += routes.link(c, last) - model.tables.penalty[c]!;
        routes.cost += routes.refresh(v);
        last = c;
      }
    }
  }

  /** The best plan found. */
  bestSequences(): Sequences {
    return this.follow(this.bestNext, this.bestLeft);
  }

  /** The plan as it stands, which an annealing search may have made worse on purpose. */
  sequences(): Sequences {
    return this.follow(this.routes.next, this.routes.left.subarray(0, this.routes.leftCount));
  }

  private follow(next: Int32Array, left: Int32Array): Sequences {
    const { stops, duties } = this.model;
    const routes = Array.from({ length: duties }, (_, v) => {
      const sequence: number[] = [];
      for (let node = next[stops + v]!; node < stops; node = next[node]!) sequence.push(node);
      return sequence;
    });
    return { routes, left: [...left] };
  }

  private keep(): void {
    this.best = this.routes.cost;
    this.bestNext.set(this.routes.next);
    this.bestLeft = this.routes.left.slice(0, this.routes.leftCount);
  }
}
