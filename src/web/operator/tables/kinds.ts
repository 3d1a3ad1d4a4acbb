import type { Address, HomeId, LatLng, PersonId, Precision, ProviderId, Refusal, Result, TechnicianId } from '#kernel';
import type { Cells, ReadRow } from '#platform/tables/index';
import type { Work } from '#platform/work';
import type { WebHas } from '../../has.ts';
import { DEVICES } from './devices.ts';
import { PEOPLE } from './people.ts';
import { type KnownProvider, PAST_VISITS } from './visits.ts';

/** What is wrong with one cell; `says` is a sentence that also tells what is accepted. */
export type WrongCell = Readonly<{ column: string; says: string }>;
/** Where an address is, as far as the place file knows. */
export type Placed = Readonly<{ at: LatLng; precision: Precision }> | undefined;
/** `address` is looked up before anything is written, and handed to `write`. */
export type Writable = Readonly<{ address?: Address; write(has: WebHas, work: Work, place: Placed): Promise<Result<string, Refusal>> }>;
export type ReadyRow = Writable & Readonly<{ key: string; line: number }>;
/** What rows refer to: what other tables became. */
export type Known = Readonly<{ people: ReadonlyMap<string, string>; homeOf(person: PersonId): Promise<HomeId | undefined>; provider(number: string): Promise<KnownProvider | undefined>; technician(provider: ProviderId, badge: string): Promise<TechnicianId | undefined> }>;

/** One kind of table that can be brought: its columns, and how a row is read. `key` is always there, and names a row for ever. */
export type TableKind = Readonly<{
  what: 'people' | 'devices' | 'visits';
  needed: readonly string[];
  optional: readonly string[];
  /** One row as it may stand in a file, to begin with. */
  sample: Cells;
  read(has: WebHas, cells: Cells, known: Known): Promise<Writable | readonly WrongCell[]>;
}>;
export const TABLE_KINDS: readonly TableKind[] = [PEOPLE, DEVICES, PAST_VISITS];

/** A row that is refused, with what is wrong in it. */
export type RefusedRow = Readonly<{ line: number; key: string; cells: Cells; wrong: readonly WrongCell[] }>;
/** A table as it would come in: rows to be written, rows that are here already, rows that are refused. */
export type Weighed = Readonly<{ ready: readonly ReadyRow[]; before: number; refused: readonly RefusedRow[] }>;

const isWrong = (read: Awaited<ReturnType<TableKind['read']>>): read is readonly WrongCell[] => Array.isArray(read);

/** Reads every row and writes nothing. A key that stands twice in the file is refused the second time. */
export async function weigh(has: WebHas, kind: TableKind, rows: readonly ReadRow[], before: ReadonlyMap<string, string>, known: Known): Promise<Weighed> {
  const seen = new Set<string>();
  const ready: ReadyRow[] = [];
  const refused: RefusedRow[] = [];
  let already = 0;
  for (const { line, cells } of rows) {
    const key = cells['key'] ?? '';
    const twice = seen.has(key);
    seen.add(key);
    if (key !== '' && !twice && before.has(key)) { already += 1; continue; }
    const read = await kind.read(has, cells, known);
    const wrong: WrongCell[] = [...(key === '' ? [{ column: 'key', says: 'tables.key-missing' }] : []), ...(twice && key !== '' ? [{ column: 'key', says: 'tables.key-twice' }] : []), ...(isWrong(read) ? read : [])];
    if (wrong.length > 0 || isWrong(read)) refused.push({ line, key, cells, wrong });
    else ready.push({ ...read, key, line });
  }
  return { ready, before: already, refused };
}
