import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { newId } from '#kernel';
import { isIban } from './provider.ts';
import { checkHours, shiftsOf } from './shifts.ts';
import { type Technician, hasSkill } from './technician.ts';
import { type Vetting, type VettingKind, REQUIRED, maySend } from './vetting.ts';

const day = (iso: string) => Temporal.PlainDate.from(iso);
const technician = newId('Technician');
const record = (kind: VettingKind, verifiedOn: string, until?: string, outcome: 'good' | 'bad' = 'good'): Vetting =>
  ({ id: kind + verifiedOn, technician, kind, outcome, verifiedOn: day(verifiedOn), how: 'seen', ...(until ? { until: day(until) } : {}) });
const allOf = (country: 'FR' | 'GB') => REQUIRED[country].map((kind) => record(kind, '2026-01-10', '2027-01-10'));

describe('who may be sent', () => {
  test('everyone whose checks hold, on the last day too, and not the day after', () => {
    assert.ok(maySend('active', 'GB', allOf('GB'), day('2027-01-10')).ok);
    const late = maySend('active', 'GB', allOf('GB'), day('2027-01-11'));
    assert.deepEqual(!late.ok && late.error.kind, 'vetting-expired');
  });
  test('nobody before their first check, without one, or after a later bad one', () => {
    assert.equal(maySend('active', 'FR', allOf('FR'), day('2026-01-09')).ok, false);
    const bad = maySend('active', 'FR', [...allOf('FR'), record('insurance', '2026-05-01', undefined, 'bad')], day('2026-06-01'));
    assert.deepEqual(!bad.ok && bad.error, { kind: 'vetting-missing', what: 'insurance' });
    assert.ok(maySend('active', 'FR', [...allOf('FR'), record('insurance', '2026-05-01', undefined, 'bad')], day('2026-04-30')).ok);
  });
  test('in Britain only with a record check', () => {
    const answer = maySend('active', 'GB', allOf('FR'), day('2026-06-01'));
    assert.deepEqual(!answer.ok && answer.error, { kind: 'vetting-missing', what: 'criminal-record' });
  });
  test('never someone who is suspended', () => {
    assert.equal(maySend('suspended', 'FR', allOf('FR'), day('2026-06-01')).ok, false);
  });
  test('taking any required record away always says no', () => {
    fc.assert(fc.property(fc.constantFrom('FR' as const, 'GB' as const), fc.nat(3), (country, at) => {
      const records = allOf(country);
      const without = records.filter((_, i) => i !== at % records.length);
      assert.equal(maySend('active', country, without, day('2026-06-01')).ok, false);
    }));
  });
});

describe('shifts', () => {
  const works = { hours: [{ weekday: 7, from: '09:00', until: '12:30' }, { weekday: 1, from: '13:30', until: '18:00' }, { weekday: 1, from: '08:30', until: '12:00' }], breaks: [{ from: '10:00', until: '10:15' }] };
  test('keep the hour on the wall when the clocks change', () => {
    const [sunday, nextSunday] = [shiftsOf(works, [], 'FR', day('2026-10-18'), day('2026-10-18')), shiftsOf(works, [], 'FR', day('2026-10-25'), day('2026-10-25'))];
    assert.equal(sunday[0]?.from.toString(), '2026-10-18T07:00:00Z');
    assert.equal(nextSunday[0]?.from.toString(), '2026-10-25T08:00:00Z');
  });
  test('come in order, with the pauses that lie in them', () => {
    const monday = shiftsOf(works, [], 'GB', day('2026-11-23'), day('2026-11-23'));
    assert.deepEqual(monday.map(({ from, until, breaks }) => [from.toString(), until.toString(), breaks.length]), [
      ['2026-11-23T08:30:00Z', '2026-11-23T12:00:00Z', 1], ['2026-11-23T13:30:00Z', '2026-11-23T18:00:00Z', 0]]);
  });
  test('leave out days away, first and last included', () => {
    const absences = [{ id: 'a', technician, from: day('2026-11-23'), until: day('2026-11-29'), why: 'holiday' as const }];
    assert.equal(shiftsOf(works, absences, 'FR', day('2026-11-23'), day('2026-11-29')).length, 0);
    assert.equal(shiftsOf(works, absences, 'FR', day('2026-11-22'), day('2026-11-30')).length, 3);
  });
  test('always run forward and never overlap, whatever hours were accepted', () => {
    const hour = fc.integer({ min: 0, max: 95 }).map((q) => `${String(Math.floor(q / 4)).padStart(2, '0')}:${String((q % 4) * 15).padStart(2, '0')}`);
    const hours = fc.array(fc.record({ weekday: fc.integer({ min: 1, max: 7 }), from: hour, until: hour }), { maxLength: 8 });
    fc.assert(fc.property(hours, fc.integer({ min: 0, max: 400 }), (week, shift) => {
      if (!checkHours(week, []).ok) return;
      const from = day('2026-01-01').add({ days: shift });
      const shifts = shiftsOf({ hours: week, breaks: [] }, [], 'FR', from, from.add({ days: 6 }));
      assert.equal(shifts.length, week.length);
      shifts.forEach((one, i) => {
        assert.ok(Temporal.Instant.compare(one.from, one.until) <= 0);
        const next = shifts[i + 1];
        if (next) assert.ok(Temporal.Instant.compare(one.until, next.from) <= 0);
      });
    }));
  });
  test('refuse hours that run backward or overlap', () => {
    assert.equal(checkHours([{ weekday: 1, from: '12:00', until: '09:00' }], []).ok, false);
    assert.equal(checkHours([{ weekday: 1, from: '08:00', until: '12:00' }, { weekday: 1, from: '11:00', until: '13:00' }], []).ok, false);
    assert.equal(checkHours([{ weekday: 1, from: '08:00', until: '12:00' }, { weekday: 2, from: '11:00', until: '13:00' }], []).ok, true);
  });
});

test('a skill asked at a level needs that level or more', () => {
  const one = { skills: [{ skill: 'wifi', level: 2 }] } as Pick<Technician, 'skills'>;
  assert.deepEqual(['wifi', 'wifi:2', 'wifi:3', 'printer'].map((skill) => hasSkill(one, skill)), [true, true, false, false]);
});

test('an account number with one digit mistyped is not taken', () => {
  assert.ok(isIban('FR76 3000 6000 0112 3456 7890 189'));
  assert.ok(!isIban('FR76 3000 6000 0112 3456 7890 188'));
});
