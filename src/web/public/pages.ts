import { html } from 'hono/html';
import { PUBLISHED_WEIGHTS } from '#modules/pricing';
import { type Door, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;

/** Pages that only say something: how prices are ranked, what we know about people, who we are. */
export function plainDoors(has: WebHas): Door[] {
  const plain = (path: string, name: string, points: number, more: (frame: Frame) => Html = () => html``): Door => screen({
    method: 'GET', path, who: ['anyone'],
    answer: (call) => {
      const frame = frameOf(has, call);
      const { words } = frame;
      return page(shell(frame, {
        title: words.say(`pages.${name}`),
        main: html`<h1>${words.say(`pages.${name}`)}</h1><p class="lead">${words.say(`pages.${name}-lead`)}</p><ul>${Array.from({ length: points }, (_, at) => html`<li>${words.say(`pages.${name}-${at + 1}`, PUBLISHED_WEIGHTS)}</li>`)}</ul>${more(frame)}`,
      }));
    },
  });
  return [
    plain('/how-we-rank', 'rank', 6), plain('/privacy', 'privacy', 7),
    plain('/legal', 'legal', 3, ({ house }) => html`<p>${icon('phone')} ${house.name} · ${house.phone}</p>`),
  ];
}
