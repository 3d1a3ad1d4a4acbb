import type { Break, Duty, Problem, Rates, SkillLevel, Stop, Travel } from '#engine';
import { Fields, InputError, show } from './fields.ts';
import { readSteps } from './steps.ts';
import { perTypeOf, Types } from './types.ts';

/** What a stop was called in the input. */
export type StopName = Readonly<{ type: 'job' | 'pickup' | 'delivery'; id: number; location: number; description?: string }>;
export type VehicleName = Readonly<{ id: number; description?: string; breakIds: readonly number[]; start?: number; end?: number }>;

/** A VROOM problem in the engine's terms, with the names to answer in. */
export type VroomProblem = Readonly<{
  problem: Problem;
  stops: readonly StopName[];
  vehicles: readonly VehicleName[];
  /** Amount dimensions. */
  dimensions: number;
  hasDistances: boolean;
  /** Routes to begin with, from the vehicles' `steps`. */
  start?: readonly (readonly number[])[];
}>;

type Matrices = { places: number; travel: Travel[]; profiles: Map<string, number>; hasDistances: boolean };

function readSquare(fields: Fields, name: string): Int32Array | undefined {
  if (!fields.has(name)) return undefined;
  const rows = fields.list(name);
  const square = new Int32Array(rows.length * rows.length);
  for (const [a, row] of rows.entries()) {
    if (!Array.isArray(row) || row.length !== rows.length) fields.fail(`${name}[${a}]`, `expected ${rows.length} numbers, as there are rows.`);
    for (let b = 0; b < rows.length; b++) {
      const cell = (row as unknown[])[b];
      if (typeof cell !== 'number' || !(cell >= 0) || cell > 2 ** 31 - 1) fields.fail(`${name}[${a}][${b}]`, `expected a number from 0, found ${show(cell)}.`);
      square[a * rows.length + b] = Math.round(cell as number);
    }
  }
  return square;
}

function readMatrices(root: Fields): Matrices {
  const travel: Travel[] = [];
  const profiles = new Map<string, number>();
  let places = -1;
  let hasDistances = false;
  const add = (profile: string, fields: Fields, durations: string) => {
    const seconds = readSquare(fields, durations) ?? fields.fail(durations, 'is missing.');
    const metres = readSquare(fields, 'distances');
    const cents = readSquare(fields, 'costs');
    const size = Math.sqrt(seconds.length);
    if (places >= 0 && places !== size) fields.fail(durations, `has ${size} rows, another profile has ${places}.`);
    for (const [name, table] of [['distances', metres], ['costs', cents]] as const) if (table !== undefined && table.length !== seconds.length) fields.fail(name, `has not the size of ${durations}.`);
    places = size;
    hasDistances ||= metres !== undefined;
    profiles.set(profile, travel.length);
    travel.push({ seconds, ...(metres === undefined ? {} : { metres }), ...(cents === undefined ? {} : { cents }) });
  };
  if (root.has('matrix')) add('car', root, 'matrix');
  for (const [profile, value] of root.object('matrices')?.entries() ?? []) {
    const fields = new Fields(value, `matrices.${profile}`);
    add(profile, fields, 'durations');
    fields.end();
  }
  if (travel.length === 0) root.fail('matrices', 'is missing. Give durations (and distances) by profile, for example matrices.car.durations; no routing server is asked.');
  return { places, travel, profiles, hasDistances };
}

function skillsOf(fields: Fields): SkillLevel[] {
  const skills: SkillLevel[] = fields.numbers('skills').map((skill) => ({ skill }));
  for (const [name, level] of fields.object('skill_levels')?.entries() ?? []) {
    if (typeof level !== 'number' || !Number.isInteger(Number(name))) fields.fail(`skill_levels.${name}`, `expected a level by skill number, found ${show(level)}.`);
    const skill = Number(name);
    const known = skills.findIndex((one) => one.skill === skill);
    if (known >= 0) skills.splice(known, 1);
    skills.push({ skill, level: level as number });
  }
  return skills;
}

function locationOf(fields: Fields, name: string, places: number): number | undefined {
  const index = fields.number(name);
  if (index !== undefined && !(Number.isInteger(index) && index < places)) fields.fail(name, `is ${index}, the matrix has rows 0 to ${places - 1}.`);
  return index;
}

type Context = Matrices & { technicianOf: Map<number, number>; types: Types };

/** Fields of a job, or of one end of a shipment. */
function readStop(fields: Fields, context: Context): { stop: Stop; location: number } {
  fields.raw('location');
  const location = locationOf(fields, 'location_index', context.places) ?? fields.fail('location_index', 'is missing; it says which row of the matrix this is.');
  const perType = perTypeOf(fields, context.types);
  const windows = fields.windows('time_windows');
  const stop: Stop = { place: location, service: fields.number('service') ?? 0, setup: fields.number('setup') ?? 0, ...(windows === undefined ? {} : { windows }), ...(perType.length === 0 ? {} : { perType }) };
  return { stop, location };
}

