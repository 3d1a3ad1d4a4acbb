import { html } from 'hono/html';
import { PUBLISHED_WEIGHTS } from '#modules/pricing';
import { type Door, page, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { shell } from '../shell.ts';

const POINTS = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** How prices are put in order: the rule with its weights. */
export const plainDoors = (has: WebHas): Door[] => [
  screen({
    method: 'GET', path: '/how-we-rank', who: ['anyone'],
    answer: (call) => {
      const frame = frameOf(has, call);
      const { words } = frame;
      return page(shell(frame, {
        title: words.say('pages.rank'),
        main: html`<h1>${words.say('pages.rank')}</h1><p class="lead">${words.say('pages.rank-lead')}</p><ul>${POINTS.map((at) => html`<li>${words.say(`pages.rank-${at}`, PUBLISHED_WEIGHTS)}</li>`)}</ul>`,
      }));
    },
  }),
];
