import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS, createLimits, networkOf } from './index.ts';
import type { LimitName } from './index.ts';

test('after so many tries one hears when to come back, and trying again does not lengthen it', async () => {
  const limits = createLimits({ code: { times: 3, seconds: 60 } });
  for (let i = 0; i < 3; i += 1) assert.deepEqual(await limits.may('code', 'a'), { ok: true });
  for (let i = 0; i < 20; i += 1) {
    const refused = await limits.may('code', 'a');
    assert.ok(!refused.ok && refused.retryAfterSeconds > 0 && refused.retryAfterSeconds <= 60);
  }
});

test('one key does not count for another, nor one limit for another', async () => {
  const limits = createLimits({ code: { times: 1, seconds: 60 }, 'sign-in': { times: 1, seconds: 60 } });
  await limits.may('code', 'a');
  assert.deepEqual(await limits.may('code', 'b'), { ok: true });
  assert.deepEqual(await limits.may('sign-in', 'a'), { ok: true });
  assert.equal((await limits.may('code', 'a')).ok, false);
});

test('a success wipes the tries before it', async () => {
  const limits = createLimits({ code: { times: 1, seconds: 60 } });
  await limits.may('code', 'a');
  await limits.forget('code', 'a');
  assert.deepEqual(await limits.may('code', 'a'), { ok: true });
});

test('the time passes', async () => {
  const limits = createLimits({ code: { times: 1, seconds: 1 } });
  await limits.may('code', 'a');
  assert.deepEqual(await limits.may('code', 'a'), { ok: false, retryAfterSeconds: 1 });
  await new Promise((resolve) => { setTimeout(resolve, 1_050); });
  assert.deepEqual(await limits.may('code', 'a'), { ok: true });
});

test('tries at the same moment are all counted', async () => {
  const limits = createLimits({ code: { times: 5, seconds: 60 } });
  const all = await Promise.all(Array.from({ length: 40 }, () => limits.may('code', 'a')));
  assert.equal(all.filter((one) => one.ok).length, 5);
});

test('every limit lets a person in at least once, and a name that is not limited is a fault', async () => {
  for (const name of Object.keys(LIMITS) as LimitName[]) assert.deepEqual(await createLimits().may(name, 'a'), { ok: true });
  await assert.rejects(createLimits().may('nothing' as LimitName, 'a'), /Nothing is limited/);
});

test('a household with many IPv6 addresses is one', () => {
  assert.equal(networkOf('2001:db8:1:2:aaaa:bbbb:cccc:dddd'), networkOf('2001:0db8:0001:0002::1'));
  assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'));
  assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7');
  assert.equal(networkOf('::1'), '0:0:0:0::/64');
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0::/64');
});
