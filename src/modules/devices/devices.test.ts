import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Actor, type HomeId, type PersonId, clockAt, jobActor, must, newId } from '#kernel';
import { createPeople } from '#modules/people';
import { type Pool, openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { keysFrom } from '#platform/keys';
import { type Works, createWorks } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Devices, asksToAddDevice, createDevices } from './index.ts';

const seed = jobActor('seed');
let database: TestDatabase;
let pool: Pool;
let works: Works;
let devices: Devices;
let person: PersonId;
let home: HomeId;
const owner = (): Actor => ({ kind: 'person', person, homes: [home], mandates: [], roles: [] });

before(async () => {
  database = await testDatabase();
  pool = openPool({ url: database.url, log: { info() {}, warn() {}, error() {} } as never });
  works = createWorks({ db: openDb(pool), clock: clockAt('2026-11-23T09:00:00Z'), facts: inlineFacts() });
  const people = createPeople({ dbOf: works.dbOf, keys: keysFrom(Buffer.alloc(32, 7)), site: { name: 'Porchlight', url: 'http://localhost:4100' } });
  devices = createDevices({ dbOf: works.dbOf, people });
  person = must(await works.inWork(seed, (work) => people.welcomePerson(work, { givenName: 'Rose', familyName: 'Hart', lang: 'en', country: 'GB', prefers: 'letter' }))).id;
  home = must(await works.inWork(seed, (work) => people.addHome(work, { person, address: { line: '1 Mill Lane', postcode: 'CB1 2AB', town: 'Cambridge', country: 'GB' } }))).id;
});
after(async () => { await pool.end(); await database.drop(); });

test('a home keeps its devices, and only those who act for it see or change them', async () => {
  const asked = asksToAddDevice.parse({ home, kind: 'computer', maker: 'HP', system: 'Windows', release: '10', since: '2019-05-01' });
  const device = must(await works.inWork(owner(), (work) => devices.addDevice(work, asked)));
  assert.deepEqual(await works.looking(owner(), (work) => devices.devicesOf(work, home)), [device]);
  const stranger: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], technician: newId('Technician') };
  assert.deepEqual(await works.looking(stranger, (work) => devices.devicesOf(work, home)), []);
  const answer = await works.inWork(stranger, (work) => devices.addDevice(work, asked));
  assert.equal(!answer.ok && answer.error.kind, 'no-such-home');

  const foreign = await works.inWork(stranger, (work) => devices.deviceGone(work, { device: device.id, on: Temporal.PlainDate.from('2026-11-23') }));
  assert.equal(!foreign.ok && foreign.error.kind, 'no-such-device');
  must(await works.inWork(owner(), (work) => devices.deviceGone(work, { device: device.id, on: Temporal.PlainDate.from('2026-11-23') })));
  assert.deepEqual(await works.looking(owner(), (work) => devices.devicesOf(work, home)), []);
});

test('devices go with the person who lived there alone', async () => {
  must(await works.inWork(owner(), (work) => devices.addDevice(work, { home, kind: 'printer', name: 'the old one' })));
  assert.match(JSON.stringify(await works.looking(seed, (work) => devices.aboutPerson.export(work, person))), /the old one/);
  const { erased } = must(await works.inWork(seed, async (work) => ({ ok: true as const, value: await devices.aboutPerson.erase(work, person) })));
  assert.ok(erased >= 1);
  assert.deepEqual(await works.looking(seed, (work) => devices.known.devicesOf(work, home)), []);
});
