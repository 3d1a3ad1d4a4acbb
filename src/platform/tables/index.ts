/** Tables as files: CSV in whatever encoding a spreadsheet wrote it, and CSV that every spreadsheet opens. It knows no column of the trade. */
export { MOST_ROWS, readTable } from './read.ts';
export type { CannotRead, Cells, ReadRow, Table } from './read.ts';
export { writeTable } from './write.ts';
export { createImports } from './imports.ts';
export type { Imports } from './imports.ts';
