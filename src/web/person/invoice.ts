import { html } from 'hono/html';
import { z } from 'zod';
import { type InvoiceId, type VisitId, ZONE, isId } from '#kernel';
import { type Invoice, MEANS, creditNotePdf, heldOn, invoicePdf, owedOf, payableOn, stateOf } from '#modules/billing';
import type { Words } from '#platform/text';
import { type Call, type Door, type Problem, type Reply, file, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, listOf, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import type { Complaint } from '#modules/quality';
import { refundDoor, refundForm, refundsPart } from '../operator/refund.ts';
import { disputedOn, saidOf } from '../parts/disputed.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
const paymentAsks = z.object({
  means: z.enum(MEANS as unknown as [(typeof MEANS)[number], ...(typeof MEANS)[number][]]),
  amount: z.string().trim().transform((typed) => Math.round(Number(typed.replace(/\s/g, '').replace(',', '.')) * 100)).pipe(z.number('work.price-unclear').int('work.price-unclear').min(1, 'work.price-unclear').max(10_000_000, 'work.price-unclear')),
  receivedOn: z.iso.date('invoice.date-unclear'), reference: z.string().trim().max(100, 'where.too-long').optional(),
});

/** The bill: what was agreed beside what it came to, how to pay, what was paid. */
export function invoiceDoors(has: WebHas): Door[] {
  return [
    screen({
      method: 'GET', path: '/visits/:visit/invoice', who: ['asker'],
      answer: async (call) => {
        const id = call.params['visit'] ?? '';
        const [invoice] = isId('Visit', id) ? await call.look((work) => has.billing.invoicesFor(work, id as VisitId)) : [];
        if (invoice) return go(`/invoices/${invoice.id}`);
        const barred = isId('Visit', id) ? await barredFrom(has, call, id as VisitId) : undefined;
        if (barred) return page(barred);
        const [rule, waived] = isId('Visit', id) ? await call.look(async (work) => { const seen = await has.visits.see(work, id as VisitId); return [seen?.rule, seen && (await has.billing.known.waived(work, id as VisitId))?.why] as const; }) : [];
        const frame = frameOf(has, call);
        return page(shell(frame, { title: frame.words.say('invoice.none'), main: html`<h1>${frame.words.say('invoice.none')}</h1><p class="lead">${frame.words.say(waived ? `after.waived-${waived}` : rule ? `visits.money-${rule.money}` : 'invoice.none-more')}</p>${rule ? html`<p><a href="/visits/${id}">${icon('arrow-left')} ${frame.words.say('visit.title')}</a></p>` : ''}` }));
      },
    }),
    refundDoor(has, (call, filled) => show(has, call, filled)),
    screen({ method: 'GET', path: '/invoices/:invoice', who: ['asker'], answer: (call) => show(has, call, fresh) }),
    screen({
      method: 'POST', path: '/invoices/:invoice/payments', who: ['provider', 'finance'], asks: paymentAsks, again: (call, typed, problems) => show(has, call, { typed, problems }),
      answer: (call) => {
        const id = call.params['invoice'] ?? '';
        if (!isId('Invoice', id)) return missing;
        const again = (problem: Problem): Promise<Reply> => show(has, call as unknown as Call, { typed: { amount: String(call.asked.amount / 100), receivedOn: call.asked.receivedOn, means: call.asked.means }, problems: [problem] });
        return call.change((work) => has.billing.recordPayment(work, { invoice: id as InvoiceId, means: call.asked.means, amount: call.asked.amount, receivedOn: Temporal.PlainDate.from(call.asked.receivedOn), ...(call.asked.reference ? { reference: call.asked.reference } : {}) }),
          () => go(`/invoices/${id}`), (refusal) => again({ field: 'amount', says: `billing.${refusal.kind}` }));
      },
    }),
    screen({
      method: 'GET', path: '/invoices/:invoice/credit-notes/:note', who: ['asker'],
      answer: async (call) => {
        const id = call.params['invoice'] ?? '';
        const found = isId('Invoice', id) ? await paperOf(has, call, id) : undefined;
        const note = found?.creditNotes.find((one) => `${one.id}.pdf` === call.params['note']);
        return found && note ? file(await creditNotePdf(note, found, has.text[call.lang]), 'application/pdf', { name: `${note.number}.pdf`, inline: true }) : missing;
      },
    }),
    screen({
      method: 'POST', path: '/invoices/:invoice/credit-note', who: ['provider', 'finance'], asks: z.object({ why: z.string().trim().min(3, 'invoice.why-missing').max(300, 'where.too-long') }), again: (call, typed, problems) => show(has, call, { typed, problems }),
      answer: (call) => {
        const id = call.params['invoice'] ?? '';
        return isId('Invoice', id) ? call.change((work) => has.billing.creditNote(work, { invoice: id as InvoiceId, why: call.asked.why }), () => go(`/invoices/${id}`), (refusal) => show(has, call as unknown as Call, { typed: { why: call.asked.why }, problems: [{ field: 'why', says: `billing.${refusal.kind}` }] })) : missing;
      },
    }),
  ];
}

/** The page for who knows of the visit and may not know of its bills: it says whom to ask, and never whether there is one. */
async function barredFrom(has: WebHas, call: Call, id: VisitId): Promise<Html | Promise<Html> | undefined> {
  const visit = await call.look(async (work) => ((await has.billing.mayRead(work, id)) ? undefined : has.booking.visit(work, id)));
  if (!visit) return undefined;
  const frame = frameOf(has, call);
  const { words } = frame;
  const isTechnician = call.by.kind === 'person' && call.by.technician === visit.technician;
  return shell(frame, { title: words.say('invoice.barred'), main: html`<h1>${words.say('invoice.barred')}</h1><p class="lead">${words.say(isTechnician ? 'invoice.barred-technician' : 'invoice.barred-helper')}</p><p><a href="${isTechnician ? '/day' : `/visits/${id}`}">${icon('arrow-left')} ${words.say(isTechnician ? 'day.title' : 'visit.title')}</a></p>` });
}

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const asked = call.params['invoice'] ?? '';
  const id = asked.replace(/\.pdf$/, '');
  if (!isId('Invoice', id)) return missing;
  if (asked.endsWith('.pdf')) {
    const paper = await paperOf(has, call, id);
    return paper ? file(await invoicePdf(paper, has.text[call.lang]), 'application/pdf', { name: `${paper.number}.pdf`, inline: true }) : missing;
  }
  const found = await call.look((work) => has.billing.invoice(work, id as InvoiceId));
  if (!found.ok) return missing;
  const { visit } = found.value;
  return page(invoicePage(has, call, { invoice: found.value, complaints: await call.look((work) => has.quality.complaintsOf(work, visit)), remindedAt: await call.look((work) => has.billing.known.remindedAt(work, id as InvoiceId)) }, filled), filled.problems.length > 0 ? 422 : 200);
}

