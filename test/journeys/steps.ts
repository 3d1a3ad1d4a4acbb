/** What people do on the pages, step by step, in either language: they look for the words that are on the buttons. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Lang } from '#kernel';
import { wordsOf } from './town.ts';

/** Who it is for and where, as typed into the form. */
export type Told = Readonly<{
  givenName: string; familyName: string; phone?: string; email?: string; prefers: 'sms' | 'mail' | 'letter' | 'phone'; line: string; postcode: string; town: string; country?: 'FR' | 'GB';
  helper?: Readonly<{ givenName: string; familyName: string; phone: string }>;
}>;
/** What a person was offered and agreed to, as the pages said it. */
export type Agreed = Readonly<{ reference: string; provider: string; expected: string; neverMore: string }>;
/** The visit as the person sees it. */
export type Promised = Readonly<{ path: string; technician: string; word: string; code: string; from: Temporal.Instant }>;

export const referenceOn = (page: Page): string => {
  const found = /\/r\/([^/?]+)/.exec(page.url())?.[1];
  assert.ok(found, `${page.url()} is not the page of a request`);
  return found;
};

/** Presses the one button or link in the page's own part that is called so. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const exact = typeof name === 'string';
  const wanted = page.locator('main').getByRole('button', { name, exact }).or(page.locator('main').getByRole('link', { name, exact })).first();
  await wanted.click({ timeout: 8_000 }).catch(async (late: Error) => { throw new Error(`There is no (${String(name)}) to press on ${page.url()}, which says:\n${(await mainText(page)).slice(0, 1_500)}`, { cause: late }); });
}

export const heading = (page: Page): Promise<string> => page.locator('h1').first().innerText();
export const mainText = async (page: Page): Promise<string> => (await page.locator('main').innerText()).replaceAll(/[\u00a0\u202f]/g, ' ');

export async function ask(page: Page, words: string, lang: Lang = 'en', forSomeoneElse = false): Promise<string> {
  const say = wordsOf(lang).say;
  await page.goto('/');
  await page.locator('#words').fill(words);
  if (forSomeoneElse) await page.getByLabel(say('ask.for-other')).check();
  await press(page, say('ask.send'));
  await page.waitForURL(/\/r\//);
  return referenceOn(page);
}

/** The first guess is right, unless told which label is. */
export async function agreeWithGuess(page: Page, lang: Lang = 'en', label?: string): Promise<void> {
  if (label) await page.getByRole('radio', { name: label }).first().check();
  else await page.locator('input[name^="leaf-"]').first().check();
  await press(page, wordsOf(lang).say('understood.go-on'));
  await page.waitForURL(/\/ways$/);
}

export async function chooseWay(page: Page, way: 'visit' | 'lesson' | 'remote' | 'workshop' = 'visit', lang: Lang = 'en'): Promise<void> {
  await page.locator('main').getByRole('button').filter({ hasText: wordsOf(lang).say(`ways.${way}`) }).first().click();
  await page.waitForURL(/\/where$/);
}

export async function tellWhere(page: Page, told: Told, lang: Lang = 'en'): Promise<void> {
  for (const name of ['givenName', 'familyName', 'phone', 'email', 'line', 'postcode', 'town'] as const) if (told[name]) await page.locator(`#${name}`).fill(told[name]);
  await page.locator(`input[name="prefers"][value="${told.prefers}"]`).check();
  await page.locator(`input[name="country"][value="${told.country ?? 'FR'}"]`).check();
  if (told.helper) {
    await page.locator('#helperGivenName').fill(told.helper.givenName);
    await page.locator('#helperFamilyName').fill(told.helper.familyName);
    await page.locator('#helperPhone').fill(told.helper.phone);
  }
  await press(page, wordsOf(lang).say('where.send'));
}

/** From words to prices. */
export async function askUpToPrices(page: Page, words: string, told: Told, lang: Lang = 'en', each: (page: Page) => Promise<void> = async () => undefined): Promise<string> {
  const reference = await ask(page, words, lang, told.helper !== undefined);
  if (page.url().endsWith('/safety')) await press(page, wordsOf(lang).say('safety.go-on'));
  await each(page);
  await agreeWithGuess(page, lang);
  await each(page);
  await chooseWay(page, 'visit', lang);
  await each(page);
  await tellWhere(page, told, lang);
  await page.waitForURL(/\/quotes$/);
  return reference;
}

/** Takes the price of the first column, or of the provider named, and reads what it says. */
export async function takePrice(page: Page, provider?: string, lang: Lang = 'en'): Promise<Agreed> {
  const card = provider ? page.locator('article.quote').filter({ hasText: provider }) : page.locator('article.quote').first();
  const name = (await card.locator('h2').first().innerText()).trim();
  const expected = await card.locator('.price').innerText();
  const neverMore = await card.locator('.never-more').innerText();
  const reference = referenceOn(page);
  await card.getByRole('button', { name: wordsOf(lang).say('quotes.accept', { name }) }).click();
  await page.waitForURL(/\/times/);
  return { reference, provider: name, expected, neverMore };
}

/** The `nth` time offered: held, confirmed, booked. */
export async function bookTime(page: Page, nth = 0): Promise<Promised> {
  await page.locator('button.slot').nth(nth).click();
  await page.waitForURL(/\/confirm\?hold=/);
  await page.locator('#express').check();
  // Who books for a caller has read the contract out.
  if (await page.locator('#readOut').count() > 0) await page.locator('#readOut').check();
  await page.locator('form').filter({ has: page.locator('#express') }).getByRole('button').click();
  await page.waitForURL(/\/visits\/vis_[^/]+$/);
  return readVisit(page);
}

/** What the page of a visit tells the person, and its times from the calendar file. */
export async function readVisit(page: Page): Promise<Promised> {
  const path = new URL(page.url()).pathname;
  const calendar = await (await page.request.get(`${path}/calendar.ics`)).text();
  return {
    path, from: startIn(calendar), technician: (await page.locator('.person-line strong').first().innerText()).trim(),
    word: await page.locator('.door-word').innerText(), code: (await page.locator('.steps .number').innerText()).trim(),
  };
}

/** An amount of money as a page writes it, in cents. */
export function centsIn(text: string): number {
  const found = /(\d+)(?:[.,](\d\d))?(?!\d)/.exec(text.replaceAll(/(\d)[\s\u00a0\u202f](?=\d{3})/g, '$1').replaceAll(/(\d),(?=\d{3})/g, '$1'));
  assert.ok(found, `(${text}) names no amount`);
  return Number(found[1]) * 100 + Number(found[2] ?? 0);
}

/** The page says so. */
export async function sees(page: Page, text: string, why = ''): Promise<void> {
  const said = await mainText(page);
  assert.ok(said.includes(text.replaceAll(/[\u00a0\u202f]/g, ' ')), `${why === '' ? '' : `${why}: `}(${text}) is not on ${page.url()}, which says:\n${said.slice(0, 1_500)}`);
}

/** When the promise of a calendar file begins. */
export function startIn(calendar: string): Temporal.Instant {
  const found = /^DTSTART(?:;TZID=([^:]+))?[^:]*:(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/m.exec(calendar);
  assert.ok(found, `the calendar file has no beginning:\n${calendar}`);
  const [, zone, year, month, day, hour, minute] = found;
  return Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour}:${minute}`).toZonedDateTime(zone?.trim() ?? 'UTC').toInstant();
}
