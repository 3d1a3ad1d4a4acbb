import { html } from 'hono/html';
import { z } from 'zod';
import type { Country } from '#kernel';
import { type ContractRule, type SeenRule, figureOf } from '#modules/contracts';
import type { Rule } from '#modules/pricing';
import { type Call, type Door, type Problem, type Reply, go, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, oneOf, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
const asks = z.object({ rule: z.string().regex(/^[a-z0-9-]{3,60}$/), applies: z.enum(['yes', 'no'], 'contract-rules.choose'), figure: z.string().trim().max(12, 'where.too-long').optional(), why: z.string().trim().min(3, 'contract-rules.why-missing').max(500, 'where.too-long') });

/** What a rule is about, for whoever looks for one. */
const GROUP_OF: Readonly<Record<string, string>> = {
  information: 'before', 'pay-button': 'before', 'written-quote': 'before', 'repair-quote': 'before', 'repair-offer': 'before', 'diagnosis-fee': 'before', 'urgent-repair': 'before', 'small-repair': 'before',
  withdrawal: 'withdrawal', 'withdrawal-function': 'withdrawal', 'early-start': 'withdrawal', 'full-performance': 'withdrawal', 'pro-rata': 'withdrawal', refund: 'withdrawal', 'last-day': 'withdrawal',
  'payment-wait': 'money', 'wait-exemption': 'money', deposit: 'money', 'voucher-payment': 'money', 'part-late': 'money', 'not-fetched': 'money',
  keep: 'after', 'keep-electronic': 'after', mediator: 'after', 'put-right': 'after', 'call-hours': 'calls', 'sales-call': 'calls',
};

/** Every rule of contracts with its source and its day; those that we could not confirm are decided here. */
export const contractRuleDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/operator/contract-rules', who: ['operator'], answer: (call) => show(has, call, fresh) }),
  screen({
    method: 'POST', path: '/operator/contract-rules', who: ['operator'], asks, again: (call, typed, problems) => show(has, call, { typed, problems }),
    answer: (call) => decide(has, call),
  }),
];

/** A figure as it was typed, in what its rule counts in: cents, basis points, or whole days and years. Undefined where none was typed, null where it is none. */
function figureIn(has: WebHas, { rule, figure: typed = '' }: z.infer<typeof asks>): number | null | undefined {
  const found = (['FR', 'GB'] as const).flatMap((country) => has.contracts.book[country].rules).find(({ id }) => id === rule);
  const figure = found && figureOf(found);
  if (!figure || typed === '') return undefined;
  const number = /^\d{1,7}([.,]\d{1,2})?$/.test(typed) ? Number(typed.replace(',', '.')) : Number.NaN;
  const counted = figure.unit === 'days' || figure.unit === 'years' ? number : Math.round(number * 100);
  return Number.isSafeInteger(counted) && counted >= figure.least && counted <= figure.most ? counted : null;
}