/** The bill as a paper: it names the home, so that an office which opens it stands in the journal. */
const paperOf = (has: WebHas, call: Pick<Call, 'by'>, id: InvoiceId): Promise<Invoice | undefined> => has.privacy.opening(call.by, async (work) => {
  const found = await has.billing.invoice(work, id);
  return found.ok ? { shows: found.value, opened: [{ saw: 'paper', home: found.value.home, for: found.value.visit }] } : undefined;
});

/** `complaints`: what was said about the visit, for who may read it. */
type Billed = Readonly<{ invoice: Invoice; complaints: readonly Complaint[]; remindedAt?: Temporal.Instant | undefined }>;

function invoicePage(has: WebHas, call: Call, { invoice, complaints, remindedAt }: Billed, filled: Filled): Html | Promise<Html> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const owed = owedOf(invoice);
  const isOffice = call.by.kind === 'person' && (call.by.provider === invoice.provider || call.by.roles.includes('finance') || call.by.roles.includes('admin'));
  return shell(frame, {
    title: words.say('invoice.title', { number: invoice.number }),
    main: html`${wayBack(frame, invoice, isOffice)}${whatWasWrong(words, filled)}<h1>${words.say('invoice.title', { number: invoice.number })}</h1><p>${words.say('invoice.from', { name: invoice.issuer.name, date: words.date(invoice.issuedAt, invoice.country) })}</p>
      <p class="price">${words.money(invoice.gross)}</p>${agreed(frame, invoice)}
      <p class="tag ${owed.cents > 0 ? '' : 'safe'}">${words.say(`invoice.state-${stateOf(invoice)}`)}</p>
      ${remindedAt && owed.cents > 0 ? html`<p class="quiet" id="reminded">${words.say('invoice.reminded', { date: words.date(remindedAt, invoice.country) })}</p>` : ''}${invoice.kind === 'deposit' ? html`<p class="note">${words.say('refund.deposit')}</p>` : ''}
      <section class="card"><h2>${words.say('invoice.lines')}</h2>${lines(frame, invoice, isOffice ? undefined : complaints)}</section>
      ${taxCredit(frame, invoice)}
      ${owed.cents > 0 ? payHow(frame, { invoice, complaints }, has.clock.now().toZonedDateTimeISO(ZONE[invoice.country]).toPlainDate()) : ''}
      ${invoice.payments.length > 0 ? html`<section class="card"><h2>${words.say('invoice.paid')}</h2><ul>${invoice.payments.map((payment) => html`<li>${words.money(payment.amount)} · ${words.say(`invoice.means-${payment.means}`)} · ${words.date(payment.receivedOn)}</li>`)}</ul></section>` : ''}
      ${invoice.creditNotes.map((note) => html`<p class="note"><a href="/invoices/${invoice.id}/credit-notes/${note.id}.pdf">${words.say('invoice.credited', { number: note.number, amount: words.money(note.gross) })}</a> ${note.why}</p>`)}
      ${refundsPart(frame, invoice)}${isOffice ? forOffice(has, frame, invoice, filled) : ''}
      <div class="actions"><a class="button" href="/invoices/${invoice.id}.pdf">${icon('file-text')}${words.say('invoice.pdf')}</a>${sheetLink(frame, invoice)}</div>`,
  });
}

