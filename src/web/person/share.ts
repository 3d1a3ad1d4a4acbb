import { html } from 'hono/html';
import { z } from 'zod';
import { type LinkId, type RequestId, isId } from '#kernel';
import type { Request } from '#modules/booking';
import { LINK_DAYS, type SharedLink, alike } from '#modules/pricing';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { type Compared, sideBySide } from './side-by-side.ts';
import { groupHead, lines } from './quote-parts.ts';
import { withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;
const ABOUT = 'shared quotes';
const inside = z.object({ link: z.string() });
const PATH = '/r/:reference/share';

/** One's quotes for somebody one trusts to read: a link that says no name and no address, changes nothing, and ends after a week or at once. */
export const shareDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['asker'], answer: (call) => withRequest(has, call, (request) => sharePage(has, call, request, fresh)) }),
  screen({
    method: 'POST', path: PATH, who: ['asker'],
    answer: (call) => withRequest(has, call, (request) => call.change((work) => has.pricing.shareQuotes(work, { request: request.id }), () => go(hereOf(request)),
      (refusal) => (refusal.kind === 'links-enough' ? sharePage(has, call, request, { typed: {}, problems: [{ field: 'links', says: 'share.enough' }] }) : missing))),
  }),
  screen({
    method: 'POST', path: `${PATH}/stop`, who: ['asker'], asks: z.object({ link: z.string().refine((id): id is LinkId => isId('Link', id)) }), again: (call) => go(`/r/${call.params['reference']}/share`),
    answer: (call) => withRequest(has, call, (request) => call.change((work) => has.pricing.stopSharing(work, { link: call.asked.link }), () => go(`${hereOf(request)}?stopped=yes`), () => missing)),
  }),
  screen({ method: 'GET', path: '/shared/:link', who: ['anyone'], answer: (call) => shared(has, call) }),
];

const hereOf = (request: Request): string => `/r/${request.reference}/share`;
/** The link as it is sent: the same one may be written in many ways, and each is over when it is stopped. */
const linkFor = (has: WebHas, link: SharedLink): string => `${has.publicUrl}/shared/${has.keys.seal(JSON.stringify({ link: link.id }), ABOUT)}`;

async function sharePage(has: WebHas, call: Call, request: Request, filled: Filled): Promise<Reply> {
  const links = request.quiet ? undefined : await call.look((work) => has.pricing.sharedLinks(work, request.id));
  if (!links) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const stopped = call.query['stopped'] === 'yes';
  return page(shell(frame, {
    title: words.say('compare.share'),
    main: html`${whatWasWrong(words, filled)}${stopped ? html`<p class="note safe" role="status">${icon('check')} ${words.say('share.stopped')}</p>` : ''}<h1>${words.say('compare.share')}</h1><p class="lead">${words.say('compare.share-more', { days: LINK_DAYS })}</p>
      ${links.map((link, at) => html`<section class="card"><h2>${words.say('share.link', { nth: at + 1 })}</h2><p>${words.say('share.until', { day: words.day(link.until, request.country), hour: words.hour(link.until, request.country) })}</p>
        <p class="note"><a class="link-to-copy"${at === links.length - 1 ? html` id="shared-link"` : ''} href="${linkFor(has, link)}">${linkFor(has, link)}</a></p><p>${words.say('compare.share-how')}</p>
        ${press(`${hereOf(request)}/stop`, words.say('share.stop'), { icon: 'x', fields: { link: link.id } })}</section>`)}
      ${form(hereOf(request), html`<div class="actions" id="links"><button class="${links.length === 0 ? 'main' : ''}">${icon('share-2')}${words.say(links.length === 0 ? 'share.make' : 'share.make-another')}</button><a class="button" href="/r/${request.reference}/quotes">${words.say('compare.back')}</a></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** On the prices themselves: that somebody may read them, and the end of it. */
export function sharedNow({ words }: Frame, request: Request, links: readonly SharedLink[]): Html {
  const [link] = links;
  if (!link) return html``;
  const stop = links.length === 1 ? press(`${hereOf(request)}/stop`, words.say('share.stop'), { icon: 'x', fields: { link: link.id } }) : html`<p><a href="${hereOf(request)}">${words.say('share.see-all')}</a></p>`;
  return html`<aside class="note" id="shared-now"><p>${icon('share-2')} ${words.say('share.open-now', { count: links.length })}</p>${stop}</aside>`;
}

/** The link's id; undefined for one that was changed. Whether it is still open is for pricing to say. */
function linkIn(has: WebHas, sealed: string): LinkId | undefined {
  const text = sealed.length > 2_000 ? undefined : has.keys.open(sealed, ABOUT);
  const read = inside.safeParse(text === undefined ? undefined : JSON.parse(text));
  return read.success && isId('Link', read.data.link) ? read.data.link : undefined;
}

async function shared(has: WebHas, call: Call): Promise<Reply> {
  const link = linkIn(has, call.params['link'] ?? '');
  const columns = link === undefined ? undefined : await has.asHouse('shared-quotes', async (work): Promise<readonly Compared[] | undefined> => {
    const id: RequestId | undefined = await has.pricing.known.sharedBy(work, link);
    const request = id && (await has.booking.known.request(work, id));
    if (!request || request.quiet || request.state === 'closed') return undefined;
    const quotes = (await has.pricing.quotesFor(work, request.id)).filter((quote) => quote.state === 'offered' || quote.state === 'accepted');
    return Promise.all(quotes.map(async (quote) => ({ quote, name: (await has.technicians.provider(work, quote.provider))?.name ?? '' })));
  });
  if (!columns) return missing;
  const frame = frameOf(has, call);
  return page(shell(frame, { title: frame.words.say('compare.shared'), wide: true, main: sharedMain(has, frame, columns) }));
}

const sharedMain = (has: WebHas, frame: Frame, columns: readonly Compared[]): Html => html`<h1>${frame.words.say('compare.shared')}</h1><p class="lead">${frame.words.say('compare.shared-more')}</p>
  ${alike(columns).map((group, nth, all) => html`${all.length > 1 ? groupHead(frame, group[0]?.quote) : ''}<div class="quotes">${group.map(({ quote, name }) => html`<article class="card quote"><h2>${name}</h2>${quote.round ? html`<p class="tag">${frame.words.say('quotes.made-for-you')}</p>` : ''}<p class="price">${frame.words.money(quote.expected)}</p><p class="never-more">${frame.words.say('quotes.never-more', { amount: frame.words.money(quote.ceiling) })}</p>
    ${quote.outlier ? html`<p class="tag">${frame.words.say(`quotes.outlier-${quote.outlier}`)}</p>` : ''}${lines(frame, quote, group)}</article>`)}</div>${sideBySide(frame, group, has.clock.now(), nth === 0 ? 'compare' : 'compare-listed')}`)}
  <p><a href="/how-we-rank">${icon('scale')} ${frame.words.say('quotes.how-we-rank')}</a></p>`;
