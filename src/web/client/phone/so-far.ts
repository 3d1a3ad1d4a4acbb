import type { Entry } from './outbox.ts';

/** A visit as the page knew it, and as it is with what was done since without signal. Knows no browser. */
export type State = 'expected' | 'at-door' | 'working' | 'frozen' | 'ended';
type Kind = 'attended' | 'unattended';
export type Span = Readonly<{ kind: Kind; from: string; until?: string | undefined }>;
export type Base = Readonly<{
  visit: string; now: string; state: State; wrong: number; tries: number; arrivedAt?: string; startedAt?: string; promisedFrom: string; waitMinutes: number; spans: readonly Span[]; ticks: Readonly<Record<string, string>>;
  blocks: Readonly<Record<string, string>>; shortest: number; longestSentence: number; shown?: string; signed: boolean; outcome?: string; needsStart: readonly string[]; needsSheet: readonly string[]; missedFee: readonly string[];
  /** How much more the person's number can agree to, in cents; and what each extra that waits costs at most. */
  covers: number; costs: Readonly<Record<string, number>>;
}>;
export type SoFar = Base & Readonly<{ parts: readonly Readonly<{ item: string; quantity: string }>[]; notes: readonly Readonly<{ phase: string; text: string; photo: boolean }>[]; proposed: readonly string[]; answered: Readonly<Record<string, string>>; invoice: boolean }>;

const stopped = (spans: readonly Span[], at: string, kind?: string): Span[] => spans.map((span) => (span.until || (kind && span.kind !== kind) ? span : { ...span, until: at }));
const started = (spans: readonly Span[], at: string, kind: string): Span[] =>
  (spans.some((span) => !span.until && span.kind === kind) ? [...spans] : [...spans, { kind: kind as Kind, from: at }]);

/** A code that is tried counts where it was tried: `right` says what this telephone found. */
function withCode(visit: SoFar, { at, fields }: Entry): SoFar {
  if (fields['right'] === 'yes') return { ...visit, wrong: 0 };
  const wrong = visit.wrong + 1;
  return wrong < visit.tries ? { ...visit, wrong } : { ...visit, wrong, state: 'frozen', spans: stopped(visit.spans, at) };
}

const DOES: Readonly<Record<string, (visit: SoFar, entry: Entry) => SoFar>> = {
  arrive: (visit, { at }) => (visit.state === 'expected' ? { ...visit, state: 'at-door', arrivedAt: at } : visit),
  'check-in'(visit, entry) {
    const tried = withCode(visit, entry);
    return tried.wrong > 0 || visit.state !== 'at-door' ? tried : { ...tried, state: 'working', startedAt: entry.at, spans: started(visit.spans, entry.at, 'attended') };
  },
  start: (visit, { at, fields }) => ({ ...visit, spans: started(visit.spans, at, fields['kind'] ?? 'attended') }),
  stop: (visit, { at, fields }) => ({ ...visit, spans: stopped(visit.spans, at, fields['kind']) }),
  tick: (visit, { fields }) => ({ ...visit, ticks: { ...visit.ticks, [`${fields['task']}/${fields['step']}`]: fields['ticked'] ?? 'done' } }),
  part: (visit, { fields }) => ({ ...visit, parts: [...visit.parts, { item: fields['item'] ?? '', quantity: fields['quantity'] ?? '1' }] }),
  extra: (visit, { fields }) => ({ ...visit, proposed: [...visit.proposed, fields['says'] ?? ''] }),
  note: (visit, { fields, picture }) => ({ ...visit, notes: [...visit.notes, { phase: fields['phase'] ?? 'before', text: fields['text'] ?? '', photo: picture !== undefined }] }),
  // A sheet that changes is signed again.
  sheet: (visit, { fields }) => ({ ...visit, signed: false, blocks: Object.fromEntries(Object.keys(visit.blocks).map((block) => [block, fields[block] ?? ''])) }),
  'hand-back': (visit, { fields }) => ({ ...visit, shown: fields['how'] ?? 'alone' }),
  sign(visit, entry) { const tried = withCode(visit, entry); return tried.wrong > 0 ? tried : { ...tried, signed: true }; },
  'by-hand/drawn': (visit) => ({ ...visit, signed: true }),
  'by-hand/spoken': (visit) => ({ ...visit, signed: true }),
  freeze: (visit, { at }) => ({ ...visit, state: 'frozen', spans: stopped(visit.spans, at) }),
  end: (visit, { at, fields }) => ({ ...visit, state: 'ended', outcome: fields['outcome'] ?? 'solved', spans: stopped(visit.spans, at) }),
  invoice: (visit) => ({ ...visit, invoice: true }),
};

