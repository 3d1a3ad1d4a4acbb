import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { agreeWithGuess, ask, askUpToPrices, bookTime, chooseWay, heading, mainText, press, sees, takePrice, tellWhere } from './steps.ts';
import { MORNING, type Town, openTown, until, wordsOf } from './town.ts';

const { say } = wordsOf('en');
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

const rows = async (text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: town.house.databaseUrl });
  await client.connect();
  try { return (await client.query(text, [...values])).rows as Record<string, unknown>[]; } finally { await client.end(); }
};

test('somebody writes on the page of their request; the office sees who waits, answers late, and both read the answer', async () => {
  town.itIs(MORNING);
  const { page } = await town.someone({ javaScript: 'off' });
  const reference = await askUpToPrices(page, 'The printer prints nothing any more.', { givenName: 'Lucienne', familyName: 'Berthier', email: 'lucienne@example.org', prefers: 'mail', line: '12 Place Notre-Dame', postcode: '21140', town: 'Semur-en-Auxois' });
  await page.goto(`/r/${reference}/messages`);
  await sees(page, say('thread.nothing'));
  await press(page, say('thread.send'));
  await sees(page, say('thread.words-missing'));
  await page.locator('#words').fill('Is the scanner part of the price?');
  await press(page, say('thread.send'));
  await sees(page, say('thread.sent'));
  await town.sweep('waiting');

  let { page: office } = await town.as('Jules Mercier', { javaScript: 'off' });
  const waits = async (): Promise<string> => { await office.goto('/operator/targets'); return (await office.locator('ul.contacts').allInnerTexts()).join(); };
  await until(async () => (await waits()).includes(say('targets.kind-reply')), 'somebody waits for an answer');
  // Five hours of the office later: too late, and the console says so first of all.
  town.itIs('2026-11-24T15:30:00Z');
  // Hours away end a session of staff.
  ({ page: office } = await town.as('Jules Mercier', { javaScript: 'off' }));
  await office.goto('/operator');
  assert.match(await mainText(office), /waits? longer than we mean to/);
  await press(office, say('targets.link'));
  await press(office, say('targets.go-reply'));
  await sees(office, 'Is the scanner part of the price?');
  await press(office, say('inbox.answer'));
  await sees(office, say('thread.answer-mail'));
  await office.locator('#words').fill('Yes. See https://example.net for more.');
  await press(office, say('thread.send'));
  await sees(office, say('thread.link-inside'));
  assert.equal(await office.locator('#words').inputValue(), 'Yes. See https://example.net for more.', 'nothing is lost');
  await office.locator('#words').fill('Yes, the scanner is part of it.');
  await press(office, say('thread.send'));
  await sees(office, 'Yes, the scanner is part of it.');

  await page.goto(`/r/${reference}/messages`);
  await sees(page, 'Yes, the scanner is part of it.');
  const [mail] = await rows("select channel from messages.outbox where kind = 'thread-answer'");
  assert.equal(mail?.['channel'], 'mail');
  await office.goto('/operator/inbox');
  await sees(office, say('inbox.empty'), 'what was answered has been read');
  await town.sweep('waiting');
  await until(async () => !(await waits()).includes(say('targets.kind-reply')), 'nobody waits for an answer any more');
  assert.match(await office.locator('tr').filter({ hasText: say('targets.kind-reply') }).innerText(), /1 too late/, 'that it was late is counted');

  // How soon we mean to answer is the office's to say.
  await office.locator('summary').click();
  await office.locator('#reply').fill('3');
  await press(office, say('targets.set'));
  await sees(office, say('targets.minutes-wrong', { least: 5, most: '10080' }).slice(0, 30));
  await office.locator('#reply').fill('45');
  await press(office, say('targets.set'));
  await sees(office, say('targets.kept'));
  assert.equal(await office.locator('#reply').inputValue(), '45');
});

test('somebody who is watched asks, books and writes: no message goes anywhere, and no page or title gives it away', async () => {
  town.itIs('2026-11-24T16:00:00Z');
  const { page } = await town.someone();
  const before = await rows('select count(*)::int as count from messages.outbox');
  const reference = await ask(page, 'My husband reads all my messages on my phone, I think he installed something to watch me.');
  const titles: string[] = [];
  const look = async (): Promise<void> => { titles.push(await page.title()); assert.ok(await page.getByRole('link', { name: say('guides.leave-now') }).or(page.getByRole('button', { name: say('guides.leave-now') })).count() > 0, `${page.url()} can be left at once`); };
  await look();
  if (page.url().endsWith('/safety')) await press(page, say('safety.go-on'));
  await look();
  await agreeWithGuess(page);
  await chooseWay(page);
  await look();
  await tellWhere(page, { givenName: 'Nadia', familyName: 'Ferrand', phone: '06 39 98 77 66', prefers: 'sms', line: '30 Rue Collenot', postcode: '21140', town: 'Semur-en-Auxois' });
  await page.waitForURL(/\/(quotes|we-will-call)$/);
  await look();
  if (page.url().endsWith('/quotes')) {
    await takePrice(page);
    await bookTime(page);
    await look();
  }
  await page.goto(`/r/${reference}/messages`);
  await look();
  await page.locator('#words').fill('Please do not ring me.');
  await press(page, say('thread.send'));

  const jules = await town.as('Jules Mercier');
  await jules.page.goto(`/r/${reference}/messages`);
  await sees(jules.page, say('thread.answer-quiet'));
  await jules.page.locator('#words').fill('We will not. We are here.');
  await press(jules.page, say('thread.send'));
  await page.reload();
  await sees(page, 'We are here.');
  await town.sweep('messages');
  await jules.page.goto('/operator/outbox');
  assert.doesNotMatch(await mainText(jules.page), /Nadia|06 39 98 77 66|639987766/, 'nobody is told to ring her');
  const told = await rows("select count(*)::int as count from messages.outbox where kind <> 'operator-alert' and kind <> 'day-changed'");
  assert.deepEqual(told, before, 'nothing was written to anybody');
  for (const title of titles) assert.doesNotMatch(title, /husband|watch|spy|violence/i, 'a title stays in the history of a browser');
  assert.ok((await heading(page)).length > 0);
});

test('who gives no telephone: help by telephone asks for one, and who is reached by letters alone is told before the yes what that means', async () => {
  town.itIs(MORNING);
  const { page } = await town.someone();
  const odette = { givenName: 'Blanche', familyName: 'Marchal', prefers: 'letter' as const, line: '12 Place Notre-Dame', postcode: '21140', town: 'Semur-en-Auxois' };
  await ask(page, 'The printer prints nothing any more.');
  await agreeWithGuess(page);
  await chooseWay(page, 'remote');
  await tellWhere(page, odette);
  await sees(page, say('where.phone-for-remote'));
  assert.equal(await page.locator('#line').inputValue(), odette.line, 'nothing typed is lost');
  await ask(page, 'The printer prints nothing any more.');
  await agreeWithGuess(page);
  await chooseWay(page);
  await tellWhere(page, odette);
  await takePrice(page);
  await page.locator('main form button').filter({ hasText: /\d/ }).first().click();
  await page.waitForURL(/\/confirm/);
  await sees(page, say('confirm.reach-letters', { phone: '03 80 00 00 00' }).slice(0, 60));
});