function decide(has: WebHas, call: Call<z.infer<typeof asks>>): Promise<Reply> {
  const { rule, applies, why } = call.asked;
  const again = (problem: Problem): Promise<Reply> => show(has, call as unknown as Call, { typed: { rule, applies, why, figure: call.asked.figure ?? '' }, problems: [problem] });
  const figure = figureIn(has, call.asked);
  if (figure === null) return again({ field: 'figure', says: 'contract-rules.figure-wrong' });
  return call.change((work) => has.contracts.decide(work, { rule, applies: applies === 'yes', figure, why }), () => go(`/operator/contract-rules#${rule}`),
    (refusal) => again({ field: refusal.kind === 'figure-wrong' ? 'figure' : 'why', says: `contract-rules.${refusal.kind}` }));
}

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const rules = await call.look((work) => has.contracts.rules(work));
  const open = rules.filter(({ rule }) => !rule.confirmed);
  const countries: readonly Country[] = ['FR', 'GB'];
  return page(shell(frame, {
    title: words.say('contract-rules.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('contract-rules.title')}</h1><p class="lead">${words.say('contract-rules.lead')}</p>
      <section class="card next"><h2>${words.say('contract-rules.to-decide', { count: open.length })}</h2><p>${words.say('contract-rules.to-decide-more')}</p>${open.map((one) => undecided(frame, one, filled))}</section>
      ${countries.map((country) => countryRules(frame, country, rules.filter((one) => one.country === country), has.rules[country].rules))}
      <p class="quiet small">${words.say('contract-rules.no-advice')}</p>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** All rules of a country, by what they are about, each group folded: nobody reads forty at once. */
function countryRules(frame: Frame, country: Country, rules: readonly SeenRule[], taxes: readonly Rule[]): Html {
  const { words } = frame;
  const groups = [...Map.groupBy(rules, ({ rule }) => GROUP_OF[rule.what] ?? 'other')];
  return html`<section class="card"><h2>${words.say(`where.country-${country}`)}</h2>${groups.map(([group, own]) => html`<details class="contract"><summary><strong>${words.say(`rule-groups.${group}`)}</strong> <span class="quiet">${own.length}</span></summary><ul>${own.map((one) => row(frame, one))}</ul></details>`)}
    <details class="contract"><summary><strong>${words.say('rule-groups.taxes')}</strong> <span class="quiet">${taxes.length}</span></summary><p>${words.say('rule-groups.taxes-more')}</p><ul>${taxes.map((rule) => html`<li><p><strong>${taxSays(frame, country, rule)}</strong> <span class="tag ${rule.confirmed ? 'safe' : ''}">${words.say(rule.confirmed ? 'contract-rules.confirmed' : 'rule-groups.not-confirmed')}</span></p>${source(frame, rule)}</li>`)}</ul></details></section>`;
}

/** A rule of prices and taxes, in a sentence of its kind. One that is not confirmed gives nobody an advantage. */
function taxSays({ words }: Frame, country: Country, rule: Rule): string {
  const amount = (cents: number): string => words.money({ cents, currency: country === 'GB' ? 'GBP' : 'EUR' });
  return words.say(`rule-groups.tax-${rule.what}`, {
    percent: 'basisPoints' in rule ? rule.basisPoints / 100 : 0, says: 'says' in rule ? rule.says : '',
    amount: rule.what === 'tax-credit' ? amount(rule.mostSpending) : 'fromAmount' in rule ? amount(rule.fromAmount) : '',
  });
}

const source = ({ words }: Frame, rule: Pick<Rule, 'article' | 'source' | 'from' | 'until' | 'checkedOn'>): Html => html`<p>${rule.article}<br><span class="quiet">${rule.source} · ${words.say('contract-rules.since', { date: words.date(Temporal.PlainDate.from(rule.from)) })} · ${words.say('contract-rules.checked', { date: words.date(Temporal.PlainDate.from(rule.checkedOn)) })}</span></p>`;

/** The figures of a rule, in a sentence of its kind. */
function says({ words }: Frame, rule: ContractRule): string {
  const amount = (cents: number): string => words.money({ cents, currency: rule.id.startsWith('gb') ? 'GBP' : 'EUR' });
  const filling: Record<string, string | number> = {
    days: 'days' in rule ? rule.days : 0, years: 'years' in rule ? rule.years : 0, months: rule.what === 'withdrawal' ? rule.missingInformationMonths : 0,
    amount: 'fromAmount' in rule ? amount(rule.fromAmount) : 'upToAmount' in rule ? amount(rule.upToAmount) : rule.what === 'withdrawal' && rule.notUpToAmount !== undefined ? amount(rule.notUpToAmount) : '',
    percent: rule.what === 'deposit' ? rule.mostBasisPoints / 100 : 0, remind: rule.what === 'not-fetched' ? rule.remindDays : 0,
    hours: rule.what === 'call-hours' ? rule.hours.map((stretch) => stretch.join('–')).join(', ') : '',
  };
  return words.say(`contract-rules.${sentenceOf(rule)}`, filling);
}

/** Rules of one kind that differ have a sentence each. */
function sentenceOf(rule: ContractRule): string {
  switch (rule.what) {
    case 'withdrawal': return `rule-withdrawal-${rule.notUpToAmount === undefined ? rule.lastDay : 'small'}`;
    case 'early-start': return `rule-early-start-${rule.medium}`;
    case 'information': return `rule-information-${rule.medium}`;
    case 'wait-exemption': return `rule-wait-exemption-${rule.ground}`;
    case 'urgent-repair': return `rule-urgent-repair-${rule.coversExtras ? 'extras' : 'asked'}`;
    case 'sales-call': return `rule-sales-call-${rule.needs}`;
    default: return `rule-${rule.what}`;
  }
}

const row = (frame: Frame, { rule, holds }: SeenRule): Html => {
  const { words } = frame;
  const until = rule.until === undefined ? '' : `, ${words.say('contract-rules.until', { date: words.date(Temporal.PlainDate.from(rule.until)) })}`;
  return html`<li><p><strong>${says(frame, rule)}</strong> <span class="tag ${rule.confirmed ? 'safe' : ''}">${words.say(rule.confirmed ? 'contract-rules.confirmed' : holds ? 'contract-rules.holds' : 'contract-rules.holds-not')}</span><br>${rule.channels.map((channel) => words.say(`contracts.channel-${channel}`)).join(', ')} · ${words.say('contract-rules.since', { date: words.date(Temporal.PlainDate.from(rule.from)) })}${until}</p>
    <p>${rule.article}<br><span class="quiet">${rule.source} · ${words.say('contract-rules.checked', { date: words.date(Temporal.PlainDate.from(rule.checkedOn)) })}</span></p></li>`;
};

/** Where a figure was not confirmed either, the one that counts can be put in its place. */
function figureField({ words }: Frame, rule: ContractRule, filled: Filled): Html {
  const figure = figureOf(rule);
  if (!figure) return html``;
  const shown = (count: number): string => (figure.unit === 'days' || figure.unit === 'years' ? String(count) : String(count / 100));
  return line({ name: 'figure', label: words.say(`rule-groups.figure-${figure.unit}`, { sign: rule.id.startsWith('gb') ? '£' : '€' }), hint: words.say('rule-groups.figure-hint', { least: shown(figure.least), most: shown(figure.most) }), value: shown(figure.is), size: 'short', inputmode: 'decimal', filled, words });
}

function undecided(frame: Frame, { rule, holds, decision, country }: SeenRule, filled: Filled): Html {
  const { words } = frame;
  const own: Filled = filled.typed['rule'] === rule.id ? filled : fresh;
  return html`<details class="contract" id="${rule.id}"${own.problems.length > 0 ? ' open' : ''}><summary><strong>${words.say(`where.country-${country}`)} · ${says(frame, rule)}</strong>${decision ? html` <span class="tag safe">${icon('check')}${words.say('rule-groups.decided')}</span>` : ''}</summary><p class="quiet">${rule.article}<br>${rule.source} · ${words.say('contract-rules.checked', { date: words.date(Temporal.PlainDate.from(rule.checkedOn)) })}</p>
    <p><span class="tag">${words.say(holds ? 'contract-rules.holds' : 'contract-rules.holds-not')}</span> ${decision ? words.say('contract-rules.decided', { date: words.date(decision.decidedAt, country), why: decision.why }) : words.say('contract-rules.not-decided')}</p>
    ${form('/operator/contract-rules', html`<input type="hidden" name="rule" value="${rule.id}">${oneOf({ name: 'applies', label: words.say('contract-rules.does-it-hold'), filled: own, words, columns: 'two', value: holds ? 'yes' : 'no', options: [{ value: 'yes', label: words.say('contract-rules.yes') }, { value: 'no', label: words.say('contract-rules.no') }] })}
      ${figureField(frame, rule, own)}${line({ name: 'why', label: words.say('contract-rules.why'), hint: words.say('contract-rules.why-hint'), filled: own, words })}<button>${icon('check')}${words.say('contract-rules.keep')}</button>`)}</details>`;
}
