import type { LatLng } from '#kernel';
import type { RoadEngine } from './engine.ts';

/** How one way is known: followed on the map, or from the way between two neighbourhoods. */
export type KnownWay = Readonly<{ metres: number; seconds: number; by: 'road' | 'neighbourhoods' }>;
/** `asked`: how many places there were when its ways to all that were asked for had been learned. */
type Place = { readonly id: number; readonly at: LatLng; readonly zone: Zone; asked: number };
type Zone = { key: string; stands?: Place };
/** Places, or whoever can name them: among thousands, only when there is something to ask. */
export type Places = readonly LatLng[] | (() => readonly LatLng[]);

const DIGITS = 5;
/** Two kilometres or so: within it a way is the same as to its neighbour, give or take a minute. */
const ZONE_DEGREES = { lat: 0.02, lng: 0.03 };
const MOST_PAIRS = 4_000_000;
const MOST_AT_ONCE = 2_500;
/** Up to so many ways somebody may wait for; beyond it neighbourhoods are asked for, in the background. */
const WAITED_FOR = 120;
const SHIFT = 2 ** 24;
const SECONDS = 2 ** 18;
const NO_WAY = -1;

/** What the road engine has said so far: exact ways between places, and between the neighbourhoods they lie in. Lives in memory; it is asked again after a start. */
export class Atlas {
  readonly engine: RoadEngine;
  private readonly places = new Map<string, Place>();
  /** The same by object: whoever asks for the same day again asks with the same points. */
  private readonly seen = new WeakMap<LatLng, Place>();
  private readonly zones = new Map<string, Zone>();
  private readonly offRoad = new Set<number>();
  private readonly checked = new Set<number>();
  private readonly ways = new Map<number, number>();
  /** Somebody waits for these; the others have time. */
  private readonly urgent: (() => Promise<void>)[] = [];
  private readonly later: (() => Promise<void>)[] = [];
  private isAsking = false;
  private readonly failed: (fault: unknown) => void;

  constructor(engine: RoadEngine, failed: (fault: unknown) => void) {
    this.engine = engine;
    this.failed = failed;
  }

  /** The way as far as it is known; undefined where only an estimate is left. */
  known(from: LatLng, to: LatLng): KnownWay | undefined {
    const [a, b] = [this.placeOf(from), this.placeOf(to)];
    const exact = this.ways.get(a.id * SHIFT + b.id);
    if (exact !== undefined && exact !== NO_WAY) return { metres: Math.floor(exact / SECONDS), seconds: exact % SECONDS, by: 'road' };
    const [zoneA, zoneB] = [a.zone.stands, b.zone.stands];
    if (!zoneA || !zoneB || zoneA === zoneB) return undefined;
    const near = this.ways.get(zoneA.id * SHIFT + zoneB.id);
    if (near === undefined || near === NO_WAY || this.offRoad.has(a.id) || this.offRoad.has(b.id)) return undefined;
    return { metres: Math.floor(near / SECONDS), seconds: near % SECONDS, by: 'neighbourhoods' };
  }

  /** Two places that stand for their neighbourhoods, so that a way between them can be scaled. */
  stands(point: LatLng): LatLng | undefined { return this.placeOf(point).zone.stands?.at; }

  /** Asks for every way among these places. Resolves when all is known that can be, with whether anything was asked for; a failure is told and the estimates stay. */
  async learnAmong(points: readonly LatLng[], line: 'urgent' | 'later' = 'urgent'): Promise<boolean> {
    const all = this.distinct(points);
    if (all.every((a) => this.offRoad.has(a.id) || (this.checked.has(a.id) && all.every((b) => this.offRoad.has(b.id) || !this.isMissing(a, b))))) return false;
    await this.inTurn(async () => {
      const there = await this.onRoad(all);
      const missing = (a: Place): Place[] => there.filter((b) => this.isMissing(a, b));
      // Whoever is new knows hardly anybody: one row and one column each. What is then still missing is asked for by itself.
      const fresh = there.filter((place) => missing(place).length * 2 > there.length);
      await this.ask(fresh, there);
      await this.ask(there.filter((place) => !fresh.includes(place)), fresh);
      for (const place of there) await this.ask([place], missing(place));
    }, line);
    return true;
  }

  /** Asks for the ways between one place and each of the others, both ways. Many of them are answered by neighbourhoods, later and for everyone. */
  async learnAround(around: LatLng, points: Places): Promise<boolean> {
    const here = this.placeOf(around);
    if (here.asked === this.places.size) return false;
    const others = this.distinct(typeof points === 'function' ? points() : points);
    const now = this.places.size;
    const missing = others.filter((place) => !this.offRoad.has(place.id) && (this.isMissing(here, place) || this.isMissing(place, here)));
    if (missing.length > WAITED_FOR) void this.learnZones(here, others).then(() => { here.asked = now; });
    else if (missing.length > 0) await this.inTurn(async () => {
      const [at] = await this.onRoad([here]);
      const there = at ? await this.onRoad(missing) : [];
      if (!at) return;
      await this.ask([at], there);
      await this.ask(there, [at]);
    });
    return missing.length > 0;
  }

