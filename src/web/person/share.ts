import { html } from 'hono/html';
import { z } from 'zod';
import { type RequestId, isId } from '#kernel';
import type { Request } from '#modules/booking';
import { type Call, type Door, type Reply, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { type Compared, sideBySide } from './side-by-side.ts';
import { lines } from './quote-parts.ts';
import { withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;
const DAYS = 7;
const ABOUT = 'shared quotes';
const inside = z.object({ request: z.string(), until: z.string() });

/** One's quotes for somebody one trusts to read: a link that says no name and no address, changes nothing, and ends after a week. */
export const shareDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/r/:reference/share', who: ['asker'], answer: (call) => withRequest(has, call, (request) => (request.quiet ? missing : page(sharePage(has, call, request)))) }),
  screen({ method: 'GET', path: '/shared/:link', who: ['anyone'], answer: (call) => shared(has, call) }),
];

const linkFor = (has: WebHas, request: Request): string => `${has.publicUrl}/shared/${has.keys.seal(JSON.stringify({ request: request.id, until: has.clock.now().add({ hours: 24 * DAYS }).toString() }), ABOUT)}`;

function sharePage(has: WebHas, call: Call, request: Request): Html | Promise<Html> {
  const frame = frameOf(has, call);
  const { words } = frame;
  return shell(frame, {
    title: words.say('compare.share'),
    main: html`<h1>${words.say('compare.share')}</h1><p class="lead">${words.say('compare.share-more', { days: DAYS })}</p><p class="note"><a id="shared-link" class="link-to-copy" href="${linkFor(has, request)}">${linkFor(has, request)}</a></p>
      <p>${words.say('compare.share-how')}</p><div class="actions"><a class="button" href="/r/${request.reference}/quotes">${words.say('compare.back')}</a></div>`,
  });
}

/** The request that a link is for; undefined for a link that was changed or has ended. */
function requestIn(has: WebHas, link: string): RequestId | undefined {
  const text = link.length > 2_000 ? undefined : has.keys.open(link, ABOUT);
  const read = inside.safeParse(text === undefined ? undefined : JSON.parse(text));
  if (!read.success || !isId('Request', read.data.request)) return undefined;
  return Temporal.Instant.compare(has.clock.now(), Temporal.Instant.from(read.data.until)) < 0 ? read.data.request : undefined;
}

async function shared(has: WebHas, call: Call): Promise<Reply> {
  const id = requestIn(has, call.params['link'] ?? '');
  const columns = id === undefined ? undefined : await has.asHouse('shared-quotes', async (work): Promise<readonly Compared[] | undefined> => {
    const request = await has.booking.known.request(work, id);
    if (!request || request.quiet || request.state === 'closed') return undefined;
    const quotes = (await has.pricing.quotesFor(work, id)).filter((quote) => quote.state === 'offered' || quote.state === 'accepted');
    return Promise.all(quotes.map(async (quote) => ({ quote, name: (await has.technicians.provider(work, quote.provider))?.name ?? '' })));
  });
  if (!columns) return missing;
  const frame = frameOf(has, call);
  return page(shell(frame, { title: frame.words.say('compare.shared'), wide: true, main: sharedMain(has, frame, columns) }));
}

const sharedMain = (has: WebHas, frame: Frame, columns: readonly Compared[]): Html => html`<h1>${frame.words.say('compare.shared')}</h1><p class="lead">${frame.words.say('compare.shared-more')}</p>
  <div class="quotes">${columns.map(({ quote, name }) => html`<article class="card quote"><h2>${name}</h2><p class="price">${frame.words.money(quote.expected)}</p><p class="never-more">${frame.words.say('quotes.never-more', { amount: frame.words.money(quote.ceiling) })}</p>
    ${quote.outlier ? html`<p class="tag">${frame.words.say(`quotes.outlier-${quote.outlier}`)}</p>` : ''}${lines(frame, quote, columns)}</article>`)}</div>${sideBySide(frame, columns, has.clock.now())}
  <p><a href="/how-we-rank">${icon('scale')} ${frame.words.say('quotes.how-we-rank')}</a></p>`;
