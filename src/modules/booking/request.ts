import type { Country, FileId, HomeId, Lang, PersonId, QuoteId, RequestId, TaskId } from '#kernel';

export type Source = 'web' | 'phone' | 'paper' | 'relative';
export type AskedFor = 'me' | 'someone-else';
export type Way = 'visit' | 'lesson' | 'remote' | 'workshop';
export type Comfort = 'never-done-it' | 'with-help' | 'fine-alone';

/** asked → understood (each task has a leaf or none of ours) → placed (who and where) → quoted → booked → done; closed from anywhere. */
export type RequestState = 'asked' | 'understood' | 'placed' | 'quoted' | 'booked' | 'done' | 'closed';

/** What we think a task is, with the words of theirs that made us think so. `score` is 0..1. */
export type Guess = Readonly<{ leaf: string; score: number; because: readonly string[] }>;

/**
 * One thing to be done. `leaf` is undefined until it was chosen, and null when none of our guesses was right.
 * `answers` are the clarifying questions' options by question id.
 */
export type Task = Readonly<{
  id: TaskId; words: string; guesses: readonly Guess[]; leaf: string | null | undefined;
  answers: Readonly<Record<string, string>>; done: boolean;
}>;

/** A danger or a scam that was seen in the words; `kind` and `card` are triage's. `show`: the card comes before everything else; otherwise ask first. */
export type Flag = Readonly<{ kind: string; card: string; show: boolean }>;

/**
 * What somebody asked for, in their own words. `quiet`: someone may be watching their devices, so nothing about it goes
 * to any known channel, and nobody of the household or among the helpers sees it.
 * `noRemote`: no help over the screen, since someone else may control the device or it could hurt.
 * `callFirst`: the address could not be placed (or none of our guesses fits), so we ring before any price is said.
 */
export type Request = Readonly<{
  id: RequestId; reference: string; words: string; lang: Lang; source: Source; askedFor: AskedFor; country: Country;
  comfort?: Comfort | undefined; person?: PersonId | undefined; home?: HomeId | undefined; helper?: PersonId | undefined;
  tasks: readonly Task[]; photos: readonly FileId[]; safety: readonly Flag[]; quiet: boolean; noRemote: boolean; callFirst: boolean;
  way?: Way | undefined; state: RequestState; chosenQuote?: QuoteId | undefined; askedAt: Temporal.Instant;
}>;

/** Every task has a leaf, or is known to have none of ours. */
export const isUnderstood = (request: Request): boolean => request.tasks.length > 0 && request.tasks.every((task) => task.leaf !== undefined);

export const isOpen = (request: Request): boolean => request.state !== 'done' && request.state !== 'closed';

/** The tasks that can be priced: those with a leaf. */
export const priceable = (request: Request): readonly (Task & { leaf: string })[] =>
  request.tasks.flatMap((task) => (typeof task.leaf === 'string' ? [{ ...task, leaf: task.leaf }] : []));
