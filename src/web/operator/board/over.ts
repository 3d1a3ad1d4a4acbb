import { html } from 'hono/html';
import { z } from 'zod';
import { type VisitId, isId } from '#kernel';
import type { Appointment } from '#modules/booking';
import { type Alert, type Late, type Longer, type Plan } from '#modules/dispatch';
import { shownName } from '#modules/technicians';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../../frame.ts';
import type { WebHas } from '../../has.ts';
import { dial } from '../../parts/dial.ts';
import { press } from '../../parts/form.ts';
import { icon } from '../../parts/icon.ts';
import { shell } from '../../shell.ts';
import { boardPath } from './board-page.ts';
import { type Block, type Where, blockOf } from './read.ts';

type Html = ReturnType<typeof html>;
type Waits = Readonly<{ block: Block; minutes: number; expected: Temporal.Instant; told?: Temporal.Instant | undefined }>;
type Over = Where & Readonly<{ visit: Appointment; block: Block; name: string; provider: string; alert?: Alert | undefined; longer?: Longer | undefined; waits: readonly Waits[]; plan?: Plan | undefined }>;
const who = ['operator'] as const;

/** A visit that runs over: who waits because of it, and what can be done. */
export function overDoors(has: WebHas): Door[] {
  const visitOf = (call: Pick<Call, 'params'>): VisitId | undefined => { const id = call.params['visit'] ?? ''; return isId('Visit', id) ? (id as VisitId) : undefined; };
  return [
    screen({
      method: 'GET', path: '/operator/board/over/:visit', who, asks: z.object({ said: z.string().max(40).optional() }), again: () => go('/operator/board'),
      answer: async (call): Promise<Reply> => {
        const id = visitOf(call);
        const over = id && (await has.privacy.opening(call.by, async (work) => {
          const shows = await readOver(has, work, id);
          // Whoever waits may be rung from here.
          return shows && { shows, opened: shows.waits.flatMap(({ block }) => (block.phone ? [{ saw: 'contact' as const, home: block.visit.home, for: block.visit.id }] : [])) };
        }));
        return over ? page(overPage(frameOf(has, call as unknown as Call), over, call.asked.said)) : missing;
      },
    }),
    screen({
      method: 'POST', path: '/operator/board/over/:visit/tell', who,
      answer: (call) => {
        const id = visitOf(call);
        if (!id) return missing;
        return call.change((work) => has.dispatch.tellWhoWaits(work, { visit: id }), () => go(`/operator/board/over/${id}?said=told`), (refusal) => (refusal.kind === 'no-such-visit' ? missing : go(`/operator/board/over/${id}?said=nothing-late`)));
      },
    }),
  ];
}

async function readOver(has: WebHas, work: Work, id: VisitId): Promise<Over | undefined> {
  const visit = await has.booking.visit(work, id);
  const technician = visit && (await has.technicians.technician(work, visit.technician));
  if (!visit || !technician) return undefined;
  const where: Where = { country: visit.country, day: dayIn(visit) };
  const alert = (await has.dispatch.alertsOf(work, where)).find((one) => one.visit === id);
  const told = new Map((await has.dispatch.known.late(work, (alert?.late ?? []).map((late) => late.id as VisitId))).map((late: Late) => [late.visit as string, late.told]));
  const waits: Waits[] = [];
  for (const late of alert?.late ?? []) {
    const follows = await has.booking.visit(work, late.id as VisitId);
    if (follows) waits.push({ block: await blockOf(has, work, follows), minutes: late.minutes, expected: follows.promisedUntil.add({ minutes: late.minutes }), told: told.get(late.id) });
  }
  const plan = (await has.dispatch.plansOf(work, where)).find((one) => one.provider === visit.provider && one.kind === 'overrun');
  return { ...where, visit, block: await blockOf(has, work, visit), name: shownName(technician), provider: visit.provider, alert, longer: await has.dispatch.known.longer(work, id), waits, plan };
}

const dayIn = (visit: Appointment): Temporal.PlainDate => visit.promisedFrom.toZonedDateTimeISO(visit.country === 'FR' ? 'Europe/Paris' : 'Europe/London').toPlainDate();

