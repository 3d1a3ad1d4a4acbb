import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Money, must, newId, sum } from '#kernel';
import services from '../../../content/services.json' with { type: 'json' };
import frenchRules from '../../../content/rules/fr.json' with { type: 'json' };
import britishRules from '../../../content/rules/gb.json' with { type: 'json' };
import { byTheMinute, callOut, capped, halfHours, quarters, scopeOf, tariffOf, taskOf, termsOf } from '../../../test/golden/tariffs.ts';
import { tariffAsk } from './asks.ts';
import { catalogueFrom } from './catalogue.ts';
import { creditFor, creditRuleFor } from './credit.ts';
import { draft, says } from './draft.ts';
import { linesFor } from './lines.ts';
import { price } from './price.ts';
import { ruleBookFrom } from './rules.ts';
import type { Scope } from './scope.ts';
import type { PackagePrice, Tariff } from './tariff.ts';

const shelf = { catalogue: catalogueFrom(services), rules: ruleBookFrom({ FR: frenchRules, GB: britishRules }) };
const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const quote = (tariff: Tariff, scope: Scope, terms = termsOf(tariff)) => must(price(shelf, { tariff, provider: terms, scope, now, id: newId('Quote'), version: 'v' }));
const at = (tariff: Tariff, scope: Scope) => Object.fromEntries(must(linesFor(tariff, scope, 'expected', shelf.catalogue)).map((line) => [line.slot, line.gross.cents]));

describe('a tariff', () => {
  test('counts started quarters after a first hour that cannot be divided', () => {
    const tariff = tariffOf(quarters);
    // 61 minutes: 69.00 + one started quarter at 60.00 an hour = 15.00; travel within 20 km is included.
    assert.deepEqual(at(tariff, scopeOf([taskOf('email-problem', 61, 61)], [tariff])), { 'time.first': 6900, 'time.more': 1500, travel: 0 });
    assert.deepEqual(at(tariff, scopeOf([taskOf('email-problem', 5, 5)], [tariff])), { 'time.first': 6900, travel: 0 });
  });
  test('does not come beyond the radius that it includes', () => {
    const tariff = tariffOf(quarters);
    const answer = linesFor(tariff, scopeOf([taskOf('email-problem', 60, 60)], [tariff], 20_001), 'expected', shelf.catalogue);
    assert.equal(!answer.ok && answer.error.kind, 'too-far');
  });
  test('charges the first block and the travel once for several tasks', () => {
    const tariff = tariffOf(halfHours);
    // 40 + 45 + 5 unattended = 90 minutes: 20.00 + two half-hours at 20.00; zone to 9 km: 10.00.
    const tasks = [taskOf('email-problem', 40, 60), taskOf('printer-problem', 45, 60, { unattended: { expected: 5, worst: 5 } })];
    assert.deepEqual(at(tariff, scopeOf(tasks, [tariff])), { 'time.first': 2000, 'time.more': 4000, travel: 1000 });
  });
  test('stops at its cap and says what it takes off', () => {
    const tariff = tariffOf(halfHours);
    // 180 minutes: 20.00 + five half-hours = 120.00, at most 80.00, so 40.00 go off.
    assert.deepEqual(at(tariff, scopeOf([taskOf('email-problem', 180, 180)], [tariff], 9_001)), { 'time.first': 2000, 'time.more': 10_000, travel: 2000, cap: -4000 });
  });
  test('caps work and travel together', () => {
    const tariff = tariffOf(capped, 'GB');
    // 12 km, 20 minutes one way: (12-2)/12 of 40 minutes = 33.3, started fives: 35 at 24.00 an hour = 14.00.
    // 150 minutes: 25.00 + 30 at 45.00 an hour = 47.50; 61.50 in all, so 11.50 go off.
    assert.deepEqual(at(tariff, scopeOf([taskOf('email-problem', 150, 150)], [tariff], 12_000)), { 'time.first': 2500, 'time.more': 2250, travel: 1400, cap: -1150 });
  });
  test('counts minutes one by one without losing a cent, tops up to its least price, and keeps unattended minutes apart', () => {
    const tariff = tariffOf(byTheMinute);
    // 20 minutes: 1.17 + 19 minutes at 69.84 an hour = 22.116, so 22.12; 16 unattended minutes are two quarters at 3.00.
    // 1.17 + 22.12 + 6.00 = 29.29; the least price is 35.00, so 5.71 more. 8.2 km: four started kilometres beyond five.
    const tasks = [taskOf('email-problem', 20, 20, { unattended: { expected: 16, worst: 16 } })];
    assert.deepEqual(at(tariff, scopeOf(tasks, [tariff], 8_200)), { 'time.first': 117, 'time.more': 2212, 'time.alone': 600, minimum: 571, travel: 400 });
    assert.equal(at(tariff, scopeOf(tasks, [tariff], 80_000))['travel'], 2500, 'travel has a most');
  });
  test('asks a call-out and miles beyond a radius, and more out of hours', () => {
    const tariff = tariffOf(callOut, 'GB');
    // 20 km = 3,907 m beyond ten miles: three started miles at 1.20.
    assert.deepEqual(at(tariff, scopeOf([taskOf('email-problem', 70, 70)], [tariff], 20_000, { when: 'out-of-hours' })), { 'time.first': 3500, 'time.more': 1750, surcharge: 5000, 'travel.call': 1250, travel: 360 });
    // The weekend is a tenth of the work: 35.00 + 17.50 = 52.50, so 5.25.
    assert.equal(at(tariff, scopeOf([taskOf('email-problem', 70, 70)], [tariff], 20_000, { when: 'weekend' }))['surcharge'], 525);
  });
  test('has a price of its own for remote help, without travel, and no price for a way it does not offer', () => {
    const tariff = tariffOf(callOut, 'GB');
    assert.deepEqual(at(tariff, scopeOf([taskOf('email-problem', 45, 45)], [tariff], 20_000, { way: 'remote' })), { 'time.first': 1750, 'time.more': 1750 });
    const lesson = linesFor(tariff, scopeOf([taskOf('how-to-lesson', 45, 45)], [tariff], 20_000, { way: 'lesson' }), 'expected', shelf.catalogue);
    assert.equal(!lesson.ok && lesson.error.kind, 'way-not-offered');
  });
  test('sells a package at one price, each further device, and time beyond it; travel can be inside', () => {
    const tariff = tariffOf(quarters);
    const task = taskOf('new-device-setup', 160, 200, { devices: { expected: 3, worst: 3 } });
    // 112.00 + 2 × 20.00 + ten minutes beyond 150, one started quarter: 15.00.
    assert.deepEqual(at(tariff, scopeOf([task], [tariff], 12_000)), { [`package.${task.task}`]: 11_200, [`package.${task.task}.more`]: 4000, 'time.over': 1500, travel: 0 });
  });
  test('lets a package bring its travel with it', () => {
    const withTravel = { ...halfHours, packages: [{ service: 'backup-setup', ways: ['visit' as const], price: halfHours.missedVisit, travelIncluded: true }] };
    const [tariff, other] = [tariffOf(withTravel), tariffOf({ ...withTravel, packages: [{ ...withTravel.packages[0], travelIncluded: false } as PackagePrice] })];
    assert.equal(at(tariff, scopeOf([taskOf('backup-setup', 60, 60)], [tariff]))['travel'], 0);
    assert.equal(at(other, scopeOf([taskOf('backup-setup', 60, 60)], [other]))['travel'], 1000);
  });
  test('is never guessed for a home that has no place', () => {
    const tariff = tariffOf(quarters);
    const answer = linesFor(tariff, { ...scopeOf([taskOf('email-problem', 60, 60)], [tariff]), travel: {} }, 'expected', shelf.catalogue);
    assert.equal(!answer.ok && answer.error.kind, 'not-placed');
  });
  test('of the five examples passes its own check, and a wrong currency does not', () => {
    for (const shapes of [quarters, halfHours, byTheMinute]) assert.equal(tariffAsk('EUR').safeParse(shapes).success, true);
    for (const shapes of [callOut, capped]) assert.equal(tariffAsk('GBP').safeParse(shapes).success, true);
    assert.equal(tariffAsk('GBP').safeParse(quarters).success, false);
  });
});

