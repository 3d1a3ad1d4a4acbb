import { html } from 'hono/html';
import { type ShownText, partsOf } from '#modules/contracts';
import type { Extra } from '#modules/visits';
import type { Words } from '#platform/text';
import { icon } from './icon.ts';

type Html = ReturnType<typeof html>;

/** The words of a contract on a page, letter for letter as they are kept: headings, points and lines. */
export const contractText = (text: Pick<ShownText, 'words' | 'lang'>): Html => html`<div class="contract" lang="${text.lang}">${partsOf(text.words).map((part) => (part.kind === 'heading' ? html`<h3>${part.text}</h3>` : part.kind === 'point' ? html`<p class="point">• ${part.text}</p>` : html`<p>${part.text}</p>`))}</div>`;

/** What a yes to extra work means, and every word of the contract that it makes. */
export const extraContract = (words: Words, extra: Extra, text: ShownText | undefined): Html => html`${extra.urgentWhy ? html`<p class="note warm">${words.say('visit.extra-urgent', { why: extra.urgentWhy })}</p>` : ''}<p>${words.say('visit.extra-own-contract')}</p>
  ${text ? html`<details class="card"><summary>${icon('file-text')}${words.say('confirm.all-words')}</summary>${contractText(text)}</details>` : ''}`;
