import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, beforeEach, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { createMail, isMailAddress } from './index.ts';
import type { Mail } from './index.ts';

type Got = { to: string[]; raw: string };
const got: Got[] = [];
let answer: { code: number; text: string } | undefined;
const fault = (): Error | null => (answer ? Object.assign(new Error(answer.text), { responseCode: answer.code }) : null);

const server = new SMTPServer({
  disabledCommands: ['STARTTLS'], authOptional: true,
  onAuth: (auth, _session, done) => { done(auth.password === 'right' ? null : new Error('no'), { user: 'x' }); },
  onRcptTo: (_address, _session, done) => { done(fault()); },
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => { chunks.push(chunk); });
    stream.on('end', () => { got.push({ to: session.envelope.rcptTo.map((one) => one.address), raw: Buffer.concat(chunks).toString('utf8') }); done(); });
  },
});
server.listen(0, '127.0.0.1');
await once(server.server, 'listening');
const { port } = server.server.address() as AddressInfo;
after(() => { server.close(); });
beforeEach(() => { got.length = 0; answer = undefined; });

const lines: unknown[] = [];
const log = { info: (what: object) => { lines.push(what); }, warn: (what: object) => { lines.push(what); } };
const kept: Mail[] = [];
const mailer = (smtpUrl?: string): ReturnType<typeof createMail> => createMail({ smtpUrl, from: 'Porchlight <help@example.org>', outbox: async (mail) => { kept.push(mail); }, log });
const smtp = mailer(`smtp://127.0.0.1:${port}`);
after(() => { smtp.close(); });
const mail: Mail = { to: 'odette@example.net', subject: 'Votre visite à 10 h', text: 'Bonjour Odette,\nà demain.', messageId: 'msg_1' };

test('a mail arrives at a real server, in UTF-8, with a name that stays the same', async () => {
  const bytes = Buffer.from('%PDF-1.7');
  assert.deepEqual(await smtp.send({ ...mail, html: '<p>Bonjour</p>', attachments: [{ name: 'devis.pdf', type: 'application/pdf', bytes }] }), { ok: true, value: { via: 'smtp' } });
  const [one] = got;
  assert.deepEqual(one?.to, ['odette@example.net']);
  assert.match(one?.raw ?? '', /^Message-ID: <msg_1@example\.org>\r$/m);
  assert.match(one?.raw ?? '', /^Subject: =\?UTF-8\?Q\?Votre_visite_=C3=A0_10_h\?=\r$/m);
  assert.match(one?.raw ?? '', /^Auto-Submitted: auto-generated\r$/m);
  assert.match(one?.raw ?? '', /Content-Type: application\/pdf; name=devis\.pdf/);
  assert.ok(one?.raw.includes(bytes.toString('base64')));
});

test('a server that is busy means later, and the second try passes', async () => {
  answer = { code: 451, text: 'greylisted' };
  assert.deepEqual(await smtp.send(mail), { ok: false, error: { kind: 'mail-later', why: 'EENVELOPE 451' } });
  answer = undefined;
  assert.ok((await smtp.send(mail)).ok);
  assert.equal(got.length, 1);
});

test('an address that does not exist means never', async () => {
  answer = { code: 550, text: 'no such user' };
  assert.deepEqual(await smtp.send(mail), { ok: false, error: { kind: 'mail-refused', why: 'EENVELOPE 550' } });
});

test('no server at all means later, and so does a wrong password of ours', async () => {
  const nowhere = await mailer('smtp://127.0.0.1:9').send(mail);
  assert.equal(!nowhere.ok && nowhere.error.kind, 'mail-later');
  const wrong = mailer(`smtp://x:wrong@127.0.0.1:${port}`);
  const sent = await wrong.send(mail);
  assert.equal(!sent.ok && sent.error.kind, 'mail-later');
  assert.equal((await wrong.check()).ok, false);
  assert.deepEqual(await smtp.check(), { ok: true, value: { via: 'smtp' } });
});

test('without a server a mail waits in the outbox as it is', async () => {
  assert.deepEqual(await mailer().send(mail), { ok: true, value: { via: 'outbox' } });
  assert.deepEqual(kept, [mail]);
});

test('nothing typed can add a receiver or a header', async () => {
  for (const to of ['a@b.fr, c@d.fr', 'a@b.fr\r\nBcc: c@d.fr', 'A <a@b.fr>', 'a@b.fr;c@d.fr', 'a@localhost', '', '@b.fr', 'é @b.fr']) {
    assert.equal(isMailAddress(to), false, to);
    assert.deepEqual(await smtp.send({ ...mail, to }), { ok: false, error: { kind: 'mail-refused', why: 'not one address' } });
  }
  await smtp.send({ ...mail, subject: 'Bonjour\r\nBcc: c@d.fr' });
  assert.deepEqual(got.map((one) => one.to), [['odette@example.net']]);
  assert.match(got[0]?.raw ?? '', /^Subject: Bonjour Bcc: c@d\.fr\r$/m);
});

test('the log names no one', () => {
  assert.ok(lines.length > 0);
  assert.ok(!JSON.stringify(lines).includes('odette') && !JSON.stringify(lines).includes('visite'));
});
