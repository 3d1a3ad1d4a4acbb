import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { clockFrom } from '#platform/test-clock';
import { type Eyes, type Visitor, closeBrowser, visitor } from '../support/browser.ts';
import { type ImapServer, startImapServer } from '../support/imap-server.ts';
import { type Porchlight, startPorchlight } from '../support/server.ts';
import { agreeWithGuess, ask, bookTime, centsIn, chooseWay, press, sees, takePrice } from './steps.ts';
import { finishWork, giveCode, ringTheBell } from './at-the-door.ts';
import { becomeAFirm, choose, fill, goHimself, openMailbox, pricesOutAndIn, writeLegalPages } from './setting-up.ts';
import { MORNING, wordsOf } from './town.ts';

const say = wordsOf('en').say;
const ROOT = join(import.meta.dirname, '..', '..');
const PASSWORD = 'seven lamps over a blue door';
let house: Porchlight;
const here: Visitor[] = [];
const clock = join(mkdtempSync(join(tmpdir(), 'porchlight-clock-')), 'now');
const itIs = (when: Temporal.Instant | string): void => { writeFileSync(clock, when.toString()); };
let imap: ImapServer;
before(async () => {
  imap = await startImapServer();
  itIs(MORNING);
  house = await startPorchlight({ world: 'none', env: { LOG_LEVEL: 'silent', PORCHLIGHT_TEST_CLOCK: clock } });
});
after(async () => {
  const ends = await Promise.allSettled(here.map((one) => one.close()));
  await closeBrowser();
  await house.stop();
  await imap.stop();
  rmSync(dirname(clock), { recursive: true, force: true });
  assert.deepEqual(ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : [])), []);
});

async function someone(eyes: Eyes = {}): Promise<Visitor> {
  const came = await visitor(house.url, eyes);
  here.push(came);
  return came;
}

const secrets = new Map<string, string>();
const digitsOf = (login: string): string => new TOTP({ secret: Secret.fromBase32(secrets.get(login) ?? '') }).generate({ timestamp: clockFrom(clock).now().epochMilliseconds });

