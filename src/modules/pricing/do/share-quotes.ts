import { type LinkId, type RequestId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { mayAnswer } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { Quote } from '../quote.ts';
import { type CannotShare, LINK_DAYS, MOST_LINKS, type NoSuchLink, type SharedLink, isOpenLink } from '../shared-link.ts';
import { nameOf } from '../who.ts';

type Uses = Pick<Needs, 'quotes' | 'links'>;

/** A quote of the request that the caller may answer. A quiet request is shown to nobody by a link: whoever finds it could be the danger. */
const mine = async (needs: Uses, work: Work, request: RequestId, locked = false): Promise<Quote | undefined> =>
  (await needs.quotes.ofRequest(work, request, locked)).map(({ quote }) => quote).find((quote) => quote.quiet !== true && mayAnswer(work.by, quote));

/** Makes a link to the quotes of a request, for somebody trusted to read. */
export async function shareQuotes(needs: Uses, work: Work, asked: { request: RequestId }): Promise<Result<SharedLink, CannotShare>> {
  const quote = await mine(needs, work, asked.request, true);
  if (!quote) return no({ kind: 'no-such-quote' });
  const open = (await needs.links.ofRequest(work, asked.request)).filter((link) => isOpenLink(link, work.now));
  if (open.length >= MOST_LINKS) return no({ kind: 'links-enough' });
  const link: SharedLink = { id: newId('Link'), request: asked.request, home: quote.home, madeAt: work.now, until: work.now.add({ hours: LINK_DAYS * 24 }) };
  await needs.links.add(work, link, nameOf(work.by));
  await work.audit({ did: 'share-quotes', to: link.id, home: quote.home });
  return ok(link);
}

/** Ends a link at once. One that was stopped, or has run out, is over already. */
export async function stopSharing(needs: Uses, work: Work, asked: { link: LinkId }): Promise<Result<SharedLink, NoSuchLink>> {
  const link = await needs.links.find(work, asked.link);
  if (!link || !(await mine(needs, work, link.request))) return no({ kind: 'no-such-link' });
  if (!isOpenLink(link, work.now)) return ok(link);
  await needs.links.stop(work, link.id, nameOf(work.by));
  await work.audit({ did: 'stop-sharing', to: link.id, home: link.home });
  return ok({ ...link, stoppedAt: work.now });
}

/** The links of a request that can still be opened, the oldest first; undefined for whoever may not share its quotes. */
export async function sharedLinks(needs: Uses, work: Work, request: RequestId): Promise<readonly SharedLink[] | undefined> {
  return (await mine(needs, work, request)) ? (await needs.links.ofRequest(work, request)).filter((link) => isOpenLink(link, work.now)) : undefined;
}
