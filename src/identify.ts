import { type Actor, type PersonId, visitor } from '#kernel';
import type { People } from '#modules/people';
import type { Technicians } from '#modules/technicians';
import type { Identify } from '#platform/http/index';
import type { Looking, Work } from '#platform/work';

/** Who holds a token: what people knows of them, and whether they are a technician or work in a provider's office. */
export function identifyWith(has: { looking: Looking; people: People; technicians: Technicians }): Identify {
  return async (token) => {
    if (token === undefined) return { by: visitor };
    return has.looking(visitor, async (work) => {
      const holds = await has.people.whoHolds(work, token);
      if (!holds) return { by: visitor };
      if (holds.request !== undefined) return { by: { kind: 'asker', request: holds.request } satisfies Actor };
      if (!holds.person) return { by: visitor };
      const by: Actor = { kind: 'person', person: holds.person.id, homes: holds.homes, mandates: holds.mandates, roles: holds.roles, ...(await standingOf(has, work, holds.person.id)) };
      return { by, lang: holds.lang };
    });
  };
}

type Standing = Pick<Extract<Actor, { kind: 'person' }>, 'technician' | 'provider' | 'stopped'>;

/**
 * Whoever may not be sent is no technician at any door, at this very call: nothing of anybody's home is theirs. Who was
 * suspended does not go round it through the office of their firm; whose papers have run out still keeps that office.
 */
async function standingOf({ technicians }: { technicians: Technicians }, work: Work, person: PersonId): Promise<Standing> {
  const { technician, provider } = await technicians.known.placeOf(work, person);
  const why = technician && (await technicians.known.stoppedBecause(work, technician));
  return {
    ...(technician && (why ? { stopped: { technician, why } } : { technician })),
    ...(provider && why !== 'suspended' ? { provider } : {}),
  };
}
