import type { ComplaintId, Country, ExtraId, HomeId, PersonId, ProviderId, VisitId } from '#kernel';
import answering from '../../../content/rules/complaints.json' with { type: 'json' };

export const ABOUT = ['price', 'work', 'manner', 'late', 'damage', 'extra', 'privacy', 'other'] as const;
export type About = (typeof ABOUT)[number];

export type Complaint = Readonly<{
  id: ComplaintId; visit: VisitId; home: HomeId; provider: ProviderId; country: Country; quiet: boolean; about: About; words: string; wish?: string; saidAt: Temporal.Instant;
  /** The extra work that is disputed: its money waits for the answer. */
  extra?: ExtraId;
  /** By the end of that day there is an answer. */
  answerBy: Temporal.PlainDate;
  answer?: string; answeredBy?: PersonId; answeredAt?: Temporal.Instant;
  settled?: 'settled' | 'not-settled'; settledAt?: Temporal.Instant;
}>;

type Rule = Readonly<{ from: string; answerDays: number; otherPathAfterDays: number }>;

/** How a complaint is answered in a country from a day on. Throws when no rule covers the day. */
export function ruleFor(country: Country, day: Temporal.PlainDate): Rule {
  const rules: readonly Rule[] = answering[country];
  const found = rules.findLast((rule) => Temporal.PlainDate.compare(Temporal.PlainDate.from(rule.from), day) <= 0);
  if (!found) throw new Error(`No rule says how a complaint of ${day.toString()} is answered (${country}).`);
  return found;
}

/** Whether money for extra work waits: it is disputed, and nobody has answered. */
export const isDisputed = (complaints: readonly Pick<Complaint, 'extra' | 'answer'>[], extra: ExtraId): boolean => complaints.some((one) => one.extra === extra && one.answer === undefined);

export const answerBy = (country: Country, day: Temporal.PlainDate): Temporal.PlainDate => day.add({ days: ruleFor(country, day).answerDays });

/** From when on somebody outside may be asked (a mediator): after an answer that settles nothing, or when time has passed without one. */
export function otherPathFrom(complaint: Complaint, zone: string): Temporal.PlainDate | undefined {
  if (complaint.settled === 'settled') return undefined;
  const said = complaint.saidAt.toZonedDateTimeISO(zone).toPlainDate();
  if (complaint.settled === 'not-settled' && complaint.settledAt) return complaint.settledAt.toZonedDateTimeISO(zone).toPlainDate();
  return said.add({ days: ruleFor(complaint.country, said).otherPathAfterDays });
}
