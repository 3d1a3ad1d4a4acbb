import { type Country, type HomeId, type PersonId, type RequestId, type TechnicianId, type VisitId, isAfter } from '#kernel';
import type { Work } from '#platform/work';
import type { Appointment } from '../appointment.ts';
import { codeSeal, wordSeal } from '../door-word.ts';
import { isSentTo, maySeeBoard, maySeeDay, maySeeRequest, maySeeVisit, mayKnowCode, mayKnowDoorWord } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { Request } from '../request.ts';
import type { Board, Day } from '../verbs.ts';

type Sees = Pick<Needs, 'requests' | 'visits' | 'people' | 'technicians' | 'roads' | 'keys'>;

export async function seeRequest(needs: Sees, work: Work, id: RequestId): Promise<Request | undefined> {
  const request = await needs.requests.find(work, id);
  return request && maySeeRequest(work.by, request) ? request : undefined;
}

export async function seeRequestsOf(needs: Sees, work: Work, of: { person: PersonId } | { home: HomeId }): Promise<readonly Request[]> {
  const found = 'person' in of ? await needs.requests.ofPerson(work, of.person) : await needs.requests.ofHome(work, of.home);
  return found.filter((request) => maySeeRequest(work.by, request));
}

export async function seeVisit(needs: Sees, work: Work, id: VisitId): Promise<Appointment | undefined> {
  const visit = await needs.visits.visit(work, id);
  return visit && maySeeVisit(work.by, visit, work.now) ? visit : undefined;
}

export async function seeVisitsOf(needs: Sees, work: Work, home: HomeId): Promise<readonly Appointment[]> {
  return (await needs.visits.visitsOfHome(work, home)).filter((visit) => maySeeVisit(work.by, visit, work.now));
}

export async function seeVisitFor(needs: Sees, work: Work, request: RequestId): Promise<Appointment | undefined> {
  const visit = await needs.visits.visitOfRequest(work, request);
  return visit && maySeeVisit(work.by, visit, work.now) ? visit : undefined;
}

/** The door word and the code of a visit, opened; undefined when there is no such visit. */
export async function openDoor(needs: Pick<Sees, 'visits' | 'keys'>, work: Work, id: VisitId): Promise<{ word: string; code: string } | undefined> {
  const sealed = await needs.visits.sealed(work, id);
  if (!sealed) return undefined;
  const [word, code] = [needs.keys.open(sealed.doorWord, wordSeal(id)), needs.keys.open(sealed.code, codeSeal(id))];
  if (word === undefined || code === undefined) throw new Error(`The door word of a visit cannot be opened (${id}). Maybe the house key is not the one it was sealed with.`);
  return { word, code };
}

export async function doorWordFor(needs: Sees, work: Work, id: VisitId): Promise<string | undefined> {
  const visit = await needs.visits.visit(work, id);
  return visit?.state === 'booked' && mayKnowDoorWord(work.by, visit) ? (await openDoor(needs, work, id))?.word : undefined;
}

export async function visitCodeFor(needs: Sees, work: Work, id: VisitId): Promise<string | undefined> {
  const visit = await needs.visits.visit(work, id);
  return visit?.state === 'booked' && mayKnowCode(work.by, visit) ? (await openDoor(needs, work, id))?.code : undefined;
}

async function dayFrom(needs: Sees, work: Work, technician: TechnicianId, day: Temporal.PlainDate, visits: readonly Appointment[]): Promise<Day> {
  const [who, shifts] = [await needs.technicians.technician(work, technician), await needs.technicians.shifts(work, technician, day, day)];
  let from = who?.home;
  await needs.roads.learn([...(who ? [who.home] : []), ...visits.map(({ at }) => at)]);
  const driven = visits.toSorted((a, b) => Temporal.Instant.compare(a.plannedStart, b.plannedStart)).map((appointment) => {
    if (appointment.way === 'remote') return { appointment, travel: { metres: 0, seconds: 0 } };
    const { metres, seconds } = from ? needs.roads.travel(from, appointment.at) : { metres: 0, seconds: 0 };
    from = appointment.at;
    return { appointment, travel: { metres, seconds } };
  });
  const [first] = shifts;
  const until = shifts.map((shift) => shift.until).reduce<Temporal.Instant | undefined>((last, at) => (last && isAfter(last, at) ? last : at), undefined);
  return { technician, day, version: await needs.visits.version(work, technician, day), shift: first && until ? { from: first.from, until } : undefined, visits: driven };
}

/** One technician's day in the order of driving: for them, their office and the operator. */
export async function seeDay(needs: Sees, work: Work, technician: TechnicianId, day: Temporal.PlainDate): Promise<Day | undefined> {
  const provider = (await needs.technicians.technician(work, technician))?.provider;
  if (!maySeeDay(work.by, technician, provider)) return undefined;
  const visits = await needs.visits.visitsOn(work, [technician], day);
  // Where somebody went is theirs until a day after; the office keeps the whole.
  const isOnlyTheirs = !maySeeDay(work.by, '', provider);
  return dayFrom(needs, work, technician, day, isOnlyTheirs ? visits.filter((visit) => isSentTo(work.by, visit, work.now)) : visits);
}

/** Every technician of a country on one day, and who waits for our call. */
export async function seeBoard(needs: Sees, work: Work, on: { day: Temporal.PlainDate; country: Country }): Promise<Board | undefined> {
  if (!maySeeBoard(work.by)) return undefined;
  const technicians: TechnicianId[] = [];
  for (const provider of await needs.technicians.providers(work, on.country)) {
    technicians.push(...(await needs.technicians.techniciansOf(work, provider.id)).map((technician) => technician.id));
  }
  const visits = await needs.visits.visitsOn(work, technicians, on.day);
  const days: Day[] = [];
  for (const technician of technicians) days.push(await dayFrom(needs, work, technician, on.day, visits.filter((visit) => visit.technician === technician)));
  return { ...on, days, waiting: (await needs.requests.waiting(work)).filter((request) => request.country === on.country) };
}
