import { MM } from './sheet.ts';

/** Whose envelopes a letter goes into. */
export type EnvelopeOf = 'FR' | 'GB' | 'DE';

/**
 * Where the address must stand to be seen through the window of a DL envelope (110 × 220 mm), sheet folded in three,
 * wherever the sheet slides inside it (11 mm up or down, 10 mm sideways). Millimetres from the top left corner of the sheet.
 * FR: window 45 × 100 mm, 20 mm from the right and the bottom of the envelope. GB: 35 × 90 mm, 20 mm from the left, 18 mm from the bottom.
 * DE: DIN 5008 form B, the address zone below the return line.
 */
const WINDOW: Readonly<Record<EnvelopeOf, Readonly<{ x: number; y: number; width: number; height: number }>>> = {
  FR: { x: 105, y: 47, width: 85, height: 31 },
  GB: { x: 23, y: 57.5, width: 76, height: 23 },
  DE: { x: 25, y: 62.7, width: 75, height: 27.3 },
};

/** The window's visible part in points, and where the letter may go on below it. */
export function addressWindow(of: EnvelopeOf): Readonly<{ x: number; y: number; width: number; height: number; below: number }> {
  const { x, y, width, height } = WINDOW[of];
  return { x: x * MM, y: y * MM, width: width * MM, height: height * MM, below: 98 * MM };
}
