import { type RequestId, type Result, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { mayAnswerForRequest } from '../may.ts';
import type { Heard } from '../opinion.ts';

export type KeepNeeds = Readonly<{ store: Readonly<{ keepOpinion(work: Work, request: RequestId, heard: Heard): Promise<boolean> }> }>;

/** Keeps what came of asking, or that the person said no. The first word stays, however often it is sent. */
export async function keepOpinion(needs: KeepNeeds, work: Work, asked: Readonly<{ request: RequestId; heard: Heard }>): Promise<Result<true, { kind: 'not-allowed' }>> {
  if (!mayAnswerForRequest(work.by)) return no({ kind: 'not-allowed' });
  if (await needs.store.keepOpinion(work, asked.request, asked.heard)) await work.audit({ did: `second-opinion-${asked.heard.came}`, to: asked.request });
  return ok(true);
}
