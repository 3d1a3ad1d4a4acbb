/** What a browser must fetch before a page can be read and used: compressed, as a server in front sends it, and as we send it ourselves. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startPorchlight } from '../support/server.ts';
import { bookFrom, upToTimes, walker } from '../journeys/walker.ts';
import type { Bench } from './run.ts';

const AIM = 60_000; // bytes without fonts
const NOW = '2026-11-24T08:00:00Z';
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
const packed = (bytes: Uint8Array): number => gzipSync(bytes, { level: 6 }).length;

type Weight = Readonly<{ html: number; css: number; js: number; fonts: number; raw: number }>;

export const bench: Bench = {
  name: 'weight',
  summary: 'kilobytes of a first load, compressed: HTML, CSS, JavaScript, fonts',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'porchlight-weight-'));
    writeFileSync(join(folder, 'now'), NOW);
    const house = await startPorchlight({ env: { PORCHLIGHT_TEST_CLOCK: join(folder, 'now'), LOG_LEVEL: 'silent' } });
    try {
      const person = walker(house.url);
      const times = await upToTimes(person, 'Mon imprimante n’imprime plus rien depuis hier.', { givenName: 'Ida', familyName: 'Noir', phone: '', prefers: 'letter', line: '30 Rue Collenot', postcode: '21140', town: 'Semur-en-Auxois' });
      const request = times.path.split('/').slice(0, 3).join('/');
      const visit = (await bookFrom(person, times)).path;
      const asking = walker(house.url);
      const understood = (await asking.send(await asking.go('/'), '/ask', { words: 'My printer prints nothing since yesterday.' })).path;
      const own = understood.replace(/\/[^/]+$/, '');
      const pages: [string, typeof person, string][] = [
        ['ask', person, '/'], ['understood', asking, understood], ['ways', asking, `${own}/ways`], ['where', asking, `${own}/where`], ['prices', person, `${request}/quotes`], ['times', person, times.path], ['your visit', person, visit],
        ['move', person, `${visit}/move`], ['something is wrong', person, `${visit}/something-is-wrong`], ['emergency', person, '/emergency'], ['is this really you', person, '/check'], ['guides', person, '/guides'], ['a guide', person, '/guides/printer-problem'], ['back to your request', person, '/come-back'],
      ];
      console.log(`${'page'.padEnd(22)}     HTML       CSS        JS   without fonts    fonts  uncompressed`);
      for (const [name, who, path] of pages) {
        const weight = await weigh((await who.go(path)).html, house.url);
        const sum = weight.html + weight.css + weight.js;
        console.log(`${name.padEnd(22)}${kB(weight.html)} ${kB(weight.css)} ${kB(weight.js)} ${kB(sum)}${sum > AIM ? ' ABOVE' : '      '} ${kB(weight.fonts)} ${kB(weight.raw)}`);
        if (sum > AIM) process.exitCode = 1;
      }
    } finally {
      await house.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function weigh(html: string, url: string): Promise<Weight> {
  const load = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(new URL(path, url))).arrayBuffer());
  const all = (pattern: RegExp, text: string): string[] => [...new Set([...text.matchAll(pattern)].map((found) => found[1] ?? ''))];
  const css = await Promise.all(all(/<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"/g, html).map(load));
  const js = await Promise.all(all(/<script[^>]+src="([^"]+)"/g, html).map(load));
  const fonts = await Promise.all(all(/url\(['"]?([^'")]+\.woff2)/g, css.map((bytes) => new TextDecoder().decode(bytes)).join('')).map(load));
  const sum = (parts: readonly Uint8Array[]): number => parts.reduce((total, part) => total + packed(part), 0);
  const page = new TextEncoder().encode(html);
  const raw = [page, ...css, ...js].reduce((total, part) => total + part.length, 0);
  return { raw, html: packed(page), css: sum(css), js: sum(js), fonts: fonts.reduce((total, part) => total + part.length, 0) }; // woff2 is compressed already
}