  private learnZones(here: Place, others: readonly Place[]): Promise<void> {
    return this.inTurn(async () => {
      await this.onRoad([here, ...others]);
      const { stands } = here.zone;
      const missing = [...new Set(others.flatMap(({ zone }) => zone.stands ?? []))].filter((other) => stands && other.id !== stands.id && (this.isMissing(stands, other) || this.isMissing(other, stands)));
      if (!stands) return;
      await this.ask([stands], missing);
      await this.ask(missing, [stands]);
    });
  }

  private placeOf(point: LatLng): Place {
    const seen = this.seen.get(point);
    if (seen) return seen;
    const key = keyOf(point);
    let place = this.places.get(key);
    if (!place) {
      const zone = this.zones.get(zoneKey(point)) ?? { key: zoneKey(point) };
      this.zones.set(zone.key, zone);
      place = { id: this.places.size, at: point, zone, asked: -1 };
      this.places.set(key, place);
    }
    this.seen.set(point, place);
    return place;
  }

  private distinct(points: readonly LatLng[]): Place[] { return [...new Set(points.map((point) => this.placeOf(point)))]; }

  /** Those that lie near a road. The first of a neighbourhood that does stands for it. */
  private async onRoad(all: readonly Place[]): Promise<Place[]> {
    const fresh = all.filter(({ id }) => !this.checked.has(id));
    for (let i = 0; i < fresh.length; i += WAITED_FOR) {
      const some = fresh.slice(i, i + WAITED_FOR);
      const snapped = await this.engine.snaps(some.map(({ at }) => at));
      some.forEach((place, j) => {
        this.checked.add(place.id);
        if (snapped[j]) place.zone.stands ??= place;
        else this.offRoad.add(place.id);
      });
    }
    return all.filter(({ id }) => !this.offRoad.has(id));
  }

  private async ask(sources: readonly Place[], targets: readonly Place[]): Promise<void> {
    if (targets.length === 0) return;
    const rows = Math.max(1, Math.floor(MOST_AT_ONCE / targets.length));
    const columns = Math.min(targets.length, MOST_AT_ONCE);
    for (let i = 0; i < sources.length; i += rows) {
      for (let j = 0; j < targets.length; j += columns) {
        const [from, to] = [sources.slice(i, i + rows), targets.slice(j, j + columns)];
        const said = await this.engine.ways(from.map(({ at }) => at), to.map(({ at }) => at));
        from.forEach((a, row) => to.forEach((b, column) => this.write(a, b, said.metres[row * to.length + column] ?? NO_WAY, said.seconds[row * to.length + column] ?? NO_WAY)));
      }
    }
  }

  private isMissing(a: Place, b: Place): boolean { return a.id !== b.id && !this.ways.has(a.id * SHIFT + b.id); }

  private write(a: Place, b: Place, metres: number, seconds: number): void {
    if (this.ways.size >= MOST_PAIRS) this.forgetOldest();
    this.ways.set(a.id * SHIFT + b.id, metres < 0 || seconds < 0 || seconds >= SECONDS ? NO_WAY : metres * SECONDS + seconds);
  }

  private forgetOldest(): void {
    let left = MOST_PAIRS / 4;
    for (const key of this.ways.keys()) {
      if (left === 0) return;
      this.ways.delete(key);
      left -= 1;
    }
  }

  /** One question after the other: the engine uses one core, and the second asker often finds the answer there. What somebody waits for comes first. */
  private inTurn(todo: () => Promise<void>, line: 'urgent' | 'later' = 'urgent'): Promise<void> {
    return new Promise((done) => {
      this[line].push(() => todo().catch(this.failed).finally(done));
      if (!this.isAsking) void this.askAll();
    });
  }

  private async askAll(): Promise<void> {
    this.isAsking = true;
    for (let next = this.urgent.shift() ?? this.later.shift(); next; next = this.urgent.shift() ?? this.later.shift()) await next();
    this.isAsking = false;
  }
}

const keyOf = ({ lat, lng }: LatLng): string => `${lat.toFixed(DIGITS)},${lng.toFixed(DIGITS)}`;
const zoneKey = ({ lat, lng }: LatLng): string => `${Math.floor(lat / ZONE_DEGREES.lat)},${Math.floor(lng / ZONE_DEGREES.lng)}`;
