import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Actor, type PersonId, type TechnicianId, type VisitId, jobActor, must, newId, ok } from '#kernel';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { Appointment } from './appointment.ts';
import { narrowSweep } from './jobs.ts';
import { type Asker, type Town, askerAt, near, settle, townOn } from './test-town.ts';

let database: TestDatabase;
let town: Town;
let technicians: TechnicianId[];
before(async () => {
  database = await testDatabase();
  town = townOn(database.url, '2026-11-23T08:00:00Z');
  technicians = await settle(town, [near(0, 0), near(6000, 2000)]);
});
after(async () => { await town.pool.end(); await database.drop(); });

const operator: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['operator'] };
const someone = (more: Partial<Extract<Actor, { kind: 'person' }>> = {}): Actor => ({ kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], ...more });
const slotsOf = (asker: Asker) => town.works.looking(asker.by, (work) => town.booking.times(work, asker.quote));
const bookAt = (asker: Asker, slot: string) =>
  town.works.inWork(asker.by, (work) => town.booking.book(work, { quote: asker.quote, slot, expressRequest: true, termsHash: asker.version }));
async function booked(asker: Asker, nth = 0): Promise<Appointment> {
  const slot = (await slotsOf(asker))[nth];
  assert.ok(slot);
  return must(await bookAt(asker, slot.key));
}
const kindOf = (answer: { ok: true } | { ok: false; error: { kind: string } }): string => (answer.ok ? 'ok' : answer.error.kind);

const counted = (answers: readonly Parameters<typeof kindOf>[0][]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(answers, kindOf)].map(([kind, all]) => [kind, all.length]));

describe('a time', () => {
  test('is held, then promised, with a door word and a code', async () => {
    const { works, booking, told } = town;
    const odette = await askerAt(town, near(3000, 1000));
    const [slot] = await slotsOf(odette);
    assert.ok(slot);
    const hold = must(await works.inWork(odette.by, (work) => booking.hold(work, { quote: odette.quote, slot: slot.key })));
    assert.equal((await slotsOf(await askerAt(town, near(3000, 1100)))).some((each) => each.key === slot.key), false, 'a held time is not shown to others');
    const visit = must(await works.inWork(odette.by, (work) => booking.book(work, { hold: hold.id, expressRequest: true, termsHash: odette.version })));
    assert.equal(visit.promisedFrom.toString(), slot.promisedFrom.toString());
    assert.equal(visit.promisedUntil.since(visit.promisedFrom).total('minutes'), 60);
    assert.match(await works.looking(odette.by, (work) => booking.doorWordFor(work, visit.id)) ?? '', /^\p{L}+ \p{L}+$/u);
    assert.match(await works.looking(odette.by, (work) => booking.visitCodeFor(work, visit.id)) ?? '', /^\d{4}$/);
    assert.deepEqual(told.at(-1), { fact: 'visit-booked', visit: visit.id, request: odette.request, quote: odette.quote, home: visit.home, technician: visit.technician });
    assert.match(await works.looking(odette.by, (work) => booking.visitCalendar(work, visit.id)) ?? '', /BEGIN:VEVENT/);
    assert.equal(kindOf(await bookAt(odette, slot.key)), 'already-booked');
  });

  test('cannot be had once its hold has run out, and is anybody’s again', async () => {
    const { works, booking, clock } = town;
    const odette = await askerAt(town, near(2000, 500));
    const slot = (await slotsOf(odette))[5];
    assert.ok(slot);
    const hold = must(await works.inWork(odette.by, (work) => booking.hold(work, { quote: odette.quote, slot: slot.key })));
    clock.pass({ minutes: 11 });
    assert.equal(kindOf(await works.inWork(odette.by, (work) => booking.book(work, { hold: hold.id, expressRequest: true, termsHash: odette.version }))), 'hold-expired');
    const marcel = await askerAt(town, near(2100, 500));
    assert.ok((await slotsOf(marcel)).some((each) => each.key === slot.key));
    must(await bookAt(marcel, slot.key));
  });

  test('needs the price that was seen, the wish for an early visit, and a code of one’s own', async () => {
    const { works, booking } = town;
    const odette = await askerAt(town, near(1000, 0));
    const [slot] = await slotsOf(odette);
    assert.ok(slot);
    const terms = { quote: odette.quote, slot: slot.key, expressRequest: true, termsHash: odette.version };
    assert.equal(kindOf(await works.inWork(odette.by, (work) => booking.book(work, { ...terms, termsHash: 'another' }))), 'quote-changed');
    assert.equal(kindOf(await works.inWork(odette.by, (work) => booking.book(work, { ...terms, expressRequest: false }))), 'express-request-needed');
    const other = await askerAt(town, near(1100, 0));
    assert.equal(kindOf(await works.inWork(other.by, (work) => booking.book(work, terms))), 'no-such-quote');
    assert.equal(kindOf(await works.inWork(odette.by, (work) => booking.book(work, { ...terms, slot: 'tomorrow' }))), 'not-a-slot');
    const offGrid = `${slot.technician}.${slot.promisedFrom.epochMilliseconds / 1000 + 60}`;
    assert.equal(kindOf(await works.inWork(odette.by, (work) => booking.book(work, { ...terms, slot: offGrid }))), 'not-a-slot');
  });
});

