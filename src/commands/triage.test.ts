import assert from 'node:assert/strict';
import { Readable, Writable } from 'node:stream';
import { test } from 'node:test';
import { triage } from './triage.ts';

async function run(input: string, args: string[] = []) {
  const heard = { out: '', err: '' };
  const into = (key: 'out' | 'err') => new Writable({ write(chunk, _, done) { heard[key] += String(chunk); done(); } });
  const code = await triage.run(args, { stdin: Readable.from([input]), stdout: into('out'), stderr: into('err') });
  return { code, ...heard, lines: heard.out.split('\n').filter(Boolean) };
}

test('each line gets one answer with the fields that were promised', async () => {
  const { code, lines } = await run('{"id":"a","text":"my printer is offline"}\n\n{"id":2,"text":"wifi en panne","lang":"fr","answers":{"other-devices":"others"}}\n');
  assert.equal(code, 0);
  assert.equal(lines.length, 2);
  const answer = JSON.parse(lines[0]!) as Record<string, unknown>;
  assert.equal(answer['id'], 'a');
  for (const field of ['categories', 'device', 'urgency', 'safety', 'channel', 'because', 'questions', 'guide', 'minutes']) assert.ok(field in answer, field);
  assert.deepEqual(Object.keys((answer['categories'] as object[])[0]!), ['id', 'score']);
});

test('a bad line is named with its number and what was wrong, and ends with 2', async () => {
  for (const [line, sentence] of [['{bad', /Line 2: .*JSON/u], ['[1]', /Line 2: .*object/u], ['{"id":1}', /Line 2: "text".*missing/u], ['{"text":"x","answers":[]}', /"answers"/u], ['{"text":"x","id":{}}', /"id"/u]] as const) {
    const { code, err, lines } = await run(`{"id":1,"text":"help"}\n${line}\n`);
    assert.equal(code, 2);
    assert.match(err, sentence);
    assert.equal(lines.length, 1);
  }
});

test('help is given on request', async () => {
  const { code, out } = await run('', ['--help']);
  assert.equal(code, 0);
  assert.match(out, /One JSON object a line/u);
});

test('any text at all is answered with a question rather than a fault', async () => {
  const strange = ['', '😭🖨️', '<b>x</b>', '我的打印机坏了', 'Mein Drucker druckt nicht', 'x '.repeat(50_000), '\uD83D', '\u0000\u202E'];
  const { code, lines, err } = await run(strange.map((text, id) => JSON.stringify({ id, text })).join('\n'));
  assert.deepEqual([code, err, lines.length], [0, '', strange.length]);
  for (const line of lines) {
    const answer = JSON.parse(line) as { questions: unknown[]; categories: unknown[] };
    assert.ok(answer.questions.length > 0 && answer.categories.length === 3, line.slice(0, 200));
  }
});