const extraOf = ({ act }: Pick<Entry, 'act'>): string => act.slice('extras/'.length);

function withAnswer(visit: SoFar, entry: Entry): SoFar {
  const tried = entry.fields['code'] ? withCode(visit, entry) : visit;
  if (tried.wrong > 0) return tried;
  const [extra, answer] = [extraOf(entry), entry.fields['answer'] ?? 'no'];
  return { ...tried, covers: answer === 'yes' ? tried.covers - (tried.costs[extra] ?? 0) : tried.covers, answered: { ...tried.answered, [extra]: answer } };
}

/** The visit with everything that waits for it. What was refused did not happen. */
export const soFar = (base: Base, entries: readonly Entry[]): SoFar => entries.filter((entry) => entry.visit === base.visit && !entry.refused)
  .reduce((visit, entry) => (entry.act.startsWith('extras/') ? withAnswer(visit, entry) : (DOES[entry.act] ?? ((same: SoFar) => same))(visit, entry)), { ...base, parts: [], notes: [], proposed: [], answered: {}, invoice: false } as SoFar);

const lengthOf = (spans: readonly Span[], now: string): number => {
  let [sum, reached] = [0, -Infinity];
  for (const [from, until] of spans.map((span) => [Date.parse(span.from), Date.parse(span.until ?? now)] as const).toSorted(([a], [b]) => a - b)) {
    sum += Math.max(0, until - Math.max(from, reached));
    reached = Math.max(reached, until);
  }
  return sum;
};
/** Whole minutes until `now`, as the house counts them: time in which somebody works while a machine works too is somebody's work. */
export function minutesOf({ spans }: Pick<SoFar, 'spans'>, now: string): Record<Kind, number> {
  const attended = lengthOf(spans.filter(({ kind }) => kind === 'attended'), now);
  return { attended: Math.floor(attended / 60_000), unattended: Math.floor((lengthOf(spans, now) - attended) / 60_000) };
}

