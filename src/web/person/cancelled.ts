import { html } from 'hono/html';
import type { InvoiceId, Money } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Call } from '#platform/http/index';
import type { Frame } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';

type Html = ReturnType<typeof html>;
/** What a cancelled visit means for its household. `fee`: as it was shown before they cancelled, for who may see prices; `againAt`: where another time is chosen, as long as the request is open. */
export type Cancelled = Readonly<{ fee?: Money | undefined; isWaived: boolean; bill?: InvoiceId | undefined; againAt?: string | undefined }>;

export const cancelledOf = (has: WebHas, call: Pick<Call, 'look'>, visit: Appointment): Promise<Cancelled> => call.look(async (work) => {
  const request = await has.booking.request(work, visit.request);
  const seesPrice = (await has.pricing.quote(work, visit.quote)).ok;
  const bill = (await has.billing.invoicesFor(work, visit.id)).find(({ kind }) => kind === 'late-cancel');
  const isGone = (await has.billing.goneProvider(work, visit.provider)) !== undefined;
  return { fee: seesPrice ? visit.fee : undefined, isWaived: (await has.billing.known.waived(work, visit.id)) !== undefined, bill: bill?.id, againAt: request?.state === 'quoted' && !isGone ? `/r/${request.reference}/times` : undefined };
});

/** What it costs, and the way to another time. */
export function cancelledNote({ words }: Frame, visit: Appointment, { fee, isWaived, bill, againAt }: Cancelled): Html {
  const costs = fee && fee.cents > 0 && !isWaived;
  return html`<section class="card next"><p>${costs ? words.say('cancelled.fee', { amount: words.money(fee) }) : words.say('cancelled.free')}</p>${againAt ? html`<p>${words.say('cancelled.again-more')}</p>` : ''}
    <div class="actions">${againAt ? html`<a class="button main" href="${againAt}">${icon('calendar')}${words.say('gone.again')}</a>` : html`<a class="button main" href="/">${words.say('visit.ask-again')}</a>`}
      ${bill ? html`<a class="button" href="/invoices/${bill}">${icon('receipt')}${words.say('visit.see-invoice')}</a>` : ''}${costs ? html`<a class="button" href="/visits/${visit.id}/complain">${words.say('gone.fee-not-right')}</a>` : ''}</div></section>`;
}
