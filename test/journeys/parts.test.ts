import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bookedVisit, dayPath, finishWork, giveCode, ringTheBell, technicianOf } from './at-the-door.ts';
import { mainText, press, readVisit, sees } from './steps.ts';
import { MORNING, type Town, openTown, until, wordsOf } from './town.ts';

const { say } = wordsOf('en');
const at = (givenName: string, line: string) => ({ givenName, familyName: 'Fontaine', phone: '03 53 01 00 83', prefers: 'phone', line, postcode: '21140', town: 'Semur-en-Auxois' });
const day = (days: number): string => Temporal.Instant.from(MORNING).toZonedDateTimeISO('Europe/Paris').toPlainDate().add({ days }).toString();
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

/** A part is missing at a visit, agreed to with the number, and the visit ends to be continued. */
async function missing(givenName: string, line: string, deposit: string) {
  town.itIs(MORNING);
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at(givenName, line));
  town.itIs(promised.from);
  const technician = await technicianOf(town, promised);
  const here = promised.path.replace('/visits/', '/workshop/');
  const { page } = technician;
  await ringTheBell(page, promised);
  await giveCode(page, promised.code);
  await page.goto(here);
  await page.locator('summary', { hasText: say('workshop.part-missing') }).click();
  await page.locator('#part').fill('Feed roller');
  await page.locator('#each').fill('20');
  await page.locator('#deposit').fill('10.01');
  await page.locator('#partOn').fill(day(10));
  await press(page, say('workshop.part-ask'));
  await sees(page, say('visits.deposit-too-high'), 'no more than half is asked ahead');
  await page.locator('#deposit').fill(deposit);
  await press(page, say('workshop.part-ask'));
  await sees(page, say('workshop.part-state-asked'));
  await page.locator('form[action$="/part-answer"] input[name="code"]').fill(promised.code);
  await press(page, say('work.they-say-yes'));
  await sees(page, say('workshop.part-state-agreed'));
  town.itIs(promised.from.add({ minutes: 25 }));
  // Whoever works here and touches nothing for a while signs in anew.
  const still = await technicianOf(town, promised);
  await finishWork(still.page, promised, 'en', 'to-be-continued');
  await still.page.goto(here);
  await press(still.page, say('workshop.part-ordered'));
  await sees(still.page, say('workshop.part-state-ordered'));
  return { person, promised, technician: still, here };
}

test('a part is missing: agreed with its price and its day, a deposit that waits as the law has it, a second visit without the way twice, one bill less the deposit', async () => {
  const { person, promised, technician, here } = await missing('Mireille', '8 Rue Buffon', '10');
  await press(technician.page, say('workshop.part-ask-deposit'));
  await person.page.goto(promised.path);
  await sees(person.page, say('gone.went-to-be-continued'));
  await person.page.goto(`${promised.path}/workshop`);
  await sees(person.page, 'Feed roller');
  await person.page.locator('a[href^="/invoices/"]').first().click();
  await sees(person.page, say('refund.deposit'), 'a deposit is called so');
  const deposit = new URL(person.page.url()).pathname;
  assert.match(await mainText(person.page), /€10/);

  const jules = await town.as('Jules Mercier');
  await jules.page.goto(deposit);
  if (await jules.page.locator('#amount').count() > 0) {
    await jules.page.locator('#amount').fill('10');
    await press(jules.page, say('invoice.record-it'));
    await sees(jules.page, say('billing.must-wait').slice(0, 20), 'in France nothing is paid for seven days after a yes at the door');
  }

  town.itIs(promised.from.add({ hours: 24 * 9 }));
  // Nine days later they sign in anew.
  const later = await technicianOf(town, promised);
  await later.page.goto('/workshop');
  await later.page.locator(`main a[href="${here}"]`, { hasText: 'Feed roller' }).click();
  await press(later.page, say('workshop.part-arrived'));
  await sees(later.page, say('workshop.part-state-arrived'));
  await person.page.goto(`${promised.path}/workshop`);
  await press(person.page, say('workshop.book-second'));
  await person.page.locator('button.slot').first().click();
  await person.page.waitForURL(/\/confirm/);
  await person.page.locator('#express').check();
  await person.page.locator('main button.main').first().click();
  await person.page.waitForURL(/\/visits\/vis_/);
  const second = await readVisit(person.page);
  town.itIs(second.from);
  const again = await technicianOf(town, second);
  await ringTheBell(again.page, second);
  await giveCode(again.page, second.code);
  town.itIs(second.from.add({ minutes: 20 }));
  const last = await technicianOf(town, second);
  await finishWork(last.page, second);
  await last.page.goto(dayPath(second));
  await press(last.page, say('work.make-invoice'));
  await until(async () => { await person.page.goto(`${second.path}/invoice`); return person.page.url().includes('/invoices/'); }, 'the bill');
  const bill = await mainText(person.page);
  assert.match(bill, /Less the deposit, invoice .*\n?.*10/, bill.slice(0, 900));
  assert.ok(bill.includes('Feed roller'));
  assert.equal([...bill.matchAll(/travel|Travel/g)].length <= 1, true, 'the way is paid once');
  await person.page.goto(promised.path);
  await sees(person.page, say('gone.after-goes-on'), 'the first visit asks for no time any more');
  await person.page.goto(`${promised.path}/workshop`);
  await sees(person.page, say('workshop.person-part-came'));
});

test('a part that is late is called off for nothing', async () => {
  const { person, promised } = await missing('Solange', '10 Rue Buffon', '0');
  await person.page.goto(`${promised.path}/workshop`);
  assert.equal(await person.page.getByRole('button', { name: say('workshop.part-off-say') }).count(), 0, 'it is not late yet');
  town.itIs(Temporal.PlainDate.from(day(12)).toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '10:00' }).toInstant());
  await person.page.reload();
  await sees(person.page, say('workshop.part-off-free'));
  await press(person.page, say('workshop.part-off-say'));
  await sees(person.page, say('workshop.person-part-cancelled'));
});
