import type { Country } from '#kernel';
import { type Asked, type Channel, contractRule } from './rules.ts';
import type { Law } from './withdrawal.ts';

/** What must be told, and on what, before a contract of an amount (cents) is made. Each with its article. */
export type Duties = Readonly<{
  information: Readonly<{ medium: 'durable-copy' | 'paper-or-agreed-durable'; article: string }>;
  /** A small repair at home may do with less on paper. */
  reduced?: string | undefined;
  writtenQuote?: Readonly<{ article: string; says?: string | undefined }> | undefined;
  earlyStart: Readonly<{ medium: 'any' | 'durable'; article: string }>;
  payButton?: string | undefined; withdrawalFunction?: string | undefined; mediator?: string | undefined; putRight?: string | undefined;
}>;
export type About = Readonly<{ country: Country; channel: Channel; on: Temporal.PlainDate; amount: number }>;

/** A quote in writing is due from the lowest threshold that holds; the sentence is that of the rule that has one. */
function writtenQuote(asked: Asked, amount: number): Duties['writtenQuote'] {
  const services = contractRule(asked, 'written-quote');
  const repairs = contractRule(asked, 'repair-quote');
  if (services && amount >= services.fromAmount) return { article: services.article, says: services.says };
  return repairs && amount >= repairs.fromAmount ? { article: repairs.article, says: services?.says } : undefined;
}

export function dutiesFor(law: Law, about: About): Duties {
  const asked: Asked = { ...law, country: about.country, channel: about.channel, on: about.on };
  const information = contractRule(asked, 'information');
  const early = contractRule(asked, 'early-start');
  if (!information || !early) throw new Error(`No rule says what to tell before a contract in ${about.country} (${about.channel}). Maybe its date lies after the contract.`);
  const small = contractRule(asked, 'small-repair');
  return {
    information: { medium: information.medium, article: information.article }, reduced: small && about.amount <= small.upToAmount ? small.article : undefined, writtenQuote: writtenQuote(asked, about.amount),
    earlyStart: { medium: early.medium, article: early.article }, payButton: contractRule(asked, 'pay-button')?.article, withdrawalFunction: contractRule(asked, 'withdrawal-function')?.article,
    mediator: contractRule(asked, 'mediator')?.article, putRight: contractRule(asked, 'put-right')?.article,
  };
}

/** For how many years the proof of a contract is kept. */
export function keepYears(law: Law, about: About): number {
  const asked: Asked = { ...law, country: about.country, channel: about.channel, on: about.on };
  const long = contractRule(asked, 'keep-electronic');
  return Math.max(contractRule(asked, 'keep')?.years ?? 5, long && about.amount >= long.fromAmount ? long.years : 0);
}
