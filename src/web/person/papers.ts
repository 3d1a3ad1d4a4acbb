import { type QuoteId, isId } from '#kernel';
import { type Parties, quotePdf } from '#modules/pricing';
import { type Call, type Door, file, missing, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import type { WebHas } from '../has.ts';

/** Papers to print or keep. What is on them is read in one look; the PDF is laid out afterwards. */
export function paperDoors(has: WebHas): Door[] {
  return [
    screen({
      method: 'GET', path: '/quotes/:file', who: ['asker'],
      answer: async (call) => {
        const id = (call.params['file'] ?? '').replace(/\.pdf$/, '');
        if (!isId('Quote', id)) return missing;
        const found = await call.look((work) => quoteAndParties(has, work, id, call));
        return found ? file(await quotePdf(found.quote, has.text[call.lang], found.parties, has.rules), 'application/pdf', { name: `quote-${id.slice(4, 12)}.pdf`, inline: true }) : missing;
      },
    }),
  ];
}

async function quoteAndParties(has: WebHas, work: Work, id: QuoteId, call: Pick<Call, 'lang'>) {
  const quote = await has.pricing.quote(work, id);
  if (!quote.ok) return undefined;
  const provider = await has.technicians.provider(work, quote.value.provider);
  const request = await has.booking.known.request(work, quote.value.request);
  const home = await has.people.known.home(work, quote.value.home);
  const person = request?.person && (await has.people.known.person(work, request.person));
  if (!provider || !home || !person || !request) return undefined;
  const parties: Parties = { provider, person, home, tasks: request.tasks.map((task) => has.leafLabel(task.leaf, call.lang) ?? task.words) };
  return { quote: quote.value, parties };
}