describe('forty people who want one time', () => {
  test('one has it, each other is offered three other times, and nobody waits long', async () => {
    const racers: Asker[] = [];
    for (let i = 0; i < 40; i += 1) racers.push(await askerAt(town, near(500 + 37 * i, -800 + 41 * i)));
    const [first] = racers;
    assert.ok(first);
    const slot = (await slotsOf(first)).at(-1);
    assert.ok(slot);
    const began = performance.now();
    const answers = await Promise.all(racers.map((racer) => bookAt(racer, slot.key)));
    const tookMs = performance.now() - began;
    assert.deepEqual(counted(answers), { ok: 1, 'time-taken': 39 });
    assert.ok(tookMs < 10_000, `${Math.round(tookMs)} ms for the whole race`);
    const loser = racers[answers.findIndex((answer) => !answer.ok)];
    assert.ok(loser);
    const others = await town.works.looking(loser.by, (work) => town.booking.otherTimes(work, { quote: loser.quote, slot: slot.key }));
    assert.equal(others.length, 3);
    assert.ok(others.every((other) => other.key !== slot.key));
    must(await bookAt(loser, others[0]?.key ?? ''));
  });

  test('the database itself refuses five minutes of one technician to a second promise', async () => {
    const one = await town.pool.query('select technician_id, cell, day from booking.cells limit 1');
    const { technician_id: technician, cell: taken } = one.rows[0];
    await assert.rejects(town.pool.query("insert into booking.cells (technician_id, cell, day, promise_id) values ($1, $2, '2026-11-24', 'vis_other')", [technician, taken]), /duplicate key/);
  });
});

describe('a visit that was promised', () => {
  test('is moved for nothing in good time, and its old time is free again', async () => {
    const { works, booking } = town;
    const odette = await askerAt(town, near(-2000, 300));
    const visit = await booked(odette, 20);
    const fee = await works.looking(odette.by, (work) => booking.feeFor(work, visit.id));
    assert.equal(fee?.fee.cents, 0);
    const slot = (await works.looking(odette.by, (work) => booking.timesToMove(work, visit.id))).at(-3);
    assert.ok(slot && fee);
    const moved = must(await works.inWork(odette.by, (work) => booking.moveVisit(work, { visit: visit.id, slot: slot.key, fee: fee.fee })));
    assert.equal(moved.promisedFrom.toString(), slot.promisedFrom.toString());
    assert.equal(moved.sequence, 1);
    assert.ok((await slotsOf(await askerAt(town, near(-2000, 310)))).some((each) => each.promisedFrom.equals(visit.promisedFrom)));
  });

  test('costs the fee that was shown when it is cancelled late, and only that', async () => {
    const { works, booking, told } = town;
    const odette = await askerAt(town, near(-1500, 300));
    const visit = await booked(odette);
    const fee = await works.looking(odette.by, (work) => booking.feeFor(work, visit.id));
    assert.equal(fee?.fee.cents, 2500);
    const cancel = (cents: number) => works.inWork(odette.by, (work) => booking.cancelVisit(work, { visit: visit.id, fee: { cents, currency: 'EUR' } }));
    assert.equal(kindOf(await cancel(0)), 'fee-changed');
    const cancelled = must(await cancel(2500));
    assert.deepEqual([cancelled.state, cancelled.fee?.cents], ['cancelled', 2500]);
    assert.equal(told.at(-1)?.fact, 'visit-cancelled');
    assert.equal(kindOf(await cancel(2500)), 'visit-over');
    assert.ok((await slotsOf(odette)).some((each) => each.promisedFrom.equals(visit.promisedFrom)), 'the time is free again');
  });

  test('is narrowed to half an hour the evening before, once', async () => {
    const { works, booking, clock, told } = town;
    const odette = await askerAt(town, near(800, -400));
    const visit = await booked(odette, 12);
    clock.set('2026-11-24T16:00:00Z');
    await narrowSweep(booking, works.inWork).run();
    clock.set(visit.promisedFrom.subtract({ hours: 15 }).toString());
    told.length = 0;
    for (let run = 0; run < 2; run += 1) await narrowSweep(booking, works.inWork).run();
    assert.equal(told.filter((fact) => fact.fact === 'window-narrowed' && 'visit' in fact && fact.visit === visit.id).length, 1);
    const after = await works.looking(odette.by, (work) => booking.visit(work, visit.id));
    assert.equal(after?.promisedUntil.since(after.promisedFrom).total('minutes'), 30);
    assert.ok(after && Temporal.Instant.compare(after.promisedFrom, visit.promisedFrom) >= 0 && Temporal.Instant.compare(after.promisedUntil, visit.promisedUntil) <= 0);
    assert.ok(Temporal.Instant.compare(after.promisedFrom, after.plannedStart) <= 0 && Temporal.Instant.compare(after.plannedStart, after.promisedUntil) <= 0);
  });
});

