import { type Result, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { maySetService } from '../may.ts';
import type { ServiceShown, ServiceWish } from '../opinion.ts';

type Kept = Readonly<{ isOn: boolean; baseUrl: string; model: string; keySealed: string }>;
export type SetNeeds = Readonly<{
  keys: Readonly<{ seal(text: string, about: string): string }>;
  mayHold(baseUrl: string): boolean;
  store: Readonly<{ service(work: Work): Promise<Kept | undefined>; keepService(work: Work, kept: Kept): Promise<void> }>;
}>;

/** What the seal of the key is about. */
export const SEALED_AS = 'second opinion key';

/** The operator sets the service, and whether it is asked at all. The key is sealed and comes out of here never again. */
export async function setService(needs: SetNeeds, work: Work, wish: ServiceWish): Promise<Result<ServiceShown, { kind: 'not-allowed' } | { kind: 'service-address-unsafe' }>> {
  if (!maySetService(work.by)) return no({ kind: 'not-allowed' });
  if (!needs.mayHold(wish.baseUrl)) return no({ kind: 'service-address-unsafe' });
  const before = await needs.store.service(work);
  // A key that was given to one service is not shown to another.
  const elsewhere = before !== undefined && before.baseUrl !== wish.baseUrl;
  const keySealed = wish.key === undefined ? (elsewhere ? '' : before?.keySealed ?? '') : wish.key === '' ? '' : needs.keys.seal(wish.key, SEALED_AS);
  await needs.store.keepService(work, { isOn: wish.isOn, baseUrl: wish.baseUrl, model: wish.model, keySealed });
  await work.audit({ did: wish.isOn ? 'turn-second-opinion-on' : 'turn-second-opinion-off', to: 'installation' });
  return ok({ isOn: wish.isOn, baseUrl: wish.baseUrl, model: wish.model, hasKey: keySealed !== '' });
}
