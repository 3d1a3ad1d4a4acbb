import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bookedVisit, dayPath, finishWork, giveCode, ringTheBell, technicianOf } from './at-the-door.ts';
import { mainText, press, readVisit, sees } from './steps.ts';
import { MORNING, type Town, openTown, wordsOf } from './town.ts';

const say = wordsOf('en').say;
const at = (givenName: string, line: string) => ({ givenName, familyName: 'Fontaine', phone: '03 53 01 00 81', prefers: 'phone', line, postcode: '21140', town: 'Semur-en-Auxois' });
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

async function done(givenName: string, line: string) {
  town.itIs(MORNING);
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at(givenName, line));
  town.itIs(promised.from);
  const technician = await technicianOf(town, promised);
  await ringTheBell(technician.page, promised);
  await giveCode(technician.page, promised.code);
  await finishWork(technician.page, promised);
  return { person, promised, technician };
}

test('it came back: within the guarantee the same provider comes again for nothing, and nothing can be billed', async () => {
  const { person, promised } = await done('Ginette', '3 Rue Buffon');
  const { page } = person;
  await page.goto(`${promised.path}/sheet`);
  await press(page, say('quality.came-back'));
  await press(page, say('quality.came-back-send'));
  await sees(page, say('quality.missing-words'), 'a few words are needed');
  await page.locator('#words').fill('The printer went silent again this morning.');
  await press(page, say('quality.came-back-send'));
  await page.waitForURL(/\/r\/[^/]+\/times/);
  await page.locator('button.slot').first().click();
  await page.waitForURL(/\/confirm/);
  assert.match(await mainText(page), /€0/, 'it says that it costs nothing');
  await page.locator('#express').check();
  await page.locator('main button.main').first().click();
  await page.waitForURL(/\/visits\/vis_/);
  const again = await readVisit(page);
  assert.notEqual(again.path, promised.path);

  town.itIs(again.from);
  const technician = await technicianOf(town, again);
  await ringTheBell(technician.page, again);
  await giveCode(technician.page, again.code);
  await finishWork(technician.page, again);
  await technician.page.goto(dayPath(again));
  await press(technician.page, say('work.make-invoice'));
  assert.ok(!/invoices\/inv_/.test(technician.page.url()), 'there is no bill');

  const jules = await town.as('Jules Mercier');
  await jules.page.goto('/operator/quality');
  await sees(jules.page, 'The printer went silent again this morning.', 'the office sees what came back');
});

test('both sides say how it was, and neither reads the other before having spoken', async () => {
  const { person, promised, technician } = await done('Odette', '5 Rue Buffon');
  await person.page.goto(`${promised.path}/review`);
  await person.page.locator('input[name="fact-explained"][value="yes"]').check();
  await person.page.locator('input[name="fact-price-and-time"][value="no"]').check();
  await person.page.locator('#words').fill('He came late but was kind.');
  await press(person.page, say('quality.review-send'));
  await sees(person.page, say('quality.review-waits'));

  await technician.page.goto(`${promised.path}/review`);
  assert.ok(!(await mainText(technician.page)).includes('He came late'), 'not before the own answer');
  await technician.page.locator('input[name="fact-felt-safe"][value="yes"]').check();
  await press(technician.page, say('quality.review-send'));
  await sees(technician.page, 'He came late but was kind.', 'now both can be read');
  await person.page.reload();
  await sees(person.page, say('quality.fact-felt-safe'));
});

test('a complaint has a day by which it is answered, an answer, and a way to somebody from outside', async () => {
  const { person, promised } = await done('Paulette', '9 Rue Buffon');
  await person.page.goto(`${promised.path}/complain`);
  person.expect(/status of 422/);
  await press(person.page, say('quality.complain-send'));
  await sees(person.page, say('quality.missing-about'), 'it says what is missing');
  await person.page.locator('input[name="about"][value="damage"]').check();
  await person.page.locator('#words').fill('A scratch on the table.');
  await press(person.page, say('quality.complain-send'));
  assert.match(await mainText(person.page), /You get an answer by/);

  const jules = await town.as('Jules Mercier');
  await jules.page.goto('/operator/quality');
  await jules.page.locator('section', { hasText: 'A scratch on the table.' }).locator('summary').click();
  await jules.page.locator('section', { hasText: 'A scratch on the table.' }).locator('textarea').fill('We are sorry and pay for the table.');
  await press(jules.page, say('quality.due-send'));
  await person.page.reload();
  await sees(person.page, 'We are sorry and pay for the table.');
  await press(person.page, say('quality.does-not-settle'));
  await sees(person.page, say('quality.complaint-not-settled'));
  assert.match(await mainText(person.page), /mediator|from outside/i);
  await jules.page.goto('/operator/quality');
  await sees(jules.page, say('quality.due-not-settled'));
});

