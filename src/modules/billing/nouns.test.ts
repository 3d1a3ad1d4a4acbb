import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { type ProviderId, money } from '#kernel';
import { readCatalogue } from '#platform/text';
import { eligiblePaid } from './certificate.ts';
import { givenBack } from './do/credit-note.ts';
import { type CreditNote, type Invoice, type Means, type Payment, owedOf, stateOf } from './invoice.ts';
import { numberOf, seriesOf } from './number.ts';

const eur = (cents: number) => money(cents, 'EUR');
const rule = { means: ['transfer', 'card', 'cheque', 'cesu', 'direct-debit'] };
const invoice = (gross: number, eligible: number, payments: readonly (readonly [Means, number])[] = []): Invoice => ({
  gross: eur(gross), credit: { rule: 'r', eligible: eur(eligible), amount: eur(Math.round(eligible / 2)) }, creditNotes: [], lines: [{ id: 'a', gross: eur(gross), eligible: eur(eligible) }],
  payments: payments.map(([means, cents]) => ({ means, amount: eur(cents), receivedOn: Temporal.PlainDate.from('2026-11-24') })) as unknown as readonly Payment[],
} as unknown as Invoice);
const noteOf = (cents: number): CreditNote => ({ lines: [{ line: 'a', gross: eur(cents) }], gross: eur(cents) } as unknown as CreditNote);

describe('what counts for a certificate', () => {
  test('never exceeds the eligible work, whatever is paid by whatever means', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(100_000), fc.array(fc.tuple(fc.constantFrom<Means>('transfer', 'cash', 'cheque', 'card'), fc.nat(60_000)), { maxLength: 5 }), (gross, share, payments) => {
      const eligible = Math.min(gross, share);
      const { counted, notCounted } = eligiblePaid(invoice(gross, eligible, payments), rule, 2026);
      assert.ok(counted.cents <= eligible && notCounted.cents <= eligible);
      if (!payments.some(([means]) => means !== 'cash')) assert.equal(counted.cents, 0);
    }));
  });
  test('is all of it when all was paid by transfer, in the year of the payment and no other', () => {
    const paid = invoice(9600, 3000, [['transfer', 9600]]);
    assert.equal(eligiblePaid(paid, rule, 2026).counted.cents, 3000);
    assert.equal(eligiblePaid(paid, rule, 2025).counted.cents, 0);
  });
  test('shrinks with what was given back', () => {
    const back = { ...invoice(10_000, 10_000, [['card', 6000]]), creditNotes: [noteOf(4000)] };
    assert.equal(eligiblePaid(back, rule, 2026).counted.cents, 6000);
  });
});

describe('an invoice', () => {
  test('is open, paid or taken back', () => {
    assert.deepEqual([stateOf(invoice(1000, 0)), owedOf(invoice(1000, 0, [['cash', 400]])).cents], ['open', 600]);
    assert.equal(stateOf(invoice(1000, 0, [['cash', 1000]])), 'paid');
    assert.equal(stateOf({ ...invoice(1000, 0), creditNotes: [noteOf(1000)] }), 'taken-back');
    assert.equal(owedOf({ ...invoice(1000, 0, [['card', 1000]]), creditNotes: [noteOf(200)] }).cents, -200, 'owed back');
  });
  test('has a number of its issuer and year, and credit notes a series of their own', () => {
    const day = Temporal.PlainDate.from('2026-11-24');
    const issuer = 'pro_7k2m000000' as ProviderId;
    assert.equal(numberOf(seriesOf(issuer, 'invoice', day), 12), '7K2M-2026-0012');
    assert.equal(numberOf(seriesOf(issuer, 'credit-note', day), 1), '7K2M-C2026-0001');
  });
  test('gives back at most what was billed, with its sign', () => {
    const one = invoice(1000, 0);
    const kind = (lines: { line: string; gross: number }[]) => { const back = givenBack(one, lines); return back.ok ? 'ok' : back.error.kind; };
    assert.deepEqual([[{ line: 'a', gross: 1000 }], [{ line: 'a', gross: 1001 }], [{ line: 'a', gross: -1 }], [{ line: 'b', gross: 1 }], [{ line: 'a', gross: 1 }, { line: 'a', gross: 1 }]].map(kind), ['ok', 'more-than-billed', 'more-than-billed', 'no-such-line', 'no-such-line']);
  });
});

describe('the words of bills', () => {
  const dir = join(import.meta.dirname, '../../../content/words');
  const [en, fr] = [readCatalogue(dir, 'en'), readCatalogue(dir, 'fr')];
  const mine = (keys: Iterable<string>): string[] => [...keys].filter((key) => key.startsWith('billing.')).toSorted();
  test('are the same sentences in both languages, and each can be read', () => {
    assert.deepEqual(mine(en.keys()), mine(fr.keys()));
    for (const key of mine(en.keys())) for (const words of [en.get(key), fr.get(key)]) assert.doesNotThrow(() => new IntlMessageFormat(words ?? '', 'en', undefined, { ignoreTag: true }), key);
  });
  test('hold every sentence that the code says', () => {
    const code = ['.', 'do'].flatMap((folder) => readdirSync(join(import.meta.dirname, folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => readFileSync(join(import.meta.dirname, folder, name), 'utf8'))).join('\n');
    for (const [, key = ''] of code.matchAll(/say\(words, '([a-z-]+)'/g)) assert.ok(en.has(`billing.${key}`), key);
    for (const [, kind = ''] of code.matchAll(/no\(\{ kind: '([a-z-]+)'/g)) assert.ok(en.has(`billing.${kind}`), kind);
  });
});
