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
