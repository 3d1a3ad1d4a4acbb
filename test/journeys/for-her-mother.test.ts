import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { agreeWithGuess, ask, askUpToPrices, bookTime, centsIn, chooseWay, heading, mainText, press, readVisit, sees, takePrice } from './steps.ts';
import { type Town, openTown, wordsOf } from './town.ts';

const { say } = wordsOf('fr');
let town: Town;
before(async () => { town = await openTown({ world: 'demo' }); });
after(async () => { await town.close(); });

test('a daughter with a mandate asks for her mother, compares three prices line by line, and books; only the mother sees the code', async () => {
  const claire = await town.as('Claire Garnier-Roux', { lang: 'fr' });
  const { page } = claire;
  await ask(page, 'L’imprimante de ma mère n’imprime plus rien depuis hier.', 'fr', true);
  await agreeWithGuess(page, 'fr');
  await chooseWay(page, 'visit', 'fr');
  await sees(page, say('where.known-homes'));
  await press(page, /12 Place Notre-Dame/);
  await page.waitForURL(/\/quotes$/);

  const cards = page.locator('article.quote');
  assert.equal(await cards.count(), 3, 'three firms give a price');
  const [expected, ceilings] = [await cards.locator('.price').allInnerTexts(), await cards.locator('.never-more').allInnerTexts()];
  for (const [at, price] of expected.entries()) assert.ok(centsIn(ceilings[at] ?? '') >= centsIn(price), `${price}, ${ceilings[at]}`);
  assert.ok(new Set(expected).size > 1, 'they differ');
  // The same kinds of line, in the same order, in every column; each adds up to its total.
  const kinds: string[][] = [];
  for (let at = 0; at < 3; at += 1) {
    await cards.nth(at).locator('details summary').first().click();
    const rows = cards.nth(at).locator('tbody tr');
    kinds.push((await rows.locator('td:first-child .small.quiet').allInnerTexts()).map((kind) => kind.trim()));
    const amounts = (await rows.locator('td:nth-child(2)').allInnerTexts()).map(centsIn);
    assert.equal(amounts.reduce((sum, cents) => sum + cents, 0), centsIn(expected[at] ?? ''), `the lines of column ${at} add up`);
    const worst = (await rows.locator('td:nth-child(3)').allInnerTexts()).map(centsIn);
    assert.equal(worst.reduce((sum, cents) => sum + cents, 0), centsIn(ceilings[at] ?? ''), `the most of column ${at} adds up`);
  }
  const order = ['labour', 'travel', 'parts', 'subscription', 'licence', 'training', 'backup-security'].map((kind) => say(`pricing.kind-${kind}`));
  for (const column of kinds) assert.deepEqual(column, column.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)), 'the order is the same everywhere');

  await page.getByRole('link', { name: say('quotes.how-we-rank') }).click();
  assert.equal(await heading(page), say('pages.rank'));
  await page.goBack();
  await cards.first().locator('details').first().evaluate((more) => { (more as unknown as { open: boolean }).open = true; });
  const pdf = await page.request.get(await cards.first().getByRole('link', { name: say('quotes.pdf') }).getAttribute('href') ?? '');
  assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');
  await takePrice(page, await cards.nth(1).locator('h2').innerText(), 'fr');
  await page.locator('button.slot').first().click();
  await page.locator('#express').check();
  await page.locator('form').filter({ has: page.locator('#express') }).getByRole('button').click();
  await page.waitForURL(/\/visits\/vis_[^/]+$/);
  const path = new URL(page.url()).pathname;

  // Claire sees who comes and the word, but the code is for whoever is at that door.
  assert.match(await heading(page), /vient chez vous/);
  assert.equal(await page.locator('.door-word').count(), 1);
  assert.equal(await page.locator('.steps .number').count(), 0);
  const odette = await town.as('Odette Garnier', { lang: 'fr' });
  await odette.page.goto(path);
  assert.match((await readVisit(odette.page)).code, /^\d{4}$/);

  // Odette ends it with one press: from then on the visit is not there for Claire.
  await odette.page.goto('/mine/helpers');
  await sees(odette.page, 'Claire Garnier-Roux');
  await press(odette.page, say('helpers.end'));
  assert.equal((await page.goto(path))?.status(), 404);
  assert.ok(!(await page.goto('/mine').then(() => mainText(page))).includes('12 Place Notre-Dame'));
});

test('a son who has never been here asks for his father: the father hears of it, and may say no', async () => {
  const son = await town.someone();
  await askUpToPrices(son.page, 'My father’s printer prints nothing since yesterday.', {
    givenName: 'Gustave', familyName: 'Lenoir', phone: '03 53 01 00 61', prefers: 'phone', line: '12 Rue des Vaux', postcode: '21140', town: 'Semur-en-Auxois', helper: { givenName: 'Paul', familyName: 'Lenoir', phone: '06 39 98 00 62' },
  });
  await takePrice(son.page);
  const promised = await bookTime(son.page);
  assert.match(promised.path, /^\/visits\//);
  const jules = await town.as('Jules Mercier');
  await jules.page.goto('/operator?q=Lenoir');
  await sees(jules.page, 'Gustave Lenoir');
  await jules.page.getByRole('link', { name: /12 Rue des Vaux/ }).first().click();
  await sees(jules.page, wordsOf('en').say('operator.helper', { name: 'Paul Lenoir' }), 'the helper stands beside the household');
});
