import { type Country, type Money, ZONE, money } from '#kernel';
import { LINE_KINDS, quoteNumber } from '#modules/pricing';
import { type Page, type Paper, type Row, creditorReference, epcQr, pdf } from '#platform/documents/index';
import type { Words } from '#platform/text';
import type { Certificate } from './certificate.ts';
import { type CreditNote, type Invoice, heldOn, owedOf } from './invoice.ts';
import { columns, langOf, lineRow, pageOf, say, sumRows, whereIs, writeSides } from './paper.ts';

function linesByKind(words: Words, invoice: Invoice): Row[] {
  return LINE_KINDS.flatMap((kind) => {
    const own = invoice.lines.filter((line) => line.kind === kind);
    return own.length === 0 ? [] : [{ cells: [words.say(`pricing.kind-${kind}`)], strong: true }, ...own.map((line) => lineRow(words, line, invoice.country))];
  });
}

function writeFacts(page: Page, words: Words, invoice: Invoice): void {
  const { attended, unattended } = invoice.minutes;
  const time = unattended > 0 ? say(words, 'time-and-alone', { attended: words.span(attended), unattended: words.span(unattended) }) : say(words, 'time-is', { attended: words.span(attended) });
  page.rows([
    [say(words, 'issued-on'), words.date(invoice.issuedAt, invoice.country)], [say(words, 'served-on'), words.date(invoice.servedOn)], [say(words, 'due-on'), words.date(invoice.dueOn)],
    [say(words, 'from-quote'), quoteNumber({ id: invoice.quote })], [say(words, 'place'), whereIs(invoice.recipient.address)],
    ...(invoice.technician.badge === '' ? [] : [[say(words, 'who-came'), say(words, 'who-came-is', { ...invoice.technician })] as const]),
    ...(attended + unattended > 0 ? [[say(words, 'time-spent'), time] as const] : []),
    ...(invoice.replaces ? [[say(words, 'replaces'), ''] as const] : []),
  ]);
}

/** What was agreed at the door and must not be paid yet when the invoice is made, and from when it may. */
function waiting(invoice: Invoice): { amount: Money; from: Temporal.PlainDate } | undefined {
  const amount = heldOn(invoice, dayOf(invoice));
  const from = invoice.lines.flatMap(({ payableFrom }) => (payableFrom ? [payableFrom] : [])).toSorted(Temporal.PlainDate.compare).at(-1);
  return amount.cents > 0 && from ? { amount, from } : undefined;
}
const dayOf = (invoice: Invoice): Temporal.PlainDate => invoice.issuedAt.toZonedDateTimeISO(ZONE[invoice.country]).toPlainDate();

function writePaid(page: Page, words: Words, invoice: Invoice): void {
  const rows = [
    ...invoice.creditNotes.map((note) => [say(words, 'credited', { number: note.number }), `−${words.money(note.gross)}`] as const),
    ...invoice.payments.map((payment) => [say(words, 'paid-on', { means: say(words, `means-${payment.means}`), date: words.date(payment.receivedOn) }), words.money(payment.amount)] as const),
  ];
  if (rows.length > 0) page.rows(rows);
  const owed = owedOf(invoice);
  const held = waiting(invoice);
  if (owed.cents > 0) page.big(say(words, 'still-owed'), words.money(owed));
  if (owed.cents > 0 && held) page.paragraph(say(words, 'waits', { now: words.money(money(Math.max(0, owed.cents - held.amount.cents), owed.currency)), later: words.money(held.amount), date: words.date(held.from, invoice.country) }));
  if (owed.cents > 0) return;
  if (owed.cents < 0) page.paragraph(say(words, 'owed-back', { amount: words.money({ cents: -owed.cents, currency: owed.currency }) }));
  else page.paragraph(say(words, 'all-paid'));
}

/** The transfer as figures and, in euros, as the square code that banking apps read. */
function writeHowToPay(page: Page, words: Words, invoice: Invoice, owed: Money): void {
  const { pay } = invoice.issuer;
  page.together(60);
  page.heading(say(words, 'how-to-pay'), 2);
  if (pay.kind === 'sort-code') {
    page.rows([[say(words, 'pay-to'), pay.name], [say(words, 'sort-code'), pay.sortCode], [say(words, 'account'), pay.account], [say(words, 'reference'), invoice.number], [say(words, 'amount'), words.money(owed)]]);
    return;
  }
  const reference = creditorReference(invoice.number);
  if (owed.currency === 'EUR') {
    const text = epcQr({ name: pay.name, iban: pay.iban, ...(pay.bic === undefined ? {} : { bic: pay.bic }), cents: owed.cents, reference });
    page.qr({ text, level: 'M', side: 38, alt: say(words, 'qr-alt', { amount: words.money(owed), name: pay.name }), beside: [say(words, 'qr-beside')] });
  }
  page.rows([[say(words, 'pay-to'), pay.name], [say(words, 'iban'), pay.iban.replaceAll(/\s/g, '').replaceAll(/(.{4})(?=.)/g, '$1 ')], ...(pay.bic === undefined ? [] : [[say(words, 'bic'), pay.bic] as const]), [say(words, 'reference'), `${reference} (${invoice.number})`], [say(words, 'amount'), words.money(owed)]]);
}

const about = (words: Words, title: string, author: string, at: Temporal.Instant, number: string, largePrint: boolean) => ({
  title, lang: langOf(words), author, at, footer: say(words, 'foot', { provider: author, number }), pageOf: pageOf(words), ...(largePrint ? { scale: 1.5 } : {}),
});

