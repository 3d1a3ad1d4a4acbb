import type { ExtraId, FileId, ProviderId, QuoteId, RequestId, Result, VisitId } from '#kernel';
import type { Appointment, Request } from '#modules/booking';
import type { Contracts } from '#modules/contracts';
import type { Quote, Scope } from '#modules/pricing';
import type { Work } from '#platform/work';
import type { Custody, Holder } from './custody.ts';
import type { Extra } from './extra.ts';
import type { PartOrder } from './part-order.ts';
import type { VisitRecord } from './visit.ts';

/** Rows of things in our hands and of parts on order, as the verbs need them; the stores fit as they are. */
export type AwayStore = Readonly<{
  take(work: Work, appointment: Appointment): Promise<VisitRecord>;
  record(work: Work, appointment: Pick<Appointment, 'id' | 'technician'>): Promise<VisitRecord>;
  save(work: Work, visit: VisitRecord, endNote?: string): Promise<void>;
  extras(work: Work, visit: VisitId): Promise<readonly Extra[]>;
  extra(work: Work, id: ExtraId): Promise<Extra | undefined>;
  addExtra(work: Work, extra: Extra): Promise<void>;
  answerExtra(work: Work, extra: Extra, by: string): Promise<void>;
  custody(work: Work, visit: VisitId): Promise<Custody | undefined>;
  takeCustody(work: Work, visit: VisitId): Promise<Custody | undefined>;
  keepCustody(work: Work, custody: Custody): Promise<void>;
  addHolder(work: Work, visit: VisitId, place: number, holder: Holder, by: string): Promise<void>;
  custodyOfRequest(work: Work, request: RequestId): Promise<readonly Custody[]>;
  heldBy(work: Work, provider: ProviderId): Promise<readonly Custody[]>;
  unfetched(work: Work): Promise<readonly Custody[]>;
  partOrders(work: Work, visit: VisitId): Promise<readonly PartOrder[]>;
  partOrder(work: Work, id: string): Promise<PartOrder | undefined>;
  takePartOrder(work: Work, id: string): Promise<PartOrder | undefined>;
  keepPartOrder(work: Work, order: PartOrder): Promise<void>;
  awaitedPartOrders(work: Work): Promise<readonly PartOrder[]>;
  latePartOrders(work: Work, before: Temporal.PlainDate): Promise<readonly PartOrder[]>;
  custodyFiles(work: Work): Promise<readonly FileId[]>;
}>;

export type AwayNeeds = Readonly<{
  booking: Readonly<{
    visitDone(work: Work, asked: { visit: VisitId }): Promise<Result<Appointment, { kind: 'no-such-visit' }>>;
    known: Readonly<{
      visit(work: Work, id: VisitId): Promise<Appointment | undefined>;
      visitsOfRequest(work: Work, id: RequestId): Promise<readonly Appointment[]>;
      request(work: Work, id: RequestId): Promise<Request | undefined>;
      doorOf(work: Work, visit: VisitId): Promise<Readonly<{ word: string; code: string }> | undefined>;
      requestOver(work: Work, request: RequestId): Promise<void>;
    }>;
  }>;
  contracts: Readonly<{ known: Pick<Contracts['known'], 'doorText' | 'agreeAtDoor' | 'goods' | 'agreementsOf'> }>;
  pricing: Readonly<{ known: Readonly<{ quote(work: Work, id: QuoteId): Promise<Quote | undefined>; scopeOf(work: Work, quote: QuoteId): Promise<Scope | undefined> }> }>;
  visits: AwayStore;
}>;
