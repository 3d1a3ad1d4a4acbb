import { readFileSync } from 'node:fs';
import type { Country } from '#kernel';
import type { Told } from './understanding.ts';

/** What to do now, in order, in short sentences; large, printable, read aloud. */
export type SafetyCard = Readonly<{
  id: string; title: Told; /** Said first, before any step. */ first: Told; steps: Readonly<{ en: readonly string[]; fr: readonly string[] }>;
  /** What must not be done. */ never: Readonly<{ en: readonly string[]; fr: readonly string[] }>;
  /** Kinds of contacts to show under it. */ contacts: readonly string[];
  /** Whether the page needs a way to leave at once. */ quickExit: boolean;
  checkedOn: string; sources: readonly string[];
}>;

/** One official contact of a country, as it stood on `checkedOn` (ISO date). */
export type Contact = Readonly<{
  id: string; country: Country; kind: string; name: Told; what: Told; phone?: string; text?: string; url?: string; hours: Told; free: boolean;
  checkedOn: string; source: string; certainty: 'read' | 'memory';
}>;

const written = <T>(file: string): T => JSON.parse(readFileSync(new URL(`../../../content/triage/${file}`, import.meta.url), 'utf8')) as T;
let cards: ReadonlyMap<string, SafetyCard> | undefined;
let contacts: readonly Contact[] | undefined;

/** All safety cards, by id. */
export const safetyCards = (): ReadonlyMap<string, SafetyCard> =>
  (cards ??= new Map(written<{ cards: SafetyCard[] }>('safety-cards.json').cards.map((card) => [card.id, card])));
export const safetyCard = (id: string): SafetyCard | undefined => safetyCards().get(id);

/** The official contacts of a country; those of the given kinds only, in the order of the kinds, when kinds are named. */
export function contactsFor(country: Country, kinds?: readonly string[]): readonly Contact[] {
  contacts ??= written<{ contacts: Contact[] }>('contacts.json').contacts;
  const here = contacts.filter((contact) => contact.country === country);
  return kinds === undefined ? here : kinds.flatMap((kind) => here.filter((contact) => contact.kind === kind));
}
