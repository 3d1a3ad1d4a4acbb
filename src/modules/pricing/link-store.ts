import type { HomeId, LinkId, RequestId } from '#kernel';
import type { Db } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Links } from './needs.ts';
import type { SharedLink } from './shared-link.ts';

type LinkRow = { id: LinkId; request_id: RequestId; home_id: HomeId; made_at: Temporal.Instant; made_by: string; until_at: Temporal.Instant; stopped_at: Temporal.Instant | null; stopped_by: string | null };
type Tables = { 'pricing.shared_links': LinkRow };

const linkFrom = (row: LinkRow): SharedLink => ({ id: row.id, request: row.request_id, home: row.home_id, madeAt: row.made_at, until: row.until_at, stoppedAt: row.stopped_at ?? undefined });

/** Links to shared quotes. */
export function linksIn(dbOf: DbOf): Links {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    async add(work, link, by) {
      await db(work).insertInto('pricing.shared_links').values({ id: link.id, request_id: link.request, home_id: link.home, made_at: link.madeAt, made_by: by, until_at: link.until, stopped_at: null, stopped_by: null }).execute();
    },
    async find(work, id) {
      const row = await db(work).selectFrom('pricing.shared_links').selectAll().where('id', '=', id).executeTakeFirst();
      return row && linkFrom(row);
    },
    async ofRequest(work, request) {
      return (await db(work).selectFrom('pricing.shared_links').selectAll().where('request_id', '=', request).orderBy('made_at').orderBy('id').execute()).map(linkFrom);
    },
    async ofHomes(work, homes) {
      return homes.length === 0 ? [] : (await db(work).selectFrom('pricing.shared_links').selectAll().where('home_id', 'in', homes).orderBy('made_at').execute()).map(linkFrom);
    },
    async stop(work, id, by) { await db(work).updateTable('pricing.shared_links').set({ stopped_at: work.now, stopped_by: by }).where('id', '=', id).where('stopped_at', 'is', null).execute(); },
    async forget(work, homes) {
      return homes.length === 0 ? 0 : Number((await db(work).deleteFrom('pricing.shared_links').where('home_id', 'in', homes).executeTakeFirst()).numDeletedRows);
    },
  };
}
