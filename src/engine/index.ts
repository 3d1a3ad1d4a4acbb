/**
 * The dispatch engine: plans, judges and offers visits. It knows seconds, metres, cents and indices; no date, name or
 * database. A clock, where one is needed, is a function that the caller hands in.
 */
export { firstSequences, isLarge, RunningTotal, searchTask, sequencesOf, solutionOf, solve, type Options, type Report, type Searched, type Solution } from './solve.ts';
export { regionRounds, type Region, type Sequences, type Task } from './regions.ts';
export { judge, price } from './judge/judge.ts';
export { isVisit, type Fault, type Plan, type Price, type Rest, type Route, type Step, type Visit } from './plan.ts';
export { checkProblem } from './check-problem.ts';
export * from './problem.ts';
export { allSeated, firstOf, iterations, noImprovement, seconds, whenAsked, type Progress, type Stopping } from './stopping.ts';
export { Random } from './random.ts';
export { serviceBy, setupBy } from './work-times.ts';
export { TUNING, type Tuning } from './search/search.ts';
export { cheapest, createCalendar, type Asked, type Calendar, type Offer, type Timetable } from './offers/calendar.ts';
export type { Roads } from './offers/calendar-day.ts';
export type { TravelRows } from './offers/gap.ts';
export { repair, type RepairOptions } from './repair.ts';
