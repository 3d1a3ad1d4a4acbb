import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { dayPath, technicianOf } from './at-the-door.ts';
import { agreeWithGuess, bookTime, chooseWay, press, takePrice, tellWhere } from './steps.ts';
import { type Town, openTown, until, wordsOf } from './town.ts';

const say = wordsOf('en').say;
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

test('a photo that was sent when asking is seen by the technician who comes, and by nobody else', async () => {
  const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#f5b544' } }).withExif({ IFD0: { ImageDescription: 'taken at home' } }).jpeg().toBuffer();
  const { page } = await town.someone();
  await page.goto('/');
  await page.locator('#words').fill('My printer prints nothing since yesterday.');
  await page.locator('#photo-files').setInputFiles({ name: 'printer.jpg', mimeType: 'image/jpeg', buffer: picture });
  await press(page, say('ask.send'));
  await agreeWithGuess(page);
  await chooseWay(page);
  await tellWhere(page, { givenName: 'Fernande', familyName: 'Lavigne', phone: '03 53 01 00 71', prefers: 'phone', line: '3 Rue Buffon', postcode: '21140', town: 'Semur-en-Auxois' });
  await takePrice(page);
  const promised = await bookTime(page);

  const technician = await technicianOf(town, promised);
  const photo = technician.page.locator('.photos img');
  assert.equal(await photo.count(), 1);
  // It is fetched when one comes to it: a cellar's signal is not spent on what nobody looks at.
  await photo.scrollIntoViewIfNeeded();
  await until(async () => (await photo.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)) === 640, 'the photo is shown, no wider than a screen needs');
  const address = (await photo.getAttribute('src')) ?? '';
  const kept = await technician.page.request.get(address);
  assert.equal((await kept.body()).includes('taken at home'), false, 'what the camera wrote into it is gone');
  assert.equal((await page.request.get(address)).status(), 404, 'not even the person reaches it through the technician’s page');
  assert.ok(address.startsWith(dayPath(promised)));
});
