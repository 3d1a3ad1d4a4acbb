import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money, newId } from '#kernel';
import type { Extra } from '#modules/visits';
import type { Work } from '#platform/work';
import type { Needs } from '../needs.ts';
import type { SignSeen } from '../told.ts';
import { watchBill } from './notice.ts';

const eur = (cents: number) => money(cents, 'EUR');
const work = { now: Temporal.Instant.from('2026-11-24T10:00:00Z'), audit: async () => undefined, announce: async () => undefined } as unknown as Work;
type Case = Readonly<{ ceiling: number; billed: number; own?: number; theirs?: number; visits?: number }>;

/** What is noticed of a bill. */
async function noticed({ ceiling, billed, own = 0, theirs = 0, visits = 1 }: Case): Promise<string[]> {
  const all = Array.from({ length: visits }, () => ({ id: newId('Visit'), request: newId('Request'), technician: newId('Technician'), quote: 'quo_a', state: 'done', country: 'FR' }));
  const extras = [...(own ? [{ state: 'approved', saidBy: 'person', worst: eur(own) }] : []), ...(theirs ? [{ state: 'approved', saidBy: 'code', worst: eur(theirs) }] : [])] as unknown as Extra[];
  const signs: SignSeen[] = [];
  const needs = {
    booking: { known: { visit: async () => all.at(-1), visitsOfRequest: async () => all } }, agreed: async () => eur(ceiling), billed: async () => eur(billed),
    visits: { extrasOf: async (_: Work, id: string) => (id === all[0]?.id ? extras : []) }, store: { addSign: async (_: Work, sign: SignSeen) => { signs.push(sign); return true; } },
  } as unknown as Needs;
  await watchBill(needs, work, all.at(-1)?.id as never);
  return signs.map(({ sign }) => sign);
}

test('a bill far above what was agreed stops, and what the person agreed to themselves was agreed', async () => {
  assert.deepEqual(await noticed({ ceiling: 10_000, billed: 10_000 }), []);
  assert.deepEqual(await noticed({ ceiling: 10_000, billed: 13_000, theirs: 3_000 }), []);
  assert.deepEqual(await noticed({ ceiling: 10_000, billed: 13_001, theirs: 3_000 }), ['price-up']);
  assert.deepEqual(await noticed({ ceiling: 10_000, billed: 30_000, own: 20_000 }), []);
  assert.deepEqual(await noticed({ ceiling: 10_000, billed: 40_000, own: 20_000 }), ['price-up']);
});

test('the bill of a second visit holds what was agreed at the first', async () => {
  assert.deepEqual(await noticed({ ceiling: 10_000, billed: 35_000, own: 20_000, visits: 2 }), []);
});
