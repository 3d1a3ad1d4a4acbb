import { type PersonId, type ProviderId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToAddProvider } from '../asks.ts';
import type { BindingSigned, ProviderAdded } from '../facts.ts';
import type { BadPay, NoSuchProvider, NotYou, ProviderKnown } from '../front.ts';
import { mayAddProvider, mayRun, maySign, nameOf } from '../may.ts';
import { type Provider, isIban, isSortCode } from '../provider.ts';

type Needs = {
  technicians: {
    provider(work: Work, id: ProviderId): Promise<Provider | undefined>;
    addProvider(work: Work, provider: Provider): Promise<boolean>;
    sign(work: Work, id: ProviderId, by: string): Promise<void>;
    addToOffice(work: Work, provider: ProviderId, person: PersonId): Promise<void>;
  };
};

/** A provider comes in. It is offered to nobody before it has signed that computed quotes bind it. */
export async function addProvider(needs: Needs, work: Work, asked: AsksToAddProvider): Promise<Result<Provider, NotYou | BadPay | ProviderKnown>> {
  if (!mayAddProvider(work.by)) return no({ kind: 'not-allowed' });
  const { pay } = asked;
  const goodPay = pay.kind === 'iban' ? isIban(pay.iban) : isSortCode(pay.sortCode) && /^\d{6,8}$/.test(pay.account);
  if (!goodPay) return no({ kind: 'account-number-wrong' });

  const provider: Provider = { ...asked, id: newId('Provider') };
  if (!await needs.technicians.addProvider(work, provider)) return no({ kind: 'provider-known' });
  await work.audit({ did: 'add-provider', to: provider.id });
  await work.announce({ fact: 'provider-added', provider: provider.id } satisfies ProviderAdded);
  return ok(provider);
}

/** "Computed quotes bind me": said once, by the provider's own office. */
export async function signBinding(needs: Needs, work: Work, id: ProviderId): Promise<Result<Provider, NoSuchProvider>> {
  const provider = await needs.technicians.provider(work, id);
  if (!provider || !maySign(work.by, id)) return no({ kind: 'no-such-provider' });
  if (provider.bindingSignedAt) return ok(provider);

  await needs.technicians.sign(work, id, nameOf(work.by));
  await work.audit({ did: 'sign-binding', to: id });
  await work.announce({ fact: 'binding-signed', provider: id } satisfies BindingSigned);
  return ok({ ...provider, bindingSignedAt: work.now });
}

export async function addToOffice(needs: Needs, work: Work, asked: { provider: ProviderId; person: PersonId }): Promise<Result<true, NoSuchProvider>> {
  if (!mayRun(work.by, asked.provider) || !await needs.technicians.provider(work, asked.provider)) return no({ kind: 'no-such-provider' });
  await needs.technicians.addToOffice(work, asked.provider, asked.person);
  await work.audit({ did: 'add-to-office', to: asked.provider, person: asked.person });
  return ok(true);
}
