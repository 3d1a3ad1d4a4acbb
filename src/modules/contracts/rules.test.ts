import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Country, money } from '#kernel';
import british from '../../../content/rules/contracts-gb.json' with { type: 'json' };
import french from '../../../content/rules/contracts-fr.json' with { type: 'json' };
import { doorTerms, groundsOn } from './at-the-door.ts';
import { dayIn, isHoliday } from './calendar.ts';
import { dutiesFor, keepYears } from './information.ts';
import { type Channel, type ContractRule, applies, contractRule, contractRulesFrom, undecided } from './rules.ts';
import { mayCallToSell } from './selling.ts';
import { type Agreed, mayWithdraw, owedFor, owedForDays, refundBy, rightOf } from './withdrawal.ts';

const book = contractRulesFrom({ FR: french, GB: british });
const law = { book, decided: undecided };
const CHECKED = '2026-11-23';
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text.includes('T') ? `${text}Z` : `${text}T10:00:00Z`);
const eur = (cents: number) => money(cents, 'EUR');

/** A law as it reads: the article of the rule that decided, with the day on which it was checked. */
function cites(article: string, fragment: string, checkedOn = CHECKED): void {
  assert.ok(article.includes(fragment), `(${article}) does not cite (${fragment})`);
  const rule = [...book.FR.rules, ...book.GB.rules].find((one) => one.article === article);
  assert.equal(rule?.checkedOn, checkedOn, `(${article}) was not checked on ${checkedOn}`);
}

