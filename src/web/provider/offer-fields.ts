import { type Currency, money } from '#kernel';
import { MOST_CENTS, MOST_LINES, type OwnLine, type OwnOffer, UNITS, type WrongLine } from '#modules/pricing';
import type { Problem, Typed } from '#platform/http/index';

const FEWEST_ROWS = 5;
const PARTS = ['kind', 'words', 'unit', 'quantity', 'most', 'price', 'vat', 'every', 'later'] as const;
type Part = (typeof PARTS)[number];
const ROWS: readonly number[] = Array.from({ length: MOST_LINES }, (_, at) => at);
export const KINDS = Object.keys(UNITS) as (keyof typeof UNITS)[];
export const ALL_UNITS = [...new Set(Object.values(UNITS).flat())];
export const EVERY = ['once', 'month', 'year'] as const;
/** The field of the form that a part of a line was typed into. */
const FIELD: Readonly<Record<keyof OwnLine, Part>> = { kind: 'kind', words: 'words', unit: 'unit', quantity: 'quantity', most: 'most', price: 'price', vatBasisPoints: 'vat', every: 'every', later: 'later' };

const isUsed = (typed: Typed, row: number): boolean => ['words', 'quantity', 'price'].some((part) => (typed[`line-${row}-${part}`] ?? '').trim() !== '');
/** The rows that the form shows: those in use and two empty ones. */
export const rowsShown = (typed: Typed): readonly number[] => ROWS.slice(0, Math.max(FEWEST_ROWS, (ROWS.findLast((row) => isUsed(typed, row)) ?? 0) + 3));

function numberIn(typed: Typed, field: string, most: number, problems: Problem[]): number | undefined {
  const text = (typed[field] ?? '').replaceAll(/[\s€£]/g, '').replace(',', '.');
  if (text === '') return undefined;
  const number = /^\d+(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= 0 && number <= most) return number;
  problems.push({ field, says: 'prices.number-unclear' });
  return undefined;
}

/** What was typed, as an offer; with what could not be read. `rows`: the row of the form that each line stands in. */
export function offerIn(typed: Typed, currency: Currency): Readonly<{ offer: OwnOffer; rows: readonly number[]; problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const rows = ROWS.filter((row) => isUsed(typed, row));
  const lines = rows.map((row): OwnLine => {
    const at = (part: Part): string => `line-${row}-${part}`;
    const before = problems.length;
    const price = numberIn(typed, at('price'), MOST_CENTS / 100, problems);
    if (price === undefined && problems.length === before) problems.push({ field: at('price'), says: 'prices.missing' });
    const quantity = numberIn(typed, at('quantity'), 10_000, problems) ?? -1;
    const later = numberIn(typed, at('later'), MOST_CENTS / 100, problems);
    const vat = typed[at('vat')] ?? '';
    return {
      kind: KINDS.find((kind) => kind === typed[at('kind')]) ?? 'labour', words: typed[at('words')] ?? '', unit: ALL_UNITS.find((unit) => unit === typed[at('unit')]) ?? 'block', quantity,
      most: numberIn(typed, at('most'), 10_000, problems) ?? quantity, price: money(Math.round((price ?? 0) * 100), currency), vatBasisPoints: /^\d{1,5}$/.test(vat) ? Number(vat) : -1,
      every: EVERY.find((every) => every === typed[at('every')]) ?? 'once', later: later === undefined ? undefined : money(Math.round(later * 100), currency),
    };
  });
  if (lines.length === 0) problems.push({ field: 'line-0-words', says: 'pricing.no-lines' });
  const validDays = numberIn(typed, 'validDays', 180, problems) ?? 0;
  if (validDays < 7) problems.push({ field: 'validDays', says: 'offer.valid-too-short' });
  const text = (name: string): string => (typed[name] ?? '').trim().slice(0, 1_000);
  if (text('notIncluded') === '') problems.push({ field: 'notIncluded', says: 'offer.not-included-missing' });
  if (text('dearerWhen') === '' && lines.some(({ quantity, most }) => most > quantity)) problems.push({ field: 'dearerWhen', says: 'offer.dearer-missing' });
  return { offer: { lines, validDays: Math.round(validDays), guaranteeDays: Math.round(numberIn(typed, 'guarantee', 730, problems) ?? 0), notIncluded: text('notIncluded'), dearerWhen: text('dearerWhen') }, rows, problems };
}

/** What pricing found wrong, at the fields it was typed into. */
export const problemsOf = (lines: readonly WrongLine[], rows: readonly number[]): Problem[] => lines.map(({ line, part, says }) => ({ field: `line-${rows[line] ?? 0}-${FIELD[part]}`, says }));
