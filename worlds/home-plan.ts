import type { Address, Country, Lang, Scope } from '#kernel';
import type { Device } from '#modules/devices';
import type { Person } from '#modules/people';

export type PersonPlan = Readonly<{
  key?: string; givenName: string; familyName: string; phone?: string; email?: string; prefers: Person['prefers']; comfort?: NonNullable<Person['comfort']>; largePrint?: boolean; vulnerable?: string;
}>;
/** A machine at home; `years` since it came. */
export type DevicePlan = Readonly<{ kind: Device['kind']; name?: string; maker?: string; model?: string; system?: string; release?: string; years: number }>;
/** A trusted helper: someone of their own, or one who has come before (`known`). `claimed`: said by the helper, not yet confirmed. */
export type HelperPlan = Readonly<{ scopes: readonly Scope[]; days: number; givenHow: 'on-screen' | 'paper' | 'phone'; ended?: boolean } & ({ known: string } | { person: PersonPlan })>;
/** A home and who lives in it. The first person answers. `unplaced`: the address is one that no file knows. */
export type HomePlan = Readonly<{
  key: string; country: Country; lang: Lang; address: Address; people: readonly PersonPlan[]; devices: readonly DevicePlan[]; welcomedDays: number;
  accessNotes?: string; helpers?: readonly HelperPlan[];
  /** Above this many cents a yes counts only with the helper's. */
  secondEyesAbove?: number;
}>;

export const EVERYTHING: readonly Scope[] = ['see-appointments', 'see-quotes', 'see-invoices', 'ask', 'answer-quotes', 'approve-extras'];
export const LOOKING: readonly Scope[] = ['see-appointments', 'see-quotes'];
