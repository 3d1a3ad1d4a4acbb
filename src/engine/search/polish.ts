import type { Random } from '../random.ts';
import type { Near } from './near.ts';
import type { Routes } from './routes.ts';
import { Segments } from './segments.ts';
import { SwapStar } from './swap-star.ts';
import { Tails } from './tails.ts';

/** Moves of one stop in one descent. */
const MOST = 30;
/** Less than this is no gain: sums of cents drift. */
const GAIN = -1e-6;

/** Local search on plain problems by joining segments: tails (2-opt*), relocation and exchange of segments, SWAP*. */
export class Polish {
  readonly tails: Tails;
  private readonly segments: Segments;
  private readonly swapStar: SwapStar;
  private readonly routes: Routes;

  constructor(routes: Routes, near: Near, random: Random) {
    this.routes = routes;
    this.tails = new Tails(routes, near, random);
    this.segments = new Segments(routes, near);
    this.swapStar = new SwapStar(routes, near);
  }

  /** Descends around these stops until no move pays. */
  around(stops: Int32Array, count: number): void {
    for (let k = 0; k < count; k++) {
      const a = stops[k]!;
      if (this.routes.routeOf[a]! < 0) continue;
      for (let made = 0; made < MOST && (this.tails.tryAt(a, GAIN) || this.segments.tryAt(a, GAIN) || this.swapStar.tryAt(a, GAIN)); made++);
    }
  }
}