type Row = readonly [country: Country, channel: Channel, agreed: string, informed: string | undefined, amount: number, urgent: 'urgent' | 'calm', extra: 'extra' | 'visit', lastDay: string, article: string, checkedOn: string];
const FR = 'L221-18';
const GB = 'SI 2013/3134 reg. 29';
const HOME = 'SI 2013/3134 reg. 27';
const LAST_DAYS: readonly Row[] = [
  ['FR', 'web', '2026-11-23', '2026-11-23', 9_900, 'calm', 'visit', '2026-12-07', FR, CHECKED],
  ['FR', 'phone', '2026-11-24', '2026-11-24', 9_900, 'calm', 'visit', '2026-12-08', FR, CHECKED],
  ['FR', 'at-home', '2026-11-24', '2026-11-24', 9_900, 'calm', 'extra', '2026-12-08', FR, CHECKED],
  ['FR', 'web', '2026-11-28', '2026-11-28', 9_900, 'calm', 'visit', '2026-12-14', FR, CHECKED],
  ['FR', 'web', '2026-11-29', '2026-11-29', 9_900, 'calm', 'visit', '2026-12-14', FR, CHECKED],
  ['FR', 'web', '2026-12-11', '2026-12-11', 9_900, 'calm', 'visit', '2026-12-28', FR, CHECKED],
  ['FR', 'phone', '2026-12-18', '2026-12-18', 9_900, 'calm', 'visit', '2027-01-04', FR, CHECKED],
  ['FR', 'web', '2027-03-15', '2027-03-15', 9_900, 'calm', 'visit', '2027-03-30', FR, CHECKED],
  ['FR', 'web', '2027-04-22', '2027-04-22', 9_900, 'calm', 'visit', '2027-05-07', FR, CHECKED],
  ['FR', 'at-home', '2027-05-03', '2027-05-03', 9_900, 'calm', 'extra', '2027-05-18', FR, CHECKED],
  ['FR', 'web', '2027-06-30', '2027-06-30', 9_900, 'calm', 'visit', '2027-07-15', FR, CHECKED],
  ['FR', 'web', '2027-10-18', '2027-10-18', 9_900, 'calm', 'visit', '2027-11-02', FR, CHECKED],
  ['FR', 'web', '2027-10-28', '2027-10-28', 9_900, 'calm', 'visit', '2027-11-12', FR, CHECKED],
  // Half past midnight in Paris is still the evening before in UTC: the day is the one on the wall.
  ['FR', 'web', '2026-11-23T23:30:00', '2026-11-23T23:30:00', 9_900, 'calm', 'visit', '2026-12-08', FR, CHECKED],
  // No threshold in France: one euro at the door can be withdrawn from.
  ['FR', 'at-home', '2026-11-24', '2026-11-24', 100, 'calm', 'extra', '2026-12-08', FR, CHECKED],
  ['FR', 'web', '2026-11-23', undefined, 9_900, 'calm', 'visit', '2027-12-07', FR, CHECKED],
  ['FR', 'phone', '2026-11-23', undefined, 9_900, 'calm', 'visit', '2027-12-07', FR, CHECKED],
  ['FR', 'at-home', '2026-11-23', undefined, 9_900, 'calm', 'extra', '2027-12-07', FR, CHECKED],
  ['FR', 'web', '2026-11-23', '2026-12-01', 9_900, 'calm', 'visit', '2026-12-15', FR, CHECKED],
  ['FR', 'web', '2026-11-23', '2026-12-05', 9_900, 'calm', 'visit', '2026-12-21', FR, CHECKED],
  ['FR', 'web', '2026-11-23', '2027-12-07', 9_900, 'calm', 'visit', '2027-12-21', FR, CHECKED],
  ['FR', 'web', '2026-11-23', '2027-12-08', 9_900, 'calm', 'visit', '2027-12-07', FR, CHECKED],
  ['FR', 'web', '2026-11-24', '2026-11-24', 9_900, 'urgent', 'visit', '2026-12-08', FR, CHECKED],
  ['FR', 'at-home', '2026-11-24', '2026-11-24', 9_900, 'urgent', 'visit', 'urgent-repair', 'L221-28 8°', CHECKED],
  ['FR', 'at-home', '2026-11-24', '2026-11-24', 9_900, 'urgent', 'extra', 'urgent-repair', 'L221-28 8°', CHECKED],
  ['GB', 'web', '2026-11-23', '2026-11-23', 9_900, 'calm', 'visit', '2026-12-07', GB, CHECKED],
  ['GB', 'phone', '2026-11-23', '2026-11-23', 9_900, 'calm', 'visit', '2026-12-07', GB, CHECKED],
  ['GB', 'at-home', '2026-11-23', '2026-11-23', 9_900, 'calm', 'extra', '2026-12-07', HOME, CHECKED],
  ['GB', 'web', '2026-11-28', '2026-11-28', 9_900, 'calm', 'visit', '2026-12-12', GB, CHECKED],
  ['GB', 'web', '2026-12-11', '2026-12-11', 9_900, 'calm', 'visit', '2026-12-25', GB, CHECKED],
  ['GB', 'web', '2026-11-23', undefined, 9_900, 'calm', 'visit', '2027-12-07', GB, CHECKED],
  ['GB', 'at-home', '2026-11-23', undefined, 9_900, 'calm', 'extra', '2027-12-07', HOME, CHECKED],
  ['GB', 'web', '2026-11-23', '2026-12-05', 9_900, 'calm', 'visit', '2026-12-19', GB, CHECKED],
  // Forty-two pounds count at the door only, and one penny more is above them.
  ['GB', 'at-home', '2026-11-23', '2026-11-23', 4_200, 'calm', 'extra', 'small-amount', HOME, CHECKED],
  ['GB', 'at-home', '2026-11-23', '2026-11-23', 4_201, 'calm', 'extra', '2026-12-07', HOME, CHECKED],
  ['GB', 'web', '2026-11-23', '2026-11-23', 4_200, 'calm', 'visit', '2026-12-07', GB, CHECKED],
  ['GB', 'phone', '2026-11-23', '2026-11-23', 4_200, 'calm', 'visit', '2026-12-07', GB, CHECKED],
  ['GB', 'at-home', '2026-11-23', '2026-11-23', 9_900, 'urgent', 'visit', 'urgent-repair', 'reg. 28(1)(e)', CHECKED],
  // What is sold on top during an urgent visit can be cancelled all the same.
  ['GB', 'at-home', '2026-11-23', '2026-11-23', 9_900, 'urgent', 'extra', '2026-12-07', HOME, CHECKED],
  ['GB', 'web', '2026-11-23', '2026-11-23', 9_900, 'urgent', 'visit', '2026-12-07', GB, CHECKED],
];

