import { type Money, type QuoteLineId, newId, zero } from '#kernel';
import { type CreditCase, creditFor } from './credit.ts';
import type { Draft } from './draft.ts';
import { LINE_KINDS, type QuoteLine } from './quote.ts';
import type { CreditRule } from './rules.ts';

/** What stamps every line of one quote. */
export type Stamp = Readonly<{ vatBasisPoints: number; day: Temporal.PlainDate; rule: CreditRule | undefined; about: CreditCase; id?: () => QuoteLineId }>;

const shared = (line: Draft, stamp: Stamp, worst: Readonly<{ quantity: number; gross: Money }>) => {
  const credit = creditFor(stamp.rule, stamp.about, line);
  return {
    id: (stamp.id ?? (() => newId('QuoteLine')))(), slot: line.slot, task: line.task, says: line.says, unit: line.unit, quantity: line.quantity,
    unitPrice: line.unitPrice, gross: line.gross, worst, vatBasisPoints: stamp.vatBasisPoints, ...(credit ? { credit } : {}),
  };
};

const renewsOn = (day: Temporal.PlainDate, every: 'month' | 'year'): Temporal.PlainDate => day.add(every === 'month' ? { months: 1 } : { years: 1 });

const named = (line: Draft): string => {
  if (line.item === undefined) throw new Error(`The line (${line.slot}) sells something without naming it.`);
  return line.item;
};

type Renewal = Readonly<{ every: 'month' | 'year'; renewsOn: Temporal.PlainDate; later: Money; minimumMonths?: number }>;
const renewalOf = (line: Draft, stamp: Stamp): Renewal | undefined => (line.every === 'once' ? undefined
  : { every: line.every, renewsOn: renewsOn(stamp.day, line.every), later: line.later ?? line.unitPrice, ...(line.minimumMonths === undefined ? {} : { minimumMonths: line.minimumMonths }) });

/** Turns a computed line into a line of a quote. What renews always says when: a part cannot, by its type. */
function asLine(line: Draft, stamp: Stamp, worst: Readonly<{ quantity: number; gross: Money }>): QuoteLine {
  const base = shared(line, stamp, worst);
  const renewal = renewalOf(line, stamp);
  return renewal ? renewingLine(line, base, renewal) : onceLine(line, base);
}

type Base = ReturnType<typeof shared>;

function onceLine(line: Draft, base: Base): QuoteLine {
  switch (line.kind) {
    case 'labour': case 'training': case 'travel': return { ...base, kind: line.kind, every: 'once' };
    case 'parts': return { ...base, kind: 'parts', every: 'once', item: named(line) };
    case 'licence': return { ...base, kind: 'licence', every: 'once', item: named(line) };
    case 'backup-security': return { ...base, kind: 'backup-security', every: 'once', item: line.item };
    case 'subscription': throw new Error(`A subscription never renews (${line.slot}).`);
  }
}

function renewingLine(line: Draft, base: Base, renewal: Renewal): QuoteLine {
  switch (line.kind) {
    case 'subscription': return { ...base, ...renewal, kind: 'subscription', item: named(line) };
    case 'licence': return { ...base, ...renewal, kind: 'licence', item: named(line) };
    case 'backup-security': return { ...base, ...renewal, kind: 'backup-security', item: line.item };
    case 'labour': case 'training': case 'travel': case 'parts': throw new Error(`Something that renews was called ${line.kind} (${line.slot}).`);
  }
}

const ORDER = new Map(LINE_KINDS.map((kind, i) => [kind, i]));

/** Lines in the order that every quote shares. */
export const inKindOrder = (lines: readonly QuoteLine[]): QuoteLine[] => lines.toSorted((a, b) => (ORDER.get(a.kind) ?? 0) - (ORDER.get(b.kind) ?? 0));

/**
 * Joins the two ends of a scope, line by line: each line carries what is likely and what it can be at worst. A line that
 * only the worst case has stands with quantity 0, so that nothing can appear on a bill that was not on the quote.
 */
export function joinLines(expected: readonly Draft[], worst: readonly Draft[], stamp: Stamp): QuoteLine[] {
  const likely = new Map(expected.map((line) => [line.slot, line]));
  const slots = [...new Set([...worst, ...expected].map((line) => line.slot))];
  const last = new Map(worst.map((line) => [line.slot, line]));
  return inKindOrder(slots.map((slot) => {
    const most = last.get(slot);
    const here = likely.get(slot);
    const none = (from: Draft): Draft => ({ ...from, quantity: 0, gross: zero(from.gross.currency) });
    const now = here ?? none(most as Draft);
    const then = most ?? none(now);
    return asLine(now, stamp, { quantity: then.quantity, gross: then.gross });
  }));
}
