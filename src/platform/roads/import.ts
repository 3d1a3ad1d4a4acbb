import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { type Clock, type Result, no, ok } from '#kernel';
import { type TilesNote, currentTiles, useTiles } from './tiles.ts';
import { settingsFor } from './valhalla.ts';

/** The steps of Valhalla's tile builder, in its order. */
const STAGES = ['initialize', 'parseways', 'parserelations', 'parsenodes', 'constructedges', 'build', 'enhance', 'filter', 'transit', 'bss', 'hierarchy', 'shortcuts', 'restrictions', 'elevation', 'validate', 'cleanup'] as const;
/** Up to here a step reads files of the one before; from here on steps change the tiles where they lie, so an interrupted one cannot be done again alone. */
const BUILD = STAGES.indexOf('build');
const DIGEST = 16;

export type RoadsNotImported = Readonly<{ kind: 'map-not-readable'; stage: string; says: string }>;
export type ImportWishes = Readonly<{
  /** An OpenStreetMap extract in PBF. */
  file: string;
  /** The roads folder of this installation. */
  dir: string;
  clock: Clock;
  /** Told before each step. */
  progress(step: number, of: number, stage: string): void;
}>;

/**
 * Makes road tiles from an OpenStreetMap extract and puts them to use. What was in use stays in use until everything is made.
 * Interrupted, the next import of the same file goes on where it was. Refuses a file that is no map; throws when the disk does.
 */
export async function importRoads(wishes: ImportWishes): Promise<Result<TilesNote, RoadsNotImported>> {
  const { clock } = wishes;
  const [file, dir] = [resolve(wishes.file), resolve(wishes.dir)];
  const map = await digestOf(file);
  const work = join(dir, `work-${map}`);
  const made = join(work, 'tiles');
  await mkdir(made, { recursive: true });
  const settings = join(work, 'valhalla.json');
  await writeFile(settings, JSON.stringify(await settingsFor(made)));
  const doneFile = join(work, 'done');
  const program = builder();
  for (let step = await resumesAt(doneFile, made); step < STAGES.length; step += 1) {
    const stage = STAGES[step] ?? 'cleanup';
    wishes.progress(step + 1, STAGES.length, stage);
    const ran = await runStage(program, settings, stage, file);
    if (ran.code !== 0) return no({ kind: 'map-not-readable', stage, says: ran.last });
    await writeFile(doneFile, stage);
  }
  if (!(await readdir(made, { recursive: true })).some((name) => name.endsWith('.gph'))) {
    await rm(work, { recursive: true });
    return no({ kind: 'map-not-readable', stage: 'cleanup', says: 'no road in it that a car may use' });
  }
  return ok(await putToUse({ ...wishes, file, dir, map, work, made, at: clock.now() }));
}

async function putToUse({ file, dir, map, work, made, at }: ImportWishes & { map: string; work: string; made: string; at: Temporal.Instant }): Promise<TilesNote> {
  const before = await currentTiles(dir);
  const stamp = at.toString({ smallestUnit: 'second' }).replaceAll(/[-:TZ]/g, '');
  const next: TilesNote = { tiles: `tiles-${stamp}-${map}`, region: basename(file), importedAt: at.toString(), map };
  await rename(made, join(dir, next.tiles));
  await useTiles(dir, next);
  await rm(work, { recursive: true, force: true });
  // A running house may still read the tiles before these; those before them are read by nobody.
  for (const name of await readdir(dir)) {
    if (name.startsWith('tiles-') && name !== next.tiles && name !== before?.tiles) await rm(join(dir, name), { recursive: true, force: true });
  }
  return next;
}

/** The first step that is not done. After the tiles were begun, they are begun again. */
async function resumesAt(doneFile: string, made: string): Promise<number> {
  const done = await readFile(doneFile, 'utf8').catch(() => '');
  const next = STAGES.findIndex((stage) => stage === done) + 1;
  if (next <= BUILD) return next;
  for (const level of ['0', '1', '2']) await rm(join(made, level), { recursive: true, force: true });
  return BUILD;
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('hex').slice(0, DIGEST);
}

/** The tile builder inside the package, as the package itself finds it for this system. */
const builder = (): string => {
  const shipped = createRequire(import.meta.url).resolve('@valhallajs/valhallajs');
  return join(execFileSync(process.execPath, [join(dirname(shipped), 'bin', 'valhalla-cli.js'), 'print_bin_path'], { encoding: 'utf8' }).trim(), 'valhalla_build_tiles');
};

function runStage(program: string, settings: string, stage: string, file: string): Promise<{ code: number; last: string }> {
  return new Promise((done, failed) => {
    // It leaves notes of its own where it stands: they go with the work folder.
    const child = spawn(program, ['-c', settings, '-s', stage, '-e', stage, file], { cwd: dirname(settings), stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (part: Buffer): void => { said = (said + part.toString('utf8')).slice(-4_000); };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', failed);
    child.on('close', (code) => done({ code: code ?? 1, last: said.trim().split('\n').at(-1)?.replace(/^[\d/]+ [\d:.]+ (\[\w+\] )?/, '') ?? '' }));
  });
}
