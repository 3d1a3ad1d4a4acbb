import { type PersonId, type RequestId, type Result, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { NoSuchPerson, NotYou } from '../front.ts';
import { type Mandate, inForce } from '../mandate.ts';
import { mayEndSessions, mayInvite } from '../may.ts';
import type { Person } from '../person.ts';
import { type Holder, type Holds, LASTS, type Opened, seenEveryMinutes } from '../session.ts';
import type { Staff } from '../staff.ts';
import { hashOf, newToken } from '../token.ts';

export type Needs = {
  people: {
    person(work: Work, id: PersonId): Promise<Person | undefined>;
    mandatesHeldBy(work: Work, helper: PersonId): Promise<readonly Mandate[]>;
  };
  signIn: {
    staffOf(work: Work, person: PersonId): Promise<Staff | undefined>;
    openSession(work: Work, hash: Buffer, whom: { person?: PersonId; request?: RequestId }, device: string, until: Temporal.Instant, idleMinutes: number, byCode: boolean): Promise<void>;
    sessionSeen(work: Work, hash: Buffer): Promise<void>;
    endEverySession(work: Work): Promise<number>;
    holder(work: Work, hash: Buffer): Promise<Holder | undefined>;
    session(work: Work, hash: Buffer): Promise<{ person_id: PersonId | null; request_id: RequestId | null } | undefined>;
    endSession(work: Work, hash: Buffer): Promise<void>;
    endSessionsOf(work: Work, person: PersonId): Promise<number>;
  };
};

/** What was shown: two factors, or a code that was sent, which is one. */
export type ShownBy = 'passkey' | 'password and digits' | 'set-up link' | 'code';

/** Whoever calls has proved who this is; here only how long it lasts is decided. */
export async function openSession(needs: Needs, work: Work, whom: { person: PersonId } | { request: RequestId }, device: string, shownBy?: ShownBy): Promise<Result<Opened, NoSuchPerson>> {
  const person = 'person' in whom ? await needs.people.person(work, whom.person) : undefined;
  if ('person' in whom && !person) return no({ kind: 'no-such-person' });

  const byCode = shownBy === 'code';
  const staff = person && !byCode ? await needs.signIn.staffOf(work, person.id) : undefined;
  const lasts = !staff ? LASTS.home : staff.roles.length > 0 ? LASTS.staff : LASTS.field;
  const until = work.now.add(lasts.until);
  const token = newToken();
  await needs.signIn.openSession(work, hashOf(token), whom, device, until, lasts.idleMinutes, byCode);
  await work.audit({ did: 'open-session', to: 'person' in whom ? whom.person : whom.request, person: person?.id, why: shownBy });
  return ok({ token, until });
}

/** Whoever holds the token may throw it away. */
export async function endSession(needs: Needs, work: Work, token: string): Promise<Result<true, never>> {
  const hash = hashOf(token);
  const session = await needs.signIn.session(work, hash);
  if (!session) return ok(true);
  await needs.signIn.endSession(work, hash);
  await work.audit({ did: 'end-session', to: session.person_id ?? session.request_id ?? 'session', person: session.person_id ?? undefined });
  return ok(true);
}

/** A lost telephone, a worry: everything that is signed in as this person ends. */
export async function endAllSessions(needs: Needs, work: Work, person: PersonId): Promise<Result<{ ended: number }, NoSuchPerson>> {
  if (!mayEndSessions(work.by, person)) return no({ kind: 'no-such-person' });
  return ok({ ended: await endSessionsOf(needs, work, person) });
}

/** Somebody is stopped: whoever stops them has been asked whether they may. */
export async function endSessionsOf(needs: Pick<Needs, 'signIn'>, work: Work, person: PersonId): Promise<number> {
  const ended = await needs.signIn.endSessionsOf(work, person);
  await work.audit({ did: 'end-all-sessions', to: person, person });
  return ended;
}

/** Whom a token stands for, with what they may do at this instant; undefined when it is unknown, old or ended. */
export async function whoHolds(needs: Needs, work: Work, token: string): Promise<Holds | undefined> {
  const holder = await needs.signIn.holder(work, hashOf(token));
  if (!holder) return undefined;
  const { openedAt, seenAt, idleMinutes, ...whom } = holder;
  const unusedMinutes = work.now.since(seenAt).total('minutes');
  const held = { openedAt, unusedMinutes, seenLongAgo: unusedMinutes >= seenEveryMinutes(idleMinutes) };
  if ('request' in whom) return { ...held, request: whom.request, homes: [], mandates: [], roles: [] };
  const mandates = inForce(await needs.people.mandatesHeldBy(work, whom.person.id), work.now);
  return { ...held, ...whom, mandates, lang: whom.person.lang };
}

/** Somebody used it: it does not end unused from here. What a page asks by itself is no use. */
export async function sessionSeen(needs: Pick<Needs, 'signIn'>, work: Work, token: string): Promise<Result<true, never>> {
  await needs.signIn.sessionSeen(work, hashOf(token));
  return ok(true);
}

/** After a break-in, or the loss of a machine: everybody signs in again, whoever presses this too. */
export async function endEverySession(needs: Pick<Needs, 'signIn'>, work: Work): Promise<Result<{ ended: number }, NotYou>> {
  if (!mayInvite(work.by)) return no({ kind: 'not-allowed' });
  const ended = await needs.signIn.endEverySession(work);
  await work.audit({ did: 'end-every-session', to: 'installation' });
  return ok({ ended });
}
