import { type Country, type Lang, type PersonId, type Result, type Role, newId, no, ok } from '#kernel';
import type { Keys } from '#platform/keys';
import type { Work } from '#platform/work';
import type { NoSuchPerson, NotYou } from '../front.ts';
import { mayInvite } from '../may.ts';
import type { Person } from '../person.ts';
import type { Opened } from '../session.ts';
import type { Staff } from '../staff.ts';
import { hashOf, newLinkToken } from '../token.ts';
import { totpStepOf } from '../totp.ts';
import { type Needs as SessionNeeds, openSession } from './hold-session.ts';

type Link = { person_id: PersonId | null; roles: Role[]; is_first: boolean; until_at: Temporal.Instant };
export type Needs = SessionNeeds & {
  keys: Keys;
  people: { addPerson(work: Work, person: Person, by: string): Promise<void> };
  signIn: {
    anyStaff(work: Work): Promise<boolean>;
    addLink(work: Work, hash: Buffer, person: PersonId | undefined, roles: readonly Role[], isFirst: boolean, until: Temporal.Instant): Promise<void>;
    link(work: Work, hash: Buffer): Promise<Link | undefined>;
    takeLink(work: Work, hash: Buffer): Promise<boolean>;
    loginTaken(work: Work, login: string, by: PersonId | undefined): Promise<boolean>;
    putStaff(work: Work, staff: Staff): Promise<void>;
    endStaff(work: Work, person: PersonId): Promise<boolean>;
    dropLinksOf(work: Work, person: PersonId): Promise<void>;
  };
};
const LINK_LASTS = { hours: 24 };
const FIRST: readonly Role[] = ['operator', 'admin'];

/** The link of the very first operator, printed where the program was started. A new one ends the one before. */
export async function firstOperatorLink(needs: Needs, work: Work): Promise<Result<{ token: string; until: Temporal.Instant }, NotYou | { kind: 'already-set-up' }>> {
  if (work.by.kind !== 'job') return no({ kind: 'not-allowed' });
  if (await needs.signIn.anyStaff(work)) return no({ kind: 'already-set-up' });
  const token = newLinkToken();
  const until = work.now.add(LINK_LASTS);
  await needs.signIn.addLink(work, hashOf(token), undefined, FIRST, true, until);
  await work.audit({ did: 'make-first-operator-link', to: 'installation' });
  return ok({ token, until });
}

/** Invites someone we know to sign in as staff, or as a technician (no role). Asked again, it lets them choose a new password. */
export async function inviteStaff(needs: Needs, work: Work, asked: { person: PersonId; roles: readonly Role[] }): Promise<Result<{ token: string; until: Temporal.Instant }, NotYou | NoSuchPerson>> {
  if (!mayInvite(work.by)) return no({ kind: 'not-allowed' });
  if (!await needs.people.person(work, asked.person)) return no({ kind: 'no-such-person' });
  const token = newLinkToken();
  const until = work.now.add(LINK_LASTS);
  await needs.signIn.addLink(work, hashOf(token), asked.person, asked.roles, false, until);
  await work.audit({ did: 'invite-staff', to: asked.person, person: asked.person });
  return ok({ token, until });
}

export async function setUpLink(needs: Needs, work: Work, token: string): Promise<{ person?: Person; roles: readonly Role[]; until: Temporal.Instant } | undefined> {
  const link = await needs.signIn.link(work, hashOf(token));
  if (!link) return undefined;
  const person = link.person_id ? await needs.people.person(work, link.person_id) : undefined;
  return { roles: link.roles, until: link.until_at, ...(person ? { person } : {}) };
}

export type AsksToUseLink = {
  token: string; login: string; passwordHash: string; totpSecret: string; totp: string; device: string;
  name?: { givenName: string; familyName: string; lang: Lang; country: Country };
};
type CannotSetUp = { kind: 'set-up-link-gone' } | { kind: 'login-taken' } | { kind: 'digits-wrong' } | { kind: 'name-missing' };

/** Uses the link: name, password and the first digits of the phone. The link is gone in the same breath. */
export async function setUpStaff(needs: Needs, work: Work, asked: AsksToUseLink): Promise<Result<{ person: PersonId } & Opened, CannotSetUp>> {
  const hash = hashOf(asked.token);
  const link = await needs.signIn.link(work, hash);
  // Taking the row is what decides: whoever comes second finds none.
  if (!link || !await needs.signIn.takeLink(work, hash)) return no({ kind: 'set-up-link-gone' });
  const step = totpStepOf(asked.totpSecret, asked.totp, work.now);
  if (step === undefined) return no({ kind: 'digits-wrong' });
  if (await needs.signIn.loginTaken(work, asked.login, link.person_id ?? undefined)) return no({ kind: 'login-taken' });
  if (!link.person_id && !asked.name) return no({ kind: 'name-missing' });

  const person = link.person_id ?? newId('Person');
  if (!link.person_id && asked.name) await needs.people.addPerson(work, { ...asked.name, id: person, prefers: 'letter', largePrint: false }, 'set-up-link');
  await needs.signIn.putStaff(work, {
    person, login: asked.login, passwordHash: asked.passwordHash, totpSealed: needs.keys.seal(asked.totpSecret, `totp ${person}`), totpStep: step, roles: link.roles, wrong: 0,
  });
  // A password that is chosen anew ends what was signed in with the old one.
  await needs.signIn.endSessionsOf(work, person);
  await work.audit({ did: 'set-up-staff', to: person, person });
  const opened = await openSession(needs, work, { person }, asked.device, 'set-up link');
  return opened.ok ? ok({ person, ...opened.value }) : no({ kind: 'set-up-link-gone' });
}

/** Someone no longer works here: their sessions end with it. */
export async function endStaff(needs: Needs, work: Work, person: PersonId): Promise<Result<true, NotYou | NoSuchPerson>> {
  if (!mayInvite(work.by)) return no({ kind: 'not-allowed' });
  if (!await needs.signIn.endStaff(work, person)) return no({ kind: 'no-such-person' });
  await needs.signIn.endSessionsOf(work, person);
  // A link that was never used would let them in again.
  await needs.signIn.dropLinksOf(work, person);
  await work.audit({ did: 'end-staff', to: person, person });
  return ok(true);
}
