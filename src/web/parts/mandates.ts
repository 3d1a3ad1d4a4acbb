import { html } from 'hono/html';
import { type Country, isAfter } from '#kernel';
import type { Mandate } from '#modules/people';
import type { Words } from '#platform/text';

export const hasEnded = (mandate: Mandate, now: Temporal.Instant): boolean => mandate.revokedAt !== undefined || !isAfter(mandate.until, now);

/** Whether a mandate gives something now, and until when: in words, and marked where it does not. */
export function mandateState(words: Words, mandate: Mandate, now: Temporal.Instant, country: Country): ReturnType<typeof html> {
  if (mandate.revokedAt) return html`<span class="tag">${words.say('helpers.revoked', { date: words.date(mandate.revokedAt, country) })}</span>`;
  if (hasEnded(mandate, now)) return html`<span class="tag">${words.say('helpers.ended', { date: words.date(mandate.until, country) })}</span>`;
  if (!mandate.confirmedAt) return html`<span class="tag amber">${words.say('helpers.waits-for-yes')}</span>`;
  const until = html`<span class="quiet">${words.say('helpers.until', { date: words.date(mandate.until, country) })}</span>`;
  return isAfter(mandate.from, now) ? html`<span class="tag">${words.say('helpers.begins', { date: words.date(mandate.from, country), hour: words.hour(mandate.from, country) })}</span> ${until}` : until;
}
