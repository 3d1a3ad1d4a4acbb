import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { must } from '#kernel';
import { type Booked, type TrustTown, openTrustTown } from './test-town.ts';

let town: TrustTown;
before(async () => { town = await openTrustTown('2026-11-24T07:00:00Z', 2, ['visit-started', 'technician-arrived', 'door-code-wrong', 'visit-frozen']); });
after(async () => { await town.close(); });
const by = (booked: Booked) => town.helpers.find(({ id }) => id === booked.visit.technician)?.by ?? { kind: 'visitor' as const };
const tell = (booked: Booked, happenings: Parameters<TrustTown['app']['visits']['tellLater']>[1]['happenings']) => town.ground.works.inWork(by(booked), (work) => town.app.visits.tellLater(work, { visit: booked.visit.id, happenings }));
const id = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

test('what happened without signal is told once, however often it is sent, at the time when it happened', async () => {
  const booked = await town.booked();
  const at = booked.visit.promisedFrom;
  town.itIs(at.add({ minutes: 50 }));
  town.told.length = 0;
  const wrong = booked.code === '1111' ? '2222' : '1111';
  const happenings = [{ id: id(1), kind: 'arrived', at }, { id: id(2), kind: 'code', code: wrong, at: at.add({ minutes: 1 }) }, { id: id(3), kind: 'code', code: booked.code, at: at.add({ minutes: 2 }) }] as const;
  const first = must(await tell(booked, happenings));
  assert.deepEqual(first.came.map(({ came }) => came), ['arrived', 'wrong', 'right']);
  assert.equal(first.record.startedAt?.toString(), at.add({ minutes: 2 }).toString());
  const again = must(await tell(booked, happenings));
  assert.deepEqual(again.came, first.came);
  assert.deepEqual(['technician-arrived', 'door-code-wrong', 'visit-started'].map((name) => town.told.filter(({ fact }) => fact === name).length), [1, 1, 1]);
  const { rows } = await town.ground.pool.query('select * from visits.told_later');
  assert.ok(!JSON.stringify(rows).includes(booked.code), 'the code itself is not kept');
});

test('three wrong codes without signal freeze the visit when they are told; nothing is told by others, and nothing from the day before', async () => {
  const booked = await town.booked(4);
  const at = booked.visit.promisedFrom;
  town.itIs(at.add({ minutes: 20 }));
  const stranger = town.helpers.find(({ id: other }) => other !== booked.visit.technician);
  assert.ok(stranger);
  assert.equal((await town.ground.works.inWork(stranger.by, (work) => town.app.visits.tellLater(work, { visit: booked.visit.id, happenings: [] }))).ok, false);
  const old = must(await tell(booked, [{ id: id(9), kind: 'arrived', at: at.subtract({ hours: 20 }) }]));
  assert.deepEqual(old.came.map(({ came }) => came), ['refused']);
  const wrong = booked.code === '1111' ? '2222' : '1111';
  const told = must(await tell(booked, [{ id: id(10), kind: 'arrived', at }, ...[1, 2, 3].map((n) => ({ id: id(10 + n), kind: 'code' as const, code: wrong, at: at.add({ minutes: n }) }))]));
  assert.equal(told.came.at(-1)?.came, 'frozen');
  assert.equal(told.record.state, 'frozen');
});

test('a telephone takes along the door of its own visit only, shortly before, while its owner may be sent', async () => {
  const booked = await town.booked(6);
  const take = () => town.ground.works.inWork(by(booked), (work) => town.app.visits.takeAlong(work, { visit: booked.visit.id }));
  town.itIs(booked.visit.promisedFrom.subtract({ hours: 5 }));
  assert.equal((await take()).ok, false);
  town.itIs(booked.visit.promisedFrom.subtract({ hours: 3 }));
  assert.deepEqual((({ word, code }) => ({ word, code }))(must(await take())), { word: booked.word, code: booked.code });
  const stranger = town.helpers.find(({ id: other }) => other !== booked.visit.technician);
  assert.equal((await town.ground.works.inWork(stranger?.by ?? { kind: 'visitor' }, (work) => town.app.visits.takeAlong(work, { visit: booked.visit.id }))).ok, false);
  must(await town.ground.works.inWork(town.operator, (work) => town.app.technicians.suspend(work, { technician: booked.visit.technician, why: 'asked to' })));
  assert.equal((await take()).ok, false);
});