describe('a visit that is over', () => {
  test('ends its request, or lets another time be booked at the same price when it is to be continued', async () => {
    const { works, booking } = town;
    const odette = await askerAt(town, near(1200, 2200));
    const first = await booked(odette, 8);
    const helper = someone({ technician: first.technician });
    assert.equal(kindOf(await works.inWork(someone(), (work) => booking.visitDone(work, { visit: first.id }))), 'no-such-visit');
    must(await works.inWork(helper, (work) => booking.visitDone(work, { visit: first.id, requestGoesOn: true })));
    const second = await booked(odette, 8);
    assert.notEqual(second.id, first.id);
    assert.equal((await works.looking(odette.by, (work) => booking.visitFor(work, odette.request)))?.id, second.id);
    must(await works.inWork(someone({ technician: second.technician }), (work) => booking.visitDone(work, { visit: second.id })));
    assert.equal((await works.looking(odette.by, (work) => booking.request(work, odette.request)))?.state, 'done');
    assert.equal(kindOf(await bookAt(odette, 'x')), 'not-a-slot');
  });
});

describe('who may know', () => {
  let visit: Appointment;
  let odette: Asker;
  before(async () => { odette = await askerAt(town, near(900, 900)); visit = await booked(odette, 30); });
  const word = (by: Actor, id: VisitId) => town.works.looking(by, (work) => town.booking.doorWordFor(work, id));
  const code = (by: Actor, id: VisitId) => town.works.looking(by, (work) => town.booking.visitCodeFor(work, id));

  test('the technician who comes sees the visit and neither the word nor the code, even as the operator', async () => {
    const helper = someone({ technician: visit.technician, roles: ['operator'] });
    assert.ok(await town.works.looking(helper, (work) => town.booking.visit(work, visit.id)));
    assert.equal(await word(helper, visit.id), undefined);
    assert.equal(await code(helper, visit.id), undefined);
  });

  test('a helper under a mandate knows the word, and not the code', async () => {
    const daughter = someone({ mandates: [{ home: visit.home, scopes: ['see-appointments'] }] });
    assert.ok(await word(daughter, visit.id));
    assert.equal(await code(daughter, visit.id), undefined);
    assert.equal(kindOf(await town.works.inWork(daughter, (work) => town.booking.cancelVisit(work, { visit: visit.id, fee: { cents: 0, currency: 'EUR' } }))), 'no-such-visit');
  });

  test('a stranger finds neither request, visit, fee nor times', async () => {
    const { works, booking } = town;
    const stranger = someone();
    const seen = [
      await works.looking(stranger, (work) => booking.request(work, odette.request)), await works.looking(stranger, (work) => booking.visit(work, visit.id)),
      await works.looking(stranger, (work) => booking.feeFor(work, visit.id)), await works.looking(stranger, (work) => booking.confirmationLetter(work, visit.id)),
      (await works.looking(stranger, (work) => booking.times(work, odette.quote)))[0], await works.looking(stranger, (work) => booking.board(work, { day: Temporal.PlainDate.from('2026-11-24'), country: 'FR' })),
      await works.looking(stranger, (work) => booking.dayOf(work, visit.technician, Temporal.PlainDate.from('2026-11-24'))),
    ];
    assert.deepEqual(seen, seen.map(() => undefined));
  });

  test('a quiet request is nobody’s in the household, and the operator’s and the asker’s alone', async () => {
    const { works, booking } = town;
    const asked = must(await works.inWork({ kind: 'visitor' }, (work) => booking.ask(work, { words: 'Je pense que mon mari surveille mon téléphone en secret avec une application espion', lang: 'fr', askedFor: 'me', source: 'web' })));
    assert.equal(asked.quiet, true);
    const by: Actor = { kind: 'asker', request: asked.request };
    const told = must(await works.inWork(by, (work) => booking.tellWho(work, { request: asked.request, who: { givenName: 'Lise', familyName: 'M', prefers: 'letter' }, address: { line: '1 rue', postcode: '21130', town: 'Auxonne', country: 'FR' }, at: near(0, 0) })));
    const household = someone({ person: told.person, homes: [told.home] });
    const daughter = someone({ mandates: [{ home: told.home, scopes: ['ask', 'see-appointments'] }] });
    for (const close of [household, daughter]) {
      assert.equal(await works.looking(close, (work) => booking.request(work, asked.request)), undefined);
      assert.deepEqual(await works.looking(close, (work) => booking.requestsOf(work, { home: told.home })), []);
    }
    for (const safe of [by, operator]) assert.ok(await works.looking(safe, (work) => booking.request(work, asked.request)));
  });
});