/** What VROOM does not know: who may come, who comes gladly, whose visit it is, what leaving it out costs. */
function readWishes(fields: Fields, context: Context): Partial<Stop> {
  const vehicle = (id: number, name: string): number => context.technicianOf.get(id) ?? fields.fail(name, `there is no vehicle ${id}.`);
  const named = (name: string) => fields.numbers(name).map((id) => vehicle(id, name));
  const priority = fields.number('priority') ?? 0;
  if (priority > 100) fields.fail('priority', `is ${priority}, expected 0 to 100.`);
  const penalty = fields.number('penalty');
  const provider = fields.number('provider');
  const spread = fields.number('service_deviation');
  const skills = skillsOf(fields);
  const prefers = (fields.object('preferred_vehicles')?.entries() ?? []).map(([id, cents]) => ({ technician: vehicle(Number(id), `preferred_vehicles.${id}`), cents: Number(cents) }));
  return {
    priority, ...(skills.length === 0 ? {} : { skills }), ...(penalty === undefined ? {} : { penalty }), ...(provider === undefined ? {} : { provider }),
    ...(spread === undefined ? {} : { spread }), ...(fields.has('allowed_vehicles') ? { only: named('allowed_vehicles') } : {}),
    ...(fields.has('forbidden_vehicles') ? { never: named('forbidden_vehicles') } : {}), ...(prefers.length === 0 ? {} : { prefers }),
  };
}

/** Breaks in the order of their windows. */
function readBreaks(fields: Fields): { rest: Break; id: number }[] {
  return fields.objects('breaks').map((one) => {
    const id = one.need('id');
    const windows = one.windows('time_windows') ?? one.fail('time_windows', 'is missing.');
    const rest = { windows, duration: one.number('service') ?? 0, ...(one.has('max_load') ? { maxLoad: one.numbers('max_load') } : {}) };
    one.end();
    return { rest, id };
  }).sort((a, b) => a.rest.windows[0]![0] - b.rest.windows[0]![0]);
}

/** VROOM's defaults: an hour of driving costs 3600, all else nothing. */
function readRates(fields: Fields): Rates {
  const rates = fields.object('costs') ?? new Fields({}, fields.at('costs'));
  const of = (name: string, absent: number) => rates.number(name) ?? absent;
  const read = { fixed: of('fixed', 0), perHour: of('per_hour', 3600), perKm: of('per_km', 0), perTaskHour: of('per_task_hour', 0), perOvertimeHour: of('per_overtime_hour', 5400) };
  rates.end();
  return read;
}

function checkStart(fields: Fields, start: number | undefined, end: number | undefined): void {
  if (start === undefined && end === undefined && (fields.has('start') || fields.has('end'))) fields.fail('start_index', 'is missing; it says which row of the matrix the start is.');
}

/** Times count from 0: a day without a time window begins then. */
const ANY_TIME = [0, 1e11] as const;

function readVehicle(fields: Fields, context: Context, dimensions: { count: number }): { duty: Duty; name: VehicleName; steps: Fields[] } {
  const id = fields.need('id');
  for (const name of ['start', 'end']) fields.raw(name);
  const profile = fields.text('profile') ?? 'car';
  const table = context.profiles.get(profile) ?? fields.fail('profile', `is "${profile}", but matrices has only ${[...context.profiles.keys()].join(', ')}.`);
  const start = locationOf(fields, 'start_index', context.places);
  const end = locationOf(fields, 'end_index', context.places);
  checkStart(fields, start, end);
  const shift = fields.has('time_window') ? fields.window(fields.raw('time_window'), fields.at('time_window')) : ANY_TIME;
  const rests = readBreaks(fields);
  const capacity = fields.has('capacity') ? fields.numbers('capacity') : undefined;
  dimensions.count = Math.max(dimensions.count, capacity?.length ?? 0);
  const optional = {
    overtime: fields.number('max_overtime'), maxStops: fields.number('max_tasks'), maxTravel: fields.number('max_travel_time'),
    maxMetres: fields.number('max_distance'), provider: fields.number('provider'), speed: fields.number('speed_factor'), start, end, shift, capacity,
  };
  const type = fields.text('type');
  const duty: Duty = {
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    technician: context.technicianOf.get(id)!, profile: table, skills: skillsOf(fields), breaks: rests.map((one) => one.rest),
    rates: readRates(fields), ...(type === undefined ? {} : { type: context.types.of(type) }),
  };
  if (duty.speed !== undefined && !(duty.speed > 0)) fields.fail('speed_factor', 'must be more than 0.');
  const description = fields.text('description');
  const steps = fields.objects('steps');
  fields.raw('technician');
  fields.end();
  const given = Object.fromEntries(Object.entries({ description, start, end }).filter(([, value]) => value !== undefined));
  return { duty, steps, name: { id, breakIds: rests.map((one) => one.id), ...given } };
}

