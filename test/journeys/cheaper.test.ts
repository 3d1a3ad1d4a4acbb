import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { finishWork, giveCode, ringTheBell, technicianOf } from './at-the-door.ts';
import { askUpToPrices, bookTime, centsIn, mainText, press, readVisit, sees, takePrice } from './steps.ts';
import { type Town, openTown, wordsOf } from './town.ts';

const say = wordsOf('en').say;
const dit = wordsOf('fr').say;
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });
const jeanne = { givenName: 'Jeanne', familyName: 'Morel', phone: '06 39 98 00 55', prefers: 'sms', line: '17 Rue de la Liberté', postcode: '21140', town: 'Semur-en-Auxois' } as const;
const paulette = { ...jeanne, givenName: 'Paulette', familyName: 'Blin', phone: '06 39 98 00 56', line: '25 Rue de la Liberté' } as const;
const PRINTER = 'Mon imprimante n’imprime plus rien depuis hier.';
const BASILE = 'Basile, dépannage';
const NAME = 'Mairie de Semur';

const cardOf = (page: Page) => page.locator('article.quote').filter({ hasText: BASILE });
const priceOn = async (page: Page): Promise<number> => centsIn(await cardOf(page).locator('.price').innerText());
const rowOn = async (page: Page, label: string): Promise<string> => page.locator('dl.facts dt', { hasText: label }).first().locator('xpath=following-sibling::dd[1]').innerText();

/** Basile takes a fifth off in the afternoon, half of the travel when he is near, and a quarter for whoever says that money is short. */
async function basileIsGenerous(): Promise<void> {
  const { page } = await town.as('Basile Quentin');
  await page.goto('/office/prices');
  await press(page, say('cheaper.title'));
  await page.locator('#shared-off').fill('50');
  await page.locator('#quiet-off').fill('20');
  await page.locator('#solidarity-off').fill('125');
  await press(page, say('prices.keep'));
  for (const wrong of ['cheaper.percent-unclear', 'pricing.form-days-missing', 'prices.missing']) await sees(page, say(wrong));
  assert.equal(await page.locator('#quiet-off').inputValue(), '20', 'nothing typed is lost');
  await page.locator('#solidarity-off').fill('25');
  await page.locator('#shared-near').fill('2');
  for (const day of [1, 2, 3, 4, 5, 6]) { await page.locator(`#from-${day}`).fill('13:00'); await page.locator(`#until-${day}`).fill('19:00'); }
  await press(page, say('prices.show'));
  const rows = await page.locator('#try table tr .amount').allInnerTexts();
  const [plain = '', shared = '', quiet = '', solidarity = '', all = ''] = rows;
  assert.ok([shared, quiet, solidarity].every((one) => centsIn(one) < centsIn(plain)) && centsIn(all) < centsIn(solidarity), rows.join(' '));
  await press(page, say('prices.keep'));
  await page.waitForURL(/\/office$/);
}

/** The operator makes codes for the town hall; what they are is in the file that the town hall hands out. */
async function townHallGives(page: Page, amount: string): Promise<string[]> {
  await page.goto('/operator/partners');
  await page.locator('#name').fill(NAME);
  await page.locator('#contact').fill('ccas@semur.example');
  await press(page, say('partners.add-it'));
  await page.locator('#purpose').fill('Help with computers in winter');
  await page.locator('#value').fill('0');
  await page.locator('#count').fill('2');
  await page.locator('#until').fill('2026-12-31');
  await press(page, say('partners.make'));
  await sees(page, say('partners.value-unclear'));
  await page.locator('#value').fill(amount);
  await press(page, say('partners.make'));
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, say('partners.codes'))]);
  const lines = (await (await download.createReadStream()).toArray()).join('').split('\n');
  const codes = lines.flatMap((row) => /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(row) ?? []);
  assert.equal(codes.length, 2, lines.join('|'));
  return codes;
}

const afternoon = (page: Page) => page.locator('button.slot').filter({ hasText: dit('times.cheaper-quiet') });

