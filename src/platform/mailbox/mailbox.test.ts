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
  assert.equal(await mailbox.read(async (mail) => { if (left === 0) throw new Error('the power is gone'); left -= 1; kept.push(mail); }), 0);
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
