import type { ProviderId, QuoteId } from '#kernel';
import { type Db, json, sql } from '#platform/db';
import { type DbOf, type Work, lockFor } from '#platform/work';
import type { Invoice } from './invoice.ts';
import type { Invoices } from './needs.ts';
import { invoiceFrom, invoiceRow, lineRow } from './rows.ts';
import type { InvoiceRow, Tables } from './tables.ts';
import { nameOf } from './who.ts';

type In = (work: Work) => Db<Tables>;

async function whole(db: Db<Tables>, rows: readonly InvoiceRow[]): Promise<Invoice[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const lines = await db.selectFrom('billing.invoice_lines').selectAll().where('invoice_id', 'in', ids).execute();
  const payments = await db.selectFrom('billing.payments').selectAll().where('invoice_id', 'in', ids).orderBy('recorded_at').orderBy('id').execute();
  const notes = await db.selectFrom('billing.credit_notes').selectAll().where('invoice_id', 'in', ids).orderBy('issued_at').orderBy('sequence').execute();
  const noteLines = await db.selectFrom('billing.credit_note_lines').selectAll().where('invoice_id', 'in', ids).execute();
  const refunds = await db.selectFrom('billing.refunds').selectAll().where('invoice_id', 'in', ids).orderBy('recorded_at').orderBy('id').execute();
  return rows.map((row) => invoiceFrom(row, { refunds, lines, payments, notes, noteLines }));
}

type Reads = 'unpaidAndUntold' | 'remindedAt' | 'gone' | 'waived' | 'find' | 'ofVisit' | 'ofQuote' | 'ofHome' | 'ofProvider' | 'ofPerson' | 'withNumber' | 'withPayment';
type Writes = Exclude<keyof Invoices, Reads>;

const readsIn = (db: In): Pick<Invoices, Reads> => {
  const all = (work: Work) => db(work).selectFrom('billing.invoices').selectAll();
  return {
    find: async (work, id) => (await whole(db(work), await all(work).where('id', '=', id).execute()))[0],
    ofVisit: async (work, visit) => whole(db(work), await all(work).where('visit_id', '=', visit).orderBy('issued_at').orderBy('sequence').execute()),
    ofQuote: async (work, quote) => whole(db(work), await all(work).where('quote_id', '=', quote).orderBy('issued_at').orderBy('sequence').execute()),
    ofHome: async (work, home) => whole(db(work), await all(work).where('home_id', '=', home).orderBy('issued_at', 'desc').orderBy('number', 'desc').execute()),
    ofProvider: async (work, provider, from, until) =>
      whole(db(work), await all(work).where('issuer_id', '=', provider).where('issued_at', '>=', from).where('issued_at', '<', until).orderBy('issued_at').orderBy('sequence').execute()),
    ofPerson: async (work, person) => whole(db(work), await all(work).where('person_id', '=', person).orderBy('issued_at').orderBy('sequence').execute()),
    withNumber: async (work, number) => (await whole(db(work), await all(work).where('number', '=', number).execute()))[0],
    async gone(work, provider) {
      const row = await db(work).selectFrom('billing.gone_providers').selectAll().where('provider_id', '=', provider).executeTakeFirst();
      return row && { provider: row.provider_id, why: row.why, at: row.gone_at, ...(row.words ? { words: row.words } : {}) };
    },
    async waived(work, visit) {
      const row = await db(work).selectFrom('billing.waived_fees').selectAll().where('visit_id', '=', visit).executeTakeFirst();
      return row && { visit: row.visit_id, why: row.why, at: row.waived_at };
    },
    async unpaidAndUntold(work, from, until, most) {
      const open = sql<boolean>`gross_cents > coalesce((select sum(amount_cents) from billing.payments p where p.invoice_id = invoices.id), 0) + coalesce((select sum(gross_cents) from billing.credit_notes n where n.invoice_id = invoices.id), 0)`;
      const told = sql<boolean>`not exists (select 1 from billing.reminders r where r.invoice_id = invoices.id)`;
      return whole(db(work), await all(work).where('due_on', '>=', from).where('due_on', '<=', until).where('person_id', 'is not', null).where(told).where(open).orderBy('due_on').orderBy('id').limit(most).execute());
    },
    async remindedAt(work, invoice) {
      return (await db(work).selectFrom('billing.reminders').select('told_at').where('invoice_id', '=', invoice).executeTakeFirst())?.told_at;
    },
    async withPayment(work, payment) {
      const found = await db(work).selectFrom('billing.payments').select('invoice_id').where('id', '=', payment).executeTakeFirst();
      return found && (await whole(db(work), await all(work).where('id', '=', found.invoice_id).execute()))[0];
    },
  };
};

