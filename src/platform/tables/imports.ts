import { type Actor, isStaff } from '#kernel';
import type { Db } from '../db.ts';
import type { Keys } from '../keys.ts';
import type { DbOf, Work } from '../work.ts';

type DraftRow = { id: string; what: string; brought_by: string; body: string; at: Temporal.Instant };
type KeyRow = { what: string; digest: string; id: string; at: Temporal.Instant };
type Tables = { 'platform.import_drafts': DraftRow; 'platform.import_keys': KeyRow };

/** Tables on their way in: kept until they are confirmed, and what each of their rows became. */
export type Imports = Readonly<{
  /** Keeps a file for its bringer alone. The id is the caller's. */
  keep(work: Work, draft: Readonly<{ id: string; what: string; bytes: Uint8Array }>): Promise<void>;
  /** The file, for whoever brought it; undefined for everybody else, and once it is over. */
  open(work: Work, id: string): Promise<Readonly<{ what: string; bytes: Uint8Array }> | undefined>;
  drop(work: Work, id: string): Promise<void>;
  /** What rows with these keys became before, by key. */
  known(work: Work, what: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  remember(work: Work, what: string, key: string, id: string): Promise<void>;
  /** Forgets what nobody confirmed within a day. */
  sweep(work: Work): Promise<void>;
}>;

const KEPT_HOURS = 24;
const AT_ONCE = 1_000;
const bringerOf = (by: Actor): string | undefined => (by.kind === 'person' && isStaff(by, 'operator') ? by.person : undefined);

export function createImports(has: { dbOf: DbOf; keys: Pick<Keys, 'seal' | 'open' | 'digest'> }): Imports {
  const db = (work: Work): Db<Tables> => has.dbOf<Tables>(work);
  const digest = (what: string, key: string): string => has.keys.digest(`import ${what} ${key}`);
  return {
    async keep(work, { id, what, bytes }) {
      const by = bringerOf(work.by);
      if (by === undefined) return;
      await db(work).insertInto('platform.import_drafts').values({ id, what, brought_by: by, body: has.keys.seal(Buffer.from(bytes).toString('base64'), id), at: work.now }).execute();
      await work.audit({ did: 'bring-table', to: id });
    },
    async open(work, id) {
      const row = await db(work).selectFrom('platform.import_drafts').selectAll().where('id', '=', id).where('brought_by', '=', bringerOf(work.by) ?? '').executeTakeFirst();
      const body = row && has.keys.open(row.body, id);
      return row && body !== undefined ? { what: row.what, bytes: Buffer.from(body, 'base64') } : undefined;
    },
    async drop(work, id) { await db(work).deleteFrom('platform.import_drafts').where('id', '=', id).where('brought_by', '=', bringerOf(work.by) ?? '').execute(); },
    async known(work, what, keys) {
      const byDigest = new Map(keys.map((key) => [digest(what, key), key]));
      const digests = [...byDigest.keys()];
      const found = new Map<string, string>();
      for (let at = 0; at < digests.length; at += AT_ONCE) {
        const rows = await db(work).selectFrom('platform.import_keys').select(['digest', 'id']).where('what', '=', what).where('digest', 'in', digests.slice(at, at + AT_ONCE)).execute();
        for (const row of rows) found.set(byDigest.get(row.digest) ?? '', row.id);
      }
      return found;
    },
    async remember(work, what, key, id) { await db(work).insertInto('platform.import_keys').values({ what, digest: digest(what, key), id, at: work.now }).onConflict((on) => on.columns(['what', 'digest']).doNothing()).execute(); },
    async sweep(work) { await db(work).deleteFrom('platform.import_drafts').where('at', '<', work.now.subtract({ hours: KEPT_HOURS })).execute(); },
  };
}
