/** What an operator and an office set on screen before anybody is helped. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { textOf } from '#platform/documents/index';
import { press, sees } from './steps.ts';
import { wordsOf } from './town.ts';

const say = wordsOf('en').say;

export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[id="${name}"]`).fill(value);
}
export const choose = async (page: Page, fields: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[id="${name}"]`).selectOption(value);
};

const tryMailbox = (page: Page): Promise<void> => page.locator('form').filter({ has: page.locator('#boxHost') }).getByRole('button', { name: say('mailbox.try') }).click();

/** Replies come to a mailbox that is set and tried on screen, against a real server. */
export async function openMailbox(page: Page, imapUrl: string): Promise<void> {
  const { hostname, port, username, password } = new URL(imapUrl);
  await page.goto('/operator/ways');
  await sees(page, say('mailbox.not-set'));
  await fill(page, { boxHost: hostname, boxPort: port, boxUser: username, boxPassword: 'wrong' });
  await choose(page, { boxSecurity: 'none' });
  await tryMailbox(page);
  await sees(page, 'does not accept this user name and password');
  await fill(page, { boxPassword: decodeURIComponent(password) });
  await tryMailbox(page);
  await sees(page, say('mailbox.lets-us-in', { count: '0' }));
  assert.ok(!(await page.content()).includes(password), 'a password is never written on a page');
  await press(page, say('mailbox.keep'));
  await sees(page, say('mailbox.set', { host: hostname }));
}

/** Prices go out as a table, one figure is changed in it, and they come in again. */
export async function pricesOutAndIn(page: Page): Promise<void> {
  const table = await (await page.request.get('/office/prices/table/prices.csv')).text();
  assert.match(table, /time\.visit\.first\.price;45\.00/);
  const bring = async (text: string): Promise<void> => {
    await page.goto('/office/prices/table');
    await page.locator('#file').setInputFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await press(page, say('tables.look'));
  };
  await bring(table.replace('time.visit.first.price;45.00', 'time.visit.first.price;cheap'));
  await sees(page, say('price-table.unreadable', { value: 'cheap' }));
  await bring(table.replace('time.visit.first.price;45.00', 'time.visit.first.price;46.00'));
  await press(page, say('prices.keep'));
  await page.waitForURL(/\/office$/);
  await page.goto('/office/prices');
  assert.equal(await page.locator('#visit-price').inputValue(), '46');
}

/** Oscar founds a firm and is registered for VAT: from then on it is written so, and the bill of before keeps his old name. */
export async function becomeAFirm(operator: Page, provider: string, bill: Page): Promise<void> {
  await operator.goto(`${provider}/identity`);
  await fill(operator, { legalName: 'Oscar Petit SASU', companyNumber: '999456701', vatNumber: 'FR1' });
  await press(operator, say('identity.keep'));
  await sees(operator, say('set-up.vat-number-wrong'));
  await fill(operator, { vatNumber: 'FR12 999456701' });
  await press(operator, say('identity.keep'));
  await operator.waitForURL(/\/operator\/providers\/pro_[^/]+$/);
  await sees(operator, 'Oscar Petit SASU');
  await sees(operator, 'FR12999456701');
  await operator.goto(`${provider}/identity`);
  await sees(operator, 'Oscar Petit, entrepreneur individuel');
  await bill.reload();
  const href = await bill.locator('main a[href$=".pdf"]').first().getAttribute('href') ?? '';
  const paper = textOf(await (await bill.request.get(href)).body());
  assert.match(paper, /Oscar Petit, entrepreneur individuel/);
  assert.ok(!paper.includes('SASU'), 'what was written before keeps who it was then');
}

/** What the law asks for, in both languages, each with its gaps filled; then nothing is left to be done before people can be helped. */
export async function writeLegalPages(page: Page): Promise<void> {
  await page.goto('/operator');
  await sees(page, say('begin.banner-law'));
  await page.goto('/operator/notices');
  for (const path of await page.locator('main a[href^="/operator/notices/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) {
    await page.goto(path);
    await fill(page, { body: (await page.locator('#body').inputValue()).replaceAll(/\[[^\]]*\]/g, 'ten') });
    await press(page, say('notices.keep'));
    await sees(page, say('notices.saved'));
  }
  await page.goto('/operator');
  assert.equal(await page.locator('#begin').count(), 0);
  await page.goto('/operator/begin');
  await sees(page, say('begin.ready'));
}

/** A firm of one: whoever sits in its office goes to people too, with the sign-in that he has. */
export async function goHimself(operator: Page, office: Page, provider: string): Promise<void> {
  await operator.goto(`${provider}/technicians`);
  await choose(operator, { who: await operator.locator('#who option').filter({ hasText: 'Oscar Petit' }).getAttribute('value') ?? '' });
  await fill(operator, { line: '24 Rue de la Liberté', postcode: '21140', town: 'Semur-en-Auxois', car: 'a red bicycle' });
  await operator.locator('#skills-usual').check();
  await press(operator, say('staff.add-technician'));
  await sees(operator, 'Oscar P.');
  await office.goto('/office');
  await sees(office, 'Oscar P.');
}
