import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { type Visitor, closeBrowser, visitor } from '../support/browser.ts';
import { type Porchlight, startPorchlight } from '../support/server.ts';
import { press, sees } from './steps.ts';
import { wordsOf } from './town.ts';

const say = wordsOf('en').say;
const PASSWORD = 'seven lamps over a blue door';
let house: Porchlight;
const here: Visitor[] = [];
before(async () => { house = await startPorchlight({ world: 'none', env: { LOG_LEVEL: 'silent' } }); });
after(async () => {
  await Promise.all(here.map((one) => one.close()));
  await closeBrowser();
  await house.stop();
});
const someone = async (): Promise<Visitor> => {
  const came = await visitor(house.url);
  here.push(came);
  return came;
};
const digits = (secret: string): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

test('an empty house: its link makes the first operator, once; afterwards one signs in with password and digits', async () => {
  const link = /\/set-up\/[^\s]+/.exec(house.said())?.[0];
  assert.ok(link, house.said());
  const first = await someone();
  await first.page.goto(link);
  const secret = (await first.page.locator('code').first().innerText()).trim();
  await first.page.locator('#givenName').fill('Agathe');
  await first.page.locator('#familyName').fill('Marin');
  await first.page.locator('#login').fill('agathe');
  await first.page.locator('#password').fill('short');
  await first.page.locator('#totp').fill(digits(secret));
  await press(first.page, say('sign-in.begin'));
  await sees(first.page, say('form.please-look'), 'a short password is refused');
  assert.equal(await first.page.locator('#login').inputValue(), 'agathe');
  assert.equal(await first.page.locator('#password').inputValue(), '', 'a password is never shown again');
  assert.equal((await first.page.locator('code').first().innerText()).trim(), secret, 'the square is the one that was scanned');
  await first.page.locator('#password').fill(PASSWORD);
  await first.page.locator('#totp').fill(digits(secret));
  await press(first.page, say('sign-in.begin'));
  await first.page.waitForURL(/\/operator/);
  await sees(first.page, say('operator.nobody-waits'));

  // The link is dead, and there is no demo door in this house.
  const second = await someone();
  assert.equal((await second.page.goto(link))?.status(), 404);
  assert.equal((await second.page.goto('/demo'))?.status(), 404);
  assert.equal((await second.page.goto('/operator').then(() => second.page.url())).includes('/sign-in'), true);

  const signIn = async (password: string, totp: string): Promise<void> => {
    await second.page.goto('/sign-in');
    await second.page.locator('#login').fill('agathe');
    await second.page.locator('#password').fill(password);
    await second.page.locator('#totp').fill(totp);
    await press(second.page, say('sign-in.go'));
  };
  // The digits that set it up were used; the next ones are good, and not with another password.
  const next = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + 30_000 });
  await signIn('not the password at all', next);
  await sees(second.page, say('sign-in.wrong'));
  await signIn(PASSWORD, next);
  await second.page.waitForURL(/\/operator/);
});
