// Starts the program, or one of its scripts, under the Node it is pinned to:
//   node bootstrap/run.mjs start [option …]             the command line of Porchlight
//   node bootstrap/run.mjs --script FILE [argument …]   one TypeScript file of this folder
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { install, Refusal, root } from './install.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'];

function whatToRun(args) {
  if (args[0] !== '--script') return [join(root, 'src', 'commands', 'index.ts'), ...args];
  if (args[1] === undefined) throw new Refusal('Which script? Write: node bootstrap/run.mjs --script FILE [argument …]');
  return [resolve(root, args[1]), ...args.slice(2)];
}

function run(node, args) {
  // The pinned Node comes first for whatever the program starts itself.
  const PATH = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  // Node calls its own stripping of types experimental when a program asks for it; nobody who starts Porchlight can use that news.
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], { stdio: 'inherit', env: { ...process.env, PATH } });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  stopWithNpm(child);
  child.on('error', (error) => {
    process.stderr.write(`Could not run ${node}: ${error.message}. Maybe node_modules was changed by hand: delete it and try again.\n`);
    process.exit(70);
  });
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? code : 128 + constants.signals[signal]);
  });
}

/** npm passes a polite kill on to the shell between us alone; the shell dies and we would be forgotten, still serving. */
function stopWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  setInterval(() => { if (process.ppid !== shell) child.kill('SIGTERM'); }, 300).unref();
}

try {
  run(install(), whatToRun(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
