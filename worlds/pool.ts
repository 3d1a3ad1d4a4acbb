import { type Address, type Chance, type Country, type Lang, chanceFrom } from '#kernel';
import { doorsOf } from './doors.ts';
import { type DevicePlan, EVERYTHING, type HelperPlan, type HomePlan, LOOKING, type PersonPlan } from './home-plan.ts';
import { seedOf } from './stage.ts';

/** What the people of a town are called, and what one says of how to find them. Numbers are of the ranges kept for stories. */
export type Pool = Readonly<{
  country: Country; lang: Lang; elders: readonly string[]; adults: readonly string[]; families: readonly string[];
  strangers: Readonly<{ lang: Lang; given: readonly string[]; families: readonly string[] }>;
  notes: readonly string[]; strangerNotes: readonly string[]; vulnerable: readonly string[]; landline(i: number): string; mobile(i: number): string;
}>;

const COMPUTERS: readonly DevicePlan[] = [
  { kind: 'computer', maker: 'HP', model: '15s', system: 'windows', release: '11 23H2', years: 3 }, { kind: 'computer', maker: 'HP', model: 'Pavilion 14', system: 'windows', release: '10 22H2', years: 7 },
  { kind: 'computer', maker: 'Lenovo', model: 'IdeaPad 3', system: 'windows', release: '11 24H2', years: 2 }, { kind: 'computer', maker: 'Dell', model: 'Inspiron 15', system: 'windows', release: '10 22H2', years: 8 },
  { kind: 'computer', maker: 'Apple', model: 'MacBook Air M1', system: 'macos', release: '15', years: 4 }, { kind: 'computer', maker: 'Asus', model: 'VivoBook 14', system: 'windows', release: '11 24H2', years: 1 },
];
const OTHERS: readonly DevicePlan[] = [
  { kind: 'phone', maker: 'Samsung', model: 'Galaxy A15', system: 'android', release: '14', years: 2 }, { kind: 'phone', maker: 'Apple', model: 'iPhone 12', system: 'ios', release: '18', years: 4 },
  { kind: 'phone', maker: 'Doro', model: '8100', system: 'android', release: '11', years: 4 }, { kind: 'tablet', maker: 'Samsung', model: 'Galaxy Tab A9', system: 'android', release: '14', years: 2 },
  { kind: 'tablet', maker: 'Apple', model: 'iPad 9', system: 'ipados', release: '18', years: 4 }, { kind: 'printer', maker: 'HP', model: 'DeskJet 2720', years: 4 },
  { kind: 'printer', maker: 'Epson', model: 'ET-2810', years: 3 }, { kind: 'printer', maker: 'Brother', model: 'DCP-L2530', years: 5 }, { kind: 'television', maker: 'Samsung', model: 'TU7000', years: 5 },
  { kind: 'television', maker: 'Philips', model: '43PUS', years: 4 }, { kind: 'storage', maker: 'WD', model: 'My Passport 1 TB', years: 3 }, { kind: 'camera', maker: 'TP-Link', model: 'Tapo C210', years: 2 },
];
const BOXES: Readonly<Record<Country, readonly DevicePlan[]>> = {
  FR: [{ kind: 'box', name: 'Livebox', model: 'Livebox 5', years: 4 }, { kind: 'box', name: 'Freebox', model: 'Pop', years: 3 }, { kind: 'box', name: 'Bbox', model: 'Bbox fit', years: 5 }],
  GB: [{ kind: 'router', maker: 'BT', model: 'Smart Hub 2', years: 4 }, { kind: 'router', maker: 'Sky', model: 'Max Hub', years: 2 }, { kind: 'router', maker: 'Virgin Media', model: 'Hub 5', years: 3 }],
};

const mayBe = (chance: Chance, of100: number): boolean => chance.between(1, 100) <= of100;

/** How someone of that age is reached: a landline or a letter for many elders, a text message for most others. */
function reachOf(chance: Chance, pool: Pool, i: number, isElder: boolean, name: string): Pick<PersonPlan, 'phone' | 'email' | 'prefers'> {
  const dice = chance.between(1, 100);
  const email = `${name}@example.org`.toLowerCase().normalize('NFD').replaceAll(/[^a-z.@-]/g, '');
  if (isElder && dice <= 52) return { phone: pool.landline(i), prefers: 'phone' };
  if (isElder && dice <= 62) return { prefers: 'letter', ...(dice <= 57 ? { phone: pool.landline(i) } : {}) };
  if (dice <= 85) return { phone: pool.mobile(2 * i), prefers: 'sms', ...(dice % 2 === 0 ? { email } : {}) };
  return { phone: pool.mobile(2 * i), email, prefers: 'mail' };
}

