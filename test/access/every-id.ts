import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NONE_IN_TOWN, nameOf } from './samples.ts';
import { type Noticed, type World, everyPosition, openWorld, together, walkPosition } from './walk.ts';
import { NOBODY_NOTICES, NOT_OPENED, mayNotice } from './who-may.ts';

const lines = (all: readonly Noticed[]): string => all.slice(0, 20).map(({ door, at, of, by, as, missing, real }) => `${door} ${at}: ${by} (${as}) tells the one of (${of}) from one that does not exist\n  - ${missing.slice(0, 160)}\n  + ${real.slice(0, 160)}`).join('\n');

/** Everybody, at every `of`-th place of an id in every door: what is not theirs answers exactly as what does not exist. */
export function walkEveryId(part: number, of: number): void {
  let world: World;
  before(async () => { world = await openWorld(); });
  after(async () => { await world.town.close(); });
  test(`with every id, part ${part + 1} of ${of}: what is not theirs answers exactly as what does not exist`, async (t) => {
    const positions = everyPosition(world.doors).filter((_, i) => i % of === part);
    const noticed = await together(positions, 8, ({ door, at }) => walkPosition(world, door, at));
    const leaks = noticed.flat().filter(({ door, at, as, kind }) => !mayNotice(door, at, kind).includes(as));
    assert.equal(leaks.length, 0, lines(leaks));
    const silent = positions.filter(({ at }, i) => noticed[i]?.length === 0 && !NONE_IN_TOWN.has(at.of)).map(({ door, at }) => `${nameOf(door)} ${at.in}:${at.name}`);
    assert.deepEqual(silent.filter((name) => !NOBODY_NOTICES.has(name) && !NOT_OPENED.has(name)), [], 'Doors at which nobody notices anything: their sample in test/access/samples.ts does not fit, or they belong into NOBODY_NOTICES of test/access/who-may.ts with a reason');
    t.diagnostic(`${world.cells()} cells, ${leaks.length} leaks, ${positions.length} places of ids, ${silent.length} not opened by any sample`);
    assert.ok(world.cells() >= 5_000 / of, `${world.cells()} cells`);
  });
}
