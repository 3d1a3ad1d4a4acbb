import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { bookedVisit, giveCode, sheetIn, technicianOf, FULL } from './at-the-door.ts';
import { type Cellar, cellar, cutOff, drawerOf, hearAgain, isTold, later, rowsOf } from './cellar.ts';
import { press, sees } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const { say } = wordsOf('en');
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });
const at = (givenName: string, line: string) => ({ givenName, familyName: 'Lavigne', phone: '03 53 01 00 79', prefers: 'phone', line, postcode: '21140', town: 'Semur-en-Auxois' });
const PROBLEM = 'My printer prints nothing since yesterday.';

/** In, without signal: the door, the word, the code. */
async function goIn(cell: Cellar): Promise<Page> {
  const page = cell.phone();
  await press(page, say('work.at-the-door'));
  await page.locator('[data-door-word]', { hasText: cell.promised.word }).waitFor();
  await page.locator('form[action$="/check-in"] input[name="code"]').fill(cell.promised.code);
  await press(page, say('work.start-clock'));
  await page.getByText(say('work.clock-runs')).waitFor();
  return page;
}
async function note(page: Page, text: string): Promise<void> {
  const form = page.locator('form[action$="/note"]');
  if (!(await form.isVisible())) await page.locator('summary', { hasText: say('work.notes') }).click();
  await form.locator('textarea').fill(text);
  await press(page, say('work.keep-note'));
  await page.locator('[data-notes]', { hasText: text }).waitFor({ state: 'attached' });
}
const namesIn = async (page: Page, start: string): Promise<string[]> => Object.keys(await drawerOf(page)).filter((name) => name.startsWith(start));

test('the house takes it and the answer never comes: told again and again, each thing happens once', async () => {
  const { promised } = await bookedVisit(town, PROBLEM, at('Gisèle', '3 Rue Buffon'));
  town.itIs(promised.from);
  const cell = await cellar(town, promised);
  let cuts = 0;
  await cell.visitor.context.route('**/told-later', async (route) => {
    cuts += 1;
    // Every second answer is lost on its way back; the house has done what it says.
    if (cuts % 2 === 1) { await route.fetch(); await route.abort('connectionreset'); } else await route.continue();
  });
  cell.visitor.expect(/ERR_CONNECTION_RESET|Failed to load/);
  const page = await goIn(cell);
  await note(page, 'A first note.');
  await note(page, 'A second note.');
  await press(page, say('work.stop-attended'));
  await until(async () => { await page.evaluate("dispatchEvent(new Event('online'))").catch(() => undefined); return isTold(page); }, 'everything is told in the end');
  assert.ok(cuts >= 6, `${cuts} sendings`);
  const notes = await rowsOf(town, 'select text from visits.notes where visit_id = $1 order by at', promised);
  assert.deepEqual(notes.map(({ text }) => text), ['A first note.', 'A second note.']);
  assert.equal((await rowsOf(town, 'select * from visits.spans where visit_id = $1', promised)).length, 1);
  await cell.visitor.context.unroute('**/told-later');
});

test('cancelled meanwhile: nothing is taken, each thing says why and what to do, what was typed stands on the telephone until it is put away', async () => {
  const { person, promised } = await bookedVisit(town, PROBLEM, at('Hortense', '5 Rue Buffon'), 3);
  town.itIs(promised.from.subtract({ minutes: 60 }));
  const cell = await cellar(town, promised);
  await cutOff(cell);
  await person.page.goto(`${promised.path}/cancel`);
  await press(person.page, say('visit.cancel-yes'));
  await sees(person.page, say('visit.cancelled-more'));
  const page = await goIn(cell);
  await note(page, 'The cable was chewed by the cat.');
  await hearAgain(cell);
  const refused = page.locator('[data-refused]');
  await refused.getByText(say('held.not-taken')).waitFor();
  await until(async () => (await refused.locator('li').count()) === 3, 'three things were not taken');
  const text = await refused.innerText();
  assert.ok(text.includes('The cable was chewed by the cat.') && text.includes(say('held.not-yours')), text);
  // Their day says so too: the page of the visit is not theirs any more.
  await page.goto('/day');
  await page.locator('[data-refused]', { hasText: 'The cable was chewed by the cat.' }).waitFor();
  for (let left = 3; left > 0; left -= 1) {
    await page.locator('[data-refused] li').first().getByRole('button', { name: say('held.put-away') }).click();
    await until(async () => (await page.locator('[data-refused] li').count()) === left - 1, 'it is put away');
  }
  assert.equal(await page.locator('[data-refused]').isVisible(), false);
  assert.equal((await rowsOf(town, 'select * from visits.notes where visit_id = $1', promised)).length, 0);
});

