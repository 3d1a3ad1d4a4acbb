import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bookedVisit, dayPath, finishWork, giveCode, ringTheBell, sheetIn, technicianOf } from './at-the-door.ts';
import { centsIn, mainText, press, sees } from './steps.ts';
import { MORNING, type Town, openTown, until, wordsOf } from './town.ts';

const { say } = wordsOf('en');
const at = (givenName: string, line: string) => ({ givenName, familyName: 'Fontaine', phone: '03 53 01 00 82', prefers: 'phone', line, postcode: '21140', town: 'Semur-en-Auxois' });
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

async function atWork(givenName: string, line: string) {
  town.itIs(MORNING);
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at(givenName, line));
  town.itIs(promised.from);
  const technician = await technicianOf(town, promised);
  await ringTheBell(technician.page, promised);
  await giveCode(technician.page, promised.code);
  return { person, promised, technician, here: promised.path.replace('/visits/', '/workshop/') };
}
const dayAfter = (days: number): string => Temporal.Instant.from(MORNING).toZonedDateTimeISO('Europe/Paris').toPlainDate().add({ days }).toString();

test('taken to the workshop: a signed receipt, whose hands it is in, a price with its yes, fetched and signed for, one bill', async () => {
  const { person, promised, technician, here } = await atWork('Lucette', '4 Rue Buffon');
  let { page } = technician;
  await page.locator(`a[href="${here}"]`).first().click();
  await page.locator('summary', { hasText: say('workshop.take-along') }).click();
  await press(page, say('workshop.write'));
  await sees(page, say('workshop.missing'), 'an empty receipt is no receipt');
  await page.locator('#what').fill('Black printer, with its cable');
  await page.locator('#serial').fill('SN-4471');
  await page.locator('#condition').fill('A scratch on the lid');
  await page.locator('#purpose').fill('Find out why it feeds no paper');
  await page.locator('input[name="backup"][value="not-known"]').check();
  await page.locator('#askWhom').fill('Lucette herself, by telephone');
  await page.locator('#diagnosis').fill('15');
  await page.locator('#expectedOn').fill(dayAfter(6));
  await press(page, say('workshop.write'));
  await sees(page, say('workshop.stage-written'));
  await sees(page, say('workshop.files-no'), 'nobody looks into files unless it says so');
  assert.equal(await page.locator('input[name="look"][value="no"]').isChecked(), true);

  // It may not leave before it is signed.
  town.itIs(promised.from.add({ minutes: 30 }));
  ({ page } = await technicianOf(town, promised));
  await page.goto(dayPath(promised));
  const boxes = page.locator('form[action$="/sheet"] textarea');
  for (const [nth, text] of sheetIn('en').entries()) await boxes.nth(nth).fill(text);
  await press(page, say('work.keep-sheet'));
  await page.getByRole('radio', { name: say('visits.outcome-workshop'), exact: true }).check();
  await press(page, say('work.end'));
  await sees(page, say('visits.receipt-missing'));
  await page.goto(here);
  await page.locator('#code').fill(promised.code);
  await press(page, say('workshop.sign-with-code'));
  await sees(page, say('workshop.stage-held'));
  await page.goto(dayPath(promised));
  await page.getByRole('radio', { name: say('visits.outcome-workshop'), exact: true }).check();
  await press(page, say('work.end'));
  await sees(page, say('visits.outcome-workshop'));

  await person.page.goto(promised.path);
  await press(person.page, say('workshop.see'));
  await sees(person.page, say('workshop.now-technician'), 'in whose hands it is');
  const paper = await person.page.request.get(`${promised.path}/workshop/receipt.pdf`);
  assert.equal(paper.headers()['content-type'], 'application/pdf');

  town.itIs(promised.from.add({ hours: 26 }));
  ({ page } = await technicianOf(town, promised));
  await page.goto(here);
  await page.locator('summary', { hasText: say('workshop.hand-on') }).click();
  await page.locator('#kind').selectOption('workshop');
  await page.locator('#name').fill('Rue des Forges');
  await press(page, say('workshop.hand-on-keep'));
  await page.locator('summary', { hasText: say('workshop.offer') }).click();
  await page.locator('#says').fill('A new feed roller');
  await page.locator('#labour').fill('30');
  await page.locator('#partSays').fill('Feed roller');
  await page.locator('#partPrice').fill('12,50');
  await press(page, say('workshop.offer-send'));
  await sees(page, say('workshop.stage-asked'));

  await person.page.reload();
  await sees(person.page, say('workshop.now-workshop', { name: 'Rue des Forges' }));
  await sees(person.page, say('workshop.offer-title'));
  assert.match(await mainText(person.page), /€42\.50/);
  await press(person.page, say('workshop.offer-yes'));
  await person.page.goto(`${promised.path}/workshop`);
  await sees(person.page, say('workshop.person-agreed', { date: '30 November 2026' }));

  await page.goto(here);
  await page.locator('summary', { hasText: say('workshop.ready') }).first().click();
  await page.locator('input[name="result"][value="repaired"]').check();
  await page.locator('#words').fill('The roller is new and it prints.');
  await page.locator('#keptParts').fill('The old roller');
  await press(page, say('workshop.ready-say'));
  await sees(page, say('workshop.stage-ready'));
  await person.page.reload();
  await sees(person.page, say('workshop.fetch-or-visit'));

  await page.locator('form[action$="/back-spoken"] textarea').fill('Yes, I have it back.');
  await press(page, say('workshop.back-keep'));
  await sees(page, say('workshop.stage-returned'));
  assert.equal((await person.page.request.get(`${promised.path}/workshop/return.pdf`)).status(), 200);

  await press(page, say('work.make-invoice'));
  await until(async () => { await person.page.goto(`${promised.path}/invoice`); return person.page.url().includes('/invoices/'); }, 'the bill of the visit and the repair');
  const bill = await mainText(person.page);
  assert.ok(bill.includes('A new feed roller') && bill.includes('Feed roller'), bill.slice(0, 800));
  assert.ok(!bill.includes('Find out why it feeds no paper'), 'looking for the fault costs nothing once it is repaired');
  assert.ok(centsIn(await person.page.locator('.price').first().innerText()) > 4_250);
});

