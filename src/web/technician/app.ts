import { readFileSync } from 'node:fs';
import { type Door, file, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { linked } from '../linked.ts';

const HERE = new URL('./', import.meta.url);
const DAY_SECONDS = 86_400;
/** Sides of the drawings, in dots; `full`: with room around the lamp, for telephones that cut their own shape. */
const ICONS = [{ name: 'app-192', side: 192, purpose: 'any' }, { name: 'app-512', side: 512, purpose: 'any' }, { name: 'app-512-full', side: 512, purpose: 'maskable' }] as const;

/** The day as a program on the telephone: what it is called, how it looks there, and the keeper of its pages. */
export function appDoors(has: WebHas): Door[] {
  const worker = Buffer.from(linked(new URL('../client/worker/day.ts', HERE)));
  return [
    screen({ method: 'GET', path: '/day-worker.js', who: ['anyone'], answer: () => file(worker, 'text/javascript; charset=utf-8') }),
    screen({
      method: 'GET', path: '/day/app.webmanifest', who: ['anyone'],
      answer: (call) => {
        const { words, lang, house } = frameOf(has, call);
        return file(Buffer.from(JSON.stringify({
          id: '/day', name: words.say('held.app', { name: house.name }), short_name: words.say('held.app-short'), lang, start_url: '/day', scope: '/day', display: 'standalone', orientation: 'portrait', background_color: '#fffaf2', theme_color: '#fffaf2',
          icons: ICONS.map(({ name, side, purpose }) => ({ src: `/day/${name}.png`, sizes: `${side}x${side}`, type: 'image/png', purpose })),
        })), 'application/manifest+json');
      },
    }),
    ...ICONS.map(({ name }) => {
      const drawn = readFileSync(new URL(`app-icons/${name}.png`, HERE));
      return screen({ method: 'GET', path: `/day/${name}.png`, who: ['anyone'], answer: () => file(drawn, 'image/png', { cacheSeconds: DAY_SECONDS }) });
    }),
  ];
}
