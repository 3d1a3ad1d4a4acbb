import { type Result, type VisitId, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { RequestAsked } from '../facts.ts';
import { mayChangeRequest } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { NoSuchVisit } from '../refusals.ts';
import type { Request } from '../request.ts';
import type { AskOutput } from '../verbs.ts';
import { codeWords, freeReference } from './ask.ts';
import { newCode } from '../reference.ts';

/** The same trouble once more: a request of its own with the same tasks, person and home, ready for times. What is said now is listened to for dangers like any other words. */
export async function askAgain(needs: Pick<Needs, 'dice' | 'requests' | 'visits' | 'triage' | 'keys'>, work: Work, asked: { visit: VisitId; words: string }): Promise<Result<AskOutput, NoSuchVisit>> {
  const visit = await needs.visits.visit(work, asked.visit);
  const before = visit && (await needs.requests.find(work, visit.request));
  if (!visit || !before || !mayChangeRequest(work.by, before)) return no({ kind: 'no-such-visit' });
  const heard = needs.triage.understand(asked.words, before.lang);
  const code = newCode(needs.dice, 6);
  const request: Request = {
    id: newId('Request'), reference: await freeReference(needs, work), words: asked.words, lang: before.lang, source: before.source, askedFor: before.askedFor, country: before.country, comfort: before.comfort,
    person: before.person, home: before.home, helper: before.helper, tasks: before.tasks.map((task) => ({ ...task, id: newId('Task'), done: false })), photos: [],
    safety: heard.flags, quiet: before.quiet || heard.quiet, noRemote: before.noRemote || heard.noRemote, callFirst: false, way: visit.way, state: 'placed', askedAt: work.now,
  };
  await needs.requests.add(work, request, needs.keys.digest(codeWords(request.id, code)));
  await work.audit({ did: 'ask-again', to: request.id, home: visit.home });
  await work.announce({ fact: 'request-asked', request: request.id } satisfies RequestAsked);
  return ok({ request: request.id, reference: request.reference, code, quiet: request.quiet, safety: request.safety });
}
