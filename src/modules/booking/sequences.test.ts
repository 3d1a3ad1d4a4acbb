import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { must } from '#kernel';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { Appointment } from './appointment.ts';
import { faultsIn } from './test-judge.ts';
import { type Asker, type Town, askerAt, near, settle, townOn } from './test-town.ts';

/** The first times of the list among which everybody chooses: about one day, so that it fills up and the choices meet. */
const CROWDED = 8;
let database: TestDatabase;
let town: Town;
before(async () => { database = await testDatabase(); town = townOn(database.url, '2026-11-23T05:00:00Z'); });
after(async () => { await town.pool.end(); await database.drop(); });

type Step = { what: 'hold' | 'book' | 'move' | 'cancel' | 'wait'; who: number; pick: number };
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('hold' as const, 'book' as const, 'book' as const, 'book' as const, 'move' as const, 'cancel' as const, 'wait' as const), who: fc.nat(7), pick: fc.nat(200),
});

type Turn = Readonly<{ asker: Asker; pick: number; has: { visit?: Appointment } }>;
const among = <S extends { key: string }>(slots: readonly S[], pick: number): string | undefined => slots[pick % Math.max(1, Math.min(slots.length, CROWDED))]?.key;
const free = async ({ asker, pick }: Turn) => among(await town.works.looking(asker.by, (work) => town.booking.times(work, asker.quote)), pick);

async function change({ asker, pick, has }: Turn, what: 'move' | 'cancel'): Promise<void> {
  const { works, booking } = town;
  const own = has.visit;
  const fee = own && (await works.looking(asker.by, (work) => booking.feeFor(work, own.id)))?.fee;
  if (!own || !fee) return;
  if (what === 'cancel') { has.visit = must(await works.inWork(asker.by, (work) => booking.cancelVisit(work, { visit: own.id, fee }))); return; }
  const slot = among(await works.looking(asker.by, (work) => booking.timesToMove(work, own.id)), pick);
  if (slot !== undefined) has.visit = must(await works.inWork(asker.by, (work) => booking.moveVisit(work, { visit: own.id, slot, fee })));
}

const PLAY: Record<Step['what'], (turn: Turn) => Promise<void>> = {
  wait: async ({ pick }) => { town.clock.pass({ minutes: pick % 25 }); },
  async hold(turn) {
    const slot = await free(turn);
    if (slot !== undefined) await town.works.inWork(turn.asker.by, (work) => town.booking.hold(work, { quote: turn.asker.quote, slot }));
  },
  async book(turn) {
    const { asker, has } = turn;
    const slot = await free(turn);
    if (slot === undefined) return;
    const answer = await town.works.inWork(asker.by, (work) => town.booking.book(work, { quote: asker.quote, slot, expressRequest: true, termsHash: asker.version }));
    assert.ok(answer.ok || answer.error.kind === 'already-booked', `offered to them alone, and refused: ${JSON.stringify(answer)}`);
    if (answer.ok) has.visit = answer.value;
  },
  move: (turn) => change(turn, 'move'),
  cancel: (turn) => change(turn, 'cancel'),
};

test('no sequence of holding, booking, moving and cancelling makes a day that cannot be driven, or gives a time twice', async () => {
  const TODAY = Temporal.PlainDate.from('2026-11-23');
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 16, maxLength: 30 }), fc.array(fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 })), { minLength: 8, maxLength: 8 }), async (steps, places) => {
    town.clock.set('2026-11-23T05:00:00Z');
    await town.pool.query("delete from booking.cells; delete from booking.holds; update booking.visits set state = 'cancelled' where state = 'booked'; update technicians.technicians set standing = 'suspended', suspended_why = 'another run'");
    const technicians = await settle(town, [near(0, 0), near(-5000, 4000)].slice(0, 1 + (steps.length % 2)));
    const askers: Asker[] = [];
    for (const [east, north] of places) askers.push(await askerAt(town, near(east, north)));
    const has = askers.map((): { visit?: Appointment } => ({}));
    for (const each of steps) {
      const [asker, own] = [askers[each.who], has[each.who]];
      assert.ok(asker && own);
      await PLAY[each.what]({ asker, pick: each.pick, has: own });
      assert.deepEqual(await faultsIn(town, technicians, TODAY, TODAY.add({ days: 30 })), [], JSON.stringify(each));
    }
  }), { numRuns: 5, endOnFailure: true });
});
