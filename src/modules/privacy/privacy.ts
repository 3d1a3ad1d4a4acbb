import { type Actor, type PersonId, type Result, no, ok } from '#kernel';
import type { People } from '#modules/people';
import type { DbOf, InWork, Work } from '#platform/work';
import { type CannotErase, type Erased, erasePerson, foreseeErasing } from './do/erase-person.ts';
import { type NoSuchPerson, exportPerson, withPhotos } from './do/export-person.ts';
import { keepOpening } from './do/keep-opening.ts';
import { readJournal } from './do/read-journal.ts';
import type { Archive, Floors, Needs } from './needs.ts';
import type { Journal, Opening } from './opening.ts';
import { trailIn } from './store.ts';

export type PrivacyHas = Readonly<{ dbOf: DbOf; inWork: InWork; people: Pick<People, 'known'>; floors: Floors; sees: Needs['sees']; files: Needs['files'] }>;
/** What a page reads, and what of a household it thereby opens. */
export type Read<T> = Readonly<{ shows: T; opened: readonly Opening[] }>;

export type Privacy = Readonly<{
  /** Reads for staff, and writes down in the same transaction what was opened; undefined when there is nothing to show. */
  opening<T>(by: Actor, read: (work: Work) => Promise<Read<T> | undefined>): Promise<T | undefined>;
  /** Who looked at what about somebody; undefined for anybody else. */
  journalOf(work: Work, person: PersonId): Promise<Journal | undefined>;
  /** Everything about the person who asks. */
  archiveOf(by: Actor, person: PersonId): Promise<Result<Archive, NoSuchPerson>>;
  /** What erasing would do; nothing is changed. */
  foreseeErasing(by: Actor, person: PersonId): Promise<Result<Erased, CannotErase>>;
  /** In one work; `forgetFiles` follows after its commit. */
  erasePerson(work: Work, person: PersonId): Promise<Result<Erased, CannotErase>>;
  forgetFiles(erased: Erased): Promise<void>;
}>;

/** Privacy knows who looked at what, and how everything about a person is given out or forgotten. It keeps no table of its own: the audit trail is its journal. */
export function createPrivacy(has: PrivacyHas): Privacy {
  const needs: Needs = {
    floors: has.floors, sees: has.sees, files: has.files, trail: trailIn(has.dbOf),
    firstName: async (work, person) => (await has.people.known.person(work, person))?.givenName,
    homesOf: (work, person) => has.people.known.homesOf(work, person),
  };
  return {
    async opening<T>(by: Actor, read: (work: Work) => Promise<Read<T> | undefined>) {
      const done = await has.inWork(by, async (work): Promise<Result<T, { kind: 'nothing-there' }>> => {
        const found = await read(work);
        if (!found) return no({ kind: 'nothing-there' });
        for (const opening of found.opened) await keepOpening(needs, work, opening);
        return ok(found.shows);
      });
      return done.ok ? done.value : undefined;
    },
    journalOf: (work, person) => readJournal(needs, work, person),
    async archiveOf(by, person) {
      const archive = await has.inWork(by, (work) => exportPerson(needs, work, person));
      return archive.ok ? ok(await withPhotos(needs, archive.value)) : archive;
    },
    async foreseeErasing(by, person) {
      let seen: Result<Erased, CannotErase> = no({ kind: 'no-such-person' });
      await has.inWork(by, async (work) => {
        seen = await foreseeErasing(needs, work, person);
        return no({ kind: 'only-looking' });
      });
      return seen;
    },
    erasePerson: (work, person) => erasePerson(needs, work, person),
    async forgetFiles({ files }) { for (const file of files) await has.files.erase(file); },
  };
}
