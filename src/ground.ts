import { join } from 'node:path';
import type { Clock, Lang } from '#kernel';
import { type AuditChain, createAuditChain } from '#platform/audit-chain';
import { type Db, type Pool, openDb, openPool } from '#platform/db';
import type { Facts } from '#platform/facts';
import { type Files, createFiles } from '#platform/files/index';
import { createOnce } from '#platform/http/index';
import { type Keys, keysIn } from '#platform/keys';
import { type Limits, createLimits } from '#platform/limits/index';
import { type Live, createLive } from '#platform/live/index';
import type { Log } from '#platform/log';
import { type MapFile, mapFileAt } from '#platform/map-file';
import { type EngineNow, type HoursKeeper, type Roads, createRoads, engineFrom, keepHours } from '#platform/roads/index';
import { type Words, createText } from '#platform/text';
import { type Works, createWorks } from '#platform/work';

export const PROGRAM = join(import.meta.dirname, '..');

/** Where the signed heads of the audit trail are: outside of the database. */
export const headFileIn = (dataDir: string): string => join(dataDir, 'audit-head.jsonl');

/** Where imported roads are. */
export const roadsFolderIn = (dataDir: string): string => join(dataDir, 'roads');

/** Everything that the modules stand on. */
export type Ground = Readonly<{
  pool: Pool; db: Db<unknown>; works: Works & { once: ReturnType<typeof createOnce>; keys: Keys };
  clock: Clock; facts: Facts; keys: Keys; files: Files; roads: Roads; limits: Limits; text: Record<Lang, Words>; log: Log; publicUrl: string; name: string;
  auditChain: AuditChain; live: Live; hours: HoursKeeper; mapFile: MapFile;
}>;

/** Lays the ground floor over one database. The caller closes it with `pool.end()`. */
export function layGround(has: { url: string; dataDir: string; clock: Clock; facts: Facts; log: Log; publicUrl: string; name: string; connections?: number; engineNow?: EngineNow; tiles?: string }): Ground {
  const pool = openPool({ url: has.url, log: has.log, ...(has.connections === undefined ? {} : { max: has.connections }) });
  const db = openDb<unknown>(pool);
  const keys = keysIn(join(has.dataDir, 'keys'));
  const works = createWorks({ db, clock: has.clock, facts: has.facts });
  const hours = keepHours({ db, dbOf: works.dbOf });
  return {
    pool, db, works: { ...works, once: createOnce({ dbOf: works.dbOf }), keys }, keys, clock: has.clock, facts: has.facts, log: has.log,
    files: createFiles({ dir: join(has.dataDir, 'files') }), hours, roads: createRoads({ percents: hours.now, engineNow: has.engineNow ?? engineFrom({ dir: roadsFolderIn(has.dataDir) }), failed: (fault) => has.log.warn({ error: fault instanceof Error ? fault.message : String(fault) }, 'roads: estimates are used') }), limits: createLimits({}, (limit) => has.log.info({ limit }, 'too often')), text: createText(join(PROGRAM, 'content', 'words')),
    live: createLive({ url: has.url, log: has.log }), mapFile: mapFileAt(has.tiles ?? join(has.dataDir, 'map.pmtiles'), has.log), publicUrl: has.publicUrl, name: has.name, auditChain: createAuditChain({ dbOf: works.dbOf, keys, headFile: headFileIn(has.dataDir) }),
  };
}
