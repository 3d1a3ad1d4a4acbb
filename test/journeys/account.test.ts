import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { heading, mainText, press, sees } from './steps.ts';
import { MORNING, type Town, openTown, until, wordsOf } from './town.ts';

const { say } = wordsOf('en');
let town: Town;
before(async () => { town = await openTown({ world: 'demo' }); });
after(async () => { await town.close(); });

test('a changed telephone is told to the old one, whose code puts it back and signs everybody out', async () => {
  const claire = await town.as('Claire Garnier-Roux');
  const { page } = claire;
  await page.goto('/mine');
  await press(page, say('account.contact'));
  const before = await page.locator('#phone').inputValue();
  await page.locator('#phone').fill('12');
  await press(page, say('account.keep'));
  await sees(page, say('where.phone-unclear'));
  assert.equal(await page.locator('#phone').inputValue(), '12', 'what was typed stays');
  await page.locator('#phone').fill('06 39 98 77 01');
  await press(page, say('account.keep'));
  await sees(page, say('account.changed-contact'));

  const jules = await town.as('Jules Mercier');
  let code = '';
  await until(async () => {
    await jules.page.goto('/operator/outbox');
    code = /undo\?code=([0-9A-Z-]{19})/.exec(await mainText(jules.page))?.[1] ?? '';
    return code !== '';
  }, 'the old number is told');
  const someone = await town.someone({ javaScript: 'off', width: 375 });
  await someone.page.goto('/undo');
  await someone.page.locator('#code').fill('not the code');
  await press(someone.page, say('account.undo-look'));
  await sees(someone.page, say('account.code-wrong'));
  await someone.page.locator('#code').fill(code.toLowerCase().replaceAll('-', ' '));
  await press(someone.page, say('account.undo-look'));
  await sees(someone.page, say('account.changed-contact'));
  await press(someone.page, say('account.undo'));
  assert.equal(await heading(someone.page), say('account.undone'));

  await page.goto('/mine/contact');
  assert.match(page.url(), /come-back/, 'whoever was signed in is signed out');
  const again = await town.as('Claire Garnier-Roux');
  await again.page.goto('/mine/contact');
  assert.equal(await again.page.locator('#phone').inputValue(), before);
});

test('another helper than before begins three days later, and the mother stops it with one press', async () => {
  const odette = await town.as('Odette Garnier');
  const { page } = odette;
  await page.goto('/mine/helpers');
  await page.locator('#givenName').fill('Kevin');
  await page.locator('#familyName').fill('Beau');
  await page.locator('#phone').fill('06 39 98 77 02');
  await press(page, say('helpers.give'));
  await sees(page, 'Kevin Beau');
  assert.match(await mainText(page), /begins on 27 November 2026/);
  await page.goto('/mine/contact');
  await sees(page, say('account.changed-helper'));
  await press(page, say('account.undo'));
  assert.equal(await heading(page), say('account.undone'));
  town.itIs(Temporal.Instant.from(MORNING).add({ hours: 80 }));
  const again = await town.as('Odette Garnier');
  await again.page.goto('/mine/helpers');
  assert.doesNotMatch(await mainText(again.page), /Kevin/);
});
