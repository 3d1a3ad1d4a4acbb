// Places of the earth and of the screen; nothing here knows a page.

export type Point = readonly [number, number];

/** The box around some points: west, south, east, north. */
export const around = (points: readonly Point[]): [number, number, number, number] => [Math.min(...points.map(([lng]) => lng)), Math.min(...points.map(([, lat]) => lat)), Math.max(...points.map(([lng]) => lng)), Math.max(...points.map(([, lat]) => lat))];

const WIDE = 24;
const FURTHEST = 34;
const ROUNDS = 12;

/** How far each place of the screen has to give way, in pixels, so that no two lie on each other; where very many lie together some still do. */
export function apart(places: readonly (readonly [number, number])[]): [number, number][] {
  const moved = places.map((): [number, number] => [0, 0]);
  for (let round = 0; round < ROUNDS; round += 1) {
    let isCalm = true;
    for (let i = 0; i < places.length; i += 1) {
      for (let j = i + 1; j < places.length; j += 1) if (pushed(i, j, places, moved)) isCalm = false;
    }
    if (isCalm) break;
  }
  return moved;
}

function pushed(i: number, j: number, places: readonly (readonly [number, number])[], moved: [number, number][]): boolean {
  const [a, b, byA, byB] = [places[i], places[j], moved[i], moved[j]];
  if (!a || !b || !byA || !byB) return false;
  let [x, y] = [b[0] + byB[0] - a[0] - byA[0], b[1] + byB[1] - a[1] - byA[1]];
  const far = Math.hypot(x, y);
  if (far >= WIDE) return false;
  // Two at the very same place part along a line that depends on which they are, so that three do not end in a row.
  if (far < 0.5) [x, y] = [Math.cos(i + 2 * j), Math.sin(i + 2 * j)];
  const step = (WIDE - far) / 2 / Math.max(Math.hypot(x, y), 0.001);
  for (const [by, way] of [[byA, -1], [byB, 1]] as const) {
    by[0] += way * x * step;
    by[1] += way * y * step;
    const out = Math.hypot(by[0], by[1]);
    if (out > FURTHEST) { by[0] *= FURTHEST / out; by[1] *= FURTHEST / out; }
  }
  return true;
}
