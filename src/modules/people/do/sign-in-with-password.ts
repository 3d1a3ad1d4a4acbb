import { type PersonId, type Result, no, ok } from '#kernel';
import type { Keys } from '#platform/keys';
import type { Work } from '#platform/work';
import type { Knows, NotYou } from '../front.ts';
import { NOBODY, type PasswordProof, type ToCheck } from '../password.ts';
import { type SignInAnswer, type Staff, mustWait, waitAfter } from '../staff.ts';
import { totpStepOf } from '../totp.ts';
import { type Needs as SessionNeeds, openSession } from './hold-session.ts';

type Needs = SessionNeeds & {
  keys: Keys;
  signIn: {
    staffByLogin(work: Work, login: string, lock: boolean): Promise<Staff | undefined>;
    endSessionsOf(work: Work, person: PersonId): Promise<number>;
    putPassword(work: Work, person: PersonId, hash: string): Promise<void>;
    saveTry(work: Work, staff: Pick<Staff, 'person' | 'wrong' | 'totpStep'>, waitUntil: Temporal.Instant | undefined): Promise<void>;
  };
};

/** What to compare a password with, outside any work. */
export async function passwordToCheck(needs: Needs, work: Work, login: string): Promise<ToCheck> {
  const staff = await needs.signIn.staffByLogin(work, login.trim().toLowerCase(), false);
  return { login: login.trim().toLowerCase(), hash: staff?.passwordHash ?? NOBODY };
}

/** Password and digits together: which of the two was wrong is not said. Digits work once. */
export async function signInWithPassword(needs: Needs, work: Work, asked: { proof: PasswordProof; totp: string; device: string } & Knows): Promise<Result<SignInAnswer, never>> {
  const staff = await needs.signIn.staffByLogin(work, asked.proof.login, true);
  if (!staff) {
    await work.audit({ did: 'sign-in-wrong', to: 'nobody', why: 'password and digits' });
    return ok({ kind: 'wrong' });
  }
  // Whoever guesses from elsewhere makes those wait who come from where nobody has signed in as them.
  if (mustWait(staff, work.now) && !asked.knownHere?.includes(staff.person)) return ok({ kind: 'wait', until: staff.waitUntil as Temporal.Instant });

  const secret = needs.keys.open(staff.totpSealed, `totp ${staff.person}`);
  const step = secret === undefined ? undefined : totpStepOf(secret, asked.totp, work.now);
  const fits = asked.proof.matched && asked.proof.hash === staff.passwordHash && step !== undefined && step > staff.totpStep;
  if (!fits) {
    const wrong = staff.wrong + 1;
    const wait = waitAfter(wrong, work.now);
    await needs.signIn.saveTry(work, { ...staff, wrong }, wait);
    await work.audit({ did: 'sign-in-wrong', to: staff.person, person: staff.person, why: 'password and digits' });
    return ok(wait ? { kind: 'wait', until: wait } : { kind: 'wrong' });
  }
  await needs.signIn.saveTry(work, { person: staff.person, wrong: 0, totpStep: step }, undefined);
  const opened = await openSession(needs, work, { person: staff.person }, asked.device, 'password and digits');
  return ok(opened.ok ? { kind: 'signed-in', person: staff.person, ...opened.value } : { kind: 'wrong' });
}

/** Whoever chooses a new password proves the old one. All that was signed in with it ends; they go on with a new session. */
export async function changePassword(needs: Needs, work: Work, asked: { proof: PasswordProof; totp: string; passwordHash: string; device: string }): Promise<Result<SignInAnswer, NotYou>> {
  const staff = await needs.signIn.staffByLogin(work, asked.proof.login, true);
  if (work.by.kind !== 'person' || staff?.person !== work.by.person) return no({ kind: 'not-allowed' });
  const tried = await signInWithPassword(needs, work, { ...asked, knownHere: [staff.person] });
  if (!tried.ok || tried.value.kind !== 'signed-in') return tried;
  await needs.signIn.putPassword(work, staff.person, asked.passwordHash);
  await needs.signIn.endSessionsOf(work, staff.person);
  await work.audit({ did: 'change-password', to: staff.person, person: staff.person });
  const opened = await openSession(needs, work, { person: staff.person }, asked.device, 'password and digits');
  return opened.ok ? ok({ kind: 'signed-in', person: staff.person, ...opened.value }) : ok({ kind: 'wrong' });
}
