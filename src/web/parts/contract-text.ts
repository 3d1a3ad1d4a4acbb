import { html } from 'hono/html';
import { type ShownText, partsOf } from '#modules/contracts';

type Html = ReturnType<typeof html>;

/** The words of a contract on a page, letter for letter as they are kept: headings, points and lines. */
export const contractText = (text: Pick<ShownText, 'words' | 'lang'>): Html => html`<div class="contract" lang="${text.lang}">${partsOf(text.words).map((part) => (part.kind === 'heading' ? html`<h3>${part.text}</h3>` : part.kind === 'point' ? html`<p class="point">• ${part.text}</p>` : html`<p>${part.text}</p>`))}</div>`;

/** Its number, in groups that can be compared by eye. */
export const digestLine = (digest: string): string => (digest.match(/.{1,8}/g) ?? []).join(' ');