describe('until when one may withdraw', () => {
  for (const [country, channel, agreed, informed, amount, urgent, extra, lastDay, article, checkedOn] of LAST_DAYS) {
    test(`${country}, ${channel}, agreed ${agreed}, told ${informed ?? 'never'}, ${amount} cents, ${urgent}, ${extra}: ${lastDay} (${article})`, () => {
      const right = rightOf(law, { country, channel, agreedAt: at(agreed), amount, informedAt: informed === undefined ? undefined : at(informed), urgent: urgent === 'urgent', isExtra: extra === 'extra' });
      assert.equal(right.may ? right.lastDay.toString() : right.why, lastDay);
      cites(right.article, article, checkedOn);
    });
  }
});

type Late = readonly [country: Country, declared: string, performed: string | undefined, kept: 'both' | 'express' | 'nothing', answer: string, article: string, checkedOn: string];
const DECLARED: readonly Late[] = [
  ['FR', '2026-12-08T22:59:59', undefined, 'both', 'counts', FR, CHECKED],
  ['FR', '2026-12-08T23:00:00', undefined, 'both', 'too-late', FR, CHECKED],
  ['GB', '2026-12-08T23:59:59', undefined, 'both', 'counts', GB, CHECKED],
  ['GB', '2026-12-09T00:00:00', undefined, 'both', 'too-late', GB, CHECKED],
  ['FR', '2026-12-04', '2026-12-01', 'both', 'fully-performed', 'L221-28 1°', CHECKED],
  ['FR', '2026-12-04', '2026-12-01', 'express', 'counts', FR, CHECKED],
  ['FR', '2026-12-04', '2026-12-01', 'nothing', 'counts', FR, CHECKED],
  ['FR', '2026-12-04', '2026-12-05', 'both', 'counts', FR, CHECKED],
  ['GB', '2026-12-04', '2026-12-01', 'both', 'fully-performed', 'reg. 36(2)', CHECKED],
  ['GB', '2026-12-04', '2026-12-01', 'express', 'counts', GB, CHECKED],
];
describe('whether a declaration still counts', () => {
  for (const [country, declared, performed, kept, answer, article, checkedOn] of DECLARED) {
    test(`${country}, agreed 24 November, done ${performed ?? 'not yet'}, kept: ${kept}, declared ${declared}: ${answer} (${article})`, () => {
      const agreedAt = at('2026-11-24');
      const agreed: Agreed = { country, channel: 'web', agreedAt, amount: 9_900, informedAt: agreedAt, ...(kept === 'nothing' ? {} : { expressAt: agreedAt }), ...(kept === 'both' ? { acknowledgedAt: agreedAt } : {}) };
      const said = mayWithdraw(law, agreed, at(declared), performed === undefined ? undefined : at(performed));
      assert.equal(said.counts ? 'counts' : said.why, answer);
      cites(said.article, article, checkedOn);
    });
  }
});

