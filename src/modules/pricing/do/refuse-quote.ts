import { type QuoteId, type Result, no, ok, ownsHome } from '#kernel';
import type { Work } from '#platform/work';
import { mayStillAnswer } from '../answer.ts';
import type { CannotAnswer } from '../answers.ts';
import type { QuoteRefused, SecondYesAnswered } from '../facts.ts';
import { mayAnswer } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { Quote } from '../quote.ts';
import { nameOf } from '../who.ts';

/** Says no to a price. The same no twice is one no. */
export async function refuseQuote(needs: Pick<Needs, 'quotes'>, work: Work, id: QuoteId): Promise<Result<Quote, CannotAnswer>> {
  const asked = await needs.quotes.find(work, id);
  if (!asked || !mayAnswer(work.by, asked.quote)) return no({ kind: 'no-such-quote' });

  const all = await needs.quotes.ofRequest(work, asked.quote.request, true);
  const { quote, firstYes } = all.find((one) => one.quote.id === id) ?? asked;
  if (quote.state === 'refused') return ok(quote);
  const open = mayStillAnswer(quote, work.now);
  if (!open.ok) return open;

  await needs.quotes.answer(work, id, 'refused', nameOf(work.by));
  await work.audit({ did: 'refuse-quote', to: id, home: quote.home });
  await work.announce({ fact: 'quote-refused', quote: id, request: quote.request, home: quote.home } satisfies QuoteRefused);
  // A no from afar is told at home; whoever says no at home knows it.
  if (firstYes && !ownsHome(work.by, quote.home)) await work.announce({ fact: 'second-yes-answered', quote: id, request: quote.request, home: quote.home, yes: false } satisfies SecondYesAnswered);
  return ok({ ...quote, state: 'refused' });
}
