// Letters and figures that are not taken for one another, read out or written by hand: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
const LETTERS = '34679ACDEFGHJKMNPQRTWXY';

/** Random whole numbers below a bound, for words and codes that people carry. */
export type Dice = (below: number) => number;

/** The system's own randomness, without the bias of a remainder. */
export const secretDice: Dice = (below) => {
  const limit = Math.floor(0x1_0000_0000 / below) * below;
  for (;;) {
    const [drawn] = globalThis.crypto.getRandomValues(new Uint32Array(1));
    if (drawn !== undefined && drawn < limit) return drawn % below;
  }
};

/** `K7M-4QX`: 148 million of them, short enough for the telephone. It opens nothing without its code. */
export function newReference(dice: Dice): string {
  const letters = Array.from({ length: 6 }, () => LETTERS[dice(LETTERS.length)] ?? '');
  return `${letters.slice(0, 3).join('')}-${letters.slice(3).join('')}`;
}

/** A reference from six letters typed in any way; undefined when it cannot be one. */
export const readReference = (typed: string): string | undefined => {
  const letters = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  return letters.length === 6 ? `${letters.slice(0, 3)}-${letters.slice(3)}` : undefined;
};

/** So many figures, the first one too. */
export const newCode = (dice: Dice, figures: number): string => String(dice(10 ** figures)).padStart(figures, '0');
