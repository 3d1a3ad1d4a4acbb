import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Eyes, type Visitor, visitor } from '../support/browser.ts';
import { heading, mainText, press, sees } from './steps.ts';
import { type Town, openTown, wordsOf } from './town.ts';

const { say } = wordsOf('en');
let town: Town;
before(async () => { town = await openTown(); });
const here: Visitor[] = [];
after(async () => { for (const one of here) await one.close(); await town.close(); });

/** Somebody of the town, who came to the house by its name: passkeys belong to a name, not to a number. */
async function as(name: string, eyes: Eyes = {}): Promise<Visitor> {
  const came = await visitor(town.url.replace('127.0.0.1', 'localhost'), eyes);
  here.push(came);
  await came.page.goto(`/demo?q=${encodeURIComponent(name)}`);
  await came.page.locator('main').getByRole('button', { name }).last().click();
  await came.page.waitForURL((url) => !url.pathname.startsWith('/demo'));
  await came.page.goto('/language?lang=en&back=/');
  return came;
}

/** A key in the browser that answers at once, as a finger on the sensor would. */
async function withKey({ context, page }: Visitor): Promise<{ keys(): Promise<unknown[]>; refuse(): Promise<void> }> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  return {
    keys: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    refuse: async () => { await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false }); },
  };
}

test('an operator adds a passkey, signs in with it, and takes it away again', async () => {
  const jules = await as('Jules Mercier');
  const { page } = jules;
  const key = await withKey(jules);
  await page.getByRole('banner').getByRole('link', { name: say('shell.my-sign-in') }).click();
  assert.equal(await heading(page), say('account.sign-in'));
  await sees(page, say('account.passkeys-none'));
  await page.locator('#name').fill('Front desk');
  await press(page, say('account.passkey-add'));
  await page.getByText('Front desk').waitFor();
  assert.equal((await key.keys()).length, 1);

  await page.getByRole('button', { name: say('shell.sign-out'), exact: true }).click();
  await page.goto('/sign-in');
  await press(page, say('account.passkey-use'));
  await page.waitForURL(/\/operator$/);
  await page.goto('/mine/sign-in');
  assert.match(await mainText(page), /last used/);

  // Somebody else's finger: nothing opens, and the page says what to do.
  await page.getByRole('button', { name: say('shell.sign-out'), exact: true }).click();
  await key.refuse();
  await page.goto('/sign-in');
  await press(page, say('account.passkey-use'));
  await page.getByText(say('account.passkey-use-failed')).waitFor();
  assert.equal(new URL(page.url()).pathname, '/sign-in');
});

test('a passkey that was removed signs in nobody, and signing out everywhere ends every session', async () => {
  const samira = await as('Samira Belhadj');
  const elsewhere = await as('Samira Belhadj', { width: 375 });
  await withKey(samira);
  const { page } = samira;
  await page.goto('/mine/sign-in');
  await page.locator('#name').fill('Van phone');
  await press(page, say('account.passkey-add'));
  await page.getByText('Van phone').waitFor();
  await press(page, say('account.passkey-remove'));
  await sees(page, say('account.passkeys-none'));
  await press(page, say('account.end-all'));
  await elsewhere.page.goto('/day');
  assert.match(elsewhere.page.url(), /\/sign-in/, 'the other telephone is signed out too');
  await page.goto('/sign-in');
  await press(page, say('account.passkey-use'));
  await page.getByText(say('account.passkey-use-failed')).first().waitFor();
});

test('without scripts there is no passkey, and the page says that the other way works', async () => {
  const plain = await as('Jules Mercier', { javaScript: 'off' });
  await plain.page.goto('/mine/sign-in');
  await sees(plain.page, say('account.passkeys-need-script'));
  assert.equal(await plain.page.getByRole('button', { name: say('account.passkey-add') }).isVisible(), false);
});
