import { html } from 'hono/html';
import type { Reduction } from '#modules/pricing';
import type { Frame } from '../frame.ts';
import { type Filled, box, form, line, listOf } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { ALL_UNITS, EVERY, KINDS, rowsShown } from './offer-fields.ts';
import type { OneRound } from './rounds.ts';

type Html = ReturnType<typeof html>;

/** A quote of one's own, line by line: what it is, how counted, how many likely and at most, the price with its tax, and whether it renews. */
export function offerForm(frame: Frame, one: OneRound, to: string, filled: Filled): Html {
  const { words } = frame;
  return html`<section class="card" id="offer"><h2>${words.say('offer.title')}</h2><p>${words.say('offer.more')}</p>${form(to, html`${rowsShown(filled.typed).map((row) => lineFields(frame, one, row, filled))}
    <p><button name="does" value="more" class="plain" formaction="${to}#offer">${icon('plus')}${words.say('offer.more-lines')}</button></p>
    <div class="choices two">${line({ name: 'validDays', label: words.say('offer.valid-days'), value: '30', size: 'short', inputmode: 'numeric', filled, words })}${line({ name: 'guarantee', label: words.say('set-up.guarantee'), value: String(one.provider.guaranteeDays), size: 'short', inputmode: 'numeric', filled, words })}</div>
    ${box({ name: 'notIncluded', label: words.say('offer.not-included'), hint: words.say('offer.not-included-hint'), rows: 2, filled, words })}${box({ name: 'dearerWhen', label: words.say('offer.dearer'), hint: words.say('offer.dearer-hint'), rows: 2, filled, words })}
    ${takesOff(frame, one)}<div class="actions"><button class="main" name="does" value="offer">${icon('send')}${words.say(one.seen.invited[0]?.state === 'answered' ? 'offer.send-anew' : 'offer.send')}</button></div>`)}</section>`;
}

/** What the prices of this office take off is no surprise to whoever writes a quote by hand. */
function takesOff({ words }: Frame, { cheaper }: OneRound): Html {
  const rules = [['off-peak', cheaper?.offPeak?.off], ['shared-way', cheaper?.sharedWay?.off], ['solidarity', cheaper?.solidarity?.off]] as const;
  const shown = rules.flatMap(([what, off]) => (off ? [says(words, what, off)] : []));
  return shown.length === 0 ? html`` : html`<div class="note"><p>${words.say('offer.cheaper')}</p><ul>${shown.map((one) => html`<li>${one}</li>`)}</ul><p><a href="/office/prices/cheaper">${words.say('offer.cheaper-change')}</a></p></div>`;
}

const says = (words: Frame['words'], what: string, off: Reduction): string =>
  (off.kind === 'percent' ? words.say(`pricing.line-${what}-percent`, { percent: off.basisPoints / 100 }) : `${words.say(`pricing.line-${what}`)}: ${words.money(off.price)}`);

function lineFields({ words }: Frame, one: OneRound, row: number, filled: Filled): Html {
  const name = (part: string): string => `line-${row}-${part}`;
  const sign = one.currency === 'EUR' ? '€' : '£';
  const list = (part: string, label: string, options: readonly (readonly [string, string])[], value = ''): Html => listOf({ name: name(part), label, value, filled, words, options: options.map(([own, said]) => ({ value: own, label: said })) });
  const short = (part: string, label: string): Html => line({ name: name(part), label, size: 'short', inputmode: 'decimal', filled, words });
  return html`<fieldset class="field offer-line"><legend>${words.say('offer.line', { nth: row + 1 })}</legend><div class="choices two">${list('kind', words.say('offer.kind'), KINDS.map((kind) => [kind, words.say(`pricing.kind-${kind}`)]), 'labour')}
    ${line({ name: name('words'), label: words.say('offer.words'), filled, words })}</div><div class="offer-numbers">${list('unit', words.say('offer.unit'), [['', words.say('offer.choose')], ...ALL_UNITS.map((unit): [string, string] => [unit, words.say(`offer.unit-${unit}`)])])}
    ${short('quantity', words.say('offer.quantity'))}${short('most', words.say('offer.most'))}${short('price', words.say('offer.price', { sign }))}${list('vat', words.say('offer.tax'), [['', words.say('offer.choose')], [String(one.vat), one.vat === 0 ? words.say('offer.no-tax') : words.say('offer.tax-in', { percent: one.vat / 100 })]])}
    ${list('every', words.say('offer.every'), EVERY.map((every) => [every, words.say(`offer.every-${every}`)]), 'once')}${short('later', words.say('offer.later', { sign }))}</div></fieldset>`;
}
