import { html } from 'hono/html';
import { markHardWords } from '#modules/learning';
import type { Frame } from '../frame.ts';

type Html = ReturnType<typeof html>;

/** A page's hard words, each explained once; a tap opens the explanation, without a script. */
export function explainer(frame: Frame): (text: string) => Html {
  const already = new Set<string>();
  let count = 0;
  return (text) => html`${markHardWords(text, frame.lang, already).map((part) => {
    const shown = part.bold ? html`<strong>${part.text}</strong>` : html`${part.text}`;
    if (part.kind !== 'word') return shown;
    count += 1;
    const id = `word-${count}-${part.word.replaceAll(/[^a-z0-9]/gi, '')}`;
    return html`<button type="button" class="hard-word" popovertarget="${id}"><dfn>${shown}</dfn></button><span popover id="${id}"><strong>${part.word}</strong><br>${part.means}</span>`;
  })}`;
}
