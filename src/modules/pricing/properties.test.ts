import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { newId, sum } from '#kernel';
import services from '../../../content/services.json' with { type: 'json' };
import frenchRules from '../../../content/rules/fr.json' with { type: 'json' };
import britishRules from '../../../content/rules/gb.json' with { type: 'json' };
import { type Case, anyActual, anyCase } from '../../../test/golden/any-tariff.ts';
import { termsOf } from '../../../test/golden/tariffs.ts';
import { billFor } from './bill.ts';
import { catalogueFrom } from './catalogue.ts';
import { grossOf } from './draft.ts';
import { linesFor } from './lines.ts';
import { price } from './price.ts';
import type { Quote } from './quote.ts';
import { ruleBookFrom } from './rules.ts';
import type { Scope } from './scope.ts';

const shelf = { catalogue: catalogueFrom(services), rules: ruleBookFrom({ FR: frenchRules, GB: britishRules }) };
const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const terms = ({ tariff, declared }: Case) => termsOf(tariff, declared ? { sapNumber: 'SAP123456789' } : {});
/** The quote, where this tariff goes there at all. */
const quoted = (one: Case): Quote | undefined => {
  const made = price(shelf, { tariff: one.tariff, provider: terms(one), scope: one.scope, now, id: newId('Quote'), version: 'v' });
  return made.ok ? made.value : undefined;
};
const cost = (one: Case, scope: Scope): number | undefined => {
  const lines = linesFor(one.tariff, scope, 'expected', shelf.catalogue);
  return lines.ok ? sum(lines.value.map(({ gross }) => gross), 'EUR').cents : undefined;
};
const runs = { numRuns: 1_500 };

describe('whatever the tariff and the work', () => {
  test('the expected total never exceeds the ceiling, nor any line its worst, save what takes something off or lifts to a least price', () => {
    fc.assert(fc.property(anyCase, (one) => {
      const quote = quoted(one);
      if (!quote) return;
      assert.ok(quote.expected.cents <= quote.ceiling.cents);
      for (const line of quote.lines) assert.ok(line.gross.cents <= line.worst.gross.cents || line.worst.gross.cents < 0 || line.slot === 'minimum', line.slot);
    }), runs);
  });
  test('more minutes never cost less, neither does a longer way', () => {
    fc.assert(fc.property(anyCase, fc.nat(200), fc.nat(200), fc.nat(30_000), (one, more, alone, metres) => {
      const longer = { ...one.scope, tasks: one.scope.tasks.map((task) => ({ ...task, minutes: { expected: task.minutes.expected + more, worst: 10_000 }, unattended: { expected: task.unattended.expected + alone, worst: 10_000 } })) };
      const leg = one.scope.travel[one.tariff.provider];
      const farther = { ...one.scope, travel: { [one.tariff.provider]: { metres: (leg?.metres ?? 0) + metres, seconds: (leg?.seconds ?? 0) + metres / 10, model: 'test' } } };
      const here = cost(one, one.scope);
      const long = cost(one, longer);
      const far = cost(one, farther);
      if (here === undefined) return;
      assert.ok(long !== undefined && long >= here, `longer: ${long} < ${here}`);
      assert.ok(far === undefined || far >= here, `farther: ${far} < ${here}`);
    }), runs);
  });
  test('no cent is lost: every line is its quantity times its price, and the sums are the sums', () => {
    fc.assert(fc.property(anyCase, (one) => {
      const quote = quoted(one);
      if (!quote) return;
      for (const line of quote.lines) {
        assert.equal(line.gross.cents, grossOf(line.unit, line.unitPrice, line.quantity).cents);
        assert.ok(Number.isInteger(line.quantity) && line.quantity >= 0);
      }
      assert.equal(sum(quote.lines.map(({ gross }) => gross), 'EUR').cents, quote.expected.cents);
      assert.equal(sum(quote.vat.flatMap(({ net, vat }) => [net, vat]), 'EUR').cents, quote.expected.cents);
      assert.ok(quote.expected.cents <= quote.after12.cents && quote.after12.cents <= quote.after24.cents);
    }), runs);
  });
  test('the first block and the travel stand once', () => {
    fc.assert(fc.property(anyCase, (one) => {
      const quote = quoted(one);
      const slots = quote?.lines.map(({ slot }) => slot) ?? [];
      assert.equal(new Set(slots).size, slots.length);
    }), runs);
  });
  test('a tax credit is at most half of the work and travel, and nothing without a declaration or at a distance', () => {
    fc.assert(fc.property(anyCase, (one) => {
      const quote = quoted(one);
      if (!quote) return;
      const earning = one.declared && (one.scope.way === 'visit' || one.scope.way === 'lesson');
      if (!earning) return assert.equal(quote.credit, undefined);
      const work = sum(quote.lines.filter((line) => !('item' in line && line.item !== undefined)).map(({ gross }) => gross), 'EUR').cents;
      assert.ok((quote.credit?.cents ?? 0) * 2 <= Math.max(0, work) + 1);
      assert.ok((quote.credit?.cents ?? 0) <= 150_000);
    }), runs);
  });
  test('a bill never exceeds the ceiling, whatever happened at the door, and each of its lines comes from a line of the quote', () => {
    fc.assert(fc.property(anyCase.chain((one) => anyActual(one.scope).map((actual) => ({ one, actual }))), ({ one, actual }) => {
      const quote = quoted(one);
      if (!quote) return;
      const bill = billFor({ shelf, tariff: one.tariff, provider: terms(one), quote, scope: one.scope, actual, now });
      assert.ok(bill.gross.cents <= quote.ceiling.cents, `${bill.gross.cents} > ${quote.ceiling.cents}`);
      assert.equal(sum(bill.lines.map(({ line }) => line.gross), 'EUR').cents, bill.gross.cents);
      const known = new Set(quote.lines.map(({ id }) => id));
      for (const { from } of bill.lines) assert.ok(known.has(from));
      for (const { line } of bill.lines) assert.equal(line.gross.cents, grossOf(line.unit, line.unitPrice, line.quantity).cents);
    }), runs);
  });
  test('work that went as expected is billed as it was expected', () => {
    fc.assert(fc.property(anyCase, (one) => {
      const quote = quoted(one);
      if (!quote || one.scope.tasks.some((task) => task.minutes.expected + task.unattended.expected === 0 || (task.devices && task.devices.expected !== task.devices.worst))) return;
      const perTask = Object.fromEntries(one.scope.tasks.map((task) => [task.task, { attended: task.minutes.expected, unattended: task.unattended.expected }]));
      const items = one.scope.tasks.flatMap((task) => task.items.map((need) => ({ item: need.item, task: task.task, quantity: need.quantity.expected })));
      const bill = billFor({ shelf, tariff: one.tariff, provider: terms(one), quote, scope: one.scope, now, actual: { attendedMinutes: 0, unattendedMinutes: 0, perTask, items, outcome: 'solved' } });
      assert.equal(bill.gross.cents, quote.expected.cents);
      assert.equal(bill.lines.some(({ why }) => why === 'above-ceiling'), false);
    }), runs);
  });
});