test('signing out with something unsent warns first; then nothing here can be read, and it is sent after signing in again', async () => {
  const { promised } = await bookedVisit(town, PROBLEM, at('Ismérie', '9 Rue Buffon'), 6);
  town.itIs(promised.from);
  const cell = await cellar(town, promised);
  await cutOff(cell);
  const page = await goIn(cell);
  // What lies in the drawer says nothing to whoever takes it out.
  const dump = await drawerOf(page);
  const bytes = JSON.stringify(dump, (_name, value: unknown) => (value && typeof value === 'object' && 'buffer' in value ? Buffer.from(Object.values(value as Record<string, number>)).toString('latin1') : value));
  for (const canary of ['Lavigne', 'Ismérie', 'Rue Buffon', promised.word, `"${promised.code}"`, PROBLEM]) assert.ok(!bytes.includes(canary), `${canary} lies open on the telephone`);
  await page.getByRole('button', { name: say('shell.sign-out') }).click();
  await page.locator('[data-leaving]', { hasText: say('held.sign-out-warn', { n: 2 }) }).waitFor();
  await press(page, say('held.stay'));
  assert.equal(await page.locator('[data-leaving]').isVisible(), false);
  await cell.visitor.context.setOffline(false);
  await cell.visitor.context.route('**/told-later', (route) => route.abort());
  await page.getByRole('button', { name: say('shell.sign-out') }).click();
  await page.getByRole('button', { name: say('held.sign-out-anyway') }).click();
  await page.waitForURL((url) => url.pathname === '/');
  assert.deepEqual([await namesIn(page, 'page:'), await namesIn(page, 'door:'), await namesIn(page, 'field-key')], [[], [], []]);
  assert.equal((await namesIn(page, 'box:')).length, 2, 'what was not sent is still there, closed');

  await cell.visitor.context.unroute('**/told-later');
  const name = FULL[promised.technician] ?? '';
  await page.goto(`/demo?q=${encodeURIComponent(name)}`);
  await page.locator('main').getByRole('button', { name }).last().click();
  await page.waitForURL((url) => !url.pathname.startsWith('/demo'));
  await page.goto('/day');
  await until(() => isTold(page), 'it is sent once they are back');
  assert.deepEqual((await rowsOf(town, 'select state from visits.visits where id = $1', promised)).map(({ state }) => state), ['working']);
});

test('two telephones: an older sheet does not come over a newer one, and says so; everything else of both is there', async () => {
  const { promised } = await bookedVisit(town, PROBLEM, at('Joséphine', '11 Rue Buffon'), 9);
  town.itIs(promised.from);
  const cell = await cellar(town, promised);
  await cutOff(cell);
  const page = await goIn(cell);
  await note(page, 'From the first telephone.');
  const blocks = (one: Page) => one.locator('form[action$="/sheet"] textarea');
  for (let nth = 0; nth < 5; nth += 1) await blocks(page).nth(nth).fill('This was written in the cellar.');
  await press(page, say('work.keep-sheet'));
  await until(async () => (await namesIn(page, 'box:')).length === 4, 'the sheet is kept');
  await later(cell, town, 15);

  const other = await technicianOf(town, promised);
  await press(other.page, say('work.at-the-door'));
  await giveCode(other.page, promised.code);
  await other.page.locator('.clock').waitFor();
  for (const [nth, text] of sheetIn('en').entries()) await blocks(other.page).nth(nth).fill(text);
  await press(other.page, say('work.keep-sheet'));
  await other.page.locator('form[action$="/sheet"] textarea', { hasText: sheetIn('en')[0] ?? '' }).waitFor();
  await later(cell, town, 5);
  await hearAgain(cell);
  await page.locator('[data-refused]', { hasText: say('visits.written-meanwhile') }).waitFor();
  const [sheet] = await rowsOf(town, 'select blocks from visits.sheets where visit_id = $1', promised);
  assert.equal((sheet?.['blocks'] as Record<string, string> | undefined)?.['what-was-wrong'], sheetIn('en')[0]);
  assert.equal((await rowsOf(town, 'select * from visits.notes where visit_id = $1', promised)).length, 1);
});

test('stopped meanwhile: at the next contact nothing that this telephone held can be read', async () => {
  const { promised } = await bookedVisit(town, PROBLEM, at('Léontine', '13 Rue Buffon'), 12);
  town.itIs(promised.from);
  const cell = await cellar(town, promised);
  await cutOff(cell);
  const page = cell.phone();
  await page.reload();
  await page.getByText(say('held.no-signal')).waitFor();
  await press(page, say('work.at-the-door'));
  await until(async () => (await namesIn(page, 'box:')).length === 1, 'it is kept');
  const jules = await town.as('Jules Mercier');
  const [booked] = await rowsOf(town, 'select v.technician_id, t.provider_id from booking.visits v join technicians.technicians t on t.id = v.technician_id where v.id = $1', promised);
  await jules.page.goto(`/operator/providers/${String(booked?.['provider_id'])}/technicians/${String(booked?.['technician_id'])}`);
  const form = jules.page.locator('form[action$="/suspend"]');
  await jules.page.locator('details', { has: form }).locator('summary').click();
  await form.locator('#why').fill('Something that must be looked into first.');
  await form.getByRole('button').click();
  await jules.page.waitForLoadState();
  await hearAgain(cell);
  await until(async () => (await namesIn(page, 'page:')).length + (await namesIn(page, 'door:')).length + (await namesIn(page, 'field-key')).length === 0, 'nothing is held any more');
  await page.goto('/day');
  assert.ok(!(await page.locator('main').innerText()).includes('Léontine'));
  assert.deepEqual((await rowsOf(town, 'select state from visits.visits where id = $1', promised)).map(({ state }) => state).filter((state) => state !== 'expected'), [], 'and nothing more was done');
});
