import { html } from 'hono/html';
import { z } from 'zod';
import { PREFERS, type Change, type Person, phoneFrom } from '#modules/people';
import type { Problem, Typed } from '#platform/http/index';
import type { Words } from '#platform/text';
import { type Filled, line, oneOf, press, tick } from './form.ts';

type Html = ReturnType<typeof html>;
const SIGN = { sms: 'message-square', mail: 'mail', letter: 'mailbox', phone: 'phone' } as const;

export const contactAsks = z.object({
  phone: z.string().trim().max(40, 'where.too-long').optional(), email: z.union([z.literal(''), z.email('where.email-unclear').max(254, 'where.too-long')]).optional(),
  prefers: z.enum(PREFERS as ['sms', 'mail', 'letter', 'phone'], 'where.prefers-missing'), lang: z.enum(['en', 'fr']), largePrint: z.string().optional(),
});
type Asked = z.infer<typeof contactAsks>;

/** What was typed, as the verb takes it, or what was wrong with it. */
export function contactFrom(asked: Asked, person: Person): { problems: readonly Problem[]; contact: { person: Person['id']; prefers: Person['prefers']; lang: Person['lang']; largePrint: boolean; phone?: string; email?: string } } {
  const phone = asked.phone ? phoneFrom(asked.phone, person.country) : undefined;
  const problems: Problem[] = [];
  if (asked.phone && !phone) problems.push({ field: 'phone', says: 'where.phone-unclear' });
  else if ((asked.prefers === 'sms' || asked.prefers === 'phone') && !phone) problems.push({ field: 'phone', says: 'where.phone-needed' });
  if (asked.prefers === 'mail' && !asked.email) problems.push({ field: 'email', says: 'where.email-needed' });
  return { problems, contact: { person: person.id, prefers: asked.prefers, lang: asked.lang, largePrint: asked.largePrint !== undefined, ...(phone ? { phone } : {}), ...(asked.email ? { email: asked.email } : {}) } };
}

/** What was typed once, to be shown again. */
export const typedContact = (asked: Asked): Typed => ({ phone: asked.phone ?? '', email: asked.email ?? '', prefers: asked.prefers, lang: asked.lang, ...(asked.largePrint ? { largePrint: 'yes' } : {}) });

/** A box that was ticked before is only ticked again when nothing was sent. */
export const contactFields = (words: Words, filled: Filled, person: Person): Html => html`${oneOf({ name: 'prefers', label: words.say('where.prefers'), filled, words, columns: 'two', value: person.prefers, options: PREFERS.map((how) => ({ value: how, label: words.say(`where.prefers-${how}`), icon: SIGN[how] })) })}
  ${line({ name: 'phone', label: words.say('where.phone'), hint: words.say('where.phone-hint'), type: 'tel', autocomplete: 'tel', size: 'medium', value: person.phone ?? '', filled, words })}
  ${line({ name: 'email', label: words.say('where.email'), hint: words.say('where.email-hint'), type: 'email', autocomplete: 'email', value: person.email ?? '', filled, words })}
  ${oneOf({ name: 'lang', label: words.say('account.lang'), filled, words, columns: 'two', value: person.lang, options: [{ value: 'en', label: 'English' }, { value: 'fr', label: 'Français' }] })}
  ${tick({ name: 'largePrint', label: words.say('account.large-print'), hint: words.say('account.large-print-more'), filled, words, checked: filled.typed['prefers'] === undefined && person.largePrint })}`;

/** Changes that can still be put back, each with its button. `to`: where the button goes. */
export const openChanges = (words: Words, changes: readonly Change[], country: Person['country'], to: (change: Change) => string): Html => (changes.length === 0 ? html`` : html`<section class="card" aria-labelledby="changes"><h2 id="changes">${words.say('account.changes')}</h2><p>${words.say('account.changes-more')}</p>
  <ul class="choices">${changes.map((change) => html`<li class="note"><strong>${words.say(`account.changed-${change.what}`)}</strong><br><span class="quiet">${words.day(change.at, country)}, ${words.hour(change.at, country)} · ${words.say('account.undo-until', { date: words.date(change.until, country) })}</span>
    ${press(to(change), words.say('account.undo'), { icon: 'undo-2' })}</li>`)}</ul></section>`);
