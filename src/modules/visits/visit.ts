import { type Result, type TaskId, type TechnicianId, type VisitId, isAfter, isBefore, no, ok } from '#kernel';
import { type Outcome, OUTCOME_RULES } from './outcome.ts';
import { type Span, closeAll } from './time.ts';

export type VisitState = 'expected' | 'at-door' | 'working' | 'frozen' | 'ended';
export type FrozenWhy = 'wrong-code' | 'person' | 'technician' | 'operator';

/** What has happened at the door and after. Only the person's code takes it from the door to work. */
export type VisitRecord = Readonly<{
  id: VisitId;
  technician: TechnicianId;
  state: VisitState;
  /** Wrong codes since the last right one, or since the operator let it go on. */
  wrong: number;
  spans: readonly Span[];
  /** When they said that they are on the way; who waits is told once. */
  setOutAt?: Temporal.Instant;
  arrivedAt?: Temporal.Instant;
  startedAt?: Temporal.Instant;
  frozenAt?: Temporal.Instant;
  frozenWhy?: FrozenWhy;
  endedAt?: Temporal.Instant;
  outcome?: Outcome;
}>;

export const WRONG_CODES = 3;
/** So long before and after the promise the technician may come to the door. */
export const DOOR_MINUTES = 120;
/** So long one waits at a door, once the promise has begun, before nobody is home. */
export const WAIT_MINUTES = 10;

export type VisitOver = { kind: 'visit-over' };
export type VisitFrozen = { kind: 'visit-frozen' };
export type NotStarted = { kind: 'visit-not-started' };
export type NotArrived = { kind: 'not-at-the-door' };

export const expected = (id: VisitId, technician: TechnicianId): VisitRecord => ({ id, technician, state: 'expected', wrong: 0, spans: [] });

type Promised = Readonly<{ promisedFrom: Temporal.Instant; promisedUntil: Temporal.Instant }>;
export type NotNow = { kind: 'too-early'; from: Temporal.Instant } | { kind: 'too-late' };

/** Whether it is the hour of this visit: inside the promise and two hours around it. */
function isTheHour({ promisedFrom, promisedUntil }: Promised, now: Temporal.Instant): Result<true, NotNow> {
  const opens = promisedFrom.subtract({ minutes: DOOR_MINUTES });
  if (isBefore(now, opens)) return no({ kind: 'too-early', from: opens });
  return isAfter(now, promisedUntil.add({ minutes: DOOR_MINUTES })) ? no({ kind: 'too-late' }) : ok(true);
}

/** On the way: said once, and not after one is there. */
export function setOut(visit: VisitRecord, promised: Promised, now: Temporal.Instant): Result<VisitRecord, VisitOver | VisitFrozen | NotNow> {
  if (visit.state === 'ended') return no({ kind: 'visit-over' });
  if (visit.state === 'frozen') return no({ kind: 'visit-frozen' });
  if (visit.state !== 'expected' || visit.setOutAt) return ok(visit);
  const timely = isTheHour(promised, now);
  return timely.ok ? ok({ ...visit, setOutAt: now }) : timely;
}

/** At the door: inside the promise and two hours around it. Arriving twice is arriving once. */
export function arrive(visit: VisitRecord, promised: Promised, now: Temporal.Instant): Result<VisitRecord, VisitOver | VisitFrozen | NotNow> {
  if (visit.state === 'ended') return no({ kind: 'visit-over' });
  if (visit.state === 'frozen') return no({ kind: 'visit-frozen' });
  if (visit.state !== 'expected') return ok(visit);
  const timely = isTheHour(promised, now);
  return timely.ok ? ok({ ...visit, state: 'at-door', arrivedAt: now }) : timely;
}

export type CodeGiven = Readonly<{ visit: VisitRecord; came: 'right' | 'wrong' | 'frozen' }>;

/** Any use of the person's code: the third wrong one freezes the visit, and its clock. */
export function giveCode(visit: VisitRecord, fits: boolean, now: Temporal.Instant): CodeGiven {
  if (fits) return { visit: { ...visit, wrong: 0 }, came: 'right' };
  const wrong = visit.wrong + 1;
  if (wrong < WRONG_CODES) return { visit: { ...visit, wrong }, came: 'wrong' };
  return { visit: frozen({ ...visit, wrong }, 'wrong-code', now), came: 'frozen' };
}

