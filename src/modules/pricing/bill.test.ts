import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { must, newId } from '#kernel';
import britishRules from '../../../content/rules/gb.json' with { type: 'json' };
import frenchRules from '../../../content/rules/fr.json' with { type: 'json' };
import services from '../../../content/services.json' with { type: 'json' };
import { byTheMinute, callOut, eur, halfHours, quarters, scopeOf, tariffOf, taskOf, termsOf } from '../../../test/golden/tariffs.ts';
import { type Actual, type BillOutcome, billFor } from './bill.ts';
import { catalogueFrom } from './catalogue.ts';
import { price } from './price.ts';
import { ruleBookFrom } from './rules.ts';
import type { Country } from '#kernel';
import type { TariffShapes } from './tariff.ts';

const shelf = { catalogue: catalogueFrom(services), rules: ruleBookFrom({ FR: frenchRules, GB: britishRules }) };
const now = Temporal.Instant.from('2026-11-23T10:00:00Z');

function visited(shapes: TariffShapes, actual: Partial<Actual>, country: Country = 'FR') {
  const tariff = tariffOf(shapes, country);
  const provider = termsOf(tariff, { sapNumber: 'SAP1' });
  const scope = scopeOf([taskOf('slow-or-freezing', 60, 100, { items: [{ kind: 'parts', item: 'ssd-500gb', quantity: { expected: 0, worst: 1 } }] })], [tariff]);
  const quote = must(price(shelf, { tariff, provider, scope, now, id: newId('Quote'), version: 'v' }));
  const bill = billFor({ shelf, tariff, provider, quote, scope, now, actual: { attendedMinutes: 60, unattendedMinutes: 0, items: [], outcome: 'solved', ...actual } });
  return { quote, bill, amounts: Object.fromEntries(bill.lines.map(({ line }) => [line.slot.replace(/^item\..*\./, 'item.'), line.gross.cents])) };
}

describe('a bill', () => {
  test('asks for the minutes that were worked, when they are fewer', () => {
    // 25 minutes are one half-hour: 20.00, and the travel of the zone: 10.00.
    assert.deepEqual(visited(halfHours, { attendedMinutes: 25 }).amounts, { 'time.first': 2000, travel: 1000 });
  });
  test('stops at what the quote allowed at worst, and shows what it takes off', () => {
    // 100 minutes at worst are 80.00 at this tariff without its cap; 230 minutes are 20 + 7 × 20 = 160.00, so 80.00 go off.
    const { cap: _cap, ...open } = halfHours;
    const { amounts, bill, quote } = visited(open, { attendedMinutes: 230 });
    assert.deepEqual(amounts, { 'time.first': 2000, 'time.more': 14_000, 'above.work': -8000, travel: 1000 });
    assert.equal(bill.gross.cents, 9000);
    assert.ok(bill.gross.cents <= quote.ceiling.cents);
  });
  test('bills a part that was foreseen as it was priced, and never a second one of it', () => {
    assert.equal(visited(halfHours, { items: [{ item: 'ssd-500gb', quantity: 1 }] }).amounts['item.ssd-500gb'], 6600);
    assert.equal(visited(halfHours, { items: [{ item: 'ssd-500gb', quantity: 2 }] }).bill.lines.filter(({ line }) => line.kind === 'parts').reduce((cents, { line }) => cents + line.gross.cents, 0), 6600);
    assert.equal(visited(halfHours, { items: [{ item: 'webcam', quantity: 1 }] }).amounts['item.webcam'], undefined, 'not on the quote: it needs a yes');
  });
  test('asks nothing, the travel, or the diagnosis when the problem stays, as the tariff said', () => {
    assert.deepEqual(visited(byTheMinute, { outcome: 'unsolved' }).amounts, {}, 'no fix, no fee');
    assert.deepEqual(visited(halfHours, { outcome: 'unsolved' }).amounts, { travel: 1000 }, 'travel only');
    // Diagnosis 20.00 and the call-out 12.50; 8 km are within ten miles.
    assert.deepEqual(visited(callOut, { outcome: 'unsolved' }, 'GB').amounts, { diagnosis: 2000, travel: 1250 });
  });
  test('has no lines when nobody was home, it was unsafe, or it goes on another day', () => {
    const rules: [BillOutcome, string][] = [['nobody-home', 'missed-fee'], ['entry-refused', 'missed-fee'], ['unsafe', 'nothing'], ['to-be-continued', 'later']];
    for (const [outcome, rule] of rules) {
      const { bill } = visited(halfHours, { outcome });
      assert.deepEqual([bill.rule, bill.lines.length], [rule, 0]);
    }
  });
  test('does not ask twice for the minutes of extra work, and leaves it out where nothing helped', () => {
    const extra = { id: 'e', kind: 'labour' as const, unit: 'minute' as const, quantity: 30, unitPrice: eur(40), gross: eur(20) };
    // 55 minutes, 30 of them extra work: 25 are one half-hour.
    const { amounts, bill } = visited(halfHours, { attendedMinutes: 55, extras: [extra] });
    assert.deepEqual(amounts, { 'time.first': 2000, travel: 1000 });
    // Eligible: 20.00 + 10.00 + the extra 20.00; half of it.
    assert.deepEqual([bill.extras.map(({ credit }) => credit?.eligible.cents), bill.credit?.cents], [[2000], 2500]);
    assert.deepEqual(visited(halfHours, { outcome: 'unsolved', extras: [extra, { ...extra, id: 'cable', kind: 'parts', item: 'usb-cable' }] }).bill.extras.map(({ id }) => id), ['cable']);
    assert.deepEqual(visited(byTheMinute, { outcome: 'unsolved', extras: [extra] }).bill.extras, []);
  });
  test('asks for a package that was solved though its own clock never ran', () => {
    const tariff = tariffOf(quarters);
    const provider = termsOf(tariff);
    const tasks = [taskOf('new-device-setup', 90, 160), taskOf('email-problem', 30, 60)];
    const scope = scopeOf(tasks, [tariff]);
    const quote = must(price(shelf, { tariff, provider, scope, now, id: newId('Quote'), version: 'v' }));
    const actual = { attendedMinutes: 50, unattendedMinutes: 0, perTask: { [tasks[1]?.task ?? '']: { attended: 50, unattended: 0 } }, items: [] };
    // 112.00 for the package and 69.00 for the first hour; left unfinished, only what was worked on.
    assert.equal(billFor({ shelf, tariff, provider, quote, scope, now, actual: { ...actual, outcome: 'solved' } }).gross.cents, 18_100);
    assert.equal(billFor({ shelf, tariff, provider, quote, scope, now, actual: { ...actual, outcome: 'partly' } }).gross.cents, 6900);
  });
  test('keeps the tax credit on what was really billed', () => {
    const { bill } = visited(halfHours, { attendedMinutes: 25, items: [{ item: 'ssd-500gb', quantity: 1 }] });
    assert.deepEqual(bill.lines.map(({ line }) => line.credit?.eligible.cents ?? 0), [2000, 1000, 0]);
  });
});
