import { type Address, type Country, type Money, money } from '#kernel';
import { addressLines, told } from '#modules/pricing';
import type { Page, Row } from '#platform/documents/index';
import type { Words } from '#platform/text';
import type { InvoiceLine, Issuer, Recipient } from './invoice.ts';

/** What invoices, credit notes and certificates have in common on paper. */
export const say = (words: Words, key: string, filling: Record<string, string | number> = {}): string => words.say(`billing.${key}`, filling);
const priced = (words: Words, key: string, filling: Record<string, string | number> = {}): string => words.say(`pricing.${key}`, filling);

export const langOf = (words: Words): string => (words.lang === 'fr' ? 'fr' : 'en-GB');
export const pageOf = (words: Words) => (page: number, pages: number): string => priced(words, 'paper-page', { page, pages });
export const rate = (words: Words, basisPoints: number): string => (basisPoints / 100).toLocaleString(words.lang === 'fr' ? 'fr-FR' : 'en-GB');

/** The issuer as the law names it, above; the addressee in the window of the envelope. */
export function writeSides(page: Page, words: Words, issuer: Issuer, recipient: Recipient, country: Country): void {
  const since = issuer.sapSince ? priced(words, 'paper-sap-since', { date: words.date(issuer.sapSince) }) : '';
  page.letterhead(issuer.name, [
    issuer.legalName === issuer.name ? '' : issuer.legalName, addressLines(issuer.address).join(', '), priced(words, 'paper-phone', { phone: issuer.phone }), issuer.email, priced(words, 'paper-provider', { number: issuer.companyNumber }),
    issuer.vat.registered ? priced(words, 'paper-vat-number', { number: issuer.vat.number }) : issuer.vat.mention,
    issuer.sapNumber === undefined ? '' : priced(words, 'paper-sap', { number: issuer.sapNumber, since }), issuer.mediator === undefined ? '' : priced(words, 'paper-mediator', { mediator: issuer.mediator }),
  ].filter((line) => line !== ''));
  page.address([recipient.name, ...addressLines(recipient.address)].filter((line) => line !== ''), country);
}

export const whereIs = (address: Address): string => addressLines(address).join(', ');

function noteOf(words: Words, line: InvoiceLine, country: Country): string | undefined {
  if (line.payableFrom) return say(words, 'extra-waits', { date: words.date(line.payableFrom, country) });
  if (line.source.kind === 'extra') return say(words, 'extra-note');
  if (line.every === 'once' || !line.renewsOn || !line.later) return undefined;
  return priced(words, 'paper-renews', { date: words.date(line.renewsOn, country), price: words.money(line.later), every: priced(words, `every-${line.every}`) });
}

/** One line of a bill; `gross` can be a part of it, on a credit note. */
export function lineRow(words: Words, line: InvoiceLine, country: Country, gross: Money = line.gross): Row {
  const note = noteOf(words, line, country);
  return {
    cells: [typeof line.says === 'string' ? line.says : told(words, line.says), priced(words, `quantity-${line.unit}`, { count: line.quantity }), priced(words, `each-${line.unit}`, { price: words.money(line.unitPrice) }), words.money(gross)],
    ...(note === undefined ? {} : { note }),
  };
}

type Sums = Readonly<{ gross: Money; vat: readonly Readonly<{ basisPoints: number; net: Money; vat: Money }>[] }>;

/** Before VAT, VAT for each rate, and the total; of an issuer that asks none, the total alone. */
export function sumRows(words: Words, sums: Sums, registered: boolean, totalKey = 'gross'): Row[] {
  const total: Row = { cells: [say(words, registered ? totalKey : totalKey === 'gross' ? 'total' : totalKey), '', '', words.money(sums.gross)], strong: true };
  if (!registered) return [total];
  const net = money(sums.vat.reduce((cents, share) => cents + share.net.cents, 0), sums.gross.currency);
  return [{ cells: [say(words, 'net'), '', '', words.money(net)] }, ...sums.vat.map((share): Row => ({ cells: [say(words, 'vat', { rate: rate(words, share.basisPoints) }), '', '', words.money(share.vat)] })), total];
}

/** Large letters need wider columns, or an amount breaks in the middle. */
export const columns = (words: Words, registered: boolean, largePrint: boolean) => {
  const inVat = registered ? '-vat' : '';
  return [{ title: say(words, 'col-what') }, { title: say(words, 'col-quantity'), align: 'right' as const, width: largePrint ? 28 : 26 }, { title: say(words, `col-price${inVat}`), align: 'right' as const, width: 32 }, { title: say(words, `col-amount${inVat}`), align: 'right' as const, width: largePrint ? 34 : 28 }];
};
