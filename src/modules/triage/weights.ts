import type { Features } from './features.ts';

/** One thing the model tells (leaf, device, urgency, channel): a row of int8 weights per feature, a scale per label. */
export type Head = Readonly<{ labels: readonly string[]; scale: Float32Array; bias: Float32Array; values: Int8Array }>;
/** The trained part: for each feature (known by its hash alone) its rarity and a row in each head. Holds no words. */
export type Weights = Readonly<{ version: string; rows: ReadonlyMap<number, number>; rarity: Uint8Array; heads: Readonly<Record<string, Head>> }>;

/** FNV-1a, 32 bits: features are kept by hash, so no text can be read back from the file. */
export function hashOf(feature: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < feature.length; at += 1) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

/** Rarities are kept in steps of 1/24, up to about 10. */
export const RARITY_STEP = 24;

/** One known feature of a text: its row, its share in the text (the shares' squares add up to 1), the person's words. */
export type Weighed = Readonly<{ row: number; value: number; from: string }>;

/** The features that the model knows, weighed by rarity and brought to length 1. */
export function weigh(features: Features, rows: ReadonlyMap<number, number>, rarity: Uint8Array): Weighed[] {
  const known: { row: number; value: number; from: string }[] = [];
  let squares = 0;
  for (const [key, { times, from }] of features) {
    const row = rows.get(hashOf(key));
    if (row === undefined) continue;
    const value = ((1 + Math.log(times)) * (rarity[row] ?? 0)) / RARITY_STEP;
    squares += value * value;
    known.push({ row, value, from });
  }
  const length = Math.sqrt(squares) || 1;
  for (const one of known) one.value /= length;
  return known;
}

/** The score of each label of a head, before any softmax. */
export function scored(head: Head, weighed: readonly Weighed[]): Float64Array {
  const count = head.labels.length;
  const sums = new Float64Array(count);
  for (const { row, value } of weighed) {
    const from = row * count;
    for (let label = 0; label < count; label += 1) sums[label] = (sums[label] ?? 0) + value * (head.values[from + label] ?? 0);
  }
  return sums.map((sum, label) => sum * (head.scale[label] ?? 0) + (head.bias[label] ?? 0));
}

/** Scores to shares that add up to 1. */
export function softmax(scores: Float64Array): Float64Array {
  const top = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const raised = scores.map((score) => Math.exp(score - top));
  const sum = raised.reduce((a, b) => a + b, 0);
  return raised.map((one) => one / sum);
}

type HeadWritten = { name: string; labels: readonly string[]; scale: number[]; bias: number[] };
type Header = { version: string; rows: number; heads: HeadWritten[] };

/** Writes: length of the header (uint32 LE), header (JSON), hashes (uint32 LE), rarities (uint8), the int8 rows of each head. */
export function writeWeights(weights: Weights): Uint8Array {
  const heads = Object.entries(weights.heads);
  const round = (numbers: Float32Array): number[] => Array.from(numbers, (n) => Math.round(n * 1e6) / 1e6);
  const header: Header = {
    version: weights.version, rows: weights.rarity.length,
    heads: heads.map(([name, head]) => ({ name, labels: head.labels, scale: round(head.scale), bias: round(head.bias) })),
  };
  const written = new TextEncoder().encode(JSON.stringify(header));
  const hashes = new Uint32Array(weights.rarity.length);
  for (const [hash, row] of weights.rows) hashes[row] = hash;
  const size = 4 + written.length + hashes.length * 5 + heads.reduce((sum, [, head]) => sum + head.values.length, 0);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  view.setUint32(0, written.length, true);
  file.set(written, 4);
  let at = 4 + written.length;
  for (const hash of hashes) { view.setUint32(at, hash, true); at += 4; }
  file.set(weights.rarity, at);
  at += weights.rarity.length;
  for (const [, head] of heads) { file.set(new Uint8Array(head.values.buffer, head.values.byteOffset, head.values.length), at); at += head.values.length; }
  return file;
}

/** Reads what `writeWeights` wrote. A file of another shape is a fault and thrown. */
export function readWeights(file: Uint8Array): Weights {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerLength = view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(4, 4 + headerLength))) as Header;
  let at = 4 + headerLength;
  const rows = new Map<number, number>();
  for (let row = 0; row < header.rows; row += 1) { rows.set(view.getUint32(at, true), row); at += 4; }
  const rarity = Uint8Array.from(file.subarray(at, at + header.rows));
  at += header.rows;
  const heads: Record<string, Head> = {};
  for (const { name, labels, scale, bias } of header.heads) {
    const values = new Int8Array(Uint8Array.from(file.subarray(at, at + header.rows * labels.length)).buffer);
    at += header.rows * labels.length;
    heads[name] = { labels, scale: Float32Array.from(scale), bias: Float32Array.from(bias), values };
  }
  if (at !== file.length) throw new Error(`The weights end at byte (${at}) of (${file.length}). Maybe the file was cut off or is of another version.`);
  return { version: header.version, rows, rarity, heads };
}
