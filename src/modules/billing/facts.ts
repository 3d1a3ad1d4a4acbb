import type { HomeId, InvoiceId, PaymentId, RequestId, VisitId } from '#kernel';

type About = Readonly<{ invoice: InvoiceId; visit: VisitId; request: RequestId; home: HomeId }>;
export type InvoiceIssued = Readonly<{ fact: 'invoice-issued' }> & About;
export type PaymentRecorded = Readonly<{ fact: 'payment-recorded'; payment: PaymentId }> & About;
export type RefundPaid = Readonly<{ fact: 'refund-paid'; refund: PaymentId }> & About;
export type CreditNoteIssued = Readonly<{ fact: 'credit-note-issued'; creditNote: InvoiceId }> & About;
