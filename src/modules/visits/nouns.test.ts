import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type TaskId, money, newId } from '#kernel';
import { readability } from '#modules/learning';
import { MONEY_RULES } from '../pricing/bill.ts';
import { type Checklists, checklistOf, stepsFor } from './checklist.ts';
import { answer, extraLines, totalOf } from './extra.ts';
import { OUTCOMES, OUTCOME_RULES, type Outcome } from './outcome.ts';
import { BLOCKS, type Sheet, faultsOf, isComplete } from './sheet.ts';
import { minutesOf, startClock, stopClock } from './time.ts';
import { type VisitRecord, arrive, checkIn, end, expected, freeze, setOut, unfreeze } from './visit.ts';

const at = (minutes: number) => Temporal.Instant.from('2026-11-24T09:00:00Z').add({ minutes });
const promised = { promisedFrom: at(0), promisedUntil: at(60) };
const fresh = () => expected(newId('Visit'), newId('Technician'));
const tasks = [newId('Task'), newId('Task'), newId('Task')] as const;

type Event =
  | { do: 'arrive' } | { do: 'right' } | { do: 'wrong' } | { do: 'start'; kind: 'attended' | 'unattended'; task: TaskId } | { do: 'stop'; kind: 'attended' | 'unattended' }
  | { do: 'freeze' } | { do: 'unfreeze' } | { do: 'end'; outcome: Outcome; sheet: boolean };

/** What the verbs do with one event; a refusal leaves the record as it was. */
function step(visit: VisitRecord, event: Event, now: Temporal.Instant): VisitRecord {
  const kept = (result: { ok: true; value: VisitRecord } | { ok: false }): VisitRecord => (result.ok ? result.value : visit);
  switch (event.do) {
    case 'arrive': return kept(arrive(visit, promised, now));
    case 'right': case 'wrong': {
      const given = checkIn(visit, event.do === 'right', now, tasks[0]);
      return given.ok ? given.value.visit : visit;
    }
    case 'start': return visit.state === 'working' ? { ...visit, spans: startClock(visit.spans, event, now) } : visit;
    case 'stop': {
      const spans = stopClock(visit.spans, event, now);
      return visit.state === 'working' && spans.ok ? { ...visit, spans: spans.value } : visit;
    }
    case 'freeze': return kept(freeze(visit, 'person', now));
    case 'unfreeze': return kept(unfreeze(visit));
    case 'end': return kept(end(visit, event.outcome, { sheet: event.sheet, operator: false, promisedFrom: promised.promisedFrom }, now));
  }
}

const kind = fc.constantFrom('attended' as const, 'unattended' as const);
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom<Event>({ do: 'arrive' }, { do: 'right' }, { do: 'wrong' }, { do: 'freeze' }, { do: 'unfreeze' }),
  fc.record({ do: fc.constant('start' as const), kind, task: fc.constantFrom(...tasks) }), fc.record({ do: fc.constant('stop' as const), kind }),
  fc.record({ do: fc.constant('end' as const), outcome: fc.constantFrom(...OUTCOMES), sheet: fc.boolean() }),
);
// Half of the stories begin inside, and half of the events are tries with a code: otherwise chance seldom gets that far.
const begins = fc.constantFrom<Event[]>([], [{ do: 'arrive' }], [{ do: 'arrive' }, { do: 'right' }]);
const goesOn = fc.array(fc.record({ event: fc.oneof(event, fc.constantFrom<Event>({ do: 'wrong' }, { do: 'unfreeze' })), after: fc.integer({ min: 0, max: 30 }) }), { maxLength: 40 });
const story = fc.tuple(begins, goesOn).map(([first, rest]) => [...first.map((one) => ({ event: one, after: 0 })), ...rest]);

/** Every record of a story, with the minute it was reached at. */
function play(events: readonly { event: Event; after: number }[]): { visit: VisitRecord; minute: number; event: Event }[] {
  let visit = fresh();
  let minute = -60;
  return events.map((one) => {
    minute += one.after;
    visit = step(visit, one.event, at(minute));
    return { visit, minute, event: one.event };
  });
}

