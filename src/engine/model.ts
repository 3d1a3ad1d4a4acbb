import { COSTS } from './costs.ts';
import type { NumberRow, Problem } from './problem.ts';
import { RULES } from './rules.ts';
import { emptyTables, type ServeRow, type Tables } from './tables.ts';
import { serviceBy, setupBy } from './work-times.ts';

/**
 * A problem made ready for the search. Nodes: stops 0…n−1, then the start of each duty (n+v), then its end (n+V+v).
 * Travel is read by row: `out[c]` from row `at[c]` onwards, `into[c]` from the transposed table, both `size` wide.
 */
export type Model = Readonly<{
  problem: Problem;
  tables: Tables;
  stops: number;
  duties: number;
  nodes: number;
  size: number;
  /** Node to row of the travel tables; the last row is "nowhere", to which travel takes no time. */
  at: Int32Array;
  /** By travel class of a duty: seconds out of and into each row; metres (or the table's own cents) likewise. */
  classOf: Int32Array;
  seconds: readonly Int32Array[];
  secondsInto: readonly Int32Array[];
  metres: readonly Int32Array[];
  metresInto: readonly Int32Array[];
  /** The least service and the most setup of any duty; `typed` when they differ by type of duty. */
  service: Float64Array;
  setup: Float64Array;
  typed: Readonly<{ typeOf: Int32Array; service: Float64Array; setup: Float64Array }> | null;
  /** Outer bounds of each stop's windows. */
  firstOpen: Float64Array;
  lastClose: Float64Array;
  spread: Float64Array;
  before: Float64Array;
  /** Breaks of duty v: `firstBreak[v]` to before `firstBreak[v + 1]`; windows of break b likewise. */
  layers: number;
  firstBreak: Int32Array;
  restFor: Float64Array;
  firstRestWindow: Int32Array;
  restOpens: Float64Array;
  restCloses: Float64Array;
  /** The most on board during break b, by dimension; null when no break limits that. */
  restMost: Float64Array | null;
  /** Equal rows of who may serve what are shared: row of duty v is `rowOf[v]`. */
  rowOf: Int32Array;
  may: Uint8Array;
  serving: Float64Array | null;
  isRestricted: boolean;
  /** Duties that differ in nothing share a kind. */
  kindOf: Int32Array;
  kinds: number;
  /** Duties differ in who they may serve, what that costs, their speed, rates or number of stops. */
  isMixed: boolean;
  hasTimedCost: boolean;
  /** Timed costs that come in steps or roots (risk, moved starts), which are never estimated. */
  hasStepCost: boolean;
  hasSetup: boolean;
  hasShipments: boolean;
  hasBegun: boolean;
  hasLimits: boolean;
  /** One window a stop, one amount in one direction, no breaks, setup, shipments, begun visits, limits or timed costs. */
  isPlain: boolean;
}>;

/** Rows of the places in use, dense, with "nowhere" last. */
function usedPlaces(problem: Problem): { rows: Int32Array; used: number[] } {
  const rows = new Int32Array(problem.places).fill(-1);
  const used: number[] = [];
  const use = (place: number | undefined) => {
    if (place === undefined || rows[place] !== -1) return;
    rows[place] = used.length;
    used.push(place);
  };
  for (const stop of problem.stops) use(stop.place);
  for (const duty of problem.duties) {
    use(duty.start);
    use(duty.end);
  }
  return { rows, used };
}

function squareOf(row: NumberRow | undefined, places: number, used: readonly number[], speed: number): Int32Array {
  const size = used.length + 1;
  const square = new Int32Array(size * size);
  if (row === undefined) return square;
  for (let a = 0; a < used.length; a++) {
    const from = used[a]! * places;
    for (let b = 0; b < used.length; b++) square[a * size + b] = Math.round(row[from + used[b]!]! / speed);
  }
  return square;
}

/** The transposed table, or the table itself when it is symmetric. */
function transposed(square: Int32Array, size: number): Int32Array {
  let isSymmetric = true;
  for (let a = 0; a < size && isSymmetric; a++) for (let b = 0; b < a; b++) if (square[a * size + b] !== square[b * size + a]) { isSymmetric = false; break; }
  if (isSymmetric) return square;
  const turned = new Int32Array(size * size);
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) turned[b * size + a] = square[a * size + b]!;
  return turned;
}

const isSame = (a: Int32Array, b: Int32Array): boolean => a.every((value, k) => value === b[k]);

