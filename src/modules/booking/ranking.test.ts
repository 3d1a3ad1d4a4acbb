import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TechnicianId } from '#kernel';
import type { Offer } from './day.ts';
import { slotsFrom } from './ranking.ts';

const [ines, samira] = ['tec_00000000000000000000000001', 'tec_00000000000000000000000002'] as [TechnicianId, TechnicianId];
const at = (hour: number) => { const from = Temporal.Instant.from('2026-11-24T07:30:00Z').add({ hours: hour }); return { from, until: from.add({ hours: 1 }) }; };
const offer = (technician: TechnicianId, hour: number, cost: number, metres: number): Offer => ({ technician, window: at(hour), cost, metres });
const asked = (known: readonly TechnicianId[] = []) => ({ known, suits: new Map<TechnicianId, number>(), nameOf: (id: TechnicianId) => (id === ines ? 'Inès C.' : 'Samira B.'), terms: 'v', cheaperAt: () => undefined });

test('the leaf is on the times that add the least driving, and says how much less than is usual', () => {
  // Inès lives far away and drives past; Samira lives next door. What counts is what is driven more.
  const slots = slotsFrom([offer(ines, 0, 900, 9_000), offer(samira, 1, 300, 1_000), offer(ines, 2, 1_500, 12_000), offer(ines, 3, 1_600, 14_000), offer(samira, 4, 700, 6_500)], asked(), {});
  assert.deepEqual(slots.map(({ green }) => green), [false, true, false, false, true]);
  assert.deepEqual(slots.map(({ saves }) => saves), [undefined, 8_000, undefined, undefined, 2_500]);
});

test('where all times add about as much nothing is marked', () => {
  assert.ok(slotsFrom([0, 1, 2, 3].map((hour) => offer(ines, hour, 500, 4_000 + 300 * hour)), asked(), {}).every(({ green }) => !green));
});

test('ranked by cost, nothing cheaper stands below anything dearer, save who has been there before; soonest first otherwise; who has been there first when that is wished', () => {
  const some = fc.array(fc.record({ who: fc.constantFrom(ines, samira), hour: fc.nat(40), cost: fc.nat(5_000), metres: fc.nat(30_000) }), { maxLength: 60 });
  fc.assert(fc.property(some, fc.boolean(), (all, isKnown) => {
    const offers = all.map(({ who, hour, cost, metres }) => offer(who, hour, cost, metres));
    const known = isKnown ? [samira] : [];
    const costOf = (slot: { cost: number; again: boolean }) => slot.cost - (slot.again ? 1_000 : 0);
    const byCost = slotsFrom(offers, asked(known), { order: 'cost' });
    byCost.slice(1).forEach((slot, i) => { const before = byCost[i]; assert.ok(before && costOf(before) <= costOf(slot)); });
    const byTime = slotsFrom(offers, asked(known), {});
    byTime.slice(1).forEach((slot, i) => { const before = byTime[i]; assert.ok(before && Temporal.Instant.compare(before.promisedFrom, slot.promisedFrom) <= 0); });
    const wished = slotsFrom(offers, asked(known), { again: true }).map(({ again }) => again);
    assert.deepEqual(wished, wished.toSorted((a, b) => Number(b) - Number(a)));
    // Each hour is there with the cheapest who can come, and no third time.
    for (const [hour, same] of Map.groupBy(byTime, (slot) => slot.promisedFrom.epochMilliseconds)) {
      const least = Math.min(...offers.filter(({ window }) => window.from.epochMilliseconds === hour).map(({ cost }) => cost));
      assert.ok(same.some(({ cost }) => cost === least) && same.length <= 2 && same.filter(({ again }) => !again).length <= 1);
    }
  }));
});
