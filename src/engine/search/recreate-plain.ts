import type { Random } from '../random.ts';
import type { Journal } from './journal.ts';
import type { Near } from './near.ts';
import { refreshAround } from './plain-times.ts';
import type { Routes } from './routes.ts';

/** Insertion for plain problems: one window a stop, one amount, nothing that depends on the timetable. */
export class RecreatePlain {
  private readonly routes: Routes;
  private readonly near: Near;
  private readonly random: Random;
  private readonly tried: Int32Array;
  private readonly inverse: number;
  private stamp = 0;
  /** A stop that costs less to leave out finds no place that pays far away, when there is none near. */
  dear = 0;
  /** Positions left until the next blink: one draw a blink instead of one a position. */
  private blink = 1;
  private best = 0;
  private bestNode = -1;

  constructor(routes: Routes, near: Near, random: Random, blinkRate: number) {
    this.routes = routes;
    this.near = near;
    this.random = random;
    this.tried = new Int32Array(routes.model.nodes);
    this.inverse = 1 / Math.log(1 - blinkRate);
    this.nextBlink();
  }

  private nextBlink(): void {
    this.blink = 1 + Math.floor(Math.log(this.random.unit() + 1e-12) * this.inverse);
  }

  /**
   * Seats the stops in this order, each where it costs least, or leaves it out where that costs less. Gives up as soon as
   * everything costs `limit`: returns false, and the caller undoes.
   */
  seatAll(stops: Int32Array, count: number, journal: Journal, limit = Infinity): boolean {
    const { routes } = this;
    const { penalty } = routes.model.tables;
    for (let k = 0; k < count; k++) {
      const c = stops[k]!;
      this.best = penalty[c]!;
      this.bestNode = -1;
      this.tryNear(c);
      if (this.bestNode < 0 && this.isSought(c)) this.tryEverywhere(c);
      if (this.bestNode < 0) {
        if (routes.leftAt[c]! < 0) routes.cost += penalty[c]!;
        routes.leave(c);
        routes.absent[c]! += 1;
        if (routes.cost >= limit) return false;
        continue;
      }
      const v = routes.routeOf[this.bestNode]!;
      journal.save(v);
      if (routes.leftAt[c]! >= 0) {
        journal.seat(c);
        routes.take(c);
        routes.cost -= penalty[c]!;
      }
      routes.attach(c, this.bestNode, v);
      refreshAround(routes, v, c, this.best);
      routes.cost += this.best;
      if (routes.cost >= limit) return false;
    }
    return true;
  }

  /** What nobody near takes is tried everywhere; what has long been left out, or costs little to leave, now and then. */
  private isSought(c: number): boolean {
    const { routes, random } = this;
    if (routes.model.tables.penalty[c]! < this.dear) return random.unit() < 0.01;
    return routes.leftAt[c]! < 0 || random.unit() < 0.1;
  }

  /** Tests the gap between i and j of duty v. */
  private attempt(c: number, i: number, j: number, v: number): void {
    if (this.tried[i] === this.stamp) return;
    this.tried[i] = this.stamp;
    const { routes } = this;
    const { model, depart, latest, hop } = routes;
    const { at, size, stops, tables, serving } = model;
    const kind = model.classOf[v]!;
    const into = at[c]! * size + at[i]!;
    const out = at[c]! * size + at[j]!;
    const driveIn = model.secondsInto[kind]![into]!;
    let time = depart[i]! + driveIn;
    if (time > tables.closes[c]!) return;
    if (time < tables.opens[c]!) time = tables.opens[c]!;
    const driveOut = model.seconds[kind]![out]!;
    if (time + model.service[c]! + driveOut > latest[j]!) return;
    let cents = tables.perSecond[v]! * (driveIn + driveOut);
    const perMetre = tables.perMetre[v]!;
    if (perMetre !== 0) cents += perMetre * (model.metresInto[kind]![into]! + model.metres[kind]![out]!);
    if (routes.count[v] === 0) cents += tables.fixed[v]!;
    else cents -= hop[i]!;
    if (serving !== null) cents += serving[model.rowOf[v]! * stops + c]!;
    if (cents >= this.best) return;
    if (--this.blink <= 0) {
      this.nextBlink();
      return;
    }
    this.best = cents;
    this.bestNode = i;
  }

  /** Whether duty v may take stop c, places apart. */
  private isOpen(c: number, v: number): boolean {
    const { model, load, count } = this.routes;
    const { tables } = model;
    if (count[v]! >= tables.maxStops[v]!) return false;
    if (tables.dimensions > 0 && load[v]! + tables.delivery[c]! + tables.pickup[c]! > tables.capacity[v]!) return false;
    return !model.isRestricted || model.may[model.rowOf[v]! * model.stops + c] === 1;
  }

