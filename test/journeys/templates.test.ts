import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { bookedVisit } from './at-the-door.ts';
import { press, sees } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const say = wordsOf('en').say;
const ours = wordsOf('en').raw;
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });
const jeanne = { givenName: 'Jeanne', familyName: 'Morel', phone: '06 39 98 00 55', prefers: 'sms', line: '17 Rue de la Liberté', postcode: '21140', town: 'Semur-en-Auxois' } as const;
const PRINTER = 'My printer prints nothing since yesterday.';

async function made(): Promise<readonly { wording_id: string | null }[]> {
  const client = new pg.Client({ connectionString: town.house.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ wording_id: string | null }>("select wording_id from messages.outbox where kind = 'visit-booked' and channel = 'sms' and lang = 'en' order by made_at desc limit 1").finally(() => client.end());
  return rows;
}

test('the operator words a message anew: what must stay is checked, the next one goes out so, and ours come back', async () => {
  const { page } = await town.as('Jules Mercier');
  await page.goto('/operator/house');
  await press(page, say('wordings.title'));
  await page.locator('details summary', { hasText: say('wordings.group-visits') }).click();
  await page.locator('a[href="/operator/wordings/visit-booked/en"]').click();
  await sees(page, 'Samira B.', 'the message as it reaches the sample person');
  await sees(page, say('wordings.sms-parts', { count: 1 }));

  const sms = ours('messages.visit-booked-sms') ?? '';
  await page.locator('#sms').fill(sms.replace('{code}', '{pin}'));
  await page.locator('#text').fill((ours('messages.visit-booked-text') ?? '').replace('We never ask for bank passwords, gift cards, or money before the invoice.', ''));
  await press(page, say('wordings.keep'));
  await sees(page, say('wordings.unknown-hole', { what: '{pin}' }));
  await sees(page, say('wordings.hole-missing', { what: '{code}' }));
  await sees(page, 'We never ask for bank passwords');
  assert.equal(await page.locator('#sms').inputValue(), sms.replace('{code}', '{pin}'), 'nothing typed is lost');

  await page.locator('#text').fill(ours('messages.visit-booked-text') ?? '');
  await page.locator('#sms').fill(sms);
  const [letter] = await Promise.all([page.waitForEvent('download'), press(page, say('wordings.letter'))]);
  assert.match((await (await letter.createReadStream()).toArray()).join('').slice(0, 8), /%PDF/);
  await page.locator('#sms').fill(`${sms} The coffee is on us.`);
  await press(page, say('wordings.keep'));
  await sees(page, 'The coffee is on us.');
  const { promised } = await bookedVisit(town, PRINTER, jeanne);
  assert.ok(promised.code);
  await until(async () => (await made()).some(({ wording_id }) => wording_id !== null), 'the message is made in the house\'s own words');
  await page.reload();
  await page.locator('details summary', { hasText: say('wordings.versions') }).click();
  await sees(page, say('wordings.version', { count: 1 }));

  await press(page, say('wordings.back-to-ours'));
  await sees(page, say('wordings.ours-now'));
  await bookedVisit(town, PRINTER, { ...jeanne, givenName: 'Paulette', phone: '06 39 98 00 57', line: '25 Rue de la Liberté' });
  await until(async () => (await made())[0]?.wording_id === null, 'the next one is said as ours');
});
