import type { Appointment } from '#modules/booking';
import type { Errand } from '../errands/errand.ts';
import type { Household, Stage } from '../stage.ts';

/** How a past visit ended. */
export type Ending = 'solved' | 'partly' | 'unsolved' | 'nobody-home';
export type PlannedVisit = Readonly<{ visit: Appointment; house: Household; errand: Errand; ending: Ending; pick: number }>;

/** What happens at the door and after, when its day is over before today begins. */
export function planVisit(stage: Stage, { visit }: PlannedVisit): void {
  void stage;
  void visit;
}
