import { type ProviderId, type Refusal, type RequestId, type Result, no, ok } from '#kernel';
import type { Round, ScopeTask } from '#modules/pricing';
import type { Work } from '#platform/work';
import type { Needs } from '../needs.ts';
import type { Request } from '../request.ts';
import { candidatesFor, travelOf } from './ask-for-quotes.ts';
import { openRequest } from './ask.ts';

type UsesPrices = Pick<Needs, 'requests' | 'triage' | 'people' | 'technicians' | 'pricing' | 'roads'>;
/** Where nobody could say what it is, a visit may take from one hour to half a day: what is found there decides. */
const UNKNOWN = { leaf: 'too-vague', minutes: { expected: 60, worst: 240 } } as const;
const NOTHING = { expected: 0, worst: 0 } as const;

const taskOf = (needs: Pick<Needs, 'triage'>, task: Request['tasks'][number]): ScopeTask => {
  const leaf = task.leaf === null || task.leaf === undefined ? undefined : needs.triage.scopeOf(task.leaf, task.answers);
  return leaf && task.leaf ? { task: task.id, leaf: task.leaf, says: task.words, minutes: leaf.minutes, unattended: leaf.unattended, skills: leaf.skills, items: [] }
    : { task: task.id, leaf: UNKNOWN.leaf, says: task.words, minutes: UNKNOWN.minutes, unattended: NOTHING, skills: [], items: [] };
};

/** Asks everybody who could come for a quote of their own. What a tariff cannot price, people can. */
export async function openRound(needs: UsesPrices, work: Work, asked: { request: RequestId; brief: string; until: Temporal.Instant }): Promise<Result<Round, Refusal>> {
  const found = await openRequest(needs, work, asked.request);
  if (!found.ok) return found;
  const request = found.value;
  const home = request.home === undefined ? undefined : await needs.people.known.home(work, request.home);
  const way = request.way ?? 'visit';
  if (!home || (!home.at && way !== 'remote') || request.tasks.length === 0) return no({ kind: 'we-will-call-you' });
  const tasks = request.tasks.map((task) => taskOf(needs, task));
  const people = await candidatesFor(needs, work, request, tasks, way === 'remote' ? undefined : home.at);
  const invited: ProviderId[] = [...new Set(people.could.map(({ provider }) => provider.id))];
  const opened = await needs.pricing.openRound(work, {
    brief: asked.brief, until: asked.until, invited,
    scope: { request: request.id, home: home.id, country: request.country, at: home.at, way, tasks, when: 'day', ...(request.quiet ? { quiet: true } : {}), travel: home.at ? await travelOf(needs, work, request, home.at) : {} },
  });
  if (!opened.ok) return opened;
  await needs.requests.save(work, { ...request, way, state: 'quoted' });
  return ok(opened.value);
}
