import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { ZONE } from '#kernel';
import type { Visitor } from '../support/browser.ts';
import { dayPath, giveCode, ringTheBell, technicianOf } from './at-the-door.ts';
import { type Promised, mainText, press, readVisit, sees } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';
import { formsOf, holdFrom, upToTimes, walker } from './walker.ts';

const say = wordsOf('en').say;
const DAY = '2026-11-25';
const BOARD = `/operator/board?country=FR&day=${DAY}`;
const LOOK = process.env['PORCHLIGHT_PICTURES'];
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

const look = async (page: Page, name: string): Promise<void> => { if (LOOK) await page.screenshot({ path: `${LOOK}/${name}.png`, fullPage: true }); };
type Slot = Readonly<{ technician: string; from: Temporal.Instant; nth: number }>;
const slotOf = (key: string, nth: number): Slot => { const [technician = '', seconds = '0'] = key.split('.'); return { technician, from: Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000), nth }; };
const on = (day: string) => ({ from }: Slot): boolean => from.toZonedDateTimeISO(ZONE.FR).toPlainDate().toString() === day;

/** Somebody of Semur with a visit at the first hour that `wants` likes. */
async function booked(givenName: string, line: string, wants: (slot: Slot) => boolean): Promise<{ person: Visitor; promised: Promised; slot: Slot }> {
  const quick = walker(town.url);
  const times = await upToTimes(quick, 'Mon imprimante n’imprime plus rien depuis hier.', { givenName, familyName: 'Noir', phone: '06 39 98 00 12', prefers: 'sms', line, postcode: '21140', town: 'Semur-en-Auxois' });
  const slots = formsOf(times.html).filter((form) => form.action.endsWith('/times')).map((form, nth) => slotOf(form.fields['slot'] ?? '', nth));
  const slot = slots.find(wants);
  assert.ok(slot, `there is such a time for ${givenName}`);
  const visit = await quick.send(await holdFrom(quick, times, slot.nth), /\/confirm$/, { express: 'yes' });
  assert.match(visit.path, /^\/visits\//);
  const person = await town.someone();
  await person.context.addCookies([...quick.cookies].map(([name, value]) => ({ name, value, url: town.url })));
  await person.page.goto(visit.path);
  return { person, promised: await readVisit(person.page), slot };
}

test('a plan is asked for, waited for on its own page, and found on the board by whoever left', async () => {
  const { page } = await town.as('Jules Mercier');
  await booked('Ida', '30 Rue Collenot', on(DAY));
  await page.goto(BOARD);
  await page.locator('.board-side form[action="/operator/board/plan"] button').last().click();
  await page.waitForURL(/\/operator\/board\/plans\/pln_/);
  const url = page.url();
  await page.goto(BOARD);
  await until(async () => { await page.goto(url); return (await page.locator('#plan-run[data-runs]').count()) === 0; }, 'the search ends');
  const text = await mainText(page);
  assert.ok(text.includes(say('board.said-nothing-better')) || text.includes('All driving of the day'), text.slice(0, 600));
});

test('a visit runs over: its technician says so, whoever follows would wait, the board shows it with a proposal, and they are told', async () => {
  const first = await booked('Ugo', '37 Rue Collenot', (slot) => on(DAY)(slot) && slot.from.toZonedDateTimeISO(ZONE.FR).hour >= 9);
  const after = await booked('Lise', '47 Rue des Vaux', (slot) => on(DAY)(slot) && slot.technician === first.slot.technician && Temporal.Instant.compare(slot.from, first.slot.from) > 0);
  const came = await technicianOf(town, first.promised, {});
  town.itIs(first.promised.from.add({ minutes: 5 }));
  await ringTheBell(came.page, first.promised);
  await giveCode(came.page, first.promised.code);
  await until(async () => (await came.page.locator(`a[href$="/longer"]`).count()) > 0, 'the clock runs');
  town.itIs(after.promised.from.add({ minutes: 20 }));
  await came.page.goto(`${dayPath(first.promised)}/longer`);
  await look(came.page, 'longer');
  await press(came.page, say('dispatch.more-minutes', { span: wordsOf('en').span(60) }));
  await sees(came.page, 'You said: until about');
  await until(async () => { await came.page.reload(); return (await mainText(came.page)).includes(say('dispatch.more-at-risk')); }, 'the technician reads that somebody would wait');
  await look(came.page, 'longer-said');

  // Whoever signed in yesterday signs in again.
  const { page } = await town.as('Jules Mercier');
  await page.goto(BOARD);
  await look(page, 'board-at-risk');
  await page.locator('.board-side a[href^="/operator/board/over/"]').first().click();
  await sees(page, 'Lise Noir');
  await sees(page, 'is held up');
  await look(page, 'over');
  assert.ok(await page.locator('main a[href^="tel:"]').count() > 0, 'the number to ring is there');
  // A colleague who could go, or whom to ring: it was looked for without anybody asking.
  await until(async () => { await page.reload(); return (await page.locator('main a[href^="/operator/board/plans/"]').count()) > 0; }, 'the proposal');
  await press(page, say('dispatch.tell-them'));
  await sees(page, say('board.said-told'));
  await until(async () => { await page.goto(page.url().replace(/\?.*/, '')); return (await page.locator('.tag.safe').count()) > 0; }, 'the page says that they were told');
  await page.goto('/operator/outbox');
  await until(async () => { await page.reload(); return /running late and now comes at about|a du retard et arrive vers/.test(await mainText(page)); }, 'the message goes out');
  // The page of the visit says what the message said, and whom to ring if it does not suit.
  await after.person.page.goto(after.promised.path);
  await look(after.person.page, 'late');
  const told = after.person.page.locator('main .note.warm[role="status"]');
  assert.match(await told.innerText(), /is running late and comes at about \d|a du retard et vient vers \d/);
  assert.ok(await told.locator('a[href^="tel:"]').count() > 0);
  // Nobody else may press it: another technician does not even learn that there is such a visit.
  const answer = await came.page.request.post(`/operator/board/over/${first.promised.path.split('/').at(-1) ?? ''}/tell`, { form: {}, headers: { origin: town.url } });
  assert.ok([403, 404].includes(answer.status()), String(answer.status()));
});

test('a visit is cancelled: the board offers its time to somebody who waits for a later day; they say yes, and are promised the earlier hour', async () => {
  const soon = await booked('Noé', '30 Rue des Vaux', (slot) => on('2026-11-27')(slot));
  const later = await booked('Ada', '30 Rue Collenot', (slot) => on('2026-11-30')(slot) && slot.technician === soon.slot.technician);
  await soon.person.page.goto(`${soon.promised.path}/cancel`);
  await soon.person.page.locator('form[action$="/cancel"] button').first().click();
  const { page } = await town.as('Jules Mercier');
  const offer = page.locator('.board-side a[href^="/operator/board/freed/"]');
  await until(async () => { await page.goto('/operator/board?country=FR&day=2026-11-27'); return (await offer.count()) > 0; }, 'the board offers the time');
  await offer.first().click();
  await sees(page, 'Ada Noir');
  await look(page, 'freed');
  await page.locator('.steps > li').filter({ hasText: 'Ada Noir' }).locator('form button').click();
  await page.waitForURL(/said=freed-used/);
  await later.person.page.goto(later.promised.path);
  assert.equal((await readVisit(later.person.page)).from.toZonedDateTimeISO(ZONE.FR).toPlainDate().toString(), '2026-11-27');
  await page.goto('/operator/board?country=FR&day=2026-11-27');
  assert.equal(await offer.count(), 0, 'used once');
});
