import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BELIEVED_HOURS, happenedAt } from './happened.ts';

const now = Temporal.Instant.from('2026-11-24T12:00:00Z');
const nothing = { spans: [] };

test('how long ago is believed, not what o’clock the telephone thinks it is', () => {
  const sent = Temporal.Instant.from('2031-01-01T00:10:00Z');
  assert.equal(happenedAt(nothing, { at: sent.subtract({ minutes: 25 }), sent }, now)?.toString(), '2026-11-24T11:35:00Z');
});
test('nothing has happened in the future, before what is known of the visit, or longer ago than a day', () => {
  assert.equal(happenedAt(nothing, { at: now.add({ hours: 3 }), sent: now }, now)?.toString(), now.toString());
  const startedAt = now.subtract({ minutes: 10 });
  assert.equal(happenedAt({ startedAt, spans: [{ kind: 'attended', from: startedAt }] }, { at: now.subtract({ minutes: 30 }), sent: now }, now)?.toString(), startedAt.toString());
  assert.equal(happenedAt(nothing, { at: now.subtract({ hours: BELIEVED_HOURS, minutes: 1 }), sent: now }, now), undefined);
});
test('whatever a telephone states, the instant lies between what is known and now', () => {
  fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 600 }), (at, sent, minutes) => {
    const known = now.subtract({ minutes });
    const found = happenedAt({ arrivedAt: known, spans: [] }, { at: now.add({ seconds: at }), sent: now.add({ seconds: sent }) }, now);
    if (!found) return;
    assert.ok(Temporal.Instant.compare(found, known) >= 0 && Temporal.Instant.compare(found, now) <= 0);
  }));
});
