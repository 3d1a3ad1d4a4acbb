/** What a technician does at a visit, on the telephone-sized pages. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Lang } from '#kernel';
import type { Eyes, Visitor } from '../support/browser.ts';
import { type Promised, mainText, press, readVisit } from './steps.ts';
import { type Town, until, wordsOf } from './town.ts';
import { type Where, holdFrom, textOf, upToTimes, walker } from './walker.ts';

/** Those of the towns who come to people, by the name people are shown. */
export const FULL: Readonly<Record<string, string>> = { 'Samira B.': 'Samira Belhadj', 'Thibault R.': 'Thibault Renard', 'Inès C.': 'Inès Carlier', 'Basile Q.': 'Basile Quentin', 'Moussa D.': 'Moussa Diarra', 'Gaël L.': 'Gaël Le Bihan', 'Coralie J.': 'Coralie Jobard', 'Priya S.': 'Priya Shah', 'Callum R.': 'Callum Reed', 'Fiona T.': 'Fiona Telfer', 'Margaret H.': 'Margaret Hope' };
const PHONE = { width: 375 } as const;

/** The technician who was promised, with the page of that visit open. */
export async function technicianOf(town: Town, promised: Promised, eyes: Eyes = {}): Promise<Visitor> {
  const name = FULL[promised.technician];
  assert.ok(name, `nobody in these towns is shown as (${promised.technician})`);
  const came = await town.as(name, { ...eyes, ...PHONE });
  await came.page.goto(dayPath(promised));
  return came;
}

export const dayPath = (promised: Promised): string => promised.path.replace('/visits/', '/day/');

export async function ringTheBell(page: Page, promised: Promised, lang: Lang = 'en'): Promise<void> {
  await page.goto(dayPath(promised));
  await press(page, wordsOf(lang).say('work.at-the-door'));
  assert.equal(await page.locator('.door-word').innerText(), promised.word, 'the technician reads the word that the person has');
}

export async function giveCode(page: Page, code: string, lang: Lang = 'en'): Promise<void> {
  await page.locator('#code').first().fill(code);
  await press(page, wordsOf(lang).say('work.start-clock'));
}

export const wrongCode = (promised: Promised): string => (promised.code === '1111' ? '2222' : '1111');

const SHEET = {
  en: ['The printer was switched off at the wall.', 'We plugged it in again and printed a page.', 'It cost what we agreed.', 'Look at the plug first. Then call us.', 'Nothing else. The printer is well.'],
  fr: ['L’imprimante était débranchée du mur.', 'Nous l’avons rebranchée et imprimé une page.', 'Cela coûte ce que nous avons convenu.', 'Regardez d’abord la prise. Puis appelez-nous.', 'Rien d’autre. L’imprimante va bien.'],
} as const;
export const sheetIn = (lang: Lang): readonly string[] => SHEET[lang];

/** Every step of the list done or not needed, the five blocks written, shown back, signed with the code, ended. */
export async function finishWork(page: Page, promised: Promised, lang: Lang = 'en', outcome = 'solved'): Promise<void> {
  const { say } = wordsOf(lang);
  for (;;) {
    const open = page.locator('.ticks').getByRole('button', { name: say('work.done'), exact: true });
    const left = await open.count();
    if (left === 0) break;
    await open.first().click();
    await until(async () => (await open.count()) < left, 'the step is ticked');
  }
  const boxes = page.locator('form[action$="/sheet"] textarea');
  assert.equal(await boxes.count(), 5, 'the sheet has five blocks');
  for (const [at, text] of SHEET[lang].entries()) await boxes.nth(at).fill(text);
  await press(page, say('work.keep-sheet'));
  await page.locator('form[action$="/sheet"] textarea', { hasText: SHEET[lang][0] }).waitFor();
  await press(page, say('visits.shown-alone'));
  await page.locator('[data-shown="alone"]').waitFor();
  await page.locator('form[action$="/sign"] input[name="code"]').fill(promised.code);
  await press(page, say('work.sign'));
  await page.locator('[data-signed]').waitFor();
  await page.getByRole('radio', { name: say(`visits.outcome-${outcome}`), exact: true }).check();
  await press(page, say('work.end'));
  await page.locator('[data-outcome]:visible').waitFor();
  const text = await mainText(page);
  assert.ok(text.includes(say(`visits.outcome-${outcome}`)), text.slice(0, 400));
}

/** A visit booked without Chromium, then shown in one: who it is for, at their own page. */
export async function bookedVisit(town: Town, words: string, where: Where, nth = 0): Promise<{ person: Visitor; promised: Promised; confirmed: string }> {
  const quick = walker(town.url);
  const confirm = await holdFrom(quick, await upToTimes(quick, words, where), nth);
  const visit = await quick.send(confirm, /\/confirm$/, { express: 'yes' });
  assert.match(visit.path, /^\/visits\//, visit.html.slice(0, 400));
  const person = await town.someone();
  await person.context.addCookies([...quick.cookies].map(([name, value]) => ({ name, value, url: town.url })));
  await person.page.goto(visit.path);
  return { person, promised: await readVisit(person.page), confirmed: textOf(confirm.html) };
}
