import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Actor, type ExtraId, type QuoteId, type Result, type VisitId, jobActor, must, newId, no } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Agreement } from '#modules/contracts';
import type { People } from '#modules/people';
import { type Pricing, type Quote, createPricing } from '#modules/pricing';
import { type Bill, OUTCOME_RULES, type Outcome } from '#modules/visits';
import { sql } from '#platform/db';
import type { Work } from '#platform/work';
import { type SmallHouse, operator, ownerOf, smallHouse, stranger } from '../../../test/golden/small-house.ts';
import { eur, halfHours, scopeOf, tariffOf, taskOf } from '../../../test/golden/tariffs.ts';
import { createBilling } from './billing.ts';
import type { Issuer } from './invoice.ts';
import type { Billing } from './verbs.ts';

describe('bills in the database', () => {
  let house: SmallHouse;
  let pricing: Pricing;
  let billing: Billing;
  const tariff = tariffOf(halfHours);
  const job = jobActor('test');
  const technician = newId('Technician');
  const agreements: Agreement[] = [];
  const visits = new Map<VisitId, { visit: Appointment; bill?: Bill }>();
  const work = <T>(by: Actor, todo: (work: Work) => Promise<Result<T, { kind: string }>>) => house.works.inWork(by, todo);
  const issuer: Issuer = {
    name: 'Lumen', legalName: 'Lumen SARL', companyNumber: '123 456 789', address: { line: '1 rue Haute', postcode: '38000', town: 'Grenoble', country: 'FR' }, phone: '0476000000', email: 'a@example.org',
    pay: { kind: 'iban', iban: 'FR7630006000011234567890189', name: 'Lumen SARL' }, guaranteeDays: 30, vat: { registered: true, number: 'FR00123456789' }, sapNumber: 'SAP123456789', sapSince: Temporal.PlainDate.from('2022-03-01'),
  };

  const office: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], provider: tariff.provider };

  /** A quote for 60 to 100 minutes (50.00 likely, 90.00 at most without its disk, 156.00 with it), accepted, and a visit that was booked for it. */
  async function visited(outcome: Outcome | undefined, more: Partial<Bill> = {}, fee?: number): Promise<{ visit: VisitId; quote: Quote }> {
    const scope = scopeOf([taskOf('slow-or-freezing', 60, 100, { items: pricing.catalogue.needsOf('slow-or-freezing') })], [tariff], 8_000, { home: house.home });
    const offers = must(await work(job, (inside) => pricing.computeQuotes(inside, scope, [{ provider: tariff.provider }])));
    const quote = offers.offered[0] as Quote;
    must(await work(ownerOf(house), (inside) => pricing.acceptQuote(inside, quote.id)));
    return { quote, visit: await booked(quote, outcome, more, fee) };
  }

  async function booked(quote: Quote, outcome: Outcome | undefined, more: Partial<Bill> = {}, fee?: number): Promise<VisitId> {
    const id = newId('Visit');
    const now = house.clock.now();
    const until = now.add({ minutes: 60 });
    await sql`insert into booking.requests (id, reference, code_digest, words, lang, source, asked_for, country, state, photos, quiet, no_remote, call_first, safety, missing, asked_at, changed_at)
      values (${quote.request}, ${`${quote.request.slice(4, 7)}-${quote.request.slice(7, 10)}`.toUpperCase()}, 'x', 'words', 'fr', 'web', 'me', 'FR', 'booked', '{}', false, false, false, '{}', '[]', ${now}, ${now}) on conflict do nothing`.execute(house.db);
    await sql`insert into booking.visits (id, request_id, quote_id, provider_id, technician_id, home_id, country, way, day, promised_from, promised_until, planned_start, planned_end, minutes, lat, lng, quiet, state, sequence, booked_at, changed_at, door_word, code)
      values (${id}, ${quote.request}, ${quote.id}, ${quote.provider}, ${technician}, ${house.home}, 'FR', 'visit', '2026-11-23', ${now}, ${until}, ${now}, ${until}, 60, 45, 5, false, 'done', 0, ${now}, ${now}, 'x', 'x')`.execute(house.db);
    const visit = { id, request: quote.request, quote: quote.id, provider: quote.provider, technician, home: house.home, country: 'FR', ...(fee === undefined ? {} : { fee: eur(fee) }) } as unknown as Appointment;
    const bill: Bill | undefined = outcome && { visit: id, outcome, rule: OUTCOME_RULES[outcome], attendedMinutes: 60, unattendedMinutes: 0, items: [], approvedExtras: [], extrasGross: eur(0), extrasWorst: eur(0), endedAt: now, ...more };
    visits.set(id, { visit, ...(bill ? { bill } : {}) });
    return id;
  }

  async function agreedExtra(visit: VisitId, quantity: number, state = 'approved'): Promise<Bill['approvedExtras'][number]> {
    const id = newId('Extra') as ExtraId;
    const now = house.clock.now();
    const gross = eur((quantity * 40) / 60);
    await sql`insert into visits.visits (id, request_id, home_id, technician_id, state, wrong, changed_at) select id, request_id, home_id, ${technician}, 'expected', 0, ${now} from booking.visits where id = ${visit} on conflict do nothing`.execute(house.db);
    await sql`insert into visits.extras (id, visit_id, why, gross_cents, worst_cents, currency, state, proposed_at, answered_at, said_by) values (${id}, ${visit}, 'more', ${gross.cents}, ${gross.cents}, 'EUR', ${state}, ${now}, ${now}, 'person')`.execute(house.db);
    await sql`insert into visits.extra_lines (extra_id, place, kind, says, unit, quantity, worst_quantity, unit_price_cents, gross_cents, worst_cents, vat_basis_points)
      values (${id}, 0, 'labour', 'Second computer', 'minute', ${quantity}, ${quantity}, 4000, ${gross.cents}, ${gross.cents}, 2000)`.execute(house.db);
    return { id, visit, why: 'more', gross, worst: gross, state: 'approved', proposedAt: now, lines: [{ kind: 'labour', says: 'Second computer', unit: 'minute', quantity, unitPrice: eur(40), gross, worst: { quantity, gross }, vatBasisPoints: 2000 }] };
  }

  const invoiceFor = (visit: VisitId, by: Actor = office) => work(by, (inside) => billing.invoiceFor(inside, { visit }));

  before(async () => {
    house = await smallHouse();
    pricing = createPricing({ vouchersPay: async () => true, dbOf: house.works.dbOf, keys: house.keys, technicians: house.technicians, people: house.people as unknown as { known: People['known'] } });
    await house.addProvider(tariff, { sapNumber: 'SAP123456789' });
    must(await work(job, (inside) => pricing.setTariff(inside, tariff.provider, halfHours)));
    const person = { id: house.owner, givenName: 'Odette', familyName: 'Martin', largePrint: false };
    billing = createBilling({
      dbOf: house.works.dbOf, pricing,
      contracts: { known: { agreementsOf: async () => agreements, agreement: async (_: unknown, id: string) => agreements.find((one) => one.id === id), mayWithdraw: async () => ({ counts: true, article: 'L221-18' }) }, agreement: async () => undefined, withdraw: async () => no({ kind: 'no-such-agreement' }) } as never,
      booking: { known: { cancelGone: async () => no({ kind: 'no-such-visit' as const }), compareAnew: async () => undefined, visitsBetween: async () => [], cancelWithdrawn: async () => no({ kind: 'no-such-visit' as const }), visit: async (_, id) => visits.get(id)?.visit, request: async () => undefined, visitsOfRequest: async (_, request) => [...visits.values()].map(({ visit }) => visit).filter((visit) => visit.request === request) } },
      visits: { known: { bill: async (_, id) => visits.get(id)?.bill, record: async () => ({ state: 'ended' }) as never, partOrder: async () => undefined, custody: async () => undefined, partOrders: async () => [], heldBy: async () => [] }, callOffPart: async () => no({ kind: 'no-such-part' as const }) },
      people: { known: { person: async () => person, residentsOf: async () => [person], home: async () => ({ id: house.home, address: { line: '3 rue des Lilas', postcode: '38120', town: 'Saint-Égrève', country: 'FR' } }) } } as never,
      issuers: { provider: async () => issuer, technician: async () => ({ firstName: 'Léa', lastInitial: 'B', badge: 'P-0042' }) },
    });
    await sql`alter table visits.visits drop constraint if exists visits_technician_id_fkey`.execute(house.db);
  });
  after(() => house.close());

  test('are made in one step, with a number, and come back as they were written', async () => {
    const { visit, quote } = await visited('solved', { attendedMinutes: 25, items: [{ item: 'ssd-500gb', quantity: 1 }] });
    const invoice = must(await invoiceFor(visit));
    // A half-hour 20.00, travel 10.00, the disk 60.00 + 10 % = 66.00.
    assert.equal(invoice.gross.cents, 9600);
    assert.match(invoice.number, /^[0-9A-Z]{4}-2026-0001$/);
    assert.ok(invoice.lines.every(({ source }) => source.kind === 'quote' && quote.lines.some(({ id }) => id === source.line)));
    // Before VAT 96.00 / 1.2 = 80.00. Eligible: work and travel 30.00, half of it could come back.
    assert.deepEqual(invoice.vat.map(({ net, vat }) => [net.cents, vat.cents]), [[8000, 1600]]);
    assert.deepEqual([invoice.credit?.eligible.cents, invoice.credit?.amount.cents], [3000, 1500]);
    const read = must(await house.works.looking(ownerOf(house), (inside) => billing.invoice(inside, invoice.id)));
    const plain = (value: object): unknown => { const { series: _, sequence: __, extras: ___, keepUntil: ____, fees: _____, ...rest } = JSON.parse(JSON.stringify(value)) as Record<string, unknown>; return rest; };
    assert.deepEqual(plain(read), plain(invoice));
    assert.equal(must(await invoiceFor(visit)).number, invoice.number, 'asked again, the same one');
    assert.equal((await house.works.looking(stranger, (inside) => billing.invoice(inside, invoice.id))).ok, false);
    assert.equal((await invoiceFor(visit, stranger)).ok, false);
  });
  test('never ask more than the ceiling, and show what they take off', async () => {
    const { visit, quote } = await visited('solved', { attendedMinutes: 300, items: [{ item: 'ssd-500gb', quantity: 3 }] });
    const invoice = must(await invoiceFor(visit));
    assert.equal(invoice.gross.cents, quote.ceiling.cents);
    assert.ok(invoice.lines.some(({ source, gross }) => source.kind === 'above-ceiling' && gross.cents < 0));
  });
  test('carry extra work that got its yes, above the ceiling of the quote but not above both', async () => {
    const { visit, quote } = await visited('solved', { attendedMinutes: 300, items: [{ item: 'ssd-500gb', quantity: 1 }] });
    const extra = await agreedExtra(visit, 30);
    visits.set(visit, { ...visits.get(visit), bill: { ...visits.get(visit)?.bill, approvedExtras: [extra] } } as never);
    const invoice = must(await invoiceFor(visit));
    assert.equal(invoice.gross.cents, quote.ceiling.cents + 2000);
    assert.deepEqual(invoice.lines.filter(({ source }) => source.kind === 'extra').map(({ says, gross }) => [says, gross.cents]), [['Second computer', 2000]]);
  });
  test('follow the outcome: a fee that was told when nobody was home, travel when nothing helped, nothing when it was unsafe or goes on', async () => {
    const missed = must(await invoiceFor((await visited('nobody-home', { attendedMinutes: 0 })).visit));
    assert.deepEqual([missed.kind, missed.gross.cents], ['missed-visit', 2000]);
    assert.equal(must(await invoiceFor((await visited('unsolved')).visit)).gross.cents, 1000);
    for (const [outcome, kind] of [['unsafe', 'nothing-to-bill'], ['to-be-continued', 'visit-goes-on'], [undefined, 'visit-not-ended']] as const) {
      const answer = await invoiceFor((await visited(outcome)).visit);
      assert.equal(!answer.ok && answer.error.kind, kind);
    }
  });
  test('join the visits of work that went on another day, with one travel', async () => {
    const { visit: first, quote } = await visited('to-be-continued', { attendedMinutes: 40 });
    const second = await booked(quote, 'solved', { attendedMinutes: 40 });
    assert.equal((await invoiceFor(first)).ok, false);
    const invoice = must(await invoiceFor(second));
    // 80 minutes: 20.00 + two half-hours = 60.00, travel once: 10.00.
    assert.deepEqual([invoice.gross.cents, invoice.minutes.attended], [7000, 80]);
  });
  test('ask for a late change what was shown before it was done', async () => {
    const { visit } = await visited(undefined, {}, 15);
    const fee = must(await work(office, (inside) => billing.invoiceLateFee(inside, { visit })));
    assert.deepEqual([fee.kind, fee.gross.cents], ['late-cancel', 1500]);
    const none = await work(office, async (inside) => billing.invoiceLateFee(inside, { visit: (await visited(undefined)).visit }));
    assert.equal(!none.ok && none.error.kind, 'nothing-to-bill');
  });
  test('have numbers without a gap when forty are made at once and every second one fails', async () => {
    const made = [];
    for (let i = 0; i < 20; i += 1) made.push((await visited('solved')).visit);
    await Promise.all(made.flatMap((visit) => [invoiceFor(visit), house.works.inWork(office, async (inside) => { await billing.invoiceFor(inside, { visit }); return { ok: false, error: { kind: 'rolled-back' } } as const; })]));
    const { rows } = await sql<{ count: number; top: number }>`select count(*)::int as count, max(sequence) as top from billing.invoices where issuer_id = ${tariff.provider}`.execute(house.db);
    assert.equal(rows[0]?.count, rows[0]?.top);
    const { rows: twice } = await sql`select visit_id from billing.invoices group by visit_id, kind having count(*) > 1`.execute(house.db);
    assert.equal(twice.length, 0);
  });
  test('are paid in parts, never more than is owed, and a mistake is taken back by a row of its own', async () => {
    const invoice = must(await invoiceFor((await visited('solved')).visit));
    const day = Temporal.PlainDate.from('2026-11-23');
    const pay = (amount: number, more = {}) => work(office, (inside) => billing.recordPayment(inside, { invoice: invoice.id, means: 'transfer', amount, receivedOn: day, ...more }));
    must(await pay(2000));
    const wrong = must(await pay(3000));
    const over = await pay(1);
    assert.deepEqual(!over.ok && over.error.kind, 'more-than-owed');
    must(await work(office, (inside) => billing.takeBackPayment(inside, { payment: wrong.id, why: 'wrong household' })));
    const twice = await work(office, (inside) => billing.takeBackPayment(inside, { payment: wrong.id, why: 'wrong household' }));
    assert.equal(!twice.ok && twice.error.kind, 'payment-already-taken-back');
    must(await pay(3000, { means: 'cheque' }));
    assert.equal((await pay(1, { receivedOn: day.add({ days: 1 }) })).ok, false);
    assert.equal((await work(ownerOf(house), (inside) => billing.recordPayment(inside, { invoice: invoice.id, means: 'cash', amount: 1, receivedOn: day }))).ok, false, 'not by the household');
  });
  test('are given back by lines or whole, and then may be made again', async () => {
    const { visit } = await visited('solved');
    const invoice = must(await invoiceFor(visit));
    const [first] = invoice.lines;
    const back = (lines?: { line: string; gross: number }[]) => work(office, (inside) => billing.creditNote(inside, { invoice: invoice.id, why: 'we were late', ...(lines ? { lines } : {}) }));
    const note = must(await back([{ line: first?.id ?? '', gross: 500 }]));
    assert.match(note.number, /-C2026-\d{4}$/);
    const more = await back([{ line: first?.id ?? '', gross: 1501 }]);
    assert.equal(!more.ok && more.error.kind, 'more-than-billed');
    assert.equal(must(await back()).gross.cents, invoice.gross.cents - 500, 'all that is left');
    assert.equal((await back()).ok, false);
    const again = must(await invoiceFor(visit));
    assert.equal(again.replaces, invoice.id);
    assert.equal((await work(operator, (inside) => billing.creditNote(inside, { invoice: again.id, why: 'no reason' }))).ok, false, 'finance or the office only');
  });
  test('count for the certificate by what was paid and how: cash does not', async () => {
    const other = await smallHouseCertificate();
    assert.deepEqual([other?.total.cents, other?.notCounted.cents, other?.visits.length], [1500, 1500, 1]);
  });

  /** A home of its own: one invoice of 96.00, 30.00 of it eligible; half paid by cheque, half in cash. */
  async function smallHouseCertificate() {
    const provider = newId('Provider');
    await house.addProvider({ ...tariff, provider }, { sapNumber: 'SAP1' });
    must(await work(job, (inside) => pricing.setTariff(inside, provider, halfHours)));
    const scope = scopeOf([taskOf('slow-or-freezing', 60, 100, { items: pricing.catalogue.needsOf('slow-or-freezing') })], [{ ...tariff, provider }], 8_000, { home: house.home });
    const quote = must(await work(job, (inside) => pricing.computeQuotes(inside, scope, [{ provider }]))).offered[0] as Quote;
    const visit = await booked(quote, 'solved', { attendedMinutes: 25, items: [{ item: 'ssd-500gb', quantity: 1 }] });
    const invoice = must(await invoiceFor(visit, job));
    for (const means of ['cheque', 'cash'] as const) must(await work(job, (inside) => billing.recordPayment(inside, { invoice: invoice.id, means, amount: 4800, receivedOn: Temporal.PlainDate.from('2026-11-23') })));
    return house.works.looking(ownerOf(house), (inside) => billing.certificate(inside, { home: house.home, provider, year: 2026 }));
  }

  describe('whoever writes SQL', () => {
    const refuses = (statement: ReturnType<typeof sql>, why: RegExp) => assert.rejects(() => house.db.transaction().execute(async (db) => {
      await statement.execute(db);
      await sql`set constraints all immediate`.execute(db);
    }), why);
    /** Writes an invoice by hand: only what is said here differs from a good one. */
    const byHand = (visit: VisitId, quote: Quote, more: Partial<Record<'gross' | 'ceiling' | 'extras' | 'sequence', number>> & { issuer?: string; quoteId?: QuoteId } = {}) => sql`
      with numbered as (insert into billing.series (issuer_id, series, last) values (${more.issuer ?? quote.provider}, 'HAND', 1) on conflict (issuer_id, series) do update set last = billing.series.last + 1 returning last)
      insert into billing.invoices (id, issuer_id, series, sequence, number, kind, visit_id, request_id, home_id, quote_id, currency, country, ceiling_cents, extras_cents, gross_cents, vat, attended_minutes, unattended_minutes, issuer, recipient, technician, issued_at, issued_by, served_on, due_on, keep_until)
      select 'inv_hand', ${more.issuer ?? quote.provider}, 'HAND', ${more.sequence ?? null}::int + 0 * last, 'HAND-1', 'visit', ${visit}, ${quote.request}, ${quote.home}, ${more.quoteId ?? quote.id}, 'EUR', 'FR', ${more.ceiling ?? quote.ceiling.cents}, ${more.extras ?? 0}, ${more.gross ?? 5000}, '[]', 60, 0, '{}', '{}', '{}', ${house.clock.now()}, 'x', '2026-11-23', '2026-12-07', '2036-11-23' from numbered`;

    test('cannot write an invoice above the ceiling, whatever it calls the ceiling or the extras', async () => {
      const { visit, quote } = await visited('solved');
      const above = quote.ceiling.cents + 1;
      await refuses(byHand(visit, quote, { gross: above, sequence: 1 }), /check/);
      await refuses(byHand(visit, quote, { gross: above, ceiling: above, sequence: 1 }), /foreign key/);
      await refuses(byHand(visit, quote, { gross: above, extras: 10_000, sequence: 1 }), /does not add up|extras/);
    });
    test('cannot bill a visit by the quote of another, nor the quote of another provider, nor skip a number', async () => {
      const { visit, quote } = await visited('solved');
      const other = await visited('solved');
      await refuses(byHand(visit, other.quote, { sequence: 1 }), /not its visit/);
      await refuses(byHand(visit, quote, { issuer: 'pro_someone', sequence: 1 }), /foreign key/);
      await refuses(byHand(visit, quote, { sequence: 7 }), /not the next one/);
      await refuses(byHand(visit, quote, { sequence: 1 }), /does not add up/);
    });
    test('cannot edit or delete what was billed, paid or given back', async () => {
      const { visit } = await visited('solved');
      const invoice = must(await invoiceFor(visit));
      must(await work(office, (inside) => billing.recordPayment(inside, { invoice: invoice.id, means: 'card', amount: 100, receivedOn: Temporal.PlainDate.from('2026-11-23') })));
      for (const statement of [
        sql`update billing.invoices set gross_cents = 1 where id = ${invoice.id}`, sql`delete from billing.invoices where id = ${invoice.id}`, sql`update billing.invoice_lines set gross_cents = 0 where invoice_id = ${invoice.id}`,
        sql`delete from billing.payments where invoice_id = ${invoice.id}`, sql`update billing.credit_notes set why = 'nothing at all'`,
        sql`update billing.invoices set recipient = '{}', person_id = null, forgotten_at = ${house.clock.now()} where id = ${invoice.id}`,
      ]) await refuses(statement, /never edited/);
    });
    test('cannot name an extra that got no yes, nor raise its amount, nor bill as quoted what only an extra allows', async () => {
      const { visit, quote } = await visited('solved');
      const travel = quote.lines.find(({ kind }) => kind === 'travel');
      const good = await agreedExtra(visit, 30);
      const bad = await agreedExtra(visit, 30, 'refused');
      /** A whole invoice: its travel line `times` over as quoted, and an extra of 20.00 that it says costs at most `worst`. */
      const whole = (extra: string, worst: number, times = 1, invoiced = 1000 * times) => house.db.transaction().execute(async (db) => {
        await byHand(visit, quote, { gross: invoiced, extras: worst, sequence: 1 }).execute(db);
        await sql`insert into billing.invoice_extras (invoice_id, visit_id, extra_id, worst_cents) values ('inv_hand', ${visit}, ${extra}, ${worst})`.execute(db);
        await sql`insert into billing.invoice_lines (id, invoice_id, quote_id, place, source, quote_line_id, kind, says, unit, quantity, unit_price_cents, gross_cents, vat_basis_points, every)
          values ('inv_hand.0', 'inv_hand', ${quote.id}, 0, 'quote', ${travel?.id}, 'travel', '{}', 'visit', ${times}, 1000, ${invoiced}, 2000, 'once')`.execute(db);
        await sql`set constraints all immediate`.execute(db);
        throw new Error('it went through');
      });
      await assert.rejects(whole(good.id, 2000), /it went through/, 'a good one is good');
      await assert.rejects(whole(bad.id, 2000), /without a yes/);
      await assert.rejects(whole(good.id, 2001), /without a yes, or with another amount/);
      // The ceiling is 156.00: 160.00 as quoted would fit under ceiling and extras together, and is refused all the same.
      await assert.rejects(whole(good.id, 2000, 16), /more than its ceiling for what was quoted/);
    });
    test('cannot stay under the ceiling twice for one quote', async () => {
      const { visit, quote } = await visited('partly', { attendedMinutes: 300, items: [{ item: 'ssd-500gb', quantity: 1 }] });
      must(await invoiceFor(visit));
      const second = await booked(quote, 'solved');
      const answer = await invoiceFor(second);
      assert.equal(!answer.ok && answer.error.kind, 'above-ceiling');
      await assert.rejects(house.db.transaction().execute(async (db) => {
        await byHand(second, quote, { gross: 1000, sequence: 1 }).execute(db);
        await sql`insert into billing.invoice_lines (id, invoice_id, quote_id, place, source, quote_line_id, kind, says, unit, quantity, unit_price_cents, gross_cents, vat_basis_points, every)
          values ('inv_hand.0', 'inv_hand', ${quote.id}, 0, 'quote', ${quote.lines[0]?.id}, 'labour', '{}', 'visit', 1, 1000, 1000, 2000, 'once')`.execute(db);
        await sql`set constraints all immediate`.execute(db);
      }), /all invoices of quote/);
    });
    test('cannot give back more than was asked', async () => {
      const invoice = must(await invoiceFor((await visited('solved')).visit));
      const note = (cents: number) => house.db.transaction().execute(async (db) => {
        const { rows } = await sql<{ last: number }>`insert into billing.series values (${invoice.provider}, 'BACK', 1) returning last`.execute(db);
        await sql`insert into billing.credit_notes (id, issuer_id, series, sequence, number, invoice_id, currency, why, gross_cents, vat, issued_at, issued_by)
          values ('inv_back', ${invoice.provider}, 'BACK', ${rows[0]?.last}, 'BACK-1', ${invoice.id}, 'EUR', 'by hand', ${cents}, '[]', ${house.clock.now()}, 'x')`.execute(db);
        await sql`insert into billing.credit_note_lines values ('inv_back', ${invoice.id}, ${invoice.lines[0]?.id}, ${cents})`.execute(db);
        await sql`set constraints all immediate`.execute(db);
        throw new Error('it went through');
      });
      const most = invoice.lines[0]?.gross.cents ?? 0;
      await assert.rejects(note(most), /it went through/, 'the line itself');
      await assert.rejects(note(most + 1), /more than was asked/);
    });
    test('cannot pay an invoice twice over', async () => {
      const invoice = must(await invoiceFor((await visited('solved')).visit));
      await refuses(sql`insert into billing.payments (id, invoice_id, currency, means, amount_cents, received_on, recorded_at, recorded_by) values ('pay_x', ${invoice.id}, 'EUR', 'cash', ${invoice.gross.cents + 1}, '2026-11-23', ${house.clock.now()}, 'x')`, /more than it asks/);
    });
  });

  test('keep names until the law lets go, then blank them', async () => {
    const { visit } = await visited('solved');
    const invoice = must(await invoiceFor(visit));
    const kept = await house.works.inWork(job, async (inside) => ({ ok: true, value: await billing.aboutPerson.erase(inside, house.owner) } as const));
    assert.equal(must(kept).keptUntil?.toString(), '2036-11-23');
    house.clock.set('2036-11-24T10:00:00Z');
    must(await house.works.inWork(job, async (inside) => ({ ok: true, value: await billing.known.forgetOld(inside) } as const)));
    const read = await house.works.looking(job, (inside) => billing.known.invoice(inside, invoice.id));
    assert.deepEqual([read?.recipient.name, read?.person, read?.gross.cents], ['', undefined, invoice.gross.cents]);
    house.clock.set('2026-11-23T10:00:00Z');
  });
});
