import type { HomeId, MandateId, PersonId } from '#kernel';

export type PersonWelcomed = { readonly fact: 'person-welcomed'; person: PersonId };
export type HomePlaced = { readonly fact: 'home-placed'; home: HomeId };
export type MandateClaimed = { readonly fact: 'mandate-claimed'; mandate: MandateId };
export type MandateGiven = { readonly fact: 'mandate-given'; mandate: MandateId };
export type MandateRevoked = { readonly fact: 'mandate-revoked'; mandate: MandateId };
export type SignInCodeMade = { readonly fact: 'sign-in-code-made'; code: string };
/** The old way to reach someone is told too: `change` names the kept copy of it. */
export type ContactChanged = { readonly fact: 'contact-changed'; person: PersonId; change: string };
export type PeopleFact = PersonWelcomed | HomePlaced | MandateClaimed | MandateGiven | MandateRevoked | SignInCodeMade | ContactChanged;
