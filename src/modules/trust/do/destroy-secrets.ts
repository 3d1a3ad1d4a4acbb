import type { HomeId, TechnicianId, VisitId } from '#kernel';
import { isBefore } from '#kernel';
import type { Work } from '#platform/work';
import type { Needs } from '../needs.ts';
import { type KeptSecret, type WhyDestroyed, destroyAt } from '../secret.ts';
import { destroy, momentOf } from './seal-secret.ts';

async function destroyEach(needs: Needs, work: Work, secrets: readonly KeptSecret[], why: (secret: KeptSecret, now: Temporal.Instant) => Promise<WhyDestroyed | undefined>): Promise<number> {
  let gone = 0;
  for (const [id, of] of Map.groupBy(secrets, (secret) => secret.visit)) {
    const visit = await needs.booking.known.visit(work, id);
    if (!visit) continue;
    const reasons = await Promise.all(of.map(async (secret) => ({ secret, why: await why(secret, work.now) })));
    for (const [reason, these] of Map.groupBy(reasons, (one) => one.why)) {
      if (!reason) continue;
      await destroy(needs, work, visit, these.map(({ secret }) => secret.id), reason);
      gone += these.length;
    }
  }
  return gone;
}

/** Labels are forgotten so long after a secret is gone: the list of what to change was read by then. */
const LIST_DAYS = 30;

/** What is due: a day after the visit closed. For the sweep, and run twice it changes nothing more. */
export async function destroyDue(needs: Needs, work: Work): Promise<number> {
  const gone = await destroyEach(needs, work, await needs.store.liveSecrets(work, 'all'), async (secret, now) => {
    const visit = await needs.booking.known.visit(work, secret.visit);
    if (!visit) return undefined;
    if (visit.technician !== secret.technician) return 'technician-changed';
    return isBefore(now, destroyAt(await momentOf(needs, work, visit))) ? undefined : visit.state === 'cancelled' ? 'cancelled' : 'over';
  });
  await needs.store.forgetLabels(work, work.now.subtract({ hours: 24 * LIST_DAYS }));
  return gone;
}

/** The visit was moved or cancelled: what its next technician could not open is destroyed. */
export async function visitChanged(needs: Needs, work: Work, id: VisitId): Promise<number> {
  const visit = await needs.booking.known.visit(work, id);
  if (!visit) return 0;
  const live = (await needs.store.secretsOf(work, id)).filter(({ destroyedAt }) => !destroyedAt);
  return destroyEach(needs, work, live, async (secret) => (visit.state === 'cancelled' ? 'cancelled' : visit.technician === secret.technician ? undefined : 'technician-changed'));
}

/** Another telephone: what was closed for the one before is lost to everybody. */
export async function phoneChanged(needs: Needs, work: Work, technician: TechnicianId): Promise<number> {
  const phone = await needs.store.phoneOf(work, technician);
  return destroyEach(needs, work, await needs.store.liveSecrets(work, { technician }), async (secret) => (secret.phone === phone?.id ? undefined : 'phone-changed'));
}

/** While it is not sure whose account it is, nothing of these homes opens; `undefined` opens them again. */
export async function closeFor(needs: Needs, work: Work, homes: readonly HomeId[], until: Temporal.Instant | undefined): Promise<void> {
  const live = await needs.store.liveSecrets(work, { homes });
  await needs.store.closeUntil(work, live.map(({ id }) => id), until ?? null);
  if (live.length > 0) for (const home of homes) await work.audit({ did: until ? 'close-secrets' : 'reopen-secrets', to: home, home });
}
