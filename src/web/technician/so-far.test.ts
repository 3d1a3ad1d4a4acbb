import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readability } from '#modules/learning';
import { BLOCKS, LONGEST_SENTENCE, SHORTEST, isComplete, faultsOf, minutesOf as minutesInTheHouse } from '#modules/visits';
import { createText } from '#platform/text';
import type { Entry } from '../client/phone/outbox.ts';
import { type Base, cannot, minutesOf, sheetLacks, soFar } from '../client/phone/so-far.ts';
import { span } from '../client/phone/words.ts';

const texts = createText(join(import.meta.dirname, '..', '..', '..', 'content', 'words'));
const at = (minute: number): string => new Date(Date.parse('2026-11-24T08:00:00Z') + minute * 60_000).toISOString();
const base: Base = {
  visit: 'vis_a', now: at(0), state: 'expected', wrong: 0, tries: 3, promisedFrom: at(0), waitMinutes: 10, spans: [], ticks: {}, blocks: Object.fromEntries(BLOCKS.map((block) => [block, ''])), shortest: SHORTEST, longestSentence: LONGEST_SENTENCE, signed: false,
  needsStart: ['solved'], needsSheet: ['solved'], missedFee: ['nobody-home'], covers: 3_000, costs: { ext_small: 2_000, ext_more: 1_500, ext_large: 15_000 },
};
const done = (act: string, minute: number, fields: Entry['fields'] = {}): Entry => ({ id: `frm_${act}_${minute}`, visit: 'vis_a', act, fields, at: at(minute) });
const right = { code: '1234', right: 'yes' };
const sheet = Object.fromEntries(BLOCKS.map((block) => [block, 'The plug was loose.']));
const whole = [done('arrive', 1), done('check-in', 2, right), done('tick', 3, { task: 'tas_a', step: 'problem-seen', ticked: 'done' }), done('stop', 20, { kind: 'attended' }), done('start', 25, { kind: 'attended' }), done('sheet', 30, sheet), done('by-hand/drawn', 31), done('end', 32, { outcome: 'solved' })];

describe('a visit without signal', () => {
  test('goes from the door to its end as it would in the house', () => {
    const seen = soFar(base, whole);
    assert.deepEqual([seen.state, seen.outcome, seen.signed, seen.startedAt, seen.ticks['tas_a/problem-seen']], ['ended', 'solved', true, at(2), 'done']);
    assert.deepEqual(minutesOf(seen, at(90)), { attended: 25, unattended: 0 });
  });
  test('nothing is kept that the house would refuse: no work before the code, no signature under half a sheet, no end without one', () => {
    const atDoor = soFar(base, whole.slice(0, 1));
    assert.equal(cannot(base as never, { ...done('check-in', 1, { code: '1234' }) }), 'visits.not-at-the-door');
    assert.equal(cannot(atDoor, done('note', 1, { phase: 'before', text: 'A note.' })), 'visits.visit-not-started');
    assert.equal(cannot(atDoor, done('end', 3, { outcome: 'nobody-home' })), 'visits.wait-at-the-door');
    assert.equal(cannot(atDoor, done('end', 12, { outcome: 'nobody-home' })), undefined);
    assert.equal(cannot(atDoor, done('end', 12, { outcome: 'solved' })), 'visits.visit-not-started');
    const working = soFar(base, whole.slice(0, 2));
    assert.equal(cannot(working, done('by-hand/spoken', 3, { words: 'I agree.' })), 'visits.sheet-incomplete');
    assert.equal(cannot(working, done('end', 3, { outcome: 'solved' })), 'visits.sheet-incomplete');
    assert.equal(cannot(working, done('end', 3, { outcome: 'nobody-home' })), 'visits.visit-has-started');
    assert.equal(cannot(working, done('sign', 3, { code: '12' })), 'work.code-unclear');
    assert.equal(cannot(soFar(base, whole), done('note', 40, { text: 'Too late.' })), 'visits.visit-over');
  });
  test('three wrong codes stop it, and its clock', () => {
    const wrong = { code: '9999', right: 'no' };
    const seen = soFar(base, [done('arrive', 1), ...[2, 3, 4].map((minute) => done('check-in', minute, wrong))]);
    assert.equal(seen.state, 'frozen');
    assert.equal(cannot(seen, done('check-in', 5, right)), 'visits.visit-frozen');
    assert.equal(cannot(seen, done('end', 5, { outcome: 'unsafe' })), undefined);
  });
  test('extra work far above what was agreed waits for the signal and a yes of their own; a no does not', () => {
    const working = soFar(base, whole.slice(0, 2));
    const yes = { answer: 'yes', ...right };
    assert.equal(cannot(working, done('extras/ext_large', 3, yes)), 'visits.own-yes-needed');
    assert.equal(cannot(working, done('extras/ext_large', 3, { answer: 'no' })), undefined);
    assert.equal(cannot(working, done('extras/ext_small', 3, yes)), undefined);
    const agreed = soFar(base, [...whole.slice(0, 2), done('extras/ext_small', 3, yes)]);
    assert.equal(cannot(agreed, done('extras/ext_more', 4, yes)), 'visits.own-yes-needed', 'slices add up');
    assert.equal(cannot(soFar(base, [...whole.slice(0, 2), done('extras/ext_small', 3, { answer: 'no' })]), done('extras/ext_more', 4, yes)), undefined);
    assert.equal(cannot(working, done('extras/ext_of-another-page', 4, yes)), 'visits.own-yes-needed');
  });
  test('a sheet that is written again is signed again, and what was refused did not happen', () => {
    assert.equal(soFar(base, [...whole.slice(0, 7), done('sheet', 33, sheet)]).signed, false);
    assert.equal(soFar(base, [{ ...done('arrive', 1), refused: { kind: 'too-early', says: 'No.' } }]).state, 'expected');
  });
});

test('a telephone counts minutes, reads sheets and writes times as the house does', () => {
  const spans = fc.array(fc.record({ kind: fc.constantFrom('attended' as const, 'unattended' as const), from: fc.integer({ min: 0, max: 300 }), length: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }) }), { maxLength: 6 });
  fc.assert(fc.property(spans, (drawn) => {
    const own = drawn.map(({ kind, from, length }) => ({ kind, from: at(from), ...(length === undefined ? {} : { until: at(from + length) }) }));
    const theirs = minutesInTheHouse(own.map(({ kind, from, until }) => ({ kind, from: Temporal.Instant.from(from), ...(until ? { until: Temporal.Instant.from(until) } : {}) })), Temporal.Instant.from(at(400)));
    assert.deepEqual(minutesOf({ spans: own }, at(400)), { attended: theirs.attended, unattended: theirs.unattended });
  }));
  const word = fc.constantFrom('the', 'plug', 'l’imprimante', 'e-mail', '10.30', 'was', 'loose.', 'Then', 'it', 'works?', '**bold**', '…');
  fc.assert(fc.property(fc.array(fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')), { minLength: 5, maxLength: 5 }), (drawn) => {
    const blocks = Object.fromEntries(BLOCKS.map((block, nth) => [block, drawn[nth] ?? ''])) as Record<(typeof BLOCKS)[number], string>;
    assert.equal(sheetLacks({ ...base, blocks }) === undefined, isComplete(faultsOf({ lang: 'en', blocks }, 'en', readability)), JSON.stringify(blocks));
  }));
  for (const lang of ['en', 'fr'] as const) for (const minutes of [0, 1, 2, 59, 60, 61, 119, 120, 135]) assert.equal(span(lang, minutes), texts[lang].span(minutes));
});
