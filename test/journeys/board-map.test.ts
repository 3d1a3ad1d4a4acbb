import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page, Request } from 'playwright-core';
import sharp from 'sharp';
import { tinyMap } from '../support/tiny-map.ts';
import { sees } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';
import { type Walker, bookFrom, formsOf, upToTimes, walker } from './walker.ts';

const say = wordsOf('en').say;
const DAY = '2026-11-25';
const BOARD = `/operator/board?country=FR&day=${DAY}`;
let town: Town;
let booked = 0;
before(async () => {
  town = await openTown();
  for (const line of ['30 Rue Collenot', '47 Rue des Vaux', '1 Rue de la Liberté']) await book(line);
});
after(async () => { await town.close(); });

/** Somebody of Semur who has a visit on the board's day. */
async function book(line: string): Promise<void> {
  const person: Walker = walker(town.url);
  booked += 1;
  const times = await upToTimes(person, 'Mon imprimante n’imprime plus rien depuis hier.', { givenName: `Ida${booked}`, familyName: 'Noir', phone: '06 39 98 00 12', prefers: 'sms', line, postcode: '21140', town: 'Semur-en-Auxois' });
  const nth = formsOf(times.html).filter((form) => form.action.endsWith('/times')).findIndex((form) => new Date(Number(form.fields['slot']?.split('.')[1]) * 1000).toISOString().startsWith(DAY));
  assert.ok(nth >= 0, 'the day has a time');
  assert.match((await bookFrom(person, times, nth + booked)).path, /\/visits\//);
}

/** The board with its map drawn, on plain paper or on tiles. */
async function open(page: Page, ground: 'plain' | 'tiles'): Promise<void> {
  await page.goto(BOARD);
  await page.locator('.day-map').scrollIntoViewIfNeeded();
  await until(async () => (await page.locator('.day-map').getAttribute('data-ground')) === ground, `the map is drawn on ${ground}`);
}
const all = (page: Page, so: string): Promise<string[]> => page.evaluate(so) as Promise<string[]>;
const stops = (page: Page): Promise<string[]> => all(page, `[...document.querySelectorAll('.map-stop')].map((stop) => stop.dataset.onMap).sort()`);
const blocks = (page: Page): Promise<string[]> => all(page, `[...document.querySelectorAll('#board .block')].map((block) => block.dataset.visit).sort()`);

/** The colour of a point of the map, as RGB. `x`, `y`: from its left upper corner. */
async function colourAt(page: Page, x: number, y: number): Promise<readonly number[]> {
  const { data } = await sharp(await page.locator('.map-here').screenshot()).extract({ left: x, top: y, width: 1, height: 1 }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return [...data];
}
const near = (a: readonly number[], b: readonly number[]): boolean => a.every((value, i) => Math.abs(value - (b[i] ?? 0)) < 12);
const [WATER, CARD] = [[0xcf, 0xe2, 0xf3], [0xff, 0xff, 0xff]];

test('the map shows each visit of the day once; who is chosen on the hours stands out on the map, and a stop that is chosen is marked on the hours', async () => {
  const { page } = await town.as('Jules Mercier');
  await open(page, 'plain');
  const visits = await blocks(page);
  assert.ok(visits.length >= 3);
  assert.deepEqual(await stops(page), visits);
  assert.ok(near(await colourAt(page, 8, 8), CARD), 'without tiles it is plain paper');
  // From the hours to the map.
  const lane = page.locator('.lane').filter({ has: page.locator('.pick') }).first();
  await lane.locator('.pick').click();
  await until(async () => (await lane.getAttribute('class'))?.includes('chosen') ?? false, 'the line is marked');
  const technician = await lane.getAttribute('data-technician');
  assert.deepEqual(await all(page, `[...document.querySelectorAll('.day-map g.chosen')].map((route) => route.dataset.route)`), [technician]);
  await sees(page, await lane.getAttribute('data-name') ?? '');
  const [visit] = visits;
  await page.locator(`.block[data-visit="${visit}"] a`).focus();
  assert.deepEqual(await all(page, `[...document.querySelectorAll('.map-stop.chosen')].map((stop) => stop.dataset.onMap)`), [visit]);
  // And back.
  const other = visits.find((one) => one !== visit) ?? '';
  await page.locator(`.map-stop[data-on-map="${other}"]`).dispatchEvent('click');
  assert.deepEqual(await all(page, `[...document.querySelectorAll('#board .block.chosen')].map((block) => block.dataset.visit)`), [other]);
  assert.equal(new URL(page.url()).pathname, '/operator/board', 'the first press chooses');
  await page.locator('#map-choice a').click();
  await page.waitForURL(new RegExp(`/operator/board/visits/${other}`));
});

test('by keys the map is passed over, or looked around in; it tells that everything on it stands on the hours', async () => {
  const { page } = await town.as('Jules Mercier');
  await open(page, 'plain');
  await page.locator('.skip-part').focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate('document.activeElement.id'), 'after-map');
  await page.keyboard.press('Shift+Tab');
  const tabbed = await all(page, `[...document.querySelectorAll('.map-here a, .map-here [tabindex]')].filter((one) => one.tabIndex >= 0).map((one) => one.getAttribute('aria-label'))`);
  assert.equal(tabbed.length, 1, 'one stop by Tab for the whole map');
  assert.match(tabbed[0] ?? '', /stands on the hours/);
});

test('axe finds nothing on the board with its map open and a stop chosen, by day and by night; where roads are known the page says whose they are', async () => {
  const { page } = await town.as('Jules Mercier');
  // Roads as a router would give them: the demo town has none.
  await page.route('**/operator/board/routes?**', async (route) => {
    const answer = await route.fetch();
    const told = await answer.json() as { routes: { along: [number, number][] }[] };
    await route.fulfill({ json: { ...told, routes: told.routes.map((one) => ({ ...one, road: true, along: one.along.flatMap(([lng, lat]) => [[lng, lat], [lng + 0.01, lat + 0.002]]) })) } });
  });
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await open(page, 'plain');
    await page.locator('.map-stop').first().dispatchEvent('click');
    await sees(page, say('board-map.what-roads'));
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const found = await page.evaluate(`axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }, resultTypes: ['violations'] }).then((ran) => ran.violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`) as string[];
    assert.deepEqual(found, [], theme);
  }
});

