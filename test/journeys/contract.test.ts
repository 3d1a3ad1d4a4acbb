import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Lang } from '#kernel';
import { bookedVisit, dayPath, finishWork, giveCode, ringTheBell, technicianOf } from './at-the-door.ts';
import { type Promised, askUpToPrices, centsIn, mainText, press, readVisit, sees, takePrice } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const french = wordsOf('fr').say;
const english = wordsOf('en').say;
let town: Town;
before(async () => { town = await openTown({ world: 'demo' }); });
after(async () => { await town.close(); });

const later = (promised: Promised, of: Temporal.DurationLike): Temporal.Instant => promised.from.toZonedDateTimeISO('UTC').add(of).toInstant();
const lucette = { givenName: 'Lucette', familyName: 'Arnoux', phone: '06 39 98 00 71', prefers: 'sms', line: '17 Rue de la Liberté', postcode: '21140', town: 'Semur-en-Auxois' } as const;

/** The letters of a contract on a page, as they were hashed. */
const wordsOn = async (page: Page): Promise<string> => (await page.locator('.contract > *').evaluateAll((all) => all.map((one) => (one.tagName === 'H3' ? `# ${one.textContent ?? ''}` : one.className === 'point' ? (one.textContent ?? '').replace(/^• /, '- ') : one.textContent ?? '')))).join('\n');
const sha = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Up to the middle of the work: the technician is in and the clock runs. */
async function letIn(promised: Promised, lang: Lang) {
  town.itIs(promised.from);
  const technician = await technicianOf(town, promised, { lang });
  await ringTheBell(technician.page, promised, lang);
  await giveCode(technician.page, promised.code, lang);
  return technician;
}

test('withdrawing on day 10, without an account: the share of what was done is all that is paid, in French', async () => {
  const say = french;
  const person = await town.someone({ lang: 'fr' });
  const { page } = person;
  await askUpToPrices(page, 'Mon ordinateur est très lent depuis une semaine.', lucette, 'fr');
  const reference = new URL(page.url()).pathname.split('/')[2] ?? '';
  const code = (await page.locator('aside.note strong.number').nth(1).innerText()).trim();
  await takePrice(page, undefined, 'fr');
  // What she agrees to is before her, whole, and its number is that of these very letters.
  await page.locator('button.slot').first().click();
  await page.waitForURL(/\/confirm\?hold=/);
  await page.locator('#terms-text summary').click();
  await sees(page, 'Vous avez 14 jours pour vous rétracter');
  await sees(page, 'devis personnalisé');
  const shown = await page.locator('input[name="shown"]').getAttribute('value');
  assert.equal(sha(await wordsOn(page)), shown);
  await page.locator('#express').check();
  await page.locator('form').filter({ has: page.locator('#express') }).getByRole('button').click();
  await page.waitForURL(/\/visits\/vis_[^/]+$/);
  const promised = await readVisit(page);

  const technician = await letIn(promised, 'fr');
  town.itIs(later(promised, { minutes: 30 }));
  await finishWork(technician.page, promised, 'fr', 'to-be-continued');

  // Day ten, another browser, no account: reference and code are enough.
  town.itIs('2026-12-04T10:00:00Z');
  const elsewhere = await town.someone({ lang: 'fr', javaScript: 'off' });
  const away = elsewhere.page;
  await away.goto('/');
  await away.locator('footer').getByRole('link', { name: say('withdraw.link') }).click();
  await away.locator('#reference').fill(reference);
  await away.locator('#code').fill(code);
  await press(away, say('withdraw.go'));
  await away.waitForURL(/\/r\/.+\/withdraw$/);
  const foreseen = (await mainText(away)).replaceAll('\n', ' ');
  const owed = centsIn(/Vous payez (.+?) pour elles/.exec(foreseen)?.[1] ?? '');
  assert.match(foreseen, /30 minutes de travail ont été faites/);
  await press(away, say('withdraw.here'));
  await sees(away, say('withdraw.sure-lead'));
  await sees(away, 'Lucette Arnoux');
  await press(away, say('withdraw.confirm'));
  await away.waitForURL(/\/withdrawn\/agr_/);
  await sees(away, say('withdraw.done-lead', { date: '4 décembre 2026', hour: '11 h 00' }));
  const paper = await away.request.get(await away.getByRole('link', { name: say('withdraw.done-paper') }).getAttribute('href') ?? '');
  assert.equal((await paper.body()).subarray(0, 5).toString(), '%PDF-');

  // One invoice: the share of what was agreed, with the line that takes the rest off.
  await press(away, say('withdraw.see-invoice'));
  assert.equal(centsIn(await away.locator('.price').first().innerText()), owed);
  const invoice = (await mainText(away)).replaceAll('\n', ' ');
  const [, done, agreed] = /(\d+) minutes travaillées sur (\d+)/.exec(invoice) ?? [];
  assert.equal(Number(done), 30);
  assert.ok(Number(agreed) > 30, `${agreed} minutes were agreed`);
  // What was agreed can be opened again, letter for letter.
  await away.goto(`/r/${reference}/terms`);
  await press(away, say('agreed.open'));
  assert.equal(sha(await wordsOn(away)), shown);
  assert.equal((await away.locator('main .small .digest').innerText()).replaceAll(/\s/g, ''), shown);
  // A second withdrawal does nothing more, and nobody comes any more.
  await away.goto(`/r/${reference}/withdraw`);
  await sees(away, say('withdraw.already', { date: '4 décembre 2026', hour: '11 h 00' }));

  const jules = await town.as('Jules Mercier', { lang: 'fr' });
  const told = async (): Promise<string> => { await jules.page.goto('/operator/outbox'); return mainText(jules.page); };
  await until(async () => (await told()).includes('rétractation notée'), 'the confirmation is on its way');
});

