import type { Stage } from '../stage.ts';
import type { PlannedVisit } from './visits.ts';

/** The bill of a visit that has ended. */
export function planBill(stage: Stage, planned: PlannedVisit): void {
  void stage; void planned;
}
