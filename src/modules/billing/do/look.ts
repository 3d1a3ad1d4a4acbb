import { no, ok, isStaff } from '#kernel';
import { ruleOn } from '#modules/pricing';
import { certificateFrom } from '../certificate.ts';
import { mayCertify, maySee } from '../may.ts';
import type { Work } from '#platform/work';
import type { Invoice } from '../invoice.ts';
import type { Needs } from '../needs.ts';
import type { Billing } from '../verbs.ts';

type Reads = Pick<Needs, 'invoices' | 'pricing' | 'booking'>;

const isQuiet = async (needs: Reads, work: Work, { request }: Pick<Invoice, 'request'>): Promise<boolean> => (await needs.booking.known.request(work, request))?.quiet === true;

async function seen(needs: Reads, work: Work, invoices: readonly Invoice[]): Promise<Invoice[]> {
  const may = await Promise.all(invoices.map(async (invoice) => maySee(work.by, { ...invoice, quiet: await isQuiet(needs, work, invoice) })));
  return invoices.filter((_, at) => may[at]);
}

/** What may be read, and by whom. What may not be seen does not exist. */
export const look = (needs: Reads): Pick<Billing, 'invoice' | 'invoicesOf' | 'invoicesFor' | 'mayRead' | 'invoicesOfProvider' | 'certificate'> => ({
  async invoice(work, id) {
    const found = await needs.invoices.find(work, id);
    const [theirs] = found ? await seen(needs, work, [found]) : [];
    return theirs ? ok(theirs) : no({ kind: 'no-such-invoice' });
  },
  invoicesOf: async (work, home) => seen(needs, work, await needs.invoices.ofHome(work, home)),
  invoicesFor: async (work, visit) => seen(needs, work, await needs.invoices.ofVisit(work, visit)),
  async mayRead(work, id) {
    const visit = await needs.booking.known.visit(work, id);
    return visit !== undefined && maySee(work.by, { ...visit, quiet: await isQuiet(needs, work, visit) });
  },
  async invoicesOfProvider(work, provider, from, until) {
    const may = isStaff(work.by, 'finance') || isStaff(work.by, 'operator') || work.by.kind === 'job' || (work.by.kind === 'person' && work.by.provider === provider);
    return may ? needs.invoices.ofProvider(work, provider, from, until) : [];
  },
  async certificate(work, { home, provider, year }) {
    if (!mayCertify(work.by, home, provider)) return undefined;
    const invoices = (await seen(needs, work, await needs.invoices.ofHome(work, home))).filter((invoice) => invoice.provider === provider).toReversed();
    const [first] = invoices;
    const rule = first && ruleOn(needs.pricing.rules, first.country, 'tax-credit', Temporal.PlainDate.from({ year, month: 12, day: 31 }));
    return rule && certificateFrom(invoices, rule, year);
  },
});
