import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { ZONE } from '#kernel';
import { press, sees } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';
import { bookFrom, formsOf, upToTimes, walker } from './walker.ts';

const say = wordsOf('en').say;
const DAY = '2026-11-25';
const BOARD = `/operator/board?country=FR&day=${DAY}`;
let town: Town;
before(async () => {
  town = await openTown();
  for (const [givenName, line, nth] of [['Ida', '30 Rue Collenot', 3], ['Ugo', '37 Rue Collenot', 5], ['Lise', '47 Rue des Vaux', 6]] as const) await book(givenName, line, nth);
});
after(async () => { await town.close(); });

const dayOf = (slot: string | undefined): string => (slot === undefined ? '' : Temporal.Instant.fromEpochMilliseconds(Number(slot.split('.')[1]) * 1000).toZonedDateTimeISO(ZONE.FR).toPlainDate().toString());

/** Somebody of Semur who has a visit on the board's day, at its `nth` free hour: in the middle of the day, when everybody works. */
async function book(givenName: string, line: string, nth: number): Promise<void> {
  const person = walker(town.url);
  const times = await upToTimes(person, 'Mon imprimante n’imprime plus rien depuis hier.', { givenName, familyName: 'Noir', phone: '06 39 98 00 12', prefers: 'sms', line, postcode: '21140', town: 'Semur-en-Auxois' });
  const first = formsOf(times.html).filter((form) => form.action.endsWith('/times')).findIndex((form) => dayOf(form.fields['slot']) === DAY);
  assert.ok(first >= 0, 'the day has a time');
  assert.match((await bookFrom(person, times, first + nth)).path, /\/visits\//);
}

/** Whose line a visit stands on. */
const nameOn = async (page: Page, visit: string): Promise<string> => (await page.evaluate(`document.querySelector('.track [data-visit="${visit}"]')?.closest('.lane')?.dataset.name ?? ''`)) as string;

/** Gives some visit of one technician to another, by links and forms; the first that fits. */
async function givenTo(page: Page, from: string, to: string): Promise<string> {
  const other = await page.locator(`.lane[data-name^="${to}"]`).getAttribute('data-technician');
  for (const block of await page.locator(`.lane[data-name^="${from}"] .track .block[data-movable]`).all()) {
    const [visit, start] = [await block.getAttribute('data-visit'), Number(await block.getAttribute('data-start'))];
    for (const minute of [start, start + 15, start + 30, start + 45]) {
      const at = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const weighed = (await (await page.request.get(`/operator/board/weigh?country=FR&day=${DAY}&visit=${visit}&technician=${other}&at=${at}`)).json()) as { can: boolean; asks: boolean };
      if (!weighed.can || weighed.asks) continue;
      await page.goto(`/operator/board/visits/${visit}?country=FR&day=${DAY}&technician=${other}&at=${at}`);
      await page.locator('#consequences button.main').click();
      return visit ?? '';
    }
  }
  return assert.fail(`${to} can take none of ${from}’s visits`);
}

test('in the evening a proposal for tomorrow waits on the board: what it saves is said, it is taken whole, and the visit is back with whoever lives beside it', async () => {
  const byDay = await town.as('Jules Mercier');
  await byDay.page.goto(BOARD);
  // By hand a visit in Semur is given to a colleague who lives far away.
  const visit = await givenTo(byDay.page, 'Samira', 'Inès');
  await byDay.page.waitForURL(/said=moved/);
  assert.match(await nameOn(byDay.page, visit), /^Inès/);
  // Hours later whoever left the board signs in again.
  await byDay.page.goto('/');
  town.itIs('2026-11-24T16:10:00Z');
  const { page } = await town.as('Jules Mercier');
  await town.sweep('plans');
  const proposal = page.locator('.board-side a.choice').filter({ hasText: say('board.plan-evening') });
  await until(async () => { await page.goto(BOARD); return (await proposal.count()) > 0; }, 'the evening’s proposal');
  assert.match(await nameOn(page, visit), /^Inès/, 'a proposal changes nothing');
  await proposal.first().click();
  await page.waitForURL(/\/plans\//);
  await sees(page, 'It saves');
  assert.ok(await page.locator('.ticks li').filter({ hasText: /Samira .* takes the visit .* from Inès/ }).count() > 0, 'the difference can be read');
  await press(page, say('board.take-all'));
  await page.waitForURL(/said=taken/);
  assert.match(await nameOn(page, visit), /^Samira/);
});

test('somebody is away: cover is proposed as a difference that can be read, with whom to ring and what to say; it is taken, and can be undone', async () => {
  const jules = await town.as('Jules Mercier');
  const { page } = jules;
  await page.goto(BOARD);
  const lane = page.locator('.lane').filter({ has: page.locator('.track .block[data-movable]') }).filter({ hasText: 'La Lanterne' }).first();
  const name = (await lane.locator('h3').innerText()).trim();
  const people = await lane.locator('.track .block a span').allInnerTexts();
  await lane.locator('a.away').click();
  await sees(page, name);
  await press(page, say('board.away-do'));
  await page.waitForURL(/\/operator\/board\/plans\//);
  // It is looked for in the background; the page turns into what was found.
  await page.locator('.ticks li, .steps > li').first().waitFor({ timeout: 30_000 });
  await sees(page, say('board.plan-absence'));
  const [changes, toRing] = [await page.locator('.ticks li').count(), await page.locator('.steps > li').count()];
  for (const who of people) await sees(page, who, 'each visit has somebody, or somebody is to be rung');
  if (toRing > 0) await sees(page, 'nobody can come to you');
  assert.ok(changes > 0, 'a colleague can take at least one');
  await page.locator('.ticks input').first().check();
  await press(page, say('board.take-ticked'));
  await page.waitForURL(/said=taken/);
  await sees(page, say('board.said-taken'));
  await page.locator('form[action="/operator/board/undo"] button').waitFor();
});
