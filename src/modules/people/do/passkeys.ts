import {
  type AuthenticationResponseJSON, type AuthenticatorTransport, type RegistrationResponseJSON,
  generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { type PersonId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Change } from '../change.ts';
import type { Ceremony, NoSuchPasskey, NotYou } from '../front.ts';
import { type Person, fullName } from '../person.ts';
import type { Opened } from '../session.ts';
import { type Needs as KeepNeeds, keepChange } from './keep-change.ts';
import { type Needs as SessionNeeds, openSession } from './hold-session.ts';

type Passkey = Readonly<{ id: string; person: PersonId; publicKey: Uint8Array<ArrayBuffer>; counter: number; transports: readonly string[] }>;
type Needs = SessionNeeds & KeepNeeds & {
  site: Readonly<{ name: string; url: string }>;
  people: { person(work: Work, id: PersonId): Promise<Person | undefined>; openChangesOf(work: Work, person: PersonId): Promise<readonly Change[]> };
  signIn: {
    addCeremony(work: Work, id: string, person: PersonId | undefined, challenge: string, due: Temporal.Instant): Promise<void>;
    takeCeremony(work: Work, id: string): Promise<{ person: PersonId | null; challenge: string } | undefined>;
    passkeysOf(work: Work, person: PersonId): Promise<readonly Passkey[]>;
    passkey(work: Work, id: string): Promise<Passkey | undefined>;
    addPasskey(work: Work, passkey: Passkey, name: string): Promise<void>;
    usedPasskey(work: Work, id: string, counter: number): Promise<void>;
    removePasskey(work: Work, id: string, person: PersonId): Promise<boolean>;
    setPasskeyAside(work: Work, id: string, person: PersonId): Promise<boolean>;
  };
};
type Refused = { kind: 'passkey-refused' };
const WAITS = { minutes: 5 };
const place = (needs: Needs) => ({ origin: new URL(needs.site.url).origin, id: new URL(needs.site.url).hostname });
const transports = (passkey: Passkey) => passkey.transports as AuthenticatorTransport[];

async function wait(needs: Needs, work: Work, person: PersonId | undefined, options: { challenge: string }): Promise<Result<Ceremony, never>> {
  const ceremony = `cer_${newId('Message').slice(4)}`;
  await needs.signIn.addCeremony(work, ceremony, person, options.challenge, work.now.add(WAITS));
  return ok({ ceremony, options: options as Record<string, unknown> });
}

/** Begins to add a passkey to whoever is signed in. */
export async function beginPasskey(needs: Needs, work: Work): Promise<Result<Ceremony, NotYou>> {
  if (work.by.kind !== 'person' || work.by.onlyAtHome) return no({ kind: 'not-allowed' });
  const person = await needs.people.person(work, work.by.person);
  if (!person) return no({ kind: 'not-allowed' });
  const own = await needs.signIn.passkeysOf(work, person.id);
  const options = await generateRegistrationOptions({
    rpName: needs.site.name, rpID: place(needs).id, userName: fullName(person), userID: new TextEncoder().encode(person.id), attestationType: 'none',
    excludeCredentials: own.map((passkey) => ({ id: passkey.id, transports: transports(passkey) })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return wait(needs, work, person.id, options);
}

/** Keeps the passkey that the browser made. */
export async function finishPasskey(needs: Needs, work: Work, asked: { ceremony: string; response: unknown; name: string }): Promise<Result<{ passkey: string }, NotYou | Refused>> {
  if (work.by.kind !== 'person' || work.by.onlyAtHome) return no({ kind: 'not-allowed' });
  const begun = await needs.signIn.takeCeremony(work, asked.ceremony);
  if (begun?.person !== work.by.person) return no({ kind: 'passkey-refused' });
  const verified = await verifyRegistrationResponse({
    response: asked.response as RegistrationResponseJSON, expectedChallenge: begun.challenge, expectedOrigin: place(needs).origin, expectedRPID: place(needs).id, requireUserVerification: true,
  }).catch(() => undefined);
  if (!verified?.verified) return no({ kind: 'passkey-refused' });

  const { credential } = verified.registrationInfo;
  if (await needs.signIn.passkey(work, credential.id)) return no({ kind: 'passkey-refused' });
  await needs.signIn.addPasskey(work, { id: credential.id, person: work.by.person, publicKey: credential.publicKey, counter: credential.counter, transports: credential.transports ?? [] }, asked.name.slice(0, 80));
  await work.audit({ did: 'add-passkey', to: work.by.person, person: work.by.person });
  const person = await needs.people.person(work, work.by.person);
  if (person) await keepChange(needs, work, person, 'passkey', { passkey: credential.id });
  return ok({ passkey: credential.id });
}

/** Begins to sign in: the browser offers what it has, no name is typed. */
export async function beginPasskeySignIn(needs: Needs, work: Work): Promise<Result<Ceremony, never>> {
  return wait(needs, work, undefined, await generateAuthenticationOptions({ rpID: place(needs).id, userVerification: 'required' }));
}

/** Signs in with a passkey: the challenge is ours, waits five minutes and is used once. */
export async function signInWithPasskey(needs: Needs, work: Work, asked: { ceremony: string; response: unknown; device: string }): Promise<Result<{ person: PersonId } & Opened, Refused>> {
  const begun = await needs.signIn.takeCeremony(work, asked.ceremony);
  const response = asked.response as AuthenticationResponseJSON;
  const passkey = begun && begun.person === null && typeof response?.id === 'string' ? await needs.signIn.passkey(work, response.id) : undefined;
  if (!begun || !passkey) return no({ kind: 'passkey-refused' });
  const verified = await verifyAuthenticationResponse({
    response, expectedChallenge: begun.challenge, expectedOrigin: place(needs).origin, expectedRPID: place(needs).id, requireUserVerification: true,
    credential: { id: passkey.id, publicKey: passkey.publicKey, counter: passkey.counter, transports: transports(passkey) },
  }).catch(() => undefined);
  if (!verified?.verified) return no({ kind: 'passkey-refused' });

  await needs.signIn.usedPasskey(work, passkey.id, verified.authenticationInfo.newCounter);
  const opened = await openSession(needs, work, { person: passkey.person }, asked.device, 'passkey');
  return opened.ok ? ok({ person: passkey.person, ...opened.value }) : no({ kind: 'passkey-refused' });
}

/** Takes a passkey away: one's own, at once. One that was there before is told to the old ways and can be put back; one of these days was never theirs for sure, and goes. */
export async function removePasskey(needs: Needs, work: Work, id: string): Promise<Result<true, NoSuchPasskey>> {
  const { by } = work;
  if (by.kind !== 'person') return no({ kind: 'no-such-passkey' });
  const isNew = (await needs.people.openChangesOf(work, by.person)).some(({ what, passkey }) => what === 'passkey' && passkey === id);
  if (!(await (isNew ? needs.signIn.removePasskey(work, id, by.person) : needs.signIn.setPasskeyAside(work, id, by.person)))) return no({ kind: 'no-such-passkey' });
  await work.audit({ did: 'remove-passkey', to: by.person, person: by.person });
  const person = isNew ? undefined : await needs.people.person(work, by.person);
  if (person) await keepChange(needs, work, person, 'passkey-removed', { passkey: id });
  return ok(true);
}
