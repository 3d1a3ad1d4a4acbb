import type { Random } from '../random.ts';
import { insertionCost, maySeat } from './insertion.ts';
import type { Journal } from './journal.ts';
import type { Near } from './near.ts';
import { bestShipment } from './shipment.ts';
import type { Routes } from './routes.ts';

/** Chance that a position is overlooked (blinks, Christiaens & Vanden Berghe 2020, §5.3). */
export const BLINK = 0.01;

/** Any problem, every rule. Plain problems take the faster way in recreate-plain.ts. */
export class Recreate {
  private readonly routes: Routes;
  private readonly near: Near;
  private readonly random: Random;
  private readonly tried: Int32Array;
  private stamp = 0;
  private bestNode = -1;
  private best = Infinity;

  constructor(routes: Routes, near: Near, random: Random) {
    this.routes = routes;
    this.near = near;
    this.random = random;
    this.tried = new Int32Array(routes.model.nodes);
  }

  /** Seats the stops in this order, each where it costs least, or leaves it out where that costs less. */
  seatAll(stops: Int32Array, count: number, journal: Journal): void {
    for (let k = 0; k < count; k++) this.seat(stops[k]!, journal);
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
    if (this.bestNode < 0) this.tryEverywhere(c);
    if (this.bestNode < 0) {
      if (routes.leftAt[c]! < 0) routes.cost += tables.penalty[c]!;
      routes.leave(c);
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

  private attempt(c: number, i: number, v: number): void {
    if (this.tried[i] === this.stamp) return;
    this.tried[i] = this.stamp;
    const { routes } = this;
    if (!maySeat(routes.model, c, v)) return;
    const j = routes.next[i]!;
    if (j < routes.model.stops && routes.isBegun[j] === 1) return;
    if (this.random.unit() < BLINK) return;
    const cents = insertionCost(routes, c, i, v, this.best);
    if (cents < this.best) {
      this.best = cents;
      this.bestNode = i;
    }
  }

  private tryNear(c: number): void {
    const { routes, near } = this;
    const { model, routeOf, prev, emptyHead } = routes;
    const { stops, duties, kinds } = model;
    this.stamp++;
    for (let k = c * near.degree, end = k + near.degree; k < end; k++) {
      const node = near.beside[k]!;
      if (node < 0) break;
      const v = routeOf[node]!;
      if (v < 0) continue;
      this.attempt(c, prev[node]!, v);
      this.attempt(c, node, v);
    }
    if (near.dutyDegree > 0) {
      for (let k = c * near.dutyDegree, end = k + near.dutyDegree; k < end; k++) {
        const v = near.duties[k]!;
        if (v < 0) break;
        this.attempt(c, stops + v, v);
        this.attempt(c, prev[stops + duties + v]!, v);
      }
      return;
    }
    for (let kind = 0; kind < kinds; kind++) {
      const v = emptyHead[kind]!;
      if (v >= 0) this.attempt(c, stops + v, v);
      if (near.isHomeNear[c * kinds + kind] === 0) continue;
      for (let other = 0; other < duties; other++) {
        if (model.kindOf[other] !== kind || routes.count[other] === 0) continue;
        this.attempt(c, stops + other, other);
        this.attempt(c, prev[stops + duties + other]!, other);
      }
    }
  }

  private tryEverywhere(c: number): void {
    const { routes } = this;
    const { stops, duties, kindOf } = routes.model;
    for (let v = 0; v < duties; v++) {
      if (!maySeat(routes.model, c, v)) continue;
      if (routes.count[v] === 0 && routes.emptyHead[kindOf[v]!] !== v) continue;
      for (let node = stops + v; node < stops || node === stops + v; node = routes.next[node]!) this.attempt(c, node, v);
    }
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
