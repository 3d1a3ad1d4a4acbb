import { type Country, type HomeId, type Lang, type MessageId, type PersonId, ZONE } from '#kernel';

/** How something is told. `call` is a line on the operator's telephone list. */
export type Channel = 'sms' | 'mail' | 'letter' | 'call';

/** What is told. Each kind has its sentences in the catalogue (`messages.<kind>-…`). */
export const KINDS = [
  'visit-booked', 'visit-moved', 'visit-cancelled', 'visit-called-off', 'window-narrowed', 'technician-on-the-way', 'technician-arrived', 'visit-started', 'visit-ended', 'visit-frozen', 'visit-unfrozen',
  'extra-proposed', 'second-yes-asked', 'second-yes-given', 'second-yes-refused', 'second-eyes-named', 'second-eyes-ending', 'invoice-issued', 'credit-note-issued', 'payment-recorded',
  'sign-in-code', 'erasure-asked', 'erasure-stopped', 'contact-changed', 'passkey-added', 'passkey-removed', 'helper-changing', 'change-undone', 'mandate-delayed', 'mandate-claimed', 'mandate-given', 'mandate-revoked', 'day-changed', 'operator-alert',
  'visit-held', 'visit-stands-again', 'secret-opened', 'secrets-destroyed', 'vetting-expires', 'technician-stopped', 'quarantine-decided', 'pay-change-asked', 'trust-alert', 'round-opened', 'round-question-asked', 'round-question-answered', 'round-closed',
  'contract-agreed', 'contract-withdrawn', 'technician-changed', 'technician-refused', 'visit-late', 'thread-answer',
  'device-taken', 'repair-offered', 'device-ready', 'device-returned', 'device-not-fetched', 'part-ordered', 'part-late', 'part-arrived', 'part-cancelled', 'nobody-home', 'entry-refused', 'visit-unsafe', 'provider-gone', 'refund-paid',
  'visit-goes-on', 'how-it-goes', 'complaint-taken', 'complaint-answered', 'complaint-received', 'fee-waived', 'invoice-unpaid', 'visit-reminder',
] as const;
export type Kind = (typeof KINDS)[number];

/** waiting → sending → sent; refused when its way is closed for good; overtaken when a later fact made it untrue; done: the operator rang. */
export type MessageState = 'waiting' | 'sending' | 'sent' | 'refused' | 'overtaken' | 'done';

/** What a message says and where it goes: sealed at rest. `large`: one thing in very large letters on paper. */
export type Body = Readonly<{
  to: string; address?: readonly string[] | undefined; title: string; text: string; large?: Readonly<{ label: string; text: string }> | undefined;
  attachment?: Readonly<{ name: string; type: string; text: string }> | undefined;
}>;

export type Message = Readonly<{
  id: MessageId; factKey: string; kind: Kind; person?: PersonId | undefined; receiver: string; about?: string | undefined; home?: HomeId | undefined;
  channel: Channel; lang: Lang; country: Country; urgent: boolean; madeAt: Temporal.Instant; dueAt: Temporal.Instant; state: MessageState; tries: number;
  settledAt?: Temporal.Instant | undefined; via?: string | undefined;
  /** In which version of this house's own words; undefined for ours. */
  wording?: number | undefined;
}>;

/** A message with what is sealed in it; undefined once forgotten. */
export type Kept = Readonly<{ message: Message; sealed: string | undefined }>;
/** Which messages to look at; `before` goes on after the message that was last. */
export type Wanted = Readonly<{ limit?: number; state?: MessageState; channel?: Channel; person?: PersonId; before?: Readonly<{ at: Temporal.Instant; id: string }> }>;

/** Told at once, by night as well: somebody waits for it, or is in danger. */
const AT_ONCE: ReadonlySet<Kind> = new Set<Kind>(['sign-in-code', 'visit-frozen', 'extra-proposed', 'technician-on-the-way', 'technician-arrived', 'visit-late', 'operator-alert', 'visit-held', 'secret-opened', 'technician-stopped', 'trust-alert']);
export const isUrgent = (kind: Kind): boolean => AT_ONCE.has(kind);

/** Too late on paper: by the time the letter comes it is over. */
const SOON: ReadonlySet<Kind> = new Set<Kind>([...AT_ONCE, 'window-narrowed', 'visit-moved', 'visit-cancelled', 'visit-called-off', 'day-changed', 'visit-started', 'visit-unfrozen', 'second-yes-asked', 'second-yes-given', 'second-yes-refused', 'second-eyes-ending', 'visit-stands-again', 'secrets-destroyed', 'quarantine-decided', 'technician-changed', 'technician-refused', 'nobody-home', 'entry-refused', 'visit-unsafe', 'repair-offered', 'provider-gone', 'visit-goes-on']);
export const isSoon = (kind: Kind): boolean => SOON.has(kind);

