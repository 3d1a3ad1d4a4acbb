import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { mainText, press, sees } from './steps.ts';
import { type Town, openTown, wordsOf } from './town.ts';

const say = wordsOf('en').say;
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

async function bring(page: Page, what: string, text: string, encoding: BufferEncoding = 'utf8'): Promise<void> {
  await page.goto('/operator/tables');
  await page.locator(`#file-${what}`).setInputFiles({ name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(text, encoding) });
  await page.locator(`form[action="/operator/tables/${what}"] button`).click();
  await page.waitForLoadState();
}
async function count(sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: town.house.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ n: string }>(sql).finally(() => client.end());
  return Number(rows[0]?.n);
}
const persons = (): Promise<number> => count('select count(*) as n from people.persons');

const PEOPLE = ['key;given_name;family_name;line;postcode;town;country;phone;prefers;email', 'A1;Hélène;Œuvré;17 Rue de la Liberté;21140;Semur-en-Auxois;FR;06 39 98 00 71;sms;',
  'A2;Bob;;5 Hencotes;NE46 2EQ;Hexham;GB;12;;', 'A3;Ivan;Petrov;1 Rue Haute;21140;Semur-en-Auxois;RU;;;', 'A1;Twice;Here;1 Rue Haute;21140;Semur-en-Auxois;FR;;;', ';No;Key;1 Rue Haute;21140;Semur-en-Auxois;FR;;;', 'A6;Mail;Less;1 Rue Haute;21140;Semur-en-Auxois;FR;;mail;'].join('\r\n');

test('people and devices come from a spreadsheet: looked at first, refused row by row, written once', async () => {
  const { page } = await town.as('Jules Mercier');
  const before = await persons();
  await bring(page, 'people', 'name;street\nx;y\n');
  await sees(page, 'These columns are missing: key, given_name');
  // A spreadsheet of long ago writes Windows-1252.
  await bring(page, 'people', PEOPLE.replace('Œ', '\u008c'), 'latin1');
  await sees(page, say('tables.ready', { count: 1 }));
  await sees(page, say('tables.refused', { count: 5 }));
  for (const wrong of ['wrong-phone', 'wrong-country', 'key-twice', 'key-missing', 'wrong-reach'] as const) await sees(page, say(`tables.${wrong}`));
  assert.match(await mainText(page), /\b3\s+A2\s+phone/, 'the line, the key and the column');
  assert.equal(await persons(), before, 'nothing is written before it is confirmed');
  const draft = new URL(page.url()).pathname;
  const { page: ruth } = await town.as('Nadia Belkacem');
  assert.equal((await ruth.goto(draft))?.status(), 404, 'a draft is for whoever brought it');

  await press(page, say('tables.write', { count: 1 }));
  await sees(page, say('tables.done', { count: 1 }));
  assert.equal(await persons(), before + 1);
  assert.equal(await count("select count(*) as n from people.persons where given_name = 'Hélène' and family_name = 'Œuvré'"), 1);
  await bring(page, 'people', PEOPLE);
  await sees(page, say('tables.before', { count: 1 }), 'the same table again makes nothing twice');
  await sees(page, say('tables.ready', { count: 0 }));

  await bring(page, 'devices', 'key,person_key,kind,maker\nD1,A1,printer,Canon\nD2,A9,printer,Canon\nD3,A1,toaster,Canon\n');
  await sees(page, say('tables.wrong-person-key'));
  await sees(page, say('tables.wrong-kind'));
  await press(page, say('tables.write', { count: 1 }));
  assert.equal(await count("select count(*) as n from devices.devices where maker = 'Canon' and kind = 'printer' and home_id in (select home_id from people.residents r join people.persons p on p.id = r.person_id where p.given_name = 'Hélène')"), 1);
});

