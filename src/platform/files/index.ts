/** Files that people send, kept safely: pictures made anew without what they tell, PDFs as they are. It knows nobody's name. */
export { createFiles, shownName } from './files.ts';
export type { FileRefused, Files, FileType, Kept } from './files.ts';
export { removeWhole, writeWhole } from './whole.ts';
