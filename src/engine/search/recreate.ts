import type { Random } from '../random.ts';
import { exactCost, maySeat } from './insertion.ts';
import type { Journal } from './journal.ts';
import type { Near } from './near.ts';
import { bestShipment } from './shipment.ts';
import type { Routes } from './routes.ts';
import { timedEstimate } from './timed-estimate.ts';

/** Stops looked at together when nobody among the nearest has time. */
const STEP = 24;

/** Any problem, every rule. Plain problems take the faster way in recreate-plain.ts. */
export class Recreate {
  private readonly routes: Routes;
  private readonly near: Near;
  private readonly random: Random;
  private readonly blink: number;
  private readonly tried: Int32Array;
  private readonly gaps: Int32Array;
  private gapCount = 0;
  private stamp = 0;
  /** A stop that costs less to leave out finds no place that pays far away, when there is none near. */
  dear = 0;
  private bestNode = -1;
  private best = Infinity;

  constructor(routes: Routes, near: Near, random: Random, blink: number) {
    this.blink = blink;
    this.routes = routes;
    this.near = near;
    this.random = random;
    this.tried = new Int32Array(routes.model.nodes);
    this.gaps = new Int32Array(routes.model.nodes);
  }

  /**
   * Seats the stops in this order, each where it costs least, or leaves it out where that costs less. Gives up as soon as
   * everything costs `limit`: returns false, and the caller undoes.
   */
  seatAll(stops: Int32Array, count: number, journal: Journal, limit = Infinity): boolean {
    for (let k = 0; k < count; k++) {
      this.seat(stops[k]!, journal);
      if (this.routes.cost >= limit) return false;
    }
    return true;
  }

  private seat(c: number, journal: Journal): void {
    const { routes } = this;
    const { tables, hasShipments } = routes.model;
    if (hasShipments && tables.mate[c]! >= 0) {
      this.seatPair(c, journal);
      return;
    }
    this.best = tables.penalty[c]!;
    this.bestNode = -1;
    this.tryNear(c);
    // What nobody near can take is tried everywhere; what has long been left out, or costs little to leave, now and then.
    const isCheap = tables.penalty[c]! < this.dear && this.random.unit() >= 0.01;
    if (this.bestNode < 0 && !isCheap) this.tryAround(c);
    if (this.bestNode < 0 && !isCheap && (routes.leftAt[c]! < 0 || this.random.unit() < 0.1)) this.tryEverywhere(c);
    if (this.bestNode < 0) {
      if (routes.leftAt[c]! < 0) routes.cost += tables.penalty[c]!;
      routes.leave(c);
      routes.absent[c]! += 1;
      return;
    }
    const v = routes.routeOf[this.bestNode]!;
    journal.save(v);
    if (routes.leftAt[c]! >= 0) {
      journal.seat(c);
      routes.take(c);
      routes.cost -= tables.penalty[c]!;
    }
    routes.cost += routes.link(c, this.bestNode);
    routes.cost += routes.refresh(v);
  }

  /** Notes the gap after node i as worth testing. */
  private gather(i: number): void {
    if (this.tried[i] === this.stamp) return;
    this.tried[i] = this.stamp;
    this.gaps[this.gapCount++] = i;
  }

  // 28 % of the time of a day (npm run bench day, profiled): cheap bounds first, with everything at hand, the exact test for the few that pass.
  // oxlint-disable-next-line complexity
  private testGaps(c: number): void {
    const { routes, gaps, random } = this;
    const { model, next, routeOf, count, soonest, last, hop, timed, isBegun } = routes;
    const { at, size, stops, tables, rowOf, may, isRestricted, serving, classOf, setup } = model;
    const { perSecond, perMetre, fixed, maxStops } = tables;
    const row = at[c]! * size;
    const opens = model.firstOpen[c]!;
    const closes = model.lastClose[c]!;
    const service = model.service[c]!;
    for (let k = 0; k < this.gapCount; k++) {
      const i = gaps[k]!;
      const j = next[i]!;
      // Setup at j may vanish when c stands at the same place; the bounds must not miss that.
      const by = last[j]! - service + (j < stops ? setup[j]! : 0);
      // Most gaps lie at another time of the day: seen before the travel tables, which lie far away in memory.
      if (soonest[i]! > closes || opens > by) continue;
      const v = routeOf[i]!;
      if (isRestricted && may[rowOf[v]! * stops + c] === 0) continue;
      const kind = classOf[v]!;
      const into = row + at[i]!;
      const driveIn = model.secondsInto[kind]![into]!;
      let time = soonest[i]! + driveIn;
      if (time > closes || count[v]! >= maxStops[v]!) continue;
      if (time < opens) time = opens;
      const out = row + at[j]!;
      const driveOut = model.seconds[kind]![out]!;
      if (time + driveOut > by) continue;
      let cents = perSecond[v]! * (driveIn + driveOut) + (count[v] === 0 ? fixed[v]! : -hop[i]!);
      if (serving !== null) cents += serving[rowOf[v]! * stops + c]!;
      // Most are too dear before their metres are known.
      if (cents - timed[v]! >= this.best) continue;
      if (perMetre[v] !== 0) cents += perMetre[v]! * (model.metresInto[kind]![into]! + model.metres[kind]![out]!);
      if (cents - timed[v]! >= this.best) continue;
      if ((j < stops && isBegun[j] === 1) || random.unit() < this.blink) continue;
      const timely = model.hasTimedCost ? cents + timedEstimate(routes, c, i, v, driveIn, driveOut) : cents;
      if (timely >= this.best) continue;
      const exact = exactCost(routes, c, i, j, v, driveIn, driveOut, cents, this.best);
      if (exact === Infinity || (model.hasStepCost && exact >= this.best)) continue;
      this.best = model.hasStepCost ? exact : timely;
      this.bestNode = i;
    }
    this.gapCount = 0;
  }

