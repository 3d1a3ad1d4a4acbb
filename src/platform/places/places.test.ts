import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { metresBetween, must } from '#kernel';
import type { Address, Country } from '#kernel';
import { findPlace, importPlaces, placeSources, suggest } from './index.ts';
import type { Found, PlaceSource } from './index.ts';

const at = Temporal.Instant.from('2026-11-23T10:00:00Z');
const root = new URL('../../../', import.meta.url);
const demo = (country: Country): PlaceSource => ({ country, name: 'demo', version: '1', licence: 'CC0-1.0', at });
const pglite = new PGlite();
const db = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite }) });

before(async () => {
  await pglite.exec(await readFile(new URL('migrations/0003-places-index.sql', root), 'utf8'));
  for (const country of ['FR', 'GB'] as const) {
    must(await importPlaces(db, demo(country), createReadStream(new URL(`content/places/demo-${country.toLowerCase()}.csv`, root))));
  }
});
after(() => db.destroy());

async function* text(...lines: string[]): AsyncGenerator<string> { yield lines.join('\n'); }
const fr = (line: string, postcode: string, town: string): Promise<Found | undefined> => findPlace(db, { line, postcode, town, country: 'FR' });
const gb = (line: string, postcode: string, town: string): Promise<Found | undefined> => findPlace(db, { line, postcode, town, country: 'GB' });

async function door(country: Country, number: string, street: string, town: string): Promise<{ lat: number; lng: number }> {
  const { rows } = await sql<{ lat: number; lng: number }>`select lat, lng from places.points
    where kind = 'door' and country = ${country} and label = ${`${number} ${street}`} and town = ${town}`.execute(db);
  return rows[0] ?? assert.fail(`no ${number} ${street}`);
}

test('the demo towns hold doors, streets, towns and postcodes', async () => {
  const { rows } = await sql<{ country: string; kind: string; n: number }>`
    select country, kind, count(*)::int as n from places.points group by country, kind order by country, kind`.execute(db);
  for (const { kind, n } of rows) if (kind === 'door') assert.ok(n > 200, `${n} doors`);
  assert.equal(rows.length, 8);
});

test('a door is found however it is written', async () => {
  const here = await door('FR', '24', 'Rue de la Liberté', 'Semur-en-Auxois');
  for (const line of ['24 rue de la Liberté', '24, RUE DE LA LIBERTE', '24 r. de la liberté', 'Bât. B, 24 rue Liberté', '24 rue de la libertée', 'Appt 3 24 rue de la Libreté']) {
    assert.deepEqual(await fr(line, '21140', 'Semur en Auxois'), { at: here, precision: 'door' }, line);
  }
  const chare = await door('GB', (await firstNumber('GB', "St Mary's Chare")), "St Mary's Chare", 'Hexham');
  const number = await firstNumber('GB', "St Mary's Chare");
  for (const line of [`${number} St Marys Chare`, `Flat 2, ${number} Saint Mary’s Chare`, `The Old Dairy, ${number} ST MARY'S CHARE`]) {
    assert.deepEqual(await gb(line, 'ne46 1aa', 'hexham'), { at: chare, precision: 'door' }, line);
  }
});

async function firstNumber(country: Country, street: string): Promise<string> {
  const { rows } = await sql<{ house_number: string }>`select house_number from places.points
    where kind = 'door' and country = ${country} and label like ${`% ${street}`} order by id limit 1`.execute(db);
  return rows[0]?.house_number ?? '';
}

test('a number we do not know is placed on its street, a bis beside its number', async () => {
  assert.equal((await fr('999 rue Buffon', '21140', 'Semur-en-Auxois'))?.precision, 'street');
  assert.equal((await fr('rue Buffon', '21140', 'Semur-en-Auxois'))?.precision, 'street');
  assert.deepEqual((await fr('5 ter rue Buffon', '21140', 'Semur-en-Auxois')), { at: await door('FR', '5', 'Rue Buffon', 'Semur-en-Auxois'), precision: 'door' });
});