/** What is kept in a drawer: nobody is rung up for it, it comes on paper. */
const ON_PAPER: ReadonlySet<Kind> = new Set<Kind>(['visit-ended', 'invoice-issued', 'credit-note-issued', 'payment-recorded', 'contract-agreed', 'contract-withdrawn', 'device-taken', 'device-returned', 'refund-paid', 'complaint-taken', 'complaint-answered', 'invoice-unpaid', 'visit-reminder']);

/** Of the moment: on paper it would come when all is over, and say what is not true any more. Who has neither telephone nor mailbox is told ahead instead. */
const MOMENTS: ReadonlySet<Kind> = new Set<Kind>(['window-narrowed', 'technician-on-the-way', 'technician-arrived', 'visit-late', 'visit-started']);
export const isOfTheMoment = (kind: Kind): boolean => MOMENTS.has(kind);

/** Nobody else reads these, not even the operator: they open a door. */
const OPENS_DOORS: ReadonlySet<Kind> = new Set<Kind>(['sign-in-code', 'visit-booked', 'visit-moved', 'visit-reminder']);
export const isSecret = (kind: Kind): boolean => OPENS_DOORS.has(kind);

const QUIET_FROM = 21;
const QUIET_UNTIL = 8;

/** When a text message may ring: at once by day; between nine in the evening and eight in the morning it waits for eight. */
export function afterQuietHours(now: Temporal.Instant, country: Country): Temporal.Instant {
  const local = now.toZonedDateTimeISO(ZONE[country]);
  if (local.hour >= QUIET_UNTIL && local.hour < QUIET_FROM) return now;
  const day = local.hour >= QUIET_FROM ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  return day.toZonedDateTime({ timeZone: ZONE[country], plainTime: { hour: QUIET_UNTIL } }).toInstant();
}

export const dueAt = (kind: Kind, channel: Channel, now: Temporal.Instant, country: Country): Temporal.Instant =>
  (channel === 'sms' && !isUrgent(kind) ? afterQuietHours(now, country) : now);

export type Reachable = Readonly<{ prefers: 'sms' | 'mail' | 'letter' | 'phone'; phone?: string | undefined; email?: string | undefined }>;

/** Not worth a telephone call: who is told nothing of these misses nothing. */
const NOT_RUNG: ReadonlySet<Kind> = new Set<Kind>(['payment-recorded', 'technician-on-the-way', 'technician-arrived', 'visit-started', 'secret-opened']);
export const isRung = (kind: Kind): boolean => !NOT_RUNG.has(kind);

/** Signs that would put a text message into the large alphabet and double its price: typographic spaces and quotes. */
export const plainSigns = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");

/** Days that a letter needs, with a day to spare. */
export const LETTER_DAYS = 4;

/** What is kept in a drawer is never too late: a bill is written after the visit that it is for. */
const isLateOnPaper = (kind: Kind, now: Temporal.Instant, by: Temporal.Instant | undefined): boolean => isSoon(kind) || (by !== undefined && !ON_PAPER.has(kind) && by.since(now).total('hours') < LETTER_DAYS * 24);

/**
 * The way that somebody is told: as they prefer, if that way exists and is quick enough; else the next that reaches them.
 * A letter that would come too late becomes a telephone call, or goes out all the same when there is no telephone.
 */
export function channelFor(person: Reachable, kind: Kind, now: Temporal.Instant, by?: Temporal.Instant): Channel {
  const isLate = isLateOnPaper(kind, now, by);
  if (person.prefers === 'sms' && person.phone) return 'sms';
  if (person.prefers === 'mail' && person.email) return 'mail';
  if (person.prefers === 'phone' && person.phone) return ON_PAPER.has(kind) ? 'letter' : 'call';
  if (person.prefers === 'letter' && !isLate) return 'letter';
  if (person.phone) return 'call';
  return person.email ? 'mail' : 'letter';
}

/** After a way was closed for good: a call if there is a telephone, else a letter. Never the same way again. */
export const nextChannel = (closed: Channel, person: Reachable): Channel | undefined => {
  const ways: readonly Channel[] = [...(person.phone ? ['call' as const] : []), ...(person.email ? ['mail' as const] : []), 'letter'];
  return ways.find((way) => way !== closed);
};

/** A try that failed for now is made again after 1, 2, 4 … minutes, six hours at most; ten tries in all. */
export const MOST_TRIES = 10;
export const againAfter = (tries: number): Temporal.Duration => Temporal.Duration.from({ minutes: Math.min(360, 2 ** Math.max(0, tries - 1)) });
