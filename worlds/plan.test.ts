import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { newAgenda } from './agenda.ts';
import { cast } from './cast.ts';
import { doorsOf } from './doors.ts';
import { planOf } from './towns.ts';

const at = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms);

describe('an agenda', () => {
  test('tells everything in the order of time, and what shares an instant in the order it was said', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 }), async (times) => {
      const agenda = newAgenda();
      const heard: [number, number][] = [];
      const clock: number[] = [];
      times.forEach((ms, i) => agenda.at(at(ms), async () => { heard.push([ms, i]); }));
      const done = await agenda.run((iso) => { clock.push(Temporal.Instant.from(iso).epochMilliseconds); }, at(40));
      const due = times.map((ms, i): [number, number] => [ms, i]).filter(([ms]) => ms <= 40).toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
      assert.deepEqual(heard, due);
      assert.deepEqual(clock, due.map(([ms]) => ms));
      assert.equal(done, due.length);
    }));
  });

  test('takes what is said while it runs, but never goes back', async () => {
    const agenda = newAgenda();
    const heard: string[] = [];
    agenda.at(at(10), async () => { agenda.at(at(20), async () => { heard.push('later'); }); heard.push('now'); });
    agenda.at(at(30), async () => { agenda.at(at(5), async () => undefined); });
    await assert.rejects(agenda.run(() => undefined, at(100)), /go back in time/);
    assert.deepEqual(heard, ['now', 'later']);
  });
});

describe('the plan of the demo towns', () => {
  const plan = planOf('demo', 7);
  const people = plan.homes.flatMap((home) => home.people);

  test('is the same for the same seed and another for another, with the notable ones in both', () => {
    assert.deepEqual(planOf('demo', 7), plan);
    const other = planOf('demo', 8);
    assert.notDeepEqual(other.homes, plan.homes);
    assert.deepEqual(other.homes.find(({ key }) => key === 'odette'), plan.homes.find(({ key }) => key === 'odette'));
  });

  test('puts every home behind a door of its own that the place file knows', () => {
    const doors = new Set([...doorsOf('FR'), ...doorsOf('GB')].map(({ line, postcode, town }) => `${line}, ${postcode} ${town}`));
    const placed = plan.homes.filter(({ key }) => !key.startsWith('nowhere')).map(({ address }) => `${address.line}, ${address.postcode} ${address.town}`);
    assert.deepEqual(placed.filter((door) => !doors.has(door)), []);
    assert.equal(new Set(placed).size, placed.length);
    for (const { provider, technicians } of plan.firms) for (const { line, postcode, town } of [provider.address, ...technicians.map(({ home }) => home)]) assert.ok(doors.has(`${line}, ${postcode} ${town}`), line);
  });

  test('has people of all kinds', () => {
    const count = (is: (home: (typeof plan.homes)[number]) => boolean): number => plan.homes.filter(is).length;
    assert.ok(people.filter(({ email }) => email === undefined).length > people.length / 3, 'without e-mail');
    assert.ok(count(({ people: [a, b] }) => a?.phone !== undefined && a.phone === b?.phone) >= 5, 'sharing a telephone');
    assert.ok(people.some(({ phone }) => phone === undefined), 'without telephone');
    assert.ok(people.filter(({ largePrint }) => largePrint).length >= 10 && people.filter(({ comfort }) => comfort === 'never-done-it').length >= 20 && people.some(({ vulnerable }) => vulnerable));
    assert.ok(count(({ country, lang }) => country === 'FR' && lang === 'en') >= 3 && count(({ country, lang }) => country === 'GB' && lang === 'fr') >= 3, 'across the Channel');
    assert.ok(count(({ helpers }) => (helpers?.length ?? 0) > 0) >= 8, 'with a helper');
  });

  test('nobody but those who live together shares a telephone', () => {
    const homesOfPhone = Map.groupBy(plan.homes.flatMap((home) => [...new Set(home.people.flatMap(({ phone }) => phone ?? []))].map((phone) => ({ phone, home: home.key }))), ({ phone }) => phone);
    assert.deepEqual([...homesOfPhone.values()].filter((homes) => homes.length > 1), []);
  });

  test('every shape of price is in it', () => {
    const tariffs = plan.firms.map(({ tariff }) => tariff);
    assert.deepEqual(new Set(tariffs.map(({ travel }) => travel.kind)), new Set(['included-within', 'zones', 'per-time', 'flat', 'per-distance']));
    assert.deepEqual(new Set(tariffs.map(({ noFix }) => noFix)), new Set(['travel-only', 'diagnosis-and-travel', 'time-spent', 'nothing']));
    assert.deepEqual(new Set(tariffs.map(({ unattended }) => unattended.billed)), new Set(['never', 'apart', 'as-attended']));
    assert.deepEqual(new Set(tariffs.map(({ parts }) => parts.pricing)), new Set(['margin', 'at-cost']));
    for (const has of ['cap', 'minimum', 'diagnosis'] as const) assert.ok(tariffs.some((tariff) => tariff[has] !== undefined), has);
    assert.ok(tariffs.some(({ surcharges }) => surcharges.evening?.kind === 'flat') && tariffs.some(({ surcharges }) => surcharges.weekend?.kind === 'percent') && tariffs.some(({ packages }) => packages.length > 0));
  });

  test('everyone of the cast has a part', () => {
    const named = new Set<string | undefined>(['jules', 'ruth', 'nadia', 'tom', ...people.map(({ key }) => key), ...plan.homes.flatMap(({ helpers }) => helpers ?? []).map((helper) => ('person' in helper ? helper.person.key : undefined)),
      ...plan.firms.flatMap(({ office, technicians }) => ['runs' in office ? office.runs : office.key, ...technicians.map(({ key }) => key)])]);
    assert.deepEqual(cast.filter(({ key }) => !named.has(key)), []);
  });
});
