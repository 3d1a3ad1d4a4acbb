import { html } from 'hono/html';
import type { Country, Money } from '#kernel';
import { type Extra, priceRuleFor } from '#modules/visits';
import type { Words } from '#platform/text';
import type { Frame } from '../frame.ts';
import { contractText } from '../parts/contract-text.ts';
import { type Filled, box, form, line, oneOf, press } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import type { AtWork } from './visit.ts';

type Html = ReturnType<typeof html>;
const here = (at: AtWork): string => `/day/${at.seen.visit}`;

/** Extra work is a contract of its own: proposed here, with a reason if it is urgent, and agreed to by the person's own number. */
export const extrasPart = (frame: Frame, at: AtWork, filled: Filled): Html => html`<h3>${frame.words.say('work.extra')}</h3><p class="quiet">${frame.words.say('work.extra-more')}</p>
  ${at.seen.extras.map((extra) => one(frame, at, extra, filled))}<ul data-proposed data-waits="${frame.words.say('held.proposed')}" hidden></ul>${propose(frame, at, filled)}`;

function one(frame: Frame, at: AtWork, extra: Extra, filled: Filled): Html {
  const { words } = frame;
  return html`<div class="note ${extra.state === 'approved' ? 'safe' : 'warm'}" data-extra="${extra.id}"><strong>${extra.why}</strong>: ${words.say('work.extra-costs', { gross: words.money(extra.gross), worst: words.money(extra.worst) })} <span class="tag" data-extra-state data-yes="${words.say('work.extra-approved')}" data-no="${words.say('work.extra-refused')}">${words.say(`work.extra-${extra.state}`)}</span>
    ${extra.ground ? html`<p>${words.say(`work.ground-${extra.ground}`)}: ${extra.urgentWhy ?? ''}</p>` : ''}
    ${extra.payableFrom ? html`<p>${icon('circle-alert')} ${words.say('work.extra-waits', { date: words.date(extra.payableFrom, at.seen.country) })}</p>` : ''}
    ${extra.state === 'proposed' ? html`<div data-extra-answers>${answers(frame, at, extra, filled)}</div>` : ''}</div>`;
}

type Rises = Readonly<{ now: Temporal.Instant; country: Country; phone: string }>;
/** What takes the price far above what was agreed: how the person says yes themselves, and by what number. */
export const ownYes = (words: Words, { now, country, phone }: Rises): Html => html`<div class="note warm" data-own-yes><p><strong>${words.say('work.own-yes', { percent: priceRuleFor(now, { country }).percent })}</strong></p><ul><li>${words.say('work.own-yes-page')}</li><li>${words.say('work.own-yes-phone', { phone })}</li></ul><p class="quiet">${words.say('work.own-yes-wait')}</p></div>`;
/** How far their number goes. */
export const codeGoes = (words: Words, covers: Money): Html => html`<p class="quiet">${covers.cents > 0 ? words.say('work.code-covers', { amount: words.money(covers) }) : words.say('work.code-covers-nothing')}</p>`;

/** The words are read by the person, on this screen or aloud; their number is the yes, as far as it goes. */
function answers({ words, house }: Frame, at: AtWork, extra: Extra, filled: Filled): Html {
  const text = at.texts.get(extra.id);
  return html`<p>${words.say('work.extra-read-out')}</p><blockquote class="quoted">${words.say('visit.extra-own-contract')}</blockquote>
    ${text ? html`<details><summary>${icon('file-text')}${words.say('work.extra-contract')}</summary>${contractText(text)}</details>` : ''}
    ${extra.worst.cents > at.covers.cents ? ownYes(words, { now: at.now, country: at.seen.country, phone: house.phone }) : form(`${here(at)}/extras/${extra.id}`, html`<input type="hidden" name="answer" value="yes">${text ? html`<input type="hidden" name="shown" value="${text.digest}">` : ''}${line({ name: 'code', label: words.say('work.yes-code'), size: 'short', inputmode: 'numeric', autocomplete: 'off', filled, words })}<button>${words.say('work.they-say-yes')}</button>`)}
    ${press(`${here(at)}/extras/${extra.id}`, words.say('work.they-say-no'), { kind: 'plain', fields: { answer: 'no' } })}`;
}

/** Where the law has money wait, the technician says whether a ground exempts from it, and describes it: nothing is assumed. */
function propose({ words }: Frame, at: AtWork, filled: Filled): Html {
  const ground = at.grounds.length === 0 ? '' : html`${oneOf({
    name: 'ground', label: words.say('work.ground'), hint: words.say('work.ground-hint'), filled, words, value: 'none',
    options: [{ value: 'none', label: words.say('work.ground-none'), hint: words.say('work.ground-none-hint') }, ...at.grounds.map(({ ground: value, article }) => ({ value, label: words.say(`work.ground-${value}`), hint: article }))],
  })}${box({ name: 'urgentWhy', label: words.say('work.urgent-why'), rows: 2, filled, words })}`;
  return form(`${here(at)}/extra`, html`${codeGoes(words, at.covers)}${line({ name: 'says', label: words.say('work.extra-what'), filled, words })}${line({ name: 'price', label: words.say('work.extra-price'), size: 'short', inputmode: 'decimal', filled, words })}${ground}<button>${words.say('work.propose')}</button>`);
}