/** Days away end a session of staff. */
async function signInAgain(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in');
  await fill(page, { login, password: PASSWORD, totp: digitsOf(login) });
  await press(page, say('sign-in.go'));
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** Somebody opens the link they were given, and chooses a name, a password and a telephone. */
async function setUp(link: string, login: string, name?: readonly [string, string]): Promise<Page> {
  const { page } = await someone();
  await page.goto(new URL(link, house.url).pathname);
  const secret = (await page.locator('code').first().innerText()).trim();
  secrets.set(login, secret);
  if (name) await fill(page, { givenName: name[0], familyName: name[1] });
  await fill(page, { login, password: PASSWORD, totp: digitsOf(login) });
  await press(page, say('sign-in.begin'));
  await page.waitForURL((url) => !url.pathname.startsWith('/set-up'));
  return page;
}

/** The set-up link on the page, which shows it once. */
async function linkOn(page: Page): Promise<string> {
  await page.waitForURL(/\/operator\/link$/);
  const link = await page.locator('#set-up-link').innerText();
  await page.reload();
  await sees(page, say('staff.link-gone'), 'a link is shown once');
  return link;
}

test('from an empty installation to a paid invoice, by screens alone', async () => {
  const first = /\/set-up\/[^\s]+/.exec(house.said())?.[0];
  assert.ok(first, house.said());
  const operator = await setUp(first, 'agathe', ['Agathe', 'Marin']);

  await sees(operator, say('begin.banner'));
  await press(operator, say('begin.go'));
  await press(operator, say('begin.house-go'));
  await nameTheHouse(operator);
  await openMailbox(operator, imap.url);
  importPlaces();
  const provider = await addProvider(operator);
  const office = await openOffice(operator, provider);
  await setPrices(office);
  await priceMore(office);
  await pricesOutAndIn(office);
  const { back: technician, page: nadia } = await addTechnician(operator, provider);
  await keepWork(nadia, technician);
  await vet(operator, technician);
  await writeLegalPages(operator);
  await goHimself(operator, office, provider);

  // Somebody asks, sees a price, and books a time.
  const { page } = await someone();
  await ask(page, 'My printer prints nothing since yesterday.');
  await agreeWithGuess(page);
  await chooseWay(page);
  await fill(page, { givenName: 'Jeanne', familyName: 'Morel', phone: '06 39 98 00 55', line: '17 Rue de la Liberté', postcode: '21140', town: 'Semur-en-Auxois' });
  await page.locator('input[name="prefers"][value="sms"]').check();
  await press(page, say('where.send'));
  await page.waitForURL(/\/quotes$/);
  const agreed = await takePrice(page, 'Chez Oscar');
  assert.ok(centsIn(agreed.expected) > 0 && centsIn(agreed.expected) <= centsIn(agreed.neverMore));
  const promised = await bookTime(page);
  assert.equal(promised.technician, 'Nadia K.');

  // The visit: door word, code, work, sheet, signature.
  itIs(promised.from);
  await nadia.goto(promised.path.replace('/visits/', '/day/'));
  await sees(nadia, 'a network cable, a USB stick with our tools');
  await ringTheBell(nadia, promised);
  await giveCode(nadia, promised.code);
  itIs(promised.from.add({ minutes: 50 }));
  await finishWork(nadia, promised);
  await press(nadia, say('work.make-invoice'));

  // The bill comes to what was agreed at most; the office writes down that it was paid.
  await page.goto(`${promised.path}/invoice`);
  await sees(page, say('invoice.state-open'));
  const asked = centsIn(await page.locator('.price').first().innerText());
  assert.ok(asked > 0 && asked <= centsIn(agreed.neverMore), `${asked} of at most ${agreed.neverMore}`);
  await office.goto(new URL(page.url()).pathname);
  await choose(office, { means: 'transfer' });
  await press(office, say('invoice.record-it'));
  await page.reload();
  await sees(page, say('invoice.state-paid'));
  await signInAgain(operator, 'agathe');
  await becomeAFirm(operator, provider, page);
});

/** A package and an article of one's own, each on its page, and what a package comes to. */
async function priceMore(page: Page): Promise<void> {
  await page.goto('/office/prices/packages');
  await page.locator('summary').filter({ hasText: say('pricing.service-computer-tune-up') }).click();
  await fill(page, { 'computer-tune-up--visit-price': '79', 'computer-tune-up--visit-device': '20' });
  await page.locator('[id="computer-tune-up--visit-travel"]').check();
  await press(page, say('prices.show'));
  await choose(page, { 'try-service': 'computer-tune-up' });
  await fill(page, { 'try-devices': '2', 'try-minutes': '300' });
  await press(page, say('prices.show'));
  assert.equal(centsIn(await page.locator('#try .price').innerText()), 9900, 'one price and one more device, however long it takes, travel within');
  await press(page, say('prices.keep'));
  await page.waitForURL(/\/office$/);

  await page.goto('/office/prices/articles');
  await fill(page, { 'online-backup-later': '60' });
  await press(page, say('prices.keep'));
  await sees(page, say('prices.missing'), 'a later price needs a first one');
  await fill(page, { 'online-backup-price': '40', 'online-backup-later': '60', 'ssd-1tb-price': '95' });
  await press(page, say('prices.keep'));
  await page.waitForURL(/\/office$/);
  await page.goto('/office/prices/articles');
  assert.equal(await page.locator('[id="online-backup-later"]').inputValue(), '60');
  await page.goto('/office/prices/packages');
  assert.equal(await page.locator('[id="computer-tune-up--visit-price"]').inputValue(), '79', 'one page of prices leaves the others as they are');
}

/** The technician looks at their area, widens it, and takes a week off that they then work after all. */
async function keepWork(page: Page, technician: string): Promise<void> {
  await page.goto(`/technicians/${technician.split('/').at(-1)}/work`);
  await sees(page, 'Semur-en-Auxois');
  assert.equal(await page.locator('.area-map').count(), 1);
  await fill(page, { reach: '30' });
  await press(page, say('crew.area-keep'));
  await page.locator('#skills > summary').click();
  await fill(page, { materials: 'a network cable\na USB stick with our tools' });
  await press(page, say('crew.skills-keep'));
  assert.equal(await page.locator('#reach').inputValue(), '30');
  await fill(page, { from: '2026-12-21', until: '2026-12-10' });
  await press(page, say('crew.away-add'));
  await sees(page, say('technicians.absence-ends-before-it-begins'));
  await fill(page, { until: '2026-12-27' });
  await press(page, say('crew.away-add'));
  await press(page, say('crew.away-drop'));
  assert.equal(await page.getByRole('button', { name: say('crew.away-drop') }).count(), 0);
}

async function nameTheHouse(page: Page): Promise<void> {
  const { page: early } = await someone();
  await early.goto('/');
  assert.ok((await early.locator('footer').innerText()).includes(say('shell.not-open-yet')), 'no telephone yet');
  await fill(page, { name: 'Lumière du Porche', phone: '12' });
  await press(page, say('set-up.save'));
  await sees(page, say('where.phone-unclear'));
  assert.equal(await page.locator('#name').inputValue(), 'Lumière du Porche', 'nothing typed is lost');
  await fill(page, { phone: '03 80 11 22 33', 'opens-1': '8h00', 'closes-1': '19:00' });
  await page.getByLabel(say('where.country-GB')).uncheck();
  await press(page, say('set-up.save'));
  await sees(page, say('set-up.saved'));
  const { page: stranger } = await someone();
  await stranger.goto('/');
  assert.match(await stranger.title(), /Lumière du Porche/);
  const foot = await stranger.locator('footer').innerText();
  assert.ok(foot.includes('03 80 11 22 33') && foot.includes('8:00') && foot.includes('19:00'), foot);
}

/** The one step that is no screen: the open file of a country's addresses. */
const importPlaces = (): void => {
  execFileSync(process.execPath, [join(ROOT, 'src', 'commands', 'index.ts'), 'places', 'import', join(ROOT, 'content', 'places', 'demo-fr.csv'), '--country', 'FR', '--source', 'Demo town 2026-11'],
    { env: { ...process.env, PORCHLIGHT_DATA: house.dataDir, DATABASE_URL: house.databaseUrl }, stdio: 'pipe' });
};

async function addProvider(page: Page): Promise<string> {
  await page.goto('/operator/providers');
  await press(page, say('set-up.new-provider'));
  await fill(page, {
    name: 'Chez Oscar', legalName: 'Oscar Petit, entrepreneur individuel', companyNumber: '999 456 700 00015', phone: '06 39 98 01 20', email: 'oscar@example.org', line: '24 Rue de la Liberté', postcode: '21140', town: 'Semur-en-Auxois',
    iban: 'FR76 3000 6000 0100 0000 0010 144', about: 'One man, one van, much patience.', guarantee: '60',
  });
  await press(page, say('set-up.new-provider'));
  await sees(page, say('set-up.mediator-missing'));
  await sees(page, say('technicians.account-number-wrong'));
  await fill(page, { iban: 'FR76 3000 6000 0100 0000 0010 143', mediator: 'Médiation de la consommation, Dijon' });
  await press(page, say('set-up.new-provider'));
  await page.waitForURL(/\/operator\/providers\/pro_[^/]+$/);
  await sees(page, 'TVA non applicable');
  await sees(page, say('set-up.not-signed'));
  return new URL(page.url()).pathname;
}

async function openOffice(page: Page, provider: string): Promise<Page> {
  await fill(page, { givenName: 'Oscar', familyName: 'Petit', ownEmail: 'oscar@example.org' });
  await press(page, say('set-up.add'));
  const office = await setUp(await linkOn(page), 'oscar');
  await page.goto(provider);
  await sees(page, 'Oscar Petit');
  return office;
}

async function setPrices(page: Page): Promise<void> {
  await sees(page, say('office.no-prices'));
  assert.equal(await page.getByRole('button', { name: say('office.sign') }).count(), 0, 'nobody signs prices that are not there');
  await press(page, say('prices.title'));
  await fill(page, { 'visit-price': '45', 'visit-hourly': 'forty', 'remote-price': '25', 'remote-hourly': '40', travelFree: '5', travelPrice: '10', travelEach: '0,60', 'evening-more': '25', cap: '180', 'try-minutes': '50', 'try-km': '12' });
  await choose(page, { travel: 'per-distance' });
  await press(page, say('prices.show'));
  await sees(page, say('prices.number-unclear'));
  assert.equal(await page.locator('#travelEach').inputValue(), '0,60', 'nothing typed is lost');
  await fill(page, { 'visit-hourly': '44' });
  await press(page, say('prices.show'));
  // 45 for the first hour, 10 to come, and seven kilometres at 60 cents.
  assert.equal(centsIn(await page.locator('#try .price').innerText()), 5920);
  await press(page, say('prices.keep'));
  await page.waitForURL(/\/office$/);
  assert.equal(centsIn(await page.locator('.price').first().innerText()), 5920);
  await press(page, say('office.sign'));
  await sees(page, say('office.signed'));
}

async function addTechnician(page: Page, provider: string): Promise<{ back: string; page: Page }> {
  await page.goto(`${provider}/technicians`);
  await fill(page, { givenName: 'Nadia', familyName: 'Kaci', line: '42 Rue de Varenne', postcode: '21140', town: 'Semur-en-Auxois', car: 'a small green Clio', reach: '25', 'from-6': '9h00', 'until-6': '12:00' });
  await page.locator('#speaks-fr').check();
  await press(page, say('staff.add-technician'));
  await sees(page, say('staff.skill-missing'));
  assert.equal(await page.locator('#car').inputValue(), 'a small green Clio');
  for (const skill of await page.locator('select[name^="skill-"]').all()) await skill.selectOption('2');
  await press(page, say('staff.add-technician'));
  await page.waitForURL(/\/operator\/link$/);
  const back = await page.locator('main a.button.main').getAttribute('href');
  assert.ok(back);
  return { back, page: await setUp(await linkOn(page), 'nadia') };
}

/** Whoever brought her in cannot check her: a colleague comes, and records what they saw. */
async function vet(operator: Page, technician: string): Promise<void> {
  await operator.goto(technician);
  await sees(operator, say('staff.not-sent-yet'));
  await fill(operator, { how: 'Original seen' });
  await press(operator, say('staff.record-it'));
  await sees(operator, say('technicians.vetting-needs-second-person'), 'four eyes');

  await operator.goto('/operator/staff');
  await fill(operator, { givenName: 'Bilal', familyName: 'Roux' });
  await operator.locator('#role-vetting').check();
  await press(operator, say('staff.make-link'));
  const colleague = await setUp(await linkOn(operator), 'bilal');
  await colleague.goto('/operator');
  assert.match(colleague.url(), /\/operator\/providers$/, 'who only checks papers begins with the providers');
  await press(colleague, /Chez Oscar/);
  await press(colleague, 'Nadia K.');
  assert.equal(new URL(colleague.url()).pathname, technician);
  for (const kind of ['identity', 'insurance', 'charter']) {
    await choose(colleague, { kind });
    await fill(colleague, { how: 'Original seen at the office' });
    await press(colleague, say('staff.record-it'));
    await sees(colleague, 'Original seen at the office');
  }
  await sees(colleague, say('office.may-be-sent'));
}