const wayBack = ({ words }: Frame, { visit }: Invoice, isOffice: boolean): Html => html`<p class="where-am-i no-print">${isOffice ? html`<a href="/finance">${icon('arrow-left')} ${words.say('finance.title')}</a>` : html`<a href="/visits/${visit}">${icon('arrow-left')} ${words.say('visit.title')}</a>`}</p>`;
// A visit that never took place has no sheet, and the most it could have cost says nothing about its fee.
const agreed = ({ words }: Frame, { kind, ceiling }: Invoice): Html => (kind === 'late-cancel' ? html`` : html`<p class="never-more">${words.say('invoice.agreed', { ceiling: words.money(ceiling) })}</p>`);
const taxCredit = ({ words }: Frame, invoice: Invoice): Html => (invoice.credit && stateOf(invoice) !== 'taken-back' ? html`<p class="small quiet">${words.say('quotes.credit', { amount: words.money(invoice.credit.amount) })}</p>` : html``);
const sheetLink = ({ words }: Frame, { kind, visit }: Invoice): Html => (kind === 'late-cancel' ? html`` : html`<a class="button" href="/visits/${visit}/sheet">${words.say('visit.read-sheet')}</a>`);

/** What the office does with a bill: writes down what came in or went back, and takes it back. */
const forOffice = (has: WebHas, frame: Frame, invoice: Invoice, filled: Filled): Html => html`${refundForm(has, frame, invoice, filled)}${owedOf(invoice).cents > 0 ? paymentForm(has, frame, invoice, filled) : ''}
  ${stateOf(invoice) === 'taken-back' ? '' : html`<details class="card"${filled.problems.some(({ field }) => field === 'why') ? ' open' : ''}><summary>${frame.words.say('invoice.take-back')}</summary>${form(`/invoices/${invoice.id}/credit-note`, html`${line({ name: 'why', label: frame.words.say('invoice.why'), filled, words: frame.words })}<button class="danger">${frame.words.say('invoice.take-it-back')}</button>`)}</details>`}`;

