import type { LatLng } from '#kernel';
import type { RoadEngine } from './engine.ts';

/** How one way is known: followed on the map, or from the way between two neighbourhoods. */
export type KnownWay = Readonly<{ metres: number; seconds: number; by: 'road' | 'neighbourhoods' }>;
type Place = Readonly<{ id: number; at: LatLng; zone: Zone }>;
type Zone = { key: string; stands?: Place };

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
  private readonly zones = new Map<string, Zone>();
  private readonly offRoad = new Set<number>();
  private readonly checked = new Set<number>();
  private readonly ways = new Map<number, number>();
  private line: Promise<void> = Promise.resolve();
  private readonly failed: (fault: unknown) => void;

  constructor(engine: RoadEngine, failed: (fault: unknown) => void) {
    this.engine = engine;
    this.failed = failed;
  }

  /** The way as far as it is known; undefined where only an estimate is left. */
  known(from: LatLng, to: LatLng): KnownWay | undefined {
    const [a, b] = [this.places.get(keyOf(from)), this.places.get(keyOf(to))];
    const exact = a && b && this.read(a, b);
    if (exact) return { ...exact, by: 'road' };
    const [zoneA, zoneB] = [this.zones.get(zoneKey(from))?.stands, this.zones.get(zoneKey(to))?.stands];
    const near = zoneA && zoneB && zoneA.id !== zoneB.id ? this.read(zoneA, zoneB) : undefined;
    return near && !(a && this.offRoad.has(a.id)) && !(b && this.offRoad.has(b.id)) ? { ...near, by: 'neighbourhoods' } : undefined;
  }

  /** Two places that stand for their neighbourhoods, so that a way between them can be scaled. */
  stands(point: LatLng): LatLng | undefined { return this.zones.get(zoneKey(point))?.stands?.at; }

  /** Asks for every way among these places. Resolves when all is known that can be; a failure is told and the estimates stay. */
  learnAmong(points: readonly LatLng[]): Promise<void> {
    const all = this.distinct(points);
    return this.inTurn(async () => {
      const there = await this.onRoad(all);
      const missing = (a: Place): Place[] => there.filter((b) => this.isMissing(a, b));
      // Whoever is new knows hardly anybody: one row and one column each. What is then still missing is asked for by itself.
      const fresh = there.filter((place) => missing(place).length * 2 > there.length);
      await this.ask(fresh, there);
      await this.ask(there.filter((place) => !fresh.includes(place)), fresh);
      for (const place of there) await this.ask([place], missing(place));
    });
  }

  /** Asks for the ways between one place and each of the others, both ways. Many of them are answered by neighbourhoods, later and for everyone. */
  async learnAround(around: LatLng, points: readonly LatLng[]): Promise<void> {
    const [here] = this.distinct([around]);
    const others = this.distinct(points);
    if (!here) return;
    const missing = others.filter((place) => this.isMissing(here, place) || this.isMissing(place, here));
    if (missing.length > WAITED_FOR) void this.learnZones(here, others);
    else if (missing.length > 0) await this.inTurn(async () => {
      const [at] = await this.onRoad([here]);
      const there = at ? await this.onRoad(missing) : [];
      if (!at) return;
      await this.ask([at], there);
      await this.ask(there, [at]);
    });
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

  private distinct(points: readonly LatLng[]): Place[] {
    const found = new Map<number, Place>();
    for (const point of points) {
      const key = keyOf(point);
      let place = this.places.get(key);
      if (!place) {
        const zone = this.zones.get(zoneKey(point)) ?? { key: zoneKey(point) };
        this.zones.set(zone.key, zone);
        place = { id: this.places.size, at: point, zone };
        this.places.set(key, place);
      }
      found.set(place.id, place);
    }
    return [...found.values()];
  }

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

  private read(a: Place, b: Place): { metres: number; seconds: number } | undefined {
    const packed = this.ways.get(a.id * SHIFT + b.id);
    return packed === undefined || packed === NO_WAY ? undefined : { metres: Math.floor(packed / SECONDS), seconds: packed % SECONDS };
  }

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

  /** One question after the other: the engine uses one core, and the second asker often finds the answer there. */
  private inTurn(todo: () => Promise<void>): Promise<void> {
    this.line = this.line.then(todo).catch(this.failed);
    return this.line;
  }
}

const keyOf = ({ lat, lng }: LatLng): string => `${lat.toFixed(DIGITS)},${lng.toFixed(DIGITS)}`;
const zoneKey = ({ lat, lng }: LatLng): string => `${Math.floor(lat / ZONE_DEGREES.lat)},${Math.floor(lng / ZONE_DEGREES.lng)}`;
