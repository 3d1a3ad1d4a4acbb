import { type HomeId, type MandateId, type PersonId, newId } from '#kernel';
import type { Keys } from '#platform/keys';
import type { Work } from '#platform/work';
import { CAN_BE_UNDONE, type ChangedWhat, undoCodeFrom } from '../change.ts';
import type { ContactChanged } from '../facts.ts';
import type { Person } from '../person.ts';

export type Needs = {
  keys: Pick<Keys, 'digest'>;
  people: { addChange(work: Work, row: Readonly<{ id: string; before: Person; what: ChangedWhat; passkey?: string | undefined; mandate?: MandateId | undefined; undoDigest: string; due: Temporal.Instant }>): Promise<void> };
};

export const undoCodeOf = (keys: Pick<Keys, 'digest'>, id: string): string => undoCodeFrom(keys.digest(`undo-change ${id}`));
export const undoDigestOf = (keys: Pick<Keys, 'digest'>, code: string): string => keys.digest(`undo-code ${code}`);

/** Remembers how it was before, so that the old ways can be told and it can be undone for three days. */
export async function keepChange(needs: Needs, work: Work, before: Person, what: ChangedWhat, more: { passkey?: string; mandate?: MandateId; home?: HomeId } = {}): Promise<void> {
  const id = `chg_${newId('Message').slice(4)}`;
  await needs.people.addChange(work, { id, before, what, passkey: more.passkey, mandate: more.mandate, undoDigest: undoDigestOf(needs.keys, undoCodeOf(needs.keys, id)), due: work.now.add(CAN_BE_UNDONE) });
  await work.announce({ fact: 'contact-changed', person: before.id satisfies PersonId, change: id } satisfies ContactChanged);
}
