import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { giveCode, finishWork, ringTheBell, technicianOf, bookedVisit } from './at-the-door.ts';
import { centsIn, press, sees } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const say = wordsOf('en').say;
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

const WHERE = { givenName: 'Jeanne', familyName: 'Morel', phone: '06 39 98 00 55', prefers: 'sms', line: '17 Rue de la Liberté', postcode: '21140', town: 'Semur-en-Auxois' } as const;

test('an invoice stands in the month’s list of its firm, paid or owed; the person’s paper for the tax office is theirs alone', async () => {
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', WHERE);
  town.itIs(promised.from);
  const { page: technician } = await technicianOf(town, promised);
  await ringTheBell(technician, promised);
  await giveCode(technician, promised.code);
  town.itIs(promised.from.add({ minutes: 50 }));
  await finishWork(technician, promised);
  await press(technician, say('work.make-invoice'));
  await person.page.goto(`${promised.path}/invoice`);
  const owed = centsIn(await person.page.locator('.price').first().innerText());
  const number = (/[A-Z0-9-]{6,}/.exec(await person.page.locator('h1').innerText()) ?? [''])[0];

  const { page: jules } = await town.as('Jules Mercier');
  await jules.goto(`/finance?month=${promised.from.toString().slice(0, 7)}`);
  const row = jules.locator('tbody tr').filter({ hasText: number });
  assert.equal(centsIn(await row.locator('td.amount').last().innerText()), owed);
  await row.locator('a').click();
  assert.match(jules.url(), /\/invoices\/inv_/);
  await jules.goto('/finance?month=2019-01');
  await sees(jules, say('finance.none'));

  // Three weeks later nothing was paid: one kind reminder, and the page says that it was the only one.
  town.itIs(promised.from.add({ hours: 24 * 23 }));
  await town.sweep('bills');
  await until(async () => { await person.page.reload(); return (await person.page.locator('#reminded').count()) === 1; }, 'she is reminded');
  await sees(person.page, say('invoice.state-open'));

  const { page: stranger } = await town.as('Odette Garnier');
  await stranger.goto('/mine/tax');
  await sees(stranger, say('finance.tax'));
  assert.equal((await stranger.goto('/certificates/hom_00000000000000000000000000/pro_00000000000000000000000000/2026'))?.status(), 404);
  assert.equal((await stranger.goto('/finance'))?.status(), 404, 'the list is not for customers');
});
