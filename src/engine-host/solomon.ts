import type { Duty, Problem, Stop } from '#engine';

/** A Solomon or Gehring & Homberger instance, in tenths: distances and times truncated to one decimal (DIMACS). */
export type SolomonInstance = Readonly<{ name: string; problem: Problem }>;

const SCALE = 10;

function numbersOf(text: string, from: number, name: string): number[][] {
  const rows = text.slice(from).split(/\r?\n/).map((line) => line.trim()).filter((line) => /^-?\d/.test(line)).map((line) => line.split(/\s+/).map(Number));
  const broken = rows.find((row) => row.length < 7 || row.some((value) => !Number.isFinite(value)));
  if (broken !== undefined) throw new RangeError(`${name}: a customer row needs seven numbers, found "${broken.join(' ')}".`);
  return rows;
}

/** Reads the usual text format. One cost: distance; the number of vehicles is a limit, never a goal. */
export function readSolomon(text: string): SolomonInstance {
  const name = text.trim().split(/\s/)[0] ?? 'instance';
  const fleet = /CAPACITY\s+(\d+)\s+(\d+)/i.exec(text);
  const table = text.search(/CUST\s+NO/i);
  if (fleet === null || table < 0) throw new RangeError(`${name}: not a Solomon file: the VEHICLE or CUSTOMER table is missing.`);
  const rows = numbersOf(text, table, name);
  if (rows[0]?.[0] !== 0) throw new RangeError(`${name}: the first customer row must be the depot, number 0.`);
  const [vehicles, capacity] = [Number(fleet[1]), Number(fleet[2])];
  const places = rows.length;
  const seconds = new Int32Array(places * places);
  for (let a = 0; a < places; a++) {
    for (let b = 0; b < places; b++) seconds[a * places + b] = Math.floor(SCALE * Math.hypot(rows[a]![1]! - rows[b]![1]!, rows[a]![2]! - rows[b]![2]!) + 1e-9);
  }
  const stops: Stop[] = rows.slice(1).map(([, , , demand, ready, due, service], k) => ({
    place: k + 1, service: service! * SCALE, windows: [[ready! * SCALE, due! * SCALE]], delivery: [demand!],
  }));
  const depot = rows[0]!;
  const duty: Duty = { start: 0, end: 0, shift: [depot[4]! * SCALE, depot[5]! * SCALE], capacity: [capacity], rates: { perHour: 3600, perKm: 0 } };
  return { name, problem: { places, travel: [{ seconds }], stops, duties: Array.from({ length: vehicles }, () => duty) } };
}
