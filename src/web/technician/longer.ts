import { html } from 'hono/html';
import { z } from 'zod';
import { type VisitId, isId } from '#kernel';
import { type Longer, MORE_CHOICES, type MoreMinutes } from '#modules/dispatch';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { press } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
/** What was said about a visit that takes longer, and whether somebody would wait too long because of it. */
type MoreTime = Readonly<{ visit: VisitId; country: 'FR' | 'GB'; works: boolean; longer?: Longer | undefined; isAtRisk: boolean }>;

const minutesAsks = z.object({ minutes: z.coerce.number().refine((minutes): minutes is MoreMinutes => MORE_CHOICES.some((one) => one === minutes)) });

/** "I need thirty more minutes": one press, and whoever comes after is told. */
export function longerDoors(has: WebHas): Door[] {
  const visitOf = (call: Pick<Call, 'params'>): VisitId | undefined => { const id = call.params['visit'] ?? ''; return isId('Visit', id) ? (id as VisitId) : undefined; };
  const show = async (call: Call, status = 200): Promise<Reply> => {
    const id = visitOf(call);
    const found = id && (await call.look(async (work): Promise<MoreTime | undefined> => {
      const seen = await has.visits.see(work, id);
      return seen && { visit: id, country: seen.country, works: seen.record.state === 'working', longer: await has.dispatch.known.longer(work, id), isAtRisk: await has.dispatch.known.isAtRisk(work, id) };
    }));
    return found ? page(longerPage(frameOf(has, call), found), status) : missing;
  };
  return [
    screen({ method: 'GET', path: '/day/:visit/longer', who: ['technician'], answer: (call) => show(call) }),
    screen({
      method: 'POST', path: '/day/:visit/longer', who: ['technician'], asks: minutesAsks, again: (call) => show(call, 422),
      answer: (call) => {
        const id = visitOf(call);
        if (!id) return missing;
        return call.change((work) => has.dispatch.sayLonger(work, { visit: id, minutes: call.asked.minutes as MoreMinutes }), () => go(`/day/${id}/longer`), (refusal) => (refusal.kind === 'no-such-visit' ? missing : show(call as unknown as Call, 422)));
      },
    }),
  ];
}

function longerPage(frame: Frame, { visit, country, works, longer, isAtRisk }: MoreTime): Html | Promise<Html> {
  const { words } = frame;
  return shell(frame, {
    title: words.say('dispatch.more-time'), kind: 'staff',
    main: html`<p><a href="/day/${visit}">${icon('arrow-left')} ${words.say('dispatch.back-to-visit')}</a></p><h1>${words.say('dispatch.more-time')}</h1>
      ${works ? html`<p class="lead">${words.say('dispatch.more-time-what')}</p>${longer ? html`<p class="note safe" role="status">${icon('check')} ${words.say('dispatch.more-until', { hour: words.hour(longer.until, country) })}${isAtRisk ? '' : html` ${words.say('dispatch.more-told')}`}</p>` : ''}${isAtRisk ? html`<p class="note warm">${words.say('dispatch.more-at-risk')}</p>` : ''}
      <div class="actions">${MORE_CHOICES.map((minutes) => press(`/day/${visit}/longer`, words.say('dispatch.more-minutes', { span: words.span(minutes) }), { fields: { minutes: String(minutes) } }))}</div>` : html`<p class="note">${words.say('dispatch.more-not-now')}</p>`}`,
  });
}
