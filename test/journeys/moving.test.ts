import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bookedVisit, technicianOf } from './at-the-door.ts';
import { heading, mainText, press, readVisit, sees } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const say = wordsOf('en').say;
const at = (givenName: string, line: string) => ({ givenName, familyName: 'Fabre', phone: '06 39 98 00 12', prefers: 'sms', line, postcode: '21140', town: 'Semur-en-Auxois' });
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

test('a visit is moved to another time, free of charge long before it, and the technician’s day follows', async () => {
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Simon', '47 Rue des Vaux'), 30);
  await press(person.page, say('visit.move'));
  await sees(person.page, say('visit.free'));
  await person.page.locator('button.slot').last().click();
  await person.page.waitForURL(/\/visits\/vis_[^/]+$/);
  const moved = await readVisit(person.page);
  assert.notEqual(moved.from.toString(), promised.from.toString());
  assert.equal(moved.word, promised.word, 'the word stays, so that what was written down still holds');
  town.itIs(moved.from);
  const technician = await technicianOf(town, moved);
  await technician.page.goto('/day');
  await sees(technician.page, 'Simon Fabre');
});

test('a visit is cancelled shortly before: the fee is said first, and it is the one that was named at booking', async () => {
  town.itIs('2026-11-24T08:30:00Z');
  const { person, promised, confirmed } = await bookedVisit(town, 'My printer prints nothing since yesterday.', at('Léonie', '30 Rue des Vaux'));
  const named = /Later it costs (\S+?)\. /.exec(confirmed)?.[1];
  assert.ok(named, confirmed);
  town.itIs(promised.from.subtract({ minutes: 30 }));
  await person.page.goto(`${promised.path}/cancel`);
  await sees(person.page, say('visit.costs-fee', { fee: named }));
  await press(person.page, say('visit.keep-it'));
  assert.match(await heading(person.page), /comes to you/, 'nothing has happened yet');
  await press(person.page, say('visit.cancel'));
  await press(person.page, say('visit.cancel-yes'));
  await sees(person.page, say('visit.cancelled-more'));
  assert.ok(!(await mainText(person.page)).includes(promised.word), 'the word is gone');
});

test('the firm cannot come: the operator calls the visit off, the person is told it costs nothing, and takes another time at the same price', async () => {
  town.itIs('2026-11-24T09:00:00Z');
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', { ...at('Noémie', '12 Rue des Vaux'), phone: '06 39 98 00 13' }, 4);
  const { page } = await town.as('Jules Mercier', { javaScript: 'off' });
  await page.goto(promised.path);
  await press(page, say('visit.call-off'));
  await press(page, say('visit.call-off-do'));
  await sees(page, say('visit.call-off-why-missing'));
  await page.locator('#why').fill('The van broke down and nobody else is free.');
  await press(page, say('visit.call-off-do'));
  await sees(page, say('visit.cancelled'));
  await page.goto('/operator/outbox');
  await until(async () => { await page.reload(); return /we cannot come/.test(await mainText(page)); }, 'she is told why nobody comes');
  await person.page.goto(promised.path);
  await sees(person.page, say('visit.cancelled-more'));
  await person.page.goto('/mine');
  await person.page.goto(`${new URL(person.page.url()).pathname}`);
  assert.ok(await person.page.getByRole('link', { name: say('quotes.to-times') }).count() > 0, 'the price that she accepted stands, and its times are one press away');
});
