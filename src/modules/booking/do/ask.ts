import { type Actor, type FileId, type RequestId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { RequestAsked } from '../facts.ts';
import { mayAsk, mayChangeRequest } from '../may.ts';
import type { Needs } from '../needs.ts';
import { newCode, newReference } from '../reference.ts';
import type { NoSuchRequest, NotAllowed, RequestClosedAlready } from '../refusals.ts';
import { type Request, type Task, isOpen } from '../request.ts';
import type { AskInput, AskOutput } from '../verbs.ts';

export const codeWords = (request: RequestId, code: string): string => `request-code:${request}:${code}`;

export async function freeReference(needs: Pick<Needs, 'dice' | 'requests'>, work: Work): Promise<string> {
  for (;;) {
    const reference = newReference(needs.dice);
    if (!(await needs.requests.isTaken(work, reference))) return reference;
  }
}

/** Somebody says what is going on. No account, no name: a reference and a code bring them back. */
export async function ask(needs: Pick<Needs, 'dice' | 'requests' | 'triage' | 'keys'>, work: Work, asked: AskInput): Promise<Result<AskOutput, NotAllowed>> {
  if (!mayAsk(work.by, asked.source)) return no({ kind: 'not-allowed' });
  const understood = needs.triage.understand(asked.words, asked.lang);
  const code = newCode(needs.dice, 6);
  const request: Request = {
    id: newId('Request'), reference: await freeReference(needs, work), words: asked.lastTime === undefined ? asked.words : `${asked.words}\n\n${asked.lastTime}`, lang: asked.lang, source: asked.source,
    askedFor: asked.askedFor, country: asked.country ?? (asked.lang === 'fr' ? 'FR' : 'GB'), comfort: asked.comfort,
    tasks: understood.tasks.map((task) => taskFrom(task)), photos: asked.photos ?? [], safety: understood.flags, quiet: understood.quiet,
    noRemote: understood.noRemote, callFirst: false, state: 'asked', askedAt: work.now, ...(understood.quiet ? {} : ownerOf(work.by, asked)),
  };
  await needs.requests.add(work, request, needs.keys.digest(codeWords(request.id, code)));
  await work.audit({ did: 'ask', to: request.id });
  await work.announce({ fact: 'request-asked', request: request.id } satisfies RequestAsked);
  return ok({ request: request.id, reference: request.reference, code, quiet: request.quiet, safety: request.safety });
}

/** Whoever is signed in finds their request again; for someone else they are the helper. What the operator takes down is the caller's. */
function ownerOf(by: Actor, asked: AskInput): Pick<Request, 'person' | 'helper'> {
  if (by.kind !== 'person' || (asked.source !== 'web' && asked.source !== 'relative')) return {};
  return asked.askedFor === 'me' ? { person: by.person } : { helper: by.person };
}

const taskFrom = (task: { words: string; guesses: Task['guesses'] }): Task => ({ id: newId('Task'), words: task.words, guesses: task.guesses, leaf: undefined, answers: {}, done: false });

type Adding = Pick<Needs, 'requests' | 'triage'>;
type CannotAdd = NoSuchRequest | RequestClosedAlready;

/** A request that can still be changed by who asks. */
export async function openRequest(needs: Pick<Needs, 'requests'>, work: Work, id: RequestId): Promise<Result<Request, CannotAdd>> {
  const request = await needs.requests.take(work, id);
  if (!request || !mayChangeRequest(work.by, request)) return no({ kind: 'no-such-request' });
  return isOpen(request) && request.state !== 'booked' ? ok(request) : no({ kind: 'request-closed' });
}

export async function addTask(needs: Adding, work: Work, asked: { request: RequestId; words: string }): Promise<Result<Request, CannotAdd>> {
  const found = await openRequest(needs, work, asked.request);
  if (!found.ok) return found;
  const understood = needs.triage.understand(asked.words, found.value.lang);
  const request: Request = {
    ...found.value, tasks: [...found.value.tasks, ...understood.tasks.map((task) => taskFrom(task))],
    safety: [...found.value.safety, ...understood.flags], quiet: found.value.quiet || understood.quiet,
    noRemote: found.value.noRemote || understood.noRemote, state: 'asked',
  };
  await needs.requests.save(work, request);
  await work.audit({ did: 'add-task', to: request.id });
  return ok(request);
}

export async function addPhotos(needs: Adding, work: Work, asked: { request: RequestId; photos: readonly FileId[] }): Promise<Result<Request, CannotAdd>> {
  const found = await openRequest(needs, work, asked.request);
  if (!found.ok) return found;
  const request: Request = { ...found.value, photos: [...found.value.photos, ...asked.photos] };
  await needs.requests.save(work, request);
  await work.audit({ did: 'add-photos', to: request.id });
  return ok(request);
}