type Door = readonly [country: Country, agreed: string, amount: number, ground: 'urgent-repair' | 'successive-service' | undefined, payable: string, article: string, checkedOn: string];
const DOORS: readonly Door[] = [
  ['FR', '2026-11-24', 3_500, undefined, '2026-12-02', 'L221-10', CHECKED],
  ['FR', '2026-11-24', 100_000, undefined, '2026-12-02', 'L221-10', CHECKED],
  ['FR', '2026-12-24', 3_500, undefined, '2027-01-01', 'L221-10', CHECKED],
  ['FR', '2026-11-24', 3_500, 'urgent-repair', 'at once', 'L221-10 4°', CHECKED],
  ['FR', '2026-11-24', 3_500, 'successive-service', 'no such ground', 'L221-10 2°', CHECKED],
  ['GB', '2026-11-24', 3_500, undefined, 'at once', '', CHECKED],
  ['GB', '2026-11-24', 100_000, undefined, 'at once', '', CHECKED],
  ['GB', '2026-11-24', 100_000, 'urgent-repair', 'no such ground', '', CHECKED],
];
describe('when extra work agreed at the door may be paid', () => {
  for (const [country, agreed, amount, ground, payable, article, checkedOn] of DOORS) {
    test(`${country}, agreed ${agreed}, ${amount} cents, ${ground ?? 'no ground'}: ${payable} ${article}`, () => {
      const terms = doorTerms(law, { country, agreedAt: at(agreed), amount, ground, startNow: true, informed: true });
      assert.equal(terms ? terms.payableFrom?.toString() ?? 'at once' : 'no such ground', payable);
      const said = terms?.waits?.article ?? terms?.exemption?.article;
      if (said !== undefined) cites(said, article, checkedOn);
    });
  }
  test('a ground that the operator has confirmed counts from then on, and is offered', () => {
    const decided = new Map([['fr-wait-successive', true]]);
    assert.deepEqual(groundsOn(law, 'FR', at('2026-11-24')).map(({ ground }) => ground), ['urgent-repair']);
    assert.deepEqual(groundsOn({ book, decided }, 'FR', at('2026-11-24')).map(({ ground }) => ground).toSorted(), ['successive-service', 'urgent-repair']);
    assert.equal(doorTerms({ book, decided }, { country: 'FR', agreedAt: at('2026-11-24'), amount: 100, ground: 'successive-service', startNow: true, informed: true })?.payableFrom, undefined);
  });
});

type Call = readonly [country: Country, when: string, consent: boolean, objected: boolean | undefined, running: boolean, answer: string, article: string, checkedOn: string];
const CALLS: readonly Call[] = [
  ['FR', '2026-08-10T09:00:00', false, false, false, 'may', 'as it stood', CHECKED],
  ['FR', '2026-08-10T09:00:00', false, undefined, false, 'list-not-checked', 'as it stood', CHECKED],
  ['FR', '2026-08-11T09:00:00', false, false, false, 'no-consent', 'loi 2025-594', CHECKED],
  ['FR', '2026-11-24T10:00:00', true, undefined, false, 'may', 'loi 2025-594', CHECKED],
  ['FR', '2026-11-24T10:00:00', false, undefined, true, 'may', 'loi 2025-594', CHECKED],
  ['FR', '2026-11-24T10:00:00', true, true, true, 'objected', 'loi 2025-594', CHECKED],
  ['FR', '2026-11-28T10:00:00', true, false, false, 'wrong-hour', 'D223-9', CHECKED],
  ['FR', '2026-11-24T12:30:00', true, false, false, 'wrong-hour', 'D223-9', CHECKED],
  ['FR', '2026-11-11T10:00:00', true, false, false, 'wrong-hour', 'D223-9', CHECKED],
  ['GB', '2026-11-24T10:00:00', false, false, false, 'may', 'reg. 21', CHECKED],
  ['GB', '2026-11-24T10:00:00', false, undefined, true, 'list-not-checked', 'reg. 21', CHECKED],
  ['GB', '2026-11-24T10:00:00', true, undefined, false, 'may', 'reg. 21', CHECKED],
  ['GB', '2026-11-24T10:00:00', true, true, false, 'objected', 'reg. 21', CHECKED],
];
describe('whether one may ring to sell', () => {
  for (const [country, when, consented, objected, aboutRunningContract, answer, article, checkedOn] of CALLS) {
    test(`${country}, ${when}, ${consented ? 'consent' : 'no consent'}, ${objected === undefined ? 'nobody looked' : objected ? 'said no' : 'on no list'}${aboutRunningContract ? ', running contract' : ''}: ${answer}`, () => {
      const said = mayCallToSell(law, { country, at: at(when), consented, objected, aboutRunningContract });
      assert.equal(said.may ? 'may' : said.why, answer);
      cites(said.article, article, checkedOn);
    });
  }
});

