import { type Country, type Lang, type PersonId, type Result, no, ok } from '#kernel';

/** How a person wants to be told things. A letter or a call always works; an e-mail is never required. */
export type Prefers = 'sms' | 'mail' | 'letter' | 'phone';
export const PREFERS: readonly Prefers[] = ['sms', 'mail', 'letter', 'phone'];

/** What a person says of themselves, asked once: it shapes guide, brief and sheet. */
export type Comfort = 'never-done-it' | 'with-help' | 'fine-alone';
export const COMFORTS: readonly Comfort[] = ['never-done-it', 'with-help', 'fine-alone'];

/** Someone we know. A telephone may be shared by two people; an e-mail is never an identity. */
export type Person = Readonly<{
  id: PersonId;
  givenName: string;
  familyName: string;
  lang: Lang;
  country: Country;
  /** E.164, `+33612345678`. */
  phone?: string;
  email?: string;
  prefers: Prefers;
  comfort?: Comfort;
  largePrint: boolean;
  /** What whoever comes should know about the person, in a few words. Only for staff and for the technician who is sent. */
  vulnerable?: string;
}>;

export type Contact = Readonly<{ phone?: string | undefined; email?: string | undefined; prefers: Prefers }>;
export type CannotReach = { kind: 'no-way-to-reach' };

/** The way someone prefers must exist: a text message needs a telephone, a mail an address. A letter needs neither. */
export function reachable<C extends Contact>(contact: C): Result<C, CannotReach> {
  if ((contact.prefers === 'sms' || contact.prefers === 'phone') && !contact.phone) return no({ kind: 'no-way-to-reach' });
  if (contact.prefers === 'mail' && !contact.email) return no({ kind: 'no-way-to-reach' });
  return ok(contact);
}

export const fullName = (person: Pick<Person, 'givenName' | 'familyName'>): string => `${person.givenName} ${person.familyName}`.trim();
