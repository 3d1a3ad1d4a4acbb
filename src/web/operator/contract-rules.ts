import { html } from 'hono/html';
import { z } from 'zod';
import type { Country } from '#kernel';
import type { ContractRule, SeenRule } from '#modules/contracts';
import { type Call, type Door, type Reply, go, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, oneOf, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
const asks = z.object({ rule: z.string().regex(/^[a-z0-9-]{3,60}$/), applies: z.enum(['yes', 'no'], 'contract-rules.choose'), why: z.string().trim().min(3, 'contract-rules.why-missing').max(500, 'where.too-long') });

/** What a rule is about, for whoever looks for one. */
const GROUP_OF: Readonly<Record<string, string>> = {
  information: 'before', 'pay-button': 'before', 'written-quote': 'before', 'repair-quote': 'before', 'repair-offer': 'before', 'diagnosis-fee': 'before', 'urgent-repair': 'before', 'small-repair': 'before',
  withdrawal: 'withdrawal', 'withdrawal-function': 'withdrawal', 'early-start': 'withdrawal', 'full-performance': 'withdrawal', 'pro-rata': 'withdrawal', refund: 'withdrawal', 'last-day': 'withdrawal',
  'payment-wait': 'money', 'wait-exemption': 'money', deposit: 'money', 'part-late': 'money', 'not-fetched': 'money',
  keep: 'after', 'keep-electronic': 'after', mediator: 'after', 'put-right': 'after', 'call-hours': 'calls', 'sales-call': 'calls',
};

/** Every rule of contracts with its source and its day; those that we could not confirm are decided here. */
export const contractRuleDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/operator/contract-rules', who: ['operator'], answer: (call) => show(has, call, fresh) }),
  screen({
    method: 'POST', path: '/operator/contract-rules', who: ['operator'], asks, again: (call, typed, problems) => show(has, call, { typed, problems }),
    answer: (call) => call.change((work) => has.contracts.decide(work, { rule: call.asked.rule, applies: call.asked.applies === 'yes', why: call.asked.why }), () => go(`/operator/contract-rules#${call.asked.rule}`),
      (refusal) => show(has, call as unknown as Call, { typed: { rule: call.asked.rule, why: call.asked.why }, problems: [{ field: 'why', says: `contract-rules.${refusal.kind}` }] })),
  }),
];

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
      ${countries.map((country) => countryRules(frame, country, rules.filter((one) => one.country === country)))}
      <p class="quiet small">${words.say('contract-rules.no-advice')}</p>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** All rules of a country, by what they are about, each group folded: nobody reads forty at once. */
function countryRules(frame: Frame, country: Country, rules: readonly SeenRule[]): Html {
  const { words } = frame;
  const groups = [...Map.groupBy(rules, ({ rule }) => GROUP_OF[rule.what] ?? 'other')];
  return html`<section class="card"><h2>${words.say(`where.country-${country}`)}</h2>${groups.map(([group, own]) => html`<details class="contract"><summary><strong>${words.say(`rule-groups.${group}`)}</strong> <span class="quiet">${own.length}</span></summary><ul>${own.map((one) => row(frame, one))}</ul></details>`)}</section>`;
}

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
    <p>${rule.article}<br><span class="quiet small">${rule.source} · ${words.say('contract-rules.checked', { date: words.date(Temporal.PlainDate.from(rule.checkedOn)) })}</span></p></li>`;
};

function undecided(frame: Frame, { rule, holds, decision, country }: SeenRule, filled: Filled): Html {
  const { words } = frame;
  const own: Filled = filled.typed['rule'] === rule.id ? filled : fresh;
  return html`<details class="contract" id="${rule.id}"${own.problems.length > 0 ? ' open' : ''}><summary><strong>${words.say(`where.country-${country}`)}: ${says(frame, rule)}</strong>${decision ? html` <span class="tag safe">${icon('check')}${words.say('rule-groups.decided')}</span>` : ''}</summary><p class="quiet">${rule.article}<br>${rule.source} · ${words.say('contract-rules.checked', { date: words.date(Temporal.PlainDate.from(rule.checkedOn)) })}</p>
    <p><span class="tag">${words.say(holds ? 'contract-rules.holds' : 'contract-rules.holds-not')}</span> ${decision ? words.say('contract-rules.decided', { date: words.date(decision.decidedAt, country), why: decision.why }) : words.say('contract-rules.not-decided')}</p>
    ${form('/operator/contract-rules', html`<input type="hidden" name="rule" value="${rule.id}">${oneOf({ name: 'applies', label: words.say('contract-rules.does-it-hold'), filled: own, words, columns: 'two', value: holds ? 'yes' : 'no', options: [{ value: 'yes', label: words.say('contract-rules.yes') }, { value: 'no', label: words.say('contract-rules.no') }] })}
      ${line({ name: 'why', label: words.say('contract-rules.why'), hint: words.say('contract-rules.why-hint'), filled: own, words })}<button>${icon('check')}${words.say('contract-rules.keep')}</button>`)}</details>`;
}
