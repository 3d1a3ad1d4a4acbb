import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lostDoors } from '../client/phone/lost-doors.ts';

const now = new Date('2026-11-24T10:00:00');
const hour = 3_600_000;
const door = (visit: string, opens: number, closes: number) => ({ visit, opens: now.getTime() + opens * hour, closes: now.getTime() + closes * hour });

test('a telephone lets go of a door whose time is over, and of one to which the household said no', () => {
  const doors = [door('over', -4, -1), door('theirs', -1, 2), door('refused', 1, 3)];
  assert.deepEqual(lostDoors(doors, ['refused'], undefined, now), ['over', 'refused']);
  assert.deepEqual(lostDoors(doors, [], undefined, now), ['over'], 'a page of one visit says nothing of the others');
});

test('what the list of today knows no more is let go; a visit that began the day before is not on it and stays', () => {
  const doors = [door('listed', -1, 2), door('taken-away', 1, 3), door('since-last-night', -11, 1)];
  assert.deepEqual(lostDoors(doors, [], ['listed'], now), ['taken-away']);
});
