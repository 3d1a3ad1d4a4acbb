/** The screens on which those who help are looked at: photo, documents, checks, suspension and the account on invoices. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type PersonId, jobActor, must } from '#kernel';
import { sql } from '#platform/db';
import { soulNamed } from '../../worlds/stage.ts';
import { dot } from './behind.ts';
import { type Hung, type TestTown, PUBLIC_URL, openTestTown, sessionOf } from './town.ts';

let town: TestTown;
let hung: Hung;
before(async () => { town = await openTestTown(); hung = await town.hang(); });
after(async () => { await town.close(); });

const of = (key: string): PersonId => soulNamed(town.stage, key).person;
const signedIn = (key: string): Promise<string> => sessionOf(town, { person: of(key) });
const send = (path: string, token: string, form: Record<string, string | Blob>): Promise<Response> => {
  const body = new FormData();
  for (const [name, value] of Object.entries(form)) body.append(name, value);
  return Promise.resolve(hung.site.request(`${PUBLIC_URL}${path}`, { method: 'POST', headers: { cookie: `lang=en; session=${token}`, origin: PUBLIC_URL }, body }));
};
const page = async (path: string, token: string): Promise<string> => (await hung.site.request(`${PUBLIC_URL}${path}`, { headers: { cookie: `lang=en; session=${token}` } })).text();
const picture = (): Blob => new Blob([new Uint8Array(dot())], { type: 'image/png' });
const fileOf = (key: string, firm = 'lanterne'): string => `/operator/providers/${town.stage.firms.get(firm)}/technicians/${soulNamed(town.stage, key).technician}`;

test('a technician puts up their own photo; what is no picture is not taken', async () => {
  const token = await signedIn('ines');
  assert.equal((await send('/day/badge', token, { photo: new Blob(['<svg onload=alert(1)>'], { type: 'image/png' }) })).status, 422);
  assert.equal((await send('/day/badge', token, { photo: picture() })).status, 303);
  const photo = await hung.site.request(`${PUBLIC_URL}/technicians/${soulNamed(town.stage, 'ines').technician}/photo`, { headers: { cookie: `session=${await signedIn('odette')}` } });
  assert.ok([200, 404].includes(photo.status), 'who is not visited by them may be shown none');
  assert.match(await page('/day/badge', token), /<img/);
});

test('a document is handed in, opened by who checks and by nobody else, and gone with the decision; an extract of a criminal record is not taken', async () => {
  const [office, vetter] = [await signedIn('jules'), await signedIn('ruth')];
  assert.equal((await send(`${fileOf('ines')}/evidence`, office, { about: 'criminal-record', purpose: 'to see it', document: picture() })).status, 422);
  assert.equal((await send(`${fileOf('ines')}/evidence`, office, { about: 'insurance', purpose: 'to read until when it holds', document: picture() })).status, 303);
  const { rows } = await sql<{ id: string }>`select id from technicians.evidence where technician_id = ${soulNamed(town.stage, 'ines').technician ?? ''}`.execute(town.db);
  const open = (token: string): Promise<Response> => send(`${fileOf('ines')}/evidence/${rows[0]?.id}`, token, {});
  assert.equal((await open(office)).status, 404, 'who does not check does not open it');
  const opened = await open(vetter);
  assert.deepEqual([opened.status, opened.headers.get('content-type')], [200, 'image/jpeg']);
  assert.equal((await send(`${fileOf('ines')}/vetting`, vetter, { kind: 'insurance', outcome: 'good', verifiedOn: '2026-11-23', how: 'original seen', until: '2027-11-23' })).status, 303);
  assert.equal((await open(vetter)).status, 404, 'it goes with the decision');
});

test('stopped and let go on again by screens; whoever may not, cannot, and why is asked for', async () => {
  const vetter = await signedIn('ruth');
  const standing = async (): Promise<string | undefined> => (await town.ground.works.looking(jobActor('test'), (work) => town.app.technicians.technician(work, soulNamed(town.stage, 'ines').technician as never)))?.standing;
  assert.equal((await send(`${fileOf('ines')}/suspend`, await signedIn('helene'), { why: 'because I say so' })).status, 404);
  assert.equal((await send(`${fileOf('ines')}/suspend`, vetter, { why: '' })).status, 422);
  assert.equal((await send(`${fileOf('ines')}/suspend`, vetter, { why: 'a complaint is looked at' })).status, 303);
  assert.equal(await standing(), 'suspended');
  assert.match(await page(fileOf('ines'), vetter), /reinstate/);
  assert.equal((await send(`${fileOf('ines')}/reinstate`, vetter, { why: 'it was settled' })).status, 303);
  assert.equal(await standing(), 'active');
});

test('who is alone declares it of themselves, and the page says so; with a colleague who could look, it is refused', async () => {
  const checks = (token: string) => send(`${fileOf('ines')}/vetting`, token, { kind: 'reference', outcome: 'good', verifiedOn: '2026-11-23', how: 'rang both references', selfDeclared: 'yes' });
  await sql`update technicians.technicians set added_by = ${of('ruth')} where id = ${soulNamed(town.stage, 'ines').technician ?? ''}`.execute(town.db);
  const ruth = await signedIn('ruth');
  assert.equal((await checks(ruth)).status, 422, 'somebody else could look');
  await sql`update people.staff set ended_at = ${town.clock.now()} where person_id <> ${of('ruth')} and roles && array['vetting', 'admin']`.execute(town.db);
  assert.equal((await checks(ruth)).status, 303);
  assert.match(await page(fileOf('ines'), ruth), /self-declared/);
});

test('another bank account waits three days and a second person, is told to the provider, and stands on invoices only then', async () => {
  const provider = town.stage.firms.get('lanterne') ?? '';
  const pay = `/providers/${provider}/pay`;
  const inForce = async (): Promise<string> => JSON.stringify((await town.ground.works.looking(jobActor('test'), (work) => town.app.technicians.provider(work, provider as never)))?.pay);
  const before = await inForce();
  assert.equal((await send(pay, await signedIn('helene'), { name: 'La Lanterne', iban: 'FR7630006000011234567890188' })).status, 422, 'a wrong number is seen');
  const asked = town.clock.now();
  assert.equal((await send(pay, await signedIn('helene'), { name: 'La Lanterne', iban: 'FR7630006000011234567890189' })).status, 303);
  const told = await town.ground.works.looking(jobActor('test'), (work) => town.app.messages.outbox(work, { limit: 500 }));
  assert.ok(told.some(({ kind }) => kind === 'pay-change-asked'), 'the provider is told at once');
  const { rows } = await sql<{ id: string }>`select id from technicians.pay_changes where provider_id = ${provider}`.execute(town.db);
  assert.equal((await send(`${pay}/${rows[0]?.id}/verify`, await signedIn('helene'), { how: 'I know it is mine' })).status, 404, 'nobody verifies their own');
  assert.equal((await send(`${pay}/${rows[0]?.id}/verify`, await signedIn('jules'), { how: 'rang the number of the contract' })).status, 303);
  const settle = (hours: number): Promise<unknown> => { town.clock.set(asked.add({ hours }).toString()); return town.ground.works.inWork(jobActor('checks'), async (work) => ({ ok: true, value: await town.app.technicians.keepChecks(work) }) as const).then(must); };
  await settle(71);
  assert.equal(await inForce(), before);
  await settle(73);
  assert.match(await inForce(), /FR7630006000011234567890189/);
});
