import { html } from 'hono/html';
import { z } from 'zod';
import { type HomeId, type Result, ZONE, no } from '#kernel';
import type { Request } from '#modules/booking';
import type { PlanId } from '#modules/dispatch';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../../frame.ts';
import type { WebHas } from '../../has.ts';
import { nextPage } from '../../person/one-request.ts';
import { dial } from '../../parts/dial.ts';
import { press } from '../../parts/form.ts';
import { icon } from '../../parts/icon.ts';
import { shell } from '../../shell.ts';
import { type Urgent, urgentFor } from './emergency-read.ts';
import { yesDoors } from './emergency-yes.ts';

type Html = ReturnType<typeof html>;
const who = ['operator'] as const;
const reference = z.string().trim().max(20);
const toBoard = (): Reply => go('/operator/board');

/** Somebody cannot wait: who it is, the price they said yes to, and how it fits into today. */
export function emergencyDoors(has: WebHas): Door[] {
  return [
    screen({ method: 'GET', path: '/operator/board/emergency', who, asks: z.object({ reference: reference.default('') }), again: toBoard, answer: (call) => emergencyPage(has, call as unknown as Call, call.asked.reference) }),
    screen({
      method: 'POST', path: '/operator/board/emergency', who, asks: z.object({ reference }), again: toBoard,
      answer: (call) => call.change(async (work): Promise<Result<{ plan: PlanId }, { kind: string }>> => {
        const urgent = await urgentFor(has, work, call.asked.reference);
        if (!urgent) return no({ kind: 'no-such-request' });
        if (!urgent.accepted || urgent.request.state === 'booked') return no({ kind: 'price-first' });
        const { provider, country, id } = urgent.accepted;
        return has.dispatch.askForPlan(work, { kind: 'emergency', provider, day: work.now.toZonedDateTimeISO(ZONE[country]).toPlainDate(), fits: id });
      }, ({ plan }) => go(`/operator/board/plans/${plan}`), (refusal) => (refusal.kind === 'price-first' ? go(`/operator/board/emergency?reference=${encodeURIComponent(call.asked.reference)}`) : missing)),
    }),
    ...yesDoors(has),
  ];
}

async function emergencyPage(has: WebHas, call: Call, asked: string): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const seen = await has.privacy.opening(call.by, async (work) => {
    const shows = { urgent: asked === '' ? undefined : await urgentFor(has, work, asked), waiting: asked === '' ? await has.booking.unplaced(work) : [] };
    const of = shows.urgent?.request;
    return { shows, opened: of?.home ? (['address', 'contact'] as const).map((saw) => ({ saw, home: of.home as HomeId, for: of.id })) : [] };
  });
  if (!seen) return missing;
  const { urgent, waiting } = seen;
  return page(shell(frame, {
    title: words.say('dispatch.fit-in'), kind: 'staff',
    main: html`<p><a href="/operator/board">${icon('arrow-left')} ${words.say('board.back')}</a></p><h1>${words.say('dispatch.fit-in')}</h1>
      ${urgent ? about(frame, urgent) : html`<p class="lead">${words.say('dispatch.fit-in-lead')}</p>${asked === '' ? '' : html`<p class="note warm" role="status">${words.say('dispatch.no-such-reference', { reference: asked })}</p>`}${find(frame, asked)}${list(frame, waiting)}`}`,
  }));
}

const find = ({ words }: Frame, asked: string): Html => html`<form method="get" action="/operator/board/emergency" class="search"><div class="field"><label for="reference">${words.say('dispatch.reference')}</label><input id="reference" name="reference" class="medium" value="${asked}" autocomplete="off" autofocus></div>
  <div class="actions"><button class="main">${icon('search')}${words.say('dispatch.open-request')}</button><a class="button" href="/operator/call">${icon('phone-call')}${words.say('operator.new-call')}</a></div></form>`;

const list = ({ words }: Frame, waiting: readonly Request[]): Html => (waiting.length === 0 ? html`` : html`<h2>${words.say('operator.waiting', { count: waiting.length })}</h2><ul class="choices two">${waiting.slice(0, 12).map((request) => html`<li><a class="choice" href="/operator/board/emergency?reference=${request.reference}">${icon('folder-open')}<span><strong>${request.reference}</strong><span class="quiet">${request.words.slice(0, 120)}</span></span></a></li>`)}</ul>`);

function about(frame: Frame, urgent: Urgent): Html {
  const { words } = frame;
  const { request, accepted } = urgent;
  return html`<section class="card"><h2>${urgent.who === '' ? request.reference : urgent.who}</h2>${urgent.address === '' ? '' : html`<p>${urgent.address}</p>`}${urgent.phone && !request.quiet ? html`<p><a class="phone" href="${dial(urgent.phone)}">${icon('phone')}${urgent.phone}</a></p>` : ''}
      <blockquote class="quoted">${request.words}</blockquote></section>
    ${next(frame, urgent)}${accepted ? html`<p class="quiet">${words.say('dispatch.one-provider', { provider: urgent.provider })} <a href="/r/${request.reference}/quotes">${words.say('dispatch.other-prices')}</a></p>` : ''}`;
}

/** A price and a yes to it come first: nobody is sent to anybody who does not know what it costs. */
function next(frame: Frame, { request, accepted, provider }: Urgent): Html {
  const { words } = frame;
  if (request.state === 'booked' || request.state === 'done' || request.state === 'closed') return html`<p class="note">${words.say(`dispatch.is-${request.state}`)}</p><div class="actions"><a class="button main" href="${nextPage(request)}">${words.say('dispatch.open-request')}</a></div>`;
  if (!accepted) return html`<p class="note warm">${words.say('dispatch.price-first')}</p><div class="actions"><a class="button main" href="${nextPage(request)}">${words.say('dispatch.to-the-price')}</a></div>`;
  return html`<p>${words.say('dispatch.they-agreed-to', { provider, expected: words.money(accepted.expected), ceiling: words.money(accepted.ceiling) })}</p>
    ${press('/operator/board/emergency', words.say('dispatch.look-today'), { kind: 'main', icon: 'route', fields: { reference: request.reference } })}`;
}
