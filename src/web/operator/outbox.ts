import { html } from 'hono/html';
import { z } from 'zod';
import { type MessageId, isId } from '#kernel';
import type { Channel, ShownMessage, Call as ToCall, ToWhom } from '#modules/messages';
import type { Opening } from '#modules/privacy';
import { type Door, file, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { asWritten, dial } from '../parts/dial.ts';
import { press } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
const SHOWN = 40;
const TO_RING = 20;
const ICON: Record<Channel, string> = { sms: 'message-square', mail: 'mail', letter: 'mailbox', call: 'phone' };

/** Whom to ring, what was sent, and what waits. In a demo, where no message leaves this machine, the words are shown too. */
export const outboxDoors = (has: WebHas): Door[] => [
  screen({
    method: 'GET', path: '/operator/outbox', who: ['operator'],
    answer: async (call) => {
      const calls = (await has.privacy.opening(call.by, async (work) => {
        const shows = await has.messages.callList(work);
        // Whoever stands on the list is read of: they see it in their journal.
        const homes = await Promise.all(shows.slice(0, TO_RING).map(async ({ person }) => (person ? has.people.known.homesOf(work, person) : [])));
        return { shows, opened: homes.flat().map(({ id }) => ({ saw: 'listed' as const, home: id })) };
      })) ?? [];
      const shown = has.house().demo ? await has.asHouse('demo-outbox', (work) => has.messages.outbox(work, { limit: SHOWN })) : await call.look((work) => has.messages.outbox(work, { limit: SHOWN }));
      const sent = (await has.privacy.opening(call.by, async (work) => ({ shows: shown, opened: await homesIn(has, work, shown, 'listed') }))) ?? [];
      const { letters } = await call.look((work) => has.messages.batch(work));
      const frame = frameOf(has, call);
      const { words } = frame;
      return page(shell(frame, {
        title: words.say('operator.outbox'), kind: 'staff',
        main: html`<h1>${words.say('outbox.to-ring')}</h1>${calls.length === 0 ? html`<p class="quiet">${words.say('operator.nobody-waits')}</p>` : html`<ul class="contacts">${calls.slice(0, TO_RING).map((one) => toRing(frame, one))}</ul>${calls.length > TO_RING ? html`<p class="quiet">${words.say('outbox.more-to-ring', { count: calls.length - TO_RING })}</p>` : ''}`}
          ${toPost(frame, letters)}<h2>${words.say('operator.outbox')}</h2>${sent.length === 0 ? html`<p class="lead">${words.say('outbox.empty')}</p>` : html`<ul class="contacts">${sent.map((message) => wasSent(frame, message))}</ul>`}`,
      }));
    },
  }),
  screen({
    method: 'POST', path: '/operator/calls/:message', who: ['operator'], asks: z.object({ reached: z.enum(['yes', 'no']) }), again: () => go('/operator/outbox'),
    answer: (call) => {
      const id = call.params['message'] ?? '';
      return isId('Message', id) ? call.change((work) => has.messages.callMade(work, { message: id as MessageId, reached: call.asked.reached === 'yes' }), () => go('/operator/outbox'), () => missing) : missing;
    },
  }),
  screen({
    method: 'GET', path: '/operator/letters', who: ['operator'],
    answer: async (call) => {
      const read = await has.privacy.opening(call.by, async (work) => { const shows = await has.messages.batch(work); return { shows, opened: await homesIn(has, work, shows.to, 'letter') }; });
      if (!read) return missing;
      const { letters, lay } = read;
      return letters.length === 0 ? go('/operator/outbox') : file(await lay(), 'application/pdf', { name: 'letters.pdf', inline: true });
    },
  }),
  screen({
    method: 'POST', path: '/operator/letters', who: ['operator'], asks: z.object({ letters: z.string().max(5_000).transform((ids) => ids.split(' ').filter((id): id is MessageId => isId('Message', id))) }), again: () => go('/operator/outbox'),
    answer: (call) => call.change((work) => has.messages.lettersPosted(work, call.asked.letters), () => go('/operator/outbox'), () => missing),
  }),
  screen({
    method: 'GET', path: '/operator/letters/:message', who: ['operator'],
    answer: async (call) => {
      const id = call.params['message'] ?? '';
      const lay = isId('Message', id) ? await has.privacy.opening(call.by, async (work) => {
        const shows = await has.messages.letter(work, id);
        return shows && { shows: shows.lay, opened: await homesIn(has, work, [shows], 'letter') };
      }) : undefined;
      const paper = lay && (await lay());
      return paper ? file(paper, 'application/pdf', { name: `letter-${id.slice(4, 12)}.pdf`, inline: true }) : missing;
    },
  }),
];

/** The homes of those to whom something was written; of a visit they have, where it is about one. */
async function homesIn(has: WebHas, work: Work, told: readonly ToWhom[], saw: 'listed' | 'letter'): Promise<Opening[]> {
  const opened = new Map<string, Opening>();
  for (const { person, home, about = '' } of told) {
    const homes = home ? [home] : person ? (await has.people.known.homesOf(work, person)).map(({ id }) => id) : [];
    const subject = saw === 'letter' && (isId('Visit', about) || isId('Request', about)) ? { for: about } : {};
    for (const one of homes) opened.set(`${one} ${subject.for ?? ''}`, { saw, home: one, ...subject });
  }
  return [...opened.values()];
}

/** What is ready for the post: printed in one go, and said to be posted. What is written meanwhile waits for the next batch. */
const toPost = ({ words }: Frame, letters: readonly MessageId[]): Html => html`<h2>${words.say('outbox.to-post')}</h2>${letters.length === 0 ? html`<p class="quiet">${words.say('outbox.nothing-to-post')}</p>` : html`<p>${words.say('outbox.to-post-lead', { count: letters.length })}</p>
  <div class="actions"><a class="button" href="/operator/letters">${icon('printer')}${words.say('outbox.print-all')}</a>${press('/operator/letters', words.say('outbox.posted'), { fields: { letters: letters.join(' ') }, icon: 'check' })}</div>`}`;

const toRing = (frame: Frame, one: ToCall): Html => html`<li class="card ${one.urgent ? 'next' : ''}"><p><strong>${one.name}</strong> ${one.phone === '' ? '' : html`<a href="${dial(one.phone)}">${icon('phone')}${asWritten(one.phone)}</a>`} <span class="tag">${one.lang}</span></p><blockquote class="quoted" lang="${one.lang}">${one.says}</blockquote>
  <div class="actions">${press(`/operator/calls/${one.id}`, frame.words.say('outbox.reached'), { fields: { reached: 'yes' }, icon: 'check' })}${press(`/operator/calls/${one.id}`, frame.words.say('outbox.not-reached'), { fields: { reached: 'no' }, kind: 'plain' })}</div></li>`;

const wasSent = (frame: Frame, message: ShownMessage): Html => html`<li class="card"><p><span class="tag">${icon(ICON[message.channel])}${frame.words.say(`outbox.${message.channel}`)}</span> <strong>${message.to ?? ''}</strong> <span class="quiet">${frame.words.date(message.madeAt, message.country)} ${frame.words.hour(message.madeAt, message.country)} · ${frame.words.say(`outbox.state-${message.state}`)}</span></p>
  ${message.title ? html`<p lang="${message.lang}"><strong>${message.title}</strong></p>` : ''}${message.text ? html`<p class="quoted" lang="${message.lang}">${message.text}</p>` : html`<p class="quiet">${frame.words.say('outbox.sealed')}</p>`}${message.channel === 'letter' && message.state === 'sent' ? html`<p><a href="/operator/letters/${message.id}">${icon('file-text')}${frame.words.say('outbox.print')}</a></p>` : ''}</li>`;
