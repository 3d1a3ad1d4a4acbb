import { type Result, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Needs } from '../needs.ts';
import { readReference } from '../reference.ts';
import type { CameBack } from '../verbs.ts';
import { codeWords } from './ask.ts';

type Tried = Awaited<ReturnType<Needs['tries']['take']>>;

/** Five wrong tries within an hour, then an hour of waiting. */
const TRIES = 5;
const WAIT_MINUTES = 60;

/**
 * Somebody comes back with a reference and its code. Wrong tries are counted per reference typed, whether it exists or
 * not, so a stranger learns nothing; and a wrong try is a good answer, because its count must be kept.
 */
export async function comeBack(needs: Pick<Needs, 'requests' | 'tries' | 'keys'>, work: Work, asked: { reference: string; code: string }): Promise<Result<CameBack, never>> {
  const reference = readReference(asked.reference);
  if (!reference) return ok({ came: false });
  const digest = needs.keys.digest(`reference:${reference}`);
  const tries = await needs.tries.take(work, digest);
  if (tries.wait_until && Temporal.Instant.compare(work.now, tries.wait_until) < 0) return ok({ came: false, waitUntil: tries.wait_until });

  const request = await needs.requests.byReference(work, reference);
  const kept = request && (await needs.requests.codeDigest(work, request.id));
  if (request && kept === needs.keys.digest(codeWords(request.id, asked.code))) {
    if (tries.wrong > 0) await needs.tries.save(work, digest, 0, work.now, null);
    await work.audit({ did: 'come-back', to: request.id });
    return ok({ came: true, request: request.id });
  }
  return ok({ came: false, waitUntil: await countWrong(needs, work, digest, tries) });
}

/** One wrong try more; says until when to wait, once there were too many. */
async function countWrong(needs: Pick<Needs, 'tries'>, work: Work, digest: string, tries: Tried): Promise<Temporal.Instant | undefined> {
  const isFresh = Temporal.Instant.compare(work.now, tries.since.add({ minutes: WAIT_MINUTES })) > 0;
  const wrong = isFresh ? 1 : tries.wrong + 1;
  const waitUntil = wrong >= TRIES ? work.now.add({ minutes: WAIT_MINUTES }) : undefined;
  await needs.tries.save(work, digest, waitUntil ? 0 : wrong, isFresh ? work.now : tries.since, waitUntil ?? null);
  return waitUntil;
}
