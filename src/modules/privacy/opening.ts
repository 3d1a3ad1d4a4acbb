import type { Actor, HomeId, PersonId, RequestId, Role, VisitId } from '#kernel';

/** What of a household can be opened. */
export const SAWS = ['address', 'contact', 'note', 'photo', 'device'] as const;
export type Saw = (typeof SAWS)[number];

/** One of us looks at something of a household: for this visit or request, or for none. */
export type Opening = Readonly<{ saw: Saw; home: HomeId; for?: VisitId | RequestId | undefined }>;

/** How the trail calls it; it begins so that a journal finds all of them. */
export const OPENED = 'opened-';
export const didOf = (saw: Saw): string => `${OPENED}${saw}`;

/** What else of the trail belongs into the journal, and as whom it was done. */
export const ALSO: Readonly<Record<string, WorkingAs>> = { arrive: 'technician', 'issue-invoice': 'provider' };

export type WorkingAs = Role | 'technician' | 'provider';
const AS = 'as-';

/** In which role somebody looks; undefined for those who are no staff. */
export function workingAs(by: Actor): WorkingAs | undefined {
  if (by.kind !== 'person') return undefined;
  if (by.technician) return 'technician';
  return by.roles.includes('operator') ? 'operator' : by.roles[0] ?? (by.provider ? 'provider' : undefined);
}
export const whyOf = (as: WorkingAs): string => `${AS}${as}`;
export const asWhom = (did: string, why: string | undefined): string | undefined => (why?.startsWith(AS) ? why.slice(AS.length) : ALSO[did]);

/**
 * One line of the journal that a person reads: who (first name, role), when, what. `for` is the visit or request; an
 * opening for none is `unasked`, and marked.
 */
export type Entry = Readonly<{ at: Temporal.Instant; who: string | undefined; as: string | undefined; what: string; for?: VisitId | RequestId | undefined; home: HomeId | undefined; unasked: boolean }>;
export type Journal = Readonly<{ of: PersonId; entries: readonly Entry[]; more: boolean }>;
