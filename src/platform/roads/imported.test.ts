import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type LatLng, metresBetween } from '#kernel';
import { inventedMap } from '../../../test/support/invented-map.ts';
import { createRoads, currentTiles, engineFrom, importRoads, type RoadEngine } from './index.ts';

// A river from west to east with one bridge: eight kilometres of embankment on each side, the bridge at the eastern end.
const SOUTH = 47.5;
const NORTH = 47.51;
const EAST = 4.406;
const at = (lat: number, lng: number): LatLng => ({ lat, lng });
const along = (lat: number): LatLng[] => Array.from({ length: 41 }, (_, i) => at(lat, 4.3 + (i * (EAST - 4.3)) / 40));
const RIVER = inventedMap([
  { kind: 'residential', points: along(SOUTH) }, { kind: 'residential', points: along(NORTH) },
  { kind: 'primary', points: [at(SOUTH, EAST), at(47.505, EAST), at(NORTH, EAST)] },
  // A footpath across the water at the western end: nobody drives there.
  { kind: 'footway', points: [at(SOUTH, 4.3), at(NORTH, 4.3)] },
]);
const south = at(47.5001, 4.301);
const north = at(47.5101, 4.301);
const nowhere = at(47.9, 4.9);
const clock = { now: () => Temporal.Instant.from('2026-11-23T10:00:00Z') };
const dir = mkdtempSync(join(tmpdir(), 'porchlight-roads-'));
const file = join(dir, 'river.osm.pbf');
const roadsDir = join(dir, 'roads');
let asked = 0;
let osrm: Server;
let osrmUrl = '';

before(async () => {
  writeFileSync(file, RIVER);
  osrm = createServer((request, answer) => {
    asked += 1;
    const url = new URL(request.url ?? '', 'http://here');
    answer.setHeader('content-type', 'application/json');
    if (url.pathname.startsWith('/nearest')) answer.end(JSON.stringify({ code: 'Ok', waypoints: [{ distance: url.pathname.includes('4.9') ? 9_000 : 12 }] }));
    else if (url.pathname.startsWith('/table')) answer.end(JSON.stringify(tableFor(url)));
    else answer.writeHead(400).end('{"code":"InvalidUrl"}');
  });
  await new Promise<void>((listening) => { osrm.listen(0, '127.0.0.1', listening); });
  osrmUrl = `http://127.0.0.1:${(osrm.address() as AddressInfo).port}`;
});
after(() => {
  osrm.close();
  rmSync(dir, { recursive: true });
});

const tableFor = (url: URL): object => {
  const [rows, columns] = ['sources', 'destinations'].map((name) => (url.searchParams.get(name) ?? '').split(';').length);
  const table = (value: number): (number | null)[][] => Array.from({ length: rows ?? 0 }, () => Array.from({ length: columns ?? 0 }, () => value));
  return { code: 'Ok', durations: table(600.4), distances: table(9_000.2) };
};

const importRiver = () => importRoads({ file, dir: roadsDir, clock, progress: () => undefined });

test('where a map was imported, the way goes over the bridge and not through the river', async () => {
  assert.equal((await importRiver()).ok, true);
  const roads = createRoads({ engineNow: engineFrom({ dir: roadsDir }) });
  const guessed = roads.travel(south, north);
  assert.deepEqual([guessed.model, guessed.estimate], ['bands-2026-11', true]);
  await roads.learn([south, north]);
  const driven = roads.travel(south, north);
  assert.equal(driven.estimate, false);
  assert.match(driven.model, /^valhalla-20261123100000-[0-9a-f]{16}$/);
  // By hand: 7.88 km along one bank, 1.11 km over the bridge, 7.88 km back.
  assert.ok(Math.abs(driven.metres - 16_900) < 500, `${driven.metres} m`);
  assert.ok(driven.seconds > 900 && driven.seconds < 2_400, `${driven.seconds} s`);
  assert.ok(guessed.metres < 2_000);
  const line = await roads.line([south, north]);
  assert.ok(line && line.length > 10 && line.every((point) => metresBetween(point, at(47.505, 4.35)) < 6_000), 'a line to draw');
});

test('a place far from every road falls back to the estimate and says so', async () => {
  const roads = createRoads({ engineNow: engineFrom({ dir: roadsDir }) });
  await roads.learn([south, north, nowhere]);
  assert.equal(roads.travel(south, north).estimate, false);
  for (const way of [roads.travel(south, nowhere), roads.travel(nowhere, north)]) assert.deepEqual([way.model, way.estimate], ['bands-2026-11', true]);
  const table = roads.table([south, north, nowhere]);
  assert.deepEqual([table.model, table.estimate], ['bands-2026-11', true]);
  assert.equal(table.metres[1], roads.travel(south, north).metres);
});

