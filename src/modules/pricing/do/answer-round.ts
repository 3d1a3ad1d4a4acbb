import { type Result, type RoundId, ZONE, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { asOf } from '../answer.ts';
import type { QuotesOffered } from '../facts.ts';
import type { Needs } from '../needs.ts';
import { inOrder } from '../order.ts';
import { MOST_LINES, type OwnOffer, wrongLines } from '../own-lines.ts';
import { ownQuoteFor } from '../own-cheaper.ts';
import { ownQuote } from '../price.ts';
import type { Quote } from '../quote.ts';
import type { CannotOffer, Round } from '../round.ts';
import { ruleOn } from '../rules.ts';
import { withoutWords } from '../scope-check.ts';
import type { Scope } from '../scope.ts';
import { asSaid, scopeFor } from './as-said.ts';
import { invitedTo } from './talk-in-round.ts';

/** A provider's own quote. While the round is open it may be written anew: the one before is taken back. */
export async function answerRound(needs: Needs, work: Work, asked: { round: RoundId; offer: OwnOffer }): Promise<Result<Quote, CannotOffer>> {
  const invited = await invitedTo(needs, work, asked.round);
  if (!invited.ok) return invited;
  const { seen: { round }, provider } = invited.value;
  const terms = await needs.providers.terms(work, provider);
  if (!terms?.bindingSignedAt) return no({ kind: 'not-signed' });
  const tariff = await needs.tariffs.inForce(work, provider);
  if (!tariff) return no({ kind: 'no-tariff' });
  const { lines } = asked.offer;
  if (lines.length === 0 || lines.length > MOST_LINES) return no({ kind: 'no-lines' });
  const wrong = wrongLines(lines, vatOf(needs, terms.vat.registered, round.country, work));
  if (wrong.length > 0) return no({ kind: 'lines-wrong', lines: wrong });

  const standing = (await needs.quotes.ofRequest(work, round.request, true)).map((kept) => ({ ...kept, quote: asOf(kept.quote, work.now) }));
  if (standing.some(({ keptAt }) => keptAt !== undefined)) return no({ kind: 'another-quote-booked' });
  const before = standing.find(({ quote }) => quote.round === round.id && quote.provider === provider && (quote.state === 'offered' || quote.state === 'accepted'));
  if (before?.quote.state === 'accepted') return no({ kind: 'another-quote-booked' });
  if (before) await needs.quotes.answer(work, before.quote.id, 'withdrawn', 'written-anew');

  const scope = scopeFor(tariff, await asSaid(needs, work, round.scope));
  const version = needs.fingerprint(JSON.stringify([round.id, provider, asked.offer, tariff.id, terms.guaranteeDays, scope.cheaper ?? {}]));
  const priced = { tariff, provider: terms, scope, now: work.now, id: newId('Quote'), version };
  const quote = ownQuoteFor(needs.shelf, priced, ownQuote(needs.shelf, priced, asked.offer, round.id));
  const others = standing.filter(({ quote: other }) => other.id !== before?.quote.id && (other.state === 'offered' || other.state === 'accepted')).map(({ quote: other }) => other);
  await offer(needs, work, quote, { round, scope, others });
  return ok(quote);
}

/** Puts a new quote among those that stand, in the published order, and tells it. */
async function offer(needs: Pick<Needs, 'quotes' | 'rounds'>, work: Work, quote: Quote, { round, scope, others }: Readonly<{ round: Round; scope: Scope; others: readonly Quote[] }>): Promise<void> {
  for (const [place, one] of inOrder([...others, quote], [], work.now).entries()) {
    if (one.id === quote.id) await needs.quotes.add(work, one, withoutWords(scope), place);
    else await needs.quotes.place(work, one.id, place, one.outlier);
  }
  await needs.rounds.settle(work, round.id, { provider: quote.provider, state: 'answered' });
  await work.audit({ did: 'answer-round', to: quote.id, home: round.home });
  await work.announce({ fact: 'quotes-offered', request: round.request, home: round.home, quotes: [quote.id] } satisfies QuotesOffered);
}

const vatOf = (needs: Pick<Needs, 'shelf'>, isRegistered: boolean, country: 'FR' | 'GB', work: Work): number =>
  (isRegistered ? (ruleOn(needs.shelf.rules, country, 'vat', work.now.toZonedDateTimeISO(ZONE[country]).toPlainDate())?.basisPoints ?? 0) : 0);
