import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Visitor } from '../support/browser.ts';
import { bookedVisit, dayPath, finishWork, giveCode, ringTheBell, technicianOf } from './at-the-door.ts';
import { type Promised, press } from './steps.ts';
import { type Town, openTown, wordsOf } from './town.ts';
import { upToTimes, walker } from './walker.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PRINTER = 'My printer prints nothing since yesterday.';
const where = (givenName: string, line: string) => ({ givenName, familyName: 'Rousseau', phone: '03 53 01 00 33', prefers: 'phone', line, postcode: '21140', town: 'Semur-en-Auxois' });
const say = wordsOf('en').say;

let town: Town;
/** Who looks at which pages. */
const looks: { who: Visitor; paths: readonly string[] }[] = [];
before(async () => { town = await openTown(); await everyPage(); }, { timeout: 120_000 });
after(async () => { await town.close(); });

async function everyPage(): Promise<void> {
  const anyone = await town.someone();
  looks.push({ who: anyone, paths: ['/', '/check', '/guides', '/guides/printer-problem', '/emergency', '/how-we-rank', '/privacy', '/legal', '/come-back', '/come-back/code?code=x', '/withdraw', '/sign-in', '/demo', '/nothing-here', '/api/v1/docs'] });
  const quick = walker(town.url);
  const times = await upToTimes(quick, PRINTER, where('Noémie', '10 Rue des Vaux'));
  const request = times.path.split('/').slice(0, 3).join('/');
  const held = await quick.send(times, /\/times$/);
  const asking = await town.someone();
  await asking.context.addCookies([...quick.cookies].map(([name, value]) => ({ name, value, url: town.url })));
  looks.push({ who: asking, paths: [...['understood', 'ways', 'where', 'quotes', 'helped', 'safety'].map((page) => `${request}/${page}`), times.path, held.path] });

  const { person, promised } = await bookedVisit(town, PRINTER, where('Eugène', '25 Rue des Vaux'), 1);
  const stopped = await bookedVisit(town, PRINTER, where('Lise', '31 Rue des Vaux'), 3);
  looks.push({ who: stopped.person, paths: [stopped.promised.path, `${stopped.promised.path}/move`, `${stopped.promised.path}/cancel`, `${stopped.promised.path}/something-is-wrong`, '/withdraw'] });
  await lived(person, promised);
  const office = await town.as('Hélène Morvan');
  const jules = await town.as('Jules Mercier');
  await stopped.person.page.goto(`${stopped.promised.path}/something-is-wrong`);
  await press(stopped.person.page, say('wrong.stop'));
  await jules.page.goto('/operator?q=Garnier');
  const home = await jules.page.locator('a[href^="/operator/homes/"]').first().getAttribute('href') ?? '';
  await person.page.goto(`${promised.path}/invoice`);
  looks.push({ who: office, paths: ['/office', new URL(person.page.url()).pathname] });
  looks.push({ who: jules, paths: ['/operator', '/operator?q=Garnier', '/operator/call', '/operator/outbox', '/operator/board', '/operator/house', '/operator/contract-rules', '/operator/providers', home] });
  const ruth = await town.as('Ruth Hedley');
  await ruth.page.goto('/operator/providers');
  const provider = await ruth.page.locator('main a[href^="/operator/providers/"]').first().getAttribute('href') ?? '';
  looks.push({ who: ruth, paths: [provider, `${provider}/technicians`] });
  looks.push({ who: await town.as('Odette Garnier'), paths: ['/mine', '/mine/helpers', '/mine/privacy', '/mine/journal', '/mine/privacy/erase'] });
}

/** A visit from the door to the invoice; its pages are looked at on the way, for they do not come back. */
async function lived(person: Visitor, promised: Promised): Promise<void> {
  town.itIs(promised.from);
  const technician = await technicianOf(town, promised);
  const { page } = technician;
  await judge(page, [dayPath(promised), '/day'], 'light');
  await ringTheBell(page, promised);
  await judge(page, [dayPath(promised)], 'dark');
  await giveCode(page, promised.code);
  await judge(page, [dayPath(promised)], 'light');
  await finishWork(page, promised);
  await press(page, say('work.make-invoice'));
  looks.push({ who: person, paths: [promised.path, `${promised.path}/sheet`, `${promised.path}/invoice`] });
  looks.push({ who: technician, paths: ['/day', dayPath(promised)] });
}