/** The person's code at the door: the clock starts. */
export function checkIn(visit: VisitRecord, fits: boolean, now: Temporal.Instant, task?: TaskId): Result<CodeGiven, VisitOver | VisitFrozen | NotArrived> {
  if (visit.state === 'ended') return no({ kind: 'visit-over' });
  if (visit.state === 'frozen') return no({ kind: 'visit-frozen' });
  if (visit.state === 'working') return ok({ visit, came: 'right' });
  if (visit.state === 'expected') return no({ kind: 'not-at-the-door' });
  const given = giveCode(visit, fits, now);
  if (given.came !== 'right') return ok(given);
  const first: Span = { kind: 'attended', from: now, ...(task ? { task } : {}) };
  return ok({ came: 'right', visit: { ...given.visit, state: 'working', startedAt: now, spans: [first] } });
}

export const mustWork = (visit: VisitRecord): Result<VisitRecord, VisitOver | VisitFrozen | NotStarted> => {
  if (visit.state === 'ended') return no({ kind: 'visit-over' });
  if (visit.state === 'frozen') return no({ kind: 'visit-frozen' });
  return visit.state === 'working' ? ok(visit) : no({ kind: 'visit-not-started' });
};

const frozen = (visit: VisitRecord, why: FrozenWhy, now: Temporal.Instant): VisitRecord =>
  ({ ...visit, state: 'frozen', frozenAt: now, frozenWhy: why, spans: closeAll(visit.spans, now) });

/** "Something is wrong": everything stops, the clock too. */
export function freeze(visit: VisitRecord, why: FrozenWhy, now: Temporal.Instant): Result<VisitRecord, VisitOver> {
  if (visit.state === 'ended') return no({ kind: 'visit-over' });
  return ok(visit.state === 'frozen' ? visit : frozen(visit, why, now));
}

/** The operator lets it go on: back to where it was, with the tries at nought. The clock stays still until it is started. */
export function unfreeze(visit: VisitRecord): Result<VisitRecord, VisitOver | { kind: 'visit-not-frozen' }> {
  if (visit.state === 'ended') return no({ kind: 'visit-over' });
  if (visit.state !== 'frozen') return no({ kind: 'visit-not-frozen' });
  const { frozenAt: _at, frozenWhy: _why, ...rest } = visit;
  return ok({ ...rest, wrong: 0, state: visit.startedAt ? 'working' : visit.arrivedAt ? 'at-door' : 'expected' });
}

export type CannotEnd = VisitOver | VisitFrozen | NotStarted | NotArrived | { kind: 'sheet-incomplete' } | { kind: 'wait-at-the-door'; until: Temporal.Instant } | { kind: 'visit-has-started' };

type Has = Readonly<{ sheet: boolean; operator: boolean; promisedFrom: Temporal.Instant }>;

/** What keeps the door from being closed this way, whatever was written. */
function doorSays(visit: VisitRecord, outcome: Outcome, has: Has, now: Temporal.Instant): CannotEnd | undefined {
  const rule = OUTCOME_RULES[outcome];
  if (rule.needsStart) return visit.startedAt ? undefined : { kind: 'visit-not-started' };
  if (rule.money !== 'missed-fee') return undefined;
  if (visit.startedAt) return { kind: 'visit-has-started' };
  if (!visit.arrivedAt) return { kind: 'not-at-the-door' };
  const waited = waitUntil(visit.arrivedAt, has.promisedFrom);
  return outcome === 'nobody-home' && isBefore(now, waited) ? { kind: 'wait-at-the-door', until: waited } : undefined;
}

/** Ends a visit. A frozen one is ended by the operator, or by whoever leaves because it is not safe. */
export function end(visit: VisitRecord, outcome: Outcome, has: Has, now: Temporal.Instant): Result<VisitRecord, CannotEnd> {
  if (visit.state === 'ended') return no({ kind: 'visit-over' });
  if (visit.state === 'frozen' && outcome !== 'unsafe' && !has.operator) return no({ kind: 'visit-frozen' });
  if (visit.state === 'expected' && !has.operator) return no({ kind: 'not-at-the-door' });
  const door = doorSays(visit, outcome, has, now);
  if (door) return no(door);
  if (OUTCOME_RULES[outcome].sheet === 'written' && !has.sheet) return no({ kind: 'sheet-incomplete' });
  const { frozenAt: _at, frozenWhy: _why, ...rest } = visit;
  return ok({ ...rest, state: 'ended', outcome, endedAt: now, spans: closeAll(visit.spans, now) });
}

/** From when on nobody may be home: ten minutes at the door, none of them before the promise. */
const waitUntil = (arrivedAt: Temporal.Instant, promisedFrom: Temporal.Instant): Temporal.Instant =>
  (isAfter(arrivedAt, promisedFrom) ? arrivedAt : promisedFrom).add({ minutes: WAIT_MINUTES });
