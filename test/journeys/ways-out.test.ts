import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { signatureFor } from '#platform/sms/index';
import { MORNING, type Town, openTown, until, wordsOf } from './town.ts';
import { press, sees } from './steps.ts';

const say = wordsOf('en').say;
type Got = { path: string | undefined; authorization: string | undefined; body: { to: string; from: string; text: string; id: string } };
const mails: string[] = [];
const texts: Got[] = [];
const smtp = new SMTPServer({
  disabledCommands: ['STARTTLS'], allowInsecureAuth: true,
  onAuth: (auth, _session, done) => { done(auth.password === 'lantern' ? null : new Error('no'), { user: 'porch' }); },
  onData(stream, session, done) {
    stream.resume();
    stream.on('end', () => { mails.push(session.envelope.rcptTo[0]?.address ?? ''); done(); });
  },
});
const gateway: Server = createServer((asked, answer) => {
  let body = '';
  asked.on('data', (part) => { body += String(part); });
  asked.on('end', () => {
    texts.push({ path: asked.url, authorization: asked.headers.authorization, body: JSON.parse(body) as Got['body'] });
    answer.writeHead(asked.headers.authorization === 'Bearer right' ? 202 : 401).end();
  });
});
let town: Town;
before(async () => {
  smtp.listen(0, '127.0.0.1');
  gateway.listen(0, '127.0.0.1');
  await Promise.all([once(smtp.server, 'listening'), once(gateway, 'listening')]);
  town = await openTown();
});
after(async () => {
  await town.close();
  smtp.close();
  gateway.close();
});
const portOf = (server: { address(): unknown }): string => String((server.address() as AddressInfo).port);

/** The mobile of somebody of the town. */
async function aMobile(): Promise<string> {
  const client = new pg.Client({ connectionString: town.house.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ phone: string }>("select phone from people.persons where phone like '+336%' order by phone limit 1");
    return rows[0]?.phone ?? '';
  } finally {
    await client.end();
  }
}

test('an operator sets mail and SMS on screen, tries them, and the house uses them at once', async () => {
  const { page } = await town.as('Jules Mercier');
  await page.goto('/operator/ways');
  await sees(page, say('ways-out.mail-not-set'));
  for (const [name, value] of Object.entries({ host: '127.0.0.1', port: '9', user: 'porch', password: 'wrong', from: 'Porchlight <help@example.org>', tryTo: 'someone@example.net' })) await page.locator(`#${name}`).fill(value);
  await page.locator('#security').selectOption('none');
  await press(page, say('ways-out.try'));
  await sees(page, 'Nothing answers there', 'a port where nobody listens');

  await page.locator('#port').fill(portOf(smtp.server));
  await press(page, say('ways-out.try'));
  await sees(page, 'does not accept this user name and password', 'the password that was typed before is tried, and is wrong');
  assert.ok(!(await page.content()).includes('wrong"'), 'a password is never written on the page');
  await page.locator('#password').fill('lantern');
  await press(page, say('ways-out.try'));
  await sees(page, 'The server has taken a mail for someone@example.net');
  assert.deepEqual(mails, ['someone@example.net']);
  await press(page, say('ways-out.keep'));
  await sees(page, say('ways-out.saved'));
  await sees(page, say('ways-out.mail-set', { host: '127.0.0.1' }));

  for (const [name, value] of Object.entries({ url: 'http://gateway.example.org/send', key: 'nearly', sender: 'Porchlight', smsTo: '06 39 98 00 55' })) await page.locator(`#${name}`).fill(value);
  await press(page, say('ways-out.try-sms'));
  await sees(page, say('ways-out.url-unclear'), 'a key does not travel in the open');
  await page.locator('#url').fill(`http://127.0.0.1:${portOf(gateway)}/send`);
  await press(page, say('ways-out.try-sms'));
  await sees(page, 'does not accept this key');
  await page.locator('#key').fill('right');
  await press(page, say('ways-out.keep-sms'));
  await sees(page, say('ways-out.saved'));
  assert.match(await page.locator('#sms-in').innerText(), /\/hooks\/sms$/, 'where the gateway hands answers over');
  await page.locator('#smsTo').fill('06 39 98 00 55');
  await press(page, say('ways-out.try-sms'));
  await sees(page, 'The gateway has taken a message for +33639980055', 'with the key that is kept');
  assert.equal(texts.at(-1)?.body.from, 'Porchlight');

  // The gateway hands over what somebody answered: signed with the same key, once however often it tries.
  const body = JSON.stringify({ id: 'gw-77', from: '+33 6 39 98 07 77', text: 'Can you come earlier?' });
  const time = String(Math.floor(Temporal.Instant.from(MORNING).epochMilliseconds / 1_000));
  const handOver = (signature: string) => fetch(`${town.house.url}/hooks/sms`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-sms-time': time, 'x-sms-signature': signature } });
  assert.equal((await handOver(signatureFor('another key', time, body))).status, 401, 'anybody may know the address');
  for (let tries = 0; tries < 3; tries += 1) assert.equal((await handOver(signatureFor('right', time, body))).status, 204);
  await page.goto('/operator/inbox');
  await sees(page, say('inbox.unproven'));
  assert.equal(await page.locator('blockquote').filter({ hasText: 'Can you come earlier?' }).count(), 1);
  await press(page, say('inbox.find'));
  assert.equal(await page.locator('#q').inputValue(), '+33639980777', 'somebody we do not know is looked for by their number');

  // Somebody of the town asks for a code by telephone: it leaves by the gateway that was set a moment ago.
  const phone = await aMobile();
  const before = texts.length;
  const stranger = await town.someone();
  await stranger.page.goto('/come-back');
  await stranger.page.locator('#phone').fill(phone);
  await stranger.page.locator('form[action="/come-back/phone"] button').click();
  await until(async () => texts.length > before, 'the code leaves by SMS');
  assert.equal(texts.at(-1)?.body.to, phone);
  assert.match(texts.at(-1)?.body.text ?? '', /\d{6}/);
  assert.equal(texts.at(-1)?.authorization, 'Bearer right');
});

test('what the law asks a house to say is typed by the operator, with the gaps filled, and stands behind the foot of each page', async () => {
  const { page } = await town.as('Jules Mercier');
  await page.goto('/operator/notices');
  await page.locator('a[href="/operator/notices/mediation/FR/en"]').click();
  await sees(page, say('notices.starting'));
  await press(page, say('notices.keep'));
  await sees(page, '[number of days]', 'nothing is kept while a gap is open');
  const text = (await page.locator('#body').inputValue()).replaceAll(/\[[^\]]*\]/g, 'ten');
  await page.locator('#body').fill(text);
  await press(page, say('notices.keep'));
  await sees(page, say('notices.saved'));

  const { page: stranger } = await town.someone();
  await stranger.goto('/');
  await stranger.locator('footer a[href="/mediation"]').click();
  await sees(stranger, 'free of charge: ten');
  const { page: lecteur } = await town.someone({ lang: 'fr' });
  await lecteur.goto('/mediation');
  await sees(lecteur, 'free of charge: ten', 'who reads French sees what there is');
});

test('a house that answers in one language offers no other', async () => {
  const { page } = await town.as('Jules Mercier');
  await page.goto('/operator/house');
  await page.locator('#langs').selectOption('fr');
  await press(page, say('set-up.save'));
  const { page: stranger } = await town.someone();
  await stranger.goto('/');
  assert.equal(await stranger.locator('html').getAttribute('lang'), 'fr');
  assert.equal(await stranger.locator('a[hreflang]').count(), 0);
});
