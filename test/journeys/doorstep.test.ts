import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bookedVisit, dayPath, finishWork, giveCode, ringTheBell, technicianOf, wrongCode } from './at-the-door.ts';
import { centsIn, heading, mainText, press, sees } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const say = wordsOf('en').say;
const at = (givenName: string, line: string) => ({ givenName, familyName: 'Lavigne', phone: '03 53 01 00 77', prefers: 'phone', line, postcode: '21140', town: 'Semur-en-Auxois' });
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

test('a wrong code three times: everything stops, both sides are told, and only the operator lets it go on', async () => {
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Berthe', '16 Rue Buffon'));
  town.itIs(promised.from);
  const technician = await technicianOf(town, promised);
  await ringTheBell(technician.page, promised);
  for (const left of [2, 1]) {
    await giveCode(technician.page, wrongCode(promised));
    await sees(technician.page, say('work.code-wrong', { left }), `${left} tries are left`);
  }
  await giveCode(technician.page, wrongCode(promised));
  await sees(technician.page, say('work.code-froze'));
  // Not even the right code helps now: there is nowhere to type it.
  await technician.page.goto(dayPath(promised));
  assert.equal(await technician.page.locator('#code').count(), 0);
  await sees(technician.page, say('work.frozen-more'));

  const jules = await town.as('Jules Mercier');
  await jules.page.goto('/operator');
  await sees(jules.page, say('operator.frozen-wrong-code'), 'the console says so before anything else');
  await jules.page.goto('/operator/outbox');
  const told = async (): Promise<string> => { await jules.page.reload(); return mainText(jules.page); };
  await until(async () => (await told()).includes('Berthe'), 'Berthe is on the list of those to ring');

  await jules.page.goto('/operator');
  await jules.page.getByLabel(say('operator.unfreeze-why')).fill('Spoke with both: she read an old letter.');
  await press(jules.page, say('operator.unfreeze'));
  assert.ok(!(await mainText(jules.page)).includes(say('operator.frozen-wrong-code')));
  await technician.page.goto(dayPath(promised));
  await giveCode(technician.page, promised.code);
  await sees(technician.page, say('work.clock-runs'), 'the right code starts the clock');
  await person.page.reload();
  assert.match(await heading(person.page), /comes to you/);
});

test('extra work is refused, something small is approved with the code, something large by telephone with us; only what was agreed is on the bill', async () => {
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Alphonse', '7 Rue Buffon'));
  const neverMore = centsIn(await person.page.locator('.never-more').innerText());
  town.itIs(promised.from);
  const technician = await technicianOf(town, promised);
  await ringTheBell(technician.page, promised);
  await giveCode(technician.page, promised.code);

  const propose = async (what: string, price: string): Promise<void> => {
    await technician.page.locator('details', { hasText: say('work.extra') }).evaluate((open) => { (open as unknown as { open: boolean }).open = true; });
    await technician.page.locator('#says').fill(what);
    await technician.page.locator('#price').fill(price);
    await press(technician.page, say('work.propose'));
  };
  await propose('A new printer, fetched today', '180');
  await person.page.reload();
  assert.match(await mainText(person.page), /A new printer, fetched today/, 'the person sees it on their own page');
  assert.match(await mainText(person.page), /€180/);
  await press(person.page, say('visit.extra-no'));
  await technician.page.goto(dayPath(promised));
  await sees(technician.page, say('work.extra-refused'));

  await propose('A longer cable behind the cupboard', '24,50');
  const yes = technician.page.locator('form[action*="/extras/"]').filter({ has: technician.page.locator('input[value="yes"]') });
  await yes.locator('input[name="code"]').fill(wrongCode(promised));
  await yes.getByRole('button').click();
  await sees(technician.page, say('work.code-wrong', { left: 2 }), 'a wrong code is no yes');
  await yes.locator('input[name="code"]').fill(promised.code);
  await yes.getByRole('button').click();
  await sees(technician.page, say('work.extra-approved'));

  // Far above what was agreed the number is not asked for: she has no screen, so she rings us.
  await propose('A new power supply, fetched today', '79');
  await sees(technician.page, say('work.own-yes', { percent: 30 }));
  assert.equal(await yes.locator('input[name="code"]').count(), 0);
  const jules = await town.as('Jules Mercier');
  await jules.page.goto(promised.path);
  await sees(jules.page, 'A new power supply, fetched today');
  await press(jules.page, say('visit.they-said-yes'));
  await sees(jules.page, say('visit.who-spoke-missing'));
  await jules.page.getByLabel(say('visit.who-spoke')).fill('Alphonse Lavigne, rung at the number we know');
  await press(jules.page, say('visit.they-said-yes'));
  await sees(jules.page, 'rung at the number we know');
  await technician.page.goto(dayPath(promised));
  await until(async () => (await technician.page.getByText(say('work.extra-approved')).count()) === 2, 'the technician reads the yes');
  await until(async () => { await jules.page.goto('/operator/trust'); return (await mainText(jules.page)).includes(say('trust.rise-look')); }, 'a person here is told');
  await press(jules.page, say('trust.rise-look'));
  await sees(jules.page, say('trust.rise-looked'));

  town.itIs(promised.from.add({ minutes: 45 }));
  await finishWork(technician.page, promised);
  await press(technician.page, say('work.make-invoice'));
  await person.page.goto(`${promised.path}/invoice`);
  const invoice = await mainText(person.page);
  assert.match(invoice, /A longer cable behind the cupboard/);
  assert.match(invoice, /€24\.50/);
  assert.ok(!invoice.includes('A new printer'), 'what was refused is not on it');
  const total = centsIn(await person.page.locator('.price').first().innerText());
  assert.match(invoice, /A new power supply/);
  assert.ok(total <= neverMore + 2450 + 7900, `${total} is above ${neverMore} and the extras of 2450 and 7900`);
});

test('nobody is home: one waits ten minutes, the visit ends without a look inside, and the fee is the one that was named', async () => {
  const { person, promised, confirmed } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Colette', '24 Rue Buffon'));
  const fee = /If nobody is at home, it costs (\S+?)\. /.exec(confirmed)?.[1];
  assert.ok(fee, confirmed);
  town.itIs(promised.from);
  const technician = await technicianOf(town, promised);
  await ringTheBell(technician.page, promised);
  const leave = async (): Promise<void> => {
    await technician.page.locator('summary', { hasText: say('work.cannot-start') }).click();
    await press(technician.page, say('visits.outcome-nobody-home'));
  };
  await leave();
  await sees(technician.page, say('visits.wait-at-the-door'), 'not before ten minutes have passed');
  town.itIs(promised.from.add({ minutes: 11 }));
  await technician.page.goto(dayPath(promised));
  await leave();
  await sees(technician.page, say('work.over-nobody-home'));

  await person.page.goto(`${promised.path}/sheet`);
  await sees(person.page, say('visits.sheet-nobody-home-what-was-wrong'));
  await press(technician.page, say('work.make-invoice'));
  await person.page.goto(`${promised.path}/invoice`);
  assert.equal(await person.page.locator('.price').first().innerText(), fee, 'the fee is the one that was named before booking');
});
