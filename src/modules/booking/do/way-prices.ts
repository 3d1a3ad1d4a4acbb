import type { RequestId } from '#kernel';
import type { Scope } from '#modules/pricing';
import type { Work } from '#platform/work';
import type { Needs } from '../needs.ts';
import type { WayPrice } from '../verbs.ts';
import { candidatesFor, scopeTasks, travelOf } from './ask-for-quotes.ts';
import { seeRequest } from './see.ts';
import { waysFor } from './understand-better.ts';

type UsesPrices = Pick<Needs, 'requests' | 'triage' | 'people' | 'technicians' | 'pricing' | 'roads' | 'visits' | 'keys'>;

/** The same work in each way in which it can be done, at the best price there is for it now. Nothing is kept. */
export async function wayPrices(needs: UsesPrices, work: Work, id: RequestId): Promise<readonly WayPrice[]> {
  const request = await seeRequest(needs, work, id);
  const home = request?.home === undefined ? undefined : await needs.people.known.home(work, request.home);
  if (!request || !home?.at) return [];
  const tasks = scopeTasks(needs, request);
  if (tasks.length === 0) return [];
  const travel = await travelOf(needs, work, request, home.at);
  const found: WayPrice[] = [];
  for (const way of waysFor(needs, request)) {
    const scope: Scope = { request: request.id, home: home.id, country: request.country, at: home.at, way, tasks, when: 'day', travel, ...(request.quiet ? { quiet: true } : {}) };
    const people = await candidatesFor(needs, work, request, tasks, way === 'remote' ? undefined : home.at);
    const prices = await needs.pricing.pricesFor(work, scope, [...new Set(people.could.map(({ provider }) => provider.id))]);
    const [best] = prices.toSorted((a, b) => a.expected.cents - b.expected.cents || a.ceiling.cents - b.ceiling.cents);
    if (best) found.push({ way, from: best.expected, most: best.ceiling, providers: prices.length });
  }
  return found;
}
