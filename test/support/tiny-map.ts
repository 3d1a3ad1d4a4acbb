/** A map file made by code: one vector tile that covers the earth, after the specifications of PMTiles (version 3) and of vector tiles (version 2). */

const varint = (value: number): number[] => { const bytes: number[] = []; let left = value; while (left >= 128) { bytes.push((left % 128) | 128); left = Math.floor(left / 128); } return [...bytes, left]; };
/** A field of a protocol buffer: a number, or bytes with their length. */
const field = (number: number, value: number | readonly number[]): number[] => (typeof value === 'number' ? [...varint(number << 3), ...varint(value)] : [...varint((number << 3) | 2), ...varint(value.length), ...value]);
const text = (words: string): number[] => [...new TextEncoder().encode(words)];
const zigzag = (value: number): number => (value << 1) ^ (value >> 31);
const EXTENT = 4096;
const POLYGON = 3;

/** One square over the whole tile, in a layer of this name. */
function tileOf(layer: string): Uint8Array {
  const line = (dx: number, dy: number): number[] => [zigzag(dx), zigzag(dy)];
  const geometry = [9, ...line(0, 0), 26, ...line(EXTENT, 0), ...line(0, EXTENT), ...line(-EXTENT, 0), 15].flatMap(varint);
  return Uint8Array.from(field(3, [...field(15, 2), ...field(1, text(layer)), ...field(2, [...field(3, POLYGON), ...field(4, geometry)]), ...field(5, EXTENT)]));
}

/** A whole file: header of 127 bytes, a directory with one entry, what it says of itself, and the tile of the whole earth. */
export function tinyMap({ layer = 'water', credit = 'Test <a href="https://example.org">sheet</a>', size = 40_000 }: { layer?: string; credit?: string; size?: number } = {}): Buffer {
  const tile = tileOf(layer);
  const about = Buffer.from(JSON.stringify({ attribution: credit, vector_layers: [{ id: layer, fields: {} }] }));
  // One entry: its number, how many tiles it stands for, its length, its place (+ 1).
  const directory = Buffer.from([...varint(1), ...varint(0), ...varint(1), ...varint(tile.length), ...varint(1)]);
  const head = Buffer.alloc(127);
  head.write('PMTiles\u0003', 'latin1');
  const places: [number, number][] = [[127, directory.length], [127 + directory.length, about.length], [127 + directory.length + about.length, 0], [size, tile.length], [1, 0], [1, 0], [1, 0]];
  let at = 8;
  for (const [from, length] of places.slice(0, 4)) { head.writeBigUInt64LE(BigInt(from), at); head.writeBigUInt64LE(BigInt(length), at + 8); at += 16; }
  for (const [count] of places.slice(4)) { head.writeBigUInt64LE(BigInt(count), at); at += 8; }
  const NOT_PACKED = 1;
  const VECTOR = 1;
  head.set([1, NOT_PACKED, NOT_PACKED, VECTOR, 0, 0], 96);
  for (const [i, degrees] of [-180, -85, 180, 85].entries()) head.writeInt32LE(degrees * 10_000_000, 102 + 4 * i);
  // What lies between is never asked for: whoever reads the whole file is found out by its length.
  const before = Buffer.concat([head, directory, about]);
  return Buffer.concat([before, Buffer.alloc(size - before.length), tile]);
}
