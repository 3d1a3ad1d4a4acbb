/** A value that moves in straight lines between anchors `[at, value]` and stays level before the first and after the last. */
type Curve = readonly (readonly [at: number, value: number])[];

/**
 * Kilometres of road for one kilometre as the crow flies: 1.40 below 5 km, 1.35 between, 1.30 above 40 km
 * (mean of 300 European cities 1.343: doi 10.1177/23998083231168870; long motorway trips about 1.3: arXiv 2406.06490).
 * A bare step would make 5.1 km of straight line a shorter road than 4.9 km, so each step is walked down over a few kilometres:
 * between 5 and 7 km, and between 40 and 44 km. Everywhere else these are the figures above.
 */
const DETOUR: Curve = [[5, 1.4], [7, 1.35], [40, 1.35], [44, 1.3]];

/**
 * Average speed in km/h by kilometres of road. The field gives one mean per band (below 5 km: 22, 5–10: 28, 10–20: 36, 20–40: 48,
 * above: 65; France EMP 2019 measures 36 km/h door to door for car trips of 10–20 km). A mean is true in the middle of its band, so
 * each stands there and the speed grows in a straight line between middles; the open last band is reached at 60 km.
 * Used as steps they would give 10.1 km a shorter time than 9.9 km (21.4 against 16.8 minutes).
 */
const SPEED: Curve = [[2.5, 22], [7.5, 28], [15, 36], [30, 48], [60, 65]];

/** Minutes to park, find the door and ring. */
export const ACCESS_SECONDS = 300;

function along(curve: Curve, at: number): number {
  let before: readonly [number, number] | undefined;
  for (const here of curve) {
    if (at <= here[0]) return before ? before[1] + ((here[1] - before[1]) * (at - before[0])) / (here[0] - before[0]) : here[1];
    before = here;
  }
  return before ? before[1] : Number.NaN;
}

/** Metres of road (not rounded) for metres as the crow flies. Grows with its argument. */
export const roadMetres = (straightMetres: number): number => straightMetres * along(DETOUR, straightMetres / 1000);

/** Seconds at the wheel (not rounded) for metres of road. Grows with its argument. */
export function drivingSeconds(metres: number): number {
  const km = metres / 1000;
  return (km / along(SPEED, km)) * 3600;
}
