import type { HomeId, MandateId, PersonId } from '#kernel';

export type PersonWelcomed = { readonly fact: 'person-welcomed'; person: PersonId };
export type HomePlaced = { readonly fact: 'home-placed'; home: HomeId };
export type MandateClaimed = { readonly fact: 'mandate-claimed'; mandate: MandateId };
export type MandateGiven = { readonly fact: 'mandate-given'; mandate: MandateId };
export type MandateRevoked = { readonly fact: 'mandate-revoked'; mandate: MandateId };
export type SignInCodeMade = { readonly fact: 'sign-in-code-made'; code: string };
/** The way to reach someone, a passkey or a helper has changed, and can be undone: `change` names what is kept of it. The old ways are told. */
export type ContactChanged = { readonly fact: 'contact-changed'; person: PersonId; change: string };
/** A change was put back within its three days: by a code, by the person, or by the operator. */
export type ChangeUndone = { readonly fact: 'change-undone'; person: PersonId; change: string };
/** Another helper than before: it begins three days later, and the one before is told. */
export type MandateDelayed = { readonly fact: 'mandate-delayed'; mandate: MandateId };
export type PeopleFact = ChangeUndone | MandateDelayed | PersonWelcomed | HomePlaced | MandateClaimed | MandateGiven | MandateRevoked | SignInCodeMade | ContactChanged;
