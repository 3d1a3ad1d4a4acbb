import { type Currency, type Money, type VisitId, money, sum } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Pricing } from '#modules/pricing';
import type { Work } from '#platform/work';
import type { Contracts } from '#modules/contracts';
import { type Checklists, checklistOf } from './checklist.ts';
import { channelOf, extraText } from './do/ask-for-extra.ts';
import { endedAway, knownAway } from './do/look-away.ts';
import { type SheetNeeds, faultsOfSheet, langOf } from './do/write-sheet.ts';
import type { VisitSeen, Visits } from './front.ts';
import { isOperator, maySee, maySeeNotes, maySeePrices, mayWork } from './may.ts';
import { OUTCOME_RULES, type Outcome } from './outcome.ts';
import { codeCovers, priceRuleFor } from './rise.ts';
import { BLOCKS, type Block, type Sheet } from './sheet.ts';
import type { AwayNeeds, AwayStore } from './needs.ts';
import type { VisitsStore } from './store.ts';
import { minutesOf } from './time.ts';
import { type TaughtNeeds, taught } from './do/teach.ts';
import type { Bill, SheetToRead } from './told.ts';

type Needs = Pick<SheetNeeds, 'people' | 'readability'> & { booking: SheetNeeds['booking'] & TaughtNeeds['booking'] & AwayNeeds['booking'] } & { visits: VisitsStore & AwayStore; checklists: Checklists; pricing: Pick<Pricing, 'known'>; contracts: Pick<Contracts, 'known'> };
type Looks = Pick<Visits, 'see' | 'doorWord' | 'extra' | 'extrasOf' | 'codeCovers' | 'extraTerms' | 'sheet' | 'frozen' | 'known'>;

const readyMade = (outcome: Outcome): Record<Block, string> => Object.fromEntries(BLOCKS.map((block) => [block, `visits.sheet-${outcome}-${block}`])) as Record<Block, string>;

/** What was written, or the ready-made sentences of a visit where nobody came in. A visit that goes on has no sheet to read yet. */
async function sheetToRead(needs: Needs, work: Work, appointment: Pick<Appointment, 'id' | 'technician'>): Promise<SheetToRead | undefined> {
  const record = await needs.visits.record(work, appointment);
  if (!record.outcome) return undefined;
  const rule = OUTCOME_RULES[record.outcome];
  const about = { visit: record.id, outcome: record.outcome, next: rule.next };
  if (rule.sheet === 'ready-made') return { ...about, kind: 'ready-made', says: readyMade(record.outcome) };
  const sheet = await needs.visits.sheet(work, record.id);
  return sheet && { ...about, kind: 'written', lang: sheet.lang, blocks: sheet.blocks };
}

async function billOf(needs: Needs, work: Work, id: VisitId): Promise<Bill | undefined> {
  const appointment = await needs.booking.known.visit(work, id);
  const record = appointment && await needs.visits.record(work, appointment);
  if (!appointment || !record?.endedAt || !record.outcome) return undefined;
  const [quote, scope] = [await needs.pricing.known.quote(work, appointment.quote), await needs.pricing.known.scopeOf(work, appointment.quote)];
  const currency: Currency = quote?.ceiling.currency ?? money(0, appointment.country === 'FR' ? 'EUR' : 'GBP').currency;
  const quoted = new Set(scope?.tasks.flatMap((task) => task.items.map(({ item }) => item)) ?? []);
  const parts = (await needs.visits.parts(work, id)).filter(({ item }) => quoted.has(item));
  const { outcome, extras } = await endedAway(needs, work, appointment, record.outcome, await needs.visits.extras(work, id));
  const approvedExtras = extras.filter(({ state }) => state === 'approved');
  const { attended, unattended, perTask } = minutesOf(record.spans, record.endedAt);
  return {
    visit: id, outcome, rule: OUTCOME_RULES[outcome], attendedMinutes: attended, unattendedMinutes: unattended, ...(perTask ? { perTask } : {}),
    items: parts.map(({ item, quantity, task }) => ({ item, quantity, ...(task ? { task } : {}) })),
    approvedExtras, extrasGross: sum(approvedExtras.map(({ gross }) => gross), currency), extrasWorst: sum(approvedExtras.map(({ worst }) => worst), currency), endedAt: record.endedAt,
  };
}

/** A draft is the technician's own; once it is whole, the person reads it before they sign. */
const isReadable = ({ forStaff, record, sheetFaults }: Pick<VisitSeen, 'record' | 'sheetFaults'> & { forStaff: boolean }): boolean => forStaff || record.endedAt !== undefined || sheetFaults.length === 0;
/** Who may know when somebody comes but not what it costs reads the sheet without that block. */
const withoutPrice = (sheet: Sheet): Sheet => ({ ...sheet, blocks: { ...sheet.blocks, 'what-it-cost': '' } });

