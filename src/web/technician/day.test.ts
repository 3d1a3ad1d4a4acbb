import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#kernel';
import type { Work } from '#platform/work';
import { stopsOf } from './day.ts';

const now = Temporal.Instant.from('2026-11-24T09:00:00Z');
const visit = (plannedEnd: Temporal.Instant, state = 'booked') => ({ appointment: { id: newId('Visit'), request: newId('Request'), home: newId('Home'), technician: newId('Technician'), state, plannedEnd }, travel: { seconds: 600, metres: 4_000 } });

test('the list of a day says where a visit is while that is theirs to read: not a day after it, and not after the household said no to them', async () => {
  const [ahead, lastHour, over, refused, cancelled] = [visit(now.add({ hours: 1 })), visit(now.subtract({ hours: 23 })), visit(now.subtract({ hours: 24 })), visit(now.add({ hours: 2 })), visit(now, 'cancelled')];
  const has = {
    booking: { known: { request: async () => undefined } }, people: { known: { home: async (_: Work, id: string) => ({ id }), person: async () => undefined } },
    visits: { known: { record: async () => ({ state: 'expected' }) } }, contracts: { known: { isRefused: async (_: Work, id: string) => id === refused.appointment.id } },
  };
  const stops = await stopsOf(has as never, { now } as Work, { visits: [ahead, lastHour, over, refused, cancelled] } as never);
  assert.deepEqual(stops.map(({ home, refused: isRefused }) => [home !== undefined, isRefused]), [[true, false], [true, false], [false, false], [false, true]]);
});
