import type { Model } from '../model.ts';

/** Who is near whom, prepared once: all rows are sorted, the nearest first. */
export type Near = Readonly<{
  /** By stop: `width` stops to ruin around (−1 when there are fewer). */
  around: Int32Array;
  width: number;
  /** By stop: `degree` stops beside which it may be inserted, by drive, waiting and lateness (−1 when fewer). */
  beside: Int32Array;
  degree: number;
  /** By stop, when there are many kinds: one duty of each of the nearest kinds (−1 when fewer), nearest first. */
  duties: Int32Array;
  dutyDegree: number;
  /** By stop and kind: 1 when the start or end place of that kind is as near as the stops beside it. */
  isHomeNear: Uint8Array;
}>;

/** Partial selection: writes the `count` indices of the smallest keys, sorted, into `into` at `offset`; −1 pads. */
function selectNearest(keys: Float64Array, length: number, count: number, into: Int32Array, offset: number, order: Int32Array): void {
  let size = 0;
  for (let k = 0; k < length; k++) if (keys[k]! < Infinity) order[size++] = k;
  const chosen = order.subarray(0, size);
  if (size > count * 4) {
    // Quickselect first: sorting everything would dominate the preparation of large problems.
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const pivot = keys[chosen[(low + high) >> 1]!]!;
      let a = low;
      let b = high;
      while (a <= b) {
        while (keys[chosen[a]!]! < pivot) a++;
        while (keys[chosen[b]!]! > pivot) b--;
        if (a <= b) {
          const held = chosen[a]!;
          chosen[a++] = chosen[b]!;
          chosen[b--] = held;
        }
      }
      if (count <= b) high = b;
      else if (count > a) low = a;
      else break;
    }
  }
  const best = (size > count * 4 ? Array.from(chosen.subarray(0, count)) : Array.from(chosen)).sort((a, b) => keys[a]! - keys[b]! || a - b);
  for (let k = 0; k < count; k++) into[offset + k] = best[k] ?? -1;
}

/** Waiting and lateness of going from a to b at best (Vidal et al. 2013, proximity), by their outer windows. */
function strain(model: Model, a: number, b: number, drive: number): number {
  const { tables, service } = model;
  const opens = (s: number) => tables.opens[tables.firstWindow[s]!]!;
  const closes = (s: number) => tables.closes[tables.firstWindow[s + 1]! - 1]!;
  const wait = Math.max(0, opens(b) - drive - service[a]! - closes(a));
  const late = Math.max(0, opens(a) + service[a]! + drive - closes(b));
  return drive + 0.2 * wait + late;
}

type Drive = (from: number, to: number) => number;

/** What a drive costs; problems that pay for nothing on the road still have a nearness. */
function driveOf({ tables, size, seconds, metres }: Model): Drive {
  const [perSecond, perMetre] = [tables.perSecond[0]!, tables.perMetre[0]!];
  const time = seconds[0]!;
  const length = metres[0]!;
  return perSecond === 0 && perMetre === 0 ? (a, b) => time[a * size + b]! : (a, b) => perSecond * time[a * size + b]! + perMetre * length[a * size + b]!;
}

/** Kinds of duties up to which all of them are looked at for every stop. */
const FEW_KINDS = 8;

/** Writes which duties are near a stop: by kind, with few kinds, whether it is as near as `reach`; else the nearest ones. */
function dutiesNear(model: Model, degree: number, drive: Drive) {
  const { stops, duties, kinds, at, size, kindOf, rowOf, may } = model;
  const seconds = model.seconds[0]!;
  const isHomeNear = new Uint8Array(stops * kinds);
  const firstOfKind = new Int32Array(kinds).fill(-1);
  for (let v = duties - 1; v >= 0; v--) firstOfKind[kindOf[v]!] = v;
  const dutyDegree = kinds <= FEW_KINDS ? 0 : Math.min(degree, duties);
  const nearest = new Int32Array(stops * dutyDegree).fill(-1);
  const keys = new Float64Array(Math.max(duties, 1));
  const order = new Int32Array(keys.length);
  const note = (c: number, reach: number): void => {
    const row = at[c]!;
    if (dutyDegree === 0) {
      for (const [kind, v] of firstOfKind.entries()) {
        if (Math.min(seconds[at[stops + v]! * size + row]!, seconds[row * size + at[stops + duties + v]!]!) <= reach) isHomeNear[c * kinds + kind] = 1;
      }
      return;
    }
    for (let v = 0; v < duties; v++) {
      const isChoice = firstOfKind[kindOf[v]!] === v && may[rowOf[v]! * stops + c] === 1;
      keys[v] = isChoice ? drive(at[stops + v]!, row) + drive(row, at[stops + duties + v]!) : Infinity;
    }
    selectNearest(keys, duties, dutyDegree, nearest, c * dutyDegree, order);
  };
  return { isHomeNear, duties: nearest, dutyDegree, note };
}

/** All pairs of stops in one pass that keeps its buffers: 1,600 stops start in half a second (npm run bench day). */
export function nearOf(model: Model, degree: number, width: number, dutyDegree: number): Near {
  const { stops, at, size } = model;
  const seconds = model.seconds[0]!;
  const drive = driveOf(model);
  const w = Math.max(1, Math.min(width, stops - 1));
  const d = Math.max(1, Math.min(degree, stops - 1));
  const around = new Int32Array(stops * w).fill(-1);
  const beside = new Int32Array(stops * d).fill(-1);
  const keys = new Float64Array(Math.max(stops, 1));
  const order = new Int32Array(keys.length);
  const { note, ...ofDuties } = dutiesNear(model, dutyDegree, drive);
  for (let c = 0; c < stops; c++) {
    const row = at[c]!;
    for (let k = 0; k < stops; k++) keys[k] = k === c ? Infinity : drive(row, at[k]!) + drive(at[k]!, row);
    selectNearest(keys, stops, w, around, c * w, order);
    for (let k = 0; k < stops; k++) {
      keys[k] = k === c ? Infinity : Math.min(strain(model, k, c, seconds[at[k]! * size + row]!), strain(model, c, k, seconds[row * size + at[k]!]!));
    }
    selectNearest(keys, stops, d, beside, c * d, order);
    const last = beside[c * d + d - 1]!;
    note(c, last < 0 ? Infinity : keys[last]!);
  }
  return { around, width: w, beside, degree: d, ...ofDuties };
}
