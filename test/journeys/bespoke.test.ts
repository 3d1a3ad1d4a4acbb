import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { askUpToPrices, bookTime, centsIn, mainText, press, sees } from './steps.ts';
import { MORNING, type Town, openTown, until, wordsOf } from './town.ts';

const say = wordsOf('en').say;
const dit = wordsOf('fr').say;
let town: Town;
before(async () => { town = await openTown({ world: 'demo' }); });
after(async () => { await town.close(); });
const jeanne = { givenName: 'Jeanne', familyName: 'Morel', phone: '06 39 98 00 55', prefers: 'sms', line: '17 Rue de la Liberté', postcode: '21140', town: 'Semur-en-Auxois' } as const;

type Line = Readonly<{ kind: string; words: string; unit?: string; quantity: string; most?: string; price: string; vat?: string; every?: string; later?: string }>;

async function write(page: Page, row: number, line: Line): Promise<void> {
  for (const part of ['words', 'quantity', 'most', 'price', 'later'] as const) await page.locator(`[id="line-${row}-${part}"]`).fill(line[part] ?? '');
  for (const part of ['kind', 'unit', 'every'] as const) if (line[part] !== undefined) await page.locator(`[id="line-${row}-${part}"]`).selectOption(line[part]);
  await page.locator(`[id="line-${row}-vat"]`).selectOption({ index: line.vat === 'none' ? 0 : 1 });
}

