import { html } from 'hono/html';
import type { Country } from '#kernel';
import { likelyCountry } from '#platform/installation';
import type { Notice, NoticeKind } from '#platform/installation-notices';
import { type Call, type Door, type Reply, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;

/** Who runs this house, what it knows of people and who mediates: what Porchlight itself promises, then the operator's own words. */
export const noticeDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/privacy', who: ['anyone'], answer: (call) => show(has, call, 'privacy', (frame) => points(frame, 'privacy', 7)) }),
  screen({ method: 'GET', path: '/legal', who: ['anyone'], answer: (call) => show(has, call, 'legal', (frame) => html`${points(frame, 'legal', 3)}<p>${icon('phone')} ${frame.house.name} · ${frame.house.phone}</p>`) }),
  screen({ method: 'GET', path: '/mediation', who: ['anyone'], answer: (call) => show(has, call, 'mediation', ({ words }) => html`<p class="lead">${words.say('notices.mediation-lead')}</p>`) }),
];

const points = ({ words }: Frame, name: string, count: number): Html =>
  html`<p class="lead">${words.say(`pages.${name}-lead`)}</p><ul>${Array.from({ length: count }, (_, at) => html`<li>${words.say(`pages.${name}-${at + 1}`)}</li>`)}</ul>`;

function show(has: WebHas, call: Call, kind: NoticeKind, promises: (frame: Frame) => Html): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words, house } = frame;
  const title = words.say(kind === 'mediation' ? 'notices.mediation' : `pages.${kind}`);
  const written = noticesFor(has, frame, kind);
  return page(shell(frame, {
    title,
    main: html`<h1>${title}</h1>${promises(frame)}${written.map((notice) => html`<section>${house.countries.length > 1 ? html`<h2>${words.say(`where.country-${notice.country}`)}</h2>` : ''}
      <div lang="${notice.lang}">${notice.body.split(/\n+/).map((paragraph) => html`<p>${paragraph}</p>`)}</div><p class="small quiet">${words.say('notices.as-of', { house: house.name, date: words.date(notice.since, notice.country) })}</p></section>`)}
      ${kind === 'mediation' && written.length === 0 ? html`<p>${words.say('notices.mediation-none', { house: house.name })}</p>` : ''}`,
  }));
}

/** One for each country of the house, the reader's first; in the reader's language, else in another in which it was written. */
function noticesFor(has: WebHas, { house, lang }: Frame, kind: NoticeKind): Notice[] {
  const first = likelyCountry(house, lang);
  const countries: Country[] = [first, ...house.countries.filter((country) => country !== first)];
  return countries.flatMap((country) => {
    const found = [lang, ...house.langs].map((one) => has.keeper.notices.notice(kind, country, one)).find((one) => one !== undefined);
    return found ? [found] : [];
  });
}