/** Vehicles that share `technician` are days of one person; without it each is its own. */
function techniciansOf(vehicles: readonly Fields[]): Map<number, number> {
  const byName = new Map<string, number>();
  const technicianOf = new Map<number, number>();
  for (const vehicle of vehicles) {
    const id = vehicle.need('id');
    if (technicianOf.has(id)) vehicle.fail('id', `is ${id}, as another vehicle's.`);
    const who = vehicle.number('technician');
    const key = who === undefined ? `vehicle ${id}` : `technician ${who}`;
    if (!byName.has(key)) byName.set(key, byName.size);
    technicianOf.set(id, byName.get(key)!);
  }
  return technicianOf;
}

type Reading = { stops: Stop[]; names: StopName[]; shipments: { pickup: number; delivery: number }[]; dimensions: { count: number } };

function readJobs(root: Fields, context: Context, into: Reading): void {
  for (const fields of root.objects('jobs')) {
    const id = fields.need('id');
    const { stop, location } = readStop(fields, context);
    const delivery = fields.has('amount') ? fields.numbers('amount') : fields.numbers('delivery');
    const pickup = fields.numbers('pickup');
    into.dimensions.count = Math.max(into.dimensions.count, delivery.length, pickup.length);
    const description = fields.text('description');
    into.stops.push({ ...stop, ...readWishes(fields, context), delivery, pickup });
    into.names.push({ type: 'job', id, location, ...(description === undefined ? {} : { description }) });
    fields.end();
  }
}

function readShipments(root: Fields, context: Context, into: Reading): void {
  for (const fields of root.objects('shipments')) {
    const amount = fields.numbers('amount');
    into.dimensions.count = Math.max(into.dimensions.count, amount.length);
    const wishes = readWishes(fields, context);
    const ends = (['pickup', 'delivery'] as const).map((type) => {
      const end = fields.object(type) ?? fields.fail(type, 'is missing.');
      const id = end.need('id');
      const { stop, location } = readStop(end, context);
      const description = end.text('description');
      into.stops.push({ ...stop, ...wishes, ...(type === 'delivery' ? { delivery: amount } : {}) });
      into.names.push({ type, id, location, ...(description === undefined ? {} : { description }) });
      end.end();
      return into.stops.length - 1;
    });
    into.shipments.push({ pickup: ends[0]!, delivery: ends[1]! });
    fields.end();
  }
}

function checkNames(names: readonly StopName[]): void {
  const seen = new Set<string>();
  for (const { type, id } of names) {
    if (seen.has(`${type}/${id}`)) throw new InputError(`${type === 'job' ? 'jobs' : 'shipments'}: two of them have the ${type} id ${id}.`);
    seen.add(`${type}/${id}`);
  }
}

const WEIGHTS = {
  waiting_per_hour: 'waitingPerHour', overqualified_per_level: 'overqualifiedPerLevel', fairness_per_square_hour: 'fairnessPerSquareHour',
  lateness_risk_per_hour: 'latenessRiskPerHour',
} as const;

/** Reads VROOM's input format. Throws an InputError that begins with the path of the field. */
export function readVroom(input: unknown): VroomProblem {
  const root = new Fields(input, '');
  root.raw('options');
  const matrices = readMatrices(root);
  const vehicles = root.objects('vehicles');
  if (vehicles.length === 0) root.fail('vehicles', 'is missing or empty.');
  const context: Context = { ...matrices, technicianOf: techniciansOf(vehicles), types: new Types() };
  const reading: Reading = { stops: [], names: [], shipments: [], dimensions: { count: 0 } };
  readJobs(root, context, reading);
  readShipments(root, context, reading);
  checkNames(reading.names);
  const read = vehicles.map((fields) => readVehicle(fields, context, reading.dimensions));
  const duties = read.map((one) => one.duty);
  const start = readSteps(read.map((one) => one.steps), reading.names, { stops: reading.stops, duties, breakIds: read.map((one) => one.name.breakIds) });
  const weights = root.object('weights');
  const problem: Problem = {
    places: matrices.places, travel: matrices.travel, stops: reading.stops, duties, shipments: reading.shipments,
    ...(weights === undefined ? {} : { weights: Object.fromEntries(Object.entries(WEIGHTS).map(([name, ours]) => [ours, weights.number(name) ?? 0])) }),
  };
  weights?.end();
  root.end();
  return {
    problem, stops: reading.names, vehicles: read.map((one) => one.name), dimensions: reading.dimensions.count, hasDistances: matrices.hasDistances,
    ...(start === undefined ? {} : { start }),
  };
}
