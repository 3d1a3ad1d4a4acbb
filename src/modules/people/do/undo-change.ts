import { type MandateId, type PersonId, type Result, isStaff, no, ok } from '#kernel';
import type { Keys } from '#platform/keys';
import type { Work } from '#platform/work';
import { type Change, readUndoCode } from '../change.ts';
import type { ChangeUndone, MandateRevoked } from '../facts.ts';
import type { NoSuchChange } from '../front.ts';
import type { Mandate } from '../mandate.ts';
import { type Person, reachable } from '../person.ts';
import { undoDigestOf } from './keep-change.ts';

type Needs = {
  keys: Pick<Keys, 'digest'>;
  people: {
    changeByDigest(work: Work, digest: string): Promise<Change | undefined>;
    change(work: Work, id: string): Promise<Change | undefined>;
    openChangesOf(work: Work, person: PersonId): Promise<readonly Change[]>;
    changeUndone(work: Work, ids: readonly string[]): Promise<void>;
    person(work: Work, id: PersonId): Promise<Person | undefined>;
    savePerson(work: Work, person: Person): Promise<void>;
    mandate(work: Work, id: MandateId): Promise<Mandate | undefined>;
    saveMandate(work: Work, mandate: Mandate): Promise<void>;
  };
  signIn: { removePasskey(work: Work, id: string, person: PersonId): Promise<boolean>; bringPasskeyBack(work: Work, id: string, person: PersonId): Promise<void>; endSessionsOf(work: Work, person: PersonId): Promise<number> };
};

/** What a code would undo; undefined for one that is unknown, used or too old. */
export async function changeToUndo(needs: Needs, work: Work, code: string): Promise<Change | undefined> {
  const read = readUndoCode(code);
  const change = read && (await needs.people.changeByDigest(work, undoDigestOf(needs.keys, read)));
  return change || undefined;
}

/**
 * Puts a change back: by whoever holds its code (it went to the old ways only), by the person themselves, or by the operator
 * on the telephone. What came later through the new way goes too, and whoever is signed in as this person is signed out.
 */
export async function undoChange(needs: Needs, work: Work, asked: { code: string } | { change: string }): Promise<Result<Change, NoSuchChange>> {
  const found = 'code' in asked ? await changeToUndo(needs, work, asked.code) : await mine(needs, work, asked.change);
  const person = found && (await needs.people.person(work, found.person));
  if (!found || !person) return no({ kind: 'no-such-change' });

  const open = await needs.people.openChangesOf(work, person.id);
  const later = open.filter((change) => change.id === found.id || (found.what === 'contact' && change.what === 'contact' && Temporal.Instant.compare(change.at, found.at) >= 0));
  if (found.what === 'contact') await putBack(needs, work, person, found);
  if (found.passkey) await (found.what === 'passkey-removed' ? needs.signIn.bringPasskeyBack(work, found.passkey, person.id) : needs.signIn.removePasskey(work, found.passkey, person.id));
  if (found.mandate) await takeBack(needs, work, found.mandate);
  await needs.people.changeUndone(work, later.map(({ id }) => id));
  await needs.signIn.endSessionsOf(work, person.id);
  await work.audit({ did: 'undo-change', to: found.id, person: person.id, home: found.home });
  await work.announce({ fact: 'change-undone', person: person.id, change: found.id } satisfies ChangeUndone);
  return ok(found);
}

async function mine(needs: Needs, work: Work, id: string): Promise<Change | undefined> {
  const change = await needs.people.change(work, id);
  const { by } = work;
  return change && (isStaff(by, 'operator') || (by.kind === 'person' && by.person === change.person)) ? change : undefined;
}

async function putBack(needs: Needs, work: Work, person: Person, { before }: Change): Promise<void> {
  const { phone: _phone, email: _email, ...rest } = person;
  const back: Person = { ...rest, prefers: before.prefers, ...(before.phone ? { phone: before.phone } : {}), ...(before.email ? { email: before.email } : {}) };
  if (!reachable(back).ok) throw new Error(`The way to reach (${person.id}) before the change does not hold together. Maybe a rule about it has changed since.`);
  await needs.people.savePerson(work, back);
}

async function takeBack(needs: Needs, work: Work, id: MandateId): Promise<void> {
  const mandate = await needs.people.mandate(work, id);
  if (!mandate || mandate.revokedAt) return;
  await needs.people.saveMandate(work, { ...mandate, revokedAt: work.now });
  await work.audit({ did: 'revoke-mandate', to: id, home: mandate.home, person: mandate.helper });
  await work.announce({ fact: 'mandate-revoked', mandate: id } satisfies MandateRevoked);
}