describe('whatever happens at a door', () => {
  test('no minute is billed before the right code, nor more than there was time', () => {
    fc.assert(fc.property(story, (events) => {
      for (const { visit, minute } of play(events)) {
        const { attended, unattended } = minutesOf(visit.spans, visit.endedAt ?? at(minute));
        if (!visit.startedAt) assert.equal(attended + unattended, 0);
        else assert.ok(attended + unattended <= (visit.endedAt ?? at(minute)).since(visit.startedAt).total('minutes'));
        assert.ok(visit.state !== 'working' || visit.startedAt);
        assert.ok(!visit.startedAt || visit.arrivedAt);
      }
    }), { numRuns: 400 });
  });
  test('the clock stands still while the visit is frozen or over', () => {
    fc.assert(fc.property(story, (events) => {
      for (const { visit } of play(events)) if (visit.state === 'frozen' || visit.state === 'ended') assert.ok(visit.spans.every((span) => span.until));
    }), { numRuns: 400 });
  });
  test('what has ended stays as it ended', () => {
    fc.assert(fc.property(story, (events) => {
      let ended: VisitRecord | undefined;
      for (const { visit } of play(events)) {
        if (ended) assert.deepEqual(visit, ended);
        if (visit.state === 'ended') ended = visit;
      }
    }));
  });
  test('only whoever never came in is billed a missed visit, and only whoever came in is billed work', () => {
    fc.assert(fc.property(story, (events) => {
      const last = play(events).at(-1)?.visit;
      if (!last?.outcome) return;
      const { money: rule } = OUTCOME_RULES[last.outcome];
      if (rule === 'missed-fee') assert.ok(!last.startedAt && last.arrivedAt);
      if (rule === 'work' || rule === 'no-fix') assert.ok(last.startedAt);
    }), { numRuns: 400 });
  });
  test('two wrong codes in a row are forgiven, the third freezes', () => {
    fc.assert(fc.property(story, (events) => {
      let before = fresh();
      for (const { visit, event: what } of play(events)) {
        if (what.do === 'wrong' && before.state === 'at-door') assert.equal(visit.state, before.wrong === 2 ? 'frozen' : 'at-door');
        if (visit.state !== 'frozen' && visit.state !== 'ended') assert.ok(visit.wrong < 3);
        before = visit;
      }
    }), { numRuns: 400 });
  });
  test('shares of tasks always add up to the whole', () => {
    fc.assert(fc.property(story, (events) => {
      for (const { visit, minute } of play(events)) {
        const { attended, unattended, perTask } = minutesOf(visit.spans, at(minute));
        if (!perTask) continue;
        assert.equal(Object.values(perTask).reduce((sum, one) => sum + one.attended, 0), attended);
        assert.equal(Object.values(perTask).reduce((sum, one) => sum + one.unattended, 0), unattended);
      }
    }));
  });
});

describe('a visit', () => {
  const arrived = () => { const result = arrive(fresh(), promised, at(-5)); assert.ok(result.ok); return result.value; };
  test('may be reached two hours around the promise, not earlier and not later', () => {
    const kindAt = (minute: number) => { const result = arrive(fresh(), promised, at(minute)); return result.ok ? 'ok' : result.error.kind; };
    assert.deepEqual([-121, -120, 180, 181].map(kindAt), ['too-early', 'ok', 'ok', 'too-late']);
  });
  test('finds nobody home only after ten minutes at the door, none of them before the promise', () => {
    const kindAt = (visit: VisitRecord, minute: number) => { const result = end(visit, 'nobody-home', { sheet: false, operator: false, promisedFrom: at(0) }, at(minute)); return result.ok ? 'ok' : result.error.kind; };
    assert.equal(kindAt(arrived(), 9), 'wait-at-the-door');
    assert.equal(kindAt(arrived(), 10), 'ok');
    assert.equal(kindAt(fresh(), 30), 'not-at-the-door');
  });
  test('cannot be closed without its sheet, except where nobody came in', () => {
    const started = checkIn(arrived(), true, at(0));
    assert.ok(started.ok);
    for (const outcome of OUTCOMES) {
      const result = end(started.value.visit, outcome, { sheet: false, operator: false, promisedFrom: at(0) }, at(30));
      assert.equal(result.ok, outcome === 'unsafe', outcome);
    }
  });
  test('that is frozen is left only because it is not safe; the rest is the operator’s', () => {
    const frozen = freeze(arrived(), 'person', at(1));
    assert.ok(frozen.ok);
    const kindOf = (outcome: Outcome, operator: boolean) => { const result = end(frozen.value, outcome, { sheet: false, operator, promisedFrom: at(0) }, at(30)); return result.ok ? 'ok' : result.error.kind; };
    assert.deepEqual([kindOf('nobody-home', false), kindOf('unsafe', false), kindOf('entry-refused', true)], ['visit-frozen', 'ok', 'ok']);
  });
});