function overPage(frame: Frame, over: Over, said: string | undefined): Html | Promise<Html> {
  const { words } = frame;
  return shell(frame, {
    title: words.say('dispatch.over'), kind: 'staff',
    main: html`<p><a href="${boardPath(over)}">${icon('arrow-left')} ${words.say('board.back')}</a></p><h1>${words.say('dispatch.over-at', { name: over.name, who: over.block.who })}</h1>
      ${said && words.knows(`board.said-${said}`) ? html`<p class="note safe" role="status">${words.say(`board.said-${said}`)}</p>` : ''}
      <dl class="facts"><dt>${words.say('board.where')}</dt><dd>${over.block.place}</dd><dt>${words.say('dispatch.planned-until')}</dt><dd>${words.hour(over.visit.plannedEnd, over.country)}</dd>
      ${over.longer ? html`<dt>${words.say('dispatch.said-until')}</dt><dd>${words.hour(over.longer.until, over.country)}</dd>` : ''}</dl>
      ${over.alert ? risk(frame, over, over.alert) : html`<p class="note safe">${icon('check')} ${words.say('dispatch.nothing-waits')}</p>`}`,
  });
}

/** Who would wait, with the number and what to say; a colleague who could go; a message to all of them. */
function risk(frame: Frame, over: Over, alert: Alert): Html {
  const { words } = frame;
  return html`${alert.over > 0 ? html`<p class="note warm">${words.say('board.too-long', { span: words.span(alert.over) })}</p>` : ''}
    <div class="actions">${over.plan ? html`<a class="button main" href="/operator/board/plans/${over.plan.id}">${icon('route')}${words.say('dispatch.see-proposal', { changes: over.plan.lines.length })}</a>` : press('/operator/board/plan', words.say('board.find-cover'), { kind: 'main', icon: 'route', fields: { country: over.country, day: over.day.toString(), provider: over.provider, kind: 'overrun' } })}
    ${over.waits.length > 0 ? press(`/operator/board/over/${over.visit.id}/tell`, words.say('dispatch.tell-them'), { icon: 'message-square' }) : ''}</div>
    ${over.waits.length === 0 ? '' : html`<h2>${words.say('dispatch.who-waits', { count: over.waits.length })}</h2><ol class="steps">${sorted(over.waits).map((one) => waiting(frame, over, one))}</ol>`}<p class="quiet">${words.say('dispatch.told-by-itself')}</p>`;
}

const sorted = (waits: readonly Waits[]): readonly Waits[] => waits.toSorted((a, b) => Number(b.block.vulnerable) - Number(a.block.vulnerable) || Temporal.Instant.compare(a.expected, b.expected));

function waiting(frame: Frame, over: Over, { block, minutes, expected, told }: Waits): Html {
  const { words } = frame;
  return html`<li><div><h2>${block.who}${block.vulnerable ? html` <span class="tag danger">${words.say('board.needs-us')}</span>` : ''}${told ? html` <span class="tag safe">${icon('check')}${words.say('dispatch.was-told', { hour: words.hour(told, over.country) })}</span>` : ''}</h2>
    <p>${block.place}, ${words.say('board.promised', { from: words.hour(block.visit.promisedFrom, over.country), until: words.hour(block.visit.promisedUntil, over.country) })}. <strong>${words.say('dispatch.expected-at', { hour: words.hour(expected, over.country), span: words.span(minutes) })}</strong></p>
    ${block.visit.quiet ? html`<p class="note warm">${words.say('dispatch.ask-safely')}</p>` : block.phone ? html`<p><a class="phone" href="${dial(block.phone)}">${icon('phone')}${block.phone}</a></p>` : html`<p>${words.say('board.no-phone')}</p>`}
    <blockquote class="quoted">${words.say('dispatch.say-late', { house: frame.house.name, who: block.who, name: over.name, hour: words.hour(expected, over.country) })}</blockquote>
    <div class="actions"><a class="button" href="/visits/${block.visit.id}/move">${words.say('board.other-time')}</a></div></div></li>`;
}
