import { type FileId, type PersonId, type Result, isId, isStaff, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { FLOORS } from '../floors.ts';
import { mayRead } from '../may.ts';
import type { Archive, Needs } from '../needs.ts';
import { readJournal } from './read-journal.ts';

export type NoSuchPerson = { kind: 'no-such-person' };

/** Everything that the house knows of a person, except the photos' bytes, which `withPhotos` reads outside of the work. */
export async function exportPerson(needs: Needs, work: Work, person: PersonId): Promise<Result<Archive, NoSuchPerson>> {
  if (!mayRead(work.by, person)) return no({ kind: 'no-such-person' });
  const archive = await gather(needs, work, person);
  await work.audit({ did: 'export-person', to: person, person });
  return ok(archive);
}

/** The same for somebody who rings: gathered as they themselves would see it, so that what is quiet stays so; the line says who of us did it. */
export async function exportByPhone(needs: Needs, work: Work, person: PersonId): Promise<Result<true, NoSuchPerson>> {
  if (!isStaff(work.by, 'operator') || !(await needs.seesPerson(work, person)) || (await needs.worksHere(work, person))) return no({ kind: 'no-such-person' });
  await work.audit({ did: 'export-person', to: person, person, why: 'as-operator' });
  return ok(true);
}

export async function gather(needs: Needs, work: Work, person: PersonId): Promise<Archive> {
  const journal = await readJournal(needs, work, person);
  const parts = [];
  for (const floor of FLOORS.toReversed()) {
    // As JSON: what a reader without us can open.
    const holds: unknown = JSON.parse(JSON.stringify(await needs.floors[floor].export(work, person)));
    parts.push({ floor, holds: await theirs(needs, work, holds) });
  }
  return { at: work.now, parts, journal: journal?.entries ?? [], photos: [] };
}

export async function withPhotos(needs: Pick<Needs, 'files'>, archive: Archive): Promise<Archive> {
  const photos = [];
  for (const id of filesIn(archive.parts)) {
    const kept = await needs.files.read(id);
    if (kept) photos.push({ id, ...kept });
  }
  return { ...archive, photos };
}

/** Every file that is named anywhere in something. */
export function filesIn(holds: unknown): FileId[] {
  const found = new Set<FileId>();
  const walk = (one: unknown): void => {
    if (typeof one === 'string') { if (isId('File', one)) found.add(one); } else if (typeof one === 'object' && one !== null) Object.values(one).forEach(walk);
  };
  walk(holds);
  return [...found];
}

/** Takes out what belongs to a visit or request that this person may not see: two who share a home may keep something from each other. */
async function theirs(needs: Pick<Needs, 'sees'>, work: Work, holds: unknown): Promise<unknown> {
  const seen = new Map<string, Promise<boolean>>();
  const isTheirs = (id: unknown): Promise<boolean> | true => {
    if (typeof id !== 'string' || !(isId('Visit', id) || isId('Request', id))) return true;
    const known = seen.get(id) ?? Promise.resolve(isId('Visit', id) ? needs.sees.visit(work, id) : needs.sees.request(work, id)).then((found) => found !== undefined);
    seen.set(id, known);
    return known;
  };
  const clean = async (one: unknown): Promise<unknown> => {
    if (Array.isArray(one)) {
      const kept = [];
      for (const item of one) if (await belongs(item)) kept.push(await clean(item));
      return kept;
    }
    if (typeof one !== 'object' || one === null) return one;
    const pairs: [string, unknown][] = [];
    for (const [key, value] of Object.entries(one)) pairs.push([key, await clean(value)]);
    return Object.fromEntries(pairs);
  };
  const belongs = async (item: unknown): Promise<boolean> => {
    if (typeof item !== 'object' || item === null) return true;
    const { visit, request } = item as Record<string, unknown>;
    return (await isTheirs(visit)) && (await isTheirs(request));
  };
  return clean(holds);
}
