import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guaranteedUntil, heldOf } from './past-visit.ts';

const day = (iso: string): Temporal.PlainDate => Temporal.PlainDate.from(iso);

test('a repair of the past held when nothing came back for thirty days; what was not solved is neither', () => {
  const visits = [{ on: day('2026-05-01'), outcome: 'solved' as const }, { on: day('2026-05-01'), outcome: 'solved' as const, cameBackOn: day('2026-05-31') }, { on: day('2026-05-01'), outcome: 'solved' as const, cameBackOn: day('2026-06-01') }, { on: day('2026-05-01'), outcome: 'unsolved' as const }];
  assert.deepEqual(heldOf(visits, 30), { solved: 3, stayed: 2 });
});
test('what was solved is guaranteed for the days of its provider, and nothing else', () => {
  assert.equal(guaranteedUntil({ on: day('2026-05-01'), outcome: 'solved', guaranteeDays: 60 }).toString(), '2026-06-30');
  assert.equal(guaranteedUntil({ on: day('2026-05-01'), outcome: 'unsolved', guaranteeDays: 60 }).toString(), '2026-05-01');
});
