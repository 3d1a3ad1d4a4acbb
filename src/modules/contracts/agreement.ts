import type { AgreementId, ChangeId, Country, ExtraId, HomeId, Lang, Money, PersonId, ProviderId, QuoteId, RequestId, TechnicianId, VisitId, WithdrawalId } from '#kernel';
import type { Channel } from './rules.ts';
import type { Agreed } from './withdrawal.ts';

/** What somebody agreed to: the visit that they booked, or extra work at the door, which is a contract of its own. */
export type Agreement = Readonly<{
  id: AgreementId; kind: 'visit' | 'extra'; quote: QuoteId; provider: ProviderId; request: RequestId; extra?: ExtraId | undefined; home: HomeId; person?: PersonId | undefined; quiet: boolean;
  country: Country; channel: Channel; most: Money; digest: string;
  informedAt?: Temporal.Instant | undefined; expressAt?: Temporal.Instant | undefined; acknowledgedAt?: Temporal.Instant | undefined;
  urgentWhy?: string | undefined; exemption?: Readonly<{ rule: string; article: string }> | undefined; payableFrom?: Temporal.PlainDate | undefined;
  agreedAt: Temporal.Instant; agreedBy: string; keepUntil: Temporal.PlainDate; withdrawal?: Withdrawal | undefined;
}>;

/** The exact words that were shown; `digest` is their SHA-256 in hexadecimal. */
export type ShownText = Readonly<{ digest: string; words: string; lang: Lang; country: Country; version: string }>;

export type ReceivedBy = 'web' | 'phone' | 'letter' | 'at-home';
export type Withdrawal = Readonly<{
  id: WithdrawalId; agreement: AgreementId; declaredAt: Temporal.Instant; receivedBy: ReceivedBy; name: string; replyTo: string; article: string;
  performedAt?: Temporal.Instant | undefined; refundBy: Temporal.PlainDate; takenBy: string;
}>;

/** Another technician than the one who was announced. */
export type TechnicianChange = Readonly<{
  id: ChangeId; quote: QuoteId; provider: ProviderId; visit: VisitId; request: RequestId; home: HomeId; quiet: boolean; before: TechnicianId; after: TechnicianId; announcedAt: Temporal.Instant;
  answer?: 'agreed' | 'refused' | undefined;
}>;

/** A decision of the operator on a rule that is not confirmed. `figure`: in the place of the one in the file, as the rule counts. */
export type Decision = Readonly<{ rule: string; applies: boolean; figure?: number | undefined; why: string; decidedAt: Temporal.Instant; decidedBy: string }>;

/** What the rules want to know of an agreement. */
export const asAgreed = (agreement: Agreement): Agreed => ({
  country: agreement.country, channel: agreement.channel, agreedAt: agreement.agreedAt, amount: agreement.most.cents, informedAt: agreement.informedAt, expressAt: agreement.expressAt,
  acknowledgedAt: agreement.acknowledgedAt, urgent: agreement.urgentWhy !== undefined, isExtra: agreement.kind === 'extra',
});
