/** The currencies of the countries we know. */
export type Currency = 'EUR' | 'GBP';

/** An amount in the smallest unit of its currency (cents, pence). Never a fraction: round where you multiply, nowhere else. */
export type Money = Readonly<{ cents: number; currency: Currency }>;

export function money(value: number, currency: Currency): Money {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Money needs whole cents, got (${value}). Maybe round first, with share().`);
  return { cents: value === 0 ? 0 : value, currency };
}
export const zero = (currency: Currency): Money => money(0, currency);

function sameCurrency(a: Money, b: Money): Currency {
  if (a.currency !== b.currency) throw new TypeError(`Cannot mix (${a.currency}) with (${b.currency}). Maybe two providers of different countries met in one sum.`);
  return a.currency;
}

export const add = (a: Money, b: Money): Money => money(a.cents + b.cents, sameCurrency(a, b));
export const minus = (a: Money, b: Money): Money => money(a.cents - b.cents, sameCurrency(a, b));
export const isMore = (a: Money, b: Money): boolean => sameCurrency(a, b) !== undefined && a.cents > b.cents;
export const least = (a: Money, b: Money): Money => (isMore(a, b) ? b : a);
export const most = (a: Money, b: Money): Money => (isMore(a, b) ? a : b);

/** The sum of amounts; an empty sum still has a currency. */
export const sum = (amounts: Iterable<Money>, currency: Currency): Money => Array.from(amounts).reduce(add, zero(currency));

/** A whole number of times an amount. */
export const times = (amount: Money, count: number): Money => money(amount.cents * count, amount.currency);

/** `numerator / denominator` of an amount, rounded half away from zero, as invoices are. */
export function share(amount: Money, numerator: number, denominator: number): Money {
  const exact = (amount.cents * numerator) / denominator;
  return money(Math.sign(exact) * Math.round(Math.abs(exact)), amount.currency);
}

/** Splits an amount by weights without losing a cent: the parts always add up to the whole. */
export function split(amount: Money, weights: readonly number[]): Money[] {
  const total = weights.reduce((a, b) => a + b, 0);
  let given = 0;
  let soFar = 0;
  return weights.map((weight) => {
    soFar += weight;
    const upToHere = Math.round((amount.cents * soFar) / total);
    const part = money(upToHere - given, amount.currency);
    given = upToHere;
    return part;
  });
}
