import type { HomeId, InvoiceId, PaymentId, ProviderId, RequestId, VisitId } from '#kernel';

type About = Readonly<{ invoice: InvoiceId; visit: VisitId; request: RequestId; home: HomeId }>;
export type InvoiceIssued = Readonly<{ fact: 'invoice-issued' }> & About;
export type PaymentRecorded = Readonly<{ fact: 'payment-recorded'; payment: PaymentId }> & About;
/** One household that had a promise of a firm which is gone. */
export type ProviderGone = Readonly<{ fact: 'provider-gone'; provider: ProviderId; visit: VisitId; request: RequestId; home: HomeId }>;
export type RefundPaid = Readonly<{ fact: 'refund-paid'; refund: PaymentId }> & About;
export type CreditNoteIssued = Readonly<{ fact: 'credit-note-issued'; creditNote: InvoiceId }> & About;
