/** How long until a change that one process commits stands on a board that another process serves: PostgreSQL, and the small stand-in. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { bookFrom, formsOf, upToTimes, walker } from '../journeys/walker.ts';
import { type Visitor, visitor } from '../support/browser.ts';
import { emptyDatabase } from '../support/database.ts';
import type { Bench } from './run.ts';

const [NOW, DAY] = ['2026-11-24T08:00:00Z', '2026-11-25'];
const BOARD = `/operator/board?country=FR&day=${DAY}`;
const SETTLES_MS = 12_000;
type House = Readonly<{ url: string; end(): Promise<void> }>;
/** In milliseconds, sorted: from the press to the other board drawn anew; of it, until whoever pressed was answered. */
type Took = Readonly<{ took: readonly number[]; made: readonly number[] }>;
type Wishes = Readonly<{ dataDir: string; databaseUrl?: string; world?: string }>;

/** One process that serves; the first builds the town. */
function serving(wishes: Wishes, env: NodeJS.ProcessEnv): Promise<House> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'support', 'serve.ts'), JSON.stringify({ port: 0, empty: false, quiet: true, ...wishes })], { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<void>((done) => { child.once('exit', () => { done(); }); });
  return new Promise((done, failed) => {
    child.once('message', (said) => { done({ url: (said as { url: string }).url, end: async () => { child.kill('SIGTERM'); await ended; } }); });
    child.once('exit', (code) => { failed(new Error(`A process ended (${code}) before it opened.`)); });
  });
}

async function dispatcher(url: string): Promise<Visitor> {
  const one = await visitor(url);
  await one.page.goto('/demo?q=Jules%20Mercier');
  await one.page.locator('main').getByRole('button', { name: 'Jules Mercier' }).last().click();
  await one.page.waitForURL((at) => !at.pathname.startsWith('/demo'));
  await one.page.goto(BOARD);
  return one;
}

async function book(url: string, line: string, later: number): Promise<void> {
  const person = walker(url);
  const times = await upToTimes(person, 'Mon imprimante n’imprime plus rien depuis hier.', { givenName: 'Ida', familyName: 'Noir', phone: '06 39 98 00 12', prefers: 'sms', line, postcode: '21140', town: 'Semur-en-Auxois' });
  const nth = formsOf(times.html).filter((form) => form.action.endsWith('/times')).findIndex((form) => new Date(Number(form.fields['slot']?.split('.')[1]) * 1000).toISOString().startsWith(DAY));
  if (nth < 0) throw new Error(`The day has no free time: ${times.path}`);
  const booked = await bookFrom(person, times, nth + later);
  if (!booked.path.startsWith('/visits/')) throw new Error(`Nothing was booked: ${booked.status} ${booked.path}`);
}

/** A move that may be made, as the form of the board has it. */
async function aMove(page: Page): Promise<{ path: string; fields: Record<string, string> }> {
  const pairs = await page.evaluate(`[...document.querySelectorAll('.track .block[data-movable]')].flatMap((block) => {
    const at = String(Math.floor(block.dataset.start / 60)).padStart(2, '0') + ':' + String(block.dataset.start % 60).padStart(2, '0');
    return [...document.querySelectorAll('.lane[data-from]')].filter((lane) => lane.dataset.provider === block.dataset.provider && lane !== block.closest('.lane'))
      .map((lane) => ({ visit: block.dataset.visit, technician: lane.dataset.technician, was: block.dataset.technician, sequence: block.dataset.sequence, at })); })`) as { visit: string; technician: string; was: string; sequence: string; at: string }[];
  for (const { visit, ...fields } of pairs) {
    const weighed = await (await page.request.get(`/operator/board/weigh?country=FR&day=${DAY}&visit=${visit}&technician=${fields.technician}&at=${fields.at}`)).json() as { can: boolean; asks: boolean };
    if (weighed.can && !weighed.asks) return { path: `/operator/board/visits/${visit}`, fields: { country: 'FR', day: DAY, ...fields } };
  }
  throw new Error(`Nobody has a colleague who could come: ${pairs.length} moves were weighed on ${page.url()}, which says: ${(await page.locator('main').innerText()).slice(0, 900)}`);
}

