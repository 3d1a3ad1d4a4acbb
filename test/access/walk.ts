/** Walks everybody to every door with every id, their own and others', and keeps who could tell it from one that does not exist. */
import { type Refusal, type Result, no } from '#kernel';
import type { Door } from '#platform/http/index';
import { keepHouse } from '#platform/installation';
import type { InWork, Work } from '#platform/work';
import { doorsOf } from '../../src/site.ts';
import { type Behind, TARGETS, type Target, type Things, asOpen, layBehind } from './behind.ts';
import { layMore, missingMore } from './behind-more.ts';
import { type Caller, everybody, isFor } from './callers.ts';
import { type Position, callOf, nameOf, positionsOf, wantsOpen } from './samples.ts';
import { type Hung, type TestTown, noLimits, openTestTown } from './town.ts';

export type Said = Readonly<{ status: number; text: string }>;
/** Who noticed something: their relation to the thing, and how the answers differ. */
export type Noticed = Readonly<{ door: string; kind: string; at: string; of: string; by: string; as: string; missing: string; real: string }>;
export type World = Readonly<{ town: TestTown; hung: Hung; doors: readonly Door[]; behind: Behind; callers: readonly Caller[]; cells(): number; ask(caller: Caller, door: Door, things: Things, method?: string): Promise<Said>;
  /** The answer as it came. */
  raw(caller: Caller, door: Door, things: Things): Promise<Readonly<{ status: number; raw: string }>>;
  /** The page as it is shown; empty for what is none. */
  page(caller: Caller, door: Door, things: Things): Promise<string>;
  /** The same world at other doors. */
  over(site: Hung['site']): World }>;

/** Everything is tried and nothing is done: each unit of work is rolled back after its answer was made. */
const onlyTrying = (real: Readonly<{ inWork: InWork }>): { inWork: InWork } => ({
  inWork: async <T, E extends Refusal>(by: Parameters<InWork>[0], todo: (work: Work) => Promise<Result<T, E>>): Promise<Result<T, E>> => {
    let kept: Result<T, E> | undefined;
    await real.inWork(by, async (work) => { kept = await todo(work); return no({ kind: 'only-trying' }); });
    if (!kept) throw new Error('A work ended without an answer.');
    return kept;
  },
});

export async function openWorld(): Promise<World> {
  const town = await openTestTown();
  const laid = await layBehind(town);
  const more = await layMore(town, laid.of);
  const behind: Behind = { ...laid, missing: { ...laid.missing, ...missingMore() }, of: { ...laid.of, past: { ...laid.of.past, ...more.past }, other: { ...laid.of.other, ...more.other }, now: { ...laid.of.now, ...more.now } } };
  const callers = await everybody(town, behind);
  const hung = await town.hang({ works: onlyTrying });
  const keeper = keepHouse({ db: town.db, dbOf: town.ground.works.dbOf, house: town.house, keys: town.ground.keys });
  const { doors } = doorsOf({ app: hung.app, ground: { ...hung.ground, limits: noLimits }, keeper });
  let cells = 0;
  const call = (site: Hung['site'], caller: Caller, door: Door, things: Things, method?: string): Promise<Response> => {
    cells += 1;
    const headers = { cookie: `lang=en${caller.token ? `; session=${caller.token}` : ''}`, 'idempotency-key': `key-${cells}-for-this-cell` };
    return Promise.resolve(site.fetch(callOf(door, things, headers, method)));
  };
  const over = (site: Hung['site']): World => ({
    town, hung, doors, behind, callers, cells: () => cells, over,
    async ask(caller, door, things, method) {
      const answer = await call(site, caller, door, things, method);
      return { status: answer.status, text: withoutEcho(`${answer.status} ${answer.headers.get('location') ?? ''} ${await answer.text()}`, things) };
    },
    async raw(caller, door, things) {
      const answer = await call(site, caller, door, things);
      return { status: answer.status, raw: await answer.text() };
    },
    async page(caller, door, things) {
      const answer = await call(site, caller, door, things);
      if (answer.headers.get('content-type')?.startsWith('text/html')) return answer.text();
      await answer.body?.cancel();
      return '';
    },
  });
  return over(hung.site);
}

/** An answer may repeat what was asked, and carries new one-time ids: neither tells anything. */
function withoutEcho(text: string, things: Things): string {
  let said = text;
  for (const id of Object.values(things).filter((one) => one.length > 6).toSorted((a, b) => b.length - a.length)) said = said.replaceAll(id, 'ID').replaceAll(encodeURIComponent(id), 'ID');
  return said.replaceAll(/frm_[0-9a-z]{26}/g, 'FORM').replaceAll(/name="secret" value="[^"]+"/g, '');
}

/** All cells of one id in one door: everybody, with an id that does not exist and with that of each household. */
export async function walkPosition(world: World, door: Door, at: Position): Promise<readonly Noticed[]> {
  const noticed: Noticed[] = [];
  const isOpen = wantsOpen(door);
  const thingsOf = (target: Target): Things => (isOpen ? asOpen(world.behind.of[target]) : world.behind.of[target]);
  for (const caller of world.callers) {
    const own: Things = { ...world.behind.missing, ...thingsOf(caller.own) };
    const missing = await world.ask(caller, door, { ...own, [at.of]: world.behind.missing[at.of] ?? '' });
    const seen = new Set<string>();
    const mayPass = door.who.includes('anyone') || isFor(door, caller);
    for (const target of TARGETS) {
      const id = thingsOf(target)[at.of];
      // Before a door that is shut one thing is as good as another. Behind it nobody is more than a stranger to a stranger: one household of those to which they are the same.
      if (id === undefined || seen.has(caller.is[target]) || (!mayPass && seen.size > 0)) continue;
      seen.add(caller.is[target]);
      const real = await world.ask(caller, door, { ...own, [at.of]: id });
      if (real.status >= 500) throw new Error(`${nameOf(door)} broke for ${caller.name}: ${real.text.slice(0, 300)}`);
      if (real.text !== missing.text) noticed.push({ door: nameOf(door), kind: at.of, at: `${at.in}:${at.name}`, of: target, by: caller.name, as: caller.is[target], missing: missing.text, real: real.text });
    }
  }
  return noticed;
}

/** Several walks at once, so that the database and the doors both have something to do. */
export async function together<T, R>(all: readonly T[], atOnce: number, walk: (one: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let at = next++; at < all.length; at = next++) answers[at] = await walk(all[at] as T);
  }));
  return answers;
}

export const everyPosition = (doors: readonly Door[]): readonly Readonly<{ door: Door; at: Position }>[] => doors.flatMap((door) => positionsOf(door).map((at) => ({ door, at })));