test('what is no map is refused in a sentence, and what was in use stays in use', async () => {
  const before = await currentTiles(roadsDir);
  for (const [name, bytes] of [['words.osm.pbf', Buffer.from('this is a letter to my aunt')], ['paths.osm.pbf', inventedMap([{ kind: 'footway', points: [south, north] }])]] as const) {
    writeFileSync(join(dir, name), bytes);
    const refused = await importRoads({ file: join(dir, name), dir: roadsDir, clock, progress: () => undefined });
    assert.equal(refused.ok, false, name);
  }
  assert.deepEqual(await currentTiles(roadsDir), before);
});

test('an import that was interrupted goes on where it was', async () => {
  const other = join(dir, 'again');
  const steps: string[] = [];
  const stops = importRoads({ file, dir: other, clock, progress: (_step, _of, stage) => { steps.push(stage); if (stage === 'build') throw new Error('the power is gone'); } });
  await assert.rejects(stops, /power/);
  assert.equal(await currentTiles(other), undefined);
  steps.length = 0;
  const done = await importRoads({ file, dir: other, clock, progress: (_step, _of, stage) => { steps.push(stage); } });
  assert.equal(done.ok, true);
  assert.equal(steps[0], 'build');
  assert.deepEqual(readdirSync(other).sort().map((name) => name.split('-')[0]), ['current.json', 'tiles']);
});

/** Somebody who follows roads at ten metres a second and counts how often they were asked. */
function counting(): RoadEngine & { ways: RoadEngine['ways']; pairs: number } {
  const engine = {
    name: 'counting', pairs: 0,
    snaps: async (points: readonly LatLng[]) => points.map(() => true),
    ways: async (sources: readonly LatLng[], targets: readonly LatLng[]) => {
      engine.pairs += sources.length * targets.length;
      const metres = Int32Array.from(sources.flatMap((from) => targets.map((to) => Math.round(metresBetween(from, to) * 2))));
      return { metres, seconds: metres.map((far) => Math.round(far / 10)) };
    },
    line: async (points: readonly LatLng[]) => points,
  };
  return engine;
}

test('one more address costs one row and one column, not the whole table again', async () => {
  const engine = counting();
  const roads = createRoads({ engineNow: async () => engine });
  const day = Array.from({ length: 8 }, (_, i) => at(47.4 + i / 100, 4.3));
  await roads.learn(day);
  assert.equal(engine.pairs, 64);
  await roads.learn(day);
  assert.equal(engine.pairs, 64, 'what is known is not asked again');
  await roads.learn([...day, north]);
  assert.ok(engine.pairs <= 64 + 9 + 8, `${engine.pairs}`);
  assert.equal(roads.travel(day[3] ?? south, north).estimate, false);
});

test('among thousands of places nobody waits: neighbourhoods answer, and say that they do', async () => {
  const engine = counting();
  const roads = createRoads({ engineNow: async () => engine });
  const many = Array.from({ length: 2_000 }, (_, i) => at(47 + (i % 50) / 100, 4 + Math.floor(i / 50) / 100));
  await roads.learn(many, south);
  await roads.learn([south, north]); // in turn: when this is answered, so is the one before
  const way = roads.travel(south, many[77] ?? south);
  assert.deepEqual([way.model, way.estimate], ['counting-neighbourhoods', true]);
  const real = metresBetween(south, many[77] ?? south) * 2;
  assert.ok(Math.abs(way.metres - real) / real < 0.35, `${way.metres} for ${real}`);
  assert.ok(engine.pairs < 1_500, `${engine.pairs} pairs for 2,000 places`);
});

test('a road service of the operator answers, and when it is away the estimate stays', async () => {
  const faults: unknown[] = [];
  const roads = createRoads({ engineNow: engineFrom({ dir: roadsDir, osrmUrl }), failed: (fault: unknown) => { faults.push(fault); } });
  await roads.learn([south, north, nowhere]);
  assert.ok(asked > 0);
  assert.deepEqual(roads.travel(south, north), { metres: 9_000, seconds: 900, model: 'osrm', estimate: false });
  assert.equal(roads.travel(south, nowhere).estimate, true);
  assert.equal(faults.length, 0);
  const gone = createRoads({ engineNow: engineFrom({ dir: roadsDir, osrmUrl: 'http://127.0.0.1:1' }), failed: (fault: unknown) => { faults.push(fault); } });
  await gone.learn([south, north]);
  assert.equal(faults.length, 1);
  assert.equal(gone.travel(south, north).model, 'bands-2026-11');
});
