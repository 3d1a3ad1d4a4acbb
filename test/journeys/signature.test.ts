import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { bookedVisit, giveCode, sheetIn, technicianOf } from './at-the-door.ts';
import { mainText, press, sees } from './steps.ts';
import { type Town, openTown, wordsOf } from './town.ts';

const { say } = wordsOf('en');
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

/** Up to the sheet: the door, the clock, every step, the five blocks. */
async function upToTheSheet(page: Page): Promise<void> {
  for (;;) {
    const open = page.locator('.ticks').getByRole('button', { name: say('work.done'), exact: true });
    if (await open.count() === 0) break;
    await open.first().click();
    await page.waitForLoadState();
  }
  const boxes = page.locator('form[action$="/sheet"] textarea');
  for (const [at, text] of sheetIn('en').entries()) await boxes.nth(at).fill(text);
  await press(page, say('work.keep-sheet'));
  await page.getByRole('link', { name: say('work.sign-by-hand') }).waitFor();
  await page.waitForLoadState();
}

async function draw(page: Page): Promise<void> {
  const box = await page.locator('canvas.signature').boundingBox();
  assert.ok(box, 'there is a field to draw in');
  await page.mouse.move(box.x + 20, box.y + 60);
  await page.mouse.down();
  for (let step = 0; step < 12; step += 1) await page.mouse.move(box.x + 20 + step * 14, box.y + 60 + (step % 2 === 0 ? 25 : -25));
  await page.mouse.up();
}

test('the person signs with a finger on their own page while the technician is there', async () => {
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', { givenName: 'Agathe', familyName: 'Roy', phone: '03 53 01 00 71', prefers: 'phone', line: '12 Rue des Vaux', postcode: '21140', town: 'Semur-en-Auxois' } as never);
  town.itIs(promised.from);
  const technician = await technicianOf(town, promised);
  await press(technician.page, say('work.at-the-door'));
  await person.page.goto(`${promised.path}/sign`);
  await sees(person.page, say('sign.not-ready'));
  await giveCode(technician.page, promised.code);
  await upToTheSheet(technician.page);

  await person.page.goto(promised.path);
  await press(person.page, say('visit.sign'));
  await sees(person.page, sheetIn('en')[0] ?? '');
  await press(person.page, say('sign.sign'));
  await sees(person.page, say('sign.empty'), 'an empty field is no signature');
  await draw(person.page);
  await press(person.page, say('sign.sign'));
  await technician.page.reload();
  await sees(technician.page, say('work.signed'));
  await person.page.goto(`${promised.path}/sign`);
  await sees(person.page, say('visits.signed-drawn'));

  // Nobody else sees that page.
  const stranger = await town.someone();
  assert.equal((await stranger.page.goto(`${promised.path}/sign`))?.url().includes('come-back') || (await stranger.page.goto(`${promised.path}/sign`))?.url().includes('sign-in'), true);
});

test('on the technician’s telephone: drawn, or said aloud by whoever cannot write, without scripts too', async () => {
  const { promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', { givenName: 'Basile', familyName: 'Roy', phone: '03 53 01 00 72', prefers: 'phone', line: '12 Rue des Vaux', postcode: '21140', town: 'Semur-en-Auxois' } as never, 3);
  town.itIs(promised.from);
  const technician = await technicianOf(town, promised, { javaScript: 'off' });
  await press(technician.page, say('work.at-the-door'));
  await giveCode(technician.page, promised.code);
  await upToTheSheet(technician.page);
  await press(technician.page, say('work.sign-by-hand'));
  assert.equal(await technician.page.locator('canvas.signature').isVisible(), false);
  await press(technician.page, say('sign.keep-spoken'));
  await sees(technician.page, say('sign.spoken-missing'));
  await technician.page.locator('#words').fill('I have heard it, and I agree.');
  await press(technician.page, say('sign.keep-spoken'));
  assert.match(await mainText(technician.page), new RegExp(say('work.signed')));
});
