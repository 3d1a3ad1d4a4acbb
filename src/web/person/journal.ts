import { html } from 'hono/html';
import { type Country, isId } from '#kernel';
import type { Entry } from '#modules/privacy';
import { type Call, type Door, type Reply, missing, page, screen } from '#platform/http/index';
import type { Words } from '#platform/text';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;

/** Who looked at what about you: every opening by one of us, the newest first. */
export const journalDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/mine/journal', who: ['person'], answer: (call) => show(has, call) }),
];

async function show(has: WebHas, call: Call): Promise<Reply> {
  const { by } = call;
  if (by.kind !== 'person') return missing;
  const seen = await call.look(async (work) => ({ journal: await has.privacy.journalOf(work, by.person), country: (await has.people.person(work, by.person))?.country ?? 'FR' }));
  if (!seen.journal) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const { entries, more } = seen.journal;
  const unasked = entries.filter((entry) => entry.unasked).length;
  return page(shell(frame, {
    title: words.say('privacy.journal'),
    main: html`<p class="where-am-i"><a href="/mine/privacy">${icon('arrow-left')} ${words.say('privacy.title')}</a></p><h1>${words.say('privacy.journal')}</h1><p class="lead">${words.say('privacy.journal-lead')}</p>
      ${entries.length === 0 ? html`<p class="note">${words.say('privacy.journal-nobody')}</p>` : html`<ul class="choices">${entries.map((entry) => html`<li class="note ${entry.unasked ? 'warm' : ''}">${entryLine(entry, words, seen.country)}${entry.for && isId('Visit', entry.for) ? html` <a href="/visits/${entry.for}">${words.say('privacy.see-visit')}</a>` : ''}</li>`)}</ul>`}
      ${more ? html`<p class="quiet">${words.say('privacy.journal-more')}</p>` : ''}
      ${unasked > 0 ? html`<p>${words.say('privacy.unasked-more')} <a class="button" href="tel:${frame.house.phone.replaceAll(/[^\d+]/g, '')}">${icon('phone')}${frame.house.phone}</a></p>` : ''}`,
  }));
}

/** "Monday 23 November, 9:00: Karim (technician) opened your address, for a visit." */
export function entryLine(entry: Entry, words: Words, country: Country): Html {
  if (entry.byHouse) return html`<strong>${words.day(entry.at, country)}, ${words.hour(entry.at, country)}</strong><br>${words.say(`privacy.did-${entry.what}`)}`;
  const as = entry.as && words.knows(`privacy.as-${entry.as}`) ? words.say(`privacy.as-${entry.as}`) : words.say('privacy.as-staff');
  const why = entry.unasked ? `${words.say('privacy.unasked')}${entry.reason ? ` ${words.say(`privacy.reason-${entry.reason}`)}` : ''}` : entry.for ? words.say(isId('Visit', entry.for) ? 'privacy.for-visit' : 'privacy.for-request') : '';
  return html`<strong>${words.day(entry.at, country)}, ${words.hour(entry.at, country)}</strong><br>${words.say('privacy.someone', { who: entry.who ?? words.say('privacy.somebody-gone'), as })} ${words.say(`privacy.did-${entry.what}`)}${why ? html` <span class="${entry.unasked ? 'tag' : 'quiet'}">${why}</span>` : ''}`;
}