/** `complaints`: undefined for the office, which disputes nothing. */
const lines = ({ words }: Frame, invoice: Invoice, complaints: readonly Complaint[] | undefined): Html => html`<div class="scroll-x"><table><tbody>${invoice.lines.map((one) => html`<tr><td>${typeof one.says === 'string' ? one.says : words.say(one.says.key, one.says.with)}${one.source.kind === 'extra' ? html` <span class="tag">${words.say('invoice.extra')}</span>` : ''}${one.payableFrom ? html`<br><span class="quiet">${words.say('billing.extra-waits', { date: words.date(one.payableFrom) })}</span>` : ''}${one.source.kind === 'extra' && complaints ? html`<br><span class="small">${saidOf(words, invoice.visit, one.source.extra, complaints)}</span>` : ''}</td><td class="amount">${words.money(one.gross)}</td></tr>`)}</tbody>
  <tfoot>${invoice.vat.map((share) => html`<tr><td class="quiet">${words.say('invoice.vat', { percent: share.basisPoints / 100 })}</td><td class="amount quiet">${words.money(share.vat)}</td></tr>`)}<tr><th scope="row">${words.say('quotes.total')}</th><td class="amount"><strong>${words.money(invoice.gross)}</strong></td></tr></tfoot></table></div>`;

/** What was agreed at the door and must not be paid yet, and what may be paid now. */
function waits(words: Words, invoice: Invoice, today: Temporal.PlainDate): Html {
  const held = heldOn(invoice, today);
  const from = invoice.lines.flatMap(({ payableFrom }) => (payableFrom ? [payableFrom] : [])).toSorted(Temporal.PlainDate.compare).at(-1);
  return held.cents > 0 && from ? html`<p class="note warm">${words.say('billing.waits', { now: words.money(payableOn(invoice, today)), later: words.money(held), date: words.date(from) })}</p>` : html``;
}

/** What is disputed need not be paid before there is an answer. */
function inDispute(words: Words, { invoice, complaints }: Billed, today: Temporal.PlainDate): Html {
  const disputed = disputedOn(invoice, complaints);
  const answerBy = complaints.find(({ extra, answer }) => extra !== undefined && answer === undefined)?.answerBy;
  if (disputed <= 0 || !answerBy) return html``;
  const { currency } = invoice.gross;
  return html`<p class="note warm">${words.say('dispute.pay', { now: words.money({ cents: Math.max(0, Math.min(payableOn(invoice, today).cents, owedOf(invoice).cents - disputed)), currency }), later: words.money({ cents: disputed, currency }), date: words.date(answerBy) })}</p>`;
}

/** Where to pay: the provider's own account, never ours. */
function payHow({ words }: Frame, { invoice, complaints }: Billed, today: Temporal.PlainDate): Html {
  const { pay } = invoice.issuer;
  return html`<section class="card"><h2>${words.say('invoice.how-to-pay')}</h2>${owedOf(invoice).cents === invoice.gross.cents ? '' : html`<p class="lead"><strong>${words.say('invoice.still', { amount: words.money(owedOf(invoice)) })}</strong></p>`}<p>${words.say('invoice.due', { date: words.date(invoice.dueOn) })}</p>${waits(words, invoice, today)}${inDispute(words, { invoice, complaints }, today)}<dl class="facts"><dt>${words.say('invoice.to')}</dt><dd>${pay.name}</dd>
    ${pay.kind === 'iban' ? html`<dt>IBAN</dt><dd class="number">${pay.iban.replace(/(.{4})/g, '$1 ')}</dd>` : html`<dt>${words.say('invoice.sort-code')}</dt><dd class="number">${pay.sortCode}</dd><dt>${words.say('invoice.account')}</dt><dd class="number">${pay.account}</dd>`}
    <dt>${words.say('invoice.reference')}</dt><dd class="number">${invoice.number}</dd></dl><p class="note warm">${words.say('invoice.never')}</p></section>`;
}

const paymentForm = (has: WebHas, { words }: Frame, invoice: Invoice, filled: Filled): Html => html`<section class="card"><h2>${words.say('invoice.record')}</h2>${form(`/invoices/${invoice.id}/payments`, html`${listOf({ name: 'means', label: words.say('invoice.means'), filled, words, options: MEANS.map((means) => ({ value: means, label: words.say(`invoice.means-${means}`) })) })}
  ${line({ name: 'amount', label: words.say('invoice.amount'), value: (owedOf(invoice).cents / 100).toFixed(2), size: 'short', inputmode: 'decimal', filled, words })}${line({ name: 'receivedOn', label: words.say('invoice.received-on'), type: 'date', value: has.clock.now().toZonedDateTimeISO('UTC').toPlainDate().toString(), size: 'medium', filled, words })}
  <button>${icon('check')}${words.say('invoice.record-it')}</button>`)}</section>`;
