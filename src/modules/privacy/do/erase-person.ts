import { type FileId, type PersonId, type Result, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { FLOORS, type Floor, type Forgot } from '../floors.ts';
import { mayErase } from '../may.ts';
import { workingAs } from '../opening.ts';
import type { AboutPerson, Needs } from '../needs.ts';
import { filesIn } from './export-person.ts';

export type CannotErase = Readonly<{ kind: 'no-such-person' } | { kind: 'you-work-here' } | { kind: 'visit-ahead' }>;
/** What each floor forgot, or would forget; `files` are photos that were sent, taken away after the commit. */
export type Erased = Readonly<{ floors: readonly (Forgot & { floor: Floor })[]; files: readonly FileId[] }>;

/** Whether somebody can be forgotten now: not while they work here, nor while somebody is on the way to them. */
async function cannot(needs: Needs, work: Work, person: PersonId): Promise<CannotErase | undefined> {
  if (!mayErase(work.by, person) || (await needs.firstName(work, person)) === undefined) return { kind: 'no-such-person' };
  if ((workingAs(work.by) !== undefined) || (await needs.worksHere(work, person))) return { kind: 'you-work-here' };
  return (await needs.sees.visitsAhead(work, person)) > 0 ? { kind: 'visit-ahead' } : undefined;
}

async function each(needs: Needs, work: Work, person: PersonId, todo: (floor: AboutPerson) => Promise<Forgot>): Promise<Erased> {
  const files = filesIn(await needs.floors.booking.export(work, person));
  const floors = [];
  for (const floor of FLOORS) floors.push({ floor, ...(await todo(needs.floors[floor])) });
  return { floors, files };
}

/** Forgets a person, from the top floor down. Their sessions end; what the law has us keep stays, without more than it asks for. */
export async function erasePerson(needs: Needs, work: Work, person: PersonId): Promise<Result<Erased, CannotErase>> {
  const why = await cannot(needs, work, person);
  if (why) return no(why);
  const erased = await each(needs, work, person, (floor) => floor.erase(work, person));
  await work.audit({ did: 'erase-person', to: person, person });
  return ok(erased);
}

/** What would be forgotten: done for real, in a work that the caller rolls back. */
export async function foreseeErasing(needs: Needs, work: Work, person: PersonId): Promise<Result<Erased, CannotErase>> {
  const why = await cannot(needs, work, person);
  if (why) return no(why);
  return ok(await each(needs, work, person, (floor) => (floor.foresee ?? floor.erase)(work, person)));
}