test('a street of another village with the same postcode is not taken for ours', async () => {
  const courcelles = await fr('Rue Haute', '21140', 'Courcelles-les-Semur');
  const villars = await fr('Rue Haute', '21140', 'Villars et Villenotte');
  assert.equal(courcelles?.precision, 'street');
  assert.ok(metresBetween(courcelles?.at ?? { lat: 0, lng: 0 }, villars?.at ?? { lat: 0, lng: 0 }) > 5_000);
  // No town, and two villages have such a street: the postcode is all that is sure.
  assert.equal((await fr('Rue Haute', '21140', ''))?.precision, 'postcode');
  assert.equal((await fr('Rue Buffon', '21140', ''))?.precision, 'street');
});

test('a figure in a street name is never guessed', async () => {
  assert.equal((await fr('Rue du 8 mai 1945', '21140', 'Semur-en-Auxois'))?.precision, 'street');
  assert.equal((await fr('Rue du 9 mai 1945', '21140', 'Semur-en-Auxois'))?.precision, 'town');
});

test('in France the village says more than its postcode, in Britain the postcode more than the town', async () => {
  assert.deepEqual(await fr('Lieu-dit inconnu', '21150', 'Alise Ste Reine'), { at: { lat: 47.5375, lng: 4.4892 }, precision: 'town' });
  assert.equal((await fr('Lieu-dit inconnu', '21150', 'Nulle-Part'))?.precision, 'postcode');
  const [unit] = (await sql<{ postcode: string }>`select postcode from places.points where kind = 'postcode' and town = 'Hexham' order by id limit 1`.execute(db)).rows;
  assert.equal((await gb('Rose Cottage', unit?.postcode ?? '', 'Hexham'))?.precision, 'postcode');
  assert.equal((await gb('Rose Cottage', 'NE46 9ZZ', 'Hexham'))?.precision, 'town');
});

test('a CEDEX and a slip in the postcode still find the town, another département does not', async () => {
  assert.equal((await fr('', '21143', 'Semur-en-Auxois CEDEX 2'))?.precision, 'town');
  assert.equal(await fr('', '75001', 'Semur-en-Auxois'), undefined);
});

test('an address the index does not know is not known, whatever is typed', async () => {
  for (const line of ['', ' ', ',,,', '12', '%', "'; drop table places.points; --", '🏠', 'x'.repeat(5_000)]) {
    assert.equal(await fr(line, '99999', 'Ailleurs'), undefined);
    assert.equal(await fr(line, '', ''), undefined);
  }
});

test('suggestions begin with what was typed and can be filled in', async () => {
  const [first] = await suggest(db, { text: '5 rue buf', country: 'FR' });
  assert.deepEqual(first, {
    label: '5 Rue Buffon, 21140 Semur-en-Auxois', address: { line: '5 Rue Buffon', postcode: '21140', town: 'Semur-en-Auxois', country: 'FR' },
    at: await door('FR', '5', 'Rue Buffon', 'Semur-en-Auxois'), precision: 'door',
  });
  assert.deepEqual((await suggest(db, { text: 'semur', country: 'FR' })).map((one) => one.precision), ['town']);
  assert.equal((await suggest(db, { text: '21140', country: 'FR' }))[0]?.precision, 'postcode');
  assert.deepEqual((await suggest(db, { text: 'abreuv', country: 'FR' })).map((one) => one.address.line), ["Rue de l'Abreuvoir"]);
  for (const empty of ['', '%', 'r', '🏠', '%%%%']) assert.deepEqual(await suggest(db, { text: empty, country: 'FR' }), []);
  assert.equal((await suggest(db, { text: 'hex', country: 'GB', limit: 1 })).length, 1);
});

const BAN = 'id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;x;y;lon;lat;nom_ld';
test('the French BAN is read: doors as they stand, and the middles they imply', async () => {
  const source: PlaceSource = { country: 'FR', name: 'BAN', version: '2026-11', licence: 'Licence Ouverte 2.0', at };
  const done = must(await importPlaces(db, source, text(`\ufeff${BAN}`,
    'a;;1;;Rue de l’Étang;58000;58194;Nevers;0;0;3.1;47.0;', 'b;;3;bis;Rue de l’Étang;58000;58194;Nevers;0;0;3.2;47.2;', 'c;;9999;;Les Loges;58000;58194;Nevers;0;0;3.3;47.4;', 'd;;5;;Rue Morte;58000;58194;Nevers;0;0;;;', '')));
  assert.deepEqual(done, { format: 'ban', doors: 2, streets: 2, postcodes: 1, towns: 1, skipped: 1 });
  assert.deepEqual(await fr('3bis rue de l etang', '58000', 'NEVERS'), { at: { lat: 47.2, lng: 3.2 }, precision: 'door' });
  const street = await fr('rue de l’étang', '58000', 'Nevers');
  assert.ok(Math.abs((street?.at.lat ?? 0) - 47.1) < 1e-9);
  assert.deepEqual((await suggest(db, { text: 'rue de l etang', country: 'FR' })).map((one) => one.address.line), ['Rue de l’Étang']);
});