test('a price that gets a no: it goes home as it came, and only what the receipt announced is owed; strangers see nothing of it', async () => {
  const { person, promised, technician, here } = await atWork('Yvonne', '6 Rue Buffon');
  let { page } = technician;
  await page.goto(here);
  await page.locator('summary', { hasText: say('workshop.take-along') }).click();
  await page.locator('#what').fill('Old printer');
  await page.locator('#condition').fill('Dusty');
  await page.locator('#purpose').fill('Look for the fault');
  await page.locator('input[name="backup"][value="none"]').check();
  await page.locator('#askWhom').fill('Her son');
  await page.locator('#diagnosis').fill('15');
  await page.locator('#expectedOn').fill(dayAfter(6));
  await press(page, say('workshop.write'));
  await page.locator('summary', { hasText: say('sign.spoken') }).click();
  await page.locator('form[action$="/sign-spoken"] textarea').fill('Yes, take it along.');
  await press(page, say('sign.keep-spoken'));
  await page.goto(dayPath(promised));
  await finishWork(page, promised, 'en', 'workshop');

  town.itIs(promised.from.add({ hours: 26 }));
  ({ page } = await technicianOf(town, promised));
  await page.goto(here);
  await page.locator('summary', { hasText: say('workshop.offer') }).click();
  await page.locator('#says').fill('A new main board');
  await page.locator('#labour').fill('260');
  await press(page, say('workshop.offer-send'));
  await person.page.goto(`${promised.path}/workshop`);
  await sees(person.page, say('workshop.if-no', { amount: '€15' }), 'what a no costs stands beside the no');
  await press(person.page, say('workshop.offer-no'));
  await page.goto(here);
  await page.locator('summary', { hasText: say('workshop.ready') }).first().click();
  await page.locator('input[name="result"][value="repaired"]').check();
  await press(page, say('workshop.ready-say'));
  await sees(page, say('visits.repair-not-agreed'), 'nothing is called repaired without a yes');
  await page.locator('input[name="result"][value="refused"]').check();
  await press(page, say('workshop.ready-say'));
  await page.locator('form[action$="/back-spoken"] textarea').fill('Yes, I have it back.');
  await press(page, say('workshop.back-keep'));
  await sees(page, say('workshop.stage-returned'));
  await person.page.goto(promised.path);
  await sees(person.page, say('gone.after-back'), 'nobody says any more that it is in the workshop');
  await person.page.goto(`${promised.path}/workshop`);
  await sees(person.page, say('workshop.you-refused'));
  await sees(person.page, say('workshop.result-refused'));

  const stranger = await town.someone();
  for (const path of [`${promised.path}/workshop`, `${promised.path}/workshop/receipt.pdf`, here]) assert.notEqual((await stranger.page.request.get(path, { maxRedirects: 0 })).status(), 200, path);
});
