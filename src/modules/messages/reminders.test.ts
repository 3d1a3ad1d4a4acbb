import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { jobActor, newId } from '#kernel';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Post, postOn } from './test-post.ts';

const house = jobActor('demo');
let database: TestDatabase;
let post: Post;
before(async () => { database = await testDatabase(); post = postOn(database.url, '2026-11-24T10:00:00Z'); });
after(async () => { await post.pool.end(); await database.drop(); });
beforeEach(async () => {
  post.clock.set('2026-11-24T10:00:00Z');
  post.world.owed = 0;
  post.visits.clear();
  await post.pool.query("update messages.outbox set state = 'done', settled_at = '2026-11-24T10:00:00Z' where state in ('waiting', 'sending')");
  post.empty();
});
/** As the machine's clock would: each hour for so many days. */
async function hourly(days: number): Promise<void> {
  for (let hour = 0; hour < days * 24; hour += 1) { post.clock.pass({ minutes: 60 }); await post.messages.remind(); }
  await post.messages.deliver();
}

describe('whom only letters reach', () => {
  test('is reminded by a letter that is there in time, with the word and the code, once', async () => {
    const { visit } = await post.visitFor({}, '2026-12-10T09:00:00Z');
    await hourly(9);
    assert.equal(post.sent.letters.length, 0, 'a week ahead is too early');
    await hourly(6);
    const [letter, ...others] = post.sent.letters;
    assert.deepEqual(others, []);
    assert.match(letter?.text ?? '', /jeudi 10 décembre[\s\S]*4711/);
    assert.equal(letter?.large?.text, 'lavande renard');
    const seen = post.visits.get(visit);
    if (seen) post.visits.set(visit, { ...seen, sequence: 1, promisedFrom: Temporal.Instant.from('2026-12-20T09:00:00Z') });
    await hourly(8);
    assert.equal(post.sent.letters.length, 2, 'at another time it is another visit');
  });

  test('and who has a telephone or a mailbox, a quiet request, or a letter of confirmation that has only just come, is not', async () => {
    await post.visitFor({ prefers: 'sms', phone: '+33612345678' }, '2026-12-10T09:00:00Z');
    await post.visitFor({ prefers: 'letter', phone: '+33380310000' }, '2026-12-10T09:00:00Z');
    await post.visitFor({}, '2026-12-10T09:00:00Z', { quiet: true });
    await post.visitFor({}, '2026-12-01T09:00:00Z');
    await hourly(16);
    assert.deepEqual([post.sent.letters.length, post.sent.sms.length], [0, 0]);
  });

  test('gets no letter about a moment that is over when it comes', async () => {
    const { visit, home, request } = await post.visitFor({}, '2026-11-25T09:00:00Z');
    for (const fact of ['window-narrowed', 'technician-on-the-way', 'technician-arrived', 'visit-late']) await post.tell({ fact, visit, home, request, expected: '2026-11-25T09:30:00Z' });
    await post.messages.deliver();
    assert.equal(post.sent.letters.length, 0);
  });
});

describe('a bill that was not paid', () => {
  const unpaid = async (who: Parameters<Post['visitFor']>[0]) => {
    const { visit, home, request, person } = await post.visitFor(who, '2026-11-20T09:00:00Z');
    post.world.owed = 4_550;
    await post.tell({ fact: 'invoice-unpaid', invoice: newId('Invoice'), visit, home, request });
    return { visit, home, request, person };
  };

  test('is reminded of with what is still open, and with where to say that something is not right', async () => {
    await unpaid({ prefers: 'mail', email: 'odette@example.org' });
    await post.messages.deliver();
    assert.match(post.sent.mail[0]?.text ?? '', /45,50\s€[\s\S]*15 décembre 2026[\s\S]*Ce rappel ne coûte rien/);
  });

  test('comes on paper to who is told by telephone, and a payment overtakes what still waits', async () => {
    await unpaid({ prefers: 'phone', phone: '+33380310001' });
    await post.messages.deliver();
    assert.equal(post.sent.letters.length, 1);
    post.clock.set('2026-11-24T22:00:00Z');
    const { visit, home, request, person } = await unpaid({ prefers: 'sms', phone: '+33612340009' });
    post.world.owed = 0;
    await post.tell({ fact: 'payment-recorded', invoice: newId('Invoice'), payment: newId('Payment'), visit, home, request });
    const states = (await post.works.looking(house, (work) => post.messages.outbox(work, { person }))).map(({ kind, state }) => [kind, state]);
    assert.deepEqual(states.toSorted(), [['invoice-unpaid', 'overtaken'], ['payment-recorded', 'waiting']]);
  });
});

describe('who dies between sending and writing it down', () => {
  test('sends it again under the same name, so that it is seen once', async () => {
    const { visit, home, request } = await post.visitFor({ prefers: 'sms', phone: '+33612345679' }, '2026-12-03T09:00:00Z');
    await post.tell({ fact: 'visit-booked', visit, home, request, technician: newId('Technician') });
    post.world.dies = true;
    await assert.rejects(post.messages.deliver(), /the power is gone/);
    assert.equal(post.sent.sms.length, 1);
    assert.deepEqual(await post.messages.deliver(), { sent: 0, later: 0, refused: 0 }, 'somebody else may still be sending it');
    post.clock.pass({ minutes: 30 });
    assert.equal((await post.messages.deliver()).sent, 1);
    assert.equal(post.sent.sms.length, 2, 'at least once');
    assert.equal(new Set(post.sent.sms.map(({ messageId }) => messageId)).size, 1, 'the gateway knows it by its name and hands it over once');
    assert.deepEqual(await post.messages.deliver(), { sent: 0, later: 0, refused: 0 });
  });
});
