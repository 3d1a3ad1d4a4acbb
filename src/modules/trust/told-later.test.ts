import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Refusal, must, newId } from '#kernel';
import { type Booked, type TrustTown, openTrustTown } from './test-town.ts';

let town: TrustTown;
before(async () => { town = await openTrustTown('2026-11-24T07:00:00Z', 2, ['visit-started', 'technician-arrived', 'door-code-wrong', 'visit-frozen']); });
after(async () => { await town.close(); });
const by = (booked: Booked) => town.helpers.find(({ id }) => id === booked.visit.technician)?.by ?? { kind: 'visitor' as const };
const id = (): string => newId('Form');

/** One thing told later: as the telephone would, so many minutes after it happened. */
async function tell(booked: Booked, what: 'arrive' | 'check-in' | 'sheet', ago: number, more: { code?: string; id?: string; text?: string } = {}): Promise<{ came: string; value?: unknown }> {
  const { visits } = town.app;
  const visit = booked.visit.id;
  const sent = Temporal.Instant.from('2031-05-05T05:05:05Z');
  const blocks = { 'what-was-wrong': more.text ?? '', 'what-we-did': '', 'what-it-cost': '', 'if-it-comes-back': '', 'what-to-watch': '' };
  const answer = await town.ground.works.inWork(by(booked), (work) => visits.tellLater<unknown, Refusal>(work, { visit, told: { id: more.id ?? id(), what, at: sent.subtract({ minutes: ago }), sent } }, (then) => (
    what === 'arrive' ? visits.arrive(then, { visit }) : what === 'sheet' ? visits.writeSheet(then, { visit, lang: 'fr', blocks }) : visits.checkIn(then, { visit, code: more.code ?? '' }))));
  return answer.ok ? { came: answer.value.came, ...('value' in answer.value ? { value: answer.value.value } : {}) } : { came: answer.error.kind };
}

test('what happened without signal is done once, however often it is sent, as of the time when it happened', async () => {
  const booked = await town.booked();
  const at = booked.visit.promisedFrom;
  const wrong = booked.code === '1111' ? '2222' : '1111';
  town.told.length = 0;
  town.itIs(at.add({ minutes: 50 }));
  const [first, second, third] = [id(), id(), id()];
  const all = async () => [await tell(booked, 'arrive', 50, { id: first }), await tell(booked, 'check-in', 49, { id: second, code: wrong }), await tell(booked, 'check-in', 48, { id: third, code: booked.code })];
  assert.deepEqual((await all()).map(({ came }) => came), ['now', 'now', 'now']);
  assert.deepEqual((await all()).map(({ came }) => came), ['before', 'before', 'before']);
  const record = await town.ground.works.looking(by(booked), (work) => town.app.visits.known.record(work, booked.visit.id));
  assert.equal(record.startedAt?.toString(), at.add({ minutes: 2 }).toString());
  assert.deepEqual(['technician-arrived', 'door-code-wrong', 'visit-started'].map((name) => town.told.filter(({ fact }) => fact === name).length), [1, 1, 1]);
  const { rows } = await town.ground.pool.query('select *, told_at - happened_at as later from visits.told_later where visit_id = $1 order by happened_at', [booked.visit.id]);
  assert.ok(!JSON.stringify(rows).includes(booked.code), 'the code itself is not kept');
  assert.deepEqual(rows.map(({ kind, came }: { kind: string; came: string }) => [kind, came]), [['arrive', 'done'], ['check-in', 'wrong'], ['check-in', 'right']]);
  const { rows: lines } = await town.ground.pool.query("select at from platform.audit_lines where did = 'start-visit' and about = $1", [booked.visit.id]);
  assert.deepEqual(lines.map((line: { at: Temporal.Instant }) => line.at.toString()), [at.add({ minutes: 50 }).toString()], 'the trail keeps when it was received');
});

test('three wrong codes without signal freeze the visit when they are told; nothing is told by others, and nothing of two days ago', async () => {
  const booked = await town.booked(4);
  town.itIs(booked.visit.promisedFrom.add({ minutes: 20 }));
  const stranger = town.helpers.find(({ id: other }) => other !== booked.visit.technician);
  assert.ok(stranger);
  const told = { id: id(), what: 'arrive', at: town.now(), sent: town.now() };
  assert.deepEqual(await town.ground.works.inWork(stranger.by, (work) => town.app.visits.tellLater(work, { visit: booked.visit.id, told }, async () => { throw new Error('nobody else does anything here'); })), { ok: false, error: { kind: 'no-such-visit' } });
  assert.equal((await tell(booked, 'arrive', 60 * 25)).came, 'told-too-late');
  const wrong = booked.code === '1111' ? '2222' : '1111';
  await tell(booked, 'arrive', 20);
  for (const ago of [19, 18, 17]) await tell(booked, 'check-in', ago, { code: wrong });
  assert.equal((await town.ground.works.looking(by(booked), (work) => town.app.visits.known.record(work, booked.visit.id))).state, 'frozen');
  assert.equal((await tell(booked, 'check-in', 16, { code: booked.code })).came, 'visit-frozen');
});

test('a sheet that was written meanwhile is not written over by an older one, and the door is held against its time', async () => {
  const booked = await town.booked(8);
  town.itIs(booked.visit.promisedFrom.add({ hours: 5 }));
  assert.equal((await tell(booked, 'arrive', 5)).came, 'too-late');
  assert.equal((await tell(booked, 'arrive', 290)).came, 'now');
  assert.equal((await tell(booked, 'check-in', 280, { code: booked.code })).came, 'now');
  assert.equal((await tell(booked, 'sheet', 200, { text: 'La prise.' })).came, 'now');
  assert.equal((await tell(booked, 'sheet', 240, { text: 'Une vieille page.' })).came, 'written-meanwhile');
  const seen = await town.ground.works.looking(by(booked), (work) => town.app.visits.see(work, booked.visit.id));
  assert.equal(seen?.sheet?.blocks['what-was-wrong'], 'La prise.');
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
