import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bookedVisit, dayPath, finishWork, giveCode, ringTheBell, technicianOf } from './at-the-door.ts';
import { mainText, press, sees } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const { say } = wordsOf('en');
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

test('a password is closed in her browser, opened on his telephone once she has let him in, seen by her within seconds, and destroyed a day later', async () => {
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', { givenName: 'Berthe', familyName: 'Lavigne', phone: '03 53 01 00 77', prefers: 'phone', line: '16 Rue Buffon', postcode: '21140', town: 'Semur-en-Auxois' });
  const technician = await technicianOf(town, promised);
  await person.page.goto(`${promised.path}/secrets`);
  assert.equal(await person.page.locator('#secret').count(), 0, 'nothing can be sealed before there is a telephone to seal it for');
  await technician.page.goto('/day/phone');
  await technician.page.getByRole('button', { name: say('secrets.phone-add') }).click();
  await technician.page.getByText(say('secrets.phone-this')).waitFor();
  await technician.page.reload();
  await technician.page.getByText(say('secrets.phone-this')).waitFor();

  await person.page.reload();
  const seal = async (label: string, secret: string): Promise<void> => {
    await person.page.locator('#label').fill(label);
    await person.page.locator('#secret').fill(secret);
    await press(person.page, say('secrets.seal-it'));
  };
  const sent: string[] = [];
  person.page.on('request', (request) => { sent.push(request.postData() ?? ''); });
  await seal('my bank', 'a-bank-password');
  await person.page.getByText(say('secrets.never-bank')).waitFor();
  await seal('the laptop', '4111 1111 1111 1111');
  await person.page.getByText(say('secrets.never-bank')).waitFor();
  assert.deepEqual(sent.filter(Boolean), [], 'what is never told did not leave the page');
  await seal('the laptop in the living room', 'Rosebud-1941');
  await person.page.getByText('the laptop in the living room', { exact: true }).waitFor();
  assert.ok(sent.some((body) => body.includes('sealed=')) && sent.every((body) => !body.includes('Rosebud')), 'only the closed text left the page');

  town.itIs(promised.from);
  await ringTheBell(technician.page, promised);
  const open = async (): Promise<void> => {
    await technician.page.goto(`${dayPath(promised)}/secrets`);
    await technician.page.getByRole('button', { name: say('secrets.open') }).click();
  };
  await open();
  await technician.page.getByText(say('secrets.secret-after-check-in')).waitFor();
  await technician.page.goto(dayPath(promised));
  await giveCode(technician.page, promised.code);
  await person.page.goto(`${promised.path}/secrets`);
  await open();
  await technician.page.locator('output', { hasText: 'Rosebud-1941' }).waitFor();
  await person.page.locator('#sealed-list .icon').first().waitFor();
  await person.page.locator('#sealed-list', { hasText: 'Opened on' }).waitFor({ timeout: 9_000 });

  // Another browser of the same technician has no key.
  const thief = await technicianOf(town, promised);
  await thief.page.goto(`${dayPath(promised)}/secrets`);
  await thief.page.getByRole('button', { name: say('secrets.open') }).click();
  await thief.page.getByText(say('secrets.not-your-phone')).waitFor();

  town.itIs(promised.from.add({ minutes: 45 }));
  await technician.page.goto(dayPath(promised));
  await finishWork(technician.page, promised);
  town.itIs(promised.from.add({ hours: 25, minutes: 30 }));
  await town.sweep('trust');
  await until(async () => { await person.page.reload(); return (await mainText(person.page)).includes(say('secrets.change-it')); }, 'the list of what to change');
  await sees(person.page, 'the laptop in the living room');
});

test('without a script the page says to tell it in person, and sends nothing', async () => {
  const { person, promised } = await bookedVisit(town, 'My printer prints nothing since yesterday.', { givenName: 'Hector', familyName: 'Lavigne', phone: '03 53 01 00 78', prefers: 'phone', line: '7 Rue Buffon', postcode: '21140', town: 'Semur-en-Auxois' });
  const technician = await technicianOf(town, promised);
  await technician.page.goto('/day/phone');
  await technician.page.getByRole('button', { name: say('secrets.phone-add') }).click();
  await technician.page.getByText(say('secrets.phone-this')).waitFor();
  const plain = await town.someone({ javaScript: 'off' });
  await plain.context.addCookies(await person.context.cookies());
  await plain.page.goto(`${promised.path}/secrets`);
  await sees(plain.page, say('secrets.without-script', { name: promised.technician.split(' ')[0] ?? '' }));
  assert.equal(await plain.page.locator('[data-seal]').isVisible(), false);
  assert.equal(await plain.page.locator('#secret').getAttribute('name'), null, 'a secret typed by mistake is never sent in clear');
});
