import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ImapFlow } from 'imapflow';
import { type ImapServer, startImapServer } from '../../../test/support/imap-server.ts';
import { type CameMail, createMailbox, liveMailbox, mailFrom } from './index.ts';

let server: ImapServer;
before(async () => { server = await startImapServer(); });
after(async () => { await server.stop(); });
const warned: string[] = [];
const log = { warn: (_about: unknown, says?: string) => { warned.push(String(says)); } } as never;

const letter = (id: string, text: string, headers = ''): string => `From: Rose Hart <Rose@example.org>\r\nTo: help@example.org\r\nSubject: =?utf-8?q?Mon_imprimante_=C3=A9teinte?=\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\nMessage-ID: <${id}>\r\n${headers}Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;

test('what people write into a real mailbox is handed over once, and only counts as read when it was kept', async () => {
  for (const [id, text] of [['one@x', 'Elle ne marche plus.'], ['two@x', 'Merci beaucoup.']] as const) await server.deliver(letter(id, text));
  await server.deliver(letter('auto@x', 'I am on holiday.', 'Auto-Submitted: auto-replied\r\n'));
  const mailbox = createMailbox(server.url, log);
  const kept: CameMail[] = [];
  // The power goes after the first one: the second is there at the next look.
  let left = 1;
  assert.equal(await mailbox.read(async (mail) => { if (left === 0) throw new Error('the power is gone'); left -= 1; kept.push(mail); }), 1);
  assert.deepEqual(kept.map(({ id, from, title, text }) => [id, from, title, text.trim()]), [['<one@x>', 'rose@example.org', 'Mon imprimante éteinte', 'Elle ne marche plus.']]);
  assert.equal(await mailbox.read(async (mail) => { kept.push(mail); }), 1, 'the automatic answer is nobody’s');
  assert.deepEqual(kept.map(({ id }) => id), ['<one@x>', '<two@x>']);
  assert.equal(await mailbox.read(async (mail) => { kept.push(mail); }), 0, 'nothing is new');
});

test('a try says how many mails wait, or why nobody gets in, and touches nothing', async () => {
  await server.deliver(letter('three@x', 'Encore moi.'));
  assert.deepEqual(await createMailbox(server.url, log).check(), { ok: true, unread: 1 });
  assert.deepEqual(await createMailbox(server.url, log).check(), { ok: true, unread: 1 }, 'it is still unread');
  const refused = await createMailbox(server.url.replace(/:[^:@]+@/, ':wrong@'), log).check();
  assert.match(refused.ok ? '' : refused.why, /^EAUTH/);
  const away = await createMailbox('imap://somebody:secret@127.0.0.1:9', log).check();
  assert.match(away.ok ? '' : away.why, /ECONNREFUSED/);
  let url: string | undefined;
  const live = liveMailbox(() => url, log);
  assert.equal(await live.read(async () => assert.fail('there is none')), 0);
  url = server.url;
  assert.equal(await live.read(async () => undefined), 1, 'set on screen, it is read at the next look');
});

test('a mail that cannot be kept waits, and keeps no other waiting', async () => {
  for (const id of ['bad@x', 'good@x']) await server.deliver(letter(id, 'Bonjour.'));
  const mailbox = createMailbox(server.url, log);
  const take = async (kept: string[]): Promise<number> => mailbox.read(async ({ id }) => { if (id === '<bad@x>') throw new Error('too odd for us'); kept.push(id); });
  const kept: string[] = [];
  assert.equal(await take(kept), 1);
  assert.equal(await take(kept), 0);
  assert.deepEqual(kept, ['<good@x>']);
  assert.deepEqual(await mailbox.check(), { ok: true, unread: 1 }, 'it is still there for people to look at');
  assert.equal(await mailbox.read(async () => undefined), 1);
});

test('what comes with a mail is named and not kept; a sender that our own server doubts is marked', async () => {
  const parts = ['--x', 'Content-Type: text/plain', '', 'See the photo.', '--x', 'Content-Type: image/jpeg; name="screen.jpg"', 'Content-Disposition: attachment; filename="screen.jpg"', 'Content-Transfer-Encoding: base64', '', '/9j/4AAQ', '--x--', ''].join('\r\n');
  const raw = (headers: string): Buffer => Buffer.from(`${headers}From: a@b.example\r\nMessage-ID: <p@x>\r\nDate: no day at all\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n${parts}`);
  const plain = await mailFrom(raw(''), 'here');
  assert.deepEqual([plain?.text.trim(), plain?.attached, plain?.isDoubtful], ['See the photo.', ['screen.jpg'], false]);
  const results = (says: string): string => `Authentication-Results: mx.example; ${says}\r\n`;
  assert.equal((await mailFrom(raw(results('spf=fail; dmarc=fail')), 'here'))?.isDoubtful, true);
  assert.equal((await mailFrom(raw(results('spf=softfail; dkim=pass; dmarc=pass')), 'here'))?.isDoubtful, false, 'forwarded, and signed by who it claims to be from');
  assert.equal((await mailFrom(raw(results('dmarc=fail') + results('dmarc=pass')), 'here'))?.isDoubtful, true, 'the first is our own server, the second anybody may have written');
  assert.ok(plain?.at);
});

test('a mailbox that is away is tried again later; nobody falls over it', async () => {
  assert.equal(await createMailbox('imap://somebody:secret@127.0.0.1:9', log).read(async () => assert.fail('nothing can come')), 0);
  assert.equal(await createMailbox(server.url.replace(/:[^:@]+@/, ':wrong@'), log).read(async () => assert.fail('nothing can come')), 0);
  assert.ok(warned.length >= 2);
});

test('a mail in HTML alone is read as text, and one without a sender is nobody’s', async () => {
  const html = await mailFrom(Buffer.from('From: a@b.example\r\nMessage-ID: <h@x>\r\nContent-Type: text/html\r\n\r\n<p>The <b>box</b> blinks red</p><script>alert(1)</script>\r\n'), 'here');
  assert.equal(html?.text.trim(), 'The box blinks red');
  assert.equal(await mailFrom(Buffer.from('Subject: who am I\r\n\r\nhello\r\n'), 'here'), undefined);
  assert.ok(ImapFlow);
});
