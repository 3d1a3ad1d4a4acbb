/** Everything of an installation in one file, and back. Not a copy of the server's files: it can move between PostgreSQL versions. */
export { takeBackup, type Taken } from './backup/take.ts';
export { CannotRestore, restoreBackup } from './backup/bring-back.ts';
