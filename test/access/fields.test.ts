/** Which fields of a thing are given to whom, by the programming interface; and what a sign-in leaves in the trail. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { jobActor, must } from '#kernel';
import { passwordMatches } from '#modules/people';
import { sql } from '#platform/db';
import type { RouteDoor } from '#platform/http/index';
import { soulNamed } from '../../worlds/stage.ts';
import { asOpen } from './behind.ts';
import { nameOf, wantsOpen } from './samples.ts';
import { type World, openWorld } from './walk.ts';

let world: World;
type Given = Readonly<{ door: RouteDoor; by: string; roles: string; body: unknown }>;
const given: Given[] = [];
before(async () => {
  world = await openWorld();
  const routes = world.doors.filter((door): door is RouteDoor => door.kind === 'route' && door.method === 'GET');
  for (const door of routes) for (const caller of world.callers) {
    const of = world.behind.of[caller.own];
    const { status, raw } = await world.raw(caller, door, { ...world.behind.missing, ...(wantsOpen(door) ? asOpen(of) : of) });
    if (status === 200) given.push({ door, by: caller.name, roles: Object.values(caller.is).join(), body: JSON.parse(raw) });
  }
});
after(async () => { await world.town.close(); });

type Json = { $ref?: string; type?: string; properties?: Record<string, Json>; items?: Json; anyOf?: Json[]; oneOf?: Json[]; allOf?: Json[]; additionalProperties?: boolean | Json };
/** Paths of what was given and is not described, arrays as one. */
function undescribed(value: unknown, shapes: readonly Json[], at = ''): string[] {
  const flat = shapes.flatMap(function spread(shape: Json): Json[] { return [shape, ...[...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])].flatMap(spread)]; });
  if (Array.isArray(value)) { const items = flat.flatMap(({ items: one }) => (one ? [one] : [])); return items.length === 0 ? [] : [...new Set(value.flatMap((one) => undescribed(one, items, `${at}[]`)))]; }
  if (typeof value !== 'object' || value === null) return [];
  if (flat.some(({ additionalProperties: more, properties }) => (more !== undefined && more !== false) || (properties === undefined && Object.keys(flat[0] ?? {}).length === 0))) return [];
  return Object.entries(value).flatMap(([name, inside]) => {
    const known = flat.flatMap(({ properties }) => (properties?.[name] ? [properties[name]] : []));
    return known.length === 0 ? [`${at}.${name}`] : undescribed(inside, known, `${at}.${name}`);
  });
}
/** Every field of an answer by its name, with where it stands. */
const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.flatMap(namesIn) : typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, inside]) => [...(inside === null ? [] : [name]), ...namesIn(inside)]) : []);

describe('a route', () => {
  test('gives no field that it does not name, to anybody', () => {
    const more = new Set<string>();
    for (const { door, body } of given) for (const path of undescribed(body, [z.toJSONSchema(door.gives, { io: 'output', unrepresentable: 'any' }) as Json])) more.add(`${nameOf(door)} ${path}`);
    assert.deepEqual([...more], []);
    assert.ok(given.length > 250, `${given.length} answers`);
  });
  test('gives what only some may read to those alone', () => {
    /** Fields by their name, and who reads them; `never`: they leave the house on no route. */
    const ONLY: readonly (readonly [fields: RegExp, may: (one: Given) => boolean])[] = [
      [/^(password|passwordHash|totp\w*|tokenHash|sealed|wrapped|half|doorWord|word)$/, () => false],
      [/^(vulnerable|accessNotes|worry|needs)$/, ({ roles }) => /person|housemate|operator|admin|technician|asker|helper(?!: invoices)/.test(roles)],
      [/^(iban|accountNumber|sortCode)$/, ({ roles }) => /person|housemate|asker|helper|office|finance|operator|admin/.test(roles)],
    ];
    const wrong = given.flatMap((one) => namesIn(one.body).flatMap((name) => ONLY.filter(([fields, may]) => fields.test(name) && !may(one)).map(() => `${nameOf(one.door)} gives ${name} to ${one.by}`)));
    assert.deepEqual([...new Set(wrong)], []);
    const all = new Set(given.flatMap(({ body }) => namesIn(body)));
    assert.ok(all.size > 80 && all.has('phone') && all.has('address'), `${all.size} names`);
  });
});

test('every sign-in is a line of the trail, with what was shown; a wrong one too, of a name that nobody has too', async () => {
  const { app, ground, stage, db } = world.town;
  const person = soulNamed(stage, 'lucien').person;
  const phone = (await ground.works.looking(jobActor('test'), (work) => app.people.known.person(work, person)))?.phone ?? '';
  const { code } = must(await ground.works.inWork(jobActor('test'), (work) => app.people.askForCode(work, { phone })));
  const digits = (await ground.works.looking(jobActor('test'), (work) => app.people.known.codeToSend(work, code)))?.digits ?? '';
  const wrong = digits === '000000' ? '000001' : '000000';
  for (const tried of [wrong, digits]) must(await ground.works.inWork(jobActor('test'), (work) => app.people.useCode(work, { code, digits: tried, device: 'x', person })));
  for (const login of ['jules', 'nobody']) {
    const proof = await passwordMatches(await ground.works.looking(jobActor('test'), (work) => app.people.passwordToCheck(work, login)), 'not this one');
    must(await ground.works.inWork(jobActor('test'), (work) => app.people.signInWithPassword(work, { proof, totp: '000000', device: 'x' })));
  }
  const { rows } = await sql<{ did: string; about: string; why: string | null }>`select did, about, why from platform.audit_lines where did in ('open-session', 'sign-in-wrong', 'sign-in-code-wrong', 'ask-for-code') order by id desc limit 5`.execute(db);
  assert.deepEqual(rows.toReversed().map(({ did, about, why }) => [did, about, why]), [
    ['ask-for-code', code, null], ['sign-in-code-wrong', code, null], ['open-session', person, 'code'], ['sign-in-wrong', soulNamed(stage, 'jules').person, 'password and digits'], ['sign-in-wrong', 'nobody', 'password and digits'],
  ]);
});
