/** A technician's telephone that loses its signal: what it does then, and how it comes back. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import pg from 'pg';
import type { Visitor } from '../support/browser.ts';
import { dayPath, technicianOf } from './at-the-door.ts';
import type { Promised } from './steps.ts';
import { type Town, wordsOf } from './town.ts';

const { say } = wordsOf('en');
export type Cellar = Readonly<{ visitor: Visitor; phone(): Page; promised: Promised; reopen(): Promise<void> }>;

/** Their telephone is made theirs, and holds the page and the door of this visit. */
export async function cellar(town: Town, promised: Promised): Promise<Cellar> {
  const visitor = await technicianOf(town, promised);
  visitor.expect(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION|Failed to fetch|TimeoutError/);
  let { page } = visitor;
  await page.goto('/day/phone');
  await page.getByRole('button', { name: say('secrets.phone-add') }).click();
  await page.getByText(say('secrets.phone-this')).waitFor();
  await page.goto(dayPath(promised));
  await holds(page, promised);
  // The page comes through the keeper of the day from now on.
  await page.reload();
  await page.waitForLoadState('networkidle');
  return {
    visitor, promised, phone: () => page,
    async reopen() {
      await page.close();
      page = await visitor.context.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(dayPath(promised));
    },
  };
}

/** What lies in the drawer of this telephone, by name. */
export const drawerOf = (page: Page): Promise<Record<string, unknown>> => page.evaluate(() => new Promise<Record<string, unknown>>((resolve, reject) => {
  const opening = (globalThis as unknown as { indexedDB: { open(name: string, version: number): Opening } }).indexedDB.open('porchlight-phone', 1);
  type Asked = { result: unknown[]; addEventListener(name: string, heard: () => void): void };
  type Opening = { result: { transaction(shelf: string): { objectStore(name: string): { getAllKeys(): Asked; getAll(): Asked } }; close(): void }; addEventListener(name: string, heard: () => void): void };
  opening.addEventListener('error', () => { reject(new Error('the drawer does not open')); });
  opening.addEventListener('success', () => {
    const shelf = opening.result.transaction('keys').objectStore('keys');
    const names = shelf.getAllKeys();
    const all = shelf.getAll();
    all.addEventListener('success', () => {
      opening.result.close();
      resolve(Object.fromEntries(names.result.map((name, at) => [String(name), all.result[at]])));
    });
  });
}));

async function holds(page: Page, promised: Promised): Promise<void> {
  const wanted = [`page:${dayPath(promised)}`, `door:${dayPath(promised).slice('/day/'.length)}`];
  for (let tries = 0; tries < 60; tries += 1) {
    const names = Object.keys(await drawerOf(page).catch(() => ({})));
    if (wanted.every((name) => names.includes(name))) return;
    await page.waitForTimeout(250);
  }
  assert.fail(`the telephone does not hold ${wanted.join(' and ')}, only ${Object.keys(await drawerOf(page)).join(', ')}`);
}

export const cutOff = ({ visitor }: Cellar): Promise<void> => visitor.context.setOffline(true);
export async function hearAgain({ visitor, phone }: Cellar): Promise<void> {
  await visitor.context.setOffline(false);
  await phone().evaluate("dispatchEvent(new Event('online'))");
}
/** The telephone and the house both go on by so many minutes. */
export async function later(cell: Cellar, town: Town, minutes: number): Promise<void> {
  const here = await cell.phone().evaluate('Date.now()') as number;
  await cell.phone().clock.setFixedTime(here + minutes * 60_000);
  gone.set(cell, (gone.get(cell) ?? 0) + minutes);
  town.itIs(cell.promised.from.add({ minutes: gone.get(cell) ?? 0 }));
}
const gone = new WeakMap<Cellar, number>();

export const isTold = async (page: Page): Promise<boolean> => !Object.keys(await drawerOf(page).catch(() => ({ 'box:': 1 }))).some((name) => name.startsWith('box:'));

export async function draw(page: Page): Promise<void> {
  await page.locator('canvas.signature').scrollIntoViewIfNeeded();
  const box = await page.locator('canvas.signature').boundingBox();
  assert.ok(box, 'there is a field to draw in');
  await page.mouse.move(box.x + 20, box.y + 60);
  await page.mouse.down();
  for (let step = 0; step < 12; step += 1) await page.mouse.move(box.x + 20 + step * 14, box.y + 60 + (step % 2 === 0 ? 25 : -25));
  await page.mouse.up();
}

/** What the house has written down about this visit. */
export async function rowsOf(town: Town, sql: string, promised: Promised): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: town.house.databaseUrl });
  await client.connect();
  try { return (await client.query(sql, [dayPath(promised).slice('/day/'.length)])).rows as Record<string, unknown>[]; } finally { await client.end(); }
}
