import { type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { mayAllowMany, mayExportMany, nameOf } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { Reason } from '../opening.ts';

/** Somebody asked to take many people's data out of the house. It may be used once, within a day of the second yes. */
export type BulkExport = Readonly<{ id: string; what: string; why: string; askedBy: string; askedAt: Temporal.Instant; allowedAt?: Temporal.Instant | undefined; usedAt?: Temporal.Instant | undefined }>;
export type CannotExportMany = Readonly<{ kind: 'not-allowed' } | { kind: 'no-such-export' } | { kind: 'needs-second-person' }>;
const USABLE = { hours: 24 } as const;

/** One of us asks, and says why. */
export async function askBulkExport(needs: Pick<Needs, 'wishes'>, work: Work, asked: Readonly<{ what: string; why: Reason }>): Promise<Result<{ id: string }, CannotExportMany>> {
  if (!mayExportMany(work.by)) return no({ kind: 'not-allowed' });
  const id = `bex_${newId('Message').slice(4)}`;
  await needs.wishes.askBulk(work, { id, ...asked, by: nameOf(work.by) });
  await work.audit({ did: 'ask-bulk-export', to: id, why: `${asked.what}/${asked.why}` });
  return ok({ id });
}

/** Another of us allows it: never whoever asked. */
export async function allowBulkExport(needs: Pick<Needs, 'wishes'>, work: Work, id: string): Promise<Result<true, CannotExportMany>> {
  const asked = mayAllowMany(work.by) ? await needs.wishes.bulk(work, id) : undefined;
  if (!asked) return no({ kind: 'no-such-export' });
  if (asked.asked_by === nameOf(work.by)) return no({ kind: 'needs-second-person' });
  if (asked.allowed_at === null) {
    await needs.wishes.allowBulk(work, id, nameOf(work.by));
    await work.audit({ did: 'allow-bulk-export', to: id });
  }
  return ok(true);
}

/** Called in the work that writes the file: by whoever asked, once, within a day of the second yes, and only for what was asked. */
export async function useBulkExport(needs: Pick<Needs, 'wishes'>, work: Work, asked: Readonly<{ id: string; what: string }>): Promise<Result<true, CannotExportMany>> {
  const row = mayExportMany(work.by) ? await needs.wishes.bulk(work, asked.id) : undefined;
  if (!row || row.asked_by !== nameOf(work.by) || row.what !== asked.what || row.used_at) return no({ kind: 'no-such-export' });
  if (!row.allowed_at || Temporal.Instant.compare(work.now, row.allowed_at.add(USABLE)) > 0) return no({ kind: 'needs-second-person' });
  await needs.wishes.useBulk(work, asked.id);
  await work.audit({ did: 'bulk-export', to: asked.id, why: asked.what });
  return ok(true);
}

/** Those of the last month, for whoever may ask or allow. */
export async function bulkExports(needs: Pick<Needs, 'wishes'>, work: Work): Promise<readonly BulkExport[]> {
  if (!mayExportMany(work.by)) return [];
  const rows = await needs.wishes.bulkSince(work, work.now.subtract({ hours: 24 * 30 }));
  return rows.map((row) => ({ id: row.id, what: row.what, why: row.why, askedBy: row.asked_by, askedAt: row.asked_at, ...(row.allowed_at ? { allowedAt: row.allowed_at } : {}), ...(row.used_at ? { usedAt: row.used_at } : {}) }));
}