type Violation = { id: string; help: string; nodes: { html: string; failureSummary?: string }[] };
const found: string[] = [];
let judged = 0;

/** What axe and the ruler find on these pages, as they are seen in that theme. */
async function judge(page: Page, paths: readonly string[], theme: 'light' | 'dark', width?: number): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  if (width) await page.setViewportSize({ width, height: 900 });
  for (const path of paths) {
    await page.goto(path);
    const at = `${path.replaceAll(/vis_\w+|[A-Z0-9]{3}-[A-Z0-9]{3}|hld_\w+|quo_\w+|inv_\w+/g, '…')} (${theme}, ${width ?? page.viewportSize()?.width} px)`;
    // Given as text to the page's own console: the policy of the pages lets no foreign script in.
    await page.evaluate(axe);
    const violations = await page.evaluate(`axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} }, resultTypes: ['violations'] }).then((ran) => ran.violations)`) as Violation[];
    for (const { id, help, nodes } of violations) found.push(`${at}: ${id}: ${help}\n    ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 160)} ${(failureSummary ?? '').replaceAll('\n', ' ').slice(0, 200)}`).join('\n    ')}`);
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as number;
    if (wide > 0) found.push(`${at}: one must scroll sideways by ${wide} px`);
    judged += 1;
  }
}

describe('every main page', () => {
  for (const [theme, width] of [['light', 1280], ['dark', 320]] as const) {
    test(`in the ${theme} theme at ${width} px: axe finds nothing, and nobody scrolls sideways`, async (t) => {
      judged = 0;
      const before = theme === 'light' ? 0 : found.length;
      for (const { who, paths } of looks) {
        who.expect(/status of 404/);
        await judge(who.page, paths, theme, width);
      }
      t.diagnostic(`${judged} pages`);
      assert.ok(judged > 40, `${judged} pages were judged`);
      assert.deepEqual(found.slice(before), []);
    });
  }
});

test('asked and booked by keyboard alone', async () => {
  const { page } = await town.someone();
  const tabTo = async (isIt: string): Promise<void> => {
    for (let tabs = 0; tabs < 90; tabs += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`(() => { const one = document.activeElement; return ${isIt}; })()`)) return;
    }
    assert.fail(`nobody comes by Tab to (${isIt}) on ${page.url()}`);
  };
  const sent = async (to: RegExp): Promise<void> => { await page.keyboard.press('Enter'); await page.waitForURL(to); };
  await page.goto('/');
  await tabTo("one.id === 'words'");
  await page.keyboard.type(PRINTER);
  await tabTo("one.matches('button.main')");
  await sent(/\/understood$/);
  await tabTo("one.matches('input[type=radio]')");
  await page.keyboard.press('Space');
  await tabTo("one.matches('main button.main')");
  await sent(/\/ways$/);
  await tabTo(`one.matches('button.choice') && one.innerText.includes(${JSON.stringify(say('ways.visit'))})`);
  await sent(/\/where$/);
  const typed = { givenName: 'Sylvie', familyName: 'Blanc', phone: '03 53 01 00 34' };
  for (const [name, text] of Object.entries(typed)) { await tabTo(`one.id === '${name}'`); await page.keyboard.type(text); }
  await tabTo("one.name === 'prefers'");
  await page.keyboard.press('Space');
  for (const [name, text] of Object.entries({ line: '36 Rue Févret', postcode: '21140', town: 'Semur-en-Auxois' })) { await tabTo(`one.id === '${name}'`); await page.keyboard.type(text); }
  await tabTo("one.name === 'country'");
  await page.keyboard.press('ArrowUp'); // France stands before the United Kingdom
  await tabTo("one.matches('main button.main')");
  await sent(/\/quotes$/);
  await tabTo("one.matches('article.quote form[action$=accept] button, article.quote button.main')");
  await sent(/\/times/);
  await tabTo("one.matches('button.slot')");
  await sent(/\/confirm/);
  await tabTo("one.id === 'express'");
  await page.keyboard.press('Space');
  await tabTo("one.matches('main button.main')");
  await sent(/\/visits\/vis_/);
});
