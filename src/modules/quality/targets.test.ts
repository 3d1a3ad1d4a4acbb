import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { type Actor, clockAt, jobActor, must, newId, ok } from '#kernel';
import { type Pool, openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { type Works, createWorks } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Waiting, createQuality } from './index.ts';
import { afterOfficeMinutes, howItWent } from './target.ts';

const PARIS = 'Europe/Paris';
const hours = [{ from: 1, until: 5, opens: '9:00', closes: '12:00' }, { from: 1, until: 5, opens: '14:00', closes: '18:00' }, { from: 6, until: 6, opens: '09:00', closes: '12:00' }];
const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(PARIS).toInstant();

describe('minutes of the office’s own hours', () => {
  // Reckoned by hand. 23 November 2026 is a Monday.
  for (const [since, minutes, due] of [
    ['2026-11-23T10:00', 60, '2026-11-23T11:00'],
    ['2026-11-23T11:30', 60, '2026-11-23T14:30'],
    ['2026-11-23T07:00', 30, '2026-11-23T09:30'],
    ['2026-11-23T17:30', 120, '2026-11-24T10:30'],
    ['2026-11-27T17:00', 120, '2026-11-28T10:00'],
    ['2026-11-28T11:00', 120, '2026-11-30T10:00'],
    ['2026-11-29T15:00', 180, '2026-11-30T12:00'],
    // The clocks go forward in the night before: the hours of the office do not change.
    ['2027-03-27T11:30', 60, '2027-03-29T09:30'],
  ] as const) test(`${since} and ${String(minutes)} minutes: ${due}`, () => {
    assert.equal(afterOfficeMinutes(at(since), minutes, hours, PARIS).toString(), at(due).toString());
  });

  test('more minutes are never earlier, and an answer falls into open hours', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 0, max: 600 }), (start, minutes, more) => {
      const since = at('2026-11-23T00:00').add({ minutes: start });
      const due = afterOfficeMinutes(since, minutes, hours, PARIS);
      assert.ok(Temporal.Instant.compare(afterOfficeMinutes(since, minutes + more, hours, PARIS), due) >= 0);
      const local = due.toZonedDateTimeISO(PARIS);
      const minute = local.hour * 60 + local.minute;
      assert.ok((minute > 540 && minute <= 720) || (local.dayOfWeek < 6 && minute > 840 && minute <= 1080), local.toString());
    }));
  });

  test('an office that never opens counts by the clock', () => {
    assert.equal(afterOfficeMinutes(at('2026-11-23T10:00'), 90, [], PARIS).toString(), at('2026-11-23T11:30').toString());
  });
});

describe('who waits', () => {
  const clock = clockAt(at('2026-11-23T10:00').toString());
  const operator: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['operator'] };
  let database: TestDatabase;
  let pool: Pool;
  let works: Works;
  let quality: ReturnType<typeof createQuality>;
  before(async () => {
    database = await testDatabase();
    pool = openPool({ url: database.url, log: { info() {}, warn() {}, error() {} } as never });
    works = createWorks({ db: openDb(pool), clock, facts: inlineFacts() });
    const none = {} as never;
    quality = createQuality({ dbOf: works.dbOf, inWork: works.inWork, booking: none, pricing: none, visits: none, technicians: none, people: none, skillsFor: () => [] });
  });
  after(async () => { await pool.end(); await database.drop(); });

  const watch = async (others: readonly Waiting[]) => must(await works.inWork(jobActor('waiting'), async (work) => ok(await quality.watch(work, others, { hours, zone: PARIS }))));
  const seen = async () => { const targets = await works.looking(operator, (work) => quality.targets(work, PARIS)); assert.ok(targets); return targets; };

  test('is written down once, with the instant by which we mean to answer; then with the end', async () => {
    const [plain, danger] = [newId('Request'), newId('Request')];
    const waiting: Waiting[] = [{ kind: 'call-back', about: plain, urgent: false, since: at('2026-11-23T10:00') }, { kind: 'call-back', about: danger, urgent: true, since: at('2026-11-23T11:45') }];
    clock.pass({ hours: 2 });
    assert.deepEqual(await watch(waiting), { began: 2, ended: 0 });
    assert.deepEqual(await watch(waiting), { began: 0, ended: 0 }, 'looked at twice, written once');
    // The ordinary one by 12:00 (120 minutes), the urgent one after lunch: 15 minutes before noon, 15 after two.
    assert.deepEqual((await seen()).waiting.map(({ about, dueAt }) => [about, dueAt.toString()]), [[plain, at('2026-11-23T12:00').toString()], [danger, at('2026-11-23T14:15').toString()]]);
    clock.pass({ minutes: 30 });
    assert.deepEqual(await watch(waiting.slice(1)), { began: 0, ended: 1 });
    clock.pass({ minutes: 90 });
    await watch([]);
    // It is 14:00: the first ended half an hour too late, the second in time.
    const [calls] = (await seen()).thisWeek;
    assert.deepEqual(calls, { kind: 'call-back', met: 1, missed: 1, median: 135 });
    assert.deepEqual((await seen()).waiting, []);
  });

  test('a target that is set holds for what comes later', async () => {
    const one: Waiting = { kind: 'reply', about: newId('Message'), urgent: false, since: clock.now() };
    await watch([one]);
    must(await works.inWork(operator, (work) => quality.setTarget(work, { kind: 'reply', urgent: false, minutes: 15 })));
    const later: Waiting = { ...one, about: newId('Message') };
    await watch([one, later]);
    const due = (await seen()).waiting.map(({ about, dueAt }) => [about, dueAt.since(clock.now()).total('minutes')]);
    assert.deepEqual(due, [[later.about, 15], [one.about, 240]]);
    assert.equal((await seen()).targets.find(({ kind, urgent }) => kind === 'reply' && !urgent)?.minutes, 15);
  });

  test('is for the office alone, and nonsense is refused by name', async () => {
    const stranger: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['finance'] };
    assert.equal(await works.looking(stranger, (work) => quality.targets(work, PARIS)), undefined);
    const set = (by: Actor, minutes: number) => works.inWork(by, (work) => quality.setTarget(work, { kind: 'reply', urgent: true, minutes }));
    const refused = await set(stranger, 30);
    assert.equal(!refused.ok && refused.error.kind, 'not-allowed');
    for (const minutes of [4, 10_081, 7.5, Number.NaN]) { const out = await set(operator, minutes); assert.equal(!out.ok && out.error.kind, 'minutes-out-of-range', String(minutes)); }
  });
});

test('what is late now counts as missed, and nobody’s median is invented', () => {
  const wait = { kind: 'repair' as const, about: 'x', urgent: false, since: at('2026-11-23T10:00'), dueAt: at('2026-11-23T12:00') };
  const kept = howItWent([wait], at('2026-11-23T12:01')).find(({ kind }) => kind === 'repair');
  assert.deepEqual(kept, { kind: 'repair', met: 0, missed: 1 });
});
