import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sheetIn, wrongCode } from './at-the-door.ts';
import { bookedVisit } from './at-the-door.ts';
import { cellar, cutOff, draw, hearAgain, isTold, later, rowsOf } from './cellar.ts';
import { mainText, press } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const { say } = wordsOf('en');
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });
const at = (givenName: string, line: string) => ({ givenName, familyName: 'Lavigne', phone: '03 53 01 00 77', prefers: 'phone', line, postcode: '21140', town: 'Semur-en-Auxois' });
const PROBLEM = 'My printer prints nothing since yesterday.';

test('in a cellar: the whole appointment, from the door to the signed sheet and the invoice, with the browser closed in the middle; told once, as if it had been told at once', async () => {
  const { person, promised } = await bookedVisit(town, PROBLEM, at('Berthe', '16 Rue Buffon'));
  town.itIs(promised.from);
  const technician = await cellar(town, promised);
  const phone = technician.phone;
  await cutOff(technician);
  await phone().reload();
  await phone().getByText(say('held.no-signal')).waitFor();
  await press(phone(), say('work.at-the-door'));
  await phone().locator('[data-door-word]', { hasText: promised.word }).waitFor();
  const code = async (digits: string): Promise<void> => { await phone().locator('form[action$="/check-in"] input[name="code"]').fill(digits); await press(phone(), say('work.start-clock')); };
  await code(wrongCode(promised));
  await phone().getByText(say('door.wrong').replace('0', '2')).waitFor();
  await code(promised.code);
  await phone().getByText(say('work.clock-runs')).waitFor();

  for (;;) {
    const open = phone().locator('.ticks').getByRole('button', { name: say('work.done'), exact: true });
    const left = await open.count();
    if (left === 0) break;
    await open.first().click();
    await until(async () => (await open.count()) < left, 'the step is ticked');
  }
  await phone().locator('summary', { hasText: say('work.notes') }).click();
  await phone().locator('form[action$="/note"] textarea').fill('The plug hangs out of the wall.');
  await phone().locator('#photo').setInputFiles({ name: 'plug.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64') });
  await press(phone(), say('work.keep-note'));
  await phone().locator('[data-notes]', { hasText: 'The plug hangs out' }).waitFor();
  await later(technician, town, 25);
  await press(phone(), say('work.stop-attended'));
  await phone().getByText(say('work.clock-stands')).waitFor();
  await phone().locator('form[action$="/sheet"] textarea').first().fill(sheetIn('en')[0] ?? '');
  await phone().waitForTimeout(600);

  // The battery goes out in the middle of a sentence.
  await technician.reopen();
  await phone().getByText(say('work.clock-stands')).waitFor();
  const boxes = phone().locator('form[action$="/sheet"] textarea');
  assert.equal(await boxes.first().inputValue(), sheetIn('en')[0], 'what was being typed is there');
  await press(phone(), say('visits.shown-with-help'));
  await press(phone(), say('work.end'));
  await phone().getByText(say('work.outcome-missing')).waitFor();
  for (const [nth, text] of sheetIn('en').entries()) await boxes.nth(nth).fill(text);
  await press(phone(), say('work.keep-sheet'));
  await press(phone(), say('work.sign-by-hand'));
  assert.equal(await phone().locator('.clock').isVisible(), false, 'whoever signs sees the sheet and nothing else of the visit');
  await phone().locator('[data-to-sign]', { hasText: sheetIn('en')[2] ?? '' }).waitFor();
  await draw(phone());
  await press(phone(), say('sign.sign'));
  await phone().locator('[data-signed]:visible').waitFor();
  await phone().getByRole('radio', { name: say('visits.outcome-solved'), exact: true }).check();
  await press(phone(), say('work.end'));
  await press(phone(), say('work.make-invoice'));
  await until(async () => !(await phone().getByRole('button', { name: say('work.make-invoice') }).isVisible()), 'the invoice waits');
  await person.page.reload();
  assert.match(await person.page.locator('h1').innerText(), /comes to you/, 'the house knows nothing yet');
  await later(technician, town, 90);

  await hearAgain(technician);
  await until(async () => (await isTold(phone())), 'everything is told');
  await phone().getByText(say('work.over-solved')).waitFor();
  const [record] = await rowsOf(town, "select state, outcome, arrived_at, started_at, ended_at from visits.visits where id = $1", promised);
  assert.deepEqual([record?.['state'], record?.['outcome']], ['ended', 'solved']);
  const minutes = (a: unknown, b: unknown): number => Math.round((Date.parse(String(b)) - Date.parse(String(a))) / 60_000);
  assert.ok(minutes(promised.from.toString(), record?.['started_at']) <= 2, 'the clock runs since the code was given');
  assert.ok(Math.abs(minutes(record?.['started_at'], record?.['ended_at']) - 25) <= 2, `ended when it ended (${String(record?.['started_at'])} ${String(record?.['ended_at'])})`);
  const counts = Object.fromEntries(await Promise.all(['notes', 'sheets', 'signatures', 'handed_back', 'spans'].map(async (table) => [table, (await rowsOf(town, `select * from visits.${table} where visit_id = $1`, promised)).length])));
  assert.deepEqual(counts, { notes: 1, sheets: 1, signatures: 1, handed_back: 1, spans: 1 });
  const [note] = await rowsOf(town, 'select photo_id from visits.notes where visit_id = $1', promised);
  assert.match(String(note?.['photo_id']), /^fil_/, 'the photo came along');
  const [invoice] = await rowsOf(town, 'select count(*)::int as many from billing.invoices where visit_id = $1', promised);
  assert.equal(invoice?.['many'], 1);
  const told = await rowsOf(town, 'select kind, happened_at, told_at from visits.told_later where visit_id = $1 order by happened_at', promised);
  assert.ok(told.length >= 12 && told.every((row) => minutes(row['happened_at'], row['told_at']) >= 85), 'each is kept as stated and as received');
  await person.page.goto(`${promised.path}/sheet`);
  assert.ok((await mainText(person.page)).includes(sheetIn('en')[1] ?? ''), 'the person reads the sheet');
});

test('three wrong codes without signal stop the visit there, and the office learns of it later', async () => {
  const { promised } = await bookedVisit(town, PROBLEM, at('Colette', '24 Rue Buffon'), 3);
  town.itIs(promised.from);
  const technician = await cellar(town, promised);
  const page = technician.phone();
  await cutOff(technician);
  await press(page, say('work.at-the-door'));
  for (let tries = 0; tries < 3; tries += 1) {
    await page.locator('form[action$="/check-in"] input[name="code"]').fill(wrongCode(promised));
    await press(page, say('work.start-clock'));
    await page.getByText(tries < 2 ? say('door.wrong').replace('0', String(2 - tries)) : say('door.stopped')).waitFor();
  }
  assert.equal(await page.locator('form[action$="/check-in"]').isVisible(), false);
  await hearAgain(technician);
  const jules = await town.as('Jules Mercier');
  await until(async () => { await jules.page.goto('/operator'); return (await jules.page.locator('main').innerText()).includes(say('operator.frozen-wrong-code')); }, 'the console says that the visit is stopped');
});
