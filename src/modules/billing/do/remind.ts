import type { InvoiceId, Money } from '#kernel';
import type { Work } from '#platform/work';
import type { InvoiceUnpaid } from '../facts.ts';
import { payableOn } from '../invoice.ts';
import type { Needs } from '../needs.ts';
import { dayIn } from './day.ts';

/** A week after its day, so that money under way has come. */
export const REMIND_AFTER_DAYS = 7;
/** What is older was reminded of long ago, or is talked about by other ways than ours. */
const TOO_OLD_DAYS = 90;
const AT_ONCE = 100;

/** What may still be paid of a bill, and when it was due; undefined when nothing. */
export type Unpaid = Readonly<{ number: string; owed: Money; dueOn: Temporal.PlainDate }>;
export async function unpaid(needs: Pick<Needs, 'invoices'>, work: Work, id: InvoiceId): Promise<Unpaid | undefined> {
  const invoice = await needs.invoices.find(work, id);
  const owed = invoice && payableOn(invoice, dayIn(work.now, invoice.country));
  return invoice && owed && owed.cents > 0 ? { number: invoice.number, owed, dueOn: invoice.dueOn } : undefined;
}

/**
 * Announces bills that were due a week ago and are not paid, each once and never again: a reminder is a kindness, costs nothing and threatens with nothing.
 * What somebody complains about waits for its answer first, as does money that the law has wait. Returns how many. For the sweep, in a work of a job.
 */
export async function remindOfBills(needs: Pick<Needs, 'invoices' | 'isDisputed'>, work: Work): Promise<number> {
  const today = dayIn(work.now, 'GB');
  let told = 0;
  for (const invoice of await needs.invoices.unpaidAndUntold(work, today.subtract({ days: TOO_OLD_DAYS }), today.subtract({ days: REMIND_AFTER_DAYS }), AT_ONCE)) {
    if (payableOn(invoice, today).cents === 0 || (await needs.isDisputed?.(work, invoice.visit))) continue;
    await needs.invoices.addReminder(work, invoice.id);
    await work.audit({ did: 'remind-of-bill', to: invoice.id, home: invoice.home });
    await work.announce({ fact: 'invoice-unpaid', invoice: invoice.id, visit: invoice.visit, request: invoice.request, home: invoice.home } satisfies InvoiceUnpaid);
    told += 1;
  }
  return told;
}
