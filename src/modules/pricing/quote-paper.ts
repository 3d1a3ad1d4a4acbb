import { type Address, type Money, ZONE, money } from '#kernel';
import { type Page, type Row, pdf } from '#platform/documents/index';
import type { Words } from '#platform/text';
import { LINE_KINDS, type Quote, type QuoteLine, type Says } from './quote.ts';
import { reckonedBy } from './reckoned.ts';
import { type RuleBook, ruleOn } from './rules.ts';

/** Who stands on a document: the provider as the law names it, and the person at home. */
export type Parties = Readonly<{
  provider: Readonly<{
    name: string; legalName: string; companyNumber: string; address: Address; phone: string; email: string;
    vat: Readonly<{ registered: true; number: string } | { registered: false; mention: string }>;
    sapNumber?: string | undefined; sapSince?: Temporal.PlainDate | undefined; mediator?: string | undefined;
  }>;
  person: Readonly<{ givenName: string; familyName: string; largePrint?: boolean | undefined }>;
  home: Readonly<{ address: Address }>;
  /** What is to be done, in the person's words. */
  tasks: readonly string[];
}>;

/** A short number of a quote that can be read out: the first eight signs of its id. */
export const quoteNumber = (quote: Pick<Quote, 'id'>): string => quote.id.slice(4, 12).toUpperCase();

const say = (words: Words, key: string, filling: Record<string, string | number> = {}): string => words.say(`pricing.${key}`, filling);
export const told = (words: Words, says: Says): string => words.say(says.key, { ...says.with });
export const addressLines = ({ line, postcode, town, country }: Address): string[] => (country === 'FR' ? [line, `${postcode} ${town}`] : [line, town, postcode]).filter((one) => one !== '');

const METRES_IN_A_MILE = 1609.344;
/** People in Great Britain think of roads in miles. */
const distance = (words: Words, metres: number, country: Quote['country']): string =>
  (country === 'GB' ? say(words, 'quantity-mile', { count: Math.round(metres / METRES_IN_A_MILE) }) : words.distance(metres));

/** What stands under a line: when it renews, what it then costs, for how long one is bound. */
function noteOf(words: Words, line: QuoteLine, quote: Quote): string | undefined {
  if (line.every === 'once') return undefined;
  const renews = say(words, 'paper-renews', { date: words.date(line.renewsOn, quote.country), price: words.money(line.later), every: say(words, `every-${line.every}`) });
  return line.minimumMonths === undefined ? renews : `${renews}; ${say(words, 'paper-minimum-months', { months: line.minimumMonths })}`;
}

const isShown = (line: QuoteLine): boolean => line.gross.cents !== 0 || line.worst.gross.cents !== 0 || line.slot === 'travel';

function rowsOf(words: Words, quote: Quote): Row[] {
  const shown = quote.lines.filter(isShown);
  return LINE_KINDS.flatMap((kind) => {
    const own = shown.filter((line) => line.kind === kind);
    return own.length === 0 ? [] : [
      { cells: [say(words, `kind-${kind}`)], strong: true },
      ...own.map((line): Row => {
        const note = noteOf(words, line, quote);
        return {
          cells: [told(words, line.says), say(words, `quantity-${line.unit}`, { count: line.quantity }), say(words, `each-${line.unit}`, { price: words.money(line.unitPrice) }), words.money(line.gross), words.money(line.worst.gross)],
          ...(note === undefined ? {} : { note }),
        };
      }),
    ];
  });
}

const rate = (words: Words, basisPoints: number): string => (basisPoints / 100).toLocaleString(words.lang === 'fr' ? 'fr-FR' : 'en-GB');

function vatRows(words: Words, quote: Quote, parties: Parties): Row[] {
  const total: Row = { cells: [say(words, parties.provider.vat.registered ? 'paper-gross' : 'paper-total'), '', '', words.money(quote.expected), words.money(quote.ceiling)], strong: true };
  if (!parties.provider.vat.registered) return [total];
  const net = quote.vat.reduce((cents, share) => cents + share.net.cents, 0);
  return [
    { cells: [say(words, 'paper-net'), '', '', words.money(money(net, quote.expected.currency)), ''] },
    ...quote.vat.map((share): Row => ({ cells: [say(words, 'paper-vat', { rate: rate(words, share.basisPoints) }), '', '', words.money(share.vat), ''] })),
    total,
  ];
}

