import type { HomeId, MandateId, PersonId } from '#kernel';
import type { Contact } from './person.ts';

/** What of somebody's account has changed: the way to reach them, a passkey that was added or taken away, another helper. */
export type ChangedWhat = 'contact' | 'passkey' | 'passkey-removed' | 'helper';

/** So long the old ways are told of it, and it can be undone. Sealed secrets stay closed meanwhile. */
export const CAN_BE_UNDONE = { hours: 72 } as const;

export type Change = Readonly<{
  id: string; person: PersonId; what: ChangedWhat; at: Temporal.Instant; until: Temporal.Instant;
  /** The way to reach them before. */
  before: Contact;
  passkey?: string | undefined; mandate?: MandateId | undefined; home?: HomeId | undefined; undoneAt?: Temporal.Instant | undefined;
}>;

/** Without letters that look like figures. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** The code that undoes a change: 80 bits of a keyed digest, as people read it out, `7K2M-…`. */
export function undoCodeFrom(digest: string): string {
  const bytes = Buffer.from(digest, 'hex');
  const signs = Array.from({ length: LENGTH }, (_, at) => SIGNS[(bytes[at] ?? 0) % SIGNS.length]).join('');
  return signs.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** A code as it was typed, in our way of writing: small letters, spaces and mistaken O and I are forgiven. */
export function readUndoCode(typed: string): string | undefined {
  const signs = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return signs.length === LENGTH && [...signs].every((sign) => SIGNS.includes(sign)) ? signs.replaceAll(/(.{4})(?=.)/g, '$1-') : undefined;
}

/** The old ways to reach somebody, each once: those before every change that can still be undone. */
export function oldWays(changes: readonly Change[], now: Contact): Readonly<{ phones: readonly string[]; emails: readonly string[] }> {
  const of = (way: 'phone' | 'email'): string[] => [...new Set(changes.flatMap(({ before }) => (before[way] && before[way] !== now[way] ? [before[way]] : [])))];
  return { phones: of('phone'), emails: of('email') };
}
