import { type Actor, visitor } from '#kernel';
import type { People } from '#modules/people';
import type { Technicians } from '#modules/technicians';
import type { Identify } from '#platform/http/index';
import type { Looking } from '#platform/work';

/** Who holds a token: what people knows of them, and whether they are a technician or work in a provider's office. */
export function identifyWith(has: { looking: Looking; people: People; technicians: Technicians }): Identify {
  return async (token) => {
    if (token === undefined) return { by: visitor };
    return has.looking(visitor, async (work) => {
      const holds = await has.people.whoHolds(work, token);
      if (!holds) return { by: visitor };
      if (holds.request !== undefined) return { by: { kind: 'asker', request: holds.request } satisfies Actor };
      if (!holds.person) return { by: visitor };
      const place = await has.technicians.known.placeOf(work, holds.person.id);
      const by: Actor = { kind: 'person', person: holds.person.id, homes: holds.homes, mandates: holds.mandates, roles: holds.roles, ...place };
      return { by, lang: holds.lang };
    });
  };
}