type Told = readonly [country: Country, channel: Channel, amount: number, medium: string, quote: 'quote' | 'no quote', early: 'any' | 'durable', article: string, checkedOn: string];
const TOLD: readonly Told[] = [
  ['FR', 'web', 9_999, 'durable-copy', 'quote', 'any', 'L221-5, L221-11', CHECKED],
  ['FR', 'phone', 10_000, 'durable-copy', 'quote', 'any', 'L221-5, L221-11', CHECKED],
  ['FR', 'at-home', 2_000, 'paper-or-agreed-durable', 'quote', 'durable', 'L221-8', CHECKED],
  ['GB', 'web', 100_000, 'durable-copy', 'no quote', 'any', 'reg. 13', CHECKED],
  ['GB', 'phone', 4_000, 'durable-copy', 'no quote', 'any', 'reg. 13', CHECKED],
  ['GB', 'at-home', 16_000, 'paper-or-agreed-durable', 'no quote', 'durable', 'reg. 10', CHECKED],
];
describe('what must be told, and on what', () => {
  for (const [country, channel, amount, medium, quote, early, article, checkedOn] of TOLD) {
    test(`${country}, ${channel}, ${amount} cents: ${medium}, ${quote}, early start on ${early} medium`, () => {
      const duties = dutiesFor(law, { country, channel, on: Temporal.PlainDate.from('2026-11-24'), amount });
      assert.deepEqual([duties.information.medium, duties.writtenQuote ? 'quote' : 'no quote', duties.earlyStart.medium], [medium, quote, early]);
      cites(duties.information.article, article, checkedOn);
    });
  }
  test('the French quote in writing begins at a hundred euros where the operator has ruled that the decree on repairs does not hold', () => {
    const ruled = { book, decided: new Map([['fr-repair-quote', false]]) };
    const of = (amount: number) => dutiesFor(ruled, { country: 'FR', channel: 'web', on: Temporal.PlainDate.from('2026-11-24'), amount }).writtenQuote;
    assert.equal(of(9_999), undefined);
    assert.match(of(10_000)?.says ?? '', /devis personnalisé/);
  });
  test('proof is kept five years in France, ten for what was ordered on the web from 120 euros, six in Britain', () => {
    const on = Temporal.PlainDate.from('2026-11-24');
    assert.deepEqual([['FR', 'web', 11_999], ['FR', 'web', 12_000], ['FR', 'phone', 12_000], ['GB', 'web', 12_000]].map(([country, channel, amount]) => keepYears(law, { country: country as Country, channel: channel as Channel, on, amount: Number(amount) })), [5, 10, 5, 6]);
    assert.equal(keepYears({ book, decided: new Map([['gb-keep', false]]) }, { country: 'GB', channel: 'web', on, amount: 1 }), 5);
  });
  test('the withdrawal function is due in France since 19 June 2026, and not before', () => {
    const on = (day: string) => contractRule({ ...law, country: 'FR', channel: 'web', on: Temporal.PlainDate.from(day) }, 'withdrawal-function')?.id;
    assert.deepEqual([on('2026-06-18'), on('2026-06-19')], [undefined, 'fr-withdrawal-function']);
  });
});

