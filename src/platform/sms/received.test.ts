import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureFor, smsReceived } from './index.ts';

const now = Temporal.Instant.from('2026-11-24T10:00:00Z');
const time = String(now.epochMilliseconds / 1000);
const body = JSON.stringify({ id: 'gw-1', from: '+33 6 39 98 00 11', text: 'Oui, demain me convient.' });
const key = 'a key that only the two of us know';
const handed = { body, time, signature: signatureFor(key, time, body) };

test('a signed message of this moment is read, with its number as machines write it', () => {
  assert.deepEqual(smsReceived(handed, key, now), { ok: true, value: { id: 'gw-1', from: '+33639980011', text: 'Oui, demain me convient.', at: now } });
});

test('what is not signed by our gateway, or was kept for later, is not read', () => {
  const kinds = [
    smsReceived({ ...handed, signature: undefined }, key, now), smsReceived({ ...handed, signature: signatureFor('another key', time, body) }, key, now),
    smsReceived({ ...handed, body: body.replace('Oui', 'Non') }, key, now), smsReceived({ ...handed, time: String(Number(time) + 1) }, key, now),
    smsReceived(handed, key, now.add({ minutes: 6 })), smsReceived(handed, key, now.subtract({ minutes: 6 })),
  ].map((answer) => (answer.ok ? 'taken' : answer.error.kind));
  assert.deepEqual(kinds, ['not-signed', 'not-signed', 'not-signed', 'not-signed', 'too-old', 'too-old']);
});

test('words that are no message are refused, signed or not', () => {
  for (const odd of ['', 'hello', '[]', JSON.stringify({ id: '', from: '+33639980011', text: 'x' }), JSON.stringify({ id: 'a', from: 'Porchlight', text: 'x' })]) {
    const answer = smsReceived({ body: odd, time, signature: signatureFor(key, time, odd) }, key, now);
    assert.equal(!answer.ok && answer.error.kind, 'not-understood', odd);
  }
});
