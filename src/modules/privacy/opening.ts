import type { Actor, HomeId, PersonId, RequestId, Role, VisitId } from '#kernel';

/** What of a household can be opened; `listed`: its name or street, on a list of several; `paper`: a document with name and address; `letter`: what is printed for the post. */
export const SAWS = ['address', 'contact', 'note', 'photo', 'device', 'listed', 'found', 'paper', 'letter'] as const;
export type Saw = (typeof SAWS)[number];

/** Why one of us opens a household for which nothing is asked and nobody comes: one of these, said first. */
export const REASONS = ['they-rang', 'we-ring-back', 'complaint', 'put-right', 'accounts', 'danger'] as const;
export type Reason = (typeof REASONS)[number];

/** One of us looks at something of a household: for this visit or request, or for none, with a reason. */
export type Opening = Readonly<{ saw: Saw; home: HomeId; for?: VisitId | RequestId | undefined; reason?: Reason | undefined }>;

/** How the trail calls it; it begins so that a journal finds all of them. */
export const OPENED = 'opened-';
export const didOf = (saw: Saw): string => `${OPENED}${saw}`;

/** So many homes within an hour are more than one of us needs; lists of the day's own work are not counted. */
export const MANY_HOMES = 20;
export const COUNTED: readonly string[] = [didOf('address'), didOf('found')];
/** Papers are the accounts of those who came: only for the rest of us is each one more home. */
export const countedFor = (as: WorkingAs): readonly string[] => (as === 'technician' || as === 'provider' ? COUNTED : [...COUNTED, didOf('paper')]);

/** What else of the trail belongs into the journal, and as whom it was done. `for-you`: by somebody else in the person's place. */
export const ALSO: Readonly<Record<string, WorkingAs | 'for-you'>> = {
  arrive: 'technician', 'issue-invoice': 'provider', 'export-person': 'operator', 'ask-erasure': 'operator', 'change-contact': 'for-you', 'undo-change': 'for-you', 'give-mandate': 'for-you', 'confirm-mandate': 'for-you',
  'revoke-mandate': 'for-you', 'set-second-eyes': 'for-you', 'end-second-eyes': 'for-you',
};
/** What the house did by itself. */
export const BY_HOUSE: readonly string[] = ['mandate-expired'];

export type WorkingAs = Role | 'technician' | 'provider';
const AS = 'as-';

/** In which role somebody looks; undefined for those who are no staff. */
export function workingAs(by: Actor): WorkingAs | undefined {
  if (by.kind !== 'person') return undefined;
  if (by.technician) return 'technician';
  return by.roles.includes('operator') ? 'operator' : by.roles[0] ?? (by.provider ? 'provider' : undefined);
}
export const whyOf = (as: WorkingAs, reason?: Reason): string => `${AS}${as}${reason ? `/${reason}` : ''}`;
export const asWhom = (did: string, why: string | undefined): string | undefined => (why?.startsWith(AS) ? why.slice(AS.length).split('/')[0] : ALSO[did]);
export const reasonIn = (why: string | undefined): Reason | undefined => REASONS.find((reason) => why?.startsWith(AS) && why.endsWith(`/${reason}`));

/**
 * One line of the journal that a person reads: who (first name, role), when, what. `for` is the visit or request; an
 * opening for none is `unasked`, marked, and has its reason. `byHouse`: nobody did it.
 */
export type Entry = Readonly<{
  at: Temporal.Instant; who: string | undefined; as: string | undefined; what: string; for?: VisitId | RequestId | undefined; home: HomeId | undefined; unasked: boolean; reason?: Reason | undefined; byHouse?: boolean | undefined;
}>;
export type Journal = Readonly<{ of: PersonId; entries: readonly Entry[]; more: boolean }>;
