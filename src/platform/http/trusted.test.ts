import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readConfig } from '../config.ts';
import { callerOf, trustsFrom, trustsNobody } from './trusted.ts';

const ours = trustsFrom('10.0.0.0/8, 127.0.0.1, fd00::/8');

describe('who calls', () => {
  test('is the socket, whatever a stranger writes into the header', () => {
    assert.equal(callerOf('203.0.113.9', '198.51.100.7', ours), '203.0.113.9');
    assert.equal(callerOf('10.0.0.2', '198.51.100.7', trustsNobody), '10.0.0.2');
  });
  test('is whom our own proxy heard', () => {
    assert.equal(callerOf('10.0.0.2', '198.51.100.7', ours), '198.51.100.7');
    assert.equal(callerOf('::ffff:10.0.0.2', '2001:db8::7', ours), '2001:db8::7');
    assert.equal(callerOf('10.0.0.2', '198.51.100.7, 10.0.0.3, 127.0.0.1', ours), '198.51.100.7');
  });
  test('is never what the caller wrote further left', () => {
    assert.equal(callerOf('10.0.0.2', '1.1.1.1, 10.9.9.9, 198.51.100.7', ours), '198.51.100.7');
    fc.assert(fc.property(fc.array(fc.oneof(fc.ipV4(), fc.string()), { maxLength: 30 }), (written) => {
      assert.equal(callerOf('10.0.0.2', [...written, '198.51.100.7', '10.0.0.3'].join(','), ours), '198.51.100.7');
    }));
  });
  test('is our proxy itself when it says nothing that is an address', () => {
    for (const said of [undefined, '', 'unknown', '_hidden', '198.51.100.7:4711, what']) assert.equal(callerOf('10.0.0.2', said, ours), '10.0.0.2');
  });
});

describe('the setting TRUSTED_PROXIES', () => {
  test('takes addresses and networks, and trusts nobody when it is empty', () => {
    assert.equal(readConfig({}).trusts('127.0.0.1'), false);
    const { trusts } = readConfig({ TRUSTED_PROXIES: '192.0.2.1 10.0.0.0/8,fd00::/8' });
    assert.deepEqual(['192.0.2.1', '192.0.2.2', '10.200.0.1', 'fd12::1', 'fe80::1', 'nonsense'].map(trusts), [true, false, true, true, false, false]);
  });
  test('names what it does not understand', () => {
    for (const wrong of ['everyone', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/x']) assert.throws(() => readConfig({ TRUSTED_PROXIES: wrong }), /TRUSTED_PROXIES is \(.*such as 127\.0\.0\.1/);
  });
});