/** Proposes extra work on the technician's page. */
async function propose(page: Page, what: string, price: string, lang: Lang): Promise<void> {
  const { say } = wordsOf(lang);
  const more = page.locator('details').filter({ hasText: say('work.parts-and-extras') }).first();
  if (await more.getAttribute('open') === null) await more.locator('summary').first().click();
  await page.locator('#says').fill(what);
  await page.locator('#price').fill(price);
  await press(page, say('work.propose'));
}

/** Far above what was agreed, the technician's page asks for no number: a press on the person's own page is the yes. */
async function theySayYes(page: Page, person: Page, promised: Promised, lang: Lang): Promise<void> {
  const { say } = wordsOf(lang);
  await page.goto(dayPath(promised));
  await sees(page, say('work.own-yes', { percent: 30 }));
  assert.equal(await page.locator('form[action*="/extras/"] input[name="code"]').count(), 0);
  await press(person, say('visit.extra-yes'));
  await page.goto(dayPath(promised));
}

test('extra work at the door in France: its money waits seven days, and nothing is urgent because somebody says so', async () => {
  const say = english;
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', { givenName: 'Huguette', familyName: 'Maillard', phone: '03 53 01 00 78', prefers: 'phone', line: '16 Rue Buffon', postcode: '21140', town: 'Semur-en-Auxois' });
  const technician = await letIn(promised, 'en');
  const { page } = technician;
  // "Urgent" without a word of why is not taken.
  const more = page.locator('details').filter({ hasText: say('work.parts-and-extras') }).first();
  if (await more.getAttribute('open') === null) await more.locator('summary').first().click();
  await page.getByRole('radio', { name: say('work.ground-urgent-repair') }).check();
  await propose(page, 'A second printer, set up', '35', 'en');
  await sees(page, say('visits.ground-not-described'));
  await page.getByRole('radio', { name: say('work.ground-none') }).first().check();
  await propose(page, 'A second printer, set up', '35', 'en');
  // The person reads what it means on their own page, before they say yes there.
  await person.page.goto(promised.path);
  await sees(person.page, say('visit.extra-own-contract'));
  await person.page.locator('details').filter({ hasText: say('confirm.all-words') }).first().locator('summary').click();
  await sees(person.page, 'L221-10');
  await theySayYes(page, person.page, promised, 'en');
  await sees(page, say('work.extra-approved'));
  const day = promised.from.toZonedDateTimeISO('Europe/Paris').toPlainDate();
  const date = wordsOf('en').date(day.add({ days: 8 }), 'FR');
  await sees(page, say('work.extra-waits', { date }));

  town.itIs(later(promised, { minutes: 40 }));
  await finishWork(page, promised);
  await press(page, say('work.make-invoice'));
  await person.page.goto(`${promised.path}/invoice`);
  const text = (await mainText(person.page)).replaceAll('\n', ' ');
  assert.ok(text.includes(say('billing.extra-waits', { date })), text.slice(0, 900));
  const total = centsIn(await person.page.locator('.price').first().innerText());
  const now = centsIn(/Of this, (.+?) can be paid now/.exec(text)?.[1] ?? '');
  assert.equal(total - now, 3_500);

  // Not even the office can write down a payment for it before its day; on its day it can.
  const office = await town.as(await officeOf(person.page), { lang: 'en' });
  office.expect(/422/);
  await office.page.goto(new URL(person.page.url()).pathname);
  await press(office.page, say('invoice.record-it'));
  await sees(office.page, say('billing.must-wait'));
  town.itIs(day.add({ days: 8 }).toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '10:00' }).toInstant());
  const again = await town.as(await officeOf(person.page), { lang: 'en' });
  await again.page.goto(new URL(person.page.url()).pathname);
  await press(again.page, say('invoice.record-it'));
  await sees(again.page, say('invoice.state-paid'));
  // The extra is a contract of its own: all of it was done at her wish, so it can no longer be withdrawn from.
  await person.page.goto(promised.path);
  await person.page.getByRole('link', { name: say('withdraw.here') }).click();
  await sees(person.page, say('withdraw.fully-performed'));
});

