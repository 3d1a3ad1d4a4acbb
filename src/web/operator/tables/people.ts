import { type Address, type Country, type PersonId, ok } from '#kernel';
import { PREFERS, address as addressAsk, asksToWelcome, holdsCode, phoneFrom } from '#modules/people';
import type { Cells } from '#platform/tables/index';
import type { TableKind, WrongCell } from './kinds.ts';

const MOST_NOTES = 1_000;
const text = (cells: Cells, column: string): string => cells[column] ?? '';
const maybe = (cells: Cells, column: string): string | undefined => (text(cells, column) === '' ? undefined : text(cells, column));
const one = <T extends string>(all: readonly T[], typed: string): T | undefined => all.find((each) => each === typed.toLowerCase());
/** The column in which a part of a person stands. */
const COLUMN: Readonly<Record<string, string>> = { givenName: 'given_name', familyName: 'family_name', lang: 'language', country: 'country', phone: 'phone', email: 'email', prefers: 'prefers', line: 'line', postcode: 'postcode', town: 'town' };

/** A way of being told needs what it goes to. */
const unreachable = (prefers: string | undefined, phone: string | undefined, email: string | undefined): boolean => ((prefers === 'sms' || prefers === 'phone') && phone === undefined) || (prefers === 'mail' && email === undefined);

const languageOf = (cells: Cells, country: Country | undefined): 'fr' | 'en' | undefined => (maybe(cells, 'language') === undefined ? (country === 'GB' ? 'en' : 'fr') : one(['fr', 'en'], text(cells, 'language')));
const prefersOf = (cells: Cells, phone: string | undefined): (typeof PREFERS)[number] | undefined => (maybe(cells, 'prefers') === undefined ? (phone ? 'sms' : maybe(cells, 'email') ? 'mail' : 'letter') : one(PREFERS, text(cells, 'prefers')));

/** The cells of one person as our own forms take them; what is unclear is left out, for the schemas to refuse. */
function saidIn(cells: Cells) {
  const country = one(['fr', 'gb'], text(cells, 'country'))?.toUpperCase() as Country | undefined;
  const phone = country && maybe(cells, 'phone') ? phoneFrom(text(cells, 'phone'), country) : undefined;
  const prefers = prefersOf(cells, phone);
  return {
    phone, prefers, isPhoneWrong: country !== undefined && maybe(cells, 'phone') !== undefined && phone === undefined,
    person: asksToWelcome.safeParse({ givenName: text(cells, 'given_name'), familyName: text(cells, 'family_name'), lang: languageOf(cells, country), country, phone, email: maybe(cells, 'email'), prefers }),
    place: addressAsk.safeParse({ line: text(cells, 'line'), postcode: text(cells, 'postcode'), town: text(cells, 'town'), country }),
  };
}

function wrongIn(cells: Cells, { person, place, phone, prefers, isPhoneWrong }: ReturnType<typeof saidIn>): WrongCell[] {
  const issues = [person, place].flatMap((read) => (read.success ? [] : read.error.issues)).map((issue) => COLUMN[String(issue.path[0])] ?? 'key');
  return [
    ...[...new Set(issues)].map((column) => ({ column, says: `tables.wrong-${column.replaceAll('_', '-')}` })),
    ...(isPhoneWrong ? [{ column: 'phone', says: 'tables.wrong-phone' }] : []),
    ...(unreachable(prefers, phone, maybe(cells, 'email')) ? [{ column: 'prefers', says: 'tables.wrong-reach' }] : []),
    ...(text(cells, 'access_notes').length > MOST_NOTES ? [{ column: 'access_notes', says: 'where.too-long' }] : []),
    ...(holdsCode(text(cells, 'access_notes')) ? [{ column: 'access_notes', says: 'tables.wrong-code' }] : []),
  ];
}

/** People with their home: the address is looked up in the place file before the row is written. */
export const PEOPLE: TableKind = {
  what: 'people', needed: ['key', 'given_name', 'family_name', 'line', 'postcode', 'town', 'country'], optional: ['language', 'phone', 'email', 'prefers', 'access_notes'],
  sample: { key: '1001', given_name: 'Odette', family_name: 'Perrin', line: '17 Rue de la Liberté', postcode: '21140', town: 'Semur-en-Auxois', country: 'FR', language: 'fr', phone: '06 39 98 00 55', prefers: 'phone', access_notes: 'Sonnette au fond de la cour' },
  async read(_has, cells) {
    const said = saidIn(cells);
    const wrong = wrongIn(cells, said);
    const { person, place } = said;
    if (wrong.length > 0 || !person.success || !place.success) return wrong;
    const address: Address = place.data;
    const accessNotes = maybe(cells, 'access_notes');
    return {
      address,
      async write(house, work, found) {
        const welcomed = await house.people.welcomePerson(work, person.data);
        if (!welcomed.ok) return welcomed;
        const home = await house.people.addHome(work, { person: welcomed.value.id, address, ...(found ? { at: found.at, precision: found.precision } : {}), ...(accessNotes === undefined ? {} : { accessNotes }) });
        return home.ok ? ok(welcomed.value.id satisfies PersonId as string) : home;
      },
    };
  },
};
