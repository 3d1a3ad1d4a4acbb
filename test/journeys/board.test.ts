import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { ZONE } from '#kernel';
import { press, sees } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';
import { bookFrom, formsOf, upToTimes, walker } from './walker.ts';

const say = wordsOf('en').say;
const DAY = '2026-11-25';
const BOARD = `/operator/board?country=FR&day=${DAY}`;
let town: Town;
let printers = 0;
/** Pictures for whoever wants to look: a folder to put them in. */
const LOOK = process.env['PORCHLIGHT_PICTURES'];
before(async () => {
  town = await openTown();
  for (const [givenName, line] of [['Ida', '30 Rue Collenot'], ['Ugo', '37 Rue Collenot'], ['Lise', '47 Rue des Vaux'], ['Noé', '30 Rue des Vaux']] as const) await book(givenName, line);
});
after(async () => { await town.close(); });

/** Somebody of Semur who has a visit on the board's day. */
async function book(givenName: string, line: string): Promise<void> {
  const person = walker(town.url);
  printers += 1;
  const times = await upToTimes(person, 'Mon imprimante n’imprime plus rien depuis hier.', { givenName, familyName: 'Noir', phone: '06 39 98 00 12', prefers: 'sms', line, postcode: '21140', town: 'Semur-en-Auxois' });
  const isThatDay = (slot: string | undefined): boolean => slot !== undefined && Temporal.Instant.fromEpochMilliseconds(Number(slot.split('.')[1]) * 1000).toZonedDateTimeISO(ZONE.FR).toPlainDate().toString() === DAY;
  const nth = formsOf(times.html).filter((form) => form.action.endsWith('/times')).findIndex((form) => isThatDay(form.fields['slot']));
  assert.ok(nth >= 0, 'the day has a time');
  const visit = await bookFrom(person, times, nth + (printers % 2));
  assert.match(visit.path, /\/visits\//);
}

const lanes = (page: Page): Locator => page.locator('.lane[data-from]');
type Pair = { visit: string; from: string; to: string; at: string };
/** A visit, and a colleague who could take it at the same hour. */
async function movable(page: Page): Promise<Pair> {
  const pairs = await page.evaluate(`[...document.querySelectorAll('.track .block[data-movable]')].flatMap((block) => {
    const from = block.closest('.lane');
    const minute = Number(block.dataset.start);
    const at = String(Math.floor(minute / 60)).padStart(2, '0') + ':' + String(minute % 60).padStart(2, '0');
    return [...document.querySelectorAll('.lane[data-from]')].filter((lane) => lane.dataset.provider === block.dataset.provider && lane !== from)
      .map((lane) => ({ visit: block.dataset.visit, from: from.dataset.technician, to: lane.dataset.technician, at }));
  })`) as Pair[];
  const said: string[] = [];
  for (const pair of pairs) {
    const weighed = await (await page.request.get(`/operator/board/weigh?country=FR&day=${DAY}&visit=${pair.visit}&technician=${pair.to}&at=${pair.at}`)).json() as { can: boolean; asks: boolean; says: string[] };
    said.push(weighed.says.join(' '));
    if (weighed.can && !weighed.asks) return pair;
  }
  return assert.fail(`nobody has a colleague who could come: ${said.join('; ')}`);
}
const laneWith = async (page: Page, visit: string): Promise<string | undefined> => (await page.evaluate(`document.querySelector('.track [data-visit="${visit}"]')?.closest('.lane')?.dataset.technician`)) as string | undefined;
/** Waits until the page is so, and tells how long that took, in milliseconds. The pages allow no text to be run: it is asked from outside. */
async function comes(page: Page, so: string): Promise<number> {
  const began = performance.now();
  for (;;) {
    if (await page.evaluate(so).catch(() => false)) return performance.now() - began;
    assert.ok(performance.now() - began < 15_000, `the page does not come to: ${so}`);
    await new Promise((resolve) => { setTimeout(resolve, 40); });
  }
}
/** The page comes to say so. */
const says = (page: Page, id: string, words: string): Promise<number> => comes(page, `document.getElementById('${id}')?.textContent === ${JSON.stringify(words)}`);
/** What it brings has been said. */
const settled = (page: Page): Promise<number> => comes(page, `(() => { const hand = document.getElementById('hand'); return hand !== null && !hand.hidden && !hand.textContent.includes(${JSON.stringify(say('board.hand-weighing'))}); })()`);

/** Drags to the same hour on another lane, and holds it there until what it brings is said. */
async function drag(page: Page, visit: string, to: string): Promise<string> {
  const from = await page.locator(`[data-visit="${visit}"] a`).boundingBox();
  const target = await page.locator(`.lane[data-technician="${to}"] .track`).boundingBox();
  assert.ok(from && target);
  await page.mouse.move(from.x + 8, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, target.y + target.height / 2, { steps: 8 });
  await settled(page);
  return page.locator('#hand').innerText();
}

test('a visit is dragged to a colleague: what it brings is said before it is dropped, it moves, and it is undone', async () => {
  const jules = await town.as('Jules Mercier');
  await jules.page.goto(BOARD);
  await lanes(jules.page).first().waitFor();
  const { visit, from, to } = await movable(jules.page);
  const said = await drag(jules.page, visit, to);
  assert.match(said, /driving/, 'the consequences stand there while it is held');
  assert.equal(await laneWith(jules.page, visit), from, 'nothing has happened yet');
  if (LOOK) for (const width of [1280, 1920, 820]) { await jules.page.setViewportSize({ width, height: 1000 }); await jules.page.screenshot({ path: `${LOOK}/board-${width}.png`, fullPage: true }); }
  if (LOOK) await jules.page.setViewportSize({ width: 1280, height: 900 });
  await jules.page.mouse.up();
  await comes(jules.page, `document.getElementById('said')?.textContent !== ''`);
  const told = await jules.page.locator('#said').innerText();
  assert.equal(told, say('board.said-moved'));
  assert.equal(await laneWith(jules.page, visit), to);
  await jules.page.keyboard.press('Control+z');
  await says(jules.page, 'said', say('board.said-undone'));
  assert.equal(await laneWith(jules.page, visit), from);
});

test('two dispatchers: what one moves the other sees within a second; who pressed on an older picture is told, and loses nothing', async () => {
  const [jules, second] = [await town.as('Jules Mercier'), await town.as('Jules Mercier')];
  for (const { page } of [jules, second]) { await page.goto(BOARD); await says(page, 'live', say('board.hand-live')); }
  const { visit, from, to } = await movable(jules.page);
  // The second already has the page open on which the same visit is moved.
  const late = await second.context.newPage();
  await late.goto(`/operator/board/visits/${visit}?country=FR&day=${DAY}&technician=${to}`);
  await jules.page.goto(`/operator/board/visits/${visit}?country=FR&day=${DAY}&technician=${to}`);
  await jules.page.locator('#consequences button.main').click();
  await jules.page.waitForURL(/said=moved/);
  const waited = await comes(second.page, `document.querySelector('.track [data-visit="${visit}"]')?.closest('.lane')?.dataset.technician === '${to}'`);
  assert.ok(waited < 3_000, `seen on the other board after ${waited} ms`);
  await late.locator('#consequences button.main').click();
  await late.waitForURL(/said=visit-changed/);
  await sees(late, say('board.said-visit-changed'));
  assert.equal(await laneWith(late, visit), to);
  await press(late, say('board.undo'));
  await late.waitForURL(/said=undone/);
  assert.equal(await laneWith(late, visit), from);
});

test('by keys alone: a visit is picked up, moved to a colleague, weighed, put down, and put back', async () => {
  const jules = await town.as('Jules Mercier');
  await jules.page.goto(BOARD);
  const { visit, from, to } = await movable(jules.page);
  await jules.page.locator(`[data-visit="${visit}"] a`).focus();
  await jules.page.keyboard.press('Space');
  assert.match(await jules.page.locator('#hand').innerText(), new RegExp(say('board.hand-held').slice(0, 20)), 'it is said how to go on');
  const provider = await jules.page.locator(`.track [data-visit="${visit}"]`).getAttribute('data-provider');
  const order = (await jules.page.evaluate(`[...document.querySelectorAll('.lane[data-from][data-provider="${provider}"]')].map((lane) => lane.dataset.technician)`)) as string[];
  const steps = order.indexOf(to) - order.indexOf(from);
  for (let i = 0; i < Math.abs(steps); i += 1) await jules.page.keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
  await settled(jules.page);
  await jules.page.keyboard.press('Escape');
  assert.equal(await laneWith(jules.page, visit), from);
  await jules.page.keyboard.press('Space');
  for (let i = 0; i < Math.abs(steps); i += 1) await jules.page.keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
  await settled(jules.page);
  await jules.page.keyboard.press('Enter');
  await says(jules.page, 'said', say('board.said-moved'));
  assert.equal(await laneWith(jules.page, visit), to);
  assert.equal(await jules.page.evaluate(`document.activeElement?.closest('[data-visit]')?.dataset.visit`), visit, 'the focus stays with the visit');
});

test('without any script the same is done by links and forms, and a time outside of the promise asks for the household’s yes', async () => {
  const jules = await town.as('Jules Mercier', { javaScript: 'off' });
  await jules.page.goto(BOARD);
  await jules.page.locator('.track .block[data-movable] a').first().click();
  await jules.page.locator('#at').selectOption('16:00');
  await press(jules.page, say('board.see-first'));
  await jules.page.waitForURL(/at=16/);
  const text = await jules.page.locator('#consequences').innerText();
  assert.match(text, new RegExp(`${say('board.must-agree').slice(0, 30)}|${say('board.cannot-day-full').slice(0, 20)}`));
  if (!text.includes(say('board.they-agreed'))) return;
  await jules.page.locator('#consequences button.main').click();
  await sees(jules.page, say('board.said-promise-would-break'), 'without the tick nothing is moved');
});

test('whoever is signed out hears no more of the day', async () => {
  const jules = await town.as('Jules Mercier');
  await jules.page.goto(BOARD);
  await says(jules.page, 'live', say('board.hand-live'));
  jules.expect(/live|EventSource|status of|MIME|event-stream/i);
  const other = await jules.context.newPage();
  await other.goto('/');
  await other.locator('form[action="/sign-out"] button').click();
  await until(async () => (await jules.page.locator('#live').innerText()) === say('board.hand-not-live'), 'the stream closes');
});