/** A sentence ends at its stop; words are runs of letters or figures: as the house reads a sheet. */
const sentencesIn = (text: string): string[] => text.replaceAll('**', '').split(/(?<=[.!?…]["”»’)]*)\s+/u);
const wordsIn = (text: string): number => (text.match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? []).length;
/** What the sheet still lacks: which block, and why. */
export function sheetLacks({ blocks, shortest, longestSentence }: Pick<Base, 'blocks' | 'shortest' | 'longestSentence'>): { block: string; why: 'work.sheet-empty' | 'work.sheet-sentence-too-long' } | undefined {
  for (const [block, text] of Object.entries(blocks)) {
    if (text.trim().length < shortest) return { block, why: 'work.sheet-empty' };
    if (sentencesIn(text).some((sentence) => wordsIn(sentence) > longestSentence)) return { block, why: 'work.sheet-sentence-too-long' };
  }
  return undefined;
}

const CODES = /^\D*(\d\D*){4}$/;
const FIELDS: Readonly<Record<string, (fields: Entry['fields'], hasPicture: boolean) => string | undefined>> = {
  note: ({ text }) => ((text ?? '').trim().length < 2 ? 'work.note-missing' : undefined),
  part: ({ quantity }) => (/^([1-9]\d?|100)$/.test((quantity ?? '').trim()) ? undefined : 'work.number-unclear'),
  extra: ({ says, price }) => ((says ?? '').trim().length < 3 ? 'work.extra-what-missing' : /^\d{1,4}([.,]\d{1,2})?$/.test((price ?? '').trim()) ? undefined : 'work.price-unclear'),
  'check-in': ({ code }) => (CODES.test(code ?? '') ? undefined : 'work.code-unclear'),
  sign: ({ code }) => (CODES.test(code ?? '') ? undefined : 'work.code-unclear'),
  'by-hand/spoken': ({ words }) => ((words ?? '').trim().length < 2 ? 'sign.spoken-missing' : undefined),
  'by-hand/drawn': (_fields, hasPicture) => (hasPicture ? undefined : 'sign.empty'),
  end: ({ outcome }) => (outcome ? undefined : 'work.outcome-missing'),
};
const STATES: Readonly<Record<string, string>> = { ended: 'visits.visit-over', frozen: 'visits.visit-frozen', expected: 'visits.not-at-the-door', 'at-door': 'visits.visit-not-started' };

function cannotEnd(visit: SoFar, { fields, at }: Pick<Entry, 'fields' | 'at'>): string | undefined {
  const outcome = fields['outcome'] ?? '';
  if (visit.state === 'frozen' && outcome !== 'unsafe') return STATES['frozen'];
  if (visit.state === 'expected') return STATES['expected'];
  if (visit.needsStart.includes(outcome) && !visit.startedAt) return STATES['at-door'];
  if (visit.missedFee.includes(outcome) && visit.startedAt) return 'visits.visit-has-started';
  const waited = Math.max(Date.parse(visit.arrivedAt ?? at), Date.parse(visit.promisedFrom)) + visit.waitMinutes * 60_000;
  if (outcome === 'nobody-home' && Date.parse(at) < waited) return 'visits.wait-at-the-door';
  return visit.needsSheet.includes(outcome) && sheetLacks(visit) ? 'visits.sheet-incomplete' : undefined;
}

const fieldsSay = ({ act, fields, picture }: Pick<Entry, 'act' | 'fields' | 'picture'>): string | undefined =>
  (act.startsWith('extras/') ? (fields['answer'] === 'yes' && !CODES.test(fields['code'] ?? '') ? 'work.code-unclear' : undefined) : FIELDS[act]?.(fields, picture !== undefined));

/** Far above what was agreed only a yes of their own counts: it waits for the signal. */
const isBeyondCode = (visit: SoFar, { act, fields }: Pick<Entry, 'act' | 'fields'>): boolean => act.startsWith('extras/') && fields['answer'] === 'yes' && (visit.costs[extraOf({ act })] ?? Infinity) > visit.covers;

/** What needs a clock that runs, a sheet that is whole, and nothing but a door. */
function workSays(visit: SoFar, { act, fields }: Pick<Entry, 'act' | 'fields'>): string | undefined {
  if (visit.state === 'frozen') return STATES['frozen'];
  if (act === 'arrive') return undefined;
  if (act === 'check-in') return visit.state === 'expected' ? STATES['expected'] : undefined;
  if (visit.state !== 'working') return STATES['at-door'];
  if (isBeyondCode(visit, { act, fields })) return 'visits.own-yes-needed';
  if (act === 'stop' && !visit.spans.some((span) => !span.until && span.kind === fields['kind'])) return 'visits.no-clock-runs';
  return (act === 'sign' || act.startsWith('by-hand/')) && sheetLacks(visit) ? 'visits.sheet-incomplete' : undefined;
}

/** Why this cannot be, in a key of the catalogue; undefined when it can. The same rules as the house's, so that nothing is refused once everybody has gone; the house judges again. */
export function cannot(visit: SoFar, entry: Pick<Entry, 'act' | 'fields' | 'at' | 'picture'>): string | undefined {
  const wrong = fieldsSay(entry);
  if (wrong) return wrong;
  if (visit.state === 'ended') return entry.act === 'invoice' ? undefined : STATES['ended'];
  if (entry.act === 'end') return cannotEnd(visit, entry);
  return entry.act === 'freeze' ? undefined : workSays(visit, entry);
}
