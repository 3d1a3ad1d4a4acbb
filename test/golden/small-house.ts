/** A database with one home, its people and providers, for the store tests of prices and bills. */
import { type Actor, type HomeId, type PersonId, type ProviderId, clockAt, newId } from '#kernel';
import { type Provider } from '#modules/technicians';
import { type ProviderTerms, type Tariff } from '#modules/pricing';
import { openDb, openPool, sql } from '#platform/db';
import { type Fact, inlineFacts } from '#platform/facts';
import { keysFrom } from '#platform/keys';
import { silentLog } from '#platform/log';
import { createWorks } from '#platform/work';
import { testDatabase } from '../support/database.ts';
import { termsOf } from './tariffs.ts';

export async function smallHouse() {
  const database = await testDatabase();
  const pool = openPool({ url: database.url, log: silentLog });
  const db = openDb<unknown>(pool);
  const clock = clockAt('2026-11-23T10:00:00Z');
  const told: Fact[] = [];
  const facts = inlineFacts();
  for (const fact of ['quotes-offered', 'quote-accepted', 'quote-refused', 'second-yes-asked', 'second-yes-answered', 'second-eyes-named', 'second-eyes-ending', 'invoice-issued', 'payment-recorded', 'credit-note-issued']) {
    facts.listen(fact, 'test', async (heard) => { told.push(heard); });
  }
  const works = createWorks({ db, clock, facts });
  const home = newId('Home');
  const [owner, daughter] = [newId('Person'), newId('Person')];
  for (const [id, name] of [[owner, 'Odette'], [daughter, 'Camille']] as const) {
    await sql`insert into people.persons (id, given_name, family_name, lang, country, phone, prefers, large_print, welcomed_by, welcomed_at)
      values (${id}, ${name}, 'Martin', 'fr', 'FR', '+33600000000', 'phone', false, 'test', ${clock.now()})`.execute(db);
  }
  await sql`insert into people.homes (id, line, postcode, town, country, added_by, added_at) values (${home}, '3 rue des Lilas', '38000', 'Grenoble', 'FR', 'test', ${clock.now()})`.execute(db);

  const providers = new Map<ProviderId, ProviderTerms>();
  const addProvider = async (tariff: Tariff, more: Partial<ProviderTerms> = {}): Promise<void> => {
    providers.set(tariff.provider, termsOf(tariff, more));
    await sql`insert into technicians.providers (id, name, legal_name, kind, country, company_number, vat_mention, line, postcode, town, phone, email, pay, lat, lng, guarantee_days, about, added_at)
      values (${tariff.provider}, 'Lumen', 'Lumen SARL', 'firm', ${tariff.country}, ${tariff.provider}, 'none', '1 rue Haute', '38000', 'Grenoble', '+33400000000', 'a@example.org', '{}', 45.2, 5.7, 30, 'us', ${clock.now()})`.execute(db);
  };
  return {
    db, works, clock, told, keys: keysFrom(Buffer.alloc(32, 7)), home, owner, daughter, providers, addProvider,
    /** What `technicians` would say. */
    technicians: { provider: async (_: unknown, id: ProviderId) => providers.get(id) as unknown as Provider | undefined },
    people: { known: {
      residentsOf: async () => [{ id: owner }], homesOf: async () => [{ id: home }],
      helpersOf: async () => [{ helper: { id: daughter }, mandate: { scopes: ['answer-quotes'] } }],
    } },
    async close() { await db.destroy(); await database.drop(); },
  };
}
export type SmallHouse = Awaited<ReturnType<typeof smallHouse>>;

const person = (id: PersonId, more: object): Actor => ({ kind: 'person', person: id, homes: [], mandates: [], roles: [], ...more });
export const ownerOf = (house: SmallHouse): Actor => person(house.owner, { homes: [house.home] });
export const helperOf = (house: SmallHouse): Actor => person(house.daughter, { mandates: [{ home: house.home as HomeId, scopes: ['answer-quotes', 'see-quotes'] }] });
export const operator: Actor = person(newId('Person'), { roles: ['operator'] });
export const stranger: Actor = person(newId('Person'), { homes: [newId('Home')] });