  private tryNear(c: number): void {
    const { routes, near } = this;
    const { model, routeOf, prev, emptyHead } = routes;
    const { stops, duties, kinds } = model;
    this.stamp++;
    for (let k = c * near.degree, end = k + near.degree; k < end; k++) {
      const node = near.beside[k]!;
      if (node < 0) break;
      if (routeOf[node]! < 0) continue;
      this.gather(prev[node]!);
      this.gather(node);
    }
    for (let k = c * near.dutyDegree, end = k + near.dutyDegree; k < end; k++) {
      const v = near.duties[k]!;
      if (v < 0) break;
      const idle = emptyHead[model.kindOf[v]!]!;
      if (idle >= 0) this.gather(stops + idle);
      if (routes.count[v] === 0) continue;
      this.gather(stops + v);
      this.gather(prev[stops + duties + v]!);
    }
    for (let kind = 0; kind < kinds && near.dutyDegree === 0; kind++) {
      const v = emptyHead[kind]!;
      if (v >= 0) this.gather(stops + v);
      if (near.isHomeNear[c * kinds + kind] === 0) continue;
      for (let k = 0; k < routes.used; k++) {
        const other = routes.busy[k]!;
        if (model.kindOf[other] !== kind) continue;
        this.gather(stops + other);
        this.gather(prev[stops + duties + other]!);
      }
    }
    this.testGaps(c);
  }

  /** Beyond the nearest, in steps: the first of them that hold a place for the stop are enough. */
  private tryAround(c: number): void {
    const { routes, near } = this;
    const { model, routeOf, prev } = routes;
    const { rowOf, may, stops, isRestricted } = model;
    for (let k = c * near.width, end = k + near.width; k < end && this.bestNode < 0;) {
      for (let step = Math.min(end, k + STEP); k < step; k++) {
        const node = near.around[k]!;
        if (node < 0) return;
        const v = routeOf[node]!;
        if (v < 0 || (isRestricted && may[rowOf[v]! * stops + c] === 0)) continue;
        this.gather(prev[node]!);
        this.gather(node);
      }
      this.testGaps(c);
    }
  }

  private tryEverywhere(c: number): void {
    const { routes } = this;
    const { stops, duties, kindOf } = routes.model;
    for (let v = 0; v < duties; v++) {
      if (!maySeat(routes.model, c, v)) continue;
      if (routes.count[v] === 0 && routes.emptyHead[kindOf[v]!] !== v) continue;
      for (let node = stops + v; node < stops || node === stops + v; node = routes.next[node]!) this.gather(node);
    }
    this.testGaps(c);
  }

  private seatPair(c: number, journal: Journal): void {
    const { routes } = this;
    const { tables } = routes.model;
    if (routes.routeOf[c]! >= 0) return;
    const pickup = tables.isPickup[c] === 1 ? c : tables.mate[c]!;
    const delivery = tables.mate[pickup]!;
    const penalty = tables.penalty[pickup]! + tables.penalty[delivery]!;
    const found = bestShipment(routes, pickup, delivery, penalty, this.random);
    for (const s of [pickup, delivery]) {
      if (found === null) {
        if (routes.leftAt[s]! < 0) routes.cost += tables.penalty[s]!;
        routes.leave(s);
        routes.absent[s]! += 1;
      } else if (routes.leftAt[s]! >= 0) {
        journal.seat(s);
        routes.take(s);
        routes.cost -= tables.penalty[s]!;
      }
    }
    if (found === null) return;
    journal.save(found.duty);
    routes.cost += routes.link(pickup, found.pickupAfter);
    routes.cost += routes.link(delivery, found.deliveryAfter);
    routes.cost += routes.refresh(found.duty);
  }
}
