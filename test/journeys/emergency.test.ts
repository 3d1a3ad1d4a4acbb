import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { ZONE } from '#kernel';
import { agreeWithGuess, chooseWay, heading, press, readVisit, referenceOn, sees, takePrice, tellWhere } from './steps.ts';
import { type Town, openTown, wordsOf } from './town.ts';
import { bookFrom, formsOf, upToTimes, walker } from './walker.ts';

const say = wordsOf('en').say;
const TODAY = '2026-11-24';
/** Pictures for whoever wants to look: a folder to put them in. */
const LOOK = process.env['PORCHLIGHT_PICTURES'];
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

const look = async (page: Page, name: string): Promise<void> => { if (LOOK) await page.screenshot({ path: `${LOOK}/${name}.png`, fullPage: true }); };
const dayOf = (slot: string | undefined): string => (slot === undefined ? '' : Temporal.Instant.fromEpochMilliseconds(Number(slot.split('.')[1]) * 1000).toZonedDateTimeISO(ZONE.FR).toPlainDate().toString());

/** Today's free hours are taken by others, as far as they go. */
async function crowd(most: number): Promise<number> {
  const lines = ['30 Rue Collenot', '37 Rue Collenot', '47 Rue des Vaux', '30 Rue des Vaux'];
  let taken = 0;
  for (let i = 0; i < most; i += 1) {
    const person = walker(town.url);
    const times = await upToTimes(person, 'Mon imprimante n’imprime plus rien depuis hier.', { givenName: `Voisin${i}`, familyName: 'Noir', phone: '06 39 98 00 12', prefers: 'sms', line: lines[i % lines.length] ?? '', postcode: '21140', town: 'Semur-en-Auxois' });
    const nth = formsOf(times.html).filter((form) => form.action.endsWith('/times')).findIndex((form) => dayOf(form.fields['slot']) === TODAY);
    if (nth < 0) return taken;
    assert.match((await bookFrom(person, times, nth)).path, /\/visits\//);
    taken += 1;
  }
  return taken;
}

/** The telephone rings: taken down, understood, told where; the prices stand on the page. */
async function takenDown(page: Page, givenName: string): Promise<string> {
  await page.goto('/operator/call');
  await page.locator('#words').fill('The printer prints nothing any more, and the papers must leave today.');
  await page.locator('#source').selectOption('phone');
  await page.locator('#lang').selectOption('en');
  await page.locator('#country').selectOption('FR');
  await press(page, say('operator.take-down'));
  await press(page, say('operator.go-on'));
  const reference = referenceOn(page);
  await agreeWithGuess(page);
  await chooseWay(page);
  await tellWhere(page, { givenName, familyName: 'Pommier', phone: '03 53 01 00 88', prefers: 'phone', line: '12 Rue Collenot', postcode: '21140', town: 'Semur-en-Auxois' });
  await page.waitForURL(/\/quotes$/);
  return reference;
}

test('somebody who cannot wait: price and yes first, then a proposal in seconds, the terms read out, and a visit today beside everybody who was promised one', async () => {
  assert.ok((await crowd(3)) > 0);
  const { page } = await town.as('Jules Mercier');
  const reference = await takenDown(page, 'Thérèse');
  // Without a yes to a price nobody is sent: the page says so, and leads there.
  await page.goto(`/operator/board/emergency?reference=${reference}`);
  await sees(page, say('dispatch.price-first'));
  assert.equal(await page.locator('form[action="/operator/board/emergency"][method="post"]').count(), 0);
  await look(page, 'emergency-price-first');
  await press(page, say('dispatch.to-the-price'));
  await page.waitForURL(/\/quotes$/);
  const agreed = await takePrice(page);
  await press(page, say('dispatch.fit-in'));
  await sees(page, agreed.provider);
  await look(page, 'emergency-agreed');
  const began = performance.now();
  await press(page, say('dispatch.look-today'));
  await page.waitForURL(/\/operator\/board\/plans\//);
  const yes = page.locator('main').getByRole('button', { name: say('dispatch.they-say-yes') });
  await yes.waitFor({ timeout: 30_000 });
  assert.ok(performance.now() - began < 20_000, `${Math.round(performance.now() - began)} ms until the proposal can be read`);
  assert.equal(await heading(page), say('dispatch.fit-in-who', { who: 'Thérèse Pommier' }));
  await sees(page, 'can be with Thérèse Pommier between');
  await look(page, 'emergency-proposal');
  await yes.click();
  await sees(page, say('confirm.script'));
  await look(page, 'emergency-terms');
  // What the law asks for is asked here too, and nothing is lost by forgetting it.
  const book = page.locator('form[action$="/yes"] button.main');
  await page.locator('#express').check();
  await book.click();
  await sees(page, say('confirm.read-out-needed'));
  assert.equal(await page.locator('#express').isChecked(), true);
  await page.locator('#readOut').check();
  await book.click();
  await page.waitForURL(/\/visits\/vis_/);
  const promised = await readVisit(page);
  assert.equal(promised.from.toZonedDateTimeISO(ZONE.FR).toPlainDate().toString(), TODAY);
  await page.goto(`/operator/board?country=FR&day=${TODAY}`);
  assert.equal(await page.locator('.track .block').filter({ hasText: 'Thérèse Pommier' }).count(), 1);
  await page.goto(`/operator/board/emergency?reference=${reference}`);
  await sees(page, say('dispatch.is-booked'));
});

test('without any script it goes by reloading, and a reference that nobody has says so', async () => {
  const { page } = await town.as('Jules Mercier', { javaScript: 'off' });
  await page.goto('/operator/board/emergency?reference=ZZZ-ZZZ');
  await sees(page, say('dispatch.no-such-reference', { reference: 'ZZZ-ZZZ' }));
  const reference = await takenDown(page, 'Odile');
  await takePrice(page);
  await page.goto(`/operator/board/emergency?reference=${reference}`);
  await press(page, say('dispatch.look-today'));
  await page.waitForURL(/\/operator\/board\/plans\//);
  const url = page.url();
  for (let looks = 0; looks < 40 && (await page.locator('#plan-run[data-runs]').count()) > 0; looks += 1) {
    if (looks === 0) { await sees(page, say('dispatch.run-looking-today')); await look(page, 'plan-run'); }
    await new Promise((go) => { setTimeout(go, 500); });
    await page.goto(url);
  }
  assert.equal(await heading(page), say('dispatch.fit-in-who', { who: 'Odile Pommier' }));
});
