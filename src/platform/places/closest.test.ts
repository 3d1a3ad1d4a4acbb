import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { closest, lettersApart } from './closest.ts';
import { cellsOf } from './formats.ts';
import { readings, streetKey, townKey } from './keys.ts';

test('two swapped neighbours are one wrong letter', () => {
  assert.equal(lettersApart('liberte', 'libetre', 2), 1);
  assert.equal(lettersApart('rue', 'route', 2), 2);
  assert.equal(lettersApart('rue', 'boulevard', 2), 3);
});

test('letters apart is the same both ways, and nothing from itself', () => {
  fc.assert(fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
    assert.equal(lettersApart(a, b, 20), lettersApart(b, a, 20));
    assert.equal(lettersApart(a, a, 20), 0);
    assert.equal(lettersApart(a, b, 2), Math.min(3, lettersApart(a, b, 20)));
  }));
});

test('two streets equally near are none', () => {
  assert.equal(closest('rue moulins', ['rue moulina', 'rue moulint']), undefined);
  assert.equal(closest('rue moulin', ['rue moulina', 'rue haute']), 'rue moulina');
  assert.equal(closest('buffon', ['rue buffon', 'rue basse']), 'rue buffon');
  assert.equal(closest('buffon', ['rue buffon', 'place buffon']), undefined);
});

test('streets are heard alike however they are shortened', () => {
  for (const [a, b] of [['Bd du Gal de Gaulle', 'boulevard du général De Gaulle'], ['12 av. St-Jean', '12 Avenue Saint Jean'], ['R. de l’Église', 'rue église'], ['Ch. des Vignes', 'CHEMIN DES VIGNES']] as const) {
    assert.equal(streetKey(a.replace('12 ', ''), 'FR'), streetKey(b.replace('12 ', ''), 'FR'));
  }
  for (const [a, b] of [["St. Mary's St.", 'Saint Marys Street'], ['Station Rd', 'STATION ROAD'], ['The Leazes', 'Leazes'], ['Park Ave.', 'Park Avenue']] as const) {
    assert.equal(streetKey(a, 'GB'), streetKey(b, 'GB'));
  }
  assert.equal(townKey('ST-JEAN-DE-LOSNE CEDEX 02', 'FR'), townKey('Saint-Jean-de-Losne', 'FR'));
});

test('a line is read with its house number wherever that stands', () => {
  const likeliest = (line: string): unknown => readings(line)[0];
  assert.deepEqual(likeliest('12 bis, rue Haute'), { number: '12bis', street: 'rue Haute' });
  assert.deepEqual(likeliest('n° 4 B rue Haute'), { number: '4b', street: 'rue Haute' });
  assert.deepEqual(likeliest('Résidence du Lac, 8-10 rue Haute'), { number: '8', street: 'rue Haute' });
  assert.deepEqual(likeliest('Flat 2a, 14 High Street'), { number: '14', street: 'High Street' });
  assert.deepEqual(likeliest('Porte Guillaume'), { number: '', street: 'Porte Guillaume' });
  assert.deepEqual(readings(''), []);
});

test('reading any line ends and throws nothing', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (line) => { for (const { street } of readings(line)) streetKey(street, 'FR'); }));
});

test('a cell in quotation marks may hold the separator and quotation marks', () => {
  assert.deepEqual(cellsOf('a,"b, ""c""",d', ','), ['a', 'b, "c"', 'd']);
});