test('help gets cheaper on purpose: quiet hours, a shared way, a solidarity rate and a voucher, each seen before the yes', async () => {
  await basileIsGenerous();
  const { page: operator } = await town.as('Jules Mercier');
  const [code = '', unused = ''] = await townHallGives(operator, '15');

  // Jeanne: the solidarity rate on her own word, a voucher, a quiet hour.
  const { page } = await town.someone({ lang: 'fr' });
  const reference = await askUpToPrices(page, PRINTER, jeanne, 'fr');
  const full = await priceOn(page);
  await page.locator(`a[href="/r/${reference}/solidarity"]`).click();
  await press(page, dit('pay-less.ask'));
  await sees(page, dit('pay-less.declare-missing'));
  await page.locator('#declare').check();
  await press(page, dit('pay-less.ask'));
  await sees(page, dit('pay-less.said-own-word'));
  const solidary = await priceOn(page);
  assert.ok(solidary < full, `${solidary} is less than ${full}`);
  await cardOf(page).locator('details summary', { hasText: dit('quotes.lines') }).click();
  assert.match(await cardOf(page).innerText(), /Tarif solidaire, 25 % sur le travail/);

  await page.locator(`a[href="/r/${reference}/voucher"]`).click();
  await page.locator('#code').fill('ABCDE-FGHJK');
  await press(page, dit('pay-less.use-voucher'));
  await sees(page, dit('pricing.voucher-unknown'));
  assert.equal(await page.locator('#code').inputValue(), 'ABCDE-FGHJK');
  await page.locator('#code').fill(code.toLowerCase());
  await press(page, dit('pay-less.use-voucher'));
  await sees(page, dit('pay-less.has-voucher', { name: NAME, purpose: 'Help with computers in winter' }));
  assert.equal(await priceOn(page), solidary, 'a voucher pays; it does not change what the help costs');
  assert.equal(centsIn(await rowOn(page, dit('pay-less.left'))), solidary - 1_500);

  const agreed = await takePrice(page, BASILE, 'fr');
  const slot = afternoon(page).first();
  const off = centsIn(/([\d.,]+\s?€|€\s?[\d.,]+)/.exec(await slot.locator('.leaf').first().innerText())?.[0] ?? '');
  await slot.click();
  await page.waitForURL(/\/confirm\?hold=/);
  const quiet = centsIn(await rowOn(page, dit('confirm.expected')));
  assert.equal(quiet, solidary - off, 'what stood beside the time is what is asked');
  await sees(page, dit('pay-less.stays'));

  // A morning after all: the price that was agreed before, without the quiet hour.
  await press(page, dit('confirm.other-time'));
  await page.locator('button.slot').filter({ hasNotText: dit('times.cheaper-quiet') }).first().click();
  await page.waitForURL(/\/confirm\?hold=/);
  assert.equal(centsIn(await rowOn(page, dit('confirm.expected'))), solidary);
  await press(page, dit('confirm.other-time'));
  await afternoon(page).first().click();
  await page.waitForURL(/\/confirm\?hold=/);
  assert.equal(centsIn(await rowOn(page, dit('confirm.expected'))), quiet);
  await page.locator('#express').check();
  await page.locator('form').filter({ has: page.locator('#express') }).getByRole('button').click();
  await page.waitForURL(/\/visits\/vis_[^/]+$/);
  const promised = await readVisit(page);
  assert.ok(quiet < centsIn(agreed.expected));

  // Paulette, next door, the same afternoon: she shares the way and never learns with whom.
  const { page: neighbour } = await town.someone({ lang: 'fr' });
  await askUpToPrices(neighbour, PRINTER, paulette, 'fr');
  const before = await priceOn(neighbour);
  await takePrice(neighbour, BASILE, 'fr');
  const shared = neighbour.locator('button.slot').filter({ hasText: dit('times.cheaper-both') });
  assert.ok(await shared.count() > 0, await mainText(neighbour));
  assert.ok(!(await neighbour.content()).includes('Morel'));
  await shared.first().click();
  await neighbour.waitForURL(/\/confirm\?hold=/);
  await sees(neighbour, 'Trajet partagé');
  const hers = centsIn(await rowOn(neighbour, dit('confirm.expected')));
  assert.ok(hers < before);
  await neighbour.goBack();
  await bookTime(neighbour, await indexOf(neighbour, dit('times.cheaper-both')));
  const her = await readVisit(neighbour);

  // The bill: the same lines, and the voucher as a payment of the town hall.
  town.itIs(promised.from);
  const technician = await technicianOf(town, promised);
  await ringTheBell(technician.page, promised);
  await giveCode(technician.page, promised.code);
  town.itIs(promised.from.add({ minutes: 30 }));
  await finishWork(technician.page, promised);
  await press(technician.page, say('work.make-invoice'));
  await page.goto(`${promised.path}/invoice`);
  const bill = await mainText(page);
  assert.match(bill, /Tarif solidaire/);
  assert.match(bill, /Heures creuses/);
  assert.match(bill, new RegExp(dit('invoice.means-voucher')));
  // Hours away end a session of staff.
  const { page: later } = await town.as('Jules Mercier');
  await later.goto('/operator/partners');
  await later.getByRole('link', { name: NAME }).click();
  await sees(later, say('partners.counts', { count: 2, taken: 0, used: 1 }));
  const account = await (await later.request.get(`${new URL(later.url()).pathname}/account.csv`)).text();
  assert.match(account, /15\.00/);
  assert.ok(account.includes(code.slice(-4)) && !account.includes('Morel') && !account.includes(unused), account);

  // Jeanne's visit is over and gone from the day: Paulette's price stands as it was.
  await neighbour.goto(her.path);
  assert.match(await mainText(neighbour), new RegExp((hers / 100).toFixed(2).replace('.', ',').replace(',00', '(,00)?')));
});

async function indexOf(page: Page, words: string): Promise<number> {
  const texts = await page.locator('button.slot').allInnerTexts();
  return texts.findIndex((text) => text.includes(words));
}