async function measure(first: House, second: House, changes: number): Promise<Took> {
  const [near, far] = [await dispatcher(first.url), await dispatcher(second.url)];
  try {
    await far.page.waitForTimeout(1_500);
    await far.page.evaluate(`globalThis.drawn = 0; new MutationObserver(() => { globalThis.drawn = performance.timeOrigin + performance.now(); }).observe(document.getElementById('board').parentElement, { childList: true })`);
    const took: number[] = [];
    const made: number[] = [];
    for (let i = 0; i < changes; i += 1) {
      await near.page.goto(BOARD);
      const undo = near.page.locator('form[action="/operator/board/undo"] input[name="move"]');
      const { path, fields } = i % 2 === 1 ? { path: '/operator/board/undo', fields: { country: 'FR', day: DAY, move: await undo.inputValue() } } : await aMove(near.page);
      await far.page.evaluate('globalThis.drawn = 0');
      const pressed = performance.timeOrigin + performance.now();
      const answer = await near.page.request.post(path, { form: fields, headers: { origin: first.url }, maxRedirects: 0 });
      made.push(performance.timeOrigin + performance.now() - pressed);
      if (!/said=(moved|undone)/.test(answer.headers()['location'] ?? '')) throw new Error(`The change was not made: ${answer.status()} ${answer.headers()['location'] ?? ''}`);
      for (;;) {
        const drawn = await far.page.evaluate('globalThis.drawn') as number;
        if (drawn > 0) { took.push(drawn - pressed); break; }
        if (performance.timeOrigin + performance.now() - pressed > 20_000) throw new Error('The other board never heard of it.');
        await new Promise((done) => { setTimeout(done, 5); });
      }
      await far.page.waitForTimeout(120);
    }
    return { took: took.toSorted((a, b) => a - b), made: made.toSorted((a, b) => a - b) };
  } finally {
    await near.close();
    await far.close();
  }
}

async function run(kind: 'postgres' | 'pglite', processes: number, changes: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-live-'));
  const clock = join(folder, 'now');
  writeFileSync(clock, NOW);
  const database = kind === 'postgres' ? await emptyDatabase() : undefined;
  const wishes: Wishes = { dataDir: join(folder, 'data'), world: 'small', ...(database ? { databaseUrl: database.url } : {}) };
  const env = { PORCHLIGHT_TEST_CLOCK: clock, LOG_TO: join(folder, 'log'), ...(kind === 'pglite' ? { PORCHLIGHT_DATABASE: 'pglite' } : {}) };
  const houses = [await serving(wishes, env)];
  try {
    for (let i = 1; i < processes; i += 1) houses.push(await serving(wishes, env));
    const [first, last] = [houses[0], houses.at(-1)];
    if (!first || !last) return;
    // Right after a first start the queues are still being made; on one session nobody else gets a word in.
    await new Promise((done) => { setTimeout(done, SETTLES_MS); });
    for (const [i, line] of ['30 Rue Collenot', '37 Rue Collenot', '47 Rue des Vaux', '30 Rue des Vaux'].entries()) await book(first.url, line, i % 2);
    const { took, made } = await measure(first, last, changes);
    const at = (share: number, of = took): string => (of[Math.min(of.length - 1, Math.floor(of.length * share))] ?? 0).toFixed(0);
    console.log(`${kind.padEnd(8)} ${processes} process${processes > 1 ? 'es' : ''}: ${took.length} changes, from the press to the other board drawn anew: median ${at(0.5)}  p95 ${at(0.95)}  worst ${at(1)} ms (of it the change itself: median ${at(0.5, made)}  p95 ${at(0.95, made)}); load ${loadavg()[0]?.toFixed(1)}`);
  } finally {
    for (const house of houses.toReversed()) await house.end();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: 'board-live',
  summary: 'from a press on one board to the same day drawn anew on another: two processes on PostgreSQL, and PGlite  [changes] [postgres-2,pglite-1,pglite-2]',
  async run([changes = '50', which = 'postgres-2,pglite-1,pglite-2']) {
    for (const one of which.split(',')) await run(one.startsWith('pglite') ? 'pglite' : 'postgres', Number(one.at(-1)), Number(changes));
  },
};
