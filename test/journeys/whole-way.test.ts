import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Lang } from '#kernel';
import type { Eyes } from '../support/browser.ts';
import { finishWork, giveCode, ringTheBell, sheetIn, technicianOf } from './at-the-door.ts';
import { askUpToPrices, bookTime, centsIn, mainText, press, sees, takePrice } from './steps.ts';
import { type Town, openTown, wordsOf } from './town.ts';

let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

const jeanne = { givenName: 'Jeanne', familyName: 'Morel', phone: '06 39 98 00 55', prefers: 'sms', line: '17 Rue de la Liberté', postcode: '21140', town: 'Semur-en-Auxois' } as const;

/** From the first page to the bill; `each` looks at every page on the way. */
async function wholeWay(eyes: Eyes & { lang: Lang }, words: string, each: (page: Page) => Promise<void>): Promise<void> {
  const { lang } = eyes;
  const { say } = wordsOf(lang);
  const person = await town.someone(eyes);
  const { page } = person;
  await page.goto('/');
  await each(page);
  await askUpToPrices(page, words, jeanne, lang, async (shown) => {
    await each(shown);
    // What one can do alone, free of charge, stands before everything that costs.
    if (shown.url().endsWith('/ways')) assert.match(await shown.locator('.choices > *').first().innerText(), new RegExp(say('ways.guide')));
  });
  await each(page);
  const agreed = await takePrice(page, undefined, lang);
  await each(page);
  const promised = await bookTime(page);
  await each(page);
  assert.match(promised.code, /^\d{4}$/);
  for (const more of ['/move', '/cancel', '/something-is-wrong']) { await page.goto(promised.path + more); await each(page); }

  town.itIs(promised.from);
  const technician = await technicianOf(town, promised, eyes);
  await ringTheBell(technician.page, promised, lang);
  await each(technician.page);
  await giveCode(technician.page, promised.code, lang);
  await sees(technician.page, say('work.clock-runs'));
  await each(technician.page);
  town.itIs(promised.from.add({ minutes: 30 }));
  await finishWork(technician.page, promised, lang);
  await press(technician.page, say('work.make-invoice'));

  await page.goto(`${promised.path}/sheet`);
  for (const text of sheetIn(lang)) await sees(page, text);
  await each(page);
  await page.goto(`${promised.path}/invoice`);
  assert.ok(centsIn(await page.locator('.price').first().innerText()) <= centsIn(agreed.neverMore));
  await sees(page, say('invoice.state-open'));
  await each(page);
  // Back by reference: from any device, without an account.
  await page.goto('/mine');
  await each(page);
}

test('the whole way with JavaScript switched off', async () => {
  await wholeWay({ javaScript: 'off', lang: 'en' }, 'My printer prints nothing since yesterday.', async (page) => {
    assert.equal(await page.locator('button[hidden], [hidden]').filter({ visible: true }).count(), 0);
  });
});

describe('in French', () => {
  const folder = join(import.meta.dirname, '..', '..', 'content', 'words', 'en');
  /** English sentences long enough to be no accident. */
  const english = readdirSync(folder).flatMap((file) => Object.values(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>)).filter((text) => text.length > 18 && !text.includes('{'));

  test('the whole way, and no English sentence on any page', async () => {
    let seen = 0;
    await wholeWay({ lang: 'fr' }, 'Mon imprimante n’imprime plus rien depuis hier.', async (page) => {
      seen += 1;
      assert.equal(await page.locator('html').getAttribute('lang'), 'fr', page.url());
      const text = await mainText(page);
      assert.deepEqual(english.filter((sentence) => text.includes(sentence)), [], page.url());
    });
    assert.ok(seen > 10);
  });

  test('prices, days and hours are written as French people write them', async () => {
    const { page } = await town.someone({ lang: 'fr' });
    await askUpToPrices(page, 'Mon imprimante n’imprime plus rien depuis hier.', { ...jeanne, givenName: 'Paulette', line: '25 Rue de la Liberté' }, 'fr');
    const text = await mainText(page);
    assert.match(text, /\d+(,\d\d)? €/);
    assert.match(text, /(lundi|mardi|mercredi|jeudi|vendredi|samedi) \d+ novembre, entre \d+ h \d\d et \d+ h \d\d/);
  });
});
