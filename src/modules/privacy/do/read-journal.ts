import { type PersonId, type RequestId, type VisitId, isId } from '#kernel';
import type { Work } from '#platform/work';
import { mayRead } from '../may.ts';
import type { Line, Needs } from '../needs.ts';
import { type Entry, type Journal, OPENED, asWhom, didOf, reasonIn } from '../opening.ts';

const SHOWN = 300; // lines
/** A line of a list is no look into somebody's house. */
const LISTS: ReadonlySet<string> = new Set([didOf('listed'), didOf('found')]);

/** Who looked at what about a person and their homes; undefined for anybody else. What is for a quiet visit or request is told to nobody but who asked for it. */
export async function readJournal(needs: Pick<Needs, 'trail' | 'homesOf' | 'firstName' | 'sees'>, work: Work, person: PersonId): Promise<Journal | undefined> {
  if (!mayRead(work.by, person)) return undefined;
  const homes = (await needs.homesOf(work, person)).map(({ id }) => id);
  const lines = await needs.trail.lines(work, person, homes, SHOWN + 1);
  const names = new Map<PersonId, string | undefined>();
  const seen = new Map<string, boolean>();
  const entries: Entry[] = [];
  for (const line of lines.slice(0, SHOWN)) {
    const of = subjectOf(line);
    if (of && !seen.has(of)) seen.set(of, (await (isId('Visit', of) ? needs.sees.visit(work, of) : needs.sees.request(work, of))) !== undefined);
    if (of && !seen.get(of)) continue;
    if (line.by && !names.has(line.by)) names.set(line.by, await needs.firstName(work, line.by));
    entries.push(entryFrom(line, of, line.by && names.get(line.by)));
  }
  return { of: person, entries, more: lines.length > SHOWN };
}

function entryFrom(line: Line, of: VisitId | RequestId | undefined, who: string | undefined): Entry {
  const reason = reasonIn(line.why);
  const isUnasked = of === undefined && line.did.startsWith(OPENED) && !LISTS.has(line.did);
  return { at: line.at, who, as: asWhom(line.did, line.why), what: line.did, for: of, home: line.home, unasked: isUnasked, ...(reason ? { reason } : {}), ...(line.by ? {} : { byHouse: true }) };
}

const subjectOf = ({ about }: Line): VisitId | RequestId | undefined => (isId('Visit', about) || isId('Request', about) ? about : undefined);
