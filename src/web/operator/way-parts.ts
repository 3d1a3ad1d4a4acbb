import { html } from 'hono/html';
import type { Typed } from '#platform/http/index';
import type { Words } from '#platform/text';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';

/** How a try went, as a sentence. */
export type Tried = Readonly<{ ok: boolean; says: string; with: Record<string, string> }>;

// A password that was typed and tried waits in the form, sealed: it is never written on a page.
const about = (way: string): string => `typed for ${way}`;
const readDraft = (has: WebHas, way: string, draft: string): string | undefined => (draft === '' ? undefined : has.keys.open(draft, about(way)));

/** What was typed now, else what was typed before the last try. */
export const secretFrom = (has: WebHas, way: string, typed: string, draft: string): string | undefined => (typed === '' ? readDraft(has, way, draft) : typed);
/** What the form carries until the next press. */
export const draftOf = (has: WebHas, way: string, typed: string, draft: string): string => {
  const secret = secretFrom(has, way, typed, draft);
  return secret === undefined ? '' : has.keys.seal(secret, about(way));
};

export const trial = (words: Words, tried: Tried): ReturnType<typeof html> => (tried.ok
  ? html`<p class="note safe" role="status">${icon('check')} ${words.say(tried.says, tried.with)}</p>`
  : html`<p class="note danger" role="alert">${icon('circle-alert')} ${words.say(tried.says, tried.with)}</p>`);

/** What may be written on a page again: everything but the secret. */
export const withoutSecret = (typed: Typed, secret: string): Typed => Object.fromEntries(Object.entries(typed).filter(([name]) => name !== secret));