test('a postcode directory is read, without ended codes and codes without a place', async () => {
  const source: PlaceSource = { country: 'GB', name: 'ONSPD', version: '2026-08', licence: 'OGL 3.0', at };
  const done = must(await importPlaces(db, source, text('pcd,pcds,doterm,"lat","long"', '"AB1 0AA","AB1 0AA",199606,57.1,-2.2', 'CA1 1AA,CA1 1AA,,54.9,-2.9', 'GY1 1AA,GY1 1AA,,99.999999,0.0')));
  assert.deepEqual(done, { format: 'postcodes', doors: 0, streets: 0, postcodes: 1, towns: 0, skipped: 2 });
  assert.deepEqual(await gb('', 'ca11aa', ''), { at: { lat: 54.9, lng: -2.9 }, precision: 'postcode' });
});

test('a second import takes the place of the first; a refused one leaves it standing', async () => {
  const source = (version: string): PlaceSource => ({ country: 'FR', name: 'Ville', version, licence: 'x', at });
  const head = 'country;kind;number;street;postcode;town;lat;lng';
  const oneTown = (lat: number): AsyncGenerator<string> => text(head, `FR;town;;;33000;Bordeaux;${lat};-0.57`);
  must(await importPlaces(db, source('1'), oneTown(44.8)));
  must(await importPlaces(db, source('2'), oneTown(44.9)));
  const where = (): Promise<Found | undefined> => fr('', '33000', 'Bordeaux');
  assert.equal((await where())?.at.lat, 44.9);
  assert.deepEqual(await importPlaces(db, source('3'), text('a;b;c', '1;2;3')), { ok: false, error: { kind: 'columns-unknown', found: 'a, b, c' } });
  assert.deepEqual(await importPlaces(db, source('3'), text(head, 'FR;town;;;33000;Bordeaux;nowhere;-0.57')), { ok: false, error: { kind: 'no-places-in-file', skipped: 1 } });
  assert.equal((await where())?.at.lat, 44.9);
  const kept = (await placeSources(db)).find((one) => one.name === 'Ville');
  assert.deepEqual([kept?.country, kept?.version, kept?.licence], ['FR', '2', 'x']);
  assert.equal(Temporal.Instant.compare(Temporal.Instant.from(kept?.at.toJSON() ?? ''), at), 0, 'the day on which it was read in');
});

test('bytes cut in the middle of a letter are read whole', async () => {
  const bytes = Buffer.from('country;kind;number;street;postcode;town;lat;lng\nFR;town;;;46000;Cahors-été;44.4;1.4\n');
  async function* cut(): AsyncGenerator<Uint8Array> { for (let i = 0; i < bytes.length; i += 1) yield bytes.subarray(i, i + 1); }
  must(await importPlaces(db, { country: 'FR', name: 'Cut', version: '1', licence: 'x', at }, cut()));
  assert.equal((await suggest(db, { text: 'cahors', country: 'FR' }))[0]?.address.town, 'Cahors-été');
});

test('every demo door finds itself again', async () => {
  const { rows } = await sql<Omit<Address, 'line'> & { label: string; lat: number; lng: number }>`
    select country, label, postcode, town, lat, lng from places.points where kind = 'door' and source = 'demo' and id % 7 = 0`.execute(db);
  assert.ok(rows.length > 50);
  for (const { label, lat, lng, ...where } of rows) {
    assert.deepEqual(await findPlace(db, { line: label, ...where }), { at: { lat, lng }, precision: 'door' }, label);
  }
});
