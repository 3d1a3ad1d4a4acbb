import { z } from 'zod';
import { type Country, type TechnicianId, type VisitId, ZONE, isId } from '#kernel';
import { expectsOf } from '#modules/booking';
import { type Call, type Door, type Reply, go, missing, screen, stream } from '#platform/http/index';
import { likelyCountry } from '#platform/installation';
import { frameOf } from '../../frame.ts';
import type { WebHas } from '../../has.ts';
import { boardPage, boardPath } from './board-page.ts';
import { sentencesOf } from './consequences.ts';
import { mapDoors } from './map-doors.ts';
import { instantOf, movePage } from './move-page.ts';
import { awayDoors, planDoors } from './plan-doors.ts';
import { type Where, householdOf } from './read.ts';
import { weekPage } from './week-page.ts';

const country = z.enum(['FR', 'GB']);
const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
const on = { country, day };
const at = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const technician = z.string().refine((id) => isId('Technician', id));
const who = ['operator'] as const;
const toBoard = (): Reply => go('/operator/board');
const moveAsks = z.object({ ...on, technician, at: at.or(z.literal('')).optional(), was: technician, sequence: z.coerce.number().int().min(0), agreed: z.string().optional() });

/** Where the day of a call is: as asked, or today where this house is. */
function whereOf(has: WebHas, call: Pick<Call, 'lang'>, asked: { country?: Country | undefined; day?: Temporal.PlainDate | undefined }): Where {
  const land = asked.country ?? likelyCountry(has.house(), call.lang);
  return { country: land, day: asked.day ?? has.clock.now().toZonedDateTimeISO(ZONE[land]).toPlainDate() };
}

/** So often it is looked whether who listens may still: a session that was ended hears no more. */
const LOOK_AGAIN_MS = 3_000;

/** News of one day, as they come; nothing but that it changed. */
function liveDoor(has: WebHas): Door {
  return screen({
    method: 'GET', path: '/operator/board/live', who, asks: z.object(on), again: () => missing,
    answer: (call) => {
      const wanted = `${call.asked.country} ${call.asked.day.toString()}`;
      return stream((send, end) => {
        const stop = has.live.listen('board', (said) => { if (said === undefined || said === wanted) send('changed', wanted); });
        const stopClosing = has.live.onClose(end);
        const timer = setInterval(() => { void stillMay(has, call.token).then((may) => { if (may) send('here', ''); else end(); }, () => undefined); }, LOOK_AGAIN_MS);
        return () => { clearInterval(timer); stop(); stopClosing(); };
      });
    },
  });
}

const stillMay = (has: WebHas, token: string | undefined): Promise<boolean> => has.asHouse('board', async (work) => {
  const holds = token === undefined ? undefined : await has.people.whoHolds(work, token);
  return holds?.roles.some((role) => role === 'operator' || role === 'admin') ?? false;
});

/** What a drop would bring, while the hand still holds it. */
function weighDoor(has: WebHas): Door {
  return screen({
    method: 'GET', path: '/operator/board/weigh', who, asks: z.object({ ...on, visit: z.string().refine((id) => isId('Visit', id)), technician, at: at.optional() }), again: () => missing,
    answer: async (call) => {
      const frame = frameOf(has, call as unknown as Call);
      const { asked } = call;
      const found = await call.look(async (work) => {
        const visit = await has.booking.visit(work, asked.visit as VisitId);
        const weighed = visit && (await has.dispatch.weigh(work, { visit: visit.id, technician: asked.technician as TechnicianId, at: instantOf(asked, asked.at), expects: expectsOf(visit) }));
        if (!weighed) return undefined;
        const names = new Map<string, string>();
        for (const { id } of weighed.late) { const late = await has.booking.visit(work, id as VisitId); if (late) names.set(id, (await householdOf(has, work, late.home)).who); }
        return { weighed, names };
      });
      if (!found) return missing;
      const { weighed, names } = found;
      return { kind: 'json', status: 200, body: { says: sentencesOf(frame, weighed, asked.country, (id) => names.get(id) ?? ''), can: weighed.cannot === undefined, asks: weighed.asks } };
    },
  });
}

function moveDoors(has: WebHas): Door[] {
  const path = '/operator/board/visits/:visit';
  return [
    screen({
      method: 'GET', path, who, asks: z.object({ ...on, technician: technician.optional(), at: at.optional() }), again: toBoard,
      answer: (call) => movePage(has, call as unknown as Call, call.asked, call.params['visit'] ?? '', call.asked),
    }),
    screen({
      method: 'POST', path, who, asks: moveAsks, again: toBoard,
      answer: (call) => {
        const { asked } = call;
        const id = call.params['visit'] ?? '';
        if (!isId('Visit', id)) return missing;
        const drop = { visit: id as VisitId, technician: asked.technician as TechnicianId, at: instantOf(asked, asked.at), agreed: asked.agreed !== undefined, expects: { technician: asked.was as TechnicianId, sequence: asked.sequence } };
        return call.change((work) => has.dispatch.moveVisit(work, drop), () => go(boardPath(asked, 'moved')),
          (refusal) => (refusal.kind === 'no-such-visit' ? missing : go(boardPath(asked, refusal.kind))));
      },
    }),
    screen({
      method: 'POST', path: '/operator/board/undo', who, asks: z.object({ ...on, move: z.string().max(40) }), again: toBoard,
      answer: (call) => call.change((work) => has.dispatch.undo(work, { move: call.asked.move }), () => go(boardPath(call.asked, 'undone')), (refusal) => go(boardPath(call.asked, refusal.kind))),
    }),
  ];
}

/** The dispatcher's board: a day by hours and on a map, proposals, the week. */
export function boardDoors(has: WebHas): Door[] {
  return [
    screen({ method: 'GET', path: '/operator/board', who, asks: z.object({ day: day.optional(), country: country.optional(), said: z.string().max(40).optional(), chosen: technician.optional() }), again: toBoard, answer: (call) => boardPage(has, call as unknown as Call, whereOf(has, call, call.asked), { said: call.asked.said, chosen: call.asked.chosen as TechnicianId | undefined }) }),
    screen({ method: 'GET', path: '/operator/board/week', who, asks: z.object({ country, from: day }), again: toBoard, answer: (call) => weekPage(has, call as unknown as Call, call.asked) }),
    liveDoor(has), weighDoor(has), ...mapDoors(has, z.object(on)), ...moveDoors(has), ...planDoors(has), ...awayDoors(has),
  ];
}