/** Somebody of each office that was asked, signed in, with the list of open requests before them. */
async function officesAsked(): Promise<Page[]> {
  const client = new pg.Client({ connectionString: town.house.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(`select distinct on (r.provider_id) p.given_name || ' ' || p.family_name as name from pricing.round_providers r
    join technicians.office o on o.provider_id = r.provider_id join people.persons p on p.id = o.person_id order by r.provider_id, p.id`).finally(() => client.end());
  return Promise.all(rows.map(async ({ name }) => {
    const { page } = await town.as(name);
    await page.goto('/office/rounds');
    return page;
  }));
}

test('work that no list price fits: three providers answer an open request in their own lines, one asks first', async () => {
  const { page } = await town.someone({ lang: 'fr' });
  const reference = await askUpToPrices(page, 'Mon imprimante n’imprime plus rien depuis hier.', jeanne, 'fr');
  await page.locator(`a[href="/r/${reference}/round"]`).click();
  await page.locator('#brief').fill('short');
  await press(page, dit('round.open'));
  await sees(page, dit('round.brief-missing'));
  await page.locator('#brief').fill('I want the whole house cabled: three rooms, an old fuse box, and a printer that everybody can use.');
  await press(page, dit('round.open'));
  const said = await mainText(page);
  const asked = Number(/(\d+) prestataires ont été interrogés/.exec(said)?.[1] ?? 0);
  assert.ok(asked >= 3, said.slice(0, 500));

  const offices = await officesAsked();
  assert.ok(offices.length >= 3, `${offices.length} offices see the request`);
  const [first, second, third] = offices as [Page, Page, Page];
  for (const office of offices) {
    await office.locator('main a.choice').first().click();
    await sees(office, 'three rooms, an old fuse box');
    const seen = await mainText(office);
    assert.ok(!seen.includes('Morel') && !seen.includes('Rue de la Liberté'), 'a provider sees the work and the way, not who it is');
  }

  // One asks; the answer reaches all, without a name.
  await first.locator('#question').fill('How many metres is it from the fuse box to the farthest room?');
  await press(first, say('offer.ask'));
  await page.reload();
  await sees(page, 'How many metres');
  await page.locator('#answer').fill('About twenty metres, along the cellar.');
  await press(page, dit('round.send-answer'));
  await second.reload();
  await sees(second, 'About twenty metres, along the cellar.', 'everybody who quotes reads the answer');

  // What renews does not hide among parts; a line without unit or tax is no line.
  await write(second, 0, { kind: 'labour', words: 'Cabling three rooms', unit: 'minute', quantity: '240', most: '360', price: '60' });
  await write(second, 1, { kind: 'parts', words: 'Cloud storage, yearly subscription', unit: 'piece', quantity: '1', price: '99' });
  await write(second, 2, { kind: 'parts', words: 'Thirty metres of cable', quantity: '30', price: '1,20', vat: 'none' });
  await second.locator('#notIncluded').fill('The wall repairs');
  await press(second, say('offer.send'));
  await sees(second, say('offer.dearer-missing'));
  await second.locator('#dearerWhen').fill('The cellar wall is thicker than fifty centimetres');
  await press(second, say('offer.send'));
  await sees(second, say('pricing.own-hidden'));
  await sees(second, say('pricing.own-unit-wrong'));
  assert.equal(await second.locator('[id="line-0-words"]').inputValue(), 'Cabling three rooms', 'nothing typed is lost');
  await write(second, 1, { kind: 'subscription', words: 'Cloud storage', unit: 'year', quantity: '1', price: '99', every: 'year', later: '109' });
  await write(second, 2, { kind: 'parts', words: 'Thirty metres of cable', unit: 'piece', quantity: '30', price: '1,20' });
  await press(second, say('offer.send'));
  await sees(second, say('offer.state-answered'));

  for (const [office, price] of [[first, '350'], [third, '410']] as const) {
    if (office === third) await office.reload();
    await write(office, 0, { kind: 'labour', words: 'The whole house cabled', unit: 'package', quantity: '1', price });
    await office.locator('#notIncluded').fill('Nothing else');
    await press(office, say('offer.send'));
    await sees(office, say('offer.state-answered'));
  }

  // Compared beside the list prices, on the same page; the totals are those of the lines.
  await page.goto(`/r/${reference}/quotes`);
  const cards = page.locator('article.quote');
  const own = cards.filter({ hasText: 'Cabling three rooms' });
  assert.equal(await own.count(), 1);
  assert.equal(centsIn(await own.locator('.price').first().innerText()), 24_000 + 9_900 + 3_600);
  assert.equal(centsIn(await own.locator('.never-more').innerText()), 36_000 + 9_900 + 3_600);
  await own.locator('details summary').first().click();
  await sees(page, 'The wall repairs');
  await sees(page, 'thicker than fifty centimetres');
  assert.equal(await cards.filter({ hasText: 'The whole house cabled' }).count(), 2);

  // They are compared among themselves: list prices are for less work.
  assert.ok(await page.locator('#compare tbody tr').count() > 0 && await page.locator('#compare-listed tbody tr').count() > 0);
  const tagged = cards.filter({ hasText: dit('quotes.made-for-you') });
  assert.deepEqual(await tagged.locator('.price').allInnerTexts(), (await cards.locator('.price').allInnerTexts()).slice(0, await tagged.count()), 'made for somebody stands first');
  assert.ok(await tagged.count() >= 3);
  const wholeHouse = cards.filter({ hasText: 'The whole house cabled' }).filter({ hasText: '350' });
  await wholeHouse.getByRole('button', { name: /./ }).first().click();
  await page.waitForURL(/\/times/);
  const promised = await bookTime(page);
  assert.match(promised.path, /^\/visits\/vis_/);
});

test('an open request ends at its time: nobody answers later, and the person is told', async () => {
  const { page } = await town.someone();
  await askUpToPrices(page, 'My printer prints nothing since yesterday.', { ...jeanne, givenName: 'Paule', line: '25 Rue de la Liberté' });
  const path = new URL(page.url()).pathname.replace('/quotes', '/round');
  await page.goto(path);
  await page.locator('#brief').fill('Everything in the living room talks to everything else, please.');
  await page.locator('#lasts').selectOption('24');
  await press(page, say('round.open'));
  const { page: office } = await town.as('Hélène Morvan');
  await office.goto('/office/rounds');
  await office.locator('main a.choice').filter({ hasText: say('offer.state-asked') }).click();
  town.itIs(Temporal.Instant.from(MORNING).add({ hours: 26 }));
  await office.locator('#question').fill('Is it too late to ask?');
  await press(office, say('offer.ask'));
  await sees(office, say('pricing.round-over'));
  await town.sweep('rounds');
  const { page: jules } = await town.as('Jules Mercier');
  await until(async () => { await jules.goto('/operator/outbox'); return (await mainText(jules)).includes(say('messages.round-closed-title')); }, 'the end is told');
  await page.goto(path);
  await sees(page, say('round.open-title'), 'after the end it can be opened again');
});

test('prices are compared row by row and way by way, and shown to somebody trusted without a name', async () => {
  const { page } = await town.someone();
  const reference = await askUpToPrices(page, 'My computer is very slow and everything takes ages.', { ...jeanne, givenName: 'Irène', familyName: 'Vasseur' });
  await page.locator('#compare summary').click();
  const rows = page.locator('#compare tbody tr');
  await sees(page, say('compare.nothing-renews'), 'what it costs in two years is said, once');
  const likely = rows.filter({ hasText: say('compare.expected') }).locator('td');
  const totals = await page.locator('article.quote .price').allInnerTexts();
  assert.deepEqual((await likely.allInnerTexts()).map(centsIn), totals.map(centsIn), 'the row holds what each column says');
  assert.ok(totals.length >= 2 && await rows.filter({ hasText: say('compare.differs') }).count() >= 1);

  // The other way is dearer or cheaper, and its prices are one press away.
  const other = page.locator('form[action$="/quotes/way"]').first();
  const from = centsIn(await other.locator('xpath=..').locator('.big').innerText());
  await other.getByRole('button').click();
  await page.waitForLoadState();
  assert.equal(Math.min(...(await page.locator('article.quote .price').allInnerTexts()).map(centsIn)), from, 'what was said before is what is asked');

  await press(page, say('compare.share'));
  assert.equal(await page.locator('#shared-link').count(), 0, 'nothing is shared before it is asked for');
  await press(page, say('share.make'));
  const link = await page.locator('#shared-link').getAttribute('href') ?? '';
  const { page: trusted } = await town.someone();
  await trusted.goto(new URL(link).pathname);
  await sees(trusted, say('compare.shared'));
  const read = await trusted.content();
  assert.ok(!read.includes('Vasseur') && !read.includes('Rue de la Liberté') && !read.includes(reference), 'neither name nor address');
  assert.equal(await trusted.locator('main form').count(), 0, 'who reads along changes nothing');
  assert.equal((await trusted.goto(`${new URL(link).pathname.slice(0, -3)}AAA`))?.status(), 404);

  // Stopped where the prices are, it is over at once; a new link is another.
  await page.goto(`/r/${reference}/quotes`);
  await sees(page, say('share.open-now', { count: 1 }));
  await press(page, say('share.stop'));
  await sees(page, say('share.stopped'));
  assert.equal((await trusted.goto(new URL(link).pathname))?.status(), 404, 'at once');
  await press(page, say('share.make'));
  const next = await page.locator('#shared-link').getAttribute('href') ?? '';
  assert.equal((await trusted.goto(new URL(next).pathname))?.status(), 200);
  town.itIs(Temporal.Instant.from(MORNING).add({ hours: 24 * 9 }));
  assert.equal((await trusted.goto(new URL(next).pathname))?.status(), 404, 'after a week it is over');
});