describe('what is owed after a withdrawal', () => {
  const agreedAt = at('2026-11-24');
  const kept = { expressAt: agreedAt, informedAt: agreedAt };
  test('the share of the work that was done, never more than the tariff asks for it', () => {
    assert.equal(owedFor(kept, eur(9_000), { minutes: 30, agreedMinutes: 90, byTariff: eur(6_500) }).cents, 3_000);
    assert.equal(owedFor(kept, eur(9_000), { minutes: 80, agreedMinutes: 90, byTariff: eur(7_000) }).cents, 7_000);
  });
  test('nothing without the stored request, nor where the right was never explained', () => {
    assert.equal(owedFor({ informedAt: agreedAt }, eur(9_000), { minutes: 30, agreedMinutes: 90, byTariff: eur(6_500) }).cents, 0);
    assert.equal(owedFor({ expressAt: agreedAt }, eur(9_000), { minutes: 30, agreedMinutes: 90, byTariff: eur(6_500) }).cents, 0);
  });
  test('a subscription is paid for the days that it was there', () => {
    assert.equal(owedForDays(eur(3_650), 10, 365).cents, 100);
    assert.equal(owedForDays(eur(3_650), 400, 365).cents, 3_650);
    assert.equal(owedForDays(eur(3_650), -1, 365).cents, 0);
  });
  test('whatever was done, it is never below nothing, nor above the price, nor above the tariff', () => {
    fc.assert(fc.property(fc.nat(100_000), fc.nat(1_000), fc.integer({ min: 1, max: 1_000 }), fc.nat(100_000), (price, minutes, agreedMinutes, byTariff) => {
      const owed = owedFor(kept, eur(price), { minutes, agreedMinutes, byTariff: eur(byTariff) }).cents;
      assert.ok(owed >= 0 && owed <= price && owed <= byTariff);
    }));
  });
  test('money goes back within fourteen days of the declaration', () => {
    for (const country of ['FR', 'GB'] as const) assert.equal(refundBy(law, { country, channel: 'web', agreedAt }, at('2026-12-04')).toString(), '2026-12-18');
  });
});

describe('the rules as data', () => {
  const all: readonly ContractRule[] = [...book.FR.rules, ...book.GB.rules];
  test('each has one id, its article, its source and the day it was checked', () => {
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
    for (const rule of all) assert.match(rule.checkedOn, /^2026-/, rule.id);
  });
  test('the operator decides of what is not confirmed, and of nothing else', () => {
    for (const rule of all) {
      assert.equal(applies(rule, new Map([[rule.id, false]])), rule.confirmed, rule.id);
      assert.equal(applies(rule, new Map([[rule.id, true]])), true, rule.id);
    }
  });
  test('a rule without its article, or one that is unsure and does not say what holds meanwhile, does not come in', () => {
    const broken = (more: object) => ({ ...french, rules: [{ ...french.rules[0], ...more }] });
    assert.throws(() => contractRulesFrom({ FR: broken({ article: '' }), GB: british }), /not whole/);
    assert.throws(() => contractRulesFrom({ FR: broken({ confirmed: false }), GB: british }), /not whole/);
    assert.throws(() => contractRulesFrom({ FR: broken({ what: 'withdrawl' }), GB: british }), /not whole/);
  });
  test('holidays that move with Easter, and the Mondays of Britain', () => {
    const is = (country: Country, day: string) => isHoliday(book[country], Temporal.PlainDate.from(day));
    assert.deepEqual(['2026-04-06', '2026-05-14', '2026-05-25', '2027-03-29', '2026-11-24'].map((day) => is('FR', day)), [true, true, true, true, false]);
    assert.deepEqual(['2026-04-03', '2026-05-04', '2026-05-25', '2026-08-31', '2026-08-24'].map((day) => is('GB', day)), [true, true, true, true, false]);
    assert.equal(dayIn(at('2026-11-23T23:30:00'), 'FR').toString(), '2026-11-24');
  });
  test('a rule that is over holds no more, even where no other follows it', () => {
    const alone = { ...book, FR: { ...book.FR, rules: book.FR.rules.filter(({ id }) => id !== 'fr-sales-call') } };
    const on = (day: string) => contractRule({ book: alone, decided: undecided, country: 'FR', channel: 'phone', on: Temporal.PlainDate.from(day) }, 'sales-call')?.id;
    assert.deepEqual([on('2026-08-10'), on('2026-08-11')], ['fr-sales-call-list', undefined]);
  });
  test('the table has more than sixty rows', () => {
    assert.ok(LAST_DAYS.length + DECLARED.length + DOORS.length + CALLS.length + TOLD.length > 60);
  });
});
