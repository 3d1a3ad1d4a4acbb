import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { heading, mainText, press, sees } from './steps.ts';
import { MORNING, type Town, openTown, wordsOf } from './town.ts';

const { say } = wordsOf('en');
let town: Town;
let quiet: { name: string; line: string };
before(async () => {
  town = await openTown({ world: 'demo' });
  // Somebody of the town for whom nothing is asked, and to whom nobody goes.
  const client = new pg.Client({ connectionString: town.house.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string; line: string }>(`
    select p.given_name || ' ' || p.family_name as name, h.line from people.persons p join people.residents r on r.person_id = p.id join people.homes h on h.id = r.home_id
    where p.vulnerable is null and p.country = 'FR' and not exists (select from people.staff s where s.person_id = p.id) and not exists (select from booking.requests q where q.home_id = h.id and q.state not in ('done', 'closed'))
      and (select count(*) from people.residents other where other.home_id = h.id) = 1 and not exists (select from people.mandates m where m.home_id = h.id) order by p.family_name, p.given_name limit 1`);
  await client.end();
  assert.ok(rows[0], 'somebody of the demo town is at peace');
  quiet = rows[0];
});
after(async () => { await town.close(); });

test('without a visit or a request the operator says why before they see a household, and the person reads it', async () => {
  const jules = await town.as('Jules Mercier', { javaScript: 'off' });
  const { page } = jules;
  await page.goto(`/operator?q=${quiet.name}`);
  await page.locator('main').getByRole('link', { name: quiet.line }).first().click();
  assert.equal(await heading(page), say('by-phone.why'));
  assert.ok(!(await mainText(page)).includes(quiet.line), 'nothing is shown yet');
  await press(page, say('by-phone.open'));
  await sees(page, say('by-phone.reason-missing'));
  await page.getByRole('radio', { name: say('by-phone.reason-they-rang') }).check();
  await press(page, say('by-phone.open'));
  await sees(page, quiet.line);
  const them = await town.as(quiet.name);
  await them.page.goto('/mine/journal');
  await sees(them.page, `${say('privacy.unasked')} ${say('privacy.reason-they-rang')}`);
  await sees(them.page, say('privacy.did-opened-found'), 'the search is in the list too');
});

test('a mother ends her daughter’s mandate by telephone, writes a note with her consent, and changes how we reach her', async () => {
  const jules = await town.as('Jules Mercier', { javaScript: 'off' });
  const { page } = jules;
  await page.goto('/operator?q=Odette Garnier');
  await page.locator('main').getByRole('link', { name: /12 Place Notre-Dame/ }).first().click();
  await page.getByRole('link', { name: 'Odette Garnier' }).first().click();
  await page.locator('#note').fill('Please speak slowly.');
  await page.locator('form[action$="/note"]').getByRole('button').click();
  await sees(page, say('by-phone.read-out-missing'));
  await page.locator('#agree').check();
  await page.locator('form[action$="/note"]').getByRole('button').click();
  await page.locator('form[action$="/consents/follow-up/give"]').getByRole('button').click();
  await page.locator('form[action$="/revoke"]').first().getByRole('button').click();
  assert.match(await mainText(page), /Please speak slowly\./);
  await page.locator('#phone').fill('03 53 01 00 99');
  await page.locator('form[action$="/contact"]').getByRole('button').click();
  await sees(page, say('theirs.account-changed-contact'));
  const said = (await mainText(page)).toLowerCase();
  for (const yours of ['how we reach you', 'whom you trust', 'about you', 'for me', 'reach you']) assert.equal(said.includes(yours), false, `the operator reads (${yours}) of somebody else`);
  await press(page, say('account.undo'));
  assert.equal(await page.locator('#phone').inputValue(), '+33353010001');

  const claire = await town.as('Claire Garnier-Roux');
  await claire.page.goto('/mine');
  assert.doesNotMatch(await mainText(claire.page), /Notre-Dame/, 'the mandate gives nothing any more');
  const odette = await town.as('Odette Garnier');
  await odette.page.goto('/mine/privacy/consents');
  await sees(odette.page, 'Please speak slowly.');
  await odette.page.locator('form[action$="/note/withdraw"]').getByRole('button').click();
  assert.doesNotMatch(await odette.page.locator('section.card').first().innerText(), /speak slowly/, 'taken back with one press');
  assert.match(await mainText(odette.page), /Taken back on 24 November 2026/);
  await odette.page.goto('/mine/journal');
  await sees(odette.page, say('privacy.did-revoke-mandate'));
});

test('taking along and being erased by telephone: the operator rings back first, the person is told and may stop it, and after three days it is done', async () => {
  const jules = await town.as('Jules Mercier', { javaScript: 'off' });
  const { page } = jules;
  const open = async (): Promise<void> => {
    await page.goto(`/operator?q=${quiet.name}`);
    await page.locator('main ul.choices a[href^="/operator/homes/"]').first().click();
    if (await heading(page) === say('by-phone.why')) {
      await page.getByRole('radio', { name: say('by-phone.reason-they-rang') }).check();
      await press(page, say('by-phone.open'));
    }
    await page.getByRole('link', { name: quiet.name }).first().click();
  };
  await open();
  await press(page, say('by-phone.erase'));
  await sees(page, say('by-phone.rang-back-missing'));
  await page.locator('form[action$="/everything"] #rangBack').check();
  const [made] = await Promise.all([page.waitForEvent('download'), page.locator('form[action$="/everything"]').getByRole('button').click()]);
  assert.equal(made.suggestedFilename(), 'porchlight.html');
  const erase = async (): Promise<void> => {
    await open();
    await page.locator('form[action$="/erase"] #rangBackToErase').check();
    await press(page, say('by-phone.erase'));
  };
  await erase();
  const them = await town.as(quiet.name);
  await them.page.goto('/mine/privacy');
  await press(them.page, say('privacy.erasure-stop'));
  await erase();
  town.itIs(Temporal.Instant.from(MORNING).add({ hours: 73 }));
  await town.sweep('retention');
  const again = await town.as('Jules Mercier');
  for (let tries = 0; tries < 40; tries += 1) {
    await again.page.goto(`/operator?q=${quiet.name}`);
    if (!(await mainText(again.page)).includes(quiet.name)) return;
    await again.page.waitForTimeout(500);
  }
  assert.fail('They are still known after three days');
});
