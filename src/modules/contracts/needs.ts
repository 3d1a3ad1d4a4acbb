import type { Lang } from '#kernel';
import type { People } from '#modules/people';
import type { Pricing } from '#modules/pricing';
import type { Technicians } from '#modules/technicians';
import type { Words } from '#platform/text';
import type { ContractRuleBook } from './rules.ts';
import type { Store } from './store.ts';
import type { House } from './terms.ts';

/** What contracts is built from. `house` may change while the program runs. */
export type Needs = Readonly<{
  store: Store; book: ContractRuleBook; words: Readonly<Record<Lang, Words>>; house: House; people: Pick<People, 'known'>; technicians: Pick<Technicians, 'provider' | 'technician'>; pricing: Pick<Pricing, 'quote'> & Readonly<{ known: Pick<Pricing['known'], 'quote' | 'quoteAtVersion'> }>;
}>;
