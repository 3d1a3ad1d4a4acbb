import { type HomeId, type Money, type ProviderId, type VisitId, money, sum, zero } from '#kernel';
import type { CreditRule } from '#modules/pricing';
import { type Invoice, type Issuer, type Recipient, type WhoCame, creditedOf } from './invoice.ts';

/** What a provider certifies to a household for one year (France: Code du travail art. D7233-4, by 31 March). */
export type Certificate = Readonly<{
  provider: ProviderId; home: HomeId; year: number; rule: string;
  issuer: Issuer; recipient: Recipient;
  visits: readonly Readonly<{ visit: VisitId; number: string; on: Temporal.PlainDate; minutes: number; technician: WhoCame; eligible: Money }>[];
  /** What was paid for eligible work by means that count. */
  total: Money;
  /** What was paid in a way that does not count, cash for example. */
  notCounted: Money;
}>;

/** How much of the eligible work of one invoice was paid in a year by means that count: in step with what was paid of the whole, rounded down. */
export function eligiblePaid(invoice: Invoice, rule: Pick<CreditRule, 'means'>, year: number): Readonly<{ counted: Money; notCounted: Money }> {
  const { currency } = invoice.gross;
  const eligible = invoice.credit?.eligible ?? zero(currency);
  const left = money(invoice.gross.cents - creditedOf(invoice).cents, currency);
  if (eligible.cents <= 0 || left.cents <= 0) return { counted: zero(currency), notCounted: zero(currency) };
  const backOnEligible = sum(invoice.creditNotes.flatMap((note) => note.lines.flatMap(({ line, gross }) => {
    const of = invoice.lines.find(({ id }) => id === line);
    return of?.eligible && of.gross.cents !== 0 ? [money(Math.ceil((gross.cents * of.eligible.cents) / of.gross.cents), currency)] : [];
  })), currency);
  const stillEligible = Math.max(0, eligible.cents - backOnEligible.cents);
  const part = (cents: number): number => Math.floor((stillEligible * Math.max(0, cents)) / left.cents);
  const inYear = invoice.payments.filter(({ receivedOn }) => receivedOn.year === year);
  const counting = sum(inYear.filter(({ means }) => rule.means.includes(means)).map(({ amount }) => amount), currency);
  const other = sum(inYear.filter(({ means }) => !rule.means.includes(means)).map(({ amount }) => amount), currency);
  return { counted: money(part(Math.min(counting.cents, left.cents)), currency), notCounted: money(part(Math.min(other.cents, left.cents)), currency) };
}

/** The certificate of a year from the invoices of one provider to one home; undefined when nothing that was paid counts. */
export function certificateFrom(invoices: readonly Invoice[], rule: CreditRule, year: number): Certificate | undefined {
  const own = invoices.map((invoice) => ({ invoice, ...eligiblePaid(invoice, rule, year) })).filter(({ counted, notCounted }) => counted.cents > 0 || notCounted.cents > 0);
  const last = own.at(-1)?.invoice;
  if (!last) return undefined;
  const { currency } = last.gross;
  const counted = own.filter((one) => one.counted.cents > 0);
  return {
    provider: last.provider, home: last.home, year, rule: rule.id, issuer: last.issuer, recipient: last.recipient,
    visits: counted.map(({ invoice, counted: eligible }) => ({ visit: invoice.visit, number: invoice.number, on: invoice.servedOn, minutes: invoice.minutes.attended, technician: invoice.technician, eligible })),
    total: sum(counted.map((one) => one.counted), currency), notCounted: sum(own.map((one) => one.notCounted), currency),
  };
}
