import { type Actor, type Country, type HomeId, type PersonId, type Result, isId, jobActor, ZONE, must, no, ok } from '#kernel';
import type { People } from '#modules/people';
import type { DbOf, InWork, Work } from '#platform/work';
import { type Consent, type Purpose, isLiving } from './consent.ts';
import { askErasure, stopErasure } from './do/ask-erasure.ts';
import { type BulkExport, type CannotExportMany, allowBulkExport, askBulkExport, bulkExports, useBulkExport } from './do/bulk-export.ts';
import { type CannotErase, type Erased, erasePerson, foreseeErasing } from './do/erase-person.ts';
import { type NoSuchPerson, exportByPhone, exportPerson, gather, withPhotos } from './do/export-person.ts';
import { giveConsent, withdrawConsent } from './do/keep-consent.ts';
import { keepOpening, saidReason } from './do/keep-opening.ts';
import { type Forgets, type Retained, keepRetention } from './do/keep-retention.ts';
import { readJournal } from './do/read-journal.ts';
import type { Erasure } from './erasure.ts';
import { mayAnswerFor, mayAskErasure, maySeeAlarms } from './may.ts';
import type { AboutPerson, Archive, Floors, Needs } from './needs.ts';
import type { Journal, Opening, Reason } from './opening.ts';
import { type KeptClass, type RetentionRule, keptUntil, retentionOn } from './retention.ts';
import { trailIn } from './store.ts';
import { wishesIn } from './store-wishes.ts';

export type PrivacyHas = Readonly<{
  dbOf: DbOf; inWork: InWork; people: Pick<People, 'known' | 'person' | 'setNote' | 'forgetNotes' | 'forgetSignIns'>; floors: Omit<Floors, 'privacy'>; sees: Needs['sees']; worksHere: Needs['worksHere']; files: Needs['files']; forgets: Omit<Forgets, 'notes' | 'signIns'>;
  /** Times that data is kept, as dated rules. */
  retention: readonly RetentionRule[];
}>;
/** What a page reads, and what of a household it thereby opens. */
export type Read<T> = Readonly<{ shows: T; opened: readonly Opening[] }>;

export type Privacy = Readonly<{
  /** Reads for staff, and writes down in the same transaction what was opened; undefined when there is nothing to show. */
  opening<T>(by: Actor, read: (work: Work) => Promise<Read<T> | undefined>): Promise<T | undefined>;
  /** Whether the caller has said a reason for opening this home within the hour. */
  saidReason(work: Work, home: HomeId): Promise<boolean>;
  /** Who looked at what about somebody; undefined for anybody else. */
  journalOf(work: Work, person: PersonId): Promise<Journal | undefined>;
  /** Everything about the person who asks. */
  archiveOf(by: Actor, person: PersonId): Promise<Result<Archive, NoSuchPerson>>;
  /** Everything about somebody who rings, for the operator to print and send to them: as they themselves would see it. */
  archiveByPhone(by: Actor, person: PersonId): Promise<Result<Archive, NoSuchPerson>>;
  /** What erasing would do; nothing is changed. */
  foreseeErasing(by: Actor, person: PersonId): Promise<Result<Erased, CannotErase>>;
  /** In one work; `forgetFiles` follows after its commit. */
  erasePerson(work: Work, person: PersonId): Promise<Result<Erased, CannotErase>>;
  forgetFiles(erased: Erased): Promise<void>;
  /** Asked for by telephone: waits three days and can be stopped. */
  askErasure(work: Work, person: PersonId): Promise<Result<Erasure, CannotErase>>;
  stopErasure(work: Work, person: PersonId): Promise<Result<true, CannotErase>>;
  /** The erasure that waits, for the person and the operator. */
  erasureOf(work: Work, person: PersonId): Promise<Erasure | undefined>;
  /** Erases whose three days are over; for the sweep. Returns how many. */
  eraseDue(): Promise<number>;
  /** Forgets what no rule lets us keep; for the sweep. */
  retain(): Promise<readonly Retained[]>;
  /** What would go tonight, and by which rule; nothing is changed. For operator and admin. */
  foreseeRetention(by: Actor): Promise<readonly Retained[]>;
  /** Until when something that begins now is kept. */
  keptUntil(kind: KeptClass, country: Country, now: Temporal.Instant): Temporal.Instant;
  giveConsent(work: Work, asked: Parameters<typeof giveConsent>[2]): Promise<Result<Consent, NoSuchPerson>>;
  withdrawConsent(work: Work, asked: Parameters<typeof withdrawConsent>[2]): Promise<Result<true, NoSuchPerson>>;
  /** All receipts, the newest first, for the person and the operator. */
  consentsOf(work: Work, person: PersonId): Promise<readonly Consent[]>;
  askBulkExport(work: Work, asked: Readonly<{ what: string; why: Reason }>): Promise<Result<{ id: string }, CannotExportMany>>;
  allowBulkExport(work: Work, id: string): Promise<Result<true, CannotExportMany>>;
  useBulkExport(work: Work, asked: Readonly<{ id: string; what: string }>): Promise<Result<true, CannotExportMany>>;
  bulkExports(work: Work): Promise<readonly BulkExport[]>;
  /** Who of us opened too many homes within an hour, in the last thirty days. */
  alarms(work: Work): Promise<readonly Readonly<{ at: Temporal.Instant; by: PersonId }>[]>;
  known: Readonly<{
    /** Whether somebody agreed to this and has not taken it back. */
    agrees(work: Work, person: PersonId, purpose: Purpose): Promise<boolean>;
    erasure(work: Work, person: PersonId): Promise<Erasure | undefined>;
  }>;
}>;