describe('a quote', () => {
  test('carries the worst case beside the likely one, and its ceiling is the sum of those', () => {
    const tariff = tariffOf(halfHours);
    const { catalogue } = shelf;
    const task = taskOf('slow-or-freezing', 60, 100, { items: catalogue.needsOf('slow-or-freezing') });
    const made = quote(tariff, scopeOf([task], [tariff]));
    // Likely: 20 + 20 + travel 10 = 50.00. Worst: 100 minutes = 20 + 3 × 20 = 80.00, travel 10, a disk at 60.00 + 10 % = 66.00: 156.00.
    assert.equal(made.expected.cents, 5000);
    assert.equal(made.ceiling.cents, 15_600);
    assert.deepEqual(made.lines.map((line) => [line.kind, line.gross.cents, line.worst.gross.cents]), [['labour', 2000, 2000], ['labour', 2000, 6000], ['travel', 1000, 1000], ['parts', 0, 6600]]);
    assert.ok(made.dearerWhen.some(({ key }) => key === 'pricing.dearer-perhaps'));
  });
  test('adds what renews over one and two years, with the dearer second year', () => {
    const tariff = tariffOf(callOut, 'GB');
    const need = (item: string, kind: 'subscription' | 'backup-security') => ({ item, kind, quantity: { expected: 1, worst: 1 } });
    const task = taskOf('new-device-setup', 60, 60, { items: [need('antivirus-1-device', 'subscription'), need('cloud-storage-200gb', 'subscription')] });
    const made = quote(tariff, scopeOf([task], [tariff], 5_000));
    // Today: 35.00 + 12.50 + 20.00 (first year) + 2.49 (first month) = 69.99.
    assert.equal(made.expected.cents, 6999);
    // 12 months: 47.50 + 20.00 + 12 × 2.49 = 97.38. 24 months: 47.50 + 20.00 + 45.00 + 24 × 2.49 = 172.26.
    assert.equal(made.after12.cents, 9738);
    assert.equal(made.after24.cents, 17_226);
    const renewals = made.lines.flatMap((line) => (line.every === 'once' ? [] : [line.renewsOn.toString()]));
    assert.deepEqual(renewals, ['2027-11-23', '2026-12-23']);
  });
  test('contains VAT of a registered provider, once on the sum; none of one that is not', () => {
    const tariff = tariffOf(quarters);
    const scope = scopeOf([taskOf('email-problem', 61, 61)], [tariff]);
    // 84.00 all-in at 20 %: 70.00 + 14.00.
    assert.deepEqual(quote(tariff, scope).vat.map(({ basisPoints, net, vat }) => [basisPoints, net.cents, vat.cents]), [[2000, 7000, 1400]]);
    const small = quote(tariff, scope, termsOf(tariff, { vat: { registered: false, mention: 'TVA non applicable, art. 293 B du CGI' } }));
    assert.deepEqual(small.vat.map(({ basisPoints, vat }) => [basisPoints, vat.cents]), [[0, 0]]);
    assert.equal(small.expected.cents, 8400, 'the all-in price does not change');
  });
  test('shows a tax credit for eligible work at home of a declared provider only, never for parts, and never takes it off', () => {
    const tariff = tariffOf({ ...halfHours, travelForCredit: true });
    const task = taskOf('backup-setup', 60, 60, { items: [{ kind: 'parts', item: 'external-drive-1tb', quantity: { expected: 1, worst: 1 } }] });
    const scope = scopeOf([task], [tariff]);
    const declared = quote(tariff, scope, termsOf(tariff, { sapNumber: 'SAP123456789' }));
    // Work 40.00 + travel 10.00 = 50.00 eligible; half of it is 25.00. The disk (65.00 + 10 % = 71.50) earns nothing.
    assert.equal(declared.credit?.cents, 2500);
    assert.equal(declared.expected.cents, 12_150);
    assert.equal(quote(tariff, scope).credit, undefined, 'not declared');
    assert.equal(quote(tariff, { ...scope, way: 'remote' }, termsOf(tariff, { sapNumber: 'SAP123456789' })).credit, undefined, 'not at home');
    const own = tariffOf({ ...halfHours, travelForCredit: false }, 'FR', tariff.provider);
    assert.equal(quote(own, scope, termsOf(own, { sapNumber: 'SAP123456789' })).credit?.cents, 2000, 'the provider leaves travel out');
  });
  test('gives no tax credit for anything sold, whatever kind it is called', () => {
    const about = { country: 'FR', way: 'visit', day: Temporal.PlainDate.from('2026-11-23'), declared: true, travelForCredit: true } as const;
    const rule = creditRuleFor(shelf.rules, about);
    const work = draft({ slot: 'x', kind: 'backup-security', unit: 'piece', quantity: 1, unitPrice: halfHours.missedVisit, says: says('kind-labour'), about: [{ leaf: 'backup-setup', weight: 1 }] });
    assert.equal(creditFor(rule, about, work)?.eligible.cents, 2000);
    assert.equal(creditFor(rule, about, { ...work, item: 'safe' }), undefined);
    assert.equal(creditRuleFor(shelf.rules, { ...about, country: 'GB' }), undefined);
    assert.equal(creditRuleFor(shelf.rules, { ...about, day: Temporal.PlainDate.from('2017-12-31') }), undefined, 'before the rule');
  });
  test('shares one first block between eligible and other work by their minutes', () => {
    const tariff = tariffOf(quarters);
    const tasks = [taskOf('email-problem', 40, 40), taskOf('laptop-battery-charging', 20, 20)];
    const made = quote(tariff, scopeOf(tasks, [tariff]), termsOf(tariff, { sapNumber: 'SAP123456789' }));
    // 69.00 for the hour, two thirds of it eligible: 46.00; half of that: 23.00.
    assert.deepEqual(made.lines[0]?.credit, { rule: 'fr-sap-it-help', eligible: { cents: 4600, currency: 'EUR' }, amount: { cents: 2300, currency: 'EUR' } });
    assert.equal(made.credit?.cents, 2300);
  });
  test('asks the deposit that the tariff says, on parts only', () => {
    const tariff = tariffOf(halfHours);
    const task = taskOf('backup-setup', 60, 60, { items: [{ kind: 'parts', item: 'external-drive-1tb', quantity: { expected: 1, worst: 1 } }] });
    assert.equal(quote(tariff, scopeOf([task], [tariff])).deposit?.cents, 3575);
  });
  test('adds up: the VAT shares are the expected total', () => {
    const tariff = tariffOf(byTheMinute);
    const made = quote(tariff, scopeOf([taskOf('email-problem', 47, 93)], [tariff], 13_337));
    const total = (amounts: readonly Money[]): number => sum(amounts, 'EUR').cents;
    assert.equal(total(made.vat.flatMap(({ net, vat }) => [net, vat])), made.expected.cents);
  });
});
