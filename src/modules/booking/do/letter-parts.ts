import type { VisitId } from '#kernel';
import { addressLines } from '#modules/pricing';
import type { Work } from '#platform/work';
import { type Appointment, isPlaceOpen } from '../appointment.ts';
import type { CalendarParts } from '../documents.ts';
import { isFirmOf, mayKnowCode, maySeeVisit } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { LetterParts } from '../verbs.ts';
import { openDoor } from './see.ts';

type Reads = Pick<Needs, 'requests' | 'visits' | 'people' | 'technicians' | 'keys'>;

const nameOf = async (needs: Reads, work: Work, visit: Appointment): Promise<string> => {
  const who = await needs.technicians.technician(work, visit.technician);
  return who ? `${who.firstName} ${who.lastInitial}.` : '';
};

export async function calendarParts(needs: Reads, work: Work, id: VisitId): Promise<CalendarParts | undefined> {
  const appointment = await needs.visits.visit(work, id);
  if (!appointment || !maySeeVisit(work.by, appointment, work.now)) return undefined;
  const isHidden = isFirmOf(work.by, appointment) && !isPlaceOpen(appointment, work.now);
  const home = isHidden ? undefined : await needs.people.known.home(work, appointment.home);
  const place = home ? `${home.address.line}, ${home.address.postcode} ${home.address.town}` : '';
  const request = await needs.requests.find(work, appointment.request);
  if (!request) return undefined;
  return { appointment, reference: request.reference, lang: request.lang, technician: await nameOf(needs, work, appointment), place, at: work.now };
}

/** What the confirmation says, for the person themselves: it holds the code. */
export async function letterParts(needs: Reads, work: Work, id: VisitId): Promise<LetterParts | undefined> {
  const appointment = await needs.visits.visit(work, id);
  if (!appointment || !mayKnowCode(work.by, appointment)) return undefined;
  const [request, home, door] = [await needs.requests.find(work, appointment.request), await needs.people.known.home(work, appointment.home), await openDoor(needs, work, id)];
  const person = request?.person && (await needs.people.known.person(work, request.person));
  const provider = await needs.technicians.provider(work, appointment.provider);
  if (!request || !home || !door || !person) return undefined;
  return {
    appointment, reference: request.reference, doorWord: door.word, code: door.code, lang: person.lang, largePrint: person.largePrint, at: work.now,
    to: [`${person.givenName} ${person.familyName}`, ...addressLines(home.address)],
    technician: await nameOf(needs, work, appointment), provider: provider?.name ?? '',
  };
}
