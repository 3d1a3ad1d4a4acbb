/** Letters on paper: a PDF each, the address where the window of the envelope is. It posts none and writes no word of its own. */
export { createLetters, letterPdf, lettersPdf } from './letters.ts';
export type { Paper } from '../documents/index.ts';
export type { Letter, Letters } from './letters.ts';
