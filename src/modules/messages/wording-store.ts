import type { Lang } from '#kernel';
import { type Db, type Generated, json } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Kind } from './message.ts';
import { type Texts, type Wording, keyOf, PARTS } from './wording.ts';

type Row = { id: Generated<number>; kind: Kind; lang: Lang; texts: Texts; set_at: Temporal.Instant; set_by: string };
type Tables = { 'messages.wordings': Row; 'messages.outbox': { wording_id: number | null } };
const wordingFrom = (row: Omit<Row, 'id'> & { id: number }): Wording => ({ id: row.id, kind: row.kind, lang: row.lang, texts: row.texts, setAt: row.set_at, setBy: row.set_by });

/** How this house words its messages. What is in force is kept at hand: `refresh` reads it again, in the work that is about to write a message. */
export function wordingsIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  let inForce: readonly Wording[] = [];
  let own: Readonly<Record<Lang, ReadonlyMap<string, string>>> = { en: new Map(), fr: new Map() };
  const mapOf = (lang: Lang): ReadonlyMap<string, string> => new Map(inForce.filter((one) => one.lang === lang).flatMap(({ kind, texts }) => PARTS.flatMap((part): [string, string][] => { const text = texts[part]; return text === undefined ? [] : [[keyOf(kind, part), text]]; })));
  return {
    async refresh(work: Work): Promise<void> {
      const rows = await db(work).selectFrom('messages.wordings').distinctOn(['kind', 'lang']).selectAll().orderBy('kind').orderBy('lang').orderBy('id', 'desc').execute();
      inForce = rows.map(wordingFrom);
      own = { en: mapOf('en'), fr: mapOf('fr') };
    },
    /** A sentence of this house's own, by its key in the catalogue. */
    ownText: (lang: Lang, key: string): string | undefined => own[lang].get(key),
    now: (kind: Kind, lang: Lang): Wording | undefined => inForce.find((one) => one.kind === kind && one.lang === lang && Object.keys(one.texts).length > 0),
    async add(work: Work, wording: Omit<Wording, 'id'>): Promise<number> {
      return (await db(work).insertInto('messages.wordings').values({ kind: wording.kind, lang: wording.lang, texts: json(wording.texts), set_at: wording.setAt, set_by: wording.setBy }).returning('id').executeTakeFirstOrThrow()).id;
    },
    /** All versions, the newest first, with how many messages went out in each. */
    async versions(work: Work, kind: Kind, lang: Lang): Promise<readonly Readonly<{ wording: Wording; sent: number }>[]> {
      const rows = await db(work).selectFrom('messages.wordings').selectAll().where('kind', '=', kind).where('lang', '=', lang).orderBy('id', 'desc').limit(50).execute();
      return Promise.all(rows.map(async (row) => ({
        wording: wordingFrom(row), sent: Number((await db(work).selectFrom('messages.outbox').select((e) => e.fn.countAll<number>().as('n')).where('wording_id', '=', row.id).executeTakeFirst())?.n ?? 0),
      })));
    },
  };
}
export type Wordings = ReturnType<typeof wordingsIn>;