function writeHead(page: Page, words: Words, quote: Quote, { provider, person, home, tasks }: Parties): void {
  const since = provider.sapSince ? say(words, 'paper-sap-since', { date: words.date(provider.sapSince) }) : '';
  page.letterhead(provider.name, [
    provider.legalName === provider.name ? '' : provider.legalName, addressLines(provider.address).join(', '), say(words, 'paper-phone', { phone: provider.phone }), provider.email,
    say(words, 'paper-provider', { number: provider.companyNumber }), provider.vat.registered ? say(words, 'paper-vat-number', { number: provider.vat.number }) : provider.vat.mention,
    provider.sapNumber === undefined ? '' : say(words, 'paper-sap', { number: provider.sapNumber, since }),
    provider.mediator === undefined ? '' : say(words, 'paper-mediator', { mediator: provider.mediator }),
  ].filter((line) => line !== ''));
  page.address([`${person.givenName} ${person.familyName}`, ...addressLines(home.address)], quote.country);
  page.heading(say(words, 'paper-number', { number: quoteNumber(quote) }));
  page.rows([
    [say(words, 'paper-made'), words.date(quote.computedAt, quote.country)], [say(words, 'paper-valid'), words.date(quote.validUntil, quote.country)],
    [say(words, 'paper-way'), `${say(words, `way-${quote.way}`)}, ${say(words, `when-${quote.when}`)}`], [say(words, 'paper-place'), addressLines(home.address).join(', ')],
  ]);
  if (tasks.length > 0) { page.heading(say(words, 'paper-work'), 2); page.list(tasks); }
}

function writeTerms(page: Page, words: Words, quote: Quote, rules: RuleBook): void {
  const { fees } = quote;
  if (quote.travel) page.small(say(words, 'paper-distance', { distance: distance(words, quote.travel.metres, quote.country), how: say(words, `reckoned-${reckonedBy(quote.travel).by}`, { model: quote.travel.model }) }));
  if (quote.guaranteeDays > 0) page.paragraph(say(words, 'paper-guarantee', { days: quote.guaranteeDays }));
  if (quote.dearerWhen.length > 0) { page.heading(say(words, 'paper-dearer'), 3); page.list(quote.dearerWhen.map((one) => told(words, one))); }
  if (quote.notIncluded.length > 0) { page.heading(say(words, 'paper-not-included'), 3); page.list(quote.notIncluded.map((one) => told(words, one))); }
  if (quote.unsolved) { page.heading(say(words, 'paper-unsolved'), 3); page.paragraph(told(words, quote.unsolved)); }
  page.heading(say(words, 'paper-fees'), 3);
  page.list([say(words, 'paper-late', { hours: fees.lateCancelHours, fee: words.money(fees.lateCancel) }), say(words, 'paper-missed', { fee: words.money(fees.missedVisit) })]);
  const day = quote.computedAt.toZonedDateTimeISO(ZONE[quote.country]).toPlainDate();
  const credit = ruleOn(rules, quote.country, 'tax-credit', day);
  // Apart from the price and in smaller type: arrêté of 17 March 2015.
  if (quote.credit && credit) {
    page.small(say(words, 'credit-apart', { amount: words.money(quote.credit) }));
    page.small(say(words, 'credit-how', { most: words.money(money(credit.mostSpending, 'EUR')) }));
  }
  const written = ruleOn(rules, quote.country, 'written-quote', day);
  if (written && quote.expected.cents >= written.fromAmount) page.small(written.says);
  page.small(say(words, 'paper-free'));
}

const later = (words: Words, quote: Quote): (readonly [string, string])[] => [
  [say(words, 'total-after-12'), words.money(quote.after12)], [say(words, 'total-after-24'), words.money(quote.after24)],
];

/** The quote on paper: what the law wants on it, the same lines as on the screen, and one promise. */
export function quotePdf(quote: Quote, words: Words, parties: Parties, rules: RuleBook): Promise<Buffer> {
  const number = quoteNumber(quote);
  const inVat = parties.provider.vat.registered ? '-vat' : '';
  const amounts = (amount: Money): string => words.money(amount);
  // Large letters need wider columns, or an amount breaks in the middle.
  const width = parties.person.largePrint === true ? { count: 25, price: 31, amount: 31 } : { count: 24, price: 28, amount: 24 };
  return pdf({
    title: say(words, 'paper-number', { number }), lang: words.lang === 'fr' ? 'fr' : 'en-GB', author: parties.provider.name, at: quote.computedAt,
    footer: say(words, 'paper-foot', { provider: parties.provider.name, number }), pageOf: (page, pages) => say(words, 'paper-page', { page, pages }),
    ...(parties.person.largePrint === true ? { scale: 1.5 } : {}),
  }, (page) => {
    writeHead(page, words, quote, parties);
    page.table({
      about: say(words, 'paper-title'),
      columns: [{ title: say(words, 'paper-col-what') }, { title: say(words, 'paper-col-quantity'), align: 'right', width: width.count }, { title: say(words, `paper-col-price${inVat}`), align: 'right', width: width.price },
        { title: say(words, `paper-col-expected${inVat}`), align: 'right', width: width.amount }, { title: say(words, `paper-col-worst${inVat}`), align: 'right', width: width.amount }],
      rows: [...rowsOf(words, quote), ...vatRows(words, quote, parties)],
    });
    page.big(say(words, 'total-expected'), amounts(quote.expected));
    page.heading(say(words, 'paper-promise', { amount: amounts(quote.ceiling) }), 3);
    if (quote.lines.some((line) => line.every !== 'once')) { page.heading(say(words, 'paper-later'), 3); page.rows(later(words, quote)); }
    if (quote.deposit) page.rows([[say(words, 'paper-deposit'), amounts(quote.deposit)]]);
    writeTerms(page, words, quote, rules);
    page.gap(6);
    page.small(say(words, 'paper-yes'));
  });
}
