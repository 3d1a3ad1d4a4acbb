import { no, ok, isStaff } from '#kernel';
import { ruleOn } from '#modules/pricing';
import { certificateFrom } from '../certificate.ts';
import { mayCertify, maySee } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { Billing } from '../verbs.ts';

/** What may be read, and by whom. What may not be seen does not exist. */
export const look = (needs: Pick<Needs, 'invoices' | 'pricing'>): Pick<Billing, 'invoice' | 'invoicesOf' | 'invoicesFor' | 'invoicesOfProvider' | 'certificate'> => ({
  async invoice(work, id) {
    const found = await needs.invoices.find(work, id);
    return found && maySee(work.by, found) ? ok(found) : no({ kind: 'no-such-invoice' });
  },
  invoicesOf: async (work, home) => (await needs.invoices.ofHome(work, home)).filter((invoice) => maySee(work.by, invoice)),
  invoicesFor: async (work, visit) => (await needs.invoices.ofVisit(work, visit)).filter((invoice) => maySee(work.by, invoice)),
  async invoicesOfProvider(work, provider, from, until) {
    const may = isStaff(work.by, 'finance') || isStaff(work.by, 'operator') || work.by.kind === 'job' || (work.by.kind === 'person' && work.by.provider === provider);
    return may ? needs.invoices.ofProvider(work, provider, from, until) : [];
  },
  async certificate(work, { home, provider, year }) {
    if (!mayCertify(work.by, home, provider)) return undefined;
    const invoices = (await needs.invoices.ofHome(work, home)).filter((invoice) => invoice.provider === provider).toReversed();
    const [first] = invoices;
    const rule = first && ruleOn(needs.pricing.rules, first.country, 'tax-credit', Temporal.PlainDate.from({ year, month: 12, day: 31 }));
    return rule && certificateFrom(invoices, rule, year);
  },
});
