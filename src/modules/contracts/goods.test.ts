import assert from 'node:assert/strict';
import { test } from 'node:test';
import british from '../../../content/rules/contracts-gb.json' with { type: 'json' };
import french from '../../../content/rules/contracts-fr.json' with { type: 'json' };
import { doorTerms } from './at-the-door.ts';
import { goodsRules } from './goods.ts';
import { contractRulesFrom, undecided } from './rules.ts';

const book = contractRulesFrom({ FR: french, GB: british });
const today = Temporal.PlainDate.from('2026-11-24');

test('what is asked ahead, how long an offer binds and when somebody is reminded is a rule of the country, with its article and the day it was checked', () => {
  for (const country of ['FR', 'GB'] as const) {
    const rules = goodsRules({ book, decided: undecided }, country, today);
    assert.equal(rules.deposit?.value, 5_000);
    assert.equal(rules.repairOffer?.value, 30);
    assert.deepEqual(rules.notFetched?.value, { remindDays: 30, days: 365 });
    for (const rule of [rules.deposit, rules.partLate, rules.repairOffer, rules.diagnosisFee, rules.notFetched]) {
      const own = book[country].rules.find(({ article }) => article === rule?.article);
      assert.ok(own, `${country}: ${rule?.article}`);
      assert.equal(own.checkedOn, '2026-11-23');
      assert.equal(rule?.confirmed, false, 'none of them was seen in the text in force');
    }
  }
});

test('where the operator says that a rule does not hold, the careful side counts: no deposit and no fee for looking', () => {
  const rules = goodsRules({ book, decided: new Map([['fr-deposit', false], ['fr-diagnosis-fee', false]]) }, 'FR', today);
  assert.equal(rules.deposit, undefined);
  assert.equal(rules.diagnosisFee, undefined);
  assert.notEqual(goodsRules({ book, decided: new Map([['fr-deposit', false]]) }, 'GB', today).deposit, undefined);
});

test('a repair agreed to from home, while the device is in the workshop, is a contract at a distance: its money need not wait in France', () => {
  const agreedAt = Temporal.Instant.from('2026-11-24T10:00:00Z');
  const door = { country: 'FR', agreedAt, amount: 9_000, startNow: true, informed: true } as const;
  assert.equal(doorTerms({ book, decided: undecided }, door)?.payableFrom?.toString(), '2026-12-02');
  assert.equal(doorTerms({ book, decided: undecided }, { ...door, channel: 'web' })?.payableFrom, undefined);
});
