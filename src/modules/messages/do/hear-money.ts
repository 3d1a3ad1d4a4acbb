import type { CreditNoteIssued, InvoiceIssued, PaymentRecorded } from '#facts/billing';
import type { SecondYesAsked } from '#facts/pricing';
import type { Work } from '#platform/work';
import type { Kind } from '../message.ts';
import { type UsesPost, post } from './post.ts';
import { sceneOf, tellHousehold } from './tell-of-visit.ts';

type BillingFact = InvoiceIssued | PaymentRecorded | CreditNoteIssued;

/** An invoice, a credit note or a payment: the person, and a helper who may see invoices. */
const ofInvoice = (kind: Kind, which: (fact: BillingFact) => BillingFact['invoice']) =>
  async (needs: UsesPost, work: Work, key: string, fact: BillingFact): Promise<void> => {
    const scene = await sceneOf(needs, work, fact.visit);
    const invoice = await needs.reads.billing.known.invoice(work, which(fact));
    if (!scene || !invoice) return;
    await tellHousehold(needs, work, key, kind, scene, { self: true, helpers: 'see-invoices' }, { filling: (words) => ({ number: invoice.number, amount: words.money(invoice.gross) }) });
  };

/** A price above the limit of the home waits for the second pair of eyes: whoever may answer quotes for it is asked. */
async function secondYes(needs: UsesPost, work: Work, key: string, fact: SecondYesAsked): Promise<void> {
  const [quote, request] = [await needs.reads.pricing.known.quote(work, fact.quote), await needs.reads.booking.known.request(work, fact.request)];
  if (!quote || !request || request.quiet) return;
  const person = request.person === undefined ? undefined : await needs.people.known.person(work, request.person);
  for (const { helper, mandate } of await needs.people.known.helpersOf(work, fact.home)) {
    if (!mandate.scopes.includes('answer-quotes')) continue;
    await post(needs, work, {
      key, kind: 'second-yes-asked', to: helper, as: 'helper', country: request.country, about: fact.quote,
      filling: (words) => ({ person: person ? `${person.givenName} ${person.familyName}`.trim() : '', amount: words.money(quote.expected), most: words.money(quote.ceiling), reference: request.reference }),
    });
  }
}

/** What is told of money, fact by fact. */
export const HEARS_MONEY = {
  'invoice-issued': ofInvoice('invoice-issued', (fact) => fact.invoice),
  'payment-recorded': ofInvoice('payment-recorded', (fact) => fact.invoice),
  'credit-note-issued': ofInvoice('credit-note-issued', (fact) => (fact.fact === 'credit-note-issued' ? fact.creditNote : fact.invoice)),
  'second-yes-asked': secondYes,
} as const;