test('time in which someone works while a machine works too is counted once', () => {
  const spans = [{ kind: 'attended' as const, from: at(0), until: at(20) }, { kind: 'unattended' as const, from: at(10), until: at(50) }, { kind: 'attended' as const, from: at(45), until: at(60) }];
  assert.deepEqual(minutesOf(spans, at(60)), { attended: 35, unattended: 25 });
});

describe('how a visit ends', () => {
  test('is paid as pricing says', () => {
    for (const outcome of OUTCOMES) assert.equal(OUTCOME_RULES[outcome].money, MONEY_RULES[outcome], outcome);
  });
  test('has its money rule, its next step and its sheet as sentences in both languages', () => {
    for (const lang of ['en', 'fr']) {
      const says = JSON.parse(readFileSync(`content/words/${lang}/visits.json`, 'utf8')) as Record<string, string>;
      for (const outcome of OUTCOMES) {
        const rule = OUTCOME_RULES[outcome];
        const keys = [`outcome-${outcome}`, `money-${rule.money}`, `next-${rule.next}`, ...(rule.sheet === 'ready-made' ? BLOCKS.map((block) => `sheet-${outcome}-${block}`) : [])];
        for (const key of keys) assert.ok(says[key], `${lang} ${key}`);
      }
    }
  });
  test('has ready-made sheets that are as easy to read as written ones must be', () => {
    for (const lang of ['en', 'fr'] as const) {
      const says = JSON.parse(readFileSync(`content/words/${lang}/visits.json`, 'utf8')) as Record<string, string>;
      for (const outcome of ['nobody-home', 'entry-refused', 'unsafe']) {
        const sheet = { lang, blocks: Object.fromEntries(BLOCKS.map((block) => [block, says[`sheet-${outcome}-${block}`]])) } as Sheet;
        assert.ok(isComplete(faultsOf(sheet, lang, readability)), `${lang} ${outcome}`);
      }
    }
  });
});

describe('a sheet', () => {
  const blocks = { 'what-was-wrong': 'The printer was paused.', 'what-we-did': 'We let it go on and printed a page.', 'what-it-cost': 'Forty minutes of work: 45 euros.', 'if-it-comes-back': 'Press the round button twice.', 'what-to-watch': 'Nothing special.' };
  test('is complete when all five blocks are filled in the person’s language', () => {
    assert.ok(isComplete(faultsOf({ lang: 'en', blocks }, 'en', readability)));
    assert.ok(!isComplete(faultsOf({ lang: 'en', blocks }, 'fr', readability)));
    assert.ok(!isComplete(faultsOf(undefined, 'en', readability)));
    for (const block of BLOCKS) assert.deepEqual(faultsOf({ lang: 'en', blocks: { ...blocks, [block]: ' ok ' } }, 'en', readability).find(({ fault }) => fault === 'empty'), { fault: 'empty', block });
  });
  test('with a sentence nobody can follow is not complete', () => {
    const long = `We ${'then looked at one more thing and '.repeat(6)}stopped.`;
    assert.ok(faultsOf({ lang: 'en', blocks: { ...blocks, 'what-we-did': long } }, 'en', readability).some(({ fault }) => fault === 'sentence-too-long'));
  });
});

