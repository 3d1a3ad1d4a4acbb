import assert from 'node:assert/strict';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { askChat, mayHoldService } from './index.ts';

const QUESTION = { system: 'sort', user: 'my thing hums' };
type Hears = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A real service on this machine that answers as it is told. */
async function serviceThat(t: TestContext, hears: Hears) {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => hears(request, response, body));
  });
  await new Promise<void>((open) => { server.listen(0, '127.0.0.1', open); });
  t.after(() => { server.closeAllConnections(); server.close(); });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, model: 'small', key: 'sk-secret' };
}
const says = (content: unknown): string => JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] });

test('a service is asked in the chat format, with the key in the header alone', async (t) => {
  let heard: { path: string | undefined; key: string | undefined; body: string } | undefined;
  const service = await serviceThat(t, (request, response, body) => { heard = { path: request.url, key: request.headers.authorization, body }; response.end(says('printer-problem')); });
  assert.deepEqual(await askChat({ ...service, baseUrl: `${service.baseUrl}/` }, QUESTION, 2_000), { ok: true, value: 'printer-problem' });
  assert.equal(heard?.path, '/v1/chat/completions');
  assert.equal(heard?.key, 'Bearer sk-secret');
  assert.doesNotMatch(heard?.body ?? '', /sk-secret/u);
  assert.deepEqual(JSON.parse(heard?.body ?? '{}').messages.map((one: { role: string }) => one.role), ['system', 'user']);
});

test('without a key none is sent', async (t) => {
  let key: string | undefined = 'none yet';
  const service = await serviceThat(t, (request, response) => { key = request.headers.authorization; response.end(says('x')); });
  await askChat({ ...service, key: '' }, QUESTION, 2_000);
  assert.equal(key, undefined);
});

test('a service that is slow, also in the middle of its answer, is not waited for', async (t) => {
  const mute = await serviceThat(t, () => undefined);
  const halting = await serviceThat(t, (_request, response) => { response.write('{"choices": ['); });
  for (const service of [mute, halting]) assert.deepEqual(await askChat(service, QUESTION, 150), { ok: false, error: { kind: 'too-slow' } });
});

test('each way of failing has a name, and what the service said is told in short', async (t) => {
  const answers: readonly (readonly [string, Hears])[] = [
    ['key-refused', (_, response) => { response.statusCode = 401; response.end('{"error":"bad key"}'); }],
    ['no-such-model', (_, response) => { response.statusCode = 404; response.end('model not found'); }],
    ['badly-answered', (_, response) => { response.statusCode = 500; response.end('x'.repeat(5_000)); }],
    ['badly-answered', (_, response) => { response.end('<html>hello</html>'); }],
    ['badly-answered', (_, response) => { response.end(says(42)); }],
    ['badly-answered', (_, response) => { response.end('{"choices":[]}'); }],
    ['not-reached', (_, response) => { response.destroy(); }],
    ['not-reached', (_, response) => { response.statusCode = 302; response.setHeader('location', 'http://169.254.169.254/'); response.end(); }],
  ];
  for (const [kind, hears] of answers) {
    const answer = await askChat(await serviceThat(t, hears), QUESTION, 2_000);
    assert.equal(!answer.ok && answer.error.kind, kind);
    assert.ok(answer.ok || (answer.error.says ?? '').length <= 210);
  }
  const nowhere = await askChat({ baseUrl: 'http://127.0.0.1:9/v1', model: 'm', key: '' }, QUESTION, 2_000);
  assert.equal(!nowhere.ok && nowhere.error.kind, 'not-reached');
});

test('an answer without end is cut off', async (t) => {
  const service = await serviceThat(t, (_request, response) => {
    const pour = (): void => { while (!response.destroyed && response.write('y'.repeat(16_000))); if (!response.destroyed) response.once('drain', pour); };
    pour();
  });
  const answer = await askChat(service, QUESTION, 5_000);
  assert.equal(!answer.ok && answer.error.kind, 'badly-answered');
});

test('words go in the clear only to this machine and its own network', () => {
  for (const good of ['https://api.example.org/v1', 'http://localhost:11434/v1', 'http://192.168.1.20:8080/v1', 'http://[::1]:1234/v1', 'http://nas.local/v1']) assert.ok(mayHoldService(good), good);
  for (const bad of ['http://api.example.org/v1', 'ftp://localhost/v1', 'https://me:secret@api.example.org/v1', 'https://api.example.org/v1?key=1', 'localhost:11434', '', 'http://10.0.0.1.example.org/']) assert.ok(!mayHoldService(bad), bad);
});