function travelOf(problem: Problem, used: readonly number[]) {
  const classes = new Map<string, number>();
  const classOf = Int32Array.from(problem.duties, ({ profile = 0, speed = 1 }) => {
    const key = `${profile}/${speed}`;
    if (!classes.has(key)) classes.set(key, classes.size);
    return classes.get(key)!;
  });
  const size = used.length + 1;
  const seconds: Int32Array[] = [];
  const secondsInto: Int32Array[] = [];
  const metres: Int32Array[] = [];
  const metresInto: Int32Array[] = [];
  const byProfile = new Map<number, [Int32Array, Int32Array]>();
  for (const key of classes.keys()) {
    const [profile, speed] = key.split('/').map(Number) as [number, number];
    const table = problem.travel[profile]!;
    const out = squareOf(table.seconds, problem.places, used, speed);
    seconds.push(out);
    secondsInto.push(transposed(out, size));
    let lengths = byProfile.get(profile);
    if (lengths === undefined) {
      const priced = table.cents ?? table.metres;
      let length = priced === undefined ? out : squareOf(priced, problem.places, used, 1);
      if (length !== out && isSame(length, out)) length = out;
      lengths = [length, length === out ? secondsInto.at(-1)! : transposed(length, size)];
      byProfile.set(profile, lengths);
    }
    metres.push(lengths[0]);
    metresInto.push(lengths[1]);
  }
  return { classOf, seconds, secondsInto, metres, metresInto };
}

/** Technicians and duties that some stop names: they cannot share a row with others. */
function namedIn(problem: Problem): { technicians: Set<number>; duties: Set<number> } {
  const technicians = new Set<number>();
  const duties = new Set(problem.duties.flatMap((duty, v) => (duty.begun?.length ? [v] : [])));
  for (const stop of problem.stops) {
    if (stop.pinned !== undefined) duties.add(stop.pinned);
    for (const t of [stop.only, stop.never, stop.prefers?.map((wish) => wish.technician)].flatMap((list) => list ?? [])) technicians.add(t);
    if (stop.before !== undefined) technicians.add(stop.before.technician);
  }
  return { technicians, duties };
}

/** What a duty's row depends on. */
function rowKey(problem: Problem, v: number, named: ReturnType<typeof namedIn>): string {
  const { technician = v, skills = [], provider = null, type = null, rates = {} } = problem.duties[v]!;
  return JSON.stringify([skills, provider, type, rates.perTaskHour ?? 0, named.technicians.has(technician) ? technician : -1, named.duties.has(v) ? v : -1]);
}

/** Asks every rule and cost that looks only at who serves what. */
function serveRow(problem: Problem, duty: number): ServeRow {
  const row: ServeRow = { duty, may: new Uint8Array(problem.stops.length).fill(1), cents: new Float64Array(problem.stops.length) };
  for (const rule of RULES) rule.forbid?.(problem, row);
  for (const term of COSTS) term.serving?.(problem, row);
  return row;
}

/** Who may serve what, at what extra cents: one row for each group of duties that agree on everything. */
function rowsOf(problem: Problem) {
  const stops = problem.stops.length;
  const groups = new Map<string, number>();
  const rows: ServeRow[] = [];
  const named = namedIn(problem);
  const rowOf = Int32Array.from(problem.duties, (_, v) => {
    const key = rowKey(problem, v, named);
    if (!groups.has(key)) groups.set(key, rows.push(serveRow(problem, v)) - 1);
    return groups.get(key)!;
  });
  const may = new Uint8Array(rows.length * stops);
  for (const [k, row] of rows.entries()) may.set(row.may, k * stops);
  const serving = rows.some((row) => row.cents.some((value) => value !== 0)) ? new Float64Array(rows.length * stops) : null;
  if (serving !== null) for (const [k, row] of rows.entries()) serving.set(row.cents, k * stops);
  return { rowOf, may, serving, isRestricted: may.some((allowed) => allowed === 0) };
}

function restMostOf({ duties }: Problem, dimensions: number): Float64Array | null {
  const rests = duties.flatMap((duty) => duty.breaks ?? []);
  if (rests.every((rest) => rest.maxLoad === undefined)) return null;
  return Float64Array.from({ length: rests.length * dimensions }, (_, cell) => rests[Math.floor(cell / dimensions)]!.maxLoad?.[cell % dimensions] ?? Infinity);
}

export function breaksOf(problem: Pick<Problem, 'duties'>) {
  const firstBreak = new Int32Array(problem.duties.length + 1);
  const restFor: number[] = [];
  const firstRestWindow = [0];
  const restOpens: number[] = [];
  const restCloses: number[] = [];
  let layers = 1;
  for (const [v, duty] of problem.duties.entries()) {
    for (const rest of duty.breaks ?? []) {
      restFor.push(rest.duration);
      for (const [opens, closes] of rest.windows) {
        restOpens.push(opens);
        restCloses.push(closes);
      }
      firstRestWindow.push(restOpens.length);
    }
    firstBreak[v + 1] = restFor.length;
    layers = Math.max(layers, 1 + (duty.breaks?.length ?? 0));
  }
  return {
    layers, firstBreak, restFor: Float64Array.from(restFor), firstRestWindow: Int32Array.from(firstRestWindow),
    restOpens: Float64Array.from(restOpens), restCloses: Float64Array.from(restCloses),
  };
}