async function seen(needs: Needs, work: Work, appointment: Appointment): Promise<VisitSeen> {
  const record = await needs.visits.record(work, appointment);
  const { id } = appointment;
  const request = await needs.booking.known.request(work, appointment.request);
  const ticks = await needs.visits.ticks(work, id);
  const sheet = await needs.visits.sheet(work, id);
  const signature = await needs.visits.signature(work, id);
  const forStaff = maySeeNotes(work.by, appointment, work.now);
  const prices = maySeePrices(work.by, appointment, work.now);
  const toRead = prices ? (one: Sheet): Sheet => one : withoutPrice;
  const sheetFaults = await faultsOfSheet(needs, work, appointment, sheet);
  return {
    visit: id, request: appointment.request, home: appointment.home, provider: appointment.provider, technician: record.technician, country: appointment.country, record, sheetLang: await langOf(needs, work, appointment),
    minutes: minutesOf(record.spans, record.endedAt ?? work.now), checklist: checklistOf(needs.checklists, request?.tasks ?? [], ticks),
    parts: await needs.visits.parts(work, id), extras: prices ? await needs.visits.extras(work, id) : [], notes: forStaff ? await needs.visits.notes(work, id) : [], handedBack: await needs.visits.handedBack(work, id),
    sheetFaults, ...(sheet && isReadable({ forStaff, record, sheetFaults }) ? { sheet: toRead(sheet) } : {}), ...(signature ? { signature } : {}),
    worry: forStaff && !mayWork(work.by, appointment, work.now) ? await needs.visits.worryOf(work, id) : {},
    ...(record.outcome ? { rule: OUTCOME_RULES[record.outcome] } : {}),
  };
}

async function coveredAt(needs: Needs, work: Work, appointment: Appointment): Promise<Money | undefined> {
  const quote = await needs.pricing.known.quote(work, appointment.quote);
  return quote && codeCovers(await needs.visits.extras(work, appointment.id), quote.ceiling, priceRuleFor(work.now, appointment));
}

export function lookingIn(needs: Needs): Looks {
  const theirs = async (work: Work, id: VisitId): Promise<Appointment | undefined> => {
    const appointment = await needs.booking.known.visit(work, id);
    return appointment && maySee(work.by, appointment, work.now) ? appointment : undefined;
  };
  const priced = async (work: Work, id: VisitId): Promise<Appointment | undefined> => {
    const appointment = await theirs(work, id);
    return appointment && maySeePrices(work.by, appointment, work.now) ? appointment : undefined;
  };
  return {
    async see(work, id) {
      const appointment = await theirs(work, id);
      return appointment && seen(needs, work, appointment);
    },
    async doorWord(work, id) {
      const appointment = await needs.booking.known.visit(work, id);
      if (!appointment || !mayWork(work.by, appointment, work.now)) return undefined;
      return (await needs.visits.record(work, appointment)).state === 'at-door' ? (await needs.booking.known.doorOf(work, id))?.word : undefined;
    },
    async extra(work, id) {
      const extra = await needs.visits.extra(work, id);
      return extra && await priced(work, extra.visit) ? extra : undefined;
    },
    async extraTerms(work, id) {
      const extra = await needs.visits.extra(work, id);
      const appointment = extra && (await priced(work, extra.visit));
      if (!extra || !appointment) return undefined;
      const request = await needs.booking.known.request(work, appointment.request);
      const isAtWork = (await needs.visits.record(work, appointment)).state !== 'ended';
      return extraText(needs, work, appointment, extra, request?.lang ?? 'en', channelOf(work, extra, isAtWork));
    },
    extrasOf: async (work, id) => (await priced(work, id) ? needs.visits.extras(work, id) : []),
    codeCovers: async (work, id) => { const appointment = await priced(work, id); return appointment && coveredAt(needs, work, appointment); },
    async sheet(work, id) {
      const appointment = await theirs(work, id);
      const read = appointment && (await sheetToRead(needs, work, appointment));
      return read?.kind === 'written' && !maySeePrices(work.by, appointment as Appointment, work.now) ? { ...read, blocks: { ...read.blocks, 'what-it-cost': '' } } : read;
    },
    frozen: async (work) => (work.by.kind === 'job' || isOperator(work.by) ? needs.visits.frozen(work) : []),
    known: {
      async record(work, id) {
        const appointment = await needs.booking.known.visit(work, id);
        if (!appointment) throw new Error(`There is no such visit (${id}). Maybe it was asked for before it was booked.`);
        return needs.visits.record(work, appointment);
      },
      states: (work, ids) => needs.visits.states(work, ids),
      bill: (work, id) => billOf(needs, work, id),
      taught: (work) => taught(needs, work),
      filesInUse: async (work) => [...await needs.visits.filesInUse(work), ...await needs.visits.custodyFiles(work)],
      ...knownAway(needs),
      solvedBy: (work, technicians, span) => needs.visits.solvedBy(work, technicians, span),
      foundAt: (work, visits) => needs.visits.foundAt(work, visits),
      extra: (work, id) => needs.visits.extra(work, id),
      async sheet(work, id) {
        const appointment = await needs.booking.known.visit(work, id);
        return appointment && sheetToRead(needs, work, appointment);
      },
    },
  };
}
