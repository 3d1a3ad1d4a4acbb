import { type RequestId, type Result, type TaskId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Needs } from '../needs.ts';
import type { NoSuchRequest, NoSuchTask, NotUnderstood, RequestClosedAlready, WayNotOffered } from '../refusals.ts';
import { type Comfort, type Request, type Way, isUnderstood, priceable } from '../request.ts';
import { openRequest } from './ask.ts';

type UsesTriage = Pick<Needs, 'requests' | 'triage'>;

/** Where a request stands by what is known: never back behind quotes that were asked for with the same tasks. */
const stateOf = (request: Request): Request['state'] => {
  if (!isUnderstood(request)) return 'asked';
  return request.home === undefined ? 'understood' : 'placed';
};

/** Somebody says which of our guesses is right, or none, and answers the questions. */
export async function understandBetter(
  needs: UsesTriage, work: Work,
  asked: { request: RequestId; task: TaskId; leaf: string | null; answers?: Readonly<Record<string, string>> | undefined },
): Promise<Result<Request, NoSuchRequest | NoSuchTask | RequestClosedAlready>> {
  const found = await openRequest(needs, work, asked.request);
  if (!found.ok) return found;
  const task = found.value.tasks.find((each) => each.id === asked.task);
  if (!task) return no({ kind: 'no-such-task' });
  if (asked.leaf !== null && !needs.triage.scopeOf(asked.leaf, asked.answers ?? {})) return no({ kind: 'no-such-task' });
  const chosen = { ...task, leaf: asked.leaf, answers: { ...task.answers, ...asked.answers } };
  const tasks = found.value.tasks.map((each) => (each.id === task.id ? chosen : each));
  const changed: Request = { ...found.value, tasks, callFirst: tasks.some((each) => each.leaf === null) };
  const request = { ...changed, state: stateOf(changed) };
  await needs.requests.save(work, request);
  await work.audit({ did: 'understand-better', to: request.id });
  return ok(request);
}

/** The ways in which all tasks together can be helped, the cheapest sufficient first. */
export function waysFor(needs: Pick<Needs, 'triage'>, request: Request): readonly Way[] {
  const each = priceable(request).map((task) => needs.triage.scopeOf(task.leaf, task.answers)?.ways ?? []);
  const [first = [], ...others] = each;
  return first.filter((way) => others.every((ways) => ways.includes(way)) && !(way === 'remote' && request.noRemote));
}

export async function chooseWay(needs: UsesTriage, work: Work, asked: { request: RequestId; way: Way }):
  Promise<Result<Request, NoSuchRequest | RequestClosedAlready | NotUnderstood | WayNotOffered>> {
  const found = await openRequest(needs, work, asked.request);
  if (!found.ok) return found;
  if (!isUnderstood(found.value)) return no({ kind: 'not-understood-yet' });
  const offered = waysFor(needs, found.value);
  if (priceable(found.value).length > 0 && !offered.includes(asked.way)) return no({ kind: 'way-not-offered', offered });
  const request: Request = { ...found.value, way: asked.way, state: stateOf(found.value) };
  await needs.requests.save(work, request);
  await work.audit({ did: 'choose-way', to: request.id });
  return ok(request);
}

/** How at home somebody feels with such things: asked once, and it follows the request and the person. */
export async function sayComfort(needs: Pick<Needs, 'requests' | 'people'>, work: Work, asked: { request: RequestId; comfort: Comfort }): Promise<Result<Request, NoSuchRequest | RequestClosedAlready>> {
  const found = await openRequest(needs, work, asked.request);
  if (!found.ok) return found;
  const request: Request = { ...found.value, comfort: asked.comfort };
  // Whoever asks for somebody else speaks of themselves: it is not written down of the person at home.
  if (request.person && request.askedFor === 'me') {
    const said = await needs.people.setComfort(work, { person: request.person, comfort: asked.comfort });
    if (!said.ok) return no({ kind: 'no-such-request' });
  }
  await needs.requests.save(work, request);
  await work.audit({ did: 'say-comfort', to: request.id });
  return ok(request);
}
