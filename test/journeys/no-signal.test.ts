import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Visitor } from '../support/browser.ts';
import { bookedVisit, dayPath, technicianOf, wrongCode } from './at-the-door.ts';
import { type Promised, press, sees } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const { say } = wordsOf('en');
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });
const at = (givenName: string, line: string) => ({ givenName, familyName: 'Lavigne', phone: '03 53 01 00 77', prefers: 'phone', line, postcode: '21140', town: 'Semur-en-Auxois' });

/** Their telephone is known here, holds the page and the door of this visit, and then loses its signal. */
async function withoutSignal(promised: Promised): Promise<Visitor> {
  const technician = await technicianOf(town, promised);
  technician.expect(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch|TimeoutError/);
  await technician.page.clock.setFixedTime(new Date(promised.from.epochMilliseconds));
  await technician.page.goto('/day/phone');
  await technician.page.getByRole('button', { name: say('secrets.phone-add') }).click();
  await technician.page.getByText(say('secrets.phone-this')).waitFor();
  const taken = technician.page.waitForResponse((answer) => answer.url().endsWith('/take-along'));
  await technician.page.goto(dayPath(promised));
  assert.equal((await taken).status(), 200);
  await technician.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  // The page comes through the keeper of the day from now on.
  await technician.page.reload();
  await technician.page.waitForLoadState('networkidle');
  await technician.context.setOffline(true);
  return technician;
}

test('in a cellar: the word is read from what the telephone holds, the code starts the clock there, and all of it is told once there is signal', async () => {
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Berthe', '16 Rue Buffon'));
  town.itIs(promised.from);
  const technician = await withoutSignal(promised);
  await technician.page.reload();
  await sees(technician.page, say('work.at-the-door'), 'the page is there without signal');
  await press(technician.page, say('work.at-the-door'));
  await technician.page.locator('[data-door-word] .door-word').waitFor();
  assert.equal(await technician.page.locator('[data-door-word] .door-word').innerText(), promised.word);
  const code = async (digits: string): Promise<void> => { await technician.page.locator('#door-code').fill(digits); await technician.page.locator('[data-door-code] button').click(); };
  await code(wrongCode(promised));
  await technician.page.getByText(say('door.wrong').replace('0', '2')).waitFor();
  await technician.page.reload();
  await technician.page.locator('[data-door-word] .door-word', { hasText: promised.word }).waitFor();
  await code(promised.code);
  await technician.page.getByText(say('door.started')).waitFor();
  town.itIs(promised.from.add({ minutes: 25 }));
  await person.page.reload();
  assert.match(await person.page.locator('h1').innerText(), /comes to you/, 'the house knows nothing yet');

  const told = technician.page.waitForResponse((answer) => answer.url().endsWith('/told-later'));
  await technician.context.setOffline(false);
  await technician.page.evaluate("dispatchEvent(new Event('online'))");
  assert.equal((await told).status(), 200);
  // The page opens itself anew once it has told.
  await technician.page.locator('.clock').waitFor();
  await sees(technician.page, say('work.clock-runs'));
  const minutes = Number(/(\d+) min/.exec(await technician.page.locator('.clock').innerText())?.[1]);
  assert.ok(minutes >= 24 && minutes <= 27, `the clock runs since the code was given, not since it was told (${minutes})`);
  await technician.page.reload();
  assert.equal(await technician.page.locator('[data-door]').isVisible(), false, 'nothing is left to tell');
});

test('three wrong codes without signal stop the visit there, and the office learns of it later', async () => {
  const { promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Colette', '24 Rue Buffon'), 3);
  town.itIs(promised.from);
  const technician = await withoutSignal(promised);
  await press(technician.page, say('work.at-the-door'));
  await technician.page.locator('#door-code').waitFor();
  for (let tries = 0; tries < 3; tries += 1) {
    await technician.page.locator('#door-code').fill(wrongCode(promised));
    await technician.page.locator('[data-door-code] button').click();
    await technician.page.waitForTimeout(1_200);
  }
  await technician.page.getByText(say('door.stopped')).waitFor();
  assert.equal(await technician.page.locator('#door-code').isVisible(), false);
  await technician.context.setOffline(false);
  await technician.page.evaluate("dispatchEvent(new Event('online'))");
  const jules = await town.as('Jules Mercier');
  await until(async () => { await jules.page.goto('/operator'); return (await jules.page.locator('main').innerText()).includes(say('operator.frozen-wrong-code')); }, 'the console says that the visit is stopped');
});
