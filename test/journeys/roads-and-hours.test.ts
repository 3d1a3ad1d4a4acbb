import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { askUpToPrices, bookTime, mainText, press, sees, takePrice } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const say = wordsOf('en').say;
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

/** The first span of hours that a page names, in minutes. */
function spanOn(text: string): number {
  const [, from = '', until = ''] = /(\d{1,2}:\d\d)\D{1,12}(\d{1,2}:\d\d)/.exec(text) ?? [];
  const minutes = (hour: string): number => { const [hours, rest] = hour.split(':').map(Number); return (hours ?? 0) * 60 + (rest ?? 0); };
  return minutes(until) - minutes(from);
}

test('the operator says how slow the rush is here; a price says that its way is an estimate; times can be read by driving; the evening before, the hour becomes half of one', async () => {
  const jules = (await town.as('Jules Mercier')).page;
  await jules.goto('/operator/house');
  await jules.getByRole('link', { name: say('roads.title') }).click();
  await sees(jules, say('roads.map-none'), 'nobody imported roads here');
  await jules.locator('#morning-peak').fill('12');
  await press(jules, say('roads.save'));
  await sees(jules, say('roads.percent-unclear', { least: 50, most: 300 }));
  assert.equal(await jules.locator('#morning-peak').inputValue(), '12', 'what was typed is still there');
  await jules.locator('#morning-peak').fill('160 %');
  await press(jules, say('roads.save'));
  await sees(jules, say('roads.saved'));
  await jules.goto('/operator/roads');
  assert.deepEqual([await jules.locator('#morning-peak').inputValue(), await jules.locator('#midday').inputValue()], ['160', '100']);

  const ida = await town.someone({ lang: 'en', javaScript: 'off' });
  const { page } = ida;
  await askUpToPrices(page, 'The printer prints nothing any more since yesterday.', { givenName: 'Ida', familyName: 'Noir', phone: '', prefers: 'letter', line: '30 Rue Collenot', postcode: '21140', town: 'Semur-en-Auxois' });
  await sees(page, say('quotes.ways-estimate'));
  await page.locator('article.quote summary').filter({ hasText: say('quotes.lines') }).first().click();
  await sees(page, say('quotes.way-model', { model: 'bands-2026-11' }), 'the price says under which name its way is kept');
  await takePrice(page);
  await page.getByRole('link', { name: say('times.nearest-first') }).click();
  await sees(page, say('times.nearest'));
  const costly = await page.locator('button.slot').count();
  assert.ok(costly > 0 && costly <= 12, `${costly}`);
  await page.getByRole('link', { name: say('times.soonest-first') }).click();

  await page.locator('main summary').filter({ hasText: say('times.later-days') }).click();
  const promised = await bookTime(page, (await page.locator('button.slot').count()) - 1);
  const before = await mainText(page);
  assert.equal(spanOn(before), 60, before.slice(0, 300));
  const evening = promised.from.toZonedDateTimeISO('Europe/Paris').toPlainDate().subtract({ days: 1 }).toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '18:05' });
  town.itIs(evening.toInstant());
  await town.sweep('promises');
  await until(async () => { await page.reload(); return spanOn(await mainText(page)) === 30; }, 'the hour becomes half of one');
});
