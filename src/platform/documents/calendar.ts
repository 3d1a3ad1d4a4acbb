import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

/**
 * One event for a person's own calendar. `uid` stays the same for its whole life; `sequence` grows with every change;
 * `publish` adds or moves it, `cancel` strikes it out.
 */
export type CalendarEvent = Readonly<{
  uid: string; sequence: number; method: 'publish' | 'request' | 'cancel';
  start: Temporal.Instant; end: Temporal.Instant;
  /** When this version was made. */
  at: Temporal.Instant;
  title: string; description?: string; location?: string; url?: string;
  organiser?: Readonly<{ name: string; email: string }>;
}>;

const METHOD = { publish: ICalCalendarMethod.PUBLISH, request: ICalCalendarMethod.REQUEST, cancel: ICalCalendarMethod.CANCEL } as const;
const seconds = (at: Temporal.Instant): string => at.round('second').toString();

/** The event as an iCalendar file (RFC 5545). Instants are written in UTC, so every calendar shows them on its own wall clock, summer and winter. */
export function calendarFile(event: CalendarEvent): string {
  if (Temporal.Instant.compare(event.start, event.end) >= 0) throw new RangeError(`An event must end after it begins, got (${event.start}) to (${event.end}).`);
  const calendar = ical({
    method: METHOD[event.method],
    prodId: { company: 'Porchlight', product: 'calendar', language: 'EN' },
  });
  calendar.createEvent({
    id: event.uid, sequence: event.sequence, stamp: seconds(event.at), start: seconds(event.start), end: seconds(event.end),
    summary: event.title, description: event.description ?? null, location: event.location ?? null, url: event.url ?? null,
    organizer: event.organiser ?? null,
    status: event.method === 'cancel' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return `${calendar.toString()}\r\n`;
}
