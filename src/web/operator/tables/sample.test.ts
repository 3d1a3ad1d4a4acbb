import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTable, writeTable } from '#platform/tables/index';
import type { WebHas } from '../../has.ts';
import { type Known, TABLE_KINDS, weigh } from './kinds.ts';

const known: Known = { people: new Map([['1001', 'per_1']]), homeOf: async () => 'hom_1' as never, provider: async () => ({ id: 'pro_1' as never, country: 'FR', guaranteeDays: 30 }), technician: async () => undefined };

for (const kind of TABLE_KINDS) {
  test(`the table to begin with is one that we take: ${kind.what}`, async () => {
    const read = readTable(writeTable([...kind.needed, ...kind.optional], [kind.sample]), kind.needed);
    assert.ok(read.ok);
    const { ready, refused } = await weigh({ clock: { now: () => Temporal.Instant.from('2026-11-24T10:00:00Z') } } as unknown as WebHas, kind, read.value.rows, new Map(), known);
    assert.deepEqual([ready.length, refused], [1, []]);
  });
}
