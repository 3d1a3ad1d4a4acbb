import { type Currency, type Money, zero } from '#kernel';
import { soundsRenewing } from './catalogue.ts';
import { type About, type Draft, draft, says } from './draft.ts';
import type { Every, LineKind, Says, Unit } from './quote.ts';
import type { Scope } from './scope.ts';

/** A line as a provider writes it. `quantity` is likely, `most` at worst; `price` for one unit, all-in; `vatBasisPoints` the tax inside it. */
export type OwnLine = Readonly<{ kind: LineKind; words: string; unit: Unit; quantity: number; most: number; price: Money; vatBasisPoints: number; every: Every; later?: Money | undefined }>;
/** A quote as a provider writes it. */
export type OwnOffer = Readonly<{ lines: readonly OwnLine[]; validDays: number; guaranteeDays: number; notIncluded: string; dearerWhen: string }>;

/** What is wrong with a line (from 0), and with which part of it; `says` is a sentence of the catalogue. */
export type WrongLine = Readonly<{ line: number; part: keyof OwnLine; says: string }>;

/** What each kind may be counted in. */
export const UNITS: Readonly<Record<LineKind, readonly Unit[]>> = {
  labour: ['minute', 'package', 'visit'], training: ['minute', 'package', 'visit'], travel: ['visit', 'kilometre', 'mile'], parts: ['piece'],
  licence: ['licence', 'month', 'year'], subscription: ['month', 'year'], 'backup-security': ['package', 'piece', 'month', 'year'],
};
const SELLS: ReadonlySet<LineKind> = new Set(['parts', 'licence', 'subscription']);
const ONCE_ONLY: ReadonlySet<LineKind> = new Set(['labour', 'training', 'travel', 'parts']);
const MOST_QUANTITY = 10_000;
export const MOST_LINES = 20;

const whole = (number: number): boolean => Number.isSafeInteger(number) && number >= 0 && number <= MOST_QUANTITY;

/**
 * What is wrong with the lines of an offer: a line without unit, quantity or the right tax, and anything that renews but
 * is called work or a part. `vat` is the rate of this provider, 0 when it is not registered.
 */
export function wrongLines(lines: readonly OwnLine[], vat: number): WrongLine[] {
  return lines.flatMap((line, at): WrongLine[] => {
    const renews = line.every !== 'once';
    const rules: readonly (readonly [boolean, keyof OwnLine, string])[] = [
      [line.words.trim().length < 3, 'words', 'pricing.own-words-missing'],
      [!UNITS[line.kind].includes(line.unit), 'unit', 'pricing.own-unit-wrong'],
      [!whole(line.quantity) || !whole(line.most) || line.most < 1 || line.quantity > line.most, 'quantity', 'pricing.own-quantity-wrong'],
      [line.vatBasisPoints !== vat, 'vatBasisPoints', vat === 0 ? 'pricing.own-no-tax' : 'pricing.own-tax-missing'],
      [ONCE_ONLY.has(line.kind) && (renews || soundsRenewing(line.words)), 'kind', 'pricing.own-hidden'],
      [line.kind === 'subscription' && !renews, 'every', 'pricing.own-renews-when'],
      [(line.unit === 'month' || line.unit === 'year') && line.every !== line.unit, 'every', 'pricing.own-renews-when'],
      [renews && line.later === undefined, 'later', 'pricing.own-later-missing'],
    ];
    return rules.flatMap(([wrong, part, sentence]) => (wrong ? [{ line: at, part, says: sentence }] : []));
  });
}

/** A provider's own words as a sentence. */
export const ownWords = (words: string): Says => says('own-words', { words: words.trim() });

const slotOf = (line: OwnLine, at: number, key: string): string => (SELLS.has(line.kind) ? `item.own.${key}` : line.kind === 'travel' ? `travel.own.${at + 1}` : `time.own.${at + 1}`);

/** What lines that nobody counted task by task are about: all tasks, by how long each is likely to take. */
export const aboutAll = (scope: Scope): About => scope.tasks.map((task) => ({ leaf: task.leaf, weight: Math.max(1, task.minutes.expected) }));

/** The lines at both ends, as a tariff would have computed them. `key` names what is sold and is new for each offer. */
export function ownDrafts(lines: readonly OwnLine[], scope: Scope, currency: Currency, key: (at: number) => string): Readonly<{ expected: Draft[]; worst: Draft[] }> {
  const about = aboutAll(scope);
  const at = (end: 'quantity' | 'most') => (line: OwnLine, place: number): Draft[] => (line[end] === 0 ? [] : [draft({
    slot: slotOf(line, place, key(place)), kind: line.kind, says: ownWords(line.words), unit: line.unit, quantity: line[end], unitPrice: line.price, every: line.every, about,
    ...(SELLS.has(line.kind) ? { item: key(place) } : {}), ...(line.later ? { later: line.later } : {}),
  })]);
  const travel = lines.some((line) => line.kind === 'travel') || scope.way === 'remote' || scope.way === 'workshop' ? []
    : [draft({ slot: 'travel', kind: 'travel', unit: 'visit', quantity: 1, unitPrice: zero(currency), says: says('line-travel-included'), about })];
  return { expected: [...lines.flatMap(at('quantity')), ...travel], worst: [...lines.flatMap(at('most')), ...travel] };
}
