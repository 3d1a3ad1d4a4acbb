import { type LatLng, type ProviderId, type Refusal, type RequestId, type Result, ZONE, no, ok } from '#kernel';
import type { Scope, ScopeTask, When } from '#modules/pricing';
import type { Work } from '#platform/work';
import type { Needs } from '../needs.ts';
import type { AlreadyBooked, NoSuchRequest, NotPlaced, NotUnderstood, RequestClosedAlready } from '../refusals.ts';
import { type Request, isUnderstood, priceable } from '../request.ts';
import type { QuotesAnswer } from '../verbs.ts';
import { openRequest } from './ask.ts';

type UsesPrices = Pick<Needs, 'requests' | 'triage' | 'people' | 'technicians' | 'pricing' | 'roads'>;
type Cannot = NoSuchRequest | RequestClosedAlready | NotUnderstood | NotPlaced | AlreadyBooked | Refusal;

/** The tasks that a tariff can price, as pricing wants them. */
export function scopeTasks(needs: Pick<Needs, 'triage'>, request: Request): readonly ScopeTask[] {
  return priceable(request).flatMap((task) => {
    const leaf = needs.triage.scopeOf(task.leaf, task.answers);
    if (!leaf) return [];
    return [{ task: task.id, leaf: task.leaf, says: task.words, minutes: leaf.minutes, unattended: leaf.unattended, skills: leaf.skills, items: leaf.items }];
  });
}

/** The way to the home for every provider of the country. */
export async function travelOf(needs: UsesPrices, work: Work, request: Request, at: { lat: number; lng: number }): Promise<Scope['travel']> {
  const providers = await needs.technicians.providers(work, request.country);
  await needs.roads.learn(providers.map(({ base }) => base), at);
  return Object.fromEntries(providers.map((provider) => {
    const { metres, seconds, model } = needs.roads.travel(provider.base, at);
    return [provider.id, { metres, seconds, model }];
  }));
}

/** Who could come for this work, and who cannot, with the reason. */
export function candidatesFor(needs: UsesPrices, work: Work, request: Request, tasks: readonly ScopeTask[], at: LatLng | undefined): ReturnType<Needs['technicians']['whoCould']> {
  const skills = [...new Set(tasks.flatMap((task) => task.skills))];
  return needs.technicians.whoCould(work, { skills, langs: [request.lang], country: request.country, at }, work.now.toZonedDateTimeISO(ZONE[request.country]).toPlainDate());
}

/** The same work, priced by every provider who could send somebody. Nothing is guessed: an unplaced home is rung first. */
export async function askForQuotes(needs: UsesPrices, work: Work, asked: { request: RequestId; when?: When | undefined }): Promise<Result<QuotesAnswer, Cannot>> {
  const found = await openRequest(needs, work, asked.request);
  if (!found.ok) return found;
  const request = found.value;
  if (!isUnderstood(request)) return no({ kind: 'not-understood-yet' });
  const home = request.home === undefined ? undefined : await needs.people.known.home(work, request.home);
  const tasks = scopeTasks(needs, request);
  const way = request.way ?? 'visit';
  if (!home || (!home.at && way !== 'remote') || tasks.length === 0) return no({ kind: 'we-will-call-you' });

  const people = await candidatesFor(needs, work, request, tasks, way === 'remote' ? undefined : home.at);
  const candidates = [...Map.groupBy(people.could, (each) => each.provider.id)]
    .map(([provider, group]) => ({ provider, technicians: group.map((each) => each.technician.id) }));
  const scope: Scope = {
    request: request.id, home: home.id, country: request.country, at: home.at, way, tasks, when: asked.when ?? 'day', ...(request.quiet ? { quiet: true } : {}),
    travel: home.at ? await travelOf(needs, work, request, home.at) : {},
  };
  const offers = await needs.pricing.computeQuotes(work, scope, candidates, people.cannot.map(({ provider, why }) => ({ provider: provider.id, why })));
  if (!offers.ok) return offers;
  await needs.requests.save(work, { ...request, way, state: 'quoted', callFirst: request.tasks.some((task) => task.leaf === null) });
  const missing: { provider: ProviderId; why: string }[] = offers.value.missing.map(({ provider, why }) => ({ provider, why }));
  await needs.requests.keepMissing(work, request.id, missing);
  await work.audit({ did: 'ask-for-quotes', to: request.id, home: home.id });
  return ok({ quotes: offers.value.offered.map((quote) => quote.id), missing });
}
