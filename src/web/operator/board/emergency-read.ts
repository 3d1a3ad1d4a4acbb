import { isId } from '#kernel';
import { type Request, WINDOW_MINUTES } from '#modules/booking';
import type { ShownText } from '#modules/contracts';
import type { Plan } from '#modules/dispatch';
import type { Quote } from '#modules/pricing';
import { type Provider, type Technician } from '#modules/technicians';
import type { Work } from '#platform/work';
import type { WebHas } from '../../has.ts';
import { householdOf } from './read.ts';

/** Somebody who cannot wait: what they asked, and the price they said yes to, if they did. */
export type Urgent = Readonly<{ request: Request; who: string; place: string; address: string; phone?: string | undefined; accepted?: Quote | undefined; provider: string }>;

export async function urgentFor(has: WebHas, work: Work, reference: string): Promise<Urgent | undefined> {
  const request = await has.booking.requestByReference(work, reference);
  if (!request) return undefined;
  const accepted = (await has.pricing.quotesFor(work, request.id)).find(({ state }) => state === 'accepted');
  const home = request.home ? await householdOf(has, work, request.home) : { who: '', place: '', address: '' };
  return { request, ...home, accepted, provider: accepted ? ((await has.technicians.provider(work, accepted.provider))?.name ?? '') : '' };
}

/** Who is fitted in by a proposal, by whom and when; `text`: the words of the contract for that hour, as they are read out. */
export type Joined = Readonly<{ urgent: Urgent; quote: Quote; comes?: Readonly<{ technician: Technician; provider: Provider; from: Temporal.Instant; until: Temporal.Instant }> | undefined }>;

export async function joinedOf(has: WebHas, work: Work, plan: Plan): Promise<Joined | undefined> {
  const { joins } = plan;
  const quote = joins && isId('Quote', joins.quote) ? await has.pricing.quote(work, joins.quote) : undefined;
  const request = quote?.ok ? await has.booking.request(work, quote.value.request) : undefined;
  const urgent = request && (await urgentFor(has, work, request.reference));
  if (!joins || !quote?.ok || !urgent) return undefined;
  const technician = joins.comes && (await has.technicians.technician(work, joins.comes.technician));
  const provider = await has.technicians.provider(work, quote.value.provider);
  const comes = joins.comes && technician && provider ? { technician, provider, from: joins.comes.start, until: joins.comes.start.add({ minutes: WINDOW_MINUTES }) } : undefined;
  return { urgent, quote: quote.value, comes };
}

/** The words that a yes on the telephone agrees to, in the language of whoever asked. */
export const termsOf = async (has: WebHas, work: Work, { quote, urgent, comes }: Joined): Promise<ShownText | undefined> =>
  (comes ? has.contracts.termsFor(work, { quote: quote.id, lang: urgent.request.lang, channel: 'phone', promised: { from: comes.from, until: comes.until } }) : undefined);
