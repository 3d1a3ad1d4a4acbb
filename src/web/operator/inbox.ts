import { html } from 'hono/html';
import { type MessageId, isId } from '#kernel';
import { type ReceivedShown, asksToStop } from '#modules/messages';
import { type Door, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { asWritten, dial } from '../parts/dial.ts';
import { press } from '../parts/form.ts';
import { marks } from '../parts/marks.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
type Line = ReceivedShown & Readonly<{ name: string; reference: string | undefined }>;

/** What people wrote back, the oldest first. It is text: nothing happens by itself. */
export const inboxDoors = (has: WebHas): Door[] => [
  screen({
    method: 'GET', path: '/operator/inbox', who: ['operator'],
    answer: async (call) => {
      const lines = (await has.privacy.opening(call.by, async (work) => {
        const shows = await Promise.all((await has.messages.inbox(work)).map(async (one): Promise<Line> => {
          const person = one.person && (await has.people.known.person(work, one.person));
          const request = one.request && (await has.booking.request(work, one.request));
          return { ...one, name: person ? `${person.givenName} ${person.familyName}`.trim() : '', reference: request ? request.reference : undefined };
        }));
        // Whoever wrote is read of: they see it in their journal.
        const homes = await Promise.all(shows.map(async ({ person }) => (person ? has.people.known.homesOf(work, person) : [])));
        return { shows, opened: homes.flat().map(({ id }) => ({ saw: 'listed' as const, home: id })) };
      })) ?? [];
      const frame = frameOf(has, call);
      const { words } = frame;
      return page(shell(frame, {
        title: words.say('inbox.title'), kind: 'staff',
        main: html`<p class="where-am-i"><a href="/operator">${words.say('operator.console')}</a></p><h1>${words.say('inbox.title')}</h1>${lines.length === 0 ? html`<p class="lead">${words.say('inbox.empty')}</p>` : html`<p class="quiet">${words.say('inbox.lead')} ${words.say('inbox.unproven')}</p><ul class="contacts">${lines.map((one) => lineOf(frame, one))}</ul>`}`,
      }));
    },
  }),
  screen({
    method: 'POST', path: '/operator/inbox/:message/read', who: ['operator'],
    answer: (call) => {
      const id = call.params['message'] ?? '';
      return isId('Message', id) ? call.change((work) => has.messages.markRead(work, id as MessageId), () => go('/operator/inbox'), () => missing) : missing;
    },
  }),
];

function lineOf({ words }: Frame, one: Line): Html {
  const from = one.from ?? '';
  const back = from === '' ? '' : one.way === 'sms' ? html`<a href="${dial(from)}">${icon('phone')}${asWritten(from)}</a>` : html`<a href="mailto:${from}">${icon('mail')}${from}</a>`;
  return html`<li class="card"><p><strong>${one.name === '' ? words.say('inbox.unknown') : one.name}</strong> ${back} <span class="tag">${words.say(`inbox.by-${one.way}`)}</span></p>
    ${one.title ? html`<p><strong>${one.title}</strong></p>` : ''}<blockquote class="quoted">${one.text ?? words.say('inbox.forgotten')}</blockquote>${marks(words, one, true)}${asksToStop(one.text ?? '') ? html`<p class="note warm">${words.say('inbox.stop')}</p>` : ''}
    <div class="actions">${one.reference || from === '' ? '' : html`<a class="button" href="/operator?q=${encodeURIComponent(from)}">${icon('search')}${words.say('inbox.find')}</a>`}${one.reference ? html`<a class="button main" href="/r/${one.reference}/messages">${icon('message-square')}${words.say('inbox.answer', { reference: one.reference })}</a><a class="button" href="/r/${one.reference}">${words.say('inbox.to-request', { reference: one.reference })}</a>` : ''}${press(`/operator/inbox/${one.id}/read`, words.say('inbox.done'), { icon: 'check' })}</div></li>`;
}
