import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { must, visitor } from '#kernel';
import { REQUIRED } from '#modules/technicians';
import { type TrustTown, openTrustTown, seed } from './test-town.ts';

let town: TrustTown;
before(async () => { town = await openTrustTown(); });
after(async () => { await town.close(); });
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const insured = (technician: (typeof town.helpers)[number], on: string, until: string) => town.ground.works.inWork(seed, (work) => town.app.technicians.recordVetting(work, { technician: technician.id, kind: 'insurance', outcome: 'good', verifiedOn: day(on), how: 'original seen', until: day(until) }));

test('the database asks for the same checks as the program', async () => {
  const { rows } = await town.ground.pool.query<{ country: 'FR' | 'GB'; kinds: string[] }>('select country, array_agg(kind order by kind) as kinds from technicians.required_checks group by country');
  assert.deepEqual(Object.fromEntries(rows.map(({ country, kinds }) => [country, kinds])), { FR: [...REQUIRED.FR].toSorted(), GB: [...REQUIRED.GB].toSorted() });
});

test('every table that decides who may be sent says when it changed', async () => {
  const { rows: [how] } = await town.ground.pool.query<{ body: string }>("select prosrc as body from pg_proc where oid = 'technicians.cannot_send'::regproc");
  const read = [...new Set([...(how?.body ?? '').matchAll(/\btechnicians\.(\w+)\b/g)].map(([, table]) => table))].toSorted();
  const { rows } = await town.ground.pool.query<{ name: string }>("select distinct event_object_table as name from information_schema.triggers where event_object_schema = 'technicians' and action_statement like '%note_change%'");
  const noted = rows.map(({ name }) => name);
  assert.deepEqual(read, ['provider_checks', 'providers', 'required_checks', 'technicians', 'vetting']);
  assert.deepEqual(read.filter((table) => !noted.includes(table ?? '')), []);
});

test('the database and the program say the same of every day, whatever was recorded in whatever order', async () => {
  const [one] = town.helpers;
  assert.ok(one);
  const { technicians } = town.app;
  for (const [outcome, on, until] of [['good', '2026-02-01', '2026-06-30'], ['bad', '2026-07-15', undefined], ['good', '2026-07-15', '2026-08-31'], ['good', '2026-09-10', '2027-12-31']] as const) {
    must(await town.ground.works.inWork(seed, (work) => technicians.recordVetting(work, { technician: one.id, kind: 'insurance', outcome, verifiedOn: day(on), how: 'original seen', ...(until ? { until: day(until) } : {}) })));
  }
  let yes = 0;
  let never = 0;
  for (let on: Temporal.PlainDate = day('2026-01-01'); on.year === 2026; on = on.add({ days: 1 })) {
    const at = on;
    const program: { ok: boolean } = await town.ground.works.looking(seed, (work) => technicians.maySend(work, one.id, at));
    const refusal: string | undefined = await town.ground.works.looking<string | undefined>(seed, (work) => technicians.databaseSays(work, one.id, at));
    assert.equal(program.ok, refusal === undefined, `${on.toString()}: ${refusal ?? 'yes'}`);
    if (program.ok) yes += 1; else never += 1;
  }
  assert.ok(yes > 100 && never > 20, `${yes} days yes, ${never} no`);
});

test('on the day after a check has ended nobody can be booked, held, given time or sent, even by SQL written by hand', async () => {
  const booked = await town.booked(12);
  const two = town.helpers.find(({ id }) => id === booked.visit.technician);
  assert.ok(two);
  const held = booked.visit.promisedFrom.toZonedDateTimeISO('Europe/Paris').toPlainDate();
  must(await insured(two, '2026-11-24', held.subtract({ days: 1 }).toString()));
  const sql = (text: string, values: unknown[] = []) => town.ground.pool.query(text, values);
  const copy = (table: string, set: string) => sql(`insert into booking.${table} select (jsonb_populate_record(null::booking.${table}, to_jsonb(v) || $1::jsonb)).* from booking.visits v where v.id = $2`, [set, booked.visit.id]);
  await assert.rejects(copy('visits', JSON.stringify({ id: 'vis_other', request_id: booked.request, state: 'booked' })), /cannot be sent/);
  await assert.rejects(copy('holds', JSON.stringify({ id: 'hol_other', held_until: '2027-01-01T00:00:00Z' })), /cannot be sent/);
  await assert.rejects(sql("insert into booking.cells (technician_id, cell, day, promise_id) values ($1, 1, $2, 'vis_nobody')", [two.id, held.toString()]), /cannot be given time/);
  await assert.rejects(sql('update booking.visits set day = day + 1 where id = $1', [booked.visit.id]), /cannot be sent/);
  await assert.rejects(sql("insert into visits.visits (id, request_id, home_id, technician_id, state, wrong, arrived_at, changed_at) values ($1, $2, $3, $4, 'at-door', 0, $5, $5)", [booked.visit.id, booked.request, booked.visit.home, two.id, booked.visit.promisedFrom.toString()]), /cannot be sent/);
  town.itIs(booked.visit.promisedFrom);
  const answer = await town.arrive(booked.visit.id);
  assert.equal(!answer.ok && answer.error.kind, 'vetting-expired');
  const badge = (await town.ground.works.looking(seed, (work) => town.app.technicians.technician(work, two.id)))?.badge ?? '';
  assert.equal(must(await town.ground.works.inWork(visitor, (work) => town.app.trust.lookUp(work, badge))), 'stopped', 'nor does the register know them as somebody who comes');
  town.itIs('2026-11-24T07:00:00Z');
  const { app, ground } = town;
  const times = await ground.works.looking(booked.by, (work) => app.booking.timesToMove(work, booked.visit.id));
  const later = times.filter(({ promisedFrom }) => promisedFrom.toZonedDateTimeISO('Europe/Paris').toPlainDate().until(held).days <= 0);
  assert.ok(later.length > 0 && later.every((slot) => slot.technician !== two.id), 'from that day on others come');
  must(await ground.works.inWork(booked.by, (work) => app.booking.moveVisit(work, { visit: booked.visit.id, slot: later[0]?.key ?? '', fee: { cents: 0, currency: 'EUR' } })));
});

