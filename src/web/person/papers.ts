import { type QuoteId, isId, isStaff, ownsHome } from '#kernel';
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
        const found = await has.privacy.opening(call.by, async (work) => {
          const shows = await quoteAndParties(has, work, id, call);
          return shows && { shows, opened: shows.isArea ? [] : [{ saw: 'paper' as const, home: shows.quote.home, for: shows.quote.request }] };
        });
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
  // A firm reads for which area it gave its price; whom it is for and where they live belongs to a visit, or to the bill.
  const { by } = work;
  const isArea = by.kind === 'person' && by.provider === provider.id && !isStaff(by, 'operator') && !isStaff(by, 'finance') && !ownsHome(by, home.id);
  const whom = isArea ? { person: { givenName: has.text[call.lang].say('pricing.paper-area'), familyName: '', largePrint: person.largePrint }, home: { address: { ...home.address, line: '' } } } : { person, home };
  const parties: Parties = { provider, ...whom, tasks: request.tasks.map((task) => has.leafLabel(task.leaf, call.lang) ?? task.words) };
  return { quote: quote.value, parties, isArea };
}
