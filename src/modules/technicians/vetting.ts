import { type Country, type PersonId, type ProviderId, type Result, type TechnicianId, no, ok } from '#kernel';

/** What is checked of a firm: counts for everybody who comes from it. */
export const FIRM_KINDS = ['firm-registration', 'firm-insurance'] as const;
export type FirmKind = (typeof FIRM_KINDS)[number];
export type OwnKind = 'identity' | 'criminal-record' | 'insurance' | 'reference' | 'certificate' | 'charter';
export type VettingKind = OwnKind | FirmKind;
export const VETTING_KINDS: readonly OwnKind[] = ['identity', 'criminal-record', 'insurance', 'reference', 'certificate', 'charter'];

/** What was checked, by whom, when and how, and until when it holds. Never the document itself. */
export type Vetting = Readonly<{
  id: string;
  technician: TechnicianId;
  kind: VettingKind;
  /** For a certificate: what it is about. */
  skill?: string;
  outcome: 'good' | 'bad';
  verifiedOn: Temporal.PlainDate;
  /** Who looked; undefined when the house's own job recorded it. */
  verifiedBy?: PersonId;
  how: string;
  until?: Temporal.PlainDate;
  /** Recorded by the person themselves, where one person is all there is: shown as such. */
  selfDeclared?: boolean;
}>;

/** What must be in order before someone is sent to a home (GB: a basic disclosure is customary there and lawful to ask for). */
export const REQUIRED: Readonly<Record<Country, readonly VettingKind[]>> = {
  FR: ['identity', 'insurance', 'charter'],
  GB: ['identity', 'insurance', 'charter', 'criminal-record'],
};

/** One check of a firm, as of its people. */
export type FirmCheck = Omit<Vetting, 'technician' | 'kind' | 'skill'> & Readonly<{ provider: ProviderId; kind: FirmKind }>;

export const isFirmKind = (kind: VettingKind): kind is FirmKind => (FIRM_KINDS as readonly string[]).includes(kind);

export type CannotSend = { kind: 'technician-suspended' } | { kind: 'vetting-missing'; what: VettingKind } | { kind: 'vetting-expired'; what: VettingKind; since: Temporal.PlainDate };

const before = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) < 0;

/** The newest word on a kind of check counts: a later bad one undoes an earlier good one. Of two of one day, the one that stands first: records come newest first. */
export function newestOf(records: readonly Vetting[], kind: VettingKind, day: Temporal.PlainDate): Vetting | undefined {
  return records.filter((record) => record.kind === kind && !before(day, record.verifiedOn))
    .reduce<Vetting | undefined>((newest, record) => (newest && !before(newest.verifiedOn, record.verifiedOn) ? newest : record), undefined);
}

/** The certificate about a skill (undefined: about none in particular) that holds on a day. What somebody declared of themselves proves nothing. */
export function certificateOn(records: readonly Vetting[], skill: string | undefined, day: Temporal.PlainDate): Vetting | undefined {
  const record = newestOf(records.filter((one) => one.skill === skill), 'certificate', day);
  return record && record.outcome === 'good' && !record.selfDeclared && !(record.until && before(record.until, day)) ? record : undefined;
}

/** Whether someone may be sent to a home on a day; the last day of a check still counts. */
export function maySend(standing: 'active' | 'suspended', country: Country, records: readonly Vetting[], day: Temporal.PlainDate): Result<true, CannotSend> {
  if (standing === 'suspended') return no({ kind: 'technician-suspended' });
  for (const what of REQUIRED[country]) {
    const newest = newestOf(records, what, day);
    if (!newest || newest.outcome === 'bad') return no({ kind: 'vetting-missing', what });
    if (newest.until && before(newest.until, day)) return no({ kind: 'vetting-expired', what, since: newest.until });
  }
  // Of a firm what was recorded counts.
  for (const what of FIRM_KINDS) {
    const newest = newestOf(records, what, day);
    if (newest?.outcome === 'bad') return no({ kind: 'vetting-missing', what });
    if (newest?.until && before(newest.until, day)) return no({ kind: 'vetting-expired', what, since: newest.until });
  }
  return ok(true);
}
