import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments } from './arguments.ts';
import { WrongUse } from './command.ts';
import { runCommandLine } from './index.ts';

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(args, { out: (line) => { out.push(line); }, err: (line) => { err.push(line); } });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test('every command says what it does when asked, and does nothing', async () => {
  const { code, out } = await run('--help');
  assert.equal(code, 0);
  for (const name of ['start', 'migrate', 'seed', 'backup', 'restore', 'doctor', 'places', 'roads']) {
    assert.match(out, new RegExp(`^  ${name} `, 'm'));
    const help = await run(name, '--help');
    assert.equal(help.code, 0);
    assert.match(help.out, new RegExp(`^Usage: ./porchlight ${name}`));
  }
});

test('what is not understood answers 2 and names what is accepted', async () => {
  assert.deepEqual(await run('dance'), { code: 2, out: '', err: 'Unknown command (dance). Accepted: start, migrate, seed, backup, restore, doctor, verify-audit, plan, triage, places, roads.' });
  assert.equal((await run()).code, 2);
  assert.equal((await run('constructor')).code, 2);
  const wrong = await run('start', '--fast');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /Unknown option --fast\. Accepted: --empty, --port, --help\./);
  assert.match((await run('start', '--port', 'x')).err, /whole number from 0 to 65535/);
  assert.match((await run('backup')).err, /Missing: <file>/);
  assert.match((await run('doctor', 'please')).err, /takes options only/);
});

test('arguments are read by name and by place', () => {
  assert.deepEqual(readArguments(['a', '--x', '1', '--y'], { x: 'text', y: 'flag' }, ['first']), { options: Object.assign(Object.create(null), { x: '1', y: true }), words: ['a'] });
  assert.throws(() => readArguments(['--x'], { x: 'text' }), WrongUse);
  assert.throws(() => readArguments(['--y=1'], { y: 'flag' }), WrongUse);
  assert.throws(() => readArguments(['a', 'b'], {}, ['only']), /Too many words: \(b\)\. Expected: <only>\./);
});
