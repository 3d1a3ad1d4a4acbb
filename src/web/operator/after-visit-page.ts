import { html } from 'hono/html';
import { type ExtraId, ZONE } from '#kernel';
import { type Invoice, WAIVED_WHY, type Waived, stateOf } from '#modules/billing';
import type { Appointment } from '#modules/booking';
import type { Complaint, Step } from '#modules/quality';
import type { VisitSeen } from '#modules/visits';
import type { Frame } from '../frame.ts';
import { asWritten, dial } from '../parts/dial.ts';
import { type Filled, box, form, fresh, oneOf, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
/** All that the page after a visit shows. `phone`: where somebody is to ring. `mayGiveBack`: whoever works for the firm, or finance. */
export type After = Readonly<{
  seen: VisitSeen; booked: Appointment; step: Step | undefined; isQuiet: boolean; reference: string; name: string; technician: string; phone: string | undefined;
  bills: readonly Invoice[]; waived: Waived | undefined; complaints: readonly Complaint[]; now: Temporal.Instant; isOperator: boolean; mayGiveBack: boolean;
  /** The complaint whose answer was not understood. */
  answering: string | undefined;
}>;

const here = (after: After): string => `/after/${after.booked.id}`;
const isMissed = (after: After): boolean => after.seen.rule?.money === 'missed-fee';
const standing = (after: After): Invoice | undefined => after.bills.find((one) => (one.kind === 'visit' || one.kind === 'missed-visit') && stateOf(one) !== 'taken-back');

export function afterPage(frame: Frame, after: After, filled: Filled): Html | Promise<Html> {
  const { words } = frame;
  const { booked, seen } = after;
  const title = words.say(booked.state === 'cancelled' ? 'after.cancelled' : seen.record.outcome ? `visits.outcome-${seen.record.outcome}` : `visits.state-${seen.record.state}`);
  return shell(frame, {
    title, kind: 'staff',
    main: html`<p class="where-am-i"><a href="/after">${icon('arrow-left')} ${words.say('after.title')}</a></p>${whatWasWrong(words, filled)}<h1>${title}</h1>
      <p class="lead">${words.say('after.of', { name: after.name, reference: after.reference, day: words.day(booked.promisedFrom, booked.country), technician: after.technician })}</p>
      ${after.step ? promised(frame, after, after.step, filled) : ''}${seen.record.outcome ? money(frame, after, filled) : ''}${(booked.fee?.cents ?? 0) > 0 ? lateFee(frame, after, filled) : ''}
      ${after.complaints.map((one) => complaint(frame, after, one, filled))}
      ${after.isOperator ? html`<div class="actions"><a class="button" href="/visits/${booked.id}">${icon('user-round')}${words.say('after.their-page')}</a><a class="button" href="/operator/homes/${booked.home}">${icon('house')}${words.say('after.household')}</a></div>` : ''}`,
  });
}

/** What we said we would do, what to say, and that it was done. */
function promised(frame: Frame, after: After, step: Step, filled: Filled): Html {
  const { words } = frame;
  const when = (at: Temporal.Instant): string => `${words.date(at, after.booked.country)}, ${words.hour(at, after.booked.country)}`;
  if (step.doneAt) return html`<section class="card"><h2>${words.say(`after.call-${step.step}`)}</h2><p class="note safe">${icon('check')} ${words.say(`after.done-${step.doneHow ?? 'called'}`, { when: when(step.doneAt) })}</p>${step.words ? html`<p>${step.words}</p>` : ''}</section>`;
  if (step.step === 'ask-how-it-goes') return html`<p class="quiet">${words.say('after.will-be-asked', { date: words.date(step.dueAt, after.booked.country) })}</p>`;
  const isWrong = filled.problems.some(({ field }) => field === 'words' || field === 'fee');
  return html`<section class="card next"><h2>${words.say(`after.call-${step.step}`)}</h2><p class="quiet">${words.say('after.promised', { when: when(step.promisedAt) })}</p><blockquote class="quoted">${words.say(`after.script-${step.step}`, { name: after.name, technician: after.technician, house: frame.house.name })}</blockquote>
    ${after.isQuiet ? html`<p class="note danger">${words.say('after.quiet')}</p>` : after.phone ? html`<p><a class="button" href="${dial(after.phone)}">${icon('phone')}${asWritten(after.phone)}</a></p>` : html`<p class="note">${words.say('after.no-phone')}</p>`}
    ${form(`${here(after)}/rang`, html`${box({ name: 'words', label: words.say('after.said'), hint: words.say('after.said-hint'), rows: 3, filled: isWrong ? filled : fresh, words })}${isMissed(after) && !after.waived ? fee(frame, isWrong ? filled : fresh, 'fee', true) : ''}<div class="actions"><button class="main">${icon('phone')}${words.say('after.rang')}</button></div>`)}</section>`;
}

/** Whether the fee of a missed visit is asked for, and if not, why. */
const fee = ({ words }: Frame, filled: Filled, name: string, mayAsk: boolean): Html => oneOf({
  name, label: words.say(mayAsk ? 'after.fee' : 'after.waive-why'), filled, words,
  options: [...(mayAsk ? [{ value: 'ask', label: words.say('after.fee-ask') }] : []), ...WAIVED_WHY.map((value) => ({ value, label: words.say(`after.waive-${value}`) }))],
});

/** Something is owed, and no bill says so yet. */
const isToBill = (after: After): boolean => !after.waived && standing(after) === undefined && (after.seen.rule?.money === 'work' || after.seen.rule?.money === 'no-fix' || isMissed(after));
/** Before a bill for a closed door comes the call. */
const callsFirst = ({ step }: After): boolean => step?.step === 'call-them' && step.doneAt === undefined;

function money(frame: Frame, after: After, filled: Filled): Html {
  const { words } = frame;
  const { rule } = after.seen;
  const isWrong = filled.problems.some(({ field }) => field === 'why');
  return html`<section class="card"><h2>${words.say('after.money')}</h2><p>${after.waived ? words.say(`after.waived-${after.waived.why}`) : words.say(`after.money-${rule?.money ?? 'later'}`)}</p>
    ${after.bills.length === 0 ? '' : html`<ul>${after.bills.map((one) => html`<li><a href="/invoices/${one.id}">${one.number}</a>: ${words.money(one.gross)} <span class="tag">${words.say(`invoice.state-${stateOf(one)}`)}</span></li>`)}</ul>`}
    ${isToBill(after) ? html`<div class="actions">${press(`${here(after)}/invoice`, words.say('work.make-invoice'), { icon: 'receipt', ...(callsFirst(after) ? {} : { kind: 'main' }) })}</div>` : ''}
    ${isMissed(after) && !after.waived ? html`<details${isWrong ? ' open' : ''}><summary>${words.say('after.waive')}</summary>${form(`${here(after)}/waive`, html`${fee(frame, isWrong ? filled : fresh, 'why', false)}<button>${words.say('after.waive-do')}</button>`)}</details>` : ''}</section>`;
}

/** The fee of a late change, as it was shown before it was made. */
function lateFee(frame: Frame, after: After, filled: Filled): Html {
  const { words } = frame;
  const bill = after.bills.find((one) => one.kind === 'late-cancel' && stateOf(one) !== 'taken-back');
  const isWrong = filled.problems.some(({ field }) => field === 'why');
  return html`<section class="card"><h2>${words.say('after.late-fee')}</h2><p>${after.waived ? words.say(`after.waived-${after.waived.why}`) : words.say('after.late-fee-is', { amount: words.money(after.booked.fee ?? { cents: 0, currency: 'EUR' }) })}</p>
    ${bill ? html`<p><a href="/invoices/${bill.id}">${bill.number}</a>: ${words.money(bill.gross)} <span class="tag">${words.say(`invoice.state-${stateOf(bill)}`)}</span></p>` : after.waived ? '' : html`<div class="actions">${press(`${here(after)}/late-fee`, words.say('work.make-invoice'), { icon: 'receipt', kind: 'main' })}</div>`}
    ${after.waived ? '' : html`<details${isWrong ? ' open' : ''}><summary>${words.say('after.waive')}</summary>${form(`${here(after)}/waive`, html`${fee(frame, isWrong ? filled : fresh, 'why', false)}<button>${words.say('after.waive-do')}</button>`)}</details>`}</section>`;
}

/** What was agreed to, when and by what: shown beside a dispute of it. */
function disputed({ words }: Frame, { seen, booked }: After, id: ExtraId): Html {
  const extra = seen.extras.find((one) => one.id === id);
  if (!extra) return html``;
  return html`<dl class="facts"><dt>${words.say('after.disputed')}</dt><dd>${extra.why}: ${words.money(extra.worst)}</dd><dt>${words.say('after.their-yes')}</dt><dd>${extra.answeredAt ? `${words.say(`visits.said-by-${extra.saidBy ?? 'code'}`)}${extra.spokeWith ? ` (${extra.spokeWith})` : ''}, ${words.date(extra.answeredAt, booked.country)}, ${words.hour(extra.answeredAt, booked.country)}` : words.say('work.extra-proposed')}</dd></dl>`;
}

function dueTag({ words }: Frame, { now }: After, one: Complaint): Html {
  const isLate = Temporal.PlainDate.compare(now.toZonedDateTimeISO(ZONE[one.country]).toPlainDate(), one.answerBy) > 0;
  return html`<span class="tag ${isLate ? 'danger' : ''}">${words.say('quality.due-by', { day: words.date(one.answerBy, one.country) })}${isLate ? ` · ${words.say('quality.due-late')}` : ''}</span>`;
}

/** Whether the money of disputed extra work goes back is said with the answer, by who may give back. */
function decide({ words }: Frame, after: After, extra: ExtraId, asked: Readonly<{ filled: Filled; id?: string }>): Html {
  const isBilled = after.bills.some(({ lines }) => lines.some(({ source }) => source.kind === 'extra' && source.extra === extra));
  if (!isBilled || !after.mayGiveBack) return html`<p class="quiet">${words.say(isBilled ? 'after.firm-gives-back' : 'after.not-billed')}</p>`;
  return oneOf({ name: 'decide', ...asked, label: words.say('after.decide'), words, value: 'stands', options: (['stands', 'give-back'] as const).map((value) => ({ value, label: words.say(`after.decide-${value}`) })) });
}

function complaint(frame: Frame, after: After, one: Complaint, filled: Filled): Html {
  const { words } = frame;
  // Two complaints are two forms: what was typed into one does not stand in the other.
  const isAnswering = after.answering === one.id;
  const typed = isAnswering ? filled : fresh;
  const own = (field: string): { id?: string } => (isAnswering ? {} : { id: `${field}-${one.id}` });
  return html`<section class="card ${one.answer === undefined ? 'next' : ''}"><h2>${words.say('after.complaint')}: ${words.say(`quality.about-${one.about}`)} ${one.answer === undefined ? dueTag(frame, after, one) : ''}</h2>
    <p>${one.words}</p>${one.wish ? html`<p class="quiet">${words.say('quality.complain-wish')} ${one.wish}</p>` : ''}<p class="quiet">${words.say('after.they-wrote', { day: words.date(one.saidAt, one.country) })}</p>${one.extra ? disputed(frame, after, one.extra) : ''}
    ${one.answer === undefined ? form(`${here(after)}/complaints/${one.id}`, html`${box({ name: 'answer', ...own('answer'), label: words.say('quality.due-answer'), rows: 4, filled: typed, words })}${one.extra ? decide(frame, after, one.extra, { filled: typed, ...own('decide') }) : ''}<div class="actions"><button class="main">${words.say('quality.due-send')}</button></div>`)
      : html`<h3>${words.say('quality.complaint-answered', { day: one.answeredAt ? words.date(one.answeredAt, one.country) : '' })}</h3><p>${one.answer}</p>${one.settled ? html`<p class="quiet">${words.say(`after.complaint-${one.settled}`)}</p>` : ''}`}</section>`;
}
