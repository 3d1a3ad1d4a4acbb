import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tariffAsk } from '#modules/pricing';
import { readTable, writeTable } from '#platform/tables/index';
import { anyShapes } from '../../../test/golden/any-tariff.ts';
import { eur, halfHours, tariffOf } from '../../../test/golden/tariffs.ts';
import { shapesOf } from './packages.ts';
import { priceRows, readPrices } from './price-table.ts';

const rowsOf = (text: string) => { const read = readTable(new TextEncoder().encode(text), ['what', 'value']); assert.ok(read.ok); return read.value.rows; };
const cheaper = { sharedWay: { off: { kind: 'percent' as const, basisPoints: 5_000 }, withinMetres: 2_000 }, offPeak: { off: { kind: 'flat' as const, price: eur(5) }, hours: [{ days: [2, 3], from: '14:00', until: '17:30' }] }, solidarity: { off: { kind: 'percent' as const, basisPoints: 2_500 }, asks: 'partner-word' as const } };

test('prices that were taken out come in again as the same prices, whatever they are', () => {
  fc.assert(fc.property(anyShapes, fc.boolean(), (shapes, withCheaper) => {
    const tariff = tariffOf(withCheaper ? { ...shapes, cheaper } : shapes);
    // What the form would refuse (a package twice, for example) is not asked of the table either.
    if (!tariffAsk('EUR').safeParse(shapesOf(tariff)).success) return;
    const file = new TextDecoder().decode(writeTable(['what', 'value'], priceRows(tariff)));
    const { shapes: again, refused } = readPrices(rowsOf(file), 'EUR');
    assert.deepEqual(refused, []);
    assert.deepEqual(JSON.parse(JSON.stringify(again)), JSON.parse(JSON.stringify(shapesOf(tariff))));
  }), { numRuns: 300 });
});
test('each row that is refused says why, and with one refused nothing is taken', () => {
  const good = new TextDecoder().decode(writeTable(['what', 'value'], priceRows(tariffOf(halfHours))));
  const more = ['time.visit.first.price;dear', 'nonsense;1', 'travelForCredit;yes', '__proto__.polluted;1', 'cap.most.price;1'];
  const bad = readPrices(rowsOf(`${good}${more.join('\r\n')}\r\n`), 'EUR');
  assert.equal(bad.shapes, undefined);
  assert.deepEqual(bad.refused.map(({ what, says }) => [what, says]).toSorted(), [['__proto__.polluted', 'price-table.unknown'], ['cap.most.price', 'price-table.unknown'], ['nonsense', 'price-table.unknown'], ['time.visit.first.price', 'price-table.unreadable'], ['travelForCredit', 'price-table.twice']]);
  assert.equal(({} as { polluted?: string }).polluted, undefined);
  const short = readPrices(rowsOf('what;value\ntime.visit.first.minutes;60\ntime.visit.first.price;69\n'), 'EUR');
  assert.ok(short.refused.length > 0 && short.shapes === undefined, 'what is missing is said too');
});
