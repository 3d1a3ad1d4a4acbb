import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Town, openTown } from './town.ts';

let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

type Body = Record<string, unknown>;
let keys = 0;
/** A program of somebody's own at the interface; without `status` a good answer is expected. */
async function call<T = Body>(method: 'GET' | 'POST', path: string, { token, body, status }: { token?: string; body?: unknown; status?: number } = {}): Promise<T> {
  keys += 1;
  const answer = await fetch(`${town.url}/api/v1${path}`, {
    method, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': `program-${String(keys)}-of-this-story` } : {}) },
  });
  const said = (await answer.json()) as T;
  assert.ok(status === undefined ? answer.ok : answer.status === status, `${method} ${path}: ${String(answer.status)} ${JSON.stringify(said)}`);
  return said;
}

test('a program asks, prices, shows the contract, books what was shown, and withdraws', async () => {
  const asked = await call<{ request: string; reference: string; code: string }>('POST', '/requests', { body: { words: 'The printer prints nothing any more.', lang: 'en', country: 'FR' } });
  const { token } = await call<{ token: string }>('POST', '/returns', { body: { reference: asked.reference, code: asked.code } });
  const as = (body?: unknown) => ({ token, ...(body === undefined ? {} : { body }) });
  const { tasks } = await call<{ tasks: { id: string; guesses: { leaf: string }[] }[] }>('GET', `/requests/${asked.request}`, as());
  const [task] = tasks;
  await call('POST', `/requests/${asked.request}/understanding`, as({ task: task?.id, leaf: task?.guesses[0]?.leaf }));
  await call('POST', `/requests/${asked.request}/way`, as({ way: 'visit' }));
  await call('POST', `/requests/${asked.request}/person`, as({ givenName: 'Lucienne', familyName: 'Berthier', email: 'lucienne@example.org', prefers: 'mail', line: '12 Place Notre-Dame', postcode: '21140', town: 'Semur-en-Auxois', country: 'FR', lat: 47.4906, lng: 4.3334 }));
  const { quotes } = await call<{ quotes: string[] }>('POST', `/requests/${asked.request}/quotes`, as({}));
  const quote = await call<{ id: string; version: string }>('GET', `/quotes/${quotes[0] ?? ''}`, as());
  const { items } = await call<{ items: { key: string }[] }>('GET', `/quotes/${quote.id}/times`, as());
  const hold = await call<{ id: string; quote: string; promisedFrom: string; promisedUntil: string }>('POST', `/quotes/${quote.id}/holds`, as({ slot: items[0]?.key }));
  const standing = await call<{ id: string; version: string }>('GET', `/quotes/${hold.quote}`, as());

  const terms = await call<{ digest: string; words: string }>('GET', `/quotes/${hold.quote}/terms?lang=en&promisedFrom=${encodeURIComponent(hold.promisedFrom)}&promisedUntil=${encodeURIComponent(hold.promisedUntil)}`, as());
  assert.match(terms.digest, /^[0-9a-f]{64}$/);
  assert.match(terms.words, /withdraw/i);
  const unclear = await call<{ errors?: unknown }>('GET', `/quotes/${hold.quote}/terms?lang=en&promisedFrom=soon&promisedUntil=later`, { token, status: 422 });
  assert.match(JSON.stringify(unclear), /promisedFrom/);

  const book = (digest: string, status?: number) => call<{ id: string }>('POST', `/quotes/${hold.quote}/visits`, { token, ...(status === undefined ? {} : { status }), body: { hold: hold.id, expressRequest: true, termsHash: standing.version, shown: { digest, lang: 'en', acknowledges: true } } });
  const other = await book('0'.repeat(64), 409) as unknown as { type?: string };
  assert.match(JSON.stringify(other), /terms-changed/, 'other words than those that stand are not agreed to');
  await book(terms.digest);

  const agreements = await call<{ items: { id: string; digest: string; informedAt?: string; withdrawal: { may: boolean; until?: string } }[] }>('GET', `/requests/${asked.request}/agreements`, as());
  const [agreed] = agreements.items;
  assert.equal(agreed?.digest, terms.digest);
  assert.ok(agreed?.informedAt, 'who was shown the words was informed');
  assert.equal(agreed.withdrawal.may, true);
  // Fourteen days, not fourteen days and a year: the clock ran from what was shown.
  assert.ok(Temporal.Instant.from(agreed.withdrawal.until ?? '').since(Temporal.Instant.from('2026-11-24T08:00:00Z')).total('days') < 20);
  assert.equal((await call<{ words: string }>('GET', `/agreements/${agreed.id}/words`, as())).words, terms.words, 'kept as it was shown');

  const withdrawn = await call<{ id: string; refundBy: string }>('POST', `/agreements/${agreed.id}/withdrawal`, as({ name: 'Lucienne Berthier', replyTo: 'lucienne@example.org' }));
  assert.match(withdrawn.refundBy, /^\d{4}-\d\d-\d\d$/);
  const after = await call<{ withdrawal: { may: boolean; declaredAt?: string } }>('GET', `/agreements/${agreed.id}`, as());
  assert.ok(!after.withdrawal.may && after.withdrawal.declaredAt);
  await call('POST', `/agreements/${agreed.id}/withdrawal`, { token, status: 409, body: { name: 'Lucienne Berthier', replyTo: 'lucienne@example.org' } });
  await call('GET', `/agreements/${agreed.id}`, { status: 401 });
});