function personOf(chance: Chance, pool: Pool, i: number, isElder: boolean, givenName: string, familyName: string): PersonPlan {
  const comfort = isElder ? chance.pick(['never-done-it', 'never-done-it', 'with-help', 'with-help', 'fine-alone'] as const) : chance.pick(['with-help', 'fine-alone', 'fine-alone'] as const);
  return {
    givenName, familyName, comfort, ...reachOf(chance, pool, i, isElder, `${givenName}.${familyName}`),
    ...(isElder && mayBe(chance, 35) ? { largePrint: true } : {}), ...(isElder && mayBe(chance, 18) ? { vulnerable: chance.pick(pool.vulnerable) } : {}),
  };
}

/** A daughter, a neighbour: with everything, or only to look; some mandates are nearly over. */
function helperOf(chance: Chance, pool: Pool, i: number, familyName: string): HelperPlan {
  const person: PersonPlan = { givenName: chance.pick(pool.adults), familyName, phone: pool.mobile(400 + i), prefers: 'sms', comfort: 'fine-alone' };
  return { person, scopes: mayBe(chance, 65) ? EVERYTHING : LOOKING, days: chance.pick([30, 90, 180, 365]), givenHow: chance.pick(['phone', 'paper', 'on-screen'] as const) };
}

/** Who lives there: one, or two of one name, of whom some share a telephone. */
function peopleOf(chance: Chance, pool: Pool, i: number, isElder: boolean, given: readonly string[], family: string): readonly PersonPlan[] {
  const first = personOf(chance, pool, i, isElder, chance.pick(given), family);
  if (!mayBe(chance, 45)) return [first];
  const second = personOf(chance, pool, i + 80, isElder, chance.pick(given.filter((name) => name !== first.givenName)), family);
  if (!first.phone || !mayBe(chance, 30)) return [first, second];
  return [first, { ...second, phone: first.phone, prefers: first.prefers === 'phone' ? 'phone' : 'sms' }];
}

const devicesOf = (chance: Chance, country: Country): readonly DevicePlan[] => [
  ...(mayBe(chance, 85) ? [chance.pick(COMPUTERS)] : []), chance.pick(BOXES[country]), ...(mayBe(chance, 75) ? [chance.pick(OTHERS)] : []), ...(mayBe(chance, 30) ? [chance.pick(OTHERS)] : []),
];

function homeOf(pool: Pool, address: Address, i: number, family: string, seed: number): HomePlan {
  const key = `${pool.country.toLowerCase()}-${i}`;
  const chance = chanceFrom(seedOf(key, seed));
  const isElder = mayBe(chance, 62);
  const people = peopleOf(chance, pool, i, isElder, isElder ? pool.elders : pool.adults, family);
  return {
    key, country: pool.country, lang: pool.lang, address, people, devices: devicesOf(chance, pool.country), welcomedDays: -chance.between(4, 190),
    ...(mayBe(chance, 45) ? { accessNotes: chance.pick(pool.notes) } : {}), ...(isElder && mayBe(chance, 22) ? { helpers: [helperOf(chance, pool, i, family)] } : {}),
  };
}

/** Somebody from the other side of the Channel, who would rather speak their own language. */
function strangerOf(pool: Pool, address: Address, i: number, seed: number): HomePlan {
  const key = `${pool.country.toLowerCase()}-${i}`;
  const chance = chanceFrom(seedOf(key, seed));
  const family = pool.strangers.families[Math.floor(i / 10) % pool.strangers.families.length] ?? '';
  return {
    key, country: pool.country, lang: pool.strangers.lang, address, people: peopleOf(chance, pool, i, false, pool.strangers.given, family), devices: devicesOf(chance, pool.country),
    welcomedDays: -chance.between(4, 190), accessNotes: chance.pick(pool.strangerNotes),
  };
}

/** So many homes behind doors that nobody of `taken` lives behind; the same seed gives the same town. */
export function homesOf(pool: Pool, count: number, taken: readonly Address[], seed: number): readonly HomePlan[] {
  const isTaken = new Set(taken.map(({ line, town }) => `${line} ${town}`));
  const doors = doorsOf(pool.country).filter(({ line, town }) => !isTaken.has(`${line} ${town}`));
  const chance = chanceFrom(seedOf(`doors of ${pool.country}`, seed));
  const shuffled = doors.map((door) => ({ door, at: chance.next() })).toSorted((a, b) => a.at - b.at);
  return shuffled.slice(0, count).map(({ door }, i) => (i % 10 === 7 ? strangerOf(pool, door, i, seed) : homeOf(pool, door, i, pool.families[i % pool.families.length] ?? '', seed)));
}
