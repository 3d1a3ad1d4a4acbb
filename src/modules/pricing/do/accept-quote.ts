import { type QuoteId, type Result, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { mayStillAnswer, missingYes } from '../answer.ts';
import type { Accepted, CannotAnswer } from '../answers.ts';
import type { QuoteAccepted, SecondYesAnswered, SecondYesAsked } from '../facts.ts';
import { mayAnswer } from '../may.ts';
import type { Needs } from '../needs.ts';
import { nameOf } from '../who.ts';

/**
 * The customer, or someone they trust, says yes to a price. A quote that is not theirs answers as one that does not exist;
 * a yes that was said already is still a yes; another quote that was accepted but not booked is open again.
 */
export async function acceptQuote(needs: Pick<Needs, 'quotes' | 'eyes'>, work: Work, id: QuoteId): Promise<Result<Accepted, CannotAnswer>> {
  const asked = await needs.quotes.find(work, id);
  if (!asked || !mayAnswer(work.by, asked.quote)) return no({ kind: 'no-such-quote' });

  const all = await needs.quotes.ofRequest(work, asked.quote.request, true);
  const found = all.find(({ quote }) => quote.id === id) ?? asked;
  if (found.quote.state === 'accepted') return ok({ quote: found.quote });
  const open = mayStillAnswer(found.quote, work.now);
  if (!open.ok) return open;
  const other = all.find(({ quote }) => quote.state === 'accepted' && quote.id !== id);
  if (other?.keptAt) return no({ kind: 'another-quote-booked', quote: other.quote.id });

  const about = { quote: id, request: found.quote.request, home: found.quote.home };
  const awaits = missingYes(found.quote, await needs.eyes.of(work, found.quote.home), work.by);
  if (awaits) {
    if (!found.firstYes) {
      await needs.quotes.firstYes(work, id, nameOf(work.by));
      await work.audit({ did: 'ask-second-yes', to: id, home: found.quote.home, person: awaits });
      await work.announce({ fact: 'second-yes-asked', ...about } satisfies SecondYesAsked);
    }
    return ok({ quote: found.quote, awaits });
  }

  if (other) await needs.quotes.answer(work, other.quote.id, 'offered', nameOf(work.by));
  await needs.quotes.answer(work, id, 'accepted', nameOf(work.by));
  await work.audit({ did: 'accept-quote', to: id, home: found.quote.home });
  await work.announce({ fact: 'quote-accepted', ...about } satisfies QuoteAccepted);
  if (found.firstYes) await work.announce({ fact: 'second-yes-answered', ...about, yes: true } satisfies SecondYesAnswered);
  return ok({ quote: { ...found.quote, state: 'accepted' } });
}
