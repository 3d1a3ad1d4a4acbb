import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reckonedBy } from './reckoned.ts';

test('a quote remembers whether its way was followed on real roads or estimated', () => {
  const day = Temporal.PlainDate.from('2026-11-23');
  const roads = reckonedBy({ model: 'valhalla-20261123100000-0123456789abcdef' });
  assert.ok(roads.by === 'roads' && roads.on?.equals(day));
  assert.deepEqual(reckonedBy({ model: 'osrm' }), { by: 'roads' });
  for (const model of ['valhalla-20261123100000-0123456789abcdef-neighbourhoods', 'osrm-neighbourhoods']) assert.deepEqual(reckonedBy({ model }), { by: 'neighbourhoods' });
  for (const model of ['bands-2026-11', 'preview', 'something-new']) assert.deepEqual(reckonedBy({ model }), { by: 'straight-line' }, `${model} is not claimed to be a road`);
});
