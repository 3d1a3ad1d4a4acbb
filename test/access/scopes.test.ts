/** What each single right of a helper opens, page by page and file by file; and that nothing else is opened by it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type HomeId, type Scope, type VisitId, jobActor, must } from '#kernel';
import { SCOPES } from '#modules/people';
import { actorOf, soulNamed } from '../../worlds/stage.ts';
import { type Behind, layBehind } from './behind.ts';
import { type Hung, type TestTown, PUBLIC_URL, openTestTown, sessionOf } from './town.ts';

let town: TestTown;
let hung: Hung;
let behind: Behind;
const tokens = new Map<Scope, string>();
before(async () => {
  town = await openTestTown();
  behind = await layBehind(town);
  hung = await town.hang();
  const home = behind.of.past['home'] as HomeId;
  // A home that trusts somebody already waits three days for the next: they begin now, as if the days were over.
  for (const scope of SCOPES) {
    const helper = must(await town.ground.works.inWork(jobActor('test'), (work) => town.app.people.welcomePerson(work, { givenName: scope, familyName: 'Aide', lang: 'en', country: 'FR', prefers: 'letter' })));
    must(await town.ground.works.inWork(actorOf(soulNamed(town.stage, 'odette')), (work) => town.app.people.giveMandate(work, { home, helper: helper.id, scopes: [scope], until: work.now.add({ hours: 24 * 60 }), givenHow: 'on-screen' })));
    tokens.set(scope, helper.id);
  }
  town.clock.set(town.clock.now().add({ hours: 73 }).toString());
  for (const scope of SCOPES) tokens.set(scope, await sessionOf(town, { person: tokens.get(scope) as never }));
});
after(async () => { await town.close(); });

const VISIT: readonly Scope[] = ['see-appointments', 'ask', 'approve-extras'];
const PRICES: readonly Scope[] = ['see-quotes', 'answer-quotes'];
const PAGES: readonly (readonly [path: (things: Readonly<Record<string, string>>) => string, scopes: readonly Scope[]])[] = [
  [(of) => `/visits/${of['visit']}`, VISIT],
  [(of) => `/visits/${of['visit']}/calendar.ics`, VISIT],
  [(of) => `/visits/${of['visit']}/sheet`, VISIT],
  [(of) => `/visits/${of['visit']}/something-is-wrong`, VISIT],
  [(of) => `/api/v1/visits/${of['visit']}`, VISIT],
  [(of) => `/api/v1/visits/${of['visit']}/work`, VISIT],
  [(of) => `/api/v1/visits/${of['visit']}/sheet`, VISIT],
  [(of) => `/r/${of['reference']}/terms`, [...VISIT, ...PRICES]],
  [(of) => `/quotes/${of['file']}`, PRICES],
  [(of) => `/api/v1/quotes/${of['quote']}`, PRICES],
  [(of) => `/invoices/${of['invoice']}`, ['see-invoices']],
  [(of) => `/invoices/${of['invoice']}/credit-notes/${of['note']}`, ['see-invoices']],
  [(of) => `/api/v1/invoices/${of['invoice']}`, ['see-invoices']],
];
const open = async (scope: Scope, path: string): Promise<Response> => hung.site.request(`${PUBLIC_URL}${path}`, { headers: { cookie: `lang=en; session=${tokens.get(scope)}` } });
/** Opened, or led on to what is open to them. */
const isOpen = ({ status, headers }: Response): boolean => status === 200 || (status === 303 && !(headers.get('location') ?? '').startsWith('/come-back'));

for (const scope of SCOPES) {
  test(`“${scope}” alone opens what it says, and nothing else`, async () => {
    for (const [path, scopes] of PAGES) {
      const answer = await open(scope, path(behind.of.past));
      assert.equal(isOpen(answer), scopes.includes(scope), `${path(behind.of.past)}: ${answer.status}`);
      if (!scopes.includes(scope)) assert.ok([404, 403].includes(answer.status), `${path(behind.of.past)}: ${answer.status}`);
    }
  });
}

test('whoever may know when somebody comes is not told what it costs: neither on the page of the visit nor on the sheet', async () => {
  const amount = await town.ground.works.looking(jobActor('test'), async (work) => {
    const visit = await town.app.booking.known.visit(work, behind.of.past['visit'] as VisitId);
    return visit && (await town.app.pricing.known.quote(work, visit.quote))?.expected;
  });
  assert.ok(amount);
  const written = `${Math.floor(amount.cents / 100)}[.,]${String(amount.cents % 100).padStart(2, '0')}`;
  const page = async (scope: Scope, path: string): Promise<string> => (await open(scope, path)).text();
  const visit = `/visits/${behind.of.past['visit']}`;
  assert.ok(!new RegExp(written).test(await page('see-appointments', visit)), 'the price stands on the page');
  assert.ok(!(await page('see-appointments', `${visit}/sheet`)).includes('What it cost'), 'the sheet says what it cost');
  assert.ok((await page('approve-extras', `${visit}/sheet`)).includes('What it cost'), 'who decides about money reads of it');
});

test('whoever knows of a visit and not of its bills is told that', async () => {
  const bill = async (scope: Scope, visit: string | undefined): Promise<string> => (await open(scope, `/visits/${visit}/invoice`)).text();
  const told = await bill('see-appointments', behind.of.past['visit']);
  assert.match(told, /Bills are not shown to you/);
  assert.doesNotMatch(told, /No invoice yet/, 'there is one');
  assert.equal((await open('see-invoices', `/visits/${behind.of.past['visit']}/invoice`)).status, 303, 'whoever may see bills is led to it');
  assert.match(await bill('see-invoices', `vis_${'0'.repeat(26)}`), /No invoice yet/);
});
