import type { FileId, HomeId, PersonId, RequestId, VisitId } from '#kernel';
import type { Work } from '#platform/work';
import type { Floor, Forgot } from './floors.ts';
import type { Entry } from './opening.ts';
import type { Wishes } from './store-wishes.ts';

/** How a floor gives out and forgets what it knows of a person. `foresee` is for one that would touch more than the database. */
export type AboutPerson = Readonly<{
  export(work: Work, person: PersonId): Promise<Record<string, unknown>>;
  erase(work: Work, person: PersonId): Promise<Forgot>;
  foresee?(work: Work, person: PersonId): Promise<Forgot>;
}>;
export type Floors = Readonly<Record<Floor, AboutPerson>>;

/** What the assembly hands to the verbs. */
export type Needs = Readonly<{
  floors: Floors;
  firstName(work: Work, person: PersonId): Promise<string | undefined>;
  homesOf(work: Work, person: PersonId): Promise<readonly { id: HomeId }[]>;
  /** As the one who asks sees it: what is quiet stays so, in the journal and in the archive. */
  sees: Readonly<{ visit(work: Work, id: VisitId): Promise<unknown>; request(work: Work, id: RequestId): Promise<unknown>; visitsAhead(work: Work, person: PersonId): Promise<number> }>;
  /** Whether somebody works here: staff, technician or a provider's office. */
  worksHere(work: Work, person: PersonId): Promise<boolean>;
  /** Whether the caller may see this person. */
  seesPerson(work: Work, person: PersonId): Promise<boolean>;
  setNote(work: Work, asked: Readonly<{ person: PersonId; note?: string; until?: Temporal.Instant }>): Promise<unknown>;
  wishes: Wishes;
  files: Readonly<{ read(id: string): Promise<Readonly<{ type: string; bytes: Buffer }> | undefined>; erase(id: string): Promise<boolean>; all(): AsyncIterable<Readonly<{ id: FileId; keptAt: Temporal.Instant }>> }>;
  trail: Readonly<{
    lines(work: Work, person: PersonId, homes: readonly HomeId[], limit: number): Promise<readonly Line[]>;
    homesSince(work: Work, by: PersonId, dids: readonly string[], since: Temporal.Instant): Promise<number>;
    lately(work: Work, did: string, since: Temporal.Instant): Promise<readonly Readonly<{ at: Temporal.Instant; by: string; to: string; why: string | undefined }>[]>;
    openedSince(work: Work, by: PersonId, did: string, about: string, since: Temporal.Instant): Promise<boolean>;
  }>;
}>;

export type Line = Readonly<{ at: Temporal.Instant; by: PersonId | undefined; did: string; about: string; home: HomeId | undefined; why: string | undefined }>;

/** Everything about a person: one part a floor, the photos they sent, who looked. */
export type Archive = Readonly<{ at: Temporal.Instant; parts: readonly Readonly<{ floor: string; holds: unknown }>[]; journal: readonly Entry[]; photos: readonly Readonly<{ id: FileId; type: string; bytes: Buffer }>[] }>;
