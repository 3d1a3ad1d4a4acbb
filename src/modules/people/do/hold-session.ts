import { type HomeId, type PersonId, type RequestId, type Result, type Role, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { NoSuchPerson } from '../front.ts';
import { type Mandate, inForce } from '../mandate.ts';
import { mayEndSessions } from '../may.ts';
import type { Person } from '../person.ts';
import { type Holds, LASTS, type Opened } from '../session.ts';
import type { Staff } from '../staff.ts';
import { hashOf, newToken } from '../token.ts';

export type Needs = {
  people: {
    person(work: Work, id: PersonId): Promise<Person | undefined>;
    mandatesHeldBy(work: Work, helper: PersonId): Promise<readonly Mandate[]>;
  };
  signIn: {
    staffOf(work: Work, person: PersonId): Promise<Staff | undefined>;
    openSession(work: Work, hash: Buffer, whom: { person?: PersonId; request?: RequestId }, device: string, until: Temporal.Instant): Promise<void>;
    holder(work: Work, hash: Buffer): Promise<{ request: RequestId } | { person: Person; homes: readonly HomeId[]; roles: readonly Role[] } | undefined>;
    session(work: Work, hash: Buffer): Promise<{ person_id: PersonId | null; request_id: RequestId | null } | undefined>;
    endSession(work: Work, hash: Buffer): Promise<void>;
    endSessionsOf(work: Work, person: PersonId): Promise<number>;
  };
};

/** Whoever calls has proved who this is; here only how long it lasts is decided. */
export async function openSession(needs: Needs, work: Work, whom: { person: PersonId } | { request: RequestId }, device: string): Promise<Result<Opened, NoSuchPerson>> {
  const person = 'person' in whom ? await needs.people.person(work, whom.person) : undefined;
  if ('person' in whom && !person) return no({ kind: 'no-such-person' });

  const staff = person && await needs.signIn.staffOf(work, person.id);
  const until = work.now.add(!staff ? LASTS.home : staff.roles.length > 0 ? LASTS.staff : LASTS.field);
  const token = newToken();
  await needs.signIn.openSession(work, hashOf(token), whom, device, until);
  await work.audit({ did: 'open-session', to: 'person' in whom ? whom.person : whom.request, person: person?.id });
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
  if ('request' in holder) return { request: holder.request, homes: [], mandates: [], roles: [] };
  const mandates = inForce(await needs.people.mandatesHeldBy(work, holder.person.id), work.now);
  return { ...holder, mandates, lang: holder.person.lang };
}