/** The one of a provider's office who is at the demo doors. */
async function officeOf(page: Page): Promise<string> {
  const text = await mainText(page);
  const found = [['Lanterne', 'Hélène'], ['Basile', 'Basile Quentin'], ['Trois', 'Grégoire']].find(([firm]) => text.includes(firm ?? ''));
  assert.ok(found?.[1], text.slice(0, 300));
  return found[1];
}

test('extra work at the door in Great Britain: payable at once, free to cancel above forty-two pounds, and not below', async () => {
  const say = english;
  const home = { givenName: 'Edna', familyName: 'Milburn', phone: '01434 600 123', prefers: 'phone', line: '12 Hencotes', postcode: 'NE46 2EG', town: 'Hexham', country: 'GB' } as const;
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', home);
  const technician = await letIn(promised, 'en');
  const { page } = technician;
  // No ground is asked for: nothing has to wait here.
  assert.equal(await page.locator('input[name="ground"]').count(), 0);
  await propose(page, 'A longer cable, fitted', '42', 'en');
  await person.page.goto(promised.path);
  await person.page.locator('details').filter({ hasText: say('confirm.all-words') }).first().locator('summary').click();
  await sees(person.page, 'the law gives no right to withdraw');
  await theySayYes(page, person.page, promised, 'en');
  await propose(page, 'A second printer, set up', '60', 'en');
  await person.page.goto(promised.path);
  await person.page.locator('details').filter({ hasText: say('confirm.all-words') }).first().locator('summary').click();
  await sees(person.page, 'You have 14 days to withdraw');
  await theySayYes(page, person.page, promised, 'en');
  assert.equal(await page.getByText(say('work.extra-approved')).count(), 2);
  assert.ok(!(await mainText(page)).includes('the law has it wait'));

  // Before the visit is over she changes her mind about the second: it falls away, the first has no way back.
  await person.page.goto(promised.path);
  await person.page.getByRole('link', { name: say('withdraw.here') }).click();
  await sees(person.page, say('withdraw.small-amount'));
  const second = person.page.locator('section.card').filter({ hasText: say('withdraw.contract-extra', { provider: '' }).trim() }).filter({ has: person.page.getByRole('button', { name: say('withdraw.here') }) }).last();
  await second.getByRole('button', { name: say('withdraw.here') }).click();
  await press(person.page, say('withdraw.confirm'));
  await sees(person.page, say('withdraw.done-free'));

  town.itIs(later(promised, { minutes: 40 }));
  await finishWork(page, promised);
  await press(page, say('work.make-invoice'));
  await person.page.goto(`${promised.path}/invoice`);
  await sees(person.page, 'A longer cable, fitted');
  assert.ok(!(await mainText(person.page)).includes('A second printer'), 'what was withdrawn from is not billed');
});

test('withdrawing on day 10 in Great Britain: the share of what was done, by the Regulations there, and the office sees the same', async () => {
  const say = english;
  const home = { givenName: 'Winifred', familyName: 'Robson', phone: '01434 600 125', prefers: 'letter', line: '14 Hencotes', postcode: 'NE46 2EG', town: 'Hexham', country: 'GB' } as const;
  const agreedAt = Temporal.Instant.from('2026-12-15T10:00:00Z');
  town.itIs(agreedAt);
  const { person, promised } = await bookedVisit(town, 'My computer is very slow and everything takes ages.', home, 6);
  const technician = await letIn(promised, 'en');
  town.itIs(later(promised, { minutes: 20 }));
  await finishWork(technician.page, promised, 'en', 'to-be-continued');

  town.itIs(agreedAt.add({ hours: 240 }));
  const { page } = person;
  await page.goto(promised.path);
  await page.getByRole('link', { name: say('withdraw.here') }).click();
  const foreseen = (await mainText(page)).replaceAll('\n', ' ');
  const owed = centsIn(/You pay (.+?) for them/.exec(foreseen)?.[1] ?? '');
  assert.ok(owed > 0, foreseen);
  await press(page, say('withdraw.here'));
  await press(page, say('withdraw.confirm'));
  await page.waitForURL(/\/withdrawn\/agr_/);
  await press(page, say('withdraw.see-invoice'));
  assert.equal(centsIn(await page.locator('.price').first().innerText()), owed);
  assert.match((await mainText(page)).replaceAll('\n', ' '), /20 of \d+ minutes were worked/);
  // Whoever is asked at the office sees the same words, their number and the rules of that day.
  const { page: office } = await town.as('Jules Mercier');
  await office.goto(promised.path);
  await press(office, say('agreed.open'));
  await press(office, say('agreed.open'));
  await sees(office, say('agreed.version', { version: '2026-11-23' }));
  assert.match((await office.locator('main .small .digest').innerText()).replaceAll(/\s/g, ''), /^[0-9a-f]{64}$/);
});
