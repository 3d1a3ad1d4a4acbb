import { type ProviderId, type Result, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToChangeIdentity } from '../asks.ts';
import type { NoSuchProvider, ProviderKnown } from '../front.ts';
import { mayAddProvider, mayRun, nameOf } from '../may.ts';
import { type Identity, type Provider, identityOf } from '../provider.ts';

/** An identity that was in force until an instant. */
export type PastIdentity = Readonly<{ was: Identity; until: Temporal.Instant }>;
type Needs = {
  technicians: {
    provider(work: Work, id: ProviderId): Promise<Provider | undefined>;
    /** Whether its company number is nobody else's. */
    saveIdentity(work: Work, after: Provider, was: Identity, by: string): Promise<boolean>;
    identitiesOf(work: Work, id: ProviderId): Promise<readonly PastIdentity[]>;
  };
};

/**
 * Who a provider is by law and for the tax office from now on, by the operator, who has seen the paper. What was written
 * before (quotes, contracts, invoices) keeps the old one: documents hold their own copy.
 */
export async function changeIdentity(needs: Needs, work: Work, asked: AsksToChangeIdentity): Promise<Result<Provider, NoSuchProvider | ProviderKnown>> {
  const before = mayAddProvider(work.by) ? await needs.technicians.provider(work, asked.provider) : undefined;
  if (!before) return no({ kind: 'no-such-provider' });
  const { provider: _, sapNumber, sapSince, ...told } = asked;
  const { sapNumber: _number, sapSince: _since, ...rest } = before;
  const after: Provider = { ...rest, ...told, ...(sapNumber && sapSince ? { sapNumber, sapSince } : {}) };
  const was = identityOf(before);
  if (JSON.stringify(was) === JSON.stringify(identityOf(after))) return ok(before);
  if (!(await needs.technicians.saveIdentity(work, after, was, nameOf(work.by)))) return no({ kind: 'provider-known' });
  await work.audit({ did: 'change-provider-identity', to: asked.provider });
  return ok(after);
}

/** Who it was before, the latest first: for its office and the operator. */
export async function identitiesSeen(needs: Needs, work: Work, provider: ProviderId): Promise<readonly PastIdentity[]> {
  return mayRun(work.by, provider) ? needs.technicians.identitiesOf(work, provider) : [];
}
