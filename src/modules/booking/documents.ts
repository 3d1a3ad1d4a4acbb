import type { Lang, VisitId } from '#kernel';
import { calendarFile, pdf } from '#platform/documents/index';
import type { Words } from '#platform/text';
import type { Appointment } from './appointment.ts';
import type { LetterParts } from './verbs.ts';

const uidOf = (visit: VisitId): string => `${visit}@porchlight`;

/** What a calendar file shows. Neither the door word nor the code: calendars are shared and lie on servers. */
export type CalendarParts = Readonly<{ appointment: Appointment; reference: string; technician: string; place: string; lang: Lang; at: Temporal.Instant }>;

/** The visit for a person's own calendar (RFC 5545): the whole arrival window and the work after it. */
export function visitCalendar(parts: CalendarParts, words: Words): string {
  const { appointment: visit } = parts;
  return calendarFile({
    uid: uidOf(visit.id), sequence: visit.sequence, method: visit.state === 'cancelled' ? 'cancel' : 'publish',
    start: visit.promisedFrom, end: visit.promisedUntil.add({ minutes: visit.minutes }), at: parts.at,
    title: words.say('booking.calendar-title', { technician: parts.technician }),
    description: words.say('booking.calendar-note', { reference: parts.reference, from: words.hour(visit.promisedFrom, visit.country), until: words.hour(visit.promisedUntil, visit.country) }),
    location: parts.place,
  });
}

const TAG: Readonly<Record<Lang, string>> = { en: 'en-GB', fr: 'fr-FR' };

/** The confirmation as a letter: who comes, when, the word that is said at the door and the person's own code. */
export function confirmationPdf(parts: LetterParts, words: Words, house: Readonly<{ name: string; phone: string }>): Promise<Buffer> {
  const { appointment: visit } = parts;
  const title = words.say('booking.letter-title');
  const when = {
    day: words.day(visit.promisedFrom, visit.country), from: words.hour(visit.promisedFrom, visit.country), until: words.hour(visit.promisedUntil, visit.country),
  };
  return pdf({ title, lang: TAG[parts.lang], author: house.name, at: parts.at, footer: `${house.name} · ${house.phone}`, scale: parts.largePrint ? 1.5 : 1 }, (page) => {
    page.letterhead(house.name, [house.phone]);
    page.address(parts.to, visit.country);
    page.heading(title);
    page.paragraph(words.say('booking.letter-when', when));
    page.paragraph(words.say('booking.letter-who', { technician: parts.technician, provider: parts.provider }));
    page.big(words.say('booking.letter-door-word'), parts.doorWord);
    page.paragraph(words.say('booking.letter-door-word-how', { technician: parts.technician }));
    page.big(words.say('booking.letter-code'), parts.code);
    page.paragraph(words.say('booking.letter-code-how'));
    page.paragraph(words.say('booking.letter-change', { phone: house.phone, reference: parts.reference }));
    page.small(words.say('booking.letter-never'));
  });
}
