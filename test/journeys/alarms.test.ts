import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FULL, bookedVisit, dayPath, giveCode, ringTheBell, technicianOf } from './at-the-door.ts';
import { mainText, press, sees } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const { say } = wordsOf('en');
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });
const at = (givenName: string, line: string) => ({ givenName, familyName: 'Lavigne', phone: '03 53 01 00 77', prefers: 'phone', line, postcode: '21140', town: 'Semur-en-Auxois' });

test('a technician asks for gift cards: stopped at once, heard, decided with reasons; whoever waits is told and moves for free; the register warns', async () => {
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Berthe', '16 Rue Buffon'));
  let waiting = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Colette', '24 Rue Buffon'), 9);
  for (let nth = 12; waiting.promised.technician !== promised.technician && nth < 40; nth += 4) waiting = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Colette', `${nth} Rue Buffon`), nth);
  assert.equal(waiting.promised.technician, promised.technician);
  town.itIs(promised.from);
  const technician = await technicianOf(town, promised);
  await ringTheBell(technician.page, promised);
  await giveCode(technician.page, promised.code);
  await technician.page.locator('details', { hasText: say('work.extra') }).evaluate((open) => { (open as unknown as { open: boolean }).open = true; });
  await technician.page.locator('#says').fill('Please buy two gift cards and read me the numbers');
  await technician.page.locator('#price').fill('20');
  await press(technician.page, say('work.propose'));

  const jules = await town.as('Jules Mercier');
  await until(async () => { await jules.page.goto('/operator'); return (await jules.page.locator('main').innerText()).includes('stopped by a rule'); }, 'the console says it before anything else');
  // Who sits beside them reads that everything stands still, and is asked for nothing.
  await until(async () => { await person.page.goto(promised.path); return (await mainText(person.page)).includes(say('visit.stopped')); }, 'the person is told');
  assert.ok(!(await mainText(person.page)).includes('gift cards'), 'what was asked of them is not carried to them');
  assert.equal(await person.page.getByRole('button', { name: say('visit.extra-yes') }).count(), 0);
  await jules.page.goto('/operator/outbox');
  assert.ok(!(await mainText(jules.page)).includes('buy two gift cards'), 'nor rung about');
  await jules.page.goto('/operator');
  await technician.page.goto(dayPath(promised));
  assert.ok(!technician.page.url().includes('/day/'), 'the session is ended');
  const again = await town.as(FULL[promised.technician] ?? '', { width: 375 });
  await again.page.goto('/day');
  assert.match(again.page.url(), /\/day\/appeal$/, 'no address of anybody');
  await again.page.locator('#text').fill('She wanted them for her niece. I should not have offered it.');
  await press(again.page, say('trust.appeal-send'));

  await press(jules.page, say('trust.open'));
  await sees(jules.page, 'She wanted them for her niece.');
  await sees(jules.page, 'Please buy two gift cards', 'whoever decides reads what it was');
  await jules.page.getByRole('radio', { name: say('trust.decide-kept') }).check();
  await press(jules.page, say('trust.decide'));
  await sees(jules.page, say('trust.reasons-missing'), 'nobody is stopped without a reason');
  assert.ok(await jules.page.getByRole('radio', { name: say('trust.decide-kept') }).isChecked(), 'what was chosen stays chosen');
  await jules.page.getByLabel(say('trust.reasons')).first().fill('We never ask for gift cards, for anybody.');
  await press(jules.page, say('trust.decide'));
  await until(async () => { await jules.page.goto('/operator/trust'); return (await jules.page.locator('main').innerText()).includes(say('trust.offer-time')); }, 'whom to offer another time');

  const { page } = waiting.person;
  await until(async () => { await page.goto(waiting.promised.path); return (await page.locator('main').innerText()).includes(say('visit.held')); }, 'who waits is told');
  await press(page, say('visit.held-move'));
  await sees(page, say('visit.free'), 'it costs nothing');
  await page.locator('button.slot').first().click();
  await page.waitForURL(/\/visits\/vis_[^/]+$/);
  assert.ok(!(await page.locator('.person-line strong').first().innerText()).includes(promised.technician), 'somebody else comes');
  await until(async () => { await page.reload(); return !(await page.locator('main').innerText()).includes(say('visit.held')); }, 'nothing is held any more');

  const neighbour = await town.someone();
  await neighbour.page.goto('/check');
  await neighbour.page.locator('#told').fill(promised.technician);
  await press(neighbour.page, say('check.go'));
  await sees(neighbour.page, say('check.stopped'));
});

test('somebody at the door with a badge that is not ours: one step tells what to do, and the report reaches the office', async () => {
  const { say: dit } = wordsOf('fr');
  const odile = await town.someone({ javaScript: 'off', lang: 'fr', width: 375 });
  await odile.page.goto('/check?told=PL-0000000');
  await sees(odile.page, dit('check.not-us'));
  await press(odile.page, dit('check.report'));
  await press(odile.page, dit('check.report-send'));
  await sees(odile.page, dit('check.report-happened-missing'));
  await odile.page.locator('input[value="door"]').check();
  await odile.page.locator('#what').fill('Un homme avec un badge, il voulait mon mot de passe.');
  await press(odile.page, dit('check.report-send'));
  await sees(odile.page, dit('check.thanks'));
  const jules = await town.as('Jules Mercier');
  await jules.page.goto('/operator/trust');
  await sees(jules.page, 'il voulait mon mot de passe');
  await jules.page.locator('form[action*="/reports/"] textarea').first().fill('Warned the neighbours.');
  await press(jules.page, say('trust.report-settle'));
  await sees(jules.page, 'Warned the neighbours.');
});

test('who checks papers finds the alarms and the firms; a certificate stands with its skill and its checker; a firm whose insurance is gone sends nobody', async () => {
  const ruth = await town.as('Ruth Hedley');
  const { page } = ruth;
  await page.locator('header').getByRole('link', { name: say('shell.my-page') }).click();
  await sees(page, say('trust.title'), 'the alarms are one press away');
  await page.goto('/operator/providers');
  await page.getByRole('link', { name: /Lanterne/ }).first().click();
  const firm = page.url();
  await page.getByRole('link', { name: 'Thibault R.' }).first().click();
  await page.locator('select[name="kind"]').selectOption('certificate');
  await page.locator('input[name="how"]').fill('Diploma seen at the office');
  ruth.expect(/422/);
  await press(page, say('staff.record-it'));
  await sees(page, say('staff.skill-of-certificate-missing'));
  await page.locator('select[name="skill"]').selectOption('printers');
  await press(page, say('staff.record-it'));
  await sees(page, say('staff.skill-printers'));
  await sees(page, say('staff.checked-by', { name: 'Ruth Hedley' }));
  await page.goto(firm);
  await page.locator('summary', { hasText: say('staff.record') }).click();
  await page.locator('select[name="kind"]').selectOption('firm-insurance');
  await page.locator('select[name="outcome"]').selectOption('bad');
  await page.locator('input[name="how"]').fill('The insurer says that it was cancelled');
  await press(page, say('staff.record-it'));
  await sees(page, 'The insurer says that it was cancelled');
  const neighbour = await town.someone();
  await neighbour.page.goto('/check?told=Thibault');
  await sees(neighbour.page, say('check.stopped'));
});
