import { type Country, type FileId, type PersonId, type Result, jobActor, must, no, ok } from '#kernel';
import type { InWork, Work } from '#platform/work';
import type { Needs } from '../needs.ts';
import { type KeptClass, type RetentionRule, cutoff, inForceOn } from '../retention.ts';
import { erasePerson } from './erase-person.ts';

/** How each kind is forgotten by the module that keeps it: everything older than `before`, how many. */
export type Forgets = Readonly<{
  requestsNeverBooked(work: Work, country: Country, before: Temporal.Instant): Promise<number>;
  /** People of a country with whom there was nothing since then; at most `limit`. */
  notSeenSince(work: Work, country: Country, before: Temporal.Instant, limit: number): Promise<readonly PersonId[]>;
  notes(work: Work, country: Country, before: Temporal.Instant): Promise<number>;
  signIns(work: Work, before: Temporal.Instant): Promise<number>;
  /** Letters are files: forgotten for good, so it is not tried out. */
  messages(work: Work, before: Temporal.Instant): Promise<number>;
  invoices(work: Work): Promise<number>;
  /** Every file that something refers to. */
  filesInUse(work: Work): Promise<ReadonlySet<FileId>>;
}>;

/** What went, or would go. `undefined`: only known once it is done. */
export type Retained = Readonly<{ rule: RetentionRule; count: number | undefined }>;
const MOST_PEOPLE = 200;
const HOUSE = jobActor('retention');
type Uses = Readonly<{ needs: Needs; forgets: Forgets; inWork: InWork; rules: readonly RetentionRule[] }>;

async function inRows({ needs, forgets }: Uses, work: Work, rule: RetentionRule): Promise<number> {
  const before = cutoff(rule, work.now);
  const country = rule.country === '*' ? 'FR' : rule.country;
  const rows: Readonly<Record<Exclude<KeptClass, 'people-not-seen' | 'files-without-owner'>, () => Promise<number>>> = {
    'requests-never-booked': () => forgets.requestsNeverBooked(work, country, before), notes: () => forgets.notes(work, country, before), 'sign-ins': () => forgets.signIns(work, before), messages: () => forgets.messages(work, before),
    'consent-receipts': () => needs.wishes.forgetConsents(work, before), invoices: () => forgets.invoices(work),
  };
  if (rule.class === 'people-not-seen' || rule.class === 'files-without-owner') return 0;
  const count = await rows[rule.class]();
  if (count > 0) await work.audit({ did: 'retention', to: rule.id, why: String(count) });
  return count;
}

/** Everybody apart, so that one who cannot go yet does not keep the others. */
async function people({ needs, forgets, inWork }: Uses, rule: RetentionRule, isTrial: boolean): Promise<number> {
  const country = rule.country === '*' ? 'FR' : rule.country;
  const due = must(await inWork(HOUSE, async (work) => ok(await forgets.notSeenSince(work, country, cutoff(rule, work.now), MOST_PEOPLE))));
  if (isTrial) return due.length;
  let gone = 0;
  for (const person of due) {
    const erased = await inWork(HOUSE, (work) => erasePerson(needs, work, person));
    if (!erased.ok) continue;
    gone += 1;
    for (const file of erased.value.files) await needs.files.erase(file);
  }
  return gone;
}

/** Photos that were sent for something that was never asked. The list of files is read first: one that comes meanwhile is in use or too young. */
async function files({ needs, forgets, inWork }: Uses, rule: RetentionRule, now: Temporal.Instant, isTrial: boolean): Promise<number> {
  const old: FileId[] = [];
  for await (const { id, keptAt } of needs.files.all()) if (Temporal.Instant.compare(keptAt, cutoff(rule, now)) < 0) old.push(id);
  const used = must(await inWork(HOUSE, async (work) => ok(await forgets.filesInUse(work))));
  const left = old.filter((id) => !used.has(id));
  if (isTrial) return left.length;
  for (const id of left) await needs.files.erase(id);
  return left.length;
}

/** Forgets what no rule lets us keep any longer; with `isTrial` it only counts, and nothing is changed. */
export async function keepRetention(uses: Uses, isTrial: boolean): Promise<readonly Retained[]> {
  const now = must(await uses.inWork(HOUSE, async (work) => ok(work.now)));
  const all: Retained[] = [];
  for (const rule of inForceOn(uses.rules, now)) {
    if (rule.class === 'people-not-seen') all.push({ rule, count: await people(uses, rule, isTrial) });
    else if (rule.class === 'files-without-owner') all.push({ rule, count: await files(uses, rule, now, isTrial) });
    else if (isTrial && rule.class === 'messages') all.push({ rule, count: undefined });
    else all.push({ rule, count: await tried(uses, rule, isTrial) });
  }
  return all;
}

async function tried(uses: Uses, rule: RetentionRule, isTrial: boolean): Promise<number> {
  let count = 0;
  const done: Result<number, { kind: 'only-looking' }> = await uses.inWork(HOUSE, async (work) => {
    count = await inRows(uses, work, rule);
    return isTrial ? no({ kind: 'only-looking' }) : ok(count);
  });
  return done.ok ? done.value : count;
}
