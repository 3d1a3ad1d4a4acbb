import { type DbOf } from '#platform/work';
import { creditNote } from './do/credit-note.ts';
import { invoiceFor, invoiceLateFee } from './do/invoice-for.ts';
import { dayIn } from './do/day.ts';
import { look } from './do/look.ts';
import { giveBackDeposit, invoiceDeposit } from './do/deposits.ts';
import { openPromises, providerGone } from './do/provider-gone.ts';
import { recordRefund } from './do/refund.ts';
import { remindOfBills, unpaid } from './do/remind.ts';
import { waiveFee } from './do/waive-fee.ts';
import { foreseeWithdrawal, withdraw } from './do/withdraw.ts';
import { recordPayment, takeBackPayment } from './do/record-payment.ts';
import { KEEP_YEARS, stateOf } from './invoice.ts';
import type { BookingNeeded, ContractsNeeded, Issuers, Needs, PeopleNeeded, PricingNeeded, VisitsNeeded } from './needs.ts';
import { invoicesIn } from './store.ts';
import type { Billing } from './verbs.ts';

/** `issuers` is what `technicians` tells of who bills and who came: its assembly fits as it is. */
export function createBilling(has: { dbOf: DbOf; booking: BookingNeeded; contracts: ContractsNeeded; visits: VisitsNeeded; pricing: PricingNeeded; people: PeopleNeeded; issuers: Issuers; depositBackSays?: Needs['depositBackSays']; isDisputed?: Needs['isDisputed'] }): Billing {
  const invoices = invoicesIn(has.dbOf);
  const needs: Needs = { invoices, booking: has.booking, contracts: has.contracts, visits: has.visits, pricing: has.pricing, people: has.people, issuers: has.issuers, depositBackSays: has.depositBackSays, isDisputed: has.isDisputed };
  return {
    invoiceFor: (work, asked) => invoiceFor(needs, work, asked),
    invoiceLateFee: (work, asked) => invoiceLateFee(needs, work, asked),
    waiveFee: (work, asked) => waiveFee(needs, work, asked),
    recordPayment: (work, asked) => recordPayment(needs, work, asked),
    takeBackPayment: (work, asked) => takeBackPayment(needs, work, asked),
    creditNote: (work, asked) => creditNote(needs, work, asked),
    recordRefund: (work, asked) => recordRefund(needs, work, asked),
    invoiceDeposit: (work, asked) => invoiceDeposit(needs, work, asked),
    giveBackDeposit: (work, asked) => giveBackDeposit(needs, work, asked),
    openPromises: (work, provider) => openPromises(needs, work, provider),
    providerGone: (work, asked) => providerGone(needs, work, asked),
    goneProvider: (work, provider) => invoices.gone(work, provider),
    withdraw: (work, asked, why) => withdraw(needs, work, asked, why),
    foreseeWithdrawal: (work, agreement) => foreseeWithdrawal(needs, work, agreement),
    ...look(needs),
    known: {
      invoice: (work, id) => invoices.find(work, id),
      waived: (work, visit) => invoices.waived(work, visit),
      async billOf(work, visit) {
        const standing = (await invoices.ofVisit(work, visit)).find((one) => (one.kind === 'visit' || one.kind === 'missed-visit') && stateOf(one) !== 'taken-back');
        return standing && { number: standing.number, gross: standing.gross };
      },
      ofVisit: (work, visit) => invoices.ofVisit(work, visit),
      withNumber: (work, number) => invoices.withNumber(work, number.trim().toUpperCase()),
      highestFor: async (work, visit) => (await invoices.ofVisit(work, visit)).map(({ gross }) => gross).toSorted((a, b) => b.cents - a.cents)[0],
      unpaid: (work, id) => unpaid(needs, work, id),
      remindedAt: (work, id) => invoices.remindedAt(work, id),
      remindOfBills: (work) => remindOfBills(needs, work),
      forgetOld: (work) => invoices.forgetAfter(work, dayIn(work.now, 'GB')),
    },
    aboutPerson: {
      export: async (work, person) => ({ invoices: await invoices.ofPerson(work, person) }),
      async erase(work, person) {
        const last = (await invoices.ofPerson(work, person)).at(-1);
        return last ? { erased: 0, keptUntil: dayIn(last.issuedAt, last.country).add({ years: KEEP_YEARS }) } : { erased: 0 };
      },
    },
  };
}
