import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Actor, must, newId } from '#kernel';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Town, askerAt, near, seed, settle, townOn } from './test-town.ts';

let database: TestDatabase;
let town: Town;
before(async () => { database = await testDatabase(); town = townOn(database.url, '2026-11-23T05:00:00Z', 4); });
after(async () => { await town.pool.end(); await database.drop(); });

test('a firm that cannot come says so: free however late, told as such, the price stands and the time is free again; nobody else may', async () => {
  await settle(town, [near(1000, 1000)]);
  const asker = await askerAt(town, near(1500, 900));
  const times = () => town.works.looking(asker.by, (work) => town.booking.times(work, asker.quote));
  const [slot] = await times();
  assert.ok(slot);
  const visit = must(await town.works.inWork(asker.by, (work) => town.booking.book(work, { quote: asker.quote, slot: slot.key, expressRequest: true, termsHash: asker.version })));
  // Two hours before: the person would pay for a cancellation now.
  town.clock.set(visit.plannedStart.subtract({ hours: 2 }).toString());
  assert.ok(((await town.works.looking(asker.by, (work) => town.booking.feeFor(work, visit.id, 'cancel')))?.fee.cents ?? 0) > 0);
  const callOff = (by: Actor) => town.works.inWork(by, (work) => town.booking.callOff(work, { visit: visit.id, why: 'The van broke down.' }));
  const office = (provider: string): Actor => ({ kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], provider: provider as never });
  for (const by of [asker.by, office(newId('Provider')), { kind: 'visitor' } as Actor]) { const no = await callOff(by); assert.equal(!no.ok && no.error.kind, 'no-such-visit'); }
  const off = must(await callOff(office(visit.provider)));
  assert.deepEqual([off.state, off.fee], ['cancelled', undefined]);
  assert.ok(town.told.some((fact) => fact.fact === 'visit-cancelled' && (fact as { why?: string }).why === 'called-off'));
  const request = await town.works.looking(seed, (work) => town.booking.known.request(work, asker.request));
  assert.deepEqual([request?.state, request?.chosenQuote], ['quoted', asker.quote], 'the price stands');
  assert.ok((await times()).length > 0, 'another time can be taken');
  const again = await callOff(office(visit.provider));
  assert.equal(!again.ok && again.error.kind, 'visit-over');
});

test('once somebody may be at the door the visit itself says how it ended', async () => {
  const asker = await askerAt(town, near(1800, 700));
  const [slot] = await town.works.looking(asker.by, (work) => town.booking.times(work, asker.quote));
  assert.ok(slot);
  const visit = must(await town.works.inWork(asker.by, (work) => town.booking.book(work, { quote: asker.quote, slot: slot.key, expressRequest: true, termsHash: asker.version })));
  town.clock.set(visit.plannedStart.add({ minutes: 1 }).toString());
  const late = await town.works.inWork(seed, (work) => town.booking.callOff(work, { visit: visit.id, why: 'too late' }));
  assert.equal(!late.ok && late.error.kind, 'visit-over');
});