test('a firm is checked by somebody else than who brought it in or works for it; what is out of date there stops everybody of it, by the database too', async () => {
  const [one, two] = town.helpers;
  assert.ok(one && two);
  town.itIs('2026-11-24T07:00:00Z');
  const { app, ground } = town;
  const provider = (await ground.works.looking(seed, (work) => app.technicians.technician(work, one.id)))?.provider;
  assert.ok(provider);
  const record = (by: typeof town.vetter, outcome: 'good' | 'bad', on: string, until?: string) => ground.works.inWork(by, (work) => app.technicians.recordFirmCheck(work, { provider, kind: 'firm-insurance', outcome, verifiedOn: day(on), how: 'policy seen', ...(until ? { until: day(until) } : {}) }));
  const office = must(await ground.works.inWork(seed, (work) => app.people.welcomePerson(work, { givenName: 'Office', familyName: 'Lanterne', lang: 'fr', country: 'FR', prefers: 'letter' }))).id;
  must(await ground.works.inWork(seed, (work) => app.technicians.addToOffice(work, { provider, person: office })));
  const inside = await record({ kind: 'person', person: office, homes: [], mandates: [], roles: ['vetting'] }, 'good', '2026-11-20');
  assert.equal(!inside.ok && inside.error.kind, 'vetting-needs-second-person');
  assert.equal((await record(town.operator, 'good', '2026-11-20')).ok, false, 'not by the office of the house');
  const policy = must(await record(town.vetter, 'good', '2026-11-20', '2026-12-10'));
  const says = async (on: string) => Promise.all([one, two].map(async ({ id }) => {
    const program: { ok: boolean } = await ground.works.looking(seed, (work) => app.technicians.maySend(work, id, day(on)));
    const database = await ground.works.looking<string | undefined>(seed, (work) => app.technicians.databaseSays(work, id, day(on)));
    assert.equal(program.ok, database === undefined, `${on}: ${database ?? 'yes'}`);
    return program.ok;
  }));
  const before = await says('2026-12-09');
  assert.deepEqual([await says('2026-12-10'), await says('2026-12-11')], [before, [false, false]], 'its last day still counts');
  assert.ok((await ground.works.looking(town.vetter, (work) => app.technicians.runningOut(work))).filter(({ vetting }) => vetting.kind === 'firm-insurance').length > 1, 'it is said before it ends');
  town.itIs('2026-12-11T09:00:00Z');
  town.told.length = 0;
  for (let twice = 0; twice < 2; twice += 1) must(await ground.works.inWork(seed, async (work) => ({ ok: true, value: await app.technicians.keepChecks(work) }) as const));
  assert.ok(town.helpers.every(({ id }) => town.told.filter((fact) => fact.fact === 'vetting-expired' && 'technician' in fact && fact.technician === id && 'vetting' in fact && fact.vetting === policy.id).length === 1), 'of everybody, once each');
  must(await record(town.vetter, 'good', '2026-12-11', '2027-12-31'));
  town.itIs('2026-12-11T09:02:00Z');
  const booked = await town.booked(10);
  must(await record(town.vetter, 'bad', '2026-12-11'));
  assert.deepEqual(await says('2026-12-11'), [false, false]);
  const held = await ground.works.looking(town.operator, (work) => app.trust.heldVisits(work));
  assert.ok(held.some(({ visit, toldAt, why }) => visit === booked.visit.id && toldAt !== undefined && why === 'checks'), 'who was promised somebody of it is told, and offered another time');
  assert.equal(await ground.works.looking(booked.by, (work) => app.trust.isHeld(work, booked.visit.id)), true);
  town.itIs('2026-12-11T09:05:00Z');
  must(await record(town.vetter, 'good', '2026-12-11', '2027-12-31'));
  assert.deepEqual(await says('2026-12-11'), before);
});