function kindsOf(problem: Problem, rowOf: Int32Array): { kindOf: Int32Array; kinds: number } {
  const kinds = new Map<string, number>();
  const kindOf = Int32Array.from(problem.duties, (duty, v) => {
    const { technician: _technician, skills: _skills, provider: _provider, begun, ...rest } = duty;
    const key = JSON.stringify([rowOf[v], begun?.length ? v : -1, Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
    if (!kinds.has(key)) kinds.set(key, kinds.size);
    return kinds.get(key)!;
  });
  return { kindOf, kinds: kinds.size };
}

const isOneWay = (amounts: Float64Array): boolean => amounts.every((amount) => amount === 0);

const differs = (row: Float64Array): boolean => row.some((value) => value !== row[0]);

const isMixed = (tables: Tables, who: { serving: Float64Array | null; isRestricted: boolean }, classes: number, stops: number): boolean =>
  who.serving !== null || who.isRestricted || classes > 2 || differs(tables.perSecond) || differs(tables.perMetre) || tables.maxStops.some((most) => most < stops);

/** Which parts of the general search a problem needs. */
function traitsOf(problem: Problem, tables: Tables, setup: Float64Array) {
  const isCharged = (rates: Float64Array) => rates.some((rate) => rate > 0);
  const hasRisk = tables.perRiskSecond > 0 && problem.stops.some((stop) => (stop.spread ?? 0) > 0);
  return {
    hasTimedCost: isCharged(tables.perOvertimeSecond) || isCharged(tables.perWaitingSecond) || tables.perSquareSecond > 0 || hasRisk || tables.movedStart > 0,
    hasStepCost: hasRisk || tables.movedStart > 0,
    hasSetup: setup.some((time) => time > 0), hasShipments: (problem.shipments ?? []).length > 0,
    hasBegun: problem.duties.some((duty) => (duty.begun ?? []).length > 0),
    hasLimits: problem.duties.some((duty) => duty.maxTravel !== undefined || duty.maxMetres !== undefined),
  };
}

/** Times worked, by type of duty where they differ. */
function workOf(problem: Problem): Pick<Model, 'service' | 'setup' | 'typed'> {
  const { stops, duties } = problem;
  const service = Float64Array.from(stops, (stop) => stop.service ?? 0);
  const setup = Float64Array.from(stops, (stop) => stop.setup ?? 0);
  if (!stops.some((stop) => (stop.perType ?? []).length > 0) || duties.every((duty) => duty.type === undefined)) return { service, setup, typed: null };
  const types = [...new Set(duties.map((duty) => duty.type))];
  const by = (of: typeof serviceBy) => Float64Array.from({ length: types.length * stops.length }, (_, cell) => {
    const type = types[Math.floor(cell / stops.length)];
    return of(stops[cell % stops.length], type === undefined ? {} : { type });
  });
  const typed = { typeOf: Int32Array.from(duties, (duty) => types.indexOf(duty.type)), service: by(serviceBy), setup: by(setupBy) };
  const over = (row: Float64Array, choose: (...values: number[]) => number) =>
    Float64Array.from(stops, (_, s) => choose(...types.map((_type, k) => row[k * stops.length + s]!)));
  return { service: over(typed.service, Math.min), setup: over(typed.setup, Math.max), typed };
}

/** Compiles a problem: every rule and every cost term writes its tables. */
export function modelOf(problem: Problem): Model {
  const stops = problem.stops.length;
  const duties = problem.duties.length;
  const tables = emptyTables(problem);
  for (const part of [...RULES, ...COSTS]) part.prepare?.(problem, tables);
  const { rows, used } = usedPlaces(problem);
  const nowhere = used.length;
  const at = new Int32Array(stops + 2 * duties);
  for (let s = 0; s < stops; s++) at[s] = rows[problem.stops[s]!.place]!;
  for (let v = 0; v < duties; v++) {
    const { start, end } = problem.duties[v]!;
    at[stops + v] = start === undefined ? nowhere : rows[start]!;
    at[stops + duties + v] = end === undefined ? nowhere : rows[end]!;
  }
  const rests = breaksOf(problem);
  const who = rowsOf(problem);
  const travel = travelOf(problem, used);
  const work = workOf(problem);
  const traits = traitsOf(problem, tables, work.setup);
  return {
    problem, tables, stops, duties, nodes: stops + 2 * duties, size: used.length + 1, at, ...travel,
    ...work,
    firstOpen: Float64Array.from({ length: stops }, (_, s) => tables.opens[tables.firstWindow[s]!]!),
    lastClose: Float64Array.from({ length: stops }, (_, s) => tables.closes[tables.firstWindow[s + 1]! - 1]!),
    spread: Float64Array.from(problem.stops, (stop) => stop.spread ?? 0),
    before: Float64Array.from(problem.stops, (stop) => stop.before?.start ?? NaN),
    ...rests, restMost: restMostOf(problem, tables.dimensions), ...who, ...kindsOf(problem, who.rowOf), isMixed: isMixed(tables, who, travel.seconds.length + travel.metres.length, stops), ...traits,
    isPlain: rests.layers === 1 && work.typed === null && Object.values(traits).every((has) => !has) && tables.opens.length === stops && tables.dimensions <= 1 && (isOneWay(tables.delivery) || isOneWay(tables.pickup)),
  };
}
