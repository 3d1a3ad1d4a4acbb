import { type Result, type TechnicianId, type VisitId, ZONE, no, ok } from '#kernel';
import type { Contracts } from '#modules/contracts';
import type { CannotSend } from '#modules/technicians';
import type { Work } from '#platform/work';
import type { AsksToCheckIn } from '../asks.ts';
import type { TechnicianArrived, TechnicianOnTheWay, VisitStarted } from '../facts.ts';
import type { CodeFroze, CodeWrong, NoSuchTask, NoSuchVisit, PersonRefused } from '../front.ts';
import { type NotArrived, type VisitFrozen, type VisitOver, type VisitRecord, arrive as atDoor, checkIn as givesCode, setOut as goes } from '../visit.ts';
import { type OpenNeeds, about, codeFits, keepWrong, onlyTask, openTheirs, taskOf } from './open-visit.ts';

type Needs = OpenNeeds & { technicians: { maySend(work: Work, technician: TechnicianId, onDay: Temporal.PlainDate): Promise<Result<true, { kind: 'no-such-technician' } | CannotSend>> }; contracts: { known: Pick<Contracts['known'], 'isRefused'> } };
type CannotArrive = NoSuchVisit | VisitOver | VisitFrozen | { kind: 'too-early'; from: Temporal.Instant } | { kind: 'too-late' } | PersonRefused | CannotSend;

/** The technician stands at the door and learns the word that opens it. Whoever may no longer be sent, or got a no from the household, learns nothing. */
export async function arrive(needs: Needs, work: Work, asked: { visit: VisitId }): Promise<Result<{ doorWord: string; record: VisitRecord }, CannotArrive>> {
  const open = await openTheirs(needs, work, asked.visit);
  if (!open.ok) return open;
  const { appointment, record } = open.value;
  const sendable = await needs.technicians.maySend(work, appointment.technician, work.now.toZonedDateTimeISO(ZONE[appointment.country]).toPlainDate());
  if (!sendable.ok) return no(sendable.error.kind === 'no-such-technician' ? { kind: 'no-such-visit' } : sendable.error);
  if (await needs.contracts.known.isRefused(work, appointment.id, appointment.technician)) return no({ kind: 'person-refused' });
  const arrived = atDoor(record, appointment, work.now);
  if (!arrived.ok) return arrived;
  const door = await needs.booking.known.doorOf(work, appointment.id);
  if (!door) return no({ kind: 'no-such-visit' });

  if (record.state === 'expected') {
    await needs.visits.save(work, arrived.value);
    await work.announce({ fact: 'technician-arrived', ...about(appointment) } satisfies TechnicianArrived);
  }
  await work.audit({ did: 'arrive', to: appointment.id, home: appointment.home });
  return ok({ doorWord: door.word, record: arrived.value });
}

/** The technician sets out: whoever waits is told that they are on the way. */
export async function setOut(needs: Needs, work: Work, asked: { visit: VisitId }): Promise<Result<VisitRecord, Exclude<CannotArrive, CannotSend>>> {
  const open = await openTheirs(needs, work, asked.visit);
  if (!open.ok) return open;
  const { appointment, record } = open.value;
  if (await needs.contracts.known.isRefused(work, appointment.id, appointment.technician)) return no({ kind: 'person-refused' });
  const gone = goes(record, appointment, work.now);
  if (!gone.ok || gone.value === record) return gone;
  await needs.visits.save(work, gone.value);
  await work.audit({ did: 'set-out', to: appointment.id, home: appointment.home });
  await work.announce({ fact: 'technician-on-the-way', ...about(appointment) } satisfies TechnicianOnTheWay);
  return gone;
}

type CheckedIn = { came: 'right'; record: VisitRecord } | CodeWrong | CodeFroze;

/** The person has heard the word and says the code: the clock starts. */
export async function checkIn(needs: Needs, work: Work, asked: AsksToCheckIn): Promise<Result<CheckedIn, NoSuchVisit | NoSuchTask | VisitOver | VisitFrozen | NotArrived>> {
  const open = await openTheirs(needs, work, asked.visit);
  if (!open.ok) return open;
  const { appointment, record } = open.value;
  const task = await taskOf(needs, work, appointment, asked.task);
  if (!task.ok) return task;
  const given = givesCode(record, await codeFits(needs, work, appointment.id, asked.code), work.now, asked.task ?? await onlyTask(needs, work, appointment));
  if (!given.ok) return given;
  if (given.value.came !== 'right') return ok(await keepWrong(needs, work, open.value, given.value));
  if (record.state === 'working') return ok({ came: 'right', record });

  await needs.visits.save(work, given.value.visit);
  await work.audit({ did: 'start-visit', to: appointment.id, home: appointment.home });
  await work.announce({ fact: 'visit-started', ...about(appointment) } satisfies VisitStarted);
  return ok({ came: 'right', record: given.value.visit });
}
