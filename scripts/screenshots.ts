/** Pictures of every main page, of the demo town, at the width of a desk and of a telephone: `npm run screenshots`. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { type Visitor, closeBrowser, visitor } from '../test/support/browser.ts';
import { startPorchlight } from '../test/support/server.ts';

const OUT = join(import.meta.dirname, '..', 'docs', 'screenshots');
const WIDTHS = [1280, 375] as const;
const MOST_PIXELS = 2_200; // of height: what is below is more of the same
const NOW = '2026-11-24T08:00:00Z';

const folder = mkdtempSync(join(tmpdir(), 'porchlight-pictures-'));
const clock = join(folder, 'now');
writeFileSync(clock, NOW);
const house = await startPorchlight({ env: { PORCHLIGHT_TEST_CLOCK: clock, LOG_TO: join(folder, 'log') } });
const here: Visitor[] = [];

async function someone(name?: string, lang: 'en' | 'fr' = 'en'): Promise<Page> {
  const came = await visitor(house.url, { lang });
  came.expect(/status of 404/);
  here.push(came);
  if (name) {
    await came.page.goto(`/demo?q=${encodeURIComponent(name)}`);
    await came.page.locator('main').getByRole('button', { name }).last().click();
    await came.page.waitForURL((url) => !url.pathname.startsWith('/demo'));
    await came.page.goto(`/language?lang=${lang}&back=/`);
  }
  return came.page;
}

async function take(page: Page, name: string, path?: string, theme: 'light' | 'dark' = 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width < 600 ? 812 : 900 });
    if (path) await page.goto(path);
    await page.evaluate('document.fonts.ready');
    const png = await page.screenshot({ fullPage: true });
    const { height = 0 } = await sharp(png).metadata();
    const cut = sharp(png).extract({ left: 0, top: 0, width, height: Math.min(height, MOST_PIXELS) });
    writeFileSync(join(OUT, `${name}-${width}.webp`), await cut.webp({ quality: 60, effort: 6 }).toBuffer());
  }
  console.log(name);
}

async function ofEveryone(): Promise<void> {
  const page = await someone();
  for (const [name, path] of [['emergency', '/emergency'], ['check', '/check'], ['guides', '/guides'], ['guide', '/guides/printer-problem'], ['how-we-rank', '/how-we-rank'], ['come-back', '/come-back'], ['sign-in', '/sign-in'], ['demo', '/demo'], ['withdraw', '/withdraw'], ['report', '/check/report'], ['privacy-notice', '/privacy'], ['not-found', '/nothing-here'], ['api', '/api/v1/docs']] as const) await take(page, name, path);
  await take(page, 'ask', '/');
  await take(page, 'ask-night', '/', 'dark');
}

/** One request, from the first words to the booked visit. */
async function ofAsking(): Promise<{ visit: string; page: Page }> {
  const page = await someone(undefined, 'fr');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await page.locator('#words').fill('Mon imprimante n’imprime plus rien depuis hier, et je voudrais apprendre à envoyer des photos à ma petite-fille.');
  await page.locator('main button.main').click();
  await page.waitForURL(/\/r\//);
  const reference = /\/r\/([^/]+)/.exec(page.url())?.[1] ?? '';
  await take(page, 'understood');
  for (const name of new Set(await page.locator('input[name^="leaf-"]').evaluateAll((all) => all.map((one) => one.getAttribute('name') ?? '')))) await page.locator(`input[name="${name}"]`).first().check();
  await page.locator('main button.main').click();
  await page.waitForURL(/\/ways$/);
  await take(page, 'ways');
  await page.locator('form[action$="/ways"]').filter({ has: page.locator('input[value="visit"]') }).getByRole('button').click();
  await page.waitForURL(/\/where$/);
  for (const [name, text] of Object.entries({ givenName: 'Mireille', familyName: 'Aubert', phone: '06 39 98 00 71', line: '30 Rue Collenot', postcode: '21140', town: 'Semur-en-Auxois' })) await page.locator(`#${name}`).fill(text);
  await page.locator('input[name="prefers"][value="sms"]').check();
  await page.locator('input[name="country"][value="FR"]').check();
  await take(page, 'where');
  await page.locator('main form').last().locator('button.main').click();
  await page.waitForURL(/\/quotes$/);
  await page.locator('article.quote details summary').first().click();
  await take(page, 'quotes');
  await page.locator('article.quote form[action$="/accept"] button').first().click();
  await page.waitForURL(/\/times/);
  await take(page, 'times');
  await page.locator('button.slot').first().click();
  await page.waitForURL(/\/confirm/);
  await take(page, 'confirm');
  await page.locator('#express').check();
  await page.locator('main button.main').click();
  await page.waitForURL(/\/visits\/vis_[^/]+$/);
  const visit = new URL(page.url()).pathname;
  await take(page, 'visit');
  await take(page, 'visit-night', visit, 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await take(page, 'move', `${visit}/move`);
  await take(page, 'something-is-wrong', `${visit}/something-is-wrong`);
  await page.goto(`/r/${reference}/messages`);
  await page.locator('#words').fill('Faut-il éteindre l’imprimante avant votre visite ?');
  await page.locator('main form button.main').click();
  await take(page, 'messages', `/r/${reference}/messages`);
  await take(page, 'share', `/r/${reference}/share`);
  return { visit, page };
}

/** The board with its map, once what lies on it is drawn. */
async function ofTheMap(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/operator/board?country=FR');
  await page.locator('.day-map').scrollIntoViewIfNeeded();
  await page.locator('.day-map [data-ground], .day-map[data-ground]').first().waitFor({ state: 'attached', timeout: 15_000 }).catch(() => undefined);
  await page.waitForTimeout(1_500);
  writeFileSync(join(OUT, 'board-map-1280.webp'), await sharp(await page.screenshot()).webp({ quality: 60, effort: 6 }).toBuffer());
  console.log('board-map');
}

async function ofStaff(): Promise<void> {
  const samira = await someone('Samira Belhadj', 'fr');
  await take(samira, 'day', '/day');
  const stop = await samira.locator('a[href^="/day/vis_"]').first().getAttribute('href');
  if (stop) {
    await take(samira, 'day-visit', stop);
    await samira.locator('form[action$="/arrive"] button').click();
    await take(samira, 'day-door');
  }
  const office = await someone('Hélène Morvan', 'fr');
  await take(office, 'office', '/office');
  const jules = await someone('Jules Mercier', 'fr');
  for (const [name, path] of [['console', '/operator?q=Garnier'], ['call', '/operator/call'], ['outbox', '/operator/outbox'], ['board', '/operator/board'], ['board-week', '/operator/board/week?country=FR'], ['emergency-today', '/operator/board/emergency'], ['who-waits', '/operator/targets'], ['wordings', '/operator/wordings'], ['partners', '/operator/partners'], ['roads', '/operator/roads'], ['tables', '/operator/tables'], ['quality', '/operator/quality'], ['alarms', '/operator/trust'], ['contract-rules', '/operator/contract-rules'], ['getting-ready', '/operator/begin'], ['promised-calls', '/after']] as const) await take(jules, name, path);
  await jules.goto('/operator/providers');
  const firm = await jules.locator('main a[href^="/operator/providers/pro_"]').first().getAttribute('href');
  if (firm) {
    await take(jules, 'firm-checks', firm);
    await take(jules, 'firm-gone', `${firm}/gone`);
  }
  await ofTheMap(jules);
  await jules.goto('/operator?q=Garnier');
  const home = await jules.locator('a[href^="/operator/homes/"]').first().getAttribute('href');
  if (home) {
    await take(jules, 'household', home);
    const past = await jules.locator('a[href^="/visits/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    const done = past.at(-1);
    if (done) {
      await take(jules, 'sheet', `${done}/sheet`);
      await take(jules, 'invoice', `${done}/invoice`);
    }
  }
  const odette = await someone('Odette Garnier', 'fr');
  await take(odette, 'mine', '/mine');
  await take(odette, 'helpers', '/mine/helpers');
  await take(odette, 'consents', '/mine/privacy/consents');
  await take(odette, 'second-eyes', '/mine/second-eyes');
  await take(odette, 'prove', '/mine/prove');
}

try {
  mkdirSync(OUT, { recursive: true });
  await ofEveryone();
  await ofAsking();
  await ofStaff();
  const bytes = readdirSync(OUT).reduce((sum, file) => sum + statSync(join(OUT, file)).size, 0);
  console.log(`${readdirSync(OUT).length} pictures, ${(bytes / 1_000_000).toFixed(2)} MB`);
} finally {
  for (const one of here) await one.context.close();
  await closeBrowser();
  await house.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