test('extra work one did not agree to: disputed from the visit and from the bill, its money waits, one stands and one goes back', async () => {
  town.itIs(MORNING);
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Ginou', '11 Rue Buffon'));
  town.itIs(promised.from);
  const { page } = await technicianOf(town, promised);
  await ringTheBell(page, promised);
  await giveCode(page, promised.code);
  const propose = async (what: string, price: string): Promise<void> => {
    await page.locator('details', { hasText: say('work.extra') }).evaluate((open) => { (open as unknown as { open: boolean }).open = true; });
    await page.locator('#says').fill(what);
    await page.locator('#price').fill(price);
    await press(page, say('work.propose'));
  };
  await propose('A new power supply', '79');
  const jules = await town.as('Jules Mercier');
  await jules.page.goto(promised.path);
  await jules.page.getByLabel(say('visit.who-spoke')).fill('Ginou, rung by us');
  await press(jules.page, say('visit.they-said-yes'));
  await page.goto(dayPath(promised));
  await propose('A longer cable', '10');
  const yes = page.locator('form[action*="/extras/"]').filter({ has: page.locator('input[value="yes"]') });
  await yes.locator('input[name="code"]').fill(promised.code);
  await yes.getByRole('button').click();
  await sees(page, say('work.extra-approved'));

  // From the page of the visit; what was said on the telephone stands beside it.
  const dispute = async (what: string): Promise<void> => {
    await person.page.locator('li, tr').filter({ hasText: what }).getByRole('link', { name: say('dispute.link') }).click();
    await sees(person.page, say('dispute.what-we-have'));
  };
  await person.page.goto(promised.path);
  await dispute('A new power supply');
  await sees(person.page, 'Ginou, rung by us');
  person.expect(/status of 422/);
  await press(person.page, say('dispute.send'));
  await sees(person.page, say('quality.missing-words'));
  await person.page.locator('#words').fill('I was told it is included.');
  await press(person.page, say('dispute.send'));
  await sees(person.page, 'I was told it is included.');

  town.itIs(promised.from.add({ minutes: 20 }));
  await finishWork(page, promised);
  await press(page, say('work.make-invoice'));
  await person.page.goto(`${promised.path}/invoice`);
  const bill = new URL(person.page.url()).pathname;
  await dispute('A longer cable');
  await person.page.locator('#words').fill('Nobody asked me.');
  await press(person.page, say('dispute.send'));
  await person.page.goto(bill);
  assert.match(await mainText(person.page), /did not agree to €89 of it/, 'both wait for their answer');

  const office = await town.as('Hélène Morvan');
  await office.page.goto('/after');
  await office.page.locator('main a.choice', { hasText: 'Nobody asked me.' }).click();
  await sees(office.page, 'Ginou, rung by us', 'who said the yes is beside what was said since');
  const answer = async (what: string, words: string, decide: 'stands' | 'give-back'): Promise<void> => {
    const card = office.page.locator('section.card', { hasText: what }).filter({ has: office.page.locator('textarea') });
    await card.locator(`input[name="decide"][value="${decide}"]`).check();
    await card.locator('textarea').fill(words);
    await card.getByRole('button', { name: say('quality.due-send') }).click();
    await sees(office.page, words);
  };
  office.expect(/status of 422/);
  await office.page.locator('section.card', { hasText: 'Nobody asked me.' }).getByRole('button').click();
  assert.equal(await office.page.locator('textarea[aria-invalid]').count(), 1, 'only the answer that was sent empty is missing');
  await answer('I was told it is included.', 'We rang you, and you said yes.', 'stands');
  await answer('Nobody asked me.', 'You are right, we are sorry.', 'give-back');

  await person.page.goto(bill);
  await sees(person.page, 'You are right, we are sorry.', 'the credit note says why');
  assert.ok(!(await mainText(person.page)).includes('of it. Pay'), 'nothing waits any more');
  await person.page.getByRole('link', { name: say('dispute.answered') }).first().click();
  await sees(person.page, 'We rang you, and you said yes.');
});

test('a closed door: the office rings, hears why and lets the fee go; their pages say so, the sheet and the missing bill too', async () => {
  town.itIs(MORNING);
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Armelle', '13 Rue Buffon'));
  town.itIs(promised.from);
  const { page } = await technicianOf(town, promised);
  await ringTheBell(page, promised);
  await page.locator('summary', { hasText: say('work.cannot-start') }).click();
  await press(page, say('visits.outcome-entry-refused'));
  await person.page.goto(promised.path);
  await sees(person.page, say('visits.next-call-them'));

  const office = await town.as('Hélène Morvan');
  await office.page.goto('/after');
  await office.page.locator('main a.choice', { hasText: say('after.call-call-them') }).click();
  office.expect(/status of 422/);
  await press(office.page, say('after.rang'));
  await sees(office.page, say('after.words-missing'));
  await office.page.locator('#words').fill('She did not know the face.');
  await office.page.locator('input[name="fee"][value="doubted"]').check();
  await press(office.page, say('after.rang'));
  await sees(office.page, say('after.waived-doubted'));
  assert.equal(await office.page.getByRole('button', { name: say('work.make-invoice') }).count(), 0);

  await person.page.reload();
  await sees(person.page, 'She did not know the face.');
  for (const where of ['', '/sheet', '/invoice']) {
    await person.page.goto(`${promised.path}${where}`);
    await sees(person.page, say('after.waived-doubted'), where);
    assert.equal(await person.page.locator('p.note, .card.next p').filter({ hasText: say('visits.next-call-them') }).count(), 0, 'nobody promises again what was done');
  }
});
