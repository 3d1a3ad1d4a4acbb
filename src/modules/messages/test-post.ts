/** A small house for tests of messages: real people and a real outbox, and ways out that can be closed. */
import { type HomeId, type PersonId, type RequestId, type TechnicianId, type VisitId, clockAt, jobActor, must, newId, ok } from '#kernel';
import { createPeople } from '#modules/people';
import { openDb, openPool } from '#platform/db';
import { type Fact, inlineFacts } from '#platform/facts';
import { keysFrom } from '#platform/keys';
import type { Letter } from '#platform/letters/index';
import type { Mail } from '#platform/mail/index';
import type { Sms } from '#platform/sms/index';
import { createText } from '#platform/text';
import { type InWork, createWorks } from '#platform/work';
import { createMessages } from './messages.ts';
import type { RequestSeen, VisitSeen } from './needs.ts';

const seed = jobActor('seed');
type Booked = VisitSeen & { bookedAt: Temporal.Instant };
export type Post = ReturnType<typeof postOn>;

export function postOn(url: string, at: string) {
  const clock = clockAt(at);
  const facts = inlineFacts();
  const pool = openPool({ url, log: { info() {}, warn() {}, error() {} } as never });
  const works = createWorks({ db: openDb(pool), clock, facts });
  const keys = keysFrom(Buffer.alloc(32, 9));
  const people = createPeople({ dbOf: works.dbOf, keys, site: { name: 'Porchlight', url: 'http://localhost:4300' } });
  const sent: { sms: Sms[]; mail: Mail[]; letters: Letter[] } = { sms: [], mail: [], letters: [] };
  const visits = new Map<VisitId, Booked>();
  const requests = new Map<RequestId, RequestSeen>();
  /** What is still owed of any bill, in cents; and whether the machine dies before the next message is written down as sent. */
  const world = { owed: 0, dies: false };
  const inWork: InWork = (by, todo, ...rest) => {
    if (world.dies && sent.sms.length + sent.mail.length > 0) { world.dies = false; throw new Error('the power is gone'); }
    return works.inWork(by, todo, ...rest);
  };
  const messages = createMessages({
    dbOf: works.dbOf, inWork, keys, people, words: createText('content/words'), house: { name: 'Porchlight', phone: '03 80 00 00 00', url: 'https://aide.example' },
    post: {
      sms: { send: async (sms) => { sent.sms.push(sms); return ok({ via: 'outbox', parts: 1 }); } }, mail: { send: async (mail) => { sent.mail.push(mail); return ok({ via: 'outbox' }); } },
      letters: { write: async (letter) => { sent.letters.push(letter); return { path: letter.messageId }; }, batch: async () => Buffer.alloc(0), read: async () => undefined, erase: async () => true },
    },
    reads: {
      booking: {
        requestsOf: async (_: unknown, { person }: { person: PersonId }) => [...requests.values()].filter((one) => one.person === person).map((one) => ({ ...one, state: 'booked' })), visitCalendar: async () => undefined,
        known: {
          request: async (_: unknown, id: RequestId) => requests.get(id), visit: async (_: unknown, id: VisitId) => visits.get(id), doorOf: async () => ({ word: 'lavande renard', code: '4711' }),
          visitsBetween: async (_: unknown, from: Temporal.Instant, until: Temporal.Instant) => [...visits.values()].filter(({ promisedFrom }) => Temporal.Instant.compare(promisedFrom, from) >= 0 && Temporal.Instant.compare(promisedFrom, until) < 0),
        },
      },
      technicians: { technician: async () => ({ firstName: 'Samira', lastInitial: 'B', car: 'une Kangoo bleue', person: newId('Person') }), inOffice: async () => [], provider: async () => ({ name: 'Lanterne', email: 'l@example.org', phone: '+33380000000', country: 'FR' }) },
      billing: { known: { invoice: async () => ({ number: 'LAN-1', gross: { cents: 8000, currency: 'EUR' } }), unpaid: async () => (world.owed === 0 ? undefined : { number: 'LAN-1', owed: { cents: world.owed, currency: 'EUR' }, dueOn: Temporal.PlainDate.from('2026-12-15') }) } },
    } as never,
  });
  messages.listen(facts);
  type Asked = Parameters<typeof people.welcomePerson>[1];
  /** Somebody with a visit that was booked now; `quiet`: of a quiet request. */
  async function visitFor(who: Partial<Asked>, from: string, more: { quiet?: boolean } = {}): Promise<{ visit: VisitId; person: PersonId; home: HomeId; request: RequestId }> {
    const person = must(await works.inWork(seed, (work) => people.welcomePerson(work, { givenName: 'Odette', familyName: 'Perrin', lang: 'fr', country: 'FR', prefers: 'letter', ...who }))).id;
    const home = must(await works.inWork(seed, (work) => people.addHome(work, { person, address: { line: '3 rue Haute', postcode: '21130', town: 'Auxonne', country: 'FR' } }))).id;
    const [request, visit, quiet, promisedFrom] = [newId('Request'), newId('Visit'), more.quiet ?? false, Temporal.Instant.from(from)];
    requests.set(request, { id: request, reference: 'K7M-4QX', lang: 'fr', quiet, person, home, country: 'FR' });
    visits.set(visit, { id: visit, request, provider: newId('Provider'), technician: newId('Technician') as TechnicianId, home, country: 'FR', quiet, state: 'booked', sequence: 0, promisedFrom, promisedUntil: promisedFrom.add({ hours: 1 }), bookedAt: clock.now() });
    return { visit, person, home, request };
  }
  const tell = (fact: object): Promise<void> => facts.committed([fact as Fact], clock.now());
  const empty = (): void => { for (const list of Object.values(sent)) list.length = 0; };
  return { clock, pool, works, messages, people, sent, visits, world, visitFor, tell, empty };
}
