/** Writes an OpenStreetMap extract (PBF) of roads that we invent: for tests of what reads real ones. Format: wiki.openstreetmap.org/wiki/PBF_Format. */
import type { LatLng } from '#kernel';

/** One road along its points, in order; two roads that share a point meet there. */
export type InventedRoad = Readonly<{ points: readonly LatLng[]; kind: 'residential' | 'primary' | 'footway'; oneWay?: boolean }>;

const varint = (value: number): Buffer => {
  const bytes: number[] = [];
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  return Buffer.from([...bytes, left]);
};
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const number = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)]);
const bytes = (field: number, value: Buffer): Buffer => Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
const packed = (field: number, values: readonly number[]): Buffer => bytes(field, Buffer.concat(values.map(varint)));

function block(type: 'OSMHeader' | 'OSMData', inside: Buffer): Buffer {
  const blob = Buffer.concat([bytes(1, inside), number(2, inside.length)]);
  const header = Buffer.concat([bytes(1, Buffer.from(type)), number(3, blob.length)]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(header.length);
  return Buffer.concat([size, header, blob]);
}

/** The extract as one file. Granularity 100 (nanodegrees), as is the default. */
export function inventedMap(roads: readonly InventedRoad[]): Buffer {
  const words = ['', 'highway', 'oneway', 'yes', 'residential', 'primary', 'footway'];
  const ids = new Map<string, number>();
  const nodes: Buffer[] = [];
  const nodeOf = ({ lat, lng }: LatLng): number => {
    const key = `${lat.toFixed(7)},${lng.toFixed(7)}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = ids.size + 1;
    ids.set(key, id);
    nodes.push(bytes(1, Buffer.concat([number(1, zigzag(id)), number(8, zigzag(Math.round(lat * 1e7))), number(9, zigzag(Math.round(lng * 1e7)))])));
    return id;
  };
  const ways = roads.map(({ points, kind, oneWay }, i) => {
    const refs = points.map(nodeOf);
    return bytes(3, Buffer.concat([
      number(1, i + 1), packed(2, oneWay ? [1, 2] : [1]), packed(3, oneWay ? [words.indexOf(kind), 3] : [words.indexOf(kind)]),
      packed(8, refs.map((ref, at) => zigzag(ref - (refs[at - 1] ?? 0)))),
    ]));
  });
  const strings = bytes(1, Buffer.concat(words.map((word) => bytes(1, Buffer.from(word)))));
  return Buffer.concat([
    block('OSMHeader', Buffer.concat([bytes(4, Buffer.from('OsmSchema-V0.6')), bytes(16, Buffer.from('porchlight tests'))])),
    block('OSMData', Buffer.concat([strings, bytes(2, Buffer.concat(nodes))])),
    block('OSMData', Buffer.concat([strings, bytes(2, Buffer.concat(ways))])),
  ]);
}
