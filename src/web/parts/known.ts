import { type PersonId, isId } from '#kernel';
import type { Call, Cookie } from '#platform/http/index';
import type { WebHas } from '../has.ts';

const ABOUT = 'who signed in from this browser';
const DAYS = 180;
/** A browser at a kitchen table is shared by a family, hardly by more. */
const MOST = 4;
type Needs = Pick<WebHas, 'keys' | 'clock'>;

/**
 * Who has signed in from this browser before. It opens nothing: it only spares them a wait that somebody else has caused
 * who guesses at their name, or asks for codes to their telephone, from elsewhere.
 */
export function knownHere(has: Needs, call: Pick<Call, 'known'>): readonly PersonId[] {
  const text = call.known === undefined ? undefined : has.keys.open(call.known, ABOUT);
  if (text === undefined) return [];
  const [until = '', ...persons] = text.split(' ');
  return Temporal.Instant.compare(Temporal.Instant.from(until), has.clock.now()) > 0 ? persons.filter((id): id is PersonId => isId('Person', id)) : [];
}

/** Remembers one more. */
export function knowHere(has: Needs, call: Pick<Call, 'known'>, person: PersonId): Cookie {
  const persons = [person, ...knownHere(has, call).filter((other) => other !== person)].slice(0, MOST);
  return { name: 'known', value: has.keys.seal([has.clock.now().add({ hours: 24 * DAYS }).toString(), ...persons].join(' '), ABOUT), days: DAYS };
}

/** Whose tries are counted together: of a browser that is known its own, of any other those of its network. */
export function triesOf(has: Needs, call: Pick<Call, 'known' | 'from'>): string {
  const persons = knownHere(has, call);
  return persons.length === 0 ? call.from : `known ${persons.toSorted((a, b) => (a < b ? -1 : 1)).join(' ')}`;
}
