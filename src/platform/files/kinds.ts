/** What a file is by its own first bytes. What it calls itself does not count. */
export type FoundKind = 'picture' | 'heic' | 'pdf' | 'unknown';

const startsWith = (bytes: Uint8Array, ...first: readonly number[]): boolean => first.every((byte, i) => bytes[i] === byte);
const ascii = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1');

export function kindOf(bytes: Uint8Array): FoundKind {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'picture';
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'picture';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'picture';
  if (ascii(bytes, 4, 8) === 'ftyp') return /^(avif|avis)$/.test(ascii(bytes, 8, 12)) ? 'picture' : 'heic';
  if (ascii(bytes, 0, 5) === '%PDF-' && ascii(bytes, Math.max(0, bytes.length - 2_048), bytes.length).includes('%%EOF')) return 'pdf';
  return 'unknown';
}
