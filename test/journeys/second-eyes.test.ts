import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { agreeWithGuess, ask, chooseWay, mainText, press, sees } from './steps.ts';
import { MORNING, type Town, openTown, until, wordsOf } from './town.ts';

const { say } = wordsOf('en');
let town: Town;
before(async () => { town = await openTown({ world: 'demo' }); });
after(async () => { await town.close(); });

test('a mother asks for her daughter’s yes to high prices: without it nothing is booked, with it she chooses a time', async () => {
  const odette = await town.as('Odette Garnier');
  await odette.page.goto('/mine/helpers');
  await press(odette.page, say('eyes.title'));
  await odette.page.getByRole('radio', { name: 'Claire Garnier-Roux' }).check();
  await odette.page.locator('#above').fill('ten');
  await press(odette.page, say('eyes.name'));
  await sees(odette.page, say('eyes.amount-unclear'));
  await odette.page.getByRole('radio', { name: 'Claire Garnier-Roux' }).check();
  await odette.page.locator('#above').fill('10');
  await press(odette.page, say('eyes.name'));
  await sees(odette.page, 'Claire Garnier-Roux');

  const reference = await ask(odette.page, 'My printer prints nothing since yesterday.');
  await agreeWithGuess(odette.page);
  await chooseWay(odette.page);
  await press(odette.page, /12 Place Notre-Dame/);
  await odette.page.waitForURL(/\/quotes$/);
  await odette.page.locator('article.quote').first().getByRole('button').first().click();
  await odette.page.waitForURL(/\/second-yes$/);
  await sees(odette.page, say('eyes.asked', { name: 'Claire' }));
  await odette.page.goto(`/r/${reference}/times`);
  assert.equal(await odette.page.locator('button.slot').count(), 0, 'there is nothing to book yet');

  // Claire has no scripts; she is told, sees the price, and says no. Odette takes another, and Claire says yes.
  const claire = await town.as('Claire Garnier-Roux', { javaScript: 'off', width: 375 });
  await claire.page.goto('/mine/second-yes');
  await press(claire.page, say('eyes.no'));
  await sees(claire.page, say('eyes.nothing-waits'));
  await odette.page.goto(`/r/${reference}/second-yes`);
  await sees(odette.page, say('eyes.said-no'), 'a no is said as one, though other prices stand');
  await press(odette.page, say('eyes.other-prices'));
  await odette.page.locator('article.quote').first().getByRole('button').first().click();
  await odette.page.waitForURL(/\/second-yes$/);
  await odette.page.goto(`/r/${reference}/quotes`);
  await sees(odette.page, say('eyes.waits'));
  await press(odette.page, say('eyes.waits'));
  await claire.page.goto('/mine/second-yes');
  await press(claire.page, say('eyes.yes'));
  await press(odette.page, say('eyes.look-again'));
  await odette.page.waitForURL(/\/times\?quote=/);
  assert.ok(await odette.page.locator('button.slot').count() > 0);

  const lucas = await town.as('Jules Mercier');
  await until(async () => { await lucas.page.goto('/operator/outbox'); return /Odette Garnier/.test(await mainText(lucas.page)); }, 'Odette hears of the answer');
});

test('whoever is talked into ending it has three days; the one who was named hears of it and may step back at once', async () => {
  const odette = await town.as('Odette Garnier');
  await odette.page.goto('/mine/second-eyes');
  await press(odette.page, say('eyes.end'));
  assert.match(await mainText(odette.page), /Ends on 27 November 2026/);
  town.itIs(Temporal.Instant.from(MORNING).add({ hours: 73 }));
  await odette.page.goto('/mine/second-eyes');
  await odette.page.getByRole('radio', { name: 'Claire Garnier-Roux' }).check();
  await press(odette.page, say('eyes.name'));
  const claire = await town.as('Claire Garnier-Roux');
  await claire.page.goto('/mine/second-yes');
  await claire.page.locator('details summary').last().click();
  await press(claire.page, say('eyes.step-back-now'));
  await claire.page.goto('/mine/second-yes');
  await sees(claire.page, say('eyes.nothing-waits'));
});
