import { html } from 'hono/html';
import { money } from '#kernel';
import { type Invoice, stateOf } from '#modules/billing';
import { type Extra, type PartSeen, mostDeposit } from '#modules/visits';
import type { Words } from '#platform/text';
import type { Frame } from '../frame.ts';
import { contractText } from '../parts/contract-text.ts';
import { type Filled, form, fresh, line, listOf, press } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { ownYes } from './extra.ts';
import type { AwaySeen } from './workshop-page.ts';

type Html = ReturnType<typeof html>;

/** Parts that were not there: ordered with their price and their day, and what is asked ahead. */
export function partsSection(frame: Frame, seen: AwaySeen, filled: Filled): Html {
  const { words } = frame;
  const here = `/workshop/${seen.visit}`;
  return html`${seen.parts.map((part) => one(frame, here, seen, part, filled))}${seen.state === 'working' && seen.named.length > 0 ? html`<details class="card"${filled.problems.some(({ field }) => field === 'item') ? ' open' : ''}><summary>${icon('package-check')} ${words.say('workshop.part-named')}</summary>${ofQuoteForm(words, here, seen, half(filled, 'item' in filled.typed))}</details>` : ''}${seen.state === 'working' ? html`<details class="card"${filled.problems.some(({ field }) => field === 'part' || field === 'each' || field === 'quantity' || field === 'partOn' || field === 'deposit') ? ' open' : ''}><summary>${icon('package-plus')} ${words.say('workshop.part-missing')}</summary>${orderForm(words, here, seen, half(filled, !('item' in filled.typed)))}</details>` : ''}`;
}

/** One of two forms that ask for the same: each has its own places on the page, and only the one that was sent shows what was typed. */
type Half = Readonly<{ filled: Filled; own: (field: string) => { id?: string } }>;
const half = (filled: Filled, isSent: boolean): Half => (isSent ? { filled, own: () => ({}) } : { filled: fresh, own: (field) => ({ id: `other-${field}` }) });

/** What their price names is ordered at that price: the yes to it was given with the price. */
const ofQuoteForm = (words: Words, here: string, { named, rules }: AwaySeen, { filled, own }: Half): Html => form(`${here}/part-of-quote`, html`<p>${words.say('workshop.part-named-more')}</p>${listOf({ name: 'item', label: words.say('work.part'), filled, words, options: named.map(({ item, says, each, most }) => ({ value: item, label: words.say('workshop.part-named-one', { says, amount: words.money(each), most }) })) })}
  ${line({ name: 'quantity', ...own('quantity'), label: words.say('work.how-many'), value: '1', size: 'short', inputmode: 'numeric', filled, words })}${rules.deposit ? line({ name: 'deposit', ...own('deposit'), label: words.say('workshop.part-deposit'), size: 'short', inputmode: 'decimal', filled, words }) : ''}
  ${line({ name: 'partOn', ...own('partOn'), label: words.say('workshop.part-on'), type: 'date', size: 'medium', filled, words })}<div class="actions"><button class="main">${words.say('workshop.part-named-order')}</button></div>`);

function orderForm(words: Words, here: string, { rules, country }: AwaySeen, { filled, own }: Half): Html {
  const hundred = money(10_000, country === 'GB' ? 'GBP' : 'EUR');
  return form(`${here}/part`, html`<p>${words.say('workshop.part-more')}</p>${line({ name: 'part', label: words.say('workshop.part-says'), filled, words })}${line({ name: 'quantity', ...own('quantity'), label: words.say('work.how-many'), value: '1', size: 'short', inputmode: 'numeric', filled, words })}
    ${line({ name: 'each', label: words.say('workshop.part-price'), size: 'short', inputmode: 'decimal', filled, words })}
    ${rules.deposit ? line({ name: 'deposit', ...own('deposit'), label: words.say('workshop.part-deposit'), hint: words.say('workshop.part-deposit-hint', { hundred: words.money(hundred), most: words.money(mostDeposit(hundred, rules.deposit.value)) }), size: 'short', inputmode: 'decimal', filled, words }) : ''}
    ${line({ name: 'partOn', ...own('partOn'), label: words.say('workshop.part-on'), type: 'date', size: 'medium', filled, words })}<div class="actions"><button class="main">${words.say('workshop.part-ask')}</button></div>`);
}

const isDepositOf = ({ lines }: Invoice, order: PartSeen['order']): boolean => lines.some(({ source }) => (source.kind === 'extra' ? source.extra === order.extra : order.item !== undefined));
const TAG: Readonly<Partial<Record<PartSeen['state'], string>>> = { late: 'danger', arrived: 'safe' };

