import { html } from 'hono/html';
import { z } from 'zod';
import { type Result, type TechnicianId, type VisitId, isId } from '#kernel';
import { expectsOf } from '#modules/booking';
import type { Earlier, Freed } from '#modules/dispatch';
import { shownName } from '#modules/technicians';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../../frame.ts';
import type { WebHas } from '../../has.ts';
import { dial } from '../../parts/dial.ts';
import { form, press } from '../../parts/form.ts';
import { icon } from '../../parts/icon.ts';
import { shell } from '../../shell.ts';
import { boardPath } from './board-page.ts';
import { type Block, blockOf } from './read.ts';

type Html = ReturnType<typeof html>;
type Offered = Readonly<{ earlier: Earlier; block: Block }>;
const who = ['operator'] as const;
const visitOf = (call: Pick<Call, 'params'>): VisitId | undefined => { const id = call.params['visit'] ?? ''; return isId('Visit', id) ? (id as VisitId) : undefined; };

/** A visit was cancelled: who could come into its time, and whether the day can be put in a better order. Nobody is moved without a yes. */
export function cancelledDoors(has: WebHas): Door[] {
  const path = '/operator/board/freed/:visit';
  return [
    screen({ method: 'GET', path, who, answer: (call) => { const id = visitOf(call); return id ? freedPage(has, call, id) : missing; } }),
    screen({
      method: 'POST', path, who, asks: z.object({ visit: z.string().refine((id) => isId('Visit', id)), was: z.string().refine((id) => isId('Technician', id)), sequence: z.coerce.number().int().min(0) }), again: () => go('/operator/board'),
      answer: async (call): Promise<Reply> => {
        const id = visitOf(call);
        const gone = id && (await call.look((work) => has.booking.visit(work, id)));
        if (!id || !gone) return missing;
        const { asked } = call;
        return call.change((work) => has.dispatch.useFreed(work, { freed: id, visit: asked.visit as VisitId, expects: { technician: asked.was as TechnicianId, sequence: asked.sequence } }),
          (visit) => go(boardPath({ country: visit.country, day: dayIn(visit) }, 'freed-used')), (refusal) => (refusal.kind === 'no-such-visit' ? missing : go(boardPath({ country: gone.country, day: dayIn(gone) }, refusal.kind))));
      },
    }),
    screen({
      method: 'POST', path: `${path}/leave`, who,
      answer: async (call): Promise<Reply> => {
        const id = visitOf(call);
        const gone = id && (await call.look((work) => has.booking.visit(work, id)));
        if (!id || !gone) return missing;
        return call.change((work): Promise<Result<Freed, { kind: string }>> => has.dispatch.leaveFreed(work, { freed: id }), (freed) => go(boardPath(freed, 'freed-left')), (refusal) => go(boardPath({ country: gone.country, day: dayIn(gone) }, refusal.kind)));
      },
    }),
  ];
}

const dayIn = (visit: Readonly<{ promisedFrom: Temporal.Instant; country: 'FR' | 'GB' }>): Temporal.PlainDate => visit.promisedFrom.toZonedDateTimeISO(visit.country === 'FR' ? 'Europe/Paris' : 'Europe/London').toPlainDate();

async function freedPage(has: WebHas, call: Call, id: VisitId): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const found = await call.look(async (work) => {
    const gone = await has.booking.visit(work, id);
    const freed = gone && (await has.dispatch.freed(work, id));
    const technician = freed && (await has.technicians.technician(work, freed.technician));
    const offered: Offered[] = [];
    for (const earlier of freed ? await has.dispatch.earlierFor(work, { visit: id }) : []) offered.push({ earlier, block: await blockOf(has, work, earlier.visit) });
    return { gone, freed, name: technician ? shownName(technician) : '', offered };
  });
  if (!found.gone) return missing;
  const { freed, offered } = found;
  if (freed?.state !== 'open') return go(boardPath({ country: found.gone.country, day: dayIn(found.gone) }, 'freed-answered'));
  return page(shell(frame, {
    title: words.say('dispatch.freed'), kind: 'staff',
    main: html`<p><a href="${boardPath(freed)}">${icon('arrow-left')} ${words.say('board.back')}</a></p><h1>${words.say('dispatch.freed-of', { name: found.name, day: words.day(freed.day), from: words.hour(freed.opens, freed.country), until: words.hour(freed.closes, freed.country) })}</h1>
      <p class="lead">${words.say('dispatch.freed-lead')}</p>
      ${offered.length === 0 ? html`<p class="note">${words.say('dispatch.freed-nobody')}</p>` : html`<h2>${words.say('dispatch.freed-who', { count: offered.length })}</h2><ol class="steps">${offered.map((one) => offer(frame, freed, one, found.name))}</ol>`}
      <div class="actions">${press('/operator/board/plan', words.say('dispatch.better-order'), { icon: 'route', fields: { country: freed.country, day: freed.day.toString(), provider: freed.provider, kind: 'now' } })}${press(`/operator/board/freed/${freed.visit}/leave`, words.say('dispatch.leave-free'))}</div>`,
  }));
}

/** Somebody who waits for a later day: the number, what to say, and the press for their yes. */
function offer(frame: Frame, freed: Freed, { earlier, block }: Offered, name: string): Html {
  const { words } = frame;
  const { visit, promised } = earlier;
  const expects = expectsOf(visit);
  const when = { day: words.day(promised.from, freed.country), from: words.hour(promised.from, freed.country), until: words.hour(promised.until, freed.country) };
  return html`<li><div><h2>${block.who}${block.vulnerable ? html` <span class="tag danger">${words.say('board.needs-us')}</span>` : ''}</h2>
    <p>${block.place}. ${words.say('dispatch.waits-until', { day: words.day(visit.promisedFrom, visit.country), from: words.hour(visit.promisedFrom, visit.country) })}${Math.abs(earlier.metres) >= 100 ? html` <span class="quiet">${words.say(earlier.metres > 0 ? 'board.line-saves' : 'board.line-costs', { km: words.distance(Math.abs(earlier.metres)) })}</span>` : ''}</p>
    ${block.phone ? html`<p><a class="phone" href="${dial(block.phone)}">${icon('phone')}${block.phone}</a></p>` : html`<p>${words.say('board.no-phone')}</p>`}
    <blockquote class="quoted">${words.say('dispatch.say-earlier', { house: frame.house.name, who: block.who, name, ...when })}</blockquote>
    ${form(`/operator/board/freed/${freed.visit}`, html`<input type="hidden" name="visit" value="${visit.id}"><input type="hidden" name="was" value="${expects.technician}"><input type="hidden" name="sequence" value="${expects.sequence}"><button>${icon('check')}${words.say('dispatch.they-take-it', when)}</button>`)}</div></li>`;
}
