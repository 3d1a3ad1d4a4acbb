import { html } from 'hono/html';
import { z } from 'zod';
import { type ProviderId, type Result, type TechnicianId, isId, ok } from '#kernel';
import type { PlanId } from '#modules/dispatch';
import { shownName } from '#modules/technicians';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { frameOf } from '../../frame.ts';
import type { WebHas } from '../../has.ts';
import { form } from '../../parts/form.ts';
import { shell } from '../../shell.ts';
import { boardPath } from './board-page.ts';
import { cancelledDoors } from './cancelled.ts';
import { emergencyDoors } from './emergency.ts';
import { overDoors } from './over.ts';
import { planOf, tickedIn } from './plan-lines.ts';
import { planPage } from './plan-page.ts';
import { runPage } from './plan-run.ts';
import type { Where } from './read.ts';

const on = { country: z.enum(['FR', 'GB']), day: z.iso.date().transform((text) => Temporal.PlainDate.from(text)) };
const technician = z.string().refine((id) => isId('Technician', id));
const who = ['operator'] as const;
const toBoard = (): Reply => go('/operator/board');

/** Proposals: asked for, read as a difference, taken whole or line by line; and the days that go wrong. */
export function planDoors(has: WebHas): Door[] {
  return [
    ...emergencyDoors(has), ...overDoors(has), ...cancelledDoors(has),
    screen({
      method: 'POST', path: '/operator/board/plan', who, asks: z.object({ ...on, provider: z.string().refine((id) => isId('Provider', id)), kind: z.enum(['now', 'absence', 'overrun']) }), again: toBoard,
      answer: (call) => call.change((work) => has.dispatch.askForPlan(work, { kind: call.asked.kind, provider: call.asked.provider as ProviderId, day: call.asked.day }), ({ plan }) => go(`/operator/board/plans/${plan}`), () => missing),
    }),
    screen({
      method: 'GET', path: '/operator/board/plans/:plan', who, asks: z.object({ said: z.string().max(40).optional() }), again: toBoard,
      answer: async (call) => {
        const id = planOf(call);
        if (!id) return missing;
        const waits = await call.look(async (work) => ((await has.dispatch.plan(work, id)) ? undefined : has.dispatch.run(work, id)));
        return waits ? runPage(has, call as unknown as Call, waits) : planPage(has, call as unknown as Call, id, call.asked.said);
      },
    }),
    screen({
      method: 'POST', path: '/operator/board/plans/:plan', who, asks: z.looseObject({ take: z.enum(['all', 'ticked', 'dismiss']) }), again: toBoard,
      answer: (call) => {
        const id = planOf(call);
        if (!id) return missing;
        const ticked = tickedIn(call.asked);
        if (call.asked.take === 'ticked' && ticked.length === 0) return go(`/operator/board/plans/${id}?said=nothing-ticked`);
        const lines = call.asked.take === 'ticked' ? ticked : undefined;
        return call.change(async (work): Promise<Result<Where, { kind: string }>> => {
          const answered = call.asked.take === 'dismiss' ? await has.dispatch.dismissPlan(work, { plan: id }) : await has.dispatch.takePlan(work, { plan: id, lines });
          return answered;
        }, (plan) => go(boardPath(plan, call.asked.take === 'dismiss' ? 'dismissed' : 'taken')), (refusal) => (refusal.kind === 'no-such-plan' ? missing : go(`/operator/board/plans/${id}?said=${refusal.kind}`)));
      },
    }),
  ];
}

/** Somebody is away today: said once, and cover is looked for at once. */
export function awayDoors(has: WebHas): Door[] {
  const asks = z.object({ ...on, technician });
  return [
    screen({
      method: 'GET', path: '/operator/board/away', who, asks, again: toBoard,
      answer: async (call) => {
        const frame = frameOf(has, call as unknown as Call);
        const { words } = frame;
        const found = await call.look((work) => has.technicians.technician(work, call.asked.technician as TechnicianId));
        if (!found) return missing;
        const name = shownName(found);
        return page(shell(frame, { title: words.say('board.is-away-of', { name }), kind: 'staff', main: html`<h1>${words.say('board.is-away-of', { name })}</h1><p class="lead">${words.say('board.away-what', { name, day: words.day(call.asked.day) })}</p>
          ${form('/operator/board/away', html`<input type="hidden" name="country" value="${call.asked.country}"><input type="hidden" name="day" value="${call.asked.day.toString()}"><input type="hidden" name="technician" value="${found.id}"><div class="actions"><button class="main">${words.say('board.away-do')}</button><a class="button" href="${boardPath(call.asked)}">${words.say('board.back')}</a></div>`)}` }));
      },
    }),
    screen({
      method: 'POST', path: '/operator/board/away', who, asks, again: toBoard,
      answer: (call) => call.change(async (work): Promise<Result<{ plan: PlanId }, { kind: string }>> => {
        const id = call.asked.technician as TechnicianId;
        const taken = await has.technicians.takeAbsence(work, { technician: id, from: call.asked.day, until: call.asked.day, why: 'ill' });
        if (!taken.ok) return taken;
        const provider = (await has.technicians.technician(work, id))?.provider;
        const asked = provider && (await has.dispatch.askForPlan(work, { kind: 'absence', provider, day: call.asked.day }));
        return asked?.ok ? ok(asked.value) : { ok: false, error: { kind: 'no-such-technician' } };
      }, ({ plan }) => go(`/operator/board/plans/${plan}`), () => missing),
    }),
  ];
}