const writesIn = (dbOf: DbOf, db: In): Pick<Invoices, Writes> => ({
  lock: (work, quote: QuoteId) => lockFor(dbOf, work, `billing ${quote}`),
  async next(work, issuer: ProviderId, series) {
    const { rows } = await sql<{ last: number }>`insert into billing.series (issuer_id, series, last) values (${issuer}, ${series}, 1)
      on conflict (issuer_id, series) do update set last = billing.series.last + 1 returning last`.execute(db(work));
    const [row] = rows;
    if (!row) throw new Error(`The series (${series}) gave no number.`);
    return row.last;
  },
  async add(work, invoice) {
    const row = invoiceRow(invoice, nameOf(work.by));
    await db(work).insertInto('billing.invoices').values({ ...row, vat: json(row.vat), issuer: json(row.issuer), recipient: json(row.recipient), technician: json(row.technician) }).execute();
    if (invoice.extras.length > 0) {
      await db(work).insertInto('billing.invoice_extras').values(invoice.extras.map(({ id, visit, worst }) => ({ invoice_id: invoice.id, visit_id: visit, extra_id: id, worst_cents: worst.cents }))).execute();
    }
    const lines = invoice.lines.map((line, place) => lineRow(invoice, line, place)).map((line) => ({ ...line, says: line.says && json(line.says) }));
    await db(work).insertInto('billing.invoice_lines').values(lines).execute();
  },
  async addPayment(work, payment, by) {
    await db(work).insertInto('billing.payments').values({
      id: payment.id, invoice_id: payment.invoice, currency: payment.amount.currency, means: payment.means, amount_cents: payment.amount.cents, received_on: payment.receivedOn,
      reference: payment.reference ?? null, takes_back_id: payment.takesBack ?? null, why: payment.why ?? null, recorded_at: payment.recordedAt, recorded_by: by,
    }).execute();
  },
  async addWaived(work, { visit, provider, why, at }, by) {
    await db(work).insertInto('billing.waived_fees').values({ visit_id: visit, provider_id: provider, why, waived_at: at, waived_by: by }).execute();
  },
  async addGone(work, gone, by) {
    await db(work).insertInto('billing.gone_providers').values({ provider_id: gone.provider, why: gone.why, words: gone.words ?? null, gone_at: gone.at, said_by: by }).execute();
  },
  async addReminder(work, invoice) {
    await db(work).insertInto('billing.reminders').values({ invoice_id: invoice, told_at: work.now }).execute();
  },
  async addRefund(work, refund, by) {
    await db(work).insertInto('billing.refunds').values({
      id: refund.id, invoice_id: refund.invoice, currency: refund.amount.currency, way: refund.way, amount_cents: refund.amount.cents, paid_on: refund.paidOn, reference: refund.reference ?? null, recorded_at: refund.recordedAt, recorded_by: by,
    }).execute();
  },
  async addCreditNote(work, note, by) {
    await db(work).insertInto('billing.credit_notes').values({
      id: note.id, issuer_id: note.provider, series: note.series, sequence: note.sequence, number: note.number, invoice_id: note.invoice, currency: note.gross.currency, why: note.why, gross_cents: note.gross.cents,
      vat: json(note.vat), issued_at: note.issuedAt, issued_by: by,
    }).execute();
    await db(work).insertInto('billing.credit_note_lines').values(note.lines.map(({ line, gross }) => ({ credit_note_id: note.id, invoice_id: note.invoice, line_id: line, gross_cents: gross.cents }))).execute();
  },
  async forgetAfter(work, day) {
    const { numUpdatedRows } = await db(work).updateTable('billing.invoices').set({ recipient: json({}), person_id: null, forgotten_at: work.now })
      .where('keep_until', '<', day).where('forgotten_at', 'is', null).executeTakeFirst();
    return Number(numUpdatedRows);
  },
});

export function invoicesIn(dbOf: DbOf): Invoices {
  const db: In = (work) => dbOf<Tables>(work);
  return { ...readsIn(db), ...writesIn(dbOf, db) };
}