  // 45 % of the time on R1_2_4, 47 % on R2_2_4 (npm run bench engine, profiled): calls and field reads inside cost a third of the iterations.
  // oxlint-disable-next-line complexity, max-lines-per-function
  private tryNear(c: number): void {
    const { routes, near, tried } = this;
    const { model, routeOf, prev, next, depart, latest, hop, load } = routes;
    const { at, size, tables, isMixed, serving, stops } = model;
    const { capacity, perSecond, perMetre } = tables;
    const { beside } = near;
    const stamp = ++this.stamp;
    const hasLoad = tables.dimensions > 0;
    const amount = hasLoad ? tables.delivery[c]! + tables.pickup[c]! : 0;
    const opens = tables.opens[c]!;
    const closes = tables.closes[c]!;
    const service = model.service[c]!;
    const row = at[c]! * size;
    let into = model.secondsInto[0]!;
    let out = model.seconds[0]!;
    let metresInto = model.metresInto[0]!;
    let metresOut = model.metres[0]!;
    let rate = perSecond[0]!;
    let metreRate = perMetre[0]!;
    let extra = 0;
    let best = this.best;
    let bestNode = this.bestNode;
    for (let k = c * near.degree, end = k + near.degree; k < end; k++) {
      const node = beside[k]!;
      if (node < 0) break;
      const v = routeOf[node]!;
      if (v < 0 || (hasLoad && load[v]! + amount > capacity[v]!)) continue;
      if (isMixed) {
        if (!this.isOpen(c, v)) continue;
        const kind = model.classOf[v]!;
        into = model.secondsInto[kind]!;
        out = model.seconds[kind]!;
        metresInto = model.metresInto[kind]!;
        metresOut = model.metres[kind]!;
        rate = perSecond[v]!;
        metreRate = perMetre[v]!;
        if (serving !== null) extra = serving[model.rowOf[v]! * stops + c]!;
      }
      let i = node;
      let j = next[node]!;
      for (let side = 0; side < 2; side++) {
        if (tried[i] !== stamp) {
          tried[i] = stamp;
          const driveIn = into[row + at[i]!]!;
          let time = depart[i]! + driveIn;
          if (time <= closes) {
            if (time < opens) time = opens;
            const driveOut = out[row + at[j]!]!;
            if (time + service + driveOut <= latest[j]!) {
              let cents = rate * (driveIn + driveOut) - hop[i]! + extra;
              if (metreRate !== 0 && cents < best) cents += metreRate * (metresInto[row + at[i]!]! + metresOut[row + at[j]!]!);
              if (cents < best) {
                if (--this.blink > 0) {
                  best = cents;
                  bestNode = i;
                } else this.nextBlink();
              }
            }
          }
        }
        j = node;
        i = prev[node]!;
      }
    }
    this.best = best;
    this.bestNode = bestNode;
    if (near.dutyDegree > 0) this.tryDuties(c);
    else this.tryKinds(c);
  }

  private tryDuties(c: number): void {
    const { routes, near } = this;
    for (let k = c * near.dutyDegree, end = k + near.dutyDegree; k < end; k++) {
      const v = near.duties[k]!;
      if (v < 0) break;
      const idle = routes.emptyHead[routes.model.kindOf[v]!]!;
      if (idle >= 0 && this.isOpen(c, idle)) this.tryEnds(c, idle, routes);
      if (routes.count[v]! > 0 && this.isOpen(c, v)) this.tryEnds(c, v, routes);
    }
  }

  private tryEnds(c: number, v: number, routes: Routes): void {
    const { stops, duties } = routes.model;
    const start = stops + v;
    const end = start + duties;
    this.attempt(c, start, routes.next[start]!, v);
    this.attempt(c, routes.prev[end]!, end, v);
  }

  private tryKinds(c: number): void {
    const { routes, near } = this;
    const { kinds, kindOf } = routes.model;
    for (let kind = 0; kind < kinds; kind++) {
      const v = routes.emptyHead[kind]!;
      if (v >= 0 && this.isOpen(c, v)) this.tryEnds(c, v, routes);
      if (near.isHomeNear[c * kinds + kind] === 0) continue;
      for (let k = 0; k < routes.used; k++) {
        const other = routes.busy[k]!;
        if (kindOf[other] === kind && this.isOpen(c, other)) this.tryEnds(c, other, routes);
      }
    }
  }

  private tryEverywhere(c: number): void {
    const { routes } = this;
    const { stops, duties, kindOf } = routes.model;
    for (let v = 0; v < duties; v++) {
      if (routes.count[v] === 0 && routes.emptyHead[kindOf[v]!] !== v) continue;
      if (!this.isOpen(c, v)) continue;
      for (let node = stops + v, end = node + duties; node !== end; node = routes.next[node]!) this.attempt(c, node, routes.next[node]!, v);
    }
  }
}
