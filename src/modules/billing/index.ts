/** Billing turns what happened into a provider's legal bill, never above what was promised, and keeps what was paid. It holds no money and sets no price. */
export { createBilling } from './billing.ts';
export { asksForCertificate, asksForCreditNote, asksForInvoice, asksToRecordPayment, asksToTakeBackPayment } from './asks.ts';
export { certificateFrom, eligiblePaid, type Certificate } from './certificate.ts';
export type { CreditNoteIssued, InvoiceIssued, InvoiceUnpaid, PaymentRecorded, ProviderGone, FeeWaived, RefundPaid } from './facts.ts';
export {
  DUE_DAYS, MEANS, REFUND_WAYS, creditedOf, heldOn, refundedOf, owedOf, paidOf, payableOn, stateOf, type CreditNote, type Invoice, type InvoiceKind, type InvoiceLine, type InvoiceState, type Issuer, type LineSource, type Means, type PaidByHand, type PayTo, type Payment, type Refund,
  type Recipient, type WhoCame,
} from './invoice.ts';
export { certificatePdf, creditNotePdf, invoicePaper, invoicePdf } from './invoice-paper.ts';
export { numberOf, seriesOf } from './number.ts';
export { GONE_WHY, type Gone, type GoneWhy } from './gone.ts';
export { WAIVED_WHY, type Waived, type WaivedWhy } from './verbs.ts';
export type { AskedWithdrawal, Foreseen, Withdrawn } from './do/withdraw.ts';
export { billingRoutes } from './routes.ts';
export type { AskedCreditNote, AskedPayment, Billing, CannotBill, CannotCredit, CannotPay, CannotRefund, CannotTakeBack, NoSuchInvoice, NoSuchPayment, NoSuchVisit, OpenPromises } from './verbs.ts';
