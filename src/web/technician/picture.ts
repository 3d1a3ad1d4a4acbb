import { type FileId, type Result, no, ok } from '#kernel';
import type { Call } from '#platform/http/index';
import type { WebHas } from '../has.ts';

export type PictureRefused = { kind: 'badge.photo-unclear' | 'come-back.wait' | 'sign.empty' };

/** Keeps the picture that came with an act, made anew. Nothing came: undefined, or refused where it must. */
export async function keptPicture(has: Pick<WebHas, 'files' | 'limits'>, call: Pick<Call, 'files' | 'from'>, wanted: 'may' | 'must'): Promise<Result<FileId | undefined, PictureRefused>> {
  const [sent] = call.files;
  if (!sent) return wanted === 'must' ? no({ kind: 'sign.empty' }) : ok(undefined);
  if (!(await has.limits.may('upload', call.from)).ok) return no({ kind: 'come-back.wait' });
  const kept = await has.files.keep(sent.bytes, { name: sent.name, declaredType: sent.type });
  if (kept.ok && kept.value.type === 'image/jpeg') return ok(kept.value.id);
  if (kept.ok) await has.files.erase(kept.value.id);
  return no({ kind: 'badge.photo-unclear' });
}