function one(frame: Frame, here: string, seen: AwaySeen, part: PartSeen, filled: Filled): Html {
  const { words } = frame;
  const { order, state, extra } = part;
  const moves = state === 'agreed' || state === 'ordered' || state === 'late';
  return html`<section class="card"><h2>${order.quantity} × ${order.says} <span class="tag ${TAG[state] ?? ''}">${words.say(`workshop.part-state-${state}`)}</span></h2>
    <p>${words.say('workshop.part-costs', { amount: words.money(order.gross), date: words.date(order.expectedOn) })}${order.deposit.cents > 0 ? html` ${words.say('workshop.part-deposit-is', { amount: words.money(order.deposit) })}` : ''}</p>
    ${extra?.payableFrom && moves ? html`<p class="quiet">${words.say('work.extra-waits', { date: words.date(extra.payableFrom) })}</p>` : ''}
    ${state === 'asked' && extra ? asked(frame, here, seen, extra, filled) : ''}${moves ? moving(words, here, order, { filled, isBilled: seen.invoices.some((invoice) => invoice.kind === 'deposit' && stateOf(invoice) !== 'taken-back' && isDepositOf(invoice, order)) }) : ''}${state === 'arrived' ? html`<p>${words.say('workshop.part-next')}</p>` : ''}</section>`;
}

/** At the door the person’s number is the yes; afterwards their own page, or the operator who hears it. */
function asked({ words, house }: Frame, here: string, seen: AwaySeen, extra: Extra, filled: Filled): Html {
  const text = seen.texts.get(extra.id);
  const shown: Record<string, string> = text ? { shown: text.digest } : {};
  const contract = text ? html`<details><summary>${words.say('work.extra-contract')}</summary>${contractText(text)}</details>` : '';
  if (seen.state !== 'ended' && !seen.isOperator) {
    const yes = extra.worst.cents > (seen.covers?.cents ?? 0) ? ownYes(words, { now: seen.now, country: seen.country, phone: house.phone }) : form(`${here}/part-answer`, html`<input type="hidden" name="extra" value="${extra.id}"><input type="hidden" name="answer" value="yes">${text ? html`<input type="hidden" name="shown" value="${text.digest}">` : ''}${line({ name: 'code', label: words.say('work.yes-code'), size: 'short', inputmode: 'numeric', autocomplete: 'off', filled, words })}<button class="main">${words.say('work.they-say-yes')}</button>`);
    return html`${contract}${yes}${press(`${here}/part-answer`, words.say('work.they-say-no'), { kind: 'plain', fields: { extra: extra.id, answer: 'no' } })}`;
  }
  if (!seen.isOperator) return html`${contract}<p class="quiet">${words.say('workshop.they-answer')}</p>`;
  return html`${contract}<p>${words.say('workshop.read-out')}</p><div class="actions">${press(`${here}/part-answer`, words.say('workshop.they-said-yes'), { kind: 'main', fields: { extra: extra.id, answer: 'yes', ...shown } })}${press(`${here}/part-answer`, words.say('workshop.they-said-no'), { fields: { extra: extra.id, answer: 'no' } })}</div>`;
}

/** Ordered, here, on another day, or called off; and the bill for what is asked ahead. */
const moving = (words: Words, here: string, order: PartSeen['order'], { filled, isBilled }: Readonly<{ filled: Filled; isBilled: boolean }>): Html => html`<div class="actions">${order.orderedAt ? '' : press(`${here}/part-ordered`, words.say('workshop.part-ordered'), { kind: 'main', icon: 'truck', fields: { part: order.id } })}${press(`${here}/part-arrived`, words.say('workshop.part-arrived'), { ...(order.orderedAt ? { kind: 'main' } : {}), icon: 'package-check', fields: { part: order.id } })}${order.deposit.cents > 0 && !isBilled ? press(`${here}/part-deposit`, words.say('workshop.part-ask-deposit'), { icon: 'receipt', fields: { part: order.id } }) : ''}</div>
  <details><summary>${words.say('workshop.part-other-day')}</summary>${form(`${here}/part-comes`, html`<input type="hidden" name="part" value="${order.id}">${line({ name: 'on', label: words.say('workshop.part-on'), type: 'date', size: 'medium', filled, words })}<button>${words.say('workshop.part-tell')}</button>`)}</details>
  <details><summary>${words.say('workshop.part-off')}</summary><p>${words.say('workshop.part-off-office')}</p>${press(`${here}/part-off`, words.say('workshop.part-off-say'), { kind: 'danger', fields: { part: order.id } })}</details>`;
