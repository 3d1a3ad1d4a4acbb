import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '#kernel';
import { clockFrom } from './test-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'porchlight-clock-'));
after(() => { rmSync(folder, { recursive: true }); });
const file = join(folder, 'now');
const secondsAfter = (iso: string, instant: Temporal.Instant): number => Temporal.Instant.from(iso).until(instant).total('seconds');

test('the clock begins at what the file says, runs on, and jumps when the file is written anew', async () => {
  writeFileSync(file, '2026-11-24T09:00:00Z\n');
  const clock = clockFrom(file);
  const first = clock.now();
  assert.ok(secondsAfter('2026-11-24T09:00:00Z', first) < 5, first.toString());
  await wait(30);
  assert.ok(Temporal.Instant.compare(clock.now(), first) > 0, 'it runs');
  writeFileSync(file, '2026-11-25T18:30:00Z');
  const later = secondsAfter('2026-11-25T18:30:00Z', clock.now());
  assert.ok(later >= 0 && later < 5, `${later}`);
});

test('without a file it is the clock of the system', () => {
  assert.equal(clockFrom(undefined), systemClock);
  assert.equal(clockFrom(''), systemClock);
});
