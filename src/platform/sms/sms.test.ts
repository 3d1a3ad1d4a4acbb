import assert from 'node:assert/strict';
import { test } from 'node:test';
import { no, ok } from '#kernel';
import { createSms, smsParts } from './index.ts';
import type { Sms } from './index.ts';

const sms: Sms = { to: '+33612345678', text: 'Votre code : 4821', messageId: 'msg_1' };
const boxed: Sms[] = [];
const outbox = async (one: Sms): Promise<void> => { boxed.push(one); };

test('without a gateway a message waits in the outbox as it is', async () => {
  assert.deepEqual(await createSms({ outbox }).send(sms), { ok: true, value: { via: 'outbox', parts: 1 } });
  assert.deepEqual(boxed, [sms]);
});

test('with a gateway the outbox stays empty, and a refusal comes through', async () => {
  boxed.length = 0;
  assert.deepEqual(await createSms({ outbox, gateway: async () => ok(1) }).send(sms), { ok: true, value: { via: 'gateway', parts: 1 } });
  assert.deepEqual(await createSms({ outbox, gateway: async () => no({ kind: 'sms-later', why: 'busy' }) }).send(sms), { ok: false, error: { kind: 'sms-later', why: 'busy' } });
  assert.deepEqual(boxed, []);
});

test('a number that is not international goes nowhere', async () => {
  for (const to of ['0612345678', '+33 6 12 34 56 78', '+0', '', '+33612345678,+33612345679']) {
    const sent = await createSms({ outbox }).send({ ...sms, to });
    assert.equal(!sent.ok && sent.error.kind, 'sms-refused', to);
  }
});

test('parts are counted as they are billed', () => {
  assert.equal(smsParts('a'.repeat(160)), 1);
  assert.equal(smsParts('a'.repeat(161)), 2);
  assert.equal(smsParts('€'.repeat(80)), 1);
  assert.equal(smsParts('€'.repeat(81)), 2);
  assert.equal(smsParts(`${'a'.repeat(69)}ê`), 1);
  assert.equal(smsParts(`${'a'.repeat(70)}ê`), 2);
  assert.equal(smsParts(''), 1);
});
