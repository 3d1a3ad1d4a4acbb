import type { Currency } from '#kernel';
import { type Tariff, type TariffShapes, tariffAsk } from '#modules/pricing';
import type { Problem } from '#platform/http/index';
import type { ReadRow } from '#platform/tables/index';
import { shapesOf } from './packages.ts';

/** A tariff as rows of a table: where a figure stands (with dots), and the figure. Amounts in whole units, yes and no for what is so or not. */
export type PriceRow = Readonly<{ what: string; value: string }>;
/** A row that is refused, with the sentence why. */
export type RefusedRow = Readonly<{ line: number; what: string; says: string; with?: Record<string, string> }>;
export type ReadPrices = Readonly<{ shapes?: TariffShapes | undefined; read: number; refused: readonly RefusedRow[] }>;

const AMOUNTS: ReadonlySet<string> = new Set(['price', 'hourly', 'call', 'most', 'perExtraDevice', 'minimum', 'diagnosis', 'fee', 'missedVisit', 'later']);
const NUMBERS: ReadonlySet<string> = new Set(['minutes', 'step', 'metres', 'freeMetres', 'upToMetres', 'unitMetres', 'withinMetres', 'basisPoints', 'depositBasisPoints', 'minimumMonths', 'hours', 'days']);
const YES_NO: ReadonlySet<string> = new Set(['travelIncluded', 'travelForCredit']);
const isAmount = (value: unknown): value is { cents: number } => typeof value === 'object' && value !== null && 'cents' in value;

function rowsIn(value: unknown, path: string): PriceRow[] {
  if (value === undefined) return [];
  if (isAmount(value)) return [{ what: path, value: (value.cents / 100).toFixed(2) }];
  if (typeof value === 'boolean') return [{ what: path, value: value ? 'yes' : 'no' }];
  if (typeof value !== 'object' || value === null) return [{ what: path, value: String(value) }];
  return Object.entries(value).flatMap(([name, inside]) => rowsIn(inside, path === '' ? name : `${path}.${Array.isArray(value) ? String(Number(name) + 1) : name}`));
}
/** Every figure of a tariff as a row; read again it is the same tariff. */
export const priceRows = (tariff: Tariff): PriceRow[] => rowsIn(shapesOf(tariff), '');

/** What a value is, by the name that stands last (before a number, where it is one of several). */
const kindOf = (path: readonly string[]): string => path.findLast((part) => !/^\d+$/.test(part)) ?? '';

/** One cell read; undefined when it is nothing of its kind. */
function valueOf(path: readonly string[], text: string, currency: Currency): unknown {
  const kind = kindOf(path);
  const number = Number(text.replaceAll(/[\s€£%]/g, '').replace(',', '.'));
  if (AMOUNTS.has(kind)) return text !== '' && number >= 0 && Number.isFinite(number) ? { cents: Math.round(number * 100), currency } : undefined;
  if (NUMBERS.has(kind)) return text !== '' && Number.isFinite(number) ? number : undefined;
  if (YES_NO.has(kind)) return /^(yes|oui|true|1)$/i.test(text) ? true : /^(no|non|false|0)$/i.test(text) ? false : undefined;
  return text === '' ? undefined : text;
}

type Tree = { [name: string]: unknown };
const PLAIN = /^[a-zA-Z0-9-]+$/;

/** Hangs a value into the tree; false where something else hangs already. Names that JavaScript gives a meaning are none of ours. */
function hang(tree: Tree, path: readonly string[], value: unknown): boolean {
  if (path.length === 0 || path.length > 8 || path.some((part) => !PLAIN.test(part) || part === '__proto__' || part === 'constructor' || part === 'prototype')) return false;
  let at = tree;
  for (const part of path.slice(0, -1)) {
    const next = Object.hasOwn(at, part) ? at[part] : (at[part] = {});
    if (typeof next !== 'object' || next === null || isAmount(next)) return false;
    at = next as Tree;
  }
  const last = path.at(-1) ?? '';
  if (Object.hasOwn(at, last)) return false;
  at[last] = value;
  return true;
}

/** Numbered parts become lists, in the order of their numbers. */
function listed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || isAmount(value)) return value;
  const parts = Object.entries(value);
  if (parts.length > 0 && parts.every(([name]) => /^\d+$/.test(name))) return parts.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, inside]) => listed(inside));
  return Object.fromEntries(parts.map(([name, inside]) => [name, listed(inside)]));
}

// Lists and books that may be empty: a table has no row for what is not there.
const EMPTY = { packages: [], prices: {}, surcharges: {}, time: {} };

/** Where in the table an issue of the schema stands: lists count from 1 there. */
const placeOf = (path: readonly PropertyKey[]): string => path.map((part) => (typeof part === 'number' ? String(part + 1) : String(part))).join('.');
const sentenceFor = (message: string): Problem['says'] => (/^pricing\.[a-z-]+$/.test(message) ? message : 'price-table.not-so');

type Hung = Readonly<{ tree: Tree; lines: ReadonlyMap<string, number>; refused: readonly RefusedRow[] }>;
/** Every row that can be read hangs in its place; the others say why not. */
function hung(rows: readonly ReadRow[], currency: Currency): Hung {
  const tree: Tree = {};
  const lines = new Map<string, number>();
  const refused: RefusedRow[] = [];
  for (const { line, cells: { what = '', value: text = '' } } of rows) {
    const path = what.split('.');
    const value = valueOf(path, text, currency);
    if (value === undefined) refused.push({ line, what, says: 'price-table.unreadable', with: { value: text } });
    else if (hang(tree, path, value)) lines.set(what, line);
    else refused.push({ line, what, says: lines.has(what) ? 'price-table.twice' : 'price-table.unknown' });
  }
  return { tree, lines, refused };
}

type Issue = Readonly<{ code?: string | undefined; path: readonly PropertyKey[]; message: string; keys?: readonly string[] }>;
/** What does not fit, at the row in which it stands (the first line, where nothing stands). */
function misfits(issue: Issue, lines: Hung['lines']): RefusedRow[] {
  const lineOf = (what: string): number => lines.get(what) ?? [...lines].find(([name]) => name.startsWith(`${what}.`))?.[1] ?? 1;
  if (issue.code !== 'unrecognized_keys') { const what = placeOf(issue.path); return [{ line: lineOf(what), what, says: sentenceFor(issue.message) }]; }
  return (issue.keys ?? []).map((key) => { const what = placeOf([...issue.path, key]); return { line: lineOf(what), what, says: 'price-table.unknown' }; });
}

/** Reads a table of prices. Nothing is a tariff before every row is read and all of them fit together. */
export function readPrices(rows: readonly ReadRow[], currency: Currency): ReadPrices {
  const { tree, lines, refused } = hung(rows, currency);
  const parsed = tariffAsk(currency).strict().safeParse({ ...EMPTY, ...(listed(tree) as object) });
  const all = [...refused, ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => misfits(issue as Issue, lines)))].toSorted((a, b) => a.line - b.line);
  return { read: rows.length, refused: all, ...(parsed.success && all.length === 0 ? { shapes: parsed.data as TariffShapes } : {}) };
}
