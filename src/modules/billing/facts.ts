import type { HomeId, InvoiceId, PaymentId, ProviderId, RequestId, VisitId } from '#kernel';

type About = Readonly<{ invoice: InvoiceId; visit: VisitId; request: RequestId; home: HomeId }>;
export type InvoiceIssued = Readonly<{ fact: 'invoice-issued' }> & About;
export type PaymentRecorded = Readonly<{ fact: 'payment-recorded'; payment: PaymentId }> & About;
/** It was due a week ago; told once. */
export type InvoiceUnpaid = Readonly<{ fact: 'invoice-unpaid' }> & About;
/** One household that had a promise of a firm which is gone. */
export type ProviderGone = Readonly<{ fact: 'provider-gone'; provider: ProviderId; visit: VisitId; request: RequestId; home: HomeId }>;
export type RefundPaid = Readonly<{ fact: 'refund-paid'; refund: PaymentId }> & About;
/** The fee of a missed visit is not asked for. */
export type FeeWaived = Readonly<{ fact: 'fee-waived'; visit: VisitId; request: RequestId; home: HomeId }>;
export type CreditNoteIssued = Readonly<{ fact: 'credit-note-issued'; creditNote: InvoiceId }> & About;
