import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '..', '..');
const elsewhere = mkdtempSync(join(tmpdir(), 'porchlight-elsewhere-'));
after(() => { rmSync(elsewhere, { recursive: true }); });

/** Runs a command in another folder; `meet` is called with its first words. */
function run(command: string, args: readonly string[], meet: (kill: (signal: NodeJS.Signals) => void) => void = () => undefined): Promise<{ code: number | null; said: string }> {
  const child = spawn(command, args, { cwd: elsewhere, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text) => {
    if (said === '') meet((signal) => { child.kill(signal); });
    said += String(text);
  });
  child.stderr.on('data', (text) => { said += String(text); });
  return new Promise((resolve) => { child.on('close', (code) => { resolve({ code, said }); }); });
}

function script(text: string): string {
  const file = join(elsewhere, `script-${text.length}.ts`);
  writeFileSync(file, text);
  return file;
}

test('a script runs under the pinned Node, where the caller stands, with its words and its exit code', async () => {
  const file = script('const it: string[] = process.argv.slice(2); console.log(process.versions.node.split(".")[0], process.cwd(), it.join("|")); process.exitCode = 7;');
  const { code, said } = await run(process.execPath, [join(root, 'bootstrap/run.mjs'), '--script', file, 'a', 'b c']);
  assert.equal(code, 7);
  assert.equal(said, `26 ${elsewhere} a|b c\n`);
});

test('a polite kill reaches the script, which may answer it', async () => {
  const file = script('process.on("SIGTERM", () => { console.log("told"); process.exit(9); }); console.log("here"); setInterval(() => undefined, 1000);');
  const { code, said } = await run(process.execPath, [join(root, 'bootstrap/run.mjs'), '--script', file], (kill) => { kill('SIGTERM'); });
  assert.deepEqual({ code, said }, { code: 9, said: 'here\ntold\n' });
});

test('a script that is killed shows as the number that shells use', async () => {
  const file = script('process.kill(process.pid, "SIGKILL");');
  assert.equal((await run(process.execPath, [join(root, 'bootstrap/run.mjs'), '--script', file])).code, 128 + 9);
});

test('./porchlight works from another folder and through a link', async () => {
  symlinkSync(join(root, 'porchlight'), join(elsewhere, 'linked'));
  const { code, said } = await run(join(elsewhere, 'linked'), ['--help']);
  assert.equal(code, 0);
  assert.match(said, /Usage: \.\/porchlight <command>/);
});

test('--script without a file says how it is written', async () => {
  const { code, said } = await run(process.execPath, [join(root, 'bootstrap/run.mjs'), '--script']);
  assert.equal(code, 1);
  assert.match(said, /--script FILE/);
});
