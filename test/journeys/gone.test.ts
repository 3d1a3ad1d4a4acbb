import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bookedVisit, technicianOf } from './at-the-door.ts';
import { mainText, press, sees } from './steps.ts';
import { MORNING, type Town, openTown, until, wordsOf } from './town.ts';

const { say } = wordsOf('en');
const at = (givenName: string, line: string) => ({ givenName, familyName: 'Fontaine', phone: '03 53 01 00 84', prefers: 'phone', line, postcode: '21140', town: 'Semur-en-Auxois' });
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

test('a firm is gone: every promise is listed, nobody is moved, each household is told and finds new prices, and the firm is in none of them', async () => {
  town.itIs(MORNING);
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Huguette', '12 Rue Buffon'));
  const firm = (await person.page.locator('.person-line').first().innerText()).split('\n').map((line) => line.trim()).filter(Boolean);
  const jules = await town.as('Jules Mercier');
  const { page } = jules;
  await page.goto('/operator/providers');
  const links = await page.locator('a.choice[href^="/operator/providers/pro_"]').evaluateAll((all) => all.map((one) => [one.getAttribute('href') ?? '', (one as unknown as { innerText: string }).innerText.split('\n')[0]?.trim() ?? ''] as const));
  let path = '';
  for (const [href] of links) {
    await page.goto(`${href}/gone`);
    if ((await mainText(page)).includes('Huguette')) { path = `${href}/gone`; break; }
  }
  assert.ok(path, `no firm lists the visit of Huguette (${firm.join(', ')})`);
  const name = (await page.locator('.where-am-i').innerText()).trim();
  await press(page, say('gone.let-go'));
  await sees(page, say('gone.why-missing'));
  await page.locator('input[name="why"][value="closed"]').check();
  await page.locator('input[name="sure"]').check();
  await press(page, say('gone.let-go'));
  await sees(page, say('gone.why-closed'));
  assert.equal(await page.getByRole('button', { name: say('gone.let-go') }).count(), 0, 'once, and for good');
  assert.ok(!(await mainText(page)).includes('Huguette'), 'nothing is promised any more');

  await person.page.goto(promised.path);
  await sees(person.page, say('gone.person', { name }));
  await sees(person.page, say('gone.person-more'));
  await press(person.page, say('gone.compare'));
  await person.page.waitForURL(/\/quotes$/);
  const prices = await mainText(person.page);
  assert.ok(!(await person.page.locator('article.quote h2').allInnerTexts()).some((one) => one.includes(name)), 'the firm asks nothing of anybody any more');
  assert.ok(prices.length > 0);
  await page.goto('/operator/outbox');
  await until(async () => { await page.reload(); return (await page.content()).includes(say('messages.provider-gone-title', { provider: name }).slice(0, 30)) || (await mainText(page)).includes(name); }, 'the household is told');
  await technicianOf(town, promised).then(async (technician) => { assert.ok(!(await mainText(technician.page)).includes('Huguette')); });
});