test('sixty, thirty and seven days before, and when it is over, it is told once each', async () => {
  const one = town.helpers[0];
  assert.ok(one);
  must(await insured(one, '2026-11-24', '2027-03-01'));
  const toldOn = async (at: string): Promise<unknown[]> => {
    town.itIs(at);
    town.told.length = 0;
    for (let twice = 0; twice < 2; twice += 1) must(await town.ground.works.inWork(seed, async (work) => ({ ok: true, value: await town.app.technicians.keepChecks(work) }) as const));
    return town.told.flatMap((fact) => ('technician' in fact && fact.technician === one.id ? [fact.fact === 'vetting-expires' && 'days' in fact ? fact.days : fact.fact] : []));
  };
  assert.deepEqual(await toldOn('2026-12-30T09:00:00Z'), []);
  assert.deepEqual(await toldOn('2026-12-31T09:00:00Z'), [60]);
  assert.deepEqual(await toldOn('2027-01-29T09:00:00Z'), []);
  assert.deepEqual(await toldOn('2027-01-31T09:00:00Z'), [30]);
  assert.deepEqual(await toldOn('2027-02-22T09:00:00Z'), [7]);
  assert.deepEqual(await toldOn('2027-03-01T22:59:00Z'), [], 'the last day still counts');
  assert.deepEqual(await toldOn('2027-03-01T23:01:00Z'), ['vetting-expired'], 'and it ends by the wall clock of the country');
});

test('a document is sealed, opens for who decides, and goes with the decision; a record is never kept', async () => {
  const one = town.helpers[0];
  assert.ok(one);
  town.itIs('2026-11-25T09:00:00Z');
  const { app, ground } = town;
  const keep = (kind: 'identity' | 'criminal-record') => ground.works.inWork(one.by, (work) => app.technicians.keepEvidence(work, { technician: one.id, kind, purpose: 'to see that the name is theirs', type: 'image/jpeg', bytes: Buffer.from('PASSPORT OF AIDE') }));
  const refused = await keep('criminal-record');
  assert.equal(!refused.ok && refused.error.kind, 'record-is-shown-not-kept');
  const kept = must(await keep('identity'));
  const { rows } = await ground.pool.query<{ sealed: string }>('select sealed from technicians.evidence where id = $1', [kept.id]);
  assert.ok(!Buffer.from(rows[0]?.sealed ?? '', 'base64url').includes('PASSPORT'));
  assert.equal((await ground.works.inWork(town.operator, (work) => app.technicians.openEvidence(work, kept.id))).ok, false, 'not for the office');
  assert.equal(Buffer.from(must(await ground.works.inWork(town.vetter, (work) => app.technicians.openEvidence(work, kept.id))).bytes).toString(), 'PASSPORT OF AIDE');
  must(await ground.works.inWork(town.vetter, (work) => app.technicians.recordVetting(work, { technician: one.id, kind: 'identity', outcome: 'good', verifiedOn: day('2026-11-25'), how: 'passport seen' })));
  assert.deepEqual((await ground.pool.query('select id from technicians.evidence')).rows, []);
  must(await keep('identity'));
  town.itIs('2026-12-26T09:00:00Z');
  must(await ground.works.inWork(seed, async (work) => ({ ok: true, value: await app.technicians.keepChecks(work) }) as const));
  assert.deepEqual((await ground.pool.query('select id from technicians.evidence')).rows, [], 'after thirty days it goes undecided');
});

test('another bank account waits three days and a second person, by constraint too', async () => {
  const one = town.helpers[0];
  assert.ok(one);
  town.itIs('2026-11-25T09:00:00Z');
  const { app, ground } = town;
  const provider = (await ground.works.looking(seed, (work) => app.technicians.technician(work, one.id)))?.provider;
  assert.ok(provider);
  const pay = { kind: 'iban', iban: 'DE89 3704 0044 0532 0130 00', name: 'Lanterne' } as const;
  const change = must(await ground.works.inWork(town.operator, (work) => app.technicians.askPayChange(work, { provider, pay })));
  assert.equal((await ground.works.inWork(town.operator, (work) => app.technicians.verifyPayChange(work, { change: change.id, how: 'rang them' }))).ok, false, 'not by whoever asked');
  const sweep = async (at: string): Promise<string> => {
    town.itIs(at);
    must(await ground.works.inWork(seed, async (work) => ({ ok: true, value: await app.technicians.keepChecks(work) }) as const));
    const now = (await ground.works.looking(seed, (work) => app.technicians.provider(work, provider)))?.pay;
    return now?.kind === 'iban' ? now.iban.slice(0, 2) : '';
  };
  assert.equal(await sweep('2026-11-29T09:00:00Z'), 'FR', 'never unchecked');
  await assert.rejects(ground.pool.query("update technicians.pay_changes set state = 'in-force', settled_at = due_at"), /violates check/);
  const other = { ...town.operator, person: town.vetter.kind === 'person' ? town.vetter.person : '' } as typeof town.operator;
  must(await ground.works.inWork(other, (work) => app.technicians.verifyPayChange(work, { change: change.id, how: 'rang the number we know' })));
  assert.equal(await sweep('2026-11-29T10:00:00Z'), 'DE');
  assert.ok(town.told.some(({ fact }) => fact === 'pay-change-asked') && town.told.some(({ fact }) => fact === 'pay-changed'));
});
