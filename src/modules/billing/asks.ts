import { z } from 'zod';
import { MEANS } from './invoice.ts';

const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`));
const day = z.string().refine((text) => { try { Temporal.PlainDate.from(text); return /^\d{4}-\d\d-\d\d$/.test(text); } catch { return false; } }, 'form.date').transform((text) => Temporal.PlainDate.from(text));

export const asksForInvoice = z.object({ visit: id('vis') });
/** `amount` in cents, in the currency of the invoice. */
export const asksToRecordPayment = z.object({ invoice: id('inv'), means: z.enum(MEANS), amount: z.coerce.number().int().min(1).max(10_000_000), receivedOn: day, reference: z.string().trim().max(140).optional() });
export const asksToTakeBackPayment = z.object({ payment: id('pay'), why: z.string().trim().min(3).max(500) });
/** Without `lines` all that is left of the invoice is given back. `gross` in cents, with the sign of the line. */
export const asksForCreditNote = z.object({ invoice: id('inv'), why: z.string().trim().min(3).max(500), lines: z.array(z.object({ line: z.string(), gross: z.number().int() })).min(1).optional() });
export const asksForCertificate = z.object({ home: id('hom'), provider: id('pro'), year: z.coerce.number().int().min(2000).max(2100) });

/** Who withdraws, where the acknowledgement goes, and the reason that stands on the credit note. */
export const asksToWithdraw = z.object({ name: z.string().trim().min(2).max(160), replyTo: z.string().trim().min(3).max(200), why: z.string().trim().min(1).max(200).default('Withdrawal') });