describe('coming back', () => {
  const comeBack = async (reference: string, code: string) => must(await town.works.inWork({ kind: 'visitor' }, (work) => town.booking.comeBack(work, { reference, code })));

  test('works with the reference in any spelling and the code', async () => {
    const odette = await askerAt(town, near(10, 10));
    assert.deepEqual(await comeBack(odette.reference.toLowerCase().replace('-', ' '), odette.code), { came: true, request: odette.request });
  });

  test('is closed for an hour after five wrong codes, and looks the same for a reference that does not exist', async () => {
    const odette = await askerAt(town, near(10, 20));
    const wrong = odette.code === '000000' ? '000001' : '000000';
    for (const reference of [odette.reference, 'AAA-AAA']) {
      for (let i = 0; i < 4; i += 1) assert.deepEqual(await comeBack(reference, wrong), { came: false, waitUntil: undefined });
      assert.ok('waitUntil' in (await comeBack(reference, wrong)));
    }
    assert.equal((await comeBack(odette.reference, odette.code)).came, false);
    town.clock.pass({ minutes: 61 });
    assert.equal((await comeBack(odette.reference, odette.code)).came, true);
  });
});

test('an address that nobody can place is rung, and has no price', async () => {
  const { works, booking } = town;
  const asked = must(await works.inWork(operator, (work) => booking.ask(work, { words: 'mon ordinateur est lent', lang: 'fr', askedFor: 'me', source: 'phone' })));
  const [task] = (await works.looking(operator, (work) => booking.request(work, asked.request)))?.tasks ?? [];
  assert.ok(task);
  must(await works.inWork(operator, (work) => booking.understandBetter(work, { request: asked.request, task: task.id, leaf: 'slow-or-freezing' })));
  const told = must(await works.inWork(operator, (work) => booking.tellWho(work, { request: asked.request, who: { givenName: 'Jean', familyName: 'P', phone: '03 80 31 00 00', prefers: 'phone' }, address: { line: 'le chemin derrière', postcode: '21130', town: '?', country: 'FR' } })));
  assert.equal(told.unplaced, true);
  assert.ok((await works.looking(operator, (work) => booking.unplaced(work))).some((request) => request.id === asked.request));
  assert.equal(kindOf(await works.inWork(operator, (work) => booking.askForQuotes(work, { request: asked.request }))), 'we-will-call-you');
  assert.equal(kindOf(await works.inWork({ kind: 'visitor' }, (work) => booking.ask(work, { words: 'x', lang: 'fr', askedFor: 'me', source: 'phone' }))), 'not-allowed');
});

test('a board shows each technician’s day in the order of driving', async () => {
  const board = await town.works.looking(operator, (work) => town.booking.board(work, { day: Temporal.PlainDate.from('2026-11-24'), country: 'FR' }));
  assert.equal(board?.days.length, technicians.length);
  for (const day of board?.days ?? []) assert.deepEqual(day.visits.map((visit) => visit.appointment.plannedStart), day.visits.map((visit) => visit.appointment.plannedStart).toSorted(Temporal.Instant.compare));
});

test('what a person typed is given out and forgotten', async () => {
  const { works, booking } = town;
  const odette = await askerAt(town, near(30, 30), 'MON-MOT-A-MOI ordinateur lent');
  const person = (await works.looking(operator, (work) => booking.request(work, odette.request)))?.person as PersonId;
  const house = jobActor('privacy');
  assert.match(JSON.stringify(await works.looking(house, (work) => booking.aboutPerson.export(work, person))), /MON-MOT-A-MOI/);
  must(await works.inWork(house, async (work) => ok(await booking.aboutPerson.erase(work, person))));
  assert.doesNotMatch(JSON.stringify(await works.looking(house, (work) => booking.aboutPerson.export(work, person))), /MON-MOT-A-MOI/);
});

