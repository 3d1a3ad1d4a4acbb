import { startPorchlight } from '../support/server.ts';
import type { Bench } from './run.ts';

const PAGES = ['/', '/sign-in', '/healthz'];
const ROUNDS = 200;

const at = (sorted: readonly number[], share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);

/** Milliseconds of a page on the embedded PostgreSQL, one visitor after another. */
export const bench: Bench = {
  name: 'pages',
  summary: 'milliseconds of a page on the embedded database: median, 95 %, 99 %',
  async run(args) {
    const porchlight = await startPorchlight();
    try {
      for (const page of args.length > 0 ? args : PAGES) {
        const times: number[] = [];
        let bytes = 0;
        for (let round = 0; round < ROUNDS; round += 1) {
          const began = performance.now();
          bytes = (await (await fetch(porchlight.url + page)).arrayBuffer()).byteLength;
          times.push(performance.now() - began);
        }
        const sorted = times.slice(10).toSorted((a, b) => a - b); // the first ones warm the code up
        console.log(`${page.padEnd(20)} ${at(sorted, 0.5)} ms   ${at(sorted, 0.95)} ms   ${at(sorted, 0.99)} ms   ${bytes} bytes`);
      }
    } finally {
      await porchlight.stop();
    }
  },
};
