import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type ConnectionOptions, type TLSSocket, connect } from 'node:tls';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:https';
import { readConfig } from './config.ts';
import { listenWithTls } from './tls.ts';

// Made for this test alone, for localhost, good for a hundred years.
const CERT = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUVi7I2LqNlp4n4YyafnEy4rCyDg0wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDAzMzIwOVoYDzIxMjYxMDMx
MDMzMjA5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATjgdC7iE0QsX0KGFdaZbk93r2gfdUSV/EKNucLC9KBSVaH1JSRN47Y
KaRWcuLK9RmRmhgrLubvIHVY5FnKATRTo2kwZzAdBgNVHQ4EFgQUCjDySOx+BqrJ
WPGpdcc7xRo8L/wwHwYDVR0jBBgwFoAUCjDySOx+BqrJWPGpdcc7xRo8L/wwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIhAIwupt0mTaPBaqgSv8hzJJR/lT1HN+9sE9DM+ErXAuDbAiBMa0iM54Cz
rK05XumfBG8YcRZaKFBYg/jzdQvVBQpUMQ==
-----END CERTIFICATE-----`;
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgc2lcmMbqfhLK+U+A
C4Pbp1c8H6JjaRrwN3U9w0pCOx6hRANCAATjgdC7iE0QsX0KGFdaZbk93r2gfdUS
V/EKNucLC9KBSVaH1JSRN47YKaRWcuLK9RmRmhgrLubvIHVY5FnKATRT
-----END PRIVATE KEY-----`;

const dir = mkdtempSync(join(tmpdir(), 'porchlight-tls-'));
const files = { cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem') };
let server: Server;
before(async () => {
  writeFileSync(files.cert, CERT);
  writeFileSync(files.key, KEY, { mode: 0o600 });
  const { createServer, serverOptions } = listenWithTls(files);
  server = createServer(serverOptions, (_request, answer) => { answer.end('ok'); });
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
});
after(async () => { await new Promise((done) => { server.close(done); }); rmSync(dir, { recursive: true }); });

const meet = (options: ConnectionOptions): Promise<{ protocol: string | null; cipher: string } | string> => new Promise((done) => {
  const socket: TLSSocket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', servername: 'localhost', ca: CERT, ...options }, () => {
    done({ protocol: socket.getProtocol(), cipher: socket.getCipher().name });
    socket.destroy();
  });
  socket.on('error', (fault) => { done((fault as NodeJS.ErrnoException).code ?? 'refused'); });
});

describe('where the house ends TLS itself', () => {
  test('it speaks the newest first', async () => { assert.deepEqual(await meet({}), { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' }); });
  test('of 1.2 only what keeps the past closed when the key is lost', async () => {
    assert.deepEqual(await meet({ maxVersion: 'TLSv1.2' }), { protocol: 'TLSv1.2', cipher: 'ECDHE-ECDSA-AES256-GCM-SHA384' });
    for (const ciphers of ['AES256-GCM-SHA384', 'ECDHE-ECDSA-AES256-SHA', 'ECDHE-ECDSA-AES128-SHA256']) assert.equal(typeof (await meet({ maxVersion: 'TLSv1.2', ciphers: `${ciphers}:@SECLEVEL=0` })), 'string', ciphers);
  });
  test('nothing older', async () => {
    for (const old of ['TLSv1', 'TLSv1.1'] as const) assert.equal(typeof (await meet({ minVersion: old, maxVersion: old, ciphers: 'DEFAULT:@SECLEVEL=0' })), 'string', old);
  });
});

describe('the address under which the house is reached', () => {
  test('is https, or this machine', () => {
    for (const safe of ['https://help.example.org', 'http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) assert.equal(readConfig({ PUBLIC_URL: safe }).publicUrl, safe);
    for (const bare of ['http://help.example.org', 'http://192.168.1.5:3000', 'http://localhost.example.org', 'ftp://help.example.org']) assert.throws(() => readConfig({ PUBLIC_URL: bare }), /PUBLIC_URL is .* https/, bare);
  });
  test('is https by itself with a certificate; certificate and key come together', () => {
    assert.deepEqual([readConfig({ TLS_CERT: files.cert, TLS_KEY: files.key }).publicUrl, readConfig({}).publicUrl], ['https://localhost:3000', 'http://localhost:3000']);
    assert.throws(() => readConfig({ TLS_CERT: files.cert }), /TLS_CERT and TLS_KEY together/);
  });
});