const aboutInvoice = (words: Words, { issuer, number, issuedAt, recipient }: Invoice) => about(words, say(words, 'invoice', { number }), issuer.name, issuedAt, number, recipient.largePrint);

/** The invoice on paper, with what the law of its country wants on it; what is still owed is as it stands now. */
export const invoicePdf = (invoice: Invoice, words: Words): Promise<Buffer> => pdf(aboutInvoice(words, invoice), invoicePaper(invoice, words).write);

/** The same, to go into one file with other papers. */
export function invoicePaper(invoice: Invoice, words: Words): Paper {
  const { issuer, number } = invoice;
  const { footer, pageOf: pages, scale = 1 } = aboutInvoice(words, invoice);
  const write = (page: Page): void => {
    const title = say(words, 'invoice', { number });
    writeSides(page, words, issuer, invoice.recipient, invoice.country);
    page.heading(title);
    writeFacts(page, words, invoice);
    page.table({ about: say(words, 'about-table'), columns: columns(words, issuer.vat.registered, invoice.recipient.largePrint), rows: [...linesByKind(words, invoice), ...sumRows(words, invoice, issuer.vat.registered)] });
    if (invoice.kind === 'visit') {
      page.paragraph(invoice.extrasCeiling.cents > 0 ? say(words, 'promise-extras', { ceiling: words.money(invoice.ceiling), extras: words.money(invoice.extrasCeiling) }) : say(words, 'promise', { ceiling: words.money(invoice.ceiling) }));
    }
    writePaid(page, words, invoice);
    const owed = owedOf(invoice);
    // The square code asks for what may be paid now, never for what must wait.
    const now = money(owed.cents - (waiting(invoice)?.amount.cents ?? 0), owed.currency);
    if (now.cents > 0) writeHowToPay(page, words, invoice, now);
    if (!issuer.vat.registered) page.small(issuer.vat.mention);
    if (issuer.guaranteeDays > 0 && invoice.kind === 'visit') page.paragraph(say(words, 'guarantee', { days: issuer.guaranteeDays, phone: issuer.phone }));
    // Apart from the price and in smaller type: arrêté of 17 March 2015.
    if (invoice.credit) page.small(say(words, 'credit-apart', { eligible: words.money(invoice.credit.eligible), amount: words.money(invoice.credit.amount) }));
  };
  return { footer, pageOf: pages, scale, write };
}

/** What was given back, line by line. */
export function creditNotePdf(note: CreditNote, invoice: Invoice, words: Words): Promise<Buffer> {
  const title = say(words, 'credit-note', { number: note.number });
  const { registered } = invoice.issuer.vat;
  return pdf(about(words, title, invoice.issuer.name, note.issuedAt, note.number, invoice.recipient.largePrint), (page) => {
    writeSides(page, words, invoice.issuer, invoice.recipient, invoice.country);
    page.heading(title);
    page.rows([[say(words, 'issued-on'), words.date(note.issuedAt, invoice.country)], [say(words, 'credit-note-for'), invoice.number], [say(words, 'credit-note-why'), note.why]]);
    const rows = note.lines.flatMap(({ line, gross }) => { const of = invoice.lines.find(({ id }) => id === line); return of ? [lineRow(words, of, invoice.country, gross)] : []; });
    page.table({ about: say(words, 'about-table'), columns: columns(words, registered, invoice.recipient.largePrint), rows: [...rows, ...sumRows(words, note, registered, 'credit-note-total')] });
    if (!invoice.issuer.vat.registered) page.small(invoice.issuer.vat.mention);
  });
}

/** The yearly certificate of a French provider of personal services (Code du travail art. D7233-4). */
export function certificatePdf(certificate: Certificate, words: Words, at: Temporal.Instant): Promise<Buffer> {
  const { issuer, recipient, year } = certificate;
  const title = say(words, 'certificate', { year });
  const country: Country = recipient.address.country;
  return pdf(about(words, title, issuer.name, at, String(year), recipient.largePrint), (page) => {
    writeSides(page, words, issuer, recipient, country);
    page.heading(title);
    page.paragraph(say(words, 'certificate-says', { provider: issuer.legalName, name: recipient.name, total: words.money(certificate.total), year: String(year) }));
    if (issuer.sapNumber !== undefined) page.paragraph(say(words, 'certificate-declared', { number: issuer.sapNumber, since: issuer.sapSince ? say(words, 'certificate-since', { date: words.date(issuer.sapSince) }) : '' }));
    page.table({
      about: title,
      columns: [{ title: say(words, 'certificate-col-day') }, { title: say(words, 'certificate-col-who'), width: 42 }, { title: say(words, 'certificate-col-time'), width: 26 }, { title: say(words, 'certificate-col-invoice'), width: 36 }, { title: say(words, 'certificate-col-paid'), align: 'right', width: 26 }],
      rows: [
        ...certificate.visits.map((visit): Row => ({ cells: [words.date(visit.on), say(words, 'who-came-is', { ...visit.technician }), words.span(visit.minutes), visit.number, words.money(visit.eligible)] })),
        { cells: [say(words, 'total'), '', '', '', words.money(certificate.total)], strong: true },
      ],
    });
    if (certificate.notCounted.cents > 0) page.paragraph(say(words, 'certificate-not-counted', { amount: words.money(certificate.notCounted) }));
    page.small(say(words, 'certificate-cesu'));
    page.small(say(words, 'certificate-keep'));
  });
}