/** Privacy knows who looked at what, what somebody agreed to, and how everything about a person is given out or forgotten. The audit trail is its journal. */
export function createPrivacy(has: PrivacyHas): Privacy {
  const wishes = wishesIn(has.dbOf);
  const own: AboutPerson = {
    export: async (work, person) => ({ consents: await wishes.consentsOf(work, person), erasure: await wishes.erasureOf(work, person) }),
    erase: async (work, person) => { await wishes.endErasure(work, person, 'done'); return { erased: await wishes.forget(work, person) }; },
  };
  const needs: Needs = {
    floors: { ...has.floors, privacy: own }, sees: has.sees, files: has.files, trail: trailIn(has.dbOf), wishes, worksHere: has.worksHere,
    firstName: async (work, person) => (await has.people.known.person(work, person))?.givenName,
    seesPerson: async (work, person) => (await has.people.person(work, person)) !== undefined,
    setNote: (work, asked) => has.people.setNote(work, asked),
    homesOf: (work, person) => has.people.known.homesOf(work, person),
  };
  return {
    ...readingIn(has, needs), ...wishingIn(has, needs), ...retainingIn(has, needs),
    erasePerson: (work, person) => erasePerson(needs, work, person),
    async forgetFiles({ files }) { for (const file of files) await has.files.erase(file); },
    async alarms(work) {
      if (!maySeeAlarms(work.by)) return [];
      return (await needs.trail.lately(work, 'many-addresses-opened', work.now.subtract({ hours: 24 * 30 }))).flatMap(({ at, to }) => (isId('Person', to) ? [{ at, by: to }] : []));
    },
    known: {
      agrees: async (work, person, purpose) => (await wishes.consentsOf(work, person)).some((one) => one.purpose === purpose && isLiving(one)),
      erasure: (work, person) => wishes.erasureOf(work, person),
    },
  };
}

type Retaining = Pick<Privacy, 'retain' | 'foreseeRetention' | 'keptUntil'>;
function retainingIn(has: PrivacyHas, needs: Needs): Retaining {
  const { people, inWork, retention: rules } = has;
  const uses = { needs, inWork, rules, forgets: { ...has.forgets, notes: (work: Work, country: Country, before: Temporal.Instant) => people.forgetNotes(work, country, before), signIns: (work: Work, before: Temporal.Instant) => people.forgetSignIns(work, before) } };
  return {
    retain: () => keepRetention(uses, false),
    foreseeRetention: async (by) => (maySeeAlarms(by) ? keepRetention(uses, true) : []),
    keptUntil(kind, country, now) {
      const rule = retentionOn(rules, kind, country, now.toZonedDateTimeISO(ZONE[country]).toPlainDate());
      if (!rule) throw new Error(`(${kind}) has no time for (${country}) yet. Maybe its rule begins later.`);
      return keptUntil(rule, now);
    },
  };
}

