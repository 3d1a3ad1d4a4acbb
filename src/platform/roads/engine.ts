import type { LatLng } from '#kernel';

/** Whole metres and whole seconds at the wheel, row-major from each source to each target; -1 where no road leads. */
export type Ways = Readonly<{ metres: Int32Array; seconds: Int32Array }>;

/**
 * Somebody who follows real roads: tiles on this machine, or a service that the operator runs.
 * It may be slow and it may fail; the atlas asks it ahead of time and keeps what it said.
 */
export type RoadEngine = Readonly<{
  /** Names the software and the map, so that a price can say what it stood on. */
  name: string;
  /** Whether each point lies near enough to a road that a car may use. */
  snaps(points: readonly LatLng[]): Promise<readonly boolean[]>;
  ways(sources: readonly LatLng[], targets: readonly LatLng[]): Promise<Ways>;
  /** The line that a car drives along these points, for a map. */
  line(points: readonly LatLng[]): Promise<readonly LatLng[]>;
}>;

/** How far from a road a door may lie, in metres. */
export const SNAP_METRES = 1_000;
