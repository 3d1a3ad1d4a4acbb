import type { Country, HomeId, LatLng, RequestId, TaskId } from '#kernel';
import type { CheaperBy } from './cheaper.ts';

/** How help comes: to the home, as a lesson at home, over the screen, or the machine goes to the workshop. */
export type Way = 'visit' | 'lesson' | 'remote' | 'workshop';
export const WAYS: readonly Way[] = ['visit', 'lesson', 'remote', 'workshop'];

/** When the visit starts; see `whenOf` for the hours. */
export type When = 'day' | 'evening' | 'weekend' | 'out-of-hours';

/** What is likely, and what it can be at worst. `expected ≤ worst`. Whole numbers. */
export type Span = Readonly<{ expected: number; worst: number }>;

/** A leaf of the triage taxonomy (`content/triage/taxonomy.json`). */
export type LeafKey = string;
/** Something that is sold, by its key in `content/services.json`. */
export type ItemKey = string;
/** What an item is. It never changes: a subscription cannot become a part. */
export type ItemKind = 'parts' | 'subscription' | 'licence' | 'backup-security';
export type ItemNeed = Readonly<{ kind: ItemKind; item: ItemKey; quantity: Span }>;

/** One thing to be done. Minutes are of one technician; unattended minutes are those a machine works alone. */
export type ScopeTask = Readonly<{
  task: TaskId;
  leaf: LeafKey;
  /** The task in the person's words. */
  says: string;
  minutes: Span;
  unattended: Span;
  skills: readonly string[];
  items: readonly ItemNeed[];
  /** How many machines the same thing is done to; one unless told. */
  devices?: Span;
}>;

/** One way from a provider's base to the home, by road. `model` names the estimate it comes from. */
export type TravelLeg = Readonly<{ metres: number; seconds: number; model: string }>;

/** The same work for everyone who quotes. `travel` is keyed by provider id; none is needed for remote help and the workshop. */
export type Scope = Readonly<{
  request: RequestId;
  home: HomeId;
  country: Country;
  at?: LatLng | undefined;
  way: Way;
  tasks: readonly ScopeTask[];
  when: When;
  travel: Readonly<Record<string, TravelLeg>>;
  /** Its prices are for whoever holds the code of the request, and not for the household: somebody there may be the danger. */
  quiet?: boolean | undefined;
  /** What makes it cheaper: the chosen time, what somebody said of themselves. */
  cheaper?: CheaperBy | undefined;
}>;

/** Which end of each span is priced. */
export type End = keyof Span;
/** Whether someone has to travel to the home. */
export const isAtHome = (way: Way): boolean => way === 'visit' || way === 'lesson';
