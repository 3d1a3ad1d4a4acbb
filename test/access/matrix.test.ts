import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from '#platform/db';
import { isFor } from './callers.ts';
import { nameOf, positionsOf, unknownParts } from './samples.ts';
import { type World, openWorld, together } from './walk.ts';

let world: World;
before(async () => { world = await openWorld(); });
after(async () => { await world.town.close(); });

const CLOSED = new Set([401, 303, 404]);

describe('everybody at every door', () => {
  test('of which a sample is known', () => {
    assert.deepEqual(world.doors.flatMap((door) => unknownParts(door).map((part) => `${nameOf(door)}: say in test/access/samples.ts what (${part}) is`)), []);
  });

  test('that is not for them: it looks like a wall', async (t) => {
    const before = world.cells();
    const open: string[] = [];
    const closed = world.doors.filter((door) => !door.who.includes('anyone') && positionsOf(door).length === 0);
    await together(closed, 8, async (door) => {
      for (const caller of world.callers) {
        if (isFor(door, caller)) continue;
        const { status, text } = await world.ask(caller, door, { ...world.behind.missing, ...world.behind.of[caller.own] });
        if (!CLOSED.has(status) || (status === 303 && !/^303 (\/sign-in|\/come-back)\?next=/.test(text))) open.push(`${nameOf(door)} lets in ${caller.name}: ${text.slice(0, 120)}`);
      }
    });
    t.diagnostic(`${world.cells() - before} cells at ${closed.length} doors`);
    assert.deepEqual(open, []);
  });

  test('by another method than its own: there is nothing, whatever the id', async (t) => {
    const before = world.cells();
    const paths = [...Map.groupBy(world.doors.filter((door) => positionsOf(door).some((at) => at.in === 'path')), (door) => `${door.kind} ${door.path}`).values()];
    const few = world.callers.filter(({ name }) => ['odette', 'jules'].includes(name));
    const open: string[] = [];
    await together(paths, 8, async (same) => {
      const [door] = same;
      if (!door) return;
      const own = new Set<string>(same.map(({ method }) => method));
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((one) => !own.has(one))) for (const caller of few) {
        const [real, missing] = [await world.ask(caller, door, { ...world.behind.missing, ...world.behind.of[caller.own] }, method), await world.ask(caller, door, world.behind.missing, method)];
        if (real.text !== missing.text || ![401, 403, 404, 405].includes(real.status)) open.push(`${method} ${door.path} for ${caller.name}: ${real.text.slice(0, 100)} / ${missing.text.slice(0, 100)}`);
      }
    });
    t.diagnostic(`${world.cells() - before} cells at ${paths.length} addresses`);
    assert.deepEqual(open, []);
  });

  test('has changed nothing: all of it was only tried', async () => {
    const { rows } = await sql<{ n: string }>`select count(*) as n from platform.once`.execute(world.town.db);
    assert.equal(Number(rows[0]?.n), 0);
  });
});
