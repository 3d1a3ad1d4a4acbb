import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Walker, bookFrom, upToTimes, walker } from '../journeys/walker.ts';
import { startPorchlight } from '../support/server.ts';
import type { Bench } from './run.ts';

const ROUNDS = 200;
const WARM = 20;
const NOW = '2026-11-24T08:00:00Z';
const at = (sorted: readonly number[], share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1).padStart(7);

/** Milliseconds of a page on the embedded PostgreSQL with the demo town in it, one visitor after another, each on a connection of its own. */
export const bench: Bench = {
  name: 'pages',
  summary: 'milliseconds of a page on the embedded database: median, 95 %, slowest of 200',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'porchlight-pages-'));
    writeFileSync(join(folder, 'now'), NOW);
    const house = await startPorchlight({ env: { PORCHLIGHT_TEST_CLOCK: join(folder, 'now'), LOG_LEVEL: 'silent' } });
    try {
      console.log(`${'page'.padEnd(22)} median     95 %  slowest   (ms)`);
      for (const [name, who, path] of await pagesOf(house.url)) await measure(name, who, path);
    } finally {
      await house.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function pagesOf(url: string): Promise<[string, Walker, string][]> {
  const person = walker(url);
  const times = await upToTimes(person, 'Mon imprimante n’imprime plus rien depuis hier.', { givenName: 'Ida', familyName: 'Noir', phone: '', prefers: 'letter', line: '30 Rue Collenot', postcode: '21140', town: 'Semur-en-Auxois' });
  const visit = (await bookFrom(person, times)).path;
  const asking = walker(url);
  const own = (await upToTimes(asking, 'Mon imprimante n’imprime plus rien depuis hier.', { givenName: 'Ugo', familyName: 'Noir', phone: '', prefers: 'letter', line: '37 Rue Collenot', postcode: '21140', town: 'Semur-en-Auxois' }));
  const request = own.path.split('/').slice(0, 3).join('/');
  const as = async (name: string): Promise<Walker> => {
    const them = walker(url);
    const found = await them.go(`/demo?q=${encodeURIComponent(name)}`);
    const key = [...found.html.matchAll(/name="person" value="(per_[^"]+)"[\s\S]*?<strong>([^<]+)<\/strong>/g)].find(([, , shown]) => shown === name)?.[1] ?? '';
    await them.send(found, /\/demo\/be$/, { person: key });
    return them;
  };
  const [jules, samira, helene] = [await as('Jules Mercier'), await as('Samira Belhadj'), await as('Hélène Morvan')];
  return [
    ['ask', walker(url), '/'], ['emergency', walker(url), '/emergency'], ['guides', walker(url), '/guides'], ['understood', asking, `${request}/understood`], ['ways', asking, `${request}/ways`], ['where', asking, `${request}/where`],
    ['prices', asking, `${request}/quotes`], ['times', asking, own.path], ['your visit', person, visit], ['move', person, `${visit}/move`], ['day', samira, '/day'], ['console', jules, '/operator'],
    ['console, found', jules, '/operator?q=Garnier'], ['board', jules, '/operator/board'], ['outbox', jules, '/operator/outbox'], ['office', helene, '/office'],
  ];
}

async function measure(name: string, who: Walker, path: string): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS + WARM; round += 1) {
    const page = await who.go(path);
    if (page.status !== 200) throw new Error(`${path} answers ${page.status}`);
    times.push(page.milliseconds);
  }
  const sorted = times.slice(WARM).toSorted((a, b) => a - b);
  console.log(`${name.padEnd(22)}${at(sorted, 0.5)}  ${at(sorted, 0.95)}  ${at(sorted, 1)}`);
}
