import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { money } from '#kernel';
import { type SaidBy, type ExtraState } from './extra.ts';
import { agreedByOwnYes, agreedOnTheirs, codeCovers, priceRuleFor, priceRuleOn, risesTooMuch } from './rise.ts';

const eur = (cents: number) => money(cents, 'EUR');
const rule = priceRuleOn('2026-11-24');
const extra = (cents: number, saidBy: SaidBy | undefined, state: ExtraState = 'approved') => ({ worst: eur(cents), state, ...(saidBy ? { saidBy } : {}) });

describe('a price that rises at the door', () => {
  test('by more than thirty per cent is too much, by exactly thirty not', () => {
    assert.equal(rule.percent, 30);
    fc.assert(fc.property(fc.integer({ min: 0, max: 500_000 }), fc.integer({ min: 0, max: 500_000 }), (ceiling, more) => {
      assert.equal(risesTooMuch(eur(more), eur(ceiling), rule), more * 10 > ceiling * 3);
    }));
    assert.equal(risesTooMuch(eur(3_000), eur(10_000), rule), false);
  });
  test('what the code covers never rises too much, and one cent more does', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 500_000 }), fc.array(fc.integer({ min: 0, max: 50_000 }), { maxLength: 5 }), (ceiling, before) => {
      const extras = before.map((cents) => extra(cents, 'code'));
      const already = agreedOnTheirs(extras, 'EUR').cents;
      const { cents } = codeCovers(extras, eur(ceiling), rule);
      if (!risesTooMuch(eur(already), eur(ceiling), rule)) assert.equal(risesTooMuch(eur(already + cents), eur(ceiling), rule), false);
      else assert.equal(cents, 0);
      assert.equal(risesTooMuch(eur(already + cents + 1), eur(ceiling), rule), true);
    }));
  });
  test('counts what was agreed with the code or a receipt, and neither a no, nor what waits, nor a yes of their own', () => {
    const all = [extra(500, 'code'), extra(300, 'receipt'), extra(9_000, 'person'), extra(8_000, 'mandate'), extra(7_000, 'phone'), extra(600, 'technician', 'refused'), extra(400, undefined, 'proposed')];
    assert.deepEqual([agreedOnTheirs(all, 'EUR').cents, agreedByOwnYes(all, 'EUR').cents, codeCovers(all, eur(10_000), rule).cents], [800, 24_000, 2_200]);
  });
  test('is read by the rule of its day, as the wall clock of the country has it', () => {
    const all = [{ from: '2026-01-01', percent: 30 }, { from: '2027-01-01', percent: 20 }];
    assert.deepEqual(['2026-12-31', '2027-01-01', '2025-01-01'].map((day) => priceRuleOn(day, all).percent), [30, 20, 30]);
    assert.equal(priceRuleFor(Temporal.Instant.from('2026-12-31T23:30:00Z'), { country: 'FR' }).percent, 30);
  });
});
