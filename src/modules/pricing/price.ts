import { type Money, type ProviderId, type QuoteId, type Result, type RoundId, ZONE, newId, ok, share, sum } from '#kernel';
import type { ProviderTerms } from './answers.ts';
import type { Catalogue } from './catalogue.ts';
import { type CreditCase, creditOf, creditRuleFor } from './credit.ts';
import { says } from './draft.ts';
import { type CannotPrice, linesFor } from './lines.ts';
import { type OwnOffer, ownDrafts, ownWords } from './own-lines.ts';
import { type Stamp, joinLines } from './quote-lines.ts';
import type { Quote, QuoteLine, Says } from './quote.ts';
import { type RuleBook, ruleOn } from './rules.ts';
import { type Scope, isAtHome } from './scope.ts';
import type { Tariff } from './tariff.ts';
import { totals, vatOf } from './totals.ts';

/** What never changes between quotes: what is sold, and the law. */
export type Shelf = Readonly<{ catalogue: Catalogue; rules: RuleBook }>;

/** How long a computed quote binds its provider. The European repair form freezes its conditions for 30 days too. */
export const VALID_DAYS = 30;

export function stampFor(shelf: Shelf, tariff: Tariff, provider: ProviderTerms, scope: Scope, now: Temporal.Instant): Stamp {
  const day = now.toZonedDateTimeISO(ZONE[scope.country]).toPlainDate();
  const about: CreditCase = { country: scope.country, way: scope.way, day, declared: provider.sapNumber !== undefined, travelForCredit: tariff.travelForCredit };
  return {
    day, about, rule: creditRuleFor(shelf.rules, about),
    vatBasisPoints: provider.vat.registered ? (ruleOn(shelf.rules, scope.country, 'vat', day)?.basisPoints ?? 0) : 0,
  };
}

const perhaps = (lines: readonly QuoteLine[]): boolean => lines.some((line) => 'item' in line && line.item !== undefined && line.quantity < line.worst.quantity);

function dearerWhen(lines: readonly QuoteLine[]): Says[] {
  const more = (line: QuoteLine): boolean => line.worst.gross.cents > line.gross.cents;
  return [
    ...(lines.some((line) => more(line) && line.slot.startsWith('time.')) ? [says('dearer-longer')] : []),
    ...(perhaps(lines) ? [says('dearer-perhaps')] : []),
    ...(lines.some((line) => more(line) && line.slot.endsWith('.more') && line.slot.startsWith('package.')) ? [says('dearer-more-devices')] : []),
  ];
}

function notIncluded(scope: Scope, lines: readonly QuoteLine[]): Says[] {
  const sells = new Set(lines.map((line) => line.kind));
  return [
    ...(sells.has('parts') ? [] : [says('without-parts')]),
    ...(sells.has('licence') || sells.has('subscription') ? [] : [says('without-subscriptions')]),
    ...(scope.way === 'workshop' ? [says('without-collecting')] : []),
  ];
}

/** What the tariff asks when nothing helped. The amount is in whole units: the sentence knows its currency. */
const unsolvedOf = (tariff: Tariff, way: Scope['way']): Says | undefined => {
  if (way === 'lesson') return undefined;
  if (tariff.noFix !== 'diagnosis-and-travel' || !tariff.diagnosis) return says(`unsolved-${tariff.noFix}`);
  return says(`unsolved-diagnosis-${tariff.currency.toLowerCase()}`, { amount: tariff.diagnosis.cents / 100 });
};

const depositOf = (tariff: Tariff, lines: readonly QuoteLine[]): Money | undefined => {
  const parts = sum(lines.filter((line) => line.kind === 'parts').map((line) => line.gross), tariff.currency);
  const deposit = share(parts, tariff.depositBasisPoints, 10_000);
  return deposit.cents > 0 ? deposit : undefined;
};

export type PricedFor = Readonly<{ tariff: Tariff; provider: ProviderTerms; scope: Scope; now: Temporal.Instant; id: QuoteId; version: string }>;

/** One provider's quote for a scope: the same tariff run at both ends, joined line by line, with every total. */
export function price(shelf: Shelf, { tariff, provider, scope, now, id, version }: PricedFor): Result<Quote, CannotPrice> {
  const expected = linesFor(tariff, scope, 'expected', shelf.catalogue);
  if (!expected.ok) return expected;
  const worst = linesFor(tariff, scope, 'worst', shelf.catalogue);
  if (!worst.ok) return worst;
  const lines = joinLines(expected.value, worst.value, stampFor(shelf, tariff, provider, scope, now));
  const told = { guaranteeDays: provider.guaranteeDays, notIncluded: notIncluded(scope, lines), dearerWhen: dearerWhen(lines) };
  return ok(quoteFrom(shelf, { tariff, provider, scope, now, id, version }, lines, { ...told, validDays: VALID_DAYS }));
}

/** One provider's answer to a round: its own lines, with every total. The lines were checked before. */
export function ownQuote(shelf: Shelf, priced: PricedFor, offer: OwnOffer, round: RoundId): Quote {
  const { tariff, provider, scope, now } = priced;
  const keys = offer.lines.map(() => newId('Part').replace('_', '-'));
  const { expected, worst } = ownDrafts(offer.lines, scope, tariff.currency, (at) => keys[at] ?? '');
  const lines = joinLines(expected, worst, stampFor(shelf, tariff, provider, scope, now));
  const said = (words: string): Says[] => (words.trim() === '' ? [] : [ownWords(words)]);
  return { ...quoteFrom(shelf, priced, lines, { validDays: offer.validDays, guaranteeDays: offer.guaranteeDays, notIncluded: said(offer.notIncluded), dearerWhen: said(offer.dearerWhen) }), round };
}

type Told = Pick<Quote, 'guaranteeDays' | 'notIncluded' | 'dearerWhen'> & Readonly<{ validDays: number }>;

/** A quote of lines that stand, with every total; it holds for `validDays`. */
export function quoteFrom(shelf: Shelf, { tariff, provider, scope, now, id, version }: PricedFor, lines: readonly QuoteLine[], { validDays, ...told }: Told): Quote {
  const stamp = stampFor(shelf, tariff, provider, scope, now);
  const credit = creditOf(stamp.rule, lines.map((line) => line.credit), tariff.currency);
  const deposit = depositOf(tariff, lines);
  const leg = isAtHome(scope.way) ? scope.travel[tariff.provider as ProviderId] : undefined;
  return {
    id, request: scope.request, home: scope.home, provider: provider.id, way: scope.way, when: scope.when, country: scope.country, ...(scope.quiet ? { quiet: true } : {}),
    lines, ...totals(lines, tariff.currency), vat: vatOf(lines, tariff.currency),
    ...(credit ? { credit } : {}), ...(deposit ? { deposit } : {}), ...(leg ? { travel: leg } : {}), ...(scope.cheaper ? { cheaper: scope.cheaper } : {}),
    validUntil: now.add({ hours: validDays * 24 }), state: 'offered', ...told, unsolved: unsolvedOf(tariff, scope.way),
    fees: { missedVisit: tariff.missedVisit, lateCancel: tariff.lateCancel.fee, lateCancelHours: tariff.lateCancel.hours },
    tariff: tariff.id, computedAt: now, version,
  };
}
