import { html } from 'hono/html';
import { type Country, isAfter } from '#kernel';
import { type Mandate, SCOPES } from '#modules/people';
import type { Words } from '#platform/text';
import type { Filled } from './form.ts';

export const hasEnded = (mandate: Mandate, now: Temporal.Instant): boolean => mandate.revokedAt !== undefined || !isAfter(mandate.until, now);

/** Whether a mandate gives something now, and until when: in words, and marked where it does not. */
export function mandateState(words: Words, mandate: Mandate, now: Temporal.Instant, country: Country): ReturnType<typeof html> {
  if (mandate.revokedAt) return html`<span class="tag">${words.say('helpers.revoked', { date: words.date(mandate.revokedAt, country) })}</span>`;
  if (hasEnded(mandate, now)) return html`<span class="tag">${words.say('helpers.ended', { date: words.date(mandate.until, country) })}</span>`;
  if (!mandate.confirmedAt) return html`<span class="tag amber">${words.say('helpers.waits-for-yes')}</span>`;
  const until = html`<span class="quiet">${words.say('helpers.until', { date: words.date(mandate.until, country) })}</span>`;
  return isAfter(mandate.from, now) ? html`<span class="tag">${words.say('helpers.begins', { date: words.date(mandate.from, country), hour: words.hour(mandate.from, country) })}</span> ${until}` : until;
}

/** What a helper may do, to be ticked: what was chosen stays chosen when something else was wrong. */
export function scopeTicks(words: Words, filled: Filled): ReturnType<typeof html> {
  const chosen = filled.typed['scopes[]']?.split('\n') ?? [];
  const isOn = (scope: string): boolean => (filled.typed['months'] === undefined ? scope.startsWith('see') : chosen.includes(scope));
  return html`<fieldset class="field" id="scopes"><legend>${words.say('helpers.may')}</legend>${SCOPES.map((scope) => html`<div class="tick"><input type="checkbox" id="s-${scope}" name="scopes[]" value="${scope}"${isOn(scope) ? ' checked' : ''}><label for="s-${scope}">${words.say(`helpers.scope-${scope}`)}</label></div>`)}</fieldset>`;
}
