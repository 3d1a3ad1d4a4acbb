import { type Actor, type PersonId, visitor } from '#kernel';
import { LASTS, type People } from '#modules/people';
import type { Technicians } from '#modules/technicians';
import type { Identify, Known } from '#platform/http/index';
import type { InWork, Looking, Work } from '#platform/work';

/** Who holds a token: what people knows of them, and whether they are a technician or work in a provider's office. */
export function identifyWith(has: { looking: Looking; inWork: InWork; people: People; technicians: Technicians }): Identify {
  return async (token, isUse) => {
    if (token === undefined) return { by: visitor };
    const { seenLongAgo, ...known } = await has.looking(visitor, async (work): Promise<Known & { seenLongAgo?: boolean }> => {
      const holds = await has.people.whoHolds(work, token);
      if (!holds) return { by: visitor };
      const { seenLongAgo } = holds;
      const provedMinutesAgo = work.now.since(holds.openedAt).total('minutes');
      if (holds.request !== undefined) return { by: { kind: 'asker', request: holds.request } satisfies Actor, provedMinutesAgo, seenLongAgo };
      if (!holds.person) return { by: visitor };
      const standing = await standingOf(has, work, holds.person.id);
      const worksHere = holds.isStaff === true || Object.keys(standing).length > 0;
      const { homes, mandates, roles } = holds;
      // One factor opens nobody's work, and lasts as long as that of anybody at home.
      if (holds.byCode && worksHere) return { by: { kind: 'person', person: holds.person.id, homes, mandates, roles: [], onlyAtHome: true }, lang: holds.lang, provedMinutesAgo, seenLongAgo };
      // However they signed in: a telephone that opens addresses is not left signed in for a month.
      if (Object.keys(standing).length > 0 && holds.unusedMinutes >= LASTS.field.idleMinutes) return { by: visitor };
      const by: Actor = { kind: 'person', person: holds.person.id, homes, mandates, roles, ...standing };
      return { by, lang: holds.lang, provedMinutesAgo, seenLongAgo };
    });
    if (isUse && seenLongAgo) await has.inWork(known.by, (work) => has.people.sessionSeen(work, token));
    return known;
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
