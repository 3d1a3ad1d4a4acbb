import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Kind, KINDS, type Reachable, channelFor, isOfTheMoment, isSoon } from './message.ts';

const now = Temporal.Instant.from('2026-11-24T10:00:00Z');
const [yesterday, inTwoDays, inAWeek] = [now.subtract({ hours: 24 }), now.add({ hours: 48 }), now.add({ hours: 168 })];
const landline: Reachable = { prefers: 'letter', phone: '+33380310000' };

test('who asked for letters gets what is kept on paper, however long ago the visit was', () => {
  for (const kind of ['invoice-issued', 'invoice-unpaid', 'visit-ended', 'contract-agreed'] as const) assert.equal(channelFor(landline, kind, now, yesterday), 'letter', kind);
});

test('who asked for letters is rung when a letter would come too late, and not before', () => {
  assert.equal(channelFor(landline, 'visit-booked', now, inTwoDays), 'call');
  assert.equal(channelFor(landline, 'visit-booked', now, inAWeek), 'letter');
  assert.equal(channelFor(landline, 'visit-cancelled', now, inAWeek), 'call', 'nobody waits behind the door for a visit that is off');
  assert.equal(channelFor({ prefers: 'letter' }, 'visit-cancelled', now, inAWeek), 'letter', 'where nothing else reaches them');
});

test('whoever chose a way is told by that way, whatever it is about', () => {
  for (const kind of KINDS) {
    assert.equal(channelFor({ prefers: 'sms', phone: '+33612345678' }, kind, now, yesterday), 'sms', kind);
    assert.equal(channelFor({ prefers: 'mail', email: 'a@example.org' }, kind, now, yesterday), 'mail', kind);
    assert.ok(['call', 'letter'].includes(channelFor({ prefers: 'phone', phone: '+33380310000' }, kind, now, inAWeek)), kind);
  }
});

test('what is of the moment is never for paper', () => {
  const moments: readonly Kind[] = KINDS.filter(isOfTheMoment);
  assert.ok(moments.length > 3 && moments.every(isSoon));
});
