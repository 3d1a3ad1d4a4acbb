import type { AgreementId, ChangeId, ComplaintId, Country, ExtraId, HomeId, InvoiceId, Lang, Money, PaymentId, PersonId, ProviderId, QuoteId, RequestId, RoundId, TechnicianId, VisitId } from '#kernel';
import type { People } from '#modules/people';
import type { Letters, Paper } from '#platform/letters/index';
import type { Mailer } from '#platform/mail/index';
import type { SmsSender } from '#platform/sms/index';
import type { Words } from '#platform/text';
import type { InWork, Work } from '#platform/work';
import type { AnswersStore } from './answers-store.ts';
import type { Body, Message } from './message.ts';
import type { Inbox } from './received-store.ts';
import type { Outbox } from './store.ts';
import type { Wordings } from './wording-store.ts';

/** What messages wants to know of a visit, so that it can say who comes and when. */
export type VisitSeen = Readonly<{
  id: VisitId; request: RequestId; provider: ProviderId; technician: TechnicianId; home: HomeId; country: Country; quiet: boolean; state: string; sequence: number;
  promisedFrom: Temporal.Instant; promisedUntil: Temporal.Instant;
}>;
export type RequestSeen = Readonly<{ id: RequestId; reference: string; lang: Lang; quiet: boolean; person?: PersonId | undefined; home?: HomeId | undefined; country: Country }>;

/** Reads of the other modules, as this one needs them; their front doors fit as they are. */
export type Reads = Readonly<{
  /** Whether a technician's text asks for what we never ask for: we do not carry it to anybody. */
  isUnwanted?(work: Work, technician: TechnicianId, text: string): Promise<boolean>;
  booking: Readonly<{
    requestsOf(work: Work, of: { person: PersonId }): Promise<readonly Readonly<{ id: RequestId; reference: string; state: string; quiet: boolean }>[]>;
    visitCalendar(work: Work, visit: VisitId): Promise<string | undefined>;
    known: Readonly<{
      visitsBetween(work: Work, from: Temporal.Instant, until: Temporal.Instant): Promise<readonly Readonly<VisitSeen & { bookedAt: Temporal.Instant }>[]>;
      request(work: Work, id: RequestId): Promise<RequestSeen | undefined>;
      visit(work: Work, id: VisitId): Promise<VisitSeen | undefined>;
      doorOf(work: Work, id: VisitId): Promise<Readonly<{ word: string; code: string }> | undefined>;
    }>;
  }>;
  technicians: Readonly<{
    technician(work: Work, id: TechnicianId): Promise<Readonly<{ firstName: string; lastInitial: string; car: string; person: PersonId }> | undefined>;
    inOffice(work: Work, provider: ProviderId): Promise<readonly PersonId[]>;
    provider(work: Work, id: ProviderId): Promise<Readonly<{ name: string; email: string; phone: string; country: Country }> | undefined>;
  }>;
  pricing: Readonly<{ known: Readonly<{ round(work: Work, id: RoundId): Promise<RoundHeard | undefined>; secondEyesOf(work: Work, home: HomeId): Promise<Readonly<{ person: PersonId; above: Money; endsAt?: Temporal.Instant | undefined }> | undefined>; quote(work: Work, id: QuoteId): Promise<Readonly<{ expected: Money; ceiling: Money; request: RequestId; home: HomeId }> | undefined> }> }>;
  quality: Readonly<{ known: Readonly<{ complaint(work: Work, id: ComplaintId): Promise<Readonly<{ answerBy: Temporal.PlainDate }> | undefined> }> }>;
  visits: Readonly<{ known: Readonly<{
    custody(work: Work, visit: VisitId): Promise<Readonly<{ number: string; readyAt?: Temporal.Instant }> | undefined>;
    partOrder(work: Work, id: string): Promise<Readonly<{ order: Readonly<{ says: string; expectedOn: Temporal.PlainDate }> }> | undefined>;
    extra(work: Work, id: ExtraId): Promise<Readonly<{ visit: VisitId; why: string; gross: Money; worst: Money; standsUntil?: Temporal.PlainDate | undefined }> | undefined> }> }>;
  contracts: Readonly<{ known: Readonly<{
    agreement(work: Work, id: AgreementId): Promise<AgreementSeen | undefined>;
    text(work: Work, id: AgreementId): Promise<Readonly<{ words: string }> | undefined>;
    change(work: Work, id: ChangeId): Promise<Readonly<{ before: TechnicianId; after: TechnicianId }> | undefined>;
  }> }>;
  billing: Readonly<{ known: Readonly<{
    invoice(work: Work, id: InvoiceId): Promise<InvoiceSeen | undefined>;
    unpaid(work: Work, id: InvoiceId): Promise<Readonly<{ number: string; owed: Money; dueOn: Temporal.PlainDate }> | undefined>;
  }> }>;
}>;
/** What was agreed, as far as it is told. */
export type AgreementSeen = Readonly<{
  id: AgreementId; provider: ProviderId; request: RequestId; home: HomeId; country: Country; digest: string; agreedAt: Temporal.Instant;
  withdrawal?: Readonly<{ declaredAt: Temporal.Instant; name: string; refundBy: Temporal.PlainDate }> | undefined;
}>;
/** An open request, as far as it is told. */
export type RoundHeard = Readonly<{ round: Readonly<{ home: HomeId; country: Country; until: Temporal.Instant }>; invited: readonly Readonly<{ provider: ProviderId; state: 'asked' | 'answered' | 'declined' }>[] }>;
export type InvoiceSeen = Readonly<{ creditNotes: readonly Readonly<{ id: InvoiceId; number: string; gross: Money }>[]; refunds?: readonly Readonly<{ id: PaymentId; amount: Money; paidOn: Temporal.PlainDate }>[] | undefined; number: string; gross: Money; home: HomeId; visit?: VisitId | undefined }>;

/** Who speaks: the name, the telephone and the address of this installation. */
export type House = Readonly<{ name: string; phone: string; url: string }>;

/** What goes into the envelope with a letter. */
export type Encloses = (work: Work, message: Message, body: Body) => Promise<readonly Paper[]>;

export type Needs = Readonly<{ encloses?: Encloses | undefined;
  outbox: Outbox; wordings: Wordings; inbox: Inbox; answers: AnswersStore; inWork: InWork; people: Pick<People, 'known'>; reads: Reads; words: Readonly<Record<Lang, Words>>; house: House;
  keys: Readonly<{ seal(text: string, about: string): string; open(sealed: string, about: string): string | undefined; digest(words: string): string }>;
  post: Readonly<{ mail: Pick<Mailer, 'send'>; sms: SmsSender; letters: Pick<Letters, 'write' | 'read' | 'erase' | 'batch'> }>;
}>;
