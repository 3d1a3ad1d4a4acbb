import { html } from 'hono/html';
import type { Clock } from '#kernel';
import type { Learning } from '#modules/learning';
import type { Frame } from '../frame.ts';
import { icon } from './icon.ts';

type Html = ReturnType<typeof html>;
type Has = Readonly<{ learning: Pick<Learning, 'endingIn' | 'supportOfNamed'>; clock: Clock }>;

const today = ({ clock }: Has): Temporal.PlainDate => clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate();

/** What we say of the systems that somebody names in their own words, where their maker no longer keeps them safe, or not for long. */
export const endingNotes = (has: Has, { lang }: Frame, text: string): Html =>
  html`${has.learning.endingIn(text, today(has), lang).map(({ state, sentence }) => html`<p class="note ${state === 'ends-soon' ? '' : 'warm'}">${icon('info')} ${sentence}</p>`)}`;

/** The same for a device that was written down with its system; nothing while it is safe or not certain. */
export function deviceNote(has: Has, { lang }: Frame, device: Readonly<{ system?: string; release?: string }>): Html {
  const support = has.learning.supportOfNamed(device.system ?? '', device.release ?? '', today(has), lang);
  return support && !['supported', 'rolling', 'unknown'].includes(support.state) ? html`<p class="note warm">${icon('info')} ${support.sentence}</p>` : html``;
}
