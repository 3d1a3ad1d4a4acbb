import type { PersonId } from '#kernel';
import type { Work } from '#platform/work';

/** The modules whose tables name a person, from the top floor down: whoever stands on others forgets first, people last. */
export const FLOORS = ['messages', 'billing', 'visits', 'booking', 'pricing', 'devices', 'technicians', 'people'] as const;
export type Floor = (typeof FLOORS)[number];

/** What a floor forgot. `keptUntil`: until when the law has it kept. */
export type Forgot = Readonly<{ erased: number; keptUntil?: Temporal.PlainDate | undefined }>;

/** How a floor gives out and forgets what it knows of a person. `foresee` is for one that would touch more than the database. */
export type AboutPerson = Readonly<{
  export(work: Work, person: PersonId): Promise<Record<string, unknown>>;
  erase(work: Work, person: PersonId): Promise<Forgot>;
  foresee?(work: Work, person: PersonId): Promise<Forgot>;
}>;
export type Floors = Readonly<Record<Floor, AboutPerson>>;
