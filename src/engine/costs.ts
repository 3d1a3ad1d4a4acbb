import type { CostTerm } from './rule.ts';
import { continuity } from './costs/continuity.ts';
import { fairness } from './costs/fairness.ts';
import { fixed } from './costs/fixed.ts';
import { latenessRisk } from './costs/lateness-risk.ts';
import { distance } from './costs/distance.ts';
import { overqualification } from './costs/overqualification.ts';
import { overtime } from './costs/overtime.ts';
import { stability } from './costs/stability.ts';
import { taskTime } from './costs/task-time.ts';
import { travelTime } from './costs/travel-time.ts';
import { unassigned } from './costs/unassigned.ts';
import { waiting } from './costs/waiting.ts';

/** Every term of the cost, in cents. `unassigned` is last: it looks at what the others can cost. */
export const COSTS: readonly CostTerm[] = [
  fixed, travelTime, distance, taskTime, overtime, waiting, continuity, overqualification, fairness, latenessRisk, stability, unassigned,
];
