import { type Country, type Currency, money } from '#kernel';
import { z } from 'zod';
import type { Gives } from './voucher.ts';

/** The most vouchers of one series. */
export const MOST_VOUCHERS = 500;
const MOST_CENTS = 100_000;

export const partnerAsk = z.object({
  name: z.string().trim().min(2, 'partners.name-missing').max(120, 'where.too-long'), contact: z.string().trim().min(3, 'partners.contact-missing').max(254, 'where.too-long'),
  country: z.enum(['FR', 'GB'], 'partners.country-missing'),
});
export type AsksForPartner = z.infer<typeof partnerAsk>;
export type AsksForSeries = Readonly<{ purpose: string; gives: Gives; count: number; until: Temporal.PlainDate }>;

const number = z.string().trim().transform((text) => Number(text.replaceAll(/[\s€£%]/g, '').replace(',', '.')));
/** A series as a form sends it: amounts in whole units, a percentage in percent. */
export const seriesAsk = z.object({
  purpose: z.string().trim().min(2, 'partners.purpose-missing').max(140, 'where.too-long'), gives: z.enum(['amount', 'percent', 'solidarity'], 'partners.gives-missing'),
  value: number.optional(), most: number.optional(),
  count: z.coerce.number('partners.count-unclear').int('partners.count-unclear').min(1, 'partners.count-unclear').max(MOST_VOUCHERS, 'partners.count-unclear'),
  until: z.iso.date('set-up.day-unclear').transform((text) => Temporal.PlainDate.from(text)),
});

const cents = (value: number | undefined): number | undefined => (value !== undefined && value > 0 && Math.round(value * 100) <= MOST_CENTS ? Math.round(value * 100) : undefined);

/** What the fields of a series come to, or the field that is missing. */
export function givesFrom(asked: Pick<z.infer<typeof seriesAsk>, 'gives' | 'value' | 'most'>, country: Country): Gives | 'value' | 'most' {
  const currency: Currency = country === 'FR' ? 'EUR' : 'GBP';
  if (asked.gives === 'solidarity') return { kind: 'solidarity' };
  if (asked.gives === 'amount') { const amount = cents(asked.value); return amount === undefined ? 'value' : { kind: 'amount', amount: money(amount, currency) }; }
  if (asked.value === undefined || !(asked.value > 0 && asked.value <= 100)) return 'value';
  const most = cents(asked.most);
  return most === undefined ? 'most' : { kind: 'percent', basisPoints: Math.round(asked.value * 100), most: money(most, currency) };
}
