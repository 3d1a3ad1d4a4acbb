import type { LatLng } from '#kernel';

/** Reads an encoded polyline of the given precision (6 for Valhalla): pairs of differences in base 64 chunks of five bits. */
export function readPolyline(text: string, digits: number): LatLng[] {
  const scale = 10 ** digits;
  const points: LatLng[] = [];
  let [at, lat, lng] = [0, 0, 0];
  const next = (): number => {
    let [value, shift, chunk] = [0, 0, 0];
    do {
      chunk = text.charCodeAt(at) - 63;
      at += 1;
      value |= (chunk & 31) << shift;
      shift += 5;
    } while (chunk >= 32 && at < text.length);
    return value & 1 ? ~(value >> 1) : value >> 1;
  };
  while (at < text.length) {
    lat += next();
    lng += next();
    points.push({ lat: lat / scale, lng: lng / scale });
  }
  return points;
}
