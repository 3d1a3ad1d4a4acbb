import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { metresBetween } from '#kernel';
import { drivingSeconds, roadMetres } from './bands.ts';
import { createRoads } from './index.ts';

const roads = createRoads();
const home = { lat: 47.49, lng: 4.33 };
const metres = fc.double({ min: 0, max: 300_000, noNaN: true });

test('a longer straight line is never a shorter road nor a shorter time', () => {
  fc.assert(fc.property(metres, metres, (a, b) => {
    const [near, far] = a < b ? [a, b] : [b, a];
    assert.ok(roadMetres(near) <= roadMetres(far));
    assert.ok(drivingSeconds(roadMetres(near)) <= drivingSeconds(roadMetres(far)));
  }), { numRuns: 2000 });
});

test('nothing jumps at the edge of a band', () => {
  for (const edge of [2_500, 5_000, 7_000, 7_500, 10_000, 15_000, 20_000, 30_000, 40_000, 44_000, 60_000]) {
    assert.ok(Math.abs(roadMetres(edge + 1) - roadMetres(edge - 1)) < 4, `road at ${edge} m`);
    assert.ok(Math.abs(drivingSeconds(edge + 1) - drivingSeconds(edge - 1)) < 1, `time at ${edge} m`);
  }
});

test('in the middle of a band the speed is the mean of that band', () => {
  for (const [km, speed] of [[2.5, 22], [7.5, 28], [15, 36], [30, 48], [60, 65], [120, 65]] as const) {
    assert.equal(Math.round(drivingSeconds(km * 1000)), Math.round((km / speed) * 3600));
  }
});

test('the detour is that of the field outside the two blends', () => {
  for (const [km, detour] of [[1, 1.4], [4.9, 1.4], [8, 1.35], [39, 1.35], [50, 1.3]] as const) {
    assert.ok(Math.abs(roadMetres(km * 1000) - km * 1000 * detour) < 0.001);
  }
});

// By hand: 11.008 × 1.35 = 14.861 km; speed 28 + 8 × 7.361 / 7.5 = 35.85 km/h; 1,492 s + 300 s.
test('eleven kilometres of straight line take about 30 minutes with parking', () => {
  const there = { lat: 47.589, lng: 4.33 };
  assert.equal(Math.round(metresBetween(home, there)), 11_008);
  assert.deepEqual(roads.travel(home, there), { metres: 14_861, seconds: 1_792, model: 'bands-2026-11', estimate: true });
});

test('the rush lengthens the driving and not the parking', () => {
  const there = { lat: 47.589, lng: 4.33 };
  const calm = roads.travel(home, there).seconds - 300;
  assert.ok(Math.abs(roads.travel(home, there, { pace: 1.2 }).seconds - 300 - calm * 1.2) <= 1);
});

test('a table holds every way, the same both ways, and nothing from a point to itself', () => {
  const points = [home, { lat: 47.6, lng: 4.4 }, { lat: 47.3, lng: 4.1 }];
  const { n, metres: far, seconds } = roads.table(points, { pace: () => 1.2 });
  assert.equal(n, 3);
  for (let i = 0; i < 3; i += 1) {
    for (let j = 0; j < 3; j += 1) {
      const way = roads.travel(points[i] ?? home, points[j] ?? home, { pace: 1.2 });
      assert.deepEqual([far[i * 3 + j], seconds[i * 3 + j]], i === j ? [0, 0] : [way.metres, way.seconds]);
    }
  }
});

test('a point that is not on the earth is said so', () => {
  assert.throws(() => roads.travel(home, { lat: 4_749, lng: 433 }), /Not a place on the earth/);
  assert.throws(() => roads.table([home, { lat: Number.NaN, lng: 0 }]), RangeError);
});
