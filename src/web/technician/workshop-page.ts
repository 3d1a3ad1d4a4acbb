import { html } from 'hono/html';
import type { Country, ExtraId, Money, VisitId } from '#kernel';
import { type Invoice, stateOf } from '#modules/billing';
import type { GoodsRules, ShownText } from '#modules/contracts';
import { BACKUPS, type CustodySeen, type PartSeen, RESULTS, type VisitState } from '#modules/visits';
import type { Words } from '#platform/text';
import type { Frame } from '../frame.ts';
import { contractText } from '../parts/contract-text.ts';
import { type Filled, box, form, line, listOf, oneOf, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { drawPart } from '../parts/signature.ts';
import { shell } from '../shell.ts';
import { partsSection } from './workshop-parts.ts';

type Html = ReturnType<typeof html>;
/** All that whoever keeps a thing or an order needs to see. */
export type AwaySeen = Readonly<{
  visit: VisitId; country: Country; reference: string; name: string; state: VisitState; custody: CustodySeen | undefined; parts: readonly PartSeen[]; texts: ReadonlyMap<string, ShownText>; rules: GoodsRules;
  isOperator: boolean; isTechnician: boolean; invoices: readonly Invoice[]; now: Temporal.Instant;
  /** Parts that their price names: ordered without a new yes. */
  named: readonly Readonly<{ item: string; says: string; each: Money; most: number }>[];
  /** Repairs that they said yes to and then withdrew from. */
  withdrawn: readonly ExtraId[];
  /** How much more the person's number can agree to, for who may see prices. */
  covers: Money | undefined;
}>;

export function awayPage(frame: Frame, seen: AwaySeen, filled: Filled): Html | Promise<Html> {
  const { words } = frame;
  const here = `/workshop/${seen.visit}`;
  return shell(frame, {
    title: words.say('workshop.title'), kind: 'staff', scripts: ['signature'],
    main: html`<p class="where-am-i">${seen.isTechnician && seen.state !== 'ended' ? html`<a href="/day/${seen.visit}">${icon('arrow-left')} ${words.say('workshop.back-to-visit')}</a>` : html`<a href="/workshop">${icon('arrow-left')} ${words.say('workshop.list')}</a>`}</p>${whatWasWrong(words, filled)}
      <h1>${words.say('workshop.title')}</h1><p class="quiet">${words.say('workshop.of', { name: seen.name, reference: seen.reference })}</p>
      ${seen.custody ? kept(frame, seen, seen.custody, filled) : seen.state === 'working' ? html`<details class="card"${filled.problems.length > 0 && 'what' in filled.typed ? ' open' : ''}><summary>${icon('package')} ${words.say('workshop.take-along')}</summary>${receiptForm(words, here, seen, filled)}</details>` : ''}
      ${partsSection(frame, seen, filled)}
      ${seen.invoices.length > 0 ? html`<section class="card"><h2>${words.say('workshop.bills')}</h2><ul>${seen.invoices.map((invoice) => html`<li><a href="/invoices/${invoice.id}">${invoice.number}</a>: ${words.money(invoice.gross)} <span class="tag">${words.say(`invoice.state-${stateOf(invoice)}`)}</span></li>`)}</ul></section>` : ''}`,
  });
}

function receiptForm(words: Words, here: string, { rules, custody }: AwaySeen, filled: Filled): Html {
  const before = custody ? { ...custody.custody } : undefined;
  const was = (field: 'what' | 'serial' | 'condition' | 'accessories' | 'purpose' | 'lookWhy' | 'askWhom'): string => before?.[field] ?? '';
  const sum = (field: 'freeUpTo' | 'diagnosis'): string => { const cents = before?.[field].cents ?? 0; return cents > 0 ? String(cents / 100) : ''; };
  const chosen = before ? { look: before.lookWhy ? 'yes' : 'no', backup: { value: before.backup }, on: before.expectedOn.toString(), kind: '' } : { look: 'no', backup: {}, on: '', kind: 'main' };
  return form(`${here}/receipt`, html`<p>${words.say('workshop.receipt-more')}</p>
    ${line({ name: 'what', label: words.say('workshop.what'), hint: words.say('workshop.what-hint'), value: was('what'), filled, words })}${line({ name: 'serial', label: words.say('workshop.serial'), size: 'medium', value: was('serial'), filled, words })}
    ${box({ name: 'condition', label: words.say('workshop.condition'), hint: words.say('workshop.condition-hint'), rows: 2, value: was('condition'), filled, words })}
    <div class="field"><label for="photo-files">${words.say('workshop.photos')}</label><input type="file" id="photo-files" name="photos" accept="image/jpeg,image/png,image/webp" multiple></div>
    ${line({ name: 'accessories', label: words.say('workshop.accessories'), hint: words.say('workshop.accessories-hint'), value: was('accessories'), filled, words })}${box({ name: 'purpose', label: words.say('workshop.purpose'), rows: 2, value: was('purpose'), filled, words })}
    ${oneOf({ name: 'look', label: words.say('workshop.files'), hint: words.say('workshop.files-hint'), columns: 'two', value: chosen.look, filled, words, options: [{ value: 'no', label: words.say('workshop.look-no') }, { value: 'yes', label: words.say('workshop.look-yes') }] })}${line({ name: 'lookWhy', label: words.say('workshop.look-why'), value: was('lookWhy'), filled, words })}
    ${oneOf({ name: 'backup', label: words.say('workshop.backup'), columns: 'two', ...chosen.backup, filled, words, options: BACKUPS.map((value) => ({ value, label: words.say(`workshop.backup-${value}`) })) })}
    ${line({ name: 'freeUpTo', label: words.say('workshop.free-up-to'), hint: words.say('workshop.free-up-to-hint'), size: 'short', inputmode: 'decimal', value: sum('freeUpTo'), filled, words })}${line({ name: 'askWhom', label: words.say('workshop.ask-whom'), hint: words.say('workshop.ask-whom-hint'), value: was('askWhom'), filled, words })}
    ${rules.diagnosisFee ? line({ name: 'diagnosis', label: words.say('workshop.diagnosis'), hint: words.say('workshop.diagnosis-hint'), size: 'short', inputmode: 'decimal', value: sum('diagnosis'), filled, words }) : ''}
    ${line({ name: 'expectedOn', label: words.say('workshop.expected'), type: 'date', size: 'medium', value: chosen.on, filled, words })}
    <div class="actions"><button class="${chosen.kind}">${icon('file-text')}${words.say('workshop.write')}</button></div>`, { files: true });
}

/** What was photographed before it left, on the page of whoever looks. */
export const receiptPhotos = (words: Words, base: string, { custody }: CustodySeen): Html => (custody.photos.length === 0 ? html`` : html`<h3>${words.say('workshop.photos-then')}</h3><ul class="photos">${custody.photos.map((photo, place) => html`<li><a href="${base}/photos/${photo}"><img src="${base}/photos/${photo}" alt="${words.say('workshop.photo', { number: place + 1 })}" width="160" height="120" loading="lazy"></a></li>`)}</ul>`);

/** They withdrew from every repair they had said yes to: nothing is being repaired any more. */
export const isLeft = ({ extras }: CustodySeen, withdrawn: readonly ExtraId[]): boolean => extras.filter(({ away, state }) => away === 'repair' && state === 'approved').every(({ id }) => withdrawn.includes(id));

const stageSaid = (one: CustodySeen, withdrawn: readonly ExtraId[]): string => (one.stage === 'agreed' && isLeft(one, withdrawn) ? 'workshop.withdrawn' : `workshop.stage-${one.stage}`);

/** The rows of the receipt on a page. */
export function receiptFacts(words: Words, { custody }: CustodySeen): Html {
  const rows: readonly (readonly [string, string])[] = [
    ['what', custody.what], ...(custody.serial ? [['serial', custody.serial] as const] : []), ['condition', custody.condition], ['accessories', custody.accessories ?? words.say('workshop.accessories-none')], ['purpose', custody.purpose],
    ['files', custody.lookWhy ? words.say('workshop.files-yes', { why: custody.lookWhy }) : words.say('workshop.files-no')], ['backup', words.say(`workshop.backup-${custody.backup}`)],
    ['free-up-to', custody.freeUpTo.cents > 0 ? words.say('workshop.free-up-to-is', { amount: words.money(custody.freeUpTo), whom: custody.askWhom }) : words.say('workshop.ask-always', { whom: custody.askWhom })],
    ['diagnosis', custody.diagnosis.cents > 0 ? words.say('workshop.diagnosis-is', { amount: words.money(custody.diagnosis) }) : words.say('workshop.diagnosis-free')], ['expected', words.date(custody.expectedOn)],
  ];
  return html`<dl class="facts">${rows.map(([key, said]) => html`<dt>${words.say(`workshop.${key}`)}</dt><dd>${said}</dd>`)}</dl>`;
}

/** Where it is: every pair of hands, the newest last. */
export const handsList = (words: Words, { custody }: CustodySeen): Html => html`<ol class="steps">${custody.holders.map((holder) => html`<li><span><strong>${words.say(`workshop.hands-${holder.kind}`)}</strong>${holder.name ? html` ${holder.name}` : ''}${holder.why ? html`, ${holder.why}` : ''}<br><span class="quiet">${words.date(holder.at, custody.country)}, ${words.hour(holder.at, custody.country)}</span></span></li>`)}</ol>`;

function kept(frame: Frame, seen: AwaySeen, one: CustodySeen, filled: Filled): Html {
  const { words } = frame;
  const here = `/workshop/${seen.visit}`;
  const { custody, stage } = one;
  return html`<section class="card"><h2>${words.say('workshop.receipt', { number: custody.number })} <span class="tag ${stage === 'returned' ? 'safe' : ''}">${words.say(stageSaid(one, seen.withdrawn))}</span></h2>${receiptFacts(words, one)}${receiptPhotos(words, here, one)}
      <p><a href="/visits/${seen.visit}/workshop/receipt.pdf">${icon('file-text')}${words.say('workshop.receipt-pdf')}</a>${custody.returned ? html` · <a href="/visits/${seen.visit}/workshop/return.pdf">${icon('file-text')}${words.say('workshop.return-pdf')}</a>` : ''}</p></section>
    ${stage === 'written' && seen.state === 'working' ? signing(words, here, seen, filled) : ''}
    ${stage === 'written' ? '' : html`<section class="card"><h2>${words.say('workshop.hands')}</h2>${handsList(words, one)}${stage === 'returned' ? '' : handOnForm(words, here, filled)}</section>`}
    ${['held', 'asked', 'agreed'].includes(stage) ? repair(words, here, seen, one, filled) : ''}
    ${stage === 'ready' ? giveBack(words, here, filled) : ''}
    ${stage === 'returned' && custody.returned?.by === 'fetched' && seen.invoices.length === 0 && !seen.isOperator ? html`<div class="actions">${press(`${here}/invoice`, words.say('work.make-invoice'), { kind: 'main', icon: 'receipt' })}</div>` : ''}`;
}

/** Signed before it leaves: with the digits, drawn, or said aloud. */
const signing = (words: Words, here: string, seen: AwaySeen, filled: Filled): Html => html`<section class="card next"><h2>${words.say('workshop.sign')}</h2><p>${words.say('workshop.sign-more')}</p>
  ${form(`${here}/sign`, html`${line({ name: 'code', label: words.say('work.sign-code'), size: 'short', inputmode: 'numeric', autocomplete: 'off', filled, words })}<div class="actions"><button class="main">${icon('signature')}${words.say('workshop.sign-with-code')}</button></div>`)}
  ${drawPart(words, `${here}/sign-drawn`)}<details><summary>${words.say('sign.spoken')}</summary><p class="quiet">${words.say('sign.spoken-more')}</p>${form(`${here}/sign-spoken`, html`${box({ name: 'words', label: words.say('sign.their-words'), rows: 2, filled, words })}<button>${icon('message-square')}${words.say('sign.keep-spoken')}</button>`)}</details>
  <details><summary>${words.say('workshop.write-again')}</summary>${receiptForm(words, here, seen, filled)}</details></section>`;

const handOnForm = (words: Words, here: string, filled: Filled): Html => html`<details${filled.problems.some(({ field }) => field === 'name' || field === 'kind') ? ' open' : ''}><summary>${words.say('workshop.hand-on')}</summary>${form(`${here}/hands`, html`${listOf({ name: 'kind', label: words.say('workshop.hands-to'), filled, words, options: (['workshop', 'technician', 'other-firm', 'carrier'] as const).map((value) => ({ value, label: words.say(`workshop.hands-${value}`) })) })}
  ${line({ name: 'name', label: words.say('workshop.hands-name'), filled, words })}${line({ name: 'why', label: words.say('workshop.hands-why'), filled, words })}<button>${icon('arrow-right')}${words.say('workshop.hand-on-keep')}</button>`)}</details>`;

function repair(words: Words, here: string, seen: AwaySeen, one: CustodySeen, filled: Filled): Html {
  const text = one.offer ? seen.texts.get(one.offer.id) : undefined;
  return html`<section class="card next"><h2>${words.say('workshop.repair')}</h2>
    ${one.extras.filter(({ away, state }) => away === 'repair' && state !== 'proposed').map((extra) => html`<p class="note ${extra.state === 'approved' && !seen.withdrawn.includes(extra.id) ? 'safe' : ''}"><strong>${extra.why}</strong>: ${words.money(extra.worst)} <span class="tag">${words.say(seen.withdrawn.includes(extra.id) ? 'workshop.withdrawn' : `work.extra-${extra.state}`)}</span>${extra.saidBy === 'receipt' ? html` ${words.say('workshop.by-receipt')}` : ''}${extra.payableFrom ? html`<br>${words.say('work.extra-waits', { date: words.date(extra.payableFrom) })}` : ''}</p>`)}
    ${one.offer ? html`<p class="note warm"><strong>${one.offer.why}</strong>: ${words.money(one.offer.worst)} ${words.say('workshop.waits-for-yes')}${one.offer.standsUntil ? html` ${words.say('workshop.stands-until', { date: words.date(one.offer.standsUntil) })}` : ''}</p>
      ${seen.isOperator ? html`<p>${words.say('workshop.read-out')}</p>${text ? html`<details open><summary>${words.say('work.extra-contract')}</summary>${contractText(text)}</details>` : ''}<div class="actions">${press(`${here}/answer`, words.say('workshop.they-said-yes'), { kind: 'main', fields: { extra: one.offer.id, answer: 'yes', ...(text ? { shown: text.digest } : {}) } })}${press(`${here}/answer`, words.say('workshop.they-said-no'), { fields: { extra: one.offer.id, answer: 'no' } })}</div>` : html`<p class="quiet">${words.say('workshop.they-answer')}</p>`}`
      : html`<details${filled.problems.some(({ field }) => field === 'says' || field === 'labour') ? ' open' : ''}><summary>${words.say('workshop.offer')}</summary><p class="quiet">${one.custody.freeUpTo.cents > 0 ? words.say('workshop.offer-below', { amount: words.money(one.custody.freeUpTo) }) : words.say('workshop.offer-more')}</p>${form(`${here}/offer`, html`${line({ name: 'says', label: words.say('workshop.offer-says'), filled, words })}${line({ name: 'labour', label: words.say('workshop.offer-labour'), size: 'short', inputmode: 'decimal', filled, words })}
        ${line({ name: 'partSays', label: words.say('workshop.offer-part'), filled, words })}${line({ name: 'partPrice', label: words.say('workshop.offer-part-price'), size: 'short', inputmode: 'decimal', filled, words })}<button>${words.say('workshop.offer-send')}</button>`)}</details>`}
    <details${filled.problems.some(({ field }) => field === 'result') ? ' open' : ''}><summary>${words.say('workshop.ready')}</summary>${form(`${here}/ready`, html`${oneOf({ name: 'result', label: words.say('workshop.result'), filled, words, options: RESULTS.map((value) => ({ value, label: words.say(`workshop.result-${value}`), hint: words.say(`workshop.result-${value}-money`) })) })}
      ${box({ name: 'words', label: words.say('workshop.result-words'), rows: 2, filled, words })}${line({ name: 'keptParts', label: words.say('workshop.kept-parts'), hint: words.say('workshop.kept-parts-hint'), filled, words })}<button class="main">${icon('check')}${words.say('workshop.ready-say')}</button>`)}</details></section>`;
}

const giveBack = (words: Words, here: string, filled: Filled): Html => {
  const how = oneOf({ name: 'by', label: words.say('workshop.how-back'), columns: 'two', filled, words, value: 'fetched', options: (['fetched', 'visit'] as const).map((value) => ({ value, label: words.say(`workshop.returned-${value}`) })) });
  return html`<section class="card next"><h2>${words.say('workshop.give-back')}</h2><p>${words.say('workshop.give-back-more')}</p>${form(`${here}/back-spoken`, html`${how}${box({ name: 'words', label: words.say('sign.their-words'), hint: words.say('workshop.back-words-hint'), rows: 2, filled, words })}<div class="actions"><button class="main">${icon('check')}${words.say('workshop.back-keep')}</button></div>`)}${drawPart(words, `${here}/back-drawn`)}</section>`;
};
