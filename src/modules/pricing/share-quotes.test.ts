import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Actor, type RequestId, type Result, jobActor, must, newId } from '#kernel';
import type { People } from '#modules/people';
import { sql } from '#platform/db';
import type { Work } from '#platform/work';
import { type SmallHouse, operator, ownerOf, smallHouse, stranger } from '../../../test/golden/small-house.ts';
import { quarters, scopeOf, tariffOf, taskOf } from '../../../test/golden/tariffs.ts';
import { createPricing } from './pricing.ts';
import { LINK_DAYS, MOST_LINKS } from './shared-link.ts';
import type { Pricing } from './verbs.ts';

let house: SmallHouse;
let pricing: Pricing;
const tariff = tariffOf(quarters);
const job = jobActor('test');
const work = <T>(by: Actor, todo: (work: Work) => Promise<Result<T, { kind: string }>>) => house.works.inWork(by, todo);
const look = <T>(by: Actor, todo: (work: Work) => Promise<T>) => house.works.looking(by, todo);
const kindOf = (answer: Result<unknown, { kind: string }>): string => (answer.ok ? 'ok' : answer.error.kind);
before(async () => {
  house = await smallHouse();
  pricing = createPricing({ vouchersPay: async () => true, dbOf: house.works.dbOf, keys: house.keys, technicians: house.technicians, people: house.people as unknown as { known: People['known'] } });
  await house.addProvider(tariff);
  must(await work(job, (inside) => pricing.setTariff(inside, tariff.provider, quarters)));
});
after(() => house.close());

async function priced(quiet = false): Promise<RequestId> {
  const scope = scopeOf([taskOf('slow-or-freezing', 60, 60)], [tariff], 8_000, { home: house.home, request: newId('Request'), ...(quiet ? { quiet } : {}) });
  must(await work(job, (inside) => pricing.computeQuotes(inside, scope, [{ provider: tariff.provider }])));
  return scope.request;
}
const share = (request: RequestId, by: Actor = ownerOf(house)) => work(by, (inside) => pricing.shareQuotes(inside, { request }));
const opens = (link: Parameters<Pricing['known']['sharedBy']>[1]) => look(job, (inside) => pricing.known.sharedBy(inside, link));

test('a link is made and stopped by whoever may answer the quotes, is over at once, and each is written down', async () => {
  const request = await priced();
  assert.equal(kindOf(await share(request, stranger)), 'no-such-quote');
  const link = must(await share(request));
  assert.equal(await opens(link.id), request);
  assert.deepEqual((await look(ownerOf(house), (inside) => pricing.sharedLinks(inside, request)))?.map(({ id }) => id), [link.id]);
  assert.equal(await look(stranger, (inside) => pricing.sharedLinks(inside, request)), undefined);
  assert.equal(kindOf(await work(stranger, (inside) => pricing.stopSharing(inside, { link: link.id }))), 'no-such-link', 'a foreign link is as one that does not exist');
  assert.equal(await opens(link.id), request);

  const stopped = must(await work(operator, (inside) => pricing.stopSharing(inside, { link: link.id })));
  assert.ok(stopped.stoppedAt);
  assert.equal(await opens(link.id), undefined);
  assert.equal(kindOf(await work(ownerOf(house), (inside) => pricing.stopSharing(inside, { link: link.id }))), 'ok', 'once more changes nothing');
  const { rows } = await sql<{ did: string }>`select did from platform.audit_lines where about = ${link.id} order by id`.execute(house.db);
  assert.deepEqual(rows.map(({ did }) => did), ['share-quotes', 'stop-sharing']);
});

test('a link runs out, only so many are open at once, and a quiet request has none', async () => {
  const request = await priced();
  const links = [];
  for (let made = 0; made < MOST_LINKS; made += 1) links.push(must(await share(request)));
  assert.equal(kindOf(await share(request)), 'links-enough');
  house.clock.pass({ hours: LINK_DAYS * 24 + 1 });
  for (const { id } of links) assert.equal(await opens(id), undefined);
  assert.equal(kindOf(await share(request)), 'ok', 'those that are over do not count');
  const quiet = await priced(true);
  for (const by of [operator, { kind: 'asker', request: quiet } as const]) assert.equal(kindOf(await share(quiet, by)), 'no-such-quote');
});

test('what somebody shared is taken along and erased with them', async () => {
  const person = (ownerOf(house) as Extract<Actor, { kind: 'person' }>).person;
  must(await share(await priced()));
  const taken = await look(job, (inside) => pricing.aboutPerson.export(inside, person));
  assert.ok((taken['sharedLinks'] as unknown[]).length > 0);
  await work(job, async (inside) => { await pricing.aboutPerson.erase(inside, person); return { ok: true as const, value: true }; });
  assert.deepEqual((await look(job, (inside) => pricing.aboutPerson.export(inside, person)))['sharedLinks'], []);
});
