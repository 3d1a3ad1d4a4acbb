/** Words that somebody types: a canary in every field of every door, and none of them where only numbers and words of ours belong. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { sql } from '#platform/db';
import type { Door } from '#platform/http/index';
import { asOpen } from './behind.ts';
import { broughtTo, callOf, nameOf, wantsOpen } from './samples.ts';
import { isFor } from './callers.ts';
import { type World, openWorld, together } from './walk.ts';
import type { Hung } from './town.ts';

let world: World;
let site: Hung['site'];
before(async () => { world = await openWorld(); ({ site } = await world.town.hang()); });
after(async () => { await world.town.close(); });

const planted = new Map<string, string>();
const fields = new Set<string>();
/** A canary of the shape that a field takes: words, a mailbox, a telephone, a web address; undefined where it takes none. */
function canaryFor(door: Door, name: string, field: z.ZodType): string | undefined {
  const token = randomBytes(6).toString('hex');
  const digits = String(100_000 + planted.size).padStart(6, '0');
  const shapes: readonly (readonly [string, string])[] = [[`Canari ${token} chante`, token], [`canari${token}`, token], [`canari.${token}@example.org`, token], [`+3363${digits}7`, `3363${digits}7`], [`https://${token}.example.org/`, token]];
  const fits = shapes.find(([text]) => field.safeParse(text).success);
  if (!fits) return undefined;
  planted.set(fits[1], `${nameOf(door)} ${name}`);
  fields.add(`${nameOf(door)} ${name}`);
  return fits[0];
}

/** The sample of a door with a canary in each field that takes words; ids and choices stay. */
function withCanaries(door: Door, brought: Record<string, unknown>): Record<string, unknown> {
  const shape = door.asks instanceof z.ZodObject ? (door.asks.shape as Record<string, z.ZodType>) : {};
  const sung = Object.entries(shape).flatMap(([name, field]) => {
    const before = brought[name];
    if (typeof before === 'string' && /^[a-z]{3}_[0-9a-z]{26}/.test(before)) return [];
    const canary = canaryFor(door, name, field);
    return canary === undefined ? [] : [[name, canary] as const];
  });
  return { ...brought, ...Object.fromEntries(sung) };
}

async function type(door: Door, caller: World['callers'][number]): Promise<number> {
  const mine = world.behind.of[caller.own];
  const things = { ...world.behind.missing, ...(wantsOpen(door) ? asOpen(mine) : mine) };
  const sample = callOf(door, things, { cookie: `lang=en${caller.token ? `; session=${caller.token}` : ''}`, 'idempotency-key': randomBytes(9).toString('hex'), 'user-agent': `canari ${[...planted.keys()].at(-1) ?? ''}` });
  const brought = withCanaries(door, broughtTo(door, things));
  const url = new URL(sample.url);
  if (door.method === 'GET') for (const [name, given] of Object.entries(brought)) url.searchParams.set(name, String(given));
  const form = new URLSearchParams(Object.entries(brought).map(([name, given]) => [Array.isArray(given) ? `${name}[]` : name, String(given)]));
  const body = door.method === 'GET' ? {} : { body: door.kind === 'route' ? JSON.stringify(brought) : form };
  const headers = new Headers(sample.headers);
  if (door.kind !== 'route') headers.delete('content-type');
  const answer = await site.fetch(new Request(url, { method: door.method, headers, ...body }));
  if (answer.headers.get('content-type') === 'text/event-stream') await answer.body?.cancel(); else await answer.arrayBuffer();
  return answer.status;
}

/** Where only ids and words of ours may stand; what sounds like an exception says why it is none. */
const OURS = ['platform.audit_lines', 'platform.audit_chain', 'platform.once', 'people.sessions', 'people.sign_in_codes', 'people.set_up_links', 'people.ceremonies', 'booking.tries', 'booking.door_words_used'];

describe('a canary in every field that somebody can fill', () => {
  test('is typed at every door by everybody who may pass it, for good; and no door breaks', async () => {
    const broke: string[] = [];
    const calls = world.doors.filter(({ path }) => !/end-every-session|sign-out|\/sessions|end-all|\/erase|\/gone$/.test(path)).flatMap((door) => world.callers.filter((caller) => door.who.includes('anyone') ? ['a visitor', 'marcel', 'staff: admin'].includes(caller.name) : isFor(door, caller)).slice(0, 8).map((caller) => ({ door, caller })));
    await together(calls, 6, async ({ door, caller }) => {
      const status = await type(door, caller);
      if (status >= 500) broke.push(`${nameOf(door)} broke for ${caller.name}`);
    });
    const faults = readFileSync(world.town.logFile, 'utf8').split('\n').filter((line) => line.includes('"fault"')).map((line) => (JSON.parse(line) as { error: string }).error);
    assert.deepEqual([[...new Set(broke)], [...new Set(faults)]], [[], []]);
    assert.ok(fields.size > 200 && planted.size > 1_000, `${fields.size} fields, ${planted.size} canaries`);
  });
  test('is in no line of the log', () => {
    const log = readFileSync(world.town.logFile, 'utf8');
    assert.ok(log.includes('refused'), 'the log was written');
    assert.deepEqual([...planted].filter(([token]) => log.includes(token)).map(([, field]) => field), []);
  });
  test('is in no line of the trail, no kept answer, no session and no code', async () => {
    const found: string[] = [];
    for (const table of OURS) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(world.town.db);
      const all = rows.map(({ row }) => row).join('\n');
      for (const [token, field] of planted) if (all.includes(token)) found.push(`${field} in ${table}`);
    }
    assert.deepEqual(found, []);
    const { rows: [lines] } = await sql<{ n: string }>`select count(*) as n from platform.audit_lines`.execute(world.town.db);
    assert.ok(Number(lines?.n) > 500);
  });
  test('is no file’s name, and in no file but the letters that somebody was sent', () => {
    const files = globSync('**/*', { cwd: world.town.dataDir }).filter((path) => statSync(join(world.town.dataDir, path)).isFile() && !path.startsWith('letters/'));
    const all = files.map((path) => `${path}\n${readFileSync(join(world.town.dataDir, path), 'latin1')}`).join('\n');
    assert.deepEqual([...planted].filter(([token]) => all.includes(token)).map(([, field]) => field), []);
  });
  test('and was kept where it belongs: many are in the tables of people and their homes', async () => {
    let kept = 0;
    for (const table of ['people.persons', 'booking.requests', 'visits.notes', 'technicians.technicians', 'quality.complaints', 'messages.received']) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(world.town.db);
      const all = rows.map(({ row }) => row).join('\n');
      kept += [...planted.keys()].filter((token) => all.includes(token)).length;
    }
    assert.ok(kept >= 10, `${kept}`);
  });
});
