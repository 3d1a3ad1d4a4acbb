import { html } from 'hono/html';
import { z } from 'zod';
import { type Currency, type Money, type PersonId, isId, money } from '#kernel';
import { type Home, type Person, fullName } from '#modules/people';
import type { SecondEyes } from '#modules/pricing';
import type { Frame } from '../frame.ts';
import { type Filled, form, line, oneOf, press } from './form.ts';
import { icon } from './icon.ts';

type Html = ReturnType<typeof html>;

/** An amount as people type it (`100`, `99,50`), in cents. */
const amount = z.string().trim().regex(/^\d{1,5}([.,]\d{1,2})?$/, 'eyes.amount-unclear').transform((typed) => Math.round(Number(typed.replace(',', '.')) * 100));
export const asksForEyes = z.object({ helper: z.string('eyes.who-missing').refine((id): id is PersonId => isId('Person', id), 'eyes.who-missing'), above: amount });

export const currencyOf = (home: Home): Currency => (home.address.country === 'GB' ? 'GBP' : 'EUR');
export const eyesFrom = (home: Home, asked: z.infer<typeof asksForEyes>): SecondEyes => ({ home: home.id, person: asked.helper, above: money(asked.above, currencyOf(home)) });

/** Who looks at high prices with this home, and what those at home (or the operator, on their word) can do about it. `to`: where the forms go. */
export function eyesPart({ words }: Frame, to: string, has: Readonly<{ home: Home; eyes: SecondEyes | undefined; named: Person | undefined; couldBe: readonly Person[] }>, filled: Filled, helpersAt = '/mine/helpers'): Html {
  const { home, eyes, named, couldBe } = has;
  if (eyes) {
    return html`<div class="note"><p><strong>${named ? fullName(named) : words.say('eyes.somebody')}</strong><br>${words.say('eyes.above', { amount: words.money(eyes.above) })}
      ${eyes.endsAt ? html`<br><span class="tag">${words.say('eyes.ends', { date: words.date(eyes.endsAt, home.address.country), hour: words.hour(eyes.endsAt, home.address.country) })}</span>` : ''}</p>
      ${eyes.endsAt ? '' : html`<p class="quiet">${words.say('eyes.end-more')}</p>${press(`${to}/end`, words.say('eyes.end'), { kind: 'danger', icon: 'x' })}`}</div>`;
  }
  if (couldBe.length === 0) return html`<p class="note">${words.say('eyes.nobody-yet')} <a href="${helpersAt}">${words.say('helpers.title')}</a></p>`;
  return form(to, html`${oneOf({ name: 'helper', label: words.say('eyes.who'), filled, words, options: couldBe.map((person) => ({ value: person.id, label: fullName(person) })) })}
    ${line({ name: 'above', label: words.say('eyes.from', { sign: sign(currencyOf(home)) }), hint: words.say('eyes.from-hint'), size: 'short', inputmode: 'decimal', autocomplete: 'off', filled, words, value: '150' })}
    <div class="actions"><button class="main">${icon('users')}${words.say('eyes.name')}</button></div>`);
}

const sign = (currency: Money['currency']): string => (currency === 'GBP' ? '£' : '€');
