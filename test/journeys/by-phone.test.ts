import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { textOf } from '#platform/documents/index';
import { finishWork, giveCode, ringTheBell, sheetIn, technicianOf } from './at-the-door.ts';
import { agreeWithGuess, centsIn, chooseWay, heading, mainText, press, readVisit, referenceOn, sees, takePrice, tellWhere } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const say = wordsOf('en').say;
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

/** Thérèse has a landline and a letter box, and nothing else. She never sees a screen in this story. */
test('an anxious person without e-mail, by telephone only: asked, read back, priced, booked, visited, understood and paid', async () => {
  const jules = await town.as('Jules Mercier');
  const { page } = jules;
  await page.goto('/operator');
  await press(page, say('operator.new-call'));
  await sees(page, say('operator.script-scam'), 'the first question is whether somebody is with her on the other line');
  await page.locator('#words').fill('The printer prints nothing any more and I am afraid I broke it.');
  await page.locator('#source').selectOption('phone');
  await page.locator('#lang').selectOption('en');
  await page.locator('#country').selectOption('FR');
  await press(page, say('operator.take-down'));

  const [spelled = '', code = ''] = await page.locator('.big.number').allInnerTexts();
  assert.match(spelled, /^(\w ){5}\w$/, 'the reference is read out letter by letter');
  assert.match(code, /^(\d ){5}\d$/);
  await press(page, say('operator.go-on'));
  const reference = referenceOn(page);
  assert.equal(reference.replace('-', ''), spelled.replaceAll(' ', ''));

  await agreeWithGuess(page);
  await chooseWay(page);
  await tellWhere(page, { givenName: 'Thérèse', familyName: 'Pommier', phone: '03 53 01 00 88', prefers: 'letter', line: '30 Rue Collenot', postcode: '21140', town: 'Semur-en-Auxois' });
  await page.waitForURL(/\/quotes$/);
  const agreed = await takePrice(page);
  // A letter needs days: she takes the last time there is.
  await page.locator('details summary').first().click();
  await page.locator('button.slot').last().click();
  await page.waitForURL(/\/confirm/);
  await page.locator('#express').check();
  if (await page.locator('#readOut').count() > 0) await page.locator('#readOut').check();
  await page.locator('form').filter({ has: page.locator('#express') }).getByRole('button').click();
  await page.waitForURL(/\/visits\/vis_/);
  const promised = await readVisit(page);
  assert.match(await heading(page), /comes to you/);

  // She rings again, and is found by her reference and by her street.
  for (const said of [reference, 'Pommier', 'Collenot', '03 53 01 00 88']) {
    await page.goto(`/operator?q=${encodeURIComponent(said)}`);
    assert.match(await mainText(page), said === reference ? new RegExp(reference) : /Thérèse Pommier/, said);
  }
  await page.goto(`/operator?q=${reference}`);
  assert.ok((await page.locator('a.choice').filter({ hasText: reference }).first().innerText()).includes(say('operator.source-phone')), 'that it came by telephone is kept');
  await page.goto('/operator/outbox');
  await until(async () => { await page.reload(); return (await mainText(page)).includes('Thérèse Pommier'); }, 'the letter is in the outbox');
  await town.sweep('messages');
  const letter = page.locator('li.card').filter({ hasText: 'Thérèse Pommier' }).filter({ hasText: say('outbox.letter') }).first();
  await until(async () => { await page.reload(); return (await letter.getByRole('link').count()) > 0; }, 'the letter is laid out');
  const pdf = await page.request.get(await letter.getByRole('link').first().getAttribute('href') ?? '');
  assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-', 'the letter can be printed');
  // All that waits for the post comes out of the printer in one go; what is posted is on nobody's table any more.
  const printed = await page.request.get('/operator/letters');
  assert.match(textOf(await printed.body()), new RegExp(`Thérèse Pommier\\n30 Rue Collenot[^]*${promised.word}`), 'her name and street stand where the window of the envelope is, and her door word in large letters');
  await press(page, say('outbox.posted'));
  await sees(page, say('outbox.nothing-to-post'));

  town.itIs(promised.from);
  const technician = await technicianOf(town, promised);
  await ringTheBell(technician.page, promised);
  await giveCode(technician.page, promised.code);
  town.itIs(promised.from.add({ minutes: 35 }));
  await finishWork(technician.page, promised);
  await press(technician.page, say('work.make-invoice'));

  // Days later staff sign in anew. The sheet and the bill, as Jules reads them out to her.
  const later = await town.as('Jules Mercier');
  await later.page.goto(`${promised.path}/sheet`);
  for (const text of sheetIn('en')) await sees(later.page, text);
  await later.page.goto(`${promised.path}/invoice`);
  const gross = centsIn(await later.page.locator('.price').first().innerText());
  assert.ok(gross > 0 && gross <= centsIn(agreed.neverMore), `${gross} against ${agreed.neverMore}`);
  await sees(later.page, say('invoice.state-open'));
  assert.match(await mainText(later.page), /IBAN/);
  const invoice = new URL(later.page.url()).pathname;

  // Her cheque comes; the firm writes it down; nothing is owed any more.
  const office = await town.as(agreed.provider === 'La Lanterne' ? 'Hélène Morvan' : 'Basile Quentin');
  await office.page.goto(invoice);
  await office.page.locator('#means').selectOption('cheque');
  await press(office.page, say('invoice.record-it'));
  await later.page.goto(invoice);
  const paid = await mainText(later.page);
  assert.ok(paid.includes(say('invoice.state-paid')) && paid.includes(say('invoice.means-cheque')), paid.slice(0, 600));
  // She asked for letters: what was done and what it costs come in the envelope, not as an address of pages that she has no screen for.
  const papers = async (): Promise<string> => {
    const read = await later.page.request.get('/operator/letters');
    return read.headers()['content-type'] === 'application/pdf' ? textOf(await read.body()) : '';
  };
  await until(async () => (await papers()).includes('comes with this letter: €'), 'the bill itself is in the post');
  const posted = await papers();
  for (const text of [say('sheet.title'), ...sheetIn('en')]) assert.ok(posted.includes(text), `(${text}) is not in the post`);
});
