import type { CreditNoteIssued, InvoiceIssued, InvoiceUnpaid, PaymentRecorded } from '#facts/billing';
import type { SecondEyesEnding, SecondEyesNamed, SecondYesAnswered, SecondYesAsked } from '#facts/pricing';
import type { Person } from '#modules/people';
import type { Filling, Words } from '#platform/text';
import type { Work } from '#platform/work';
import type { Kind } from '../message.ts';
import { type UsesPost, post } from './post.ts';
import { sceneOf, tellHousehold } from './tell-of-visit.ts';

type BillingFact = InvoiceIssued | PaymentRecorded;

/** An invoice, a credit note or a payment: the person, and a helper who may see invoices. */
const ofInvoice = (kind: Kind, which: (fact: BillingFact) => BillingFact['invoice']) =>
  async (needs: UsesPost, work: Work, key: string, fact: BillingFact): Promise<void> => {
    const scene = await sceneOf(needs, work, fact.visit);
    const invoice = await needs.reads.billing.known.invoice(work, which(fact));
    if (!scene || !invoice) return;
    await tellHousehold(needs, work, key, kind, scene, { self: true, helpers: 'see-invoices' }, { filling: (words) => ({ number: invoice.number, amount: words.money(invoice.gross) }) });
  };

/** It was due a week ago, and still is when this is told: what is open of it, kindly. */
async function notPaid(needs: UsesPost, work: Work, key: string, fact: InvoiceUnpaid): Promise<void> {
  const [scene, open] = [await sceneOf(needs, work, fact.visit), await needs.reads.billing.known.unpaid(work, fact.invoice)];
  if (!scene || !open) return;
  await tellHousehold(needs, work, key, 'invoice-unpaid', scene, { self: true, helpers: 'see-invoices' }, { filling: (words) => ({ number: open.number, amount: words.money(open.owed), date: words.date(open.dueOn) }) });
}

/** A payment: thanks for it; and a reminder of the same bill that still waits is not true any more. */
async function paid(needs: UsesPost, work: Work, key: string, fact: PaymentRecorded): Promise<void> {
  if (!(await needs.reads.billing.known.unpaid(work, fact.invoice))) await needs.outbox.overtake(work, fact.visit, ['invoice-unpaid']);
  await ofInvoice('payment-recorded', (one) => one.invoice)(needs, work, key, fact);
}

const nameOf = (person: Person | undefined): string => (person ? `${person.givenName} ${person.familyName}`.trim() : '');

/** A price above the limit of the home waits for the second pair of eyes: they are asked. */
async function secondYes(needs: UsesPost, work: Work, key: string, fact: SecondYesAsked): Promise<void> {
  const [quote, request, eyes] = [await needs.reads.pricing.known.quote(work, fact.quote), await needs.reads.booking.known.request(work, fact.request), await needs.reads.pricing.known.secondEyesOf(work, fact.home)];
  const to = eyes && (await needs.people.known.person(work, eyes.person));
  if (!quote || !request || !to || request.quiet) return;
  const person = request.person === undefined ? undefined : await needs.people.known.person(work, request.person);
  await post(needs, work, {
    key, kind: 'second-yes-asked', to, as: 'helper', country: request.country, about: fact.quote,
    filling: (words) => ({ person: nameOf(person), amount: words.money(quote.expected), most: words.money(quote.ceiling), reference: request.reference, url: `${needs.house.url}/mine/second-yes` }),
  });
}

/** The second pair of eyes said yes or no: at home they hear it, and go on. */
async function answered(needs: UsesPost, work: Work, key: string, fact: SecondYesAnswered): Promise<void> {
  const [request, eyes] = [await needs.reads.booking.known.request(work, fact.request), await needs.reads.pricing.known.secondEyesOf(work, fact.home)];
  const to = request?.person === undefined ? (await needs.people.known.residentsOf(work, fact.home))[0] : await needs.people.known.person(work, request.person);
  const helper = eyes && (await needs.people.known.person(work, eyes.person));
  if (!request || !to || request.quiet) return;
  await post(needs, work, {
    key, kind: fact.yes ? 'second-yes-given' : 'second-yes-refused', to, as: 'self', country: request.country, about: fact.quote, home: fact.home,
    filling: () => ({ helper: nameOf(helper), reference: request.reference, url: `${needs.house.url}/r/${request.reference}` }),
  });
}

/** Somebody is trusted with a look at high prices, or that is being ended: they hear it, and those at home too. */
const ofEyes = (kind: 'second-eyes-named' | 'second-eyes-ending') => async (needs: UsesPost, work: Work, key: string, fact: SecondEyesNamed | SecondEyesEnding): Promise<void> => {
  const eyes = await needs.reads.pricing.known.secondEyesOf(work, fact.home);
  const helper = await needs.people.known.person(work, fact.person);
  if (!eyes || eyes.person !== fact.person || !helper) return;
  const residents = await needs.people.known.residentsOf(work, fact.home);
  const filling = (words: Words): Filling => ({ helper: nameOf(helper), person: nameOf(residents[0]), amount: words.money(eyes.above), until: eyes.endsAt ? words.date(eyes.endsAt, helper.country) : '' });
  for (const to of residents) if (to.id !== helper.id) await post(needs, work, { key, kind, to, as: 'self', country: to.country, home: fact.home, filling });
  await post(needs, work, { key, kind, to: helper, as: 'helper', country: helper.country, filling });
};

/** Something of a bill goes back: by which credit note, and how much of it. */
async function credited(needs: UsesPost, work: Work, key: string, fact: CreditNoteIssued): Promise<void> {
  const [scene, invoice] = [await sceneOf(needs, work, fact.visit), await needs.reads.billing.known.invoice(work, fact.invoice)];
  const note = invoice?.creditNotes.find(({ id }) => id === fact.creditNote);
  if (!scene || !note) return;
  await tellHousehold(needs, work, key, 'credit-note-issued', scene, { self: true, helpers: 'see-invoices' }, { filling: (words) => ({ number: note.number, amount: words.money(note.gross) }) });
}

/** What is told of money, fact by fact. */
export const HEARS_MONEY = {
  'invoice-issued': ofInvoice('invoice-issued', (fact) => fact.invoice),
  'payment-recorded': paid, 'invoice-unpaid': notPaid,
  'credit-note-issued': credited,
  'second-yes-asked': secondYes, 'second-yes-answered': answered, 'second-eyes-named': ofEyes('second-eyes-named'), 'second-eyes-ending': ofEyes('second-eyes-ending'),
} as const;
