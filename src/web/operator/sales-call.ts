import { html } from 'hono/html';
import type { HomeId } from '#kernel';
import type { MayCall } from '#modules/contracts';
import type { Person } from '#modules/people';
import { type Consent, isLiving } from '#modules/privacy';
import type { Work } from '#platform/work';
import type { Frame } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';

type Html = ReturnType<typeof html>;

/** Whether one may ring them now to propose a lesson or a plan: their own consent, their own no, and the rules of their country. */
export async function salesCallTo(has: WebHas, work: Work, { person, home, consents }: Readonly<{ person: Person; home: Readonly<{ id: HomeId }>; consents: readonly Consent[] }>): Promise<MayCall> {
  const offers = consents.filter(({ purpose }) => purpose === 'offers');
  const consented = offers.some(isLiving);
  const visits = await has.booking.visitsOf(work, home.id);
  return has.contracts.mayCallToSell(work, {
    country: person.country, consented,
    // Taking a yes back is a no. Of those who never said a word, nobody here has looked at the country's list.
    objected: !consented && offers.length > 0 ? true : undefined,
    aboutRunningContract: visits.some(({ state }) => state === 'booked'),
  });
}

export const salesCallLine = ({ words }: Frame, may: MayCall): Html => html`<p class="note ${may.may ? 'safe' : 'warm'}">${icon('phone')} ${words.say(may.may ? 'by-phone.sales-may' : `by-phone.sales-${may.why}`)}<br><span class="quiet small">${may.article}</span></p>`;
