import { timingSafeEqual } from 'node:crypto';
import { type RequestId, type Result, type TaskId, type VisitId, no, ok } from '#kernel';
import type { Appointment, Request } from '#modules/booking';
import type { Work } from '#platform/work';
import type { CodeFroze, CodeWrong, NoSuchTask, NoSuchVisit, NotWorking } from '../front.ts';
import type { DoorCodeWrong, VisitFrozen } from '../facts.ts';
import { mayWork } from '../may.ts';
import { type CodeGiven, type VisitRecord, WRONG_CODES, mustWork } from '../visit.ts';

/** What visits needs of booking: what was promised, the door word and the code, and to say that it is over. */
export type BookingNeeded = Readonly<{
  visitDone(work: Work, asked: { visit: VisitId }): Promise<Result<Appointment, NoSuchVisit>>;
  known: Readonly<{
    visit(work: Work, id: VisitId): Promise<Appointment | undefined>;
    request(work: Work, id: RequestId): Promise<Request | undefined>;
    doorOf(work: Work, visit: VisitId): Promise<Readonly<{ word: string; code: string }> | undefined>;
  }>;
}>;
export type OpenNeeds = {
  booking: BookingNeeded;
  visits: { take(work: Work, appointment: Appointment): Promise<VisitRecord>; save(work: Work, visit: VisitRecord, endNote?: string): Promise<void> };
};
export type Open = Readonly<{ appointment: Appointment; record: VisitRecord }>;

/** What all facts about a visit carry. */
export const about = ({ id, request, home }: Appointment) => ({ visit: id, request, home });

/** A promised visit with its row locked, for whoever `may`; what one may not touch does not exist. */
export async function openVisit(needs: OpenNeeds, work: Work, id: VisitId, may: (appointment: Appointment) => boolean): Promise<Result<Open, NoSuchVisit>> {
  const appointment = await needs.booking.known.visit(work, id);
  if (!appointment || appointment.state === 'cancelled' || !may(appointment)) return no({ kind: 'no-such-visit' });
  return ok({ appointment, record: await needs.visits.take(work, appointment) });
}
export const openTheirs = (needs: OpenNeeds, work: Work, id: VisitId): Promise<Result<Open, NoSuchVisit>> => openVisit(needs, work, id, (appointment) => mayWork(work.by, appointment, work.now));

/** A visit that is theirs and at work. */
export async function openAtWork(needs: OpenNeeds, work: Work, id: VisitId, may: (appointment: Appointment) => boolean = (appointment) => mayWork(work.by, appointment, work.now)): Promise<Result<Open, NoSuchVisit | NotWorking>> {
  const open = await openVisit(needs, work, id, may);
  if (!open.ok) return open;
  const working = mustWork(open.value.record);
  return working.ok ? open : working;
}

/** Whether a task belongs to what was asked for; no task is said of the whole visit. */
export async function taskOf(needs: OpenNeeds, work: Work, appointment: Appointment, task: TaskId | undefined): Promise<Result<Request['tasks'][number] | undefined, NoSuchTask>> {
  if (task === undefined) return ok(undefined);
  const found = (await needs.booking.known.request(work, appointment.request))?.tasks.find((one) => one.id === task);
  return found ? ok(found) : no({ kind: 'no-such-task' });
}

/** Where there is one task, what is not said of another is said of it. */
export async function onlyTask(needs: OpenNeeds, work: Work, appointment: Appointment): Promise<TaskId | undefined> {
  const tasks = (await needs.booking.known.request(work, appointment.request))?.tasks ?? [];
  return tasks.length === 1 ? tasks[0]?.id : undefined;
}

/** Compared in the same time whatever is wrong with it. */
export async function codeFits(needs: OpenNeeds, work: Work, visit: VisitId, code: string): Promise<boolean> {
  const door = await needs.booking.known.doorOf(work, visit);
  if (!door) return false;
  const [given, kept] = [Buffer.from(code), Buffer.from(door.code)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}

/** Writes down a wrong code, and freezes at the third: both must survive, so both are answers. */
export async function keepWrong(needs: OpenNeeds, work: Work, { appointment }: Open, given: CodeGiven): Promise<CodeWrong | CodeFroze> {
  await needs.visits.save(work, given.visit);
  await work.audit({ did: 'visit-code-wrong', to: appointment.id, home: appointment.home });
  await work.announce({ fact: 'door-code-wrong', ...about(appointment) } satisfies DoorCodeWrong);
  if (given.came !== 'frozen') return { came: 'wrong', wrong: given.visit.wrong, triesLeft: WRONG_CODES - given.visit.wrong };
  await work.audit({ did: 'freeze-visit', to: appointment.id, home: appointment.home, why: 'wrong-code' });
  await work.announce({ fact: 'visit-frozen', why: 'wrong-code', ...about(appointment) } satisfies VisitFrozen);
  return { came: 'frozen' };
}