type Reading = Pick<Privacy, 'opening' | 'saidReason' | 'journalOf' | 'archiveOf' | 'archiveByPhone' | 'foreseeErasing'>;
const readingIn = (has: PrivacyHas, needs: Needs): Reading => ({
  async opening<T>(by: Actor, read: (work: Work) => Promise<Read<T> | undefined>) {
    const done = await has.inWork(by, async (work): Promise<Result<T, { kind: 'nothing-there' }>> => {
      const found = await read(work);
      if (!found) return no({ kind: 'nothing-there' });
      for (const opening of found.opened) await keepOpening(needs, work, opening);
      return ok(found.shows);
    });
    return done.ok ? done.value : undefined;
  },
  saidReason: (work, home) => saidReason(needs, work, home),
  journalOf: (work, person) => readJournal(needs, work, person),
  async archiveOf(by, person) {
    const archive = await has.inWork(by, (work) => exportPerson(needs, work, person));
    return archive.ok ? ok(await withPhotos(needs, archive.value)) : archive;
  },
  async archiveByPhone(by, person) {
    const may = await has.inWork(by, (work) => exportByPhone(needs, work, person));
    if (!may.ok) return may;
    const archive = must(await has.inWork(jobActor('archive'), async (work) => ok((await needs.homesOf(work, person)).map(({ id }) => id))));
    const asThey: Actor = { kind: 'person', person, homes: archive, mandates: [], roles: [] };
    return ok(await withPhotos(needs, must(await has.inWork(asThey, async (work) => ok(await gather(needs, work, person))))));
  },
  async foreseeErasing(by, person) {
    let seen: Result<Erased, CannotErase> = no({ kind: 'no-such-person' });
    await has.inWork(by, async (work) => {
      seen = await foreseeErasing(needs, work, person);
      return no({ kind: 'only-looking' });
    });
    return seen;
  },
});

type Wishing = Pick<Privacy, 'askErasure' | 'stopErasure' | 'erasureOf' | 'eraseDue' | 'giveConsent' | 'withdrawConsent' | 'consentsOf' | 'askBulkExport' | 'allowBulkExport' | 'useBulkExport' | 'bulkExports'>;
const wishingIn = (has: PrivacyHas, needs: Needs): Wishing => ({
  askErasure: (work, person) => askErasure(needs, work, person),
  stopErasure: (work, person) => stopErasure(needs, work, person),
  erasureOf: async (work, person) => (mayAskErasure(work.by, person) ? needs.wishes.erasureOf(work, person) : undefined),
  async eraseDue() {
    const house = jobActor('erase-due');
    const due = must(await has.inWork(house, async (work) => ok(await needs.wishes.dueErasures(work))));
    let done = 0;
    for (const { person } of due) {
      // Somebody who has a visit ahead since then is asked again, not erased.
      const erased = await has.inWork(house, async (work) => erasePerson(needs, work, person));
      if (erased.ok) { done += 1; for (const file of erased.value.files) await has.files.erase(file); }
    }
    return done;
  },
  giveConsent: (work, asked) => giveConsent(needs, work, asked),
  withdrawConsent: (work, asked) => withdrawConsent(needs, work, asked),
  consentsOf: async (work, person) => (mayAnswerFor(work.by, person) && (await needs.seesPerson(work, person)) ? needs.wishes.consentsOf(work, person) : []),
  askBulkExport: (work, asked) => askBulkExport(needs, work, asked),
  allowBulkExport: (work, id) => allowBulkExport(needs, work, id),
  useBulkExport: (work, asked) => useBulkExport(needs, work, asked),
  bulkExports: (work) => bulkExports(needs, work),
});
