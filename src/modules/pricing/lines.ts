import { type Money, type Result, no, ok, share } from '#kernel';
import type { WhyMissing } from './answers.ts';
import { type Catalogue, type Item, amountIn } from './catalogue.ts';
import { cheaperLines } from './cheaper.ts';
import { type Draft, draft, says } from './draft.ts';
import type { Unit } from './quote.ts';
import { type End, type ItemKey, type Scope, isAtHome } from './scope.ts';
import type { Tariff } from './tariff.ts';
import { travelLines } from './travel.ts';
import { capLine, splitTasks, workLines } from './work-lines.ts';

/** Why a tariff gives no price for a scope. */
export type CannotPrice = { kind: Extract<WhyMissing, 'other-country' | 'way-not-offered' | 'too-far' | 'not-placed' | 'item-not-priced'>; item?: ItemKey };

/** What one of an item costs with this tariff: the provider's own price, else the catalogue's with the tariff's margin on parts. */
export function itemPrice(tariff: Tariff, item: Item): Readonly<{ price: Money; later: Money; minimumMonths?: number }> | undefined {
  const own = tariff.prices[item.key];
  const months = own?.minimumMonths ?? item.minimumMonths;
  const minimum = months === undefined ? {} : { minimumMonths: months };
  if (own) return { price: own.price, later: own.later ?? own.price, ...minimum };
  const cost = amountIn(item.cost, tariff.currency);
  if (!cost) return undefined;
  const margin = item.kind === 'parts' && tariff.parts.pricing === 'margin' ? share(cost, 10_000 + tariff.parts.basisPoints, 10_000) : cost;
  return { price: margin, later: amountIn(item.later, tariff.currency) ?? margin, ...minimum };
}

const unitOf = (item: Item): Unit => (item.every !== 'once' ? item.every : item.kind === 'licence' ? 'licence' : 'piece');

function itemLines(tariff: Tariff, scope: Scope, end: End, catalogue: Catalogue): Result<Draft[], CannotPrice> {
  const lines: Draft[] = [];
  for (const task of scope.tasks) {
    for (const need of task.items) {
      const item = catalogue.item(need.item);
      const price = item && itemPrice(tariff, item);
      if (!item || !price) return no({ kind: 'item-not-priced', item: need.item });
      if (need.quantity[end] === 0) continue;
      lines.push(draft({
        slot: `item.${task.task}.${item.key}`, kind: item.kind, task: task.task, item: item.key, every: item.every, unit: unitOf(item), quantity: need.quantity[end],
        unitPrice: price.price, later: price.later, minimumMonths: price.minimumMonths, says: says(`item-${item.key}`), about: [{ leaf: task.leaf, weight: 1 }],
      }));
    }
  }
  return ok(lines);
}

/**
 * Every line of a scope at one end of its spans, by one tariff. Pure: the quote, its ceiling and the bill all come from
 * here. First block and travel stand once, however many tasks there are.
 */
export function linesFor(tariff: Tariff, scope: Scope, end: End, catalogue: Catalogue): Result<Draft[], CannotPrice> {
  if (tariff.country !== scope.country) return no({ kind: 'other-country' });
  const { packaged, timed } = splitTasks(tariff, scope, catalogue);
  if (timed.length > 0 && !tariff.time[scope.way]) return no({ kind: 'way-not-offered' });
  const items = itemLines(tariff, scope, end, catalogue);
  if (!items.ok) return items;
  const work = workLines(tariff, scope, end, catalogue);
  const travel = isAtHome(scope.way) ? atHome(tariff, scope, end, packaged.some(({ sold }) => sold.travelIncluded)) : ok([]);
  if (!travel.ok) return travel;
  const cap = capLine(tariff, work, travel.value, scope, catalogue);
  return ok([...work, ...travel.value, ...cap, ...cheaperLines(tariff.cheaper, scope.cheaper, [...work, ...cap], travel.value, tariff.currency), ...items.value]);
}

function atHome(tariff: Tariff, scope: Scope, end: End, included: boolean): Result<Draft[], CannotPrice> {
  const leg = scope.travel[tariff.provider];
  if (!leg) return no({ kind: 'not-placed' });
  const about = scope.tasks.map((task) => ({ leaf: task.leaf, weight: Math.max(1, task.minutes[end] + task.unattended[end]) }));
  const asked = travelLines(tariff, leg, about);
  return asked.ok && included ? travelLines({ travel: { kind: 'none' }, currency: tariff.currency }, leg, about) : asked;
}