test('a change by somebody else moves the stops of an open map, and where one looks stays', async () => {
  const { page } = await town.as('Jules Mercier');
  await open(page, 'plain');
  await page.locator('[data-map="closer"]').click();
  await page.evaluate(`globalThis.same = document.querySelector('.map-here canvas')`);
  const before = await stops(page);
  await book('5 Rue du Vieux Marché');
  await until(async () => (await stops(page)).length === before.length + 1, 'the new visit is on the map');
  assert.equal(await page.evaluate(`globalThis.same === document.querySelector('.map-here canvas') && globalThis.same.isConnected`), true, 'the same map, not a new one');
});

test('tiles are asked for piece by piece, from our own house alone, and drawn; who made the map is said', async () => {
  writeFileSync(join(town.house.dataDir, 'map.pmtiles'), tinyMap());
  const { page, context } = await town.as('Jules Mercier');
  const asked: Request[] = [];
  page.on('request', (request) => { asked.push(request); });
  await open(page, 'tiles');
  assert.ok(near(await colourAt(page, 8, 8), WATER), `water is drawn: ${String(await colourAt(page, 8, 8))}`);
  assert.deepEqual([...new Set(asked.map((request) => new URL(request.url())).filter(({ protocol }) => protocol.startsWith('http')).map(({ origin }) => origin))], [town.url]);
  const pieces = asked.filter((request) => request.url().endsWith('/map.pmtiles'));
  assert.ok(pieces.length > 0 && pieces.every((request) => /^bytes=\d+-\d+$/.test(request.headers()['range'] ?? '')), 'always with Range');
  for (const piece of pieces) assert.equal((await piece.response())?.status(), 206);
  await sees(page, say('board-map.what-tiles', { credit: 'Test sheet' }));
  assert.equal(await page.locator('[data-map-says="tiles"] a').count(), 0, 'words of the file, never its links');
  const got = await context.request.get('/operator/board/map.pmtiles', { headers: { range: 'bytes=0-6' } });
  assert.deepEqual([got.status(), await got.text()], [206, 'PMTiles']);
  const stranger = await town.someone();
  assert.notEqual((await stranger.context.request.get('/operator/board/map.pmtiles', { maxRedirects: 0 })).status(), 200, 'only who works here has it');
  rmSync(join(town.house.dataDir, 'map.pmtiles'));
  await open(page, 'plain');
});

test('where the browser cannot draw maps the drawing stays, with the same links, and nothing is broken', async () => {
  const { page } = await town.as('Jules Mercier', { flags: ['--disable-webgl', '--disable-3d-apis'] });
  await page.goto(BOARD);
  await page.locator('.day-map').scrollIntoViewIfNeeded();
  await page.waitForTimeout(1_500);
  assert.equal(await page.locator('.map-here').isVisible(), false);
  assert.equal(await page.locator('.day-map svg.as-drawing').isVisible(), true);
  assert.equal(await page.locator('.day-map svg a').count(), (await blocks(page)).length);
  const plain = await town.as('Jules Mercier', { javaScript: 'off' });
  await plain.page.goto(BOARD);
  await plain.page.locator('.pick').first().click();
  await plain.page.waitForURL(/chosen=tec_/);
  assert.equal(await plain.page.locator('.lane.chosen').count(), 1, 'without a script a technician is chosen by a link');
  assert.equal(await plain.page.locator('.day-map g.chosen').count(), 1);
});