describe('extra work', () => {
  const line = { kind: 'labour' as const, says: 'one more hour', unit: 'minute' as const, quantity: 30, worstQuantity: 60, unitPrice: money(6000, 'EUR') };
  test('says what it costs and what it can cost at most', () => {
    const lines = extraLines([line, { kind: 'parts', says: 'a cable', unit: 'piece', quantity: 2, unitPrice: money(1250, 'EUR'), item: 'usb-cable' }], 'EUR', () => 2000);
    assert.ok(lines.ok);
    assert.deepEqual([totalOf(lines.value, 'EUR', 'expected').cents, totalOf(lines.value, 'EUR', 'worst').cents], [5500, 8500]);
  });
  test('is not in another money, not empty, and sells nothing that renews', () => {
    const kindOf = (asked: Parameters<typeof extraLines>[0]) => { const result = extraLines(asked, 'EUR', () => 0); return result.ok ? 'ok' : result.error.kind; };
    assert.deepEqual([kindOf([]), kindOf([{ ...line, unitPrice: money(1, 'GBP') }]), kindOf([{ ...line, kind: 'subscription' }]), kindOf([{ ...line, unit: 'month' }])],
      ['extra-empty', 'extra-wrong-currency', 'extra-renews', 'extra-renews']);
  });
  test('is answered once', () => {
    const extra = { id: newId('Extra'), visit: newId('Visit'), why: '', lines: [], gross: money(0, 'EUR'), worst: money(0, 'EUR'), state: 'proposed' as const, proposedAt: at(0) };
    const refused = answer(extra, false, 'technician', at(1), false);
    assert.ok(refused.ok);
    assert.equal(answer(refused.value, true, 'code', at(2), false).ok, false);
  });
});

describe('the checklist', () => {
  const lists = JSON.parse(readFileSync('content/checklists.json', 'utf8')) as Checklists;
  const leaves = (JSON.parse(readFileSync('content/triage/taxonomy.json', 'utf8')) as { leaves: { id: string }[] }).leaves.map(({ id }) => id);
  test('knows every leaf, and every step is a sentence in both languages', () => {
    assert.deepEqual(Object.keys(lists.leaves).sort(), [...leaves].sort());
    for (const lang of ['en', 'fr']) {
      const says = JSON.parse(readFileSync(`content/words/${lang}/visits.json`, 'utf8')) as Record<string, string>;
      for (const { step: key } of [...lists.always, ...Object.values(lists.leaves).flat()]) assert.ok(says[`step-${key}`], `${lang} ${key}`);
    }
  });
  test('goes from before to after, and keeps what was ticked', () => {
    const phases = stepsFor(lists, 'data-recovery').map(({ phase }) => phase);
    assert.deepEqual(phases, [...phases].sort((a, b) => ['before', 'during', 'after'].indexOf(a) - ['before', 'during', 'after'].indexOf(b)));
    const [list] = checklistOf(lists, [{ id: tasks[0], words: 'lost photos', leaf: null }], [{ task: tasks[0], step: 'put-back', ticked: 'done', at: at(0) }]);
    assert.deepEqual(list?.steps.filter((one) => one.ticked).map((one) => one.step), ['put-back']);
  });
});

test('on the way is said once, near the hour, and not by whoever is there already', () => {
  const early = setOut(fresh(), promised, at(-121));
  assert.deepEqual(!early.ok && early.error, { kind: 'too-early', from: at(-120) });
  const late = setOut(fresh(), promised, at(181));
  assert.equal(!late.ok && late.error.kind, 'too-late');
  const gone = setOut(fresh(), promised, at(-20));
  assert.ok(gone.ok && gone.value.setOutAt?.equals(at(-20)));
  const again = setOut(gone.value, promised, at(-10));
  assert.ok(again.ok && again.value === gone.value, 'said twice it was said once');
  const there = arrive(gone.value, promised, at(0));
  assert.ok(there.ok);
  const after = setOut(there.value, promised, at(5));
  assert.ok(after.ok && after.value === there.value);
  const stopped = freeze(gone.value, 'person', at(1));
  assert.ok(stopped.ok);
  const held = setOut(stopped.value, promised, at(2));
  assert.equal(!held.ok && held.error.kind, 'visit-frozen');
});