test('a table leaves the house when two agree, and no cell of it is a formula', async () => {
  const { page: jules } = await town.as('Jules Mercier');
  await jules.goto('/operator/alarms');
  await jules.locator('#what').selectOption('people');
  await jules.locator('input[name="reason"]').first().check();
  await jules.locator('form[action="/operator/alarms/exports"] button').click();
  await jules.goto('/operator/tables');
  assert.equal(await jules.locator('form[action*="/exports/"]').count(), 0, 'one alone takes nothing out');
  const { page: other } = await town.as('Ruth Hedley');
  await other.goto('/operator/alarms');
  await other.locator('form[action$="/allow"] button').first().click();
  await jules.goto('/operator/tables');
  const [download] = await Promise.all([jules.waitForEvent('download'), jules.locator('form[action*="/exports/"] button').first().click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  assert.ok(text.startsWith('\uFEFFkey;given_name;'), text.slice(0, 80));
  assert.match(text, /;'\+33/, 'a number that begins with + is text');
  await jules.reload();
  assert.equal(await jules.locator('form[action*="/exports/"]').count(), 0, 'once');
});

test('ten thousand rows are weighed at once, and written a thousand at a press', async () => {
  const { page } = await town.as('Jules Mercier');
  const before = await persons();
  const rows = Array.from({ length: 10_000 }, (_, at) => `B${at};Given${at};Family;${1 + (at % 40)} Rue de la Liberté;21140;Semur-en-Auxois;FR`);
  page.setDefaultTimeout(120_000);
  await bring(page, 'people', ['key;given_name;family_name;line;postcode;town;country', ...rows].join('\n'));
  await sees(page, say('tables.ready', { count: 10_000 }));
  await page.getByRole('button', { name: say('tables.write', { count: 1_000 }) }).click();
  await page.getByText(say('tables.ready', { count: 9_000 })).waitFor();
  assert.equal(await persons(), before + 1_000);
});

test('visits from before come into the history, for guarantees and first repairs that held, and make no money', async () => {
  const { page } = await town.as('Jules Mercier');
  await bring(page, 'people', 'key;given_name;family_name;line;postcode;town;country;phone;prefers;email\nV1;Lucette;Vernier;17 Rue de la Liberté;21140;Semur-en-Auxois;FR;;letter;\n');
  await press(page, say('tables.write', { count: 1 }));
  const [number, invoices, visits] = [await text("select company_number as t from technicians.providers where country = 'FR' order by name limit 1"), await count('select count(*) as n from billing.invoices'), await count('select count(*) as n from booking.visits')];
  await bring(page, 'visits', ['key;person_key;provider_number;on;what;outcome;came_back_on', `P1;V1;${number};12/05/2026;Imprimante réglée;solved;`, `P2;V1;${number};2026-06-01;Sauvegarde;solved;2026-06-10`, `P3;V1;${number};2027-01-01;Demain;solved;`,
    `P4;V1;${number};31/02/2026;Jamais;solved;`, `P5;V1;000;2026-05-12;Inconnu;solved;`, `P6;V9;${number};2026-05-12;Personne;fixed;`, `P7;V1;${number};2026-05-12;Avant;solved;2026-05-01`].join('\r\n'));
  await sees(page, say('tables.ready', { count: 2 }));
  await sees(page, say('tables.refused', { count: 5 }));
  for (const wrong of ['not-past', 'wrong-day', 'wrong-provider', 'wrong-outcome', 'wrong-return'] as const) await sees(page, say(`past-visits.${wrong}`));
  await press(page, say('tables.write', { count: 2 }));
  assert.equal(await count("select count(*) as n from quality.past_visits where guaranteed_until > on_day"), 2);
  assert.deepEqual([await count('select count(*) as n from billing.invoices'), await count('select count(*) as n from booking.visits')], [invoices, visits], 'no bill and no appointment was made of them');
  const home = await text("select r.home_id as t from people.residents r join people.persons p on p.id = r.person_id where p.given_name = 'Lucette'");
  await page.goto(`/operator/homes/${home}`);
  if (await page.locator('input[name="reason"]').count() > 0) { await page.locator('input[name="reason"]').first().check(); await press(page, say('by-phone.open')); }
  await sees(page, 'Imprimante réglée');
  await sees(page, say('past-visits.title'));
});

async function text(sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: town.house.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ t: string }>(sql).finally(() => client.end());
  return rows[0]?.t ?? '';
}
