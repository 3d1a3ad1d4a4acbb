import type { Country } from '#kernel';
import { type Asked, contractRule } from './rules.ts';
import type { Law } from './withdrawal.ts';

/** A figure and the article or house rule that it comes from. */
export type Ruled<T> = Readonly<{ value: T; article: string; confirmed: boolean }>;
/**
 * What holds for things that leave a home and for parts on order. Undefined: no such rule holds here, and then the careful side
 * counts: no deposit, no diagnosis fee. Days are calendar days; `deposit` in basis points of the price of the part.
 */
export type GoodsRules = Readonly<{
  deposit?: Ruled<number>; partLate?: Ruled<number>; repairOffer?: Ruled<number>; diagnosisFee?: Ruled<true>;
  notFetched?: Ruled<Readonly<{ remindDays: number; days: number }>>;
}>;

export function goodsRules(law: Law, country: Country, on: Temporal.PlainDate): GoodsRules {
  const asked: Asked = { ...law, country, channel: 'at-home', on };
  const ruled = <T>(rule: Readonly<{ article: string; confirmed: boolean }>, value: T): Ruled<T> => ({ value, article: rule.article, confirmed: rule.confirmed });
  const [deposit, late, offer, diagnosis, unfetched] = [contractRule(asked, 'deposit'), contractRule(asked, 'part-late'), contractRule(asked, 'repair-offer'), contractRule(asked, 'diagnosis-fee'), contractRule(asked, 'not-fetched')];
  return {
    ...(deposit ? { deposit: ruled(deposit, deposit.mostBasisPoints) } : {}), ...(late ? { partLate: ruled(late, late.days) } : {}), ...(offer ? { repairOffer: ruled(offer, offer.days) } : {}),
    ...(diagnosis ? { diagnosisFee: ruled(diagnosis, true as const) } : {}), ...(unfetched ? { notFetched: ruled(unfetched, { remindDays: unfetched.remindDays, days: unfetched.days }) } : {}),
  };
}
