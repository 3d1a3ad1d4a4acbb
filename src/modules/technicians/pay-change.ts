import { type ProviderId, type Result, isBefore, no, ok } from '#kernel';
import { type Pay, isIban, isSortCode } from './provider.ts';

/** So long another bank account waits before it is printed on invoices. */
export const PAY_CHANGE_HOURS = 72;

/** Another bank account of a provider: announced at once, checked by somebody else, in force after three days. */
export type PayChange = Readonly<{
  id: string; provider: ProviderId; pay: Pay; askedBy: string; askedAt: Temporal.Instant; dueAt: Temporal.Instant; state: 'waiting' | 'in-force' | 'stopped';
  verifiedBy?: string; verifiedHow?: string; verifiedAt?: Temporal.Instant;
}>;

export const isGoodPay = (pay: Pay): boolean => (pay.kind === 'iban' ? isIban(pay.iban) : isSortCode(pay.sortCode) && /^\d{6,8}$/.test(pay.account));

/** The last four digits: enough to know it again, too little to pay it. */
export const lastFour = (pay: Pay): string => (pay.kind === 'iban' ? pay.iban : pay.account).replaceAll(' ', '').slice(-4);

/** Somebody rang the provider on the number known before and asked. Never whoever asked for the change. */
export function verify(change: PayChange, by: string, how: string, now: Temporal.Instant): Result<PayChange, { kind: 'pay-change-over' } | { kind: 'pay-change-needs-second-person' }> {
  if (change.state !== 'waiting') return no({ kind: 'pay-change-over' });
  return by === change.askedBy ? no({ kind: 'pay-change-needs-second-person' }) : ok({ ...change, verifiedBy: by, verifiedHow: how, verifiedAt: now });
}

/** In force: checked, and three days have passed. */
export const isDue = (change: PayChange, now: Temporal.Instant): boolean => change.state === 'waiting' && change.verifiedAt !== undefined && !isBefore(now, change.dueAt);
