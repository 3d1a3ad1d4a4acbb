import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LatLng } from '#kernel';
import type { Seen } from './read.ts';
import { createDayRoutes, thinned } from './day-routes.ts';

const at = (lat: number, lng: number): LatLng => ({ lat, lng });
const day = (...visits: LatLng[]): Seen => ({ lanes: [{ technician: { id: 'tec_a', home: at(47, 4) }, blocks: visits.map((place) => ({ visit: { at: place } })) }, { technician: { id: 'tec_b', home: at(47, 5) }, blocks: [] }] }) as unknown as Seen;

test('a day follows the roads from home and back; it is asked once, and anew when a visit is added', async () => {
  const asked: (readonly LatLng[])[] = [];
  const routesOf = createDayRoutes({ line: async (points) => { asked.push(points); return points.flatMap((point) => [point, at(point.lat + 0.01, point.lng)]); } });
  const [way, ...others] = await routesOf(day(at(47.1, 4.1)));
  assert.deepEqual(others, [], 'who has no visit has no line');
  assert.equal(way?.road, true);
  assert.deepEqual(way?.along.slice(0, 3), [[4, 47], [4, 47.01], [4.1, 47.1]]);
  assert.deepEqual(way?.along.at(-1), [4, 47.01]);
  await routesOf(day(at(47.1, 4.1)));
  assert.equal(asked.length, 1);
  await routesOf(day(at(47.1, 4.1), at(47.2, 4.2)));
  assert.deepEqual(asked[1], [at(47, 4), at(47.1, 4.1), at(47.2, 4.2), at(47, 4)]);
});
test('where no road is known the line is straight and says so, and it is asked again: roads may be imported meanwhile', async () => {
  let times = 0;
  const routesOf = createDayRoutes({ line: async () => { times += 1; return undefined; } });
  assert.deepEqual(await routesOf(day(at(47.1, 4.1))), [{ technician: 'tec_a', road: false, along: [[4, 47], [4.1, 47.1], [4, 47]] }]);
  await routesOf(day(at(47.1, 4.1)));
  assert.equal(times, 2);
});
test('a line with thousands of points keeps what can be seen of it, and both its ends', () => {
  const long = Array.from({ length: 5000 }, (_, i) => at(47 + i * 0.00001, 4));
  const thin = thinned(long);
  assert.ok(thin.length < 600 && thin.length > 400, `${thin.length}`);
  assert.deepEqual([thin[0], thin.at(-1)], [[4, 47], [4, 47.04999]]);
});
