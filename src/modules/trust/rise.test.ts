import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Actor, type ExtraId, must, newId } from '#kernel';
import { type Booked, type TrustTown, openTrustTown, seed } from './test-town.ts';

let town: TrustTown;
before(async () => { town = await openTrustTown('2026-11-24T07:00:00Z', 3, ['extra-beyond-code']); });
after(async () => { await town.close(); });

const act: TrustTown['ground']['works']['inWork'] = (by, todo) => town.ground.works.inWork(by, todo);
const look = <T>(by: Actor, todo: Parameters<typeof town.ground.works.looking<T>>[1]): Promise<T> => town.ground.works.looking(by, todo);
const helperOf = (booked: Booked): Actor => { const found = town.helpers.find(({ id }) => id === booked.visit.technician); assert.ok(found); return found.by; };
async function atWork(nth: number): Promise<Booked> {
  town.itIs('2026-11-24T07:00:00Z');
  const booked = await town.booked(nth);
  town.itIs(booked.visit.promisedFrom);
  must(await town.arrive(booked.visit.id));
  must(await act(helperOf(booked), (work) => town.app.visits.checkIn(work, { visit: booked.visit.id, code: booked.code })));
  return booked;
}
const propose = async (booked: Booked, cents: number) => must(await act(helperOf(booked), (work) => town.app.visits.proposeExtra(work, { visit: booked.visit.id, why: 'Un disque neuf', lines: [{ kind: 'parts', says: 'un disque', unit: 'piece', quantity: 1, unitPrice: { cents, currency: 'EUR' } }] })));
const answer = (by: Actor, extra: ExtraId, more: { code?: string; spokeWith?: string } = {}) => act(by, (work) => town.app.visits.answerExtra(work, { extra, answer: 'yes', startNow: true, ...more }));
const coversOf = async (booked: Booked): Promise<number> => (await look(helperOf(booked), (work) => town.app.visits.codeCovers(work, booked.visit.id)))?.cents ?? -1;
const rises = (by: Actor) => look(by, (work) => town.app.trust.rises(work));
const standing = async (booked: Booked) => (await look(seed, (work) => town.app.technicians.technician(work, booked.visit.technician)))?.standing;

test('the code covers thirty per cent of what was agreed at home, and not a cent more', async () => {
  const booked = await atWork(0);
  const ceiling = (await look(seed, (work) => town.app.pricing.known.quote(work, booked.quote)))?.ceiling.cents ?? 0;
  const covers = await coversOf(booked);
  assert.equal(covers, Math.floor(ceiling * 0.3));
  const half = await propose(booked, Math.floor(covers / 2));
  assert.equal(must(await answer(helperOf(booked), half.id, { code: booked.code })).came, 'answered');
  assert.equal(await coversOf(booked), covers - Math.floor(covers / 2));
  const stranger: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [] };
  assert.equal(await look(stranger, (work) => town.app.visits.codeCovers(work, booked.visit.id)), undefined);
});

test('above it the person says yes on their own screen; nobody is stopped, and a person here is told until they have looked', async () => {
  const booked = await atWork(1);
  const covers = await coversOf(booked);
  const large = await propose(booked, covers + 1);
  assert.equal(must(await answer(booked.by, large.id)).came, 'answered');
  assert.equal(await coversOf(booked), covers, 'a yes of their own leaves the code as it was');
  assert.equal(await standing(booked), 'active');
  assert.deepEqual(await look(town.operator, (work) => town.app.trust.signs(work)), []);
  assert.deepEqual((await rises(town.operator)).map(({ visit, more, lookedAt }) => [visit, more.cents, lookedAt]), [[booked.visit.id, covers + 1, undefined]]);
  assert.deepEqual(await rises(booked.by), [], 'for the office alone');
  const looked = (by: Actor) => act(by, (work) => town.app.trust.lookedAtRise(work, { visit: booked.visit.id }));
  for (const by of [booked.by, helperOf(booked), { ...town.operator, technician: booked.visit.technician } as Actor]) { const no = await looked(by); assert.equal(!no.ok && no.error.kind, 'no-such-rise'); }
  must(await looked(town.operator));
  assert.ok((await rises(town.operator))[0]?.lookedAt);
  const more = await propose(booked, 5_000);
  must(await answer(booked.by, more.id));
  assert.equal((await rises(town.operator))[0]?.lookedAt, undefined, 'what grew is looked at again');
});

test('or to us on the telephone: the operator writes down who spoke; who is paid for it hears nothing', async () => {
  const booked = await atWork(2);
  const large = await propose(booked, 9_000);
  town.told.length = 0;
  const wrong = must(await answer(helperOf(booked), large.id, { code: booked.code === '1111' ? '2222' : '1111' }));
  assert.equal(wrong.came, 'wrong', 'a wrong code counts as before');
  const nameless = await answer(town.operator, large.id);
  assert.equal(!nameless.ok && nameless.error.kind, 'who-spoke-missing');
  const own = await answer({ ...town.operator, provider: booked.visit.provider } as Actor, large.id, { spokeWith: 'Odette' });
  assert.equal(!own.ok && own.error.kind, 'no-such-extra');
  const heard = must(await answer(town.operator, large.id, { spokeWith: 'Odette Perrin, from her number' }));
  assert.ok(heard.came === 'answered' && heard.extra.saidBy === 'phone');
  assert.equal((await look(booked.by, (work) => town.app.visits.extra(work, large.id)))?.spokeWith, 'Odette Perrin, from her number');
  assert.equal(await standing(booked), 'active');
  assert.ok((await rises(town.operator)).some(({ visit }) => visit === booked.visit.id));
  await assert.rejects(town.ground.pool.query("update visits.extras set spoke_with = null where said_by = 'phone'"), /violates check/);
});

test('a receipt is signed on the technician’s telephone too: it allows no more, and looking costs no more', async () => {
  const booked = await atWork(3);
  const covers = await coversOf(booked);
  const receipt = { visit: booked.visit.id, what: 'Portable', condition: 'Une rayure', purpose: 'Chercher la panne', backup: 'has-one', askWhom: 'La fille', expectedOn: Temporal.PlainDate.from('2026-12-20'), freeUpTo: covers * 3 } as const;
  const dear = await act(helperOf(booked), (work) => town.app.visits.writeReceipt(work, { ...receipt, diagnosis: covers + 1 }));
  assert.equal(!dear.ok && dear.error.kind, 'diagnosis-too-high');
  must(await act(helperOf(booked), (work) => town.app.visits.writeReceipt(work, { ...receipt, diagnosis: 0 })));
  must(await act(helperOf(booked), (work) => town.app.visits.signReceipt(work, { visit: booked.visit.id, how: 'code', code: booked.code })));
  const offer = async (labour: number) => must(await act(helperOf(booked), (work) => town.app.visits.offerRepair(work, { visit: booked.visit.id, says: 'Ventilateur', labour }))).state;
  assert.equal(await offer(covers), 'approved');
  assert.equal(await offer(1), 'proposed', 'the receipt allows it, and the rule does not: they are asked');
});
