import type { Problem, Window } from './problem.ts';

const fail = (field: string, says: string): never => {
  throw new RangeError(`${field}: ${says}`);
};

function checkIndex(field: string, index: number | undefined, count: number): void {
  if (index !== undefined && !(Number.isInteger(index) && index >= 0 && index < count)) fail(field, `is ${index}, expected 0 to ${count - 1}.`);
}

function checkAmount(field: string, amount: number | undefined): void {
  if (amount !== undefined && !(amount >= 0 && Number.isFinite(amount))) fail(field, `is ${amount}, expected a number from 0.`);
}

function checkWindows(field: string, windows: readonly Window[] | undefined): void {
  if (windows === undefined) return;
  if (windows.length === 0) fail(field, 'is empty; leave it out if any time is right.');
  for (const [k, [opens, closes]] of windows.entries()) {
    if (!(opens <= closes)) fail(`${field}[${k}]`, `opens at ${opens} after it closes at ${closes}.`);
    if (k > 0 && opens <= windows[k - 1]![1]) fail(`${field}[${k}]`, 'overlaps the one before it, or is not in order.');
    if (Math.abs(opens) > 1e11 && opens !== -Infinity) fail(`${field}[${k}]`, `is ${opens}, expected seconds.`);
  }
}

function checkStop(problem: Problem, s: number): void {
  const stop = problem.stops[s]!;
  const field = `stops[${s}]`;
  checkIndex(`${field}.place`, stop.place, problem.places);
  for (const name of ['service', 'setup', 'penalty', 'spread', 'priority'] as const) checkAmount(`${field}.${name}`, stop[name]);
  for (const name of ['delivery', 'pickup'] as const) for (const [k, amount] of (stop[name] ?? []).entries()) checkAmount(`${field}.${name}[${k}]`, amount);
  for (const [k, one] of (stop.perType ?? []).entries()) for (const name of ['service', 'setup'] as const) checkAmount(`${field}.perType[${k}].${name}`, one[name]);
  checkWindows(`${field}.windows`, stop.windows);
  checkIndex(`${field}.pinned`, stop.pinned, problem.duties.length);
}

const checkRests = (problem: Problem, v: number): void => {
  const { breaks = [], begun = [] } = problem.duties[v]!;
  for (const [k, rest] of breaks.entries()) {
    checkWindows(`duties[${v}].breaks[${k}].windows`, rest.windows);
    checkAmount(`duties[${v}].breaks[${k}].duration`, rest.duration);
  }
  for (const [k, s] of begun.entries()) checkIndex(`duties[${v}].begun[${k}]`, s, problem.stops.length);
};

function checkDuty(problem: Problem, v: number): void {
  const duty = problem.duties[v]!;
  const field = `duties[${v}]`;
  checkIndex(`${field}.start`, duty.start, problem.places);
  checkIndex(`${field}.end`, duty.end, problem.places);
  checkIndex(`${field}.profile`, duty.profile ?? 0, problem.travel.length);
  checkWindows(`${field}.shift`, duty.shift === undefined ? undefined : [duty.shift]);
  for (const name of ['overtime', 'maxStops', 'maxTravel', 'maxMetres'] as const) checkAmount(`${field}.${name}`, duty[name]);
  const { speed = 1 } = duty;
  if (!(speed > 0 && speed < 100)) fail(`${field}.speed`, `is ${speed}, expected more than 0 and less than 100.`);
  if (duty.maxMetres !== undefined && problem.travel[duty.profile ?? 0]?.cents !== undefined) fail(`${field}.maxMetres`, 'cannot be combined with travel.cents.');
  checkRests(problem, v);
}

function checkShipments(problem: Problem, begun: readonly number[]): void {
  const pairs = problem.shipments ?? [];
  const paired = pairs.flatMap((pair) => [pair.pickup, pair.delivery]);
  for (const [k, s] of paired.entries()) checkIndex(`shipments[${k >> 1}]`, s, problem.stops.length);
  if (new Set(paired).size !== paired.length) fail('shipments', 'a stop belongs to two shipments.');
  const carries = (amounts: readonly number[] | undefined) => amounts?.some((amount) => amount > 0) === true;
  for (const [k, { pickup, delivery }] of pairs.entries()) {
    const isDouble = carries(problem.stops[pickup]?.delivery) || carries(problem.stops[delivery]?.pickup);
    if (isDouble) fail(`shipments[${k}]`, 'carries only what its delivery stop has as delivery; the pickup stop cannot have deliveries, nor the delivery stop pickups.');
  }
  if (paired.some((s) => begun.includes(s))) fail('shipments', 'a stop of a shipment cannot have begun.');
}

function checkTravel(problem: Problem): void {
  const cells = problem.places * problem.places;
  if (problem.travel.length === 0) fail('travel', 'is empty; at least one table is needed.');
  for (const [k, table] of problem.travel.entries()) {
    for (const name of ['seconds', 'metres', 'cents'] as const) {
      const row = table[name];
      if (row !== undefined && row.length !== cells) fail(`travel[${k}].${name}`, `has ${row.length} cells, expected ${cells} (places × places).`);
    }
  }
}

/** Throws a RangeError that begins with the path of the first field that is wrong. */
export function checkProblem(problem: Problem): void {
  checkTravel(problem);
  for (let s = 0; s < problem.stops.length; s++) checkStop(problem, s);
  for (let v = 0; v < problem.duties.length; v++) checkDuty(problem, v);
  const begun = problem.duties.flatMap((duty) => duty.begun ?? []);
  if (new Set(begun).size !== begun.length) fail('duties', 'a stop has begun in two duties.');
  checkShipments(problem, begun);
}
