import type { Calendar, Random, Stop } from '#engine';
import type { Team, Wish } from './demand.ts';
import type { Region } from './region.ts';

const HOUR = 3600;
/** An hour is promised, and its first three quarters are planned with: the last one is for a day that goes badly. */
export const PROMISED = HOUR;
export const SPARE = HOUR / 4;

/** How the times are given and the days are driven. */
export type Way = Readonly<{
  name: string;
  /** People are shown which times lie on somebody's way; those who take one of them take the cheapest. */
  marksGreen: boolean;
  /** Each evening the engine plans the day anew, within what was promised; a sick technician's visits are repaired by it. */
  plans: boolean;
  /** Processor seconds for one firm's evening plan. */
  planSeconds: number;
}>;
export type Driven = {
  asked: number; served: number; refused: number; cancelled: number; late: number; broken: number; km: number; kmByDay: number[]; travelMinutes: number; overtimeMinutes: number; workedMinutes: number;
};
export type Booked = { wish: Wish; stop: Stop };

/** One firm on one day. */
export type Firm = Readonly<{ region: Region; team: Team; firm: readonly number[]; calendar: Calendar; booked: Map<Stop, Booked>; sick: ReadonlySet<number>; way: Way; seen: Driven; chance: Random }>;
