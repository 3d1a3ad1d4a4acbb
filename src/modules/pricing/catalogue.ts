import type { Currency, Money } from '#kernel';
import { money } from '#kernel';
import type { Every, LineKind } from './quote.ts';
import type { ItemKey, ItemKind, LeafKey, Way } from './scope.ts';
import type { ServiceKey } from './tariff.ts';

type Amounts = Readonly<Record<Currency, number>>;
/** A service that providers may sell at one price. Its name is `pricing.service-<key>` in the catalogues of words. */
export type Service = Readonly<{ key: ServiceKey; kind: Extract<LineKind, 'labour' | 'training' | 'backup-security'>; leaves: readonly LeafKey[]; ways: readonly Way[] }>;
/** Something sold beside work. Its name is `pricing.item-<key>`. `cost` in cents with tax; null when only a provider can say. */
export type Item = Readonly<{ key: ItemKey; kind: ItemKind; every: Every; cost: Amounts | null; later?: Amounts; minimumMonths?: number }>;
/** What a problem may need: how many are likely, how many at worst. */
export type Need = Readonly<{ leaf: LeafKey; item: ItemKey; expected: number; worst: number }>;

/** `content/services.json`, read once. */
export type Catalogue = Readonly<{
  services: readonly Service[];
  item(key: ItemKey): Item | undefined;
  items: readonly Item[];
  service(key: ServiceKey): Service | undefined;
  /** The service that a kind of problem belongs to. */
  serviceOf(leaf: LeafKey): Service | undefined;
  /** What it may need, as a scope says it. */
  needsOf(leaf: LeafKey): readonly Readonly<{ kind: ItemKind; item: ItemKey; quantity: { expected: number; worst: number } }>[];
}>;

export type CatalogueFile = Readonly<{ services: readonly unknown[]; items: readonly unknown[]; needs: readonly unknown[] }>;

const RENEWING: ReadonlySet<Every> = new Set(['month', 'year']);

function checkItem(item: Item): Item {
  const renews = RENEWING.has(item.every);
  if (item.kind === 'parts' && renews) throw new Error(`The item (${item.key}) renews, so it is not a part. Maybe its kind is subscription or licence.`);
  if (item.kind === 'subscription' && !renews) throw new Error(`The subscription (${item.key}) never renews. Maybe it is a licence.`);
  return item;
}

/** Reads the file's content. Throws when an item hides what it is, a key is used twice, or a need names an unknown item. */
export function catalogueFrom(file: CatalogueFile): Catalogue {
  const items = new Map<ItemKey, Item>();
  for (const item of file.items as readonly Item[]) {
    if (items.has(item.key)) throw new Error(`The item (${item.key}) stands twice in the catalogue.`);
    items.set(item.key, checkItem(item));
  }
  const services = file.services as readonly Service[];
  const byKey = new Map(services.map((service) => [service.key, service]));
  const byLeaf = new Map(services.flatMap((service) => service.leaves.map((leaf) => [leaf, service] as const)));
  const needs = (file.needs as readonly Need[]).map((need) => {
    const item = items.get(need.item);
    if (!item) throw new Error(`The need of (${need.leaf}) names the unknown item (${need.item}).`);
    return { leaf: need.leaf, kind: item.kind, item: need.item, quantity: { expected: need.expected, worst: need.worst } };
  });
  return {
    services, items: [...items.values()],
    item: (key) => items.get(key), service: (key) => byKey.get(key), serviceOf: (leaf) => byLeaf.get(leaf),
    needsOf: (leaf) => needs.filter((need) => need.leaf === leaf).map(({ kind, item, quantity }) => ({ kind, item, quantity })),
  };
}

export const amountIn = (amounts: Amounts | null | undefined, currency: Currency): Money | undefined =>
  amounts ? money(amounts[currency], currency) : undefined;

// Words that only what renews has: a part that says them is not a part.
const RENEWS = /abonnement|subscri|licen[cs]|par mois|\/\s?mois|mensuel|annuel|par an\b|\/\s?an\b|per month|\/\s?month|monthly|per year|\/\s?year|yearly|annual|renew|renouvel|reconduction/i;

/** Whether the words of a part give away that it renews or is a right to use: then it belongs on its own line. */
export const soundsRenewing = (words: string): boolean => RENEWS.test(words);
