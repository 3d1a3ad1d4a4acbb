import { type Chance, type Country, chanceFrom } from '#kernel';
import { errandsEn } from './errands/en.ts';
import { errandsFr } from './errands/fr.ts';
import type { HomePlan } from './home-plan.ts';
import { seedOf } from './stage.ts';
import type { Change } from './steps/changes.ts';
import type { Channel, ErrandPlan } from './steps/errands.ts';
import type { Ending } from './steps/visits.ts';

type Wish = Readonly<{ wantDay: number; firm?: string; who?: string }>;
const wishes = (wantDay: number, firm: string, ...who: readonly (readonly [string, number])[]): Wish[] => who.flatMap(([name, count]) => Array.from({ length: count }, () => ({ wantDay, firm, who: name })));
/** The fortnight as it is wished for: today to work on, tomorrow and the day after nearly full for some, then ever more room. */
const AHEAD: Readonly<Record<Country, readonly Wish[]>> = {
  FR: [
    ...wishes(0, 'lanterne', ['samira', 6], ['ines', 1], ['thibault', 2]), ...wishes(0, 'basile', ['basile', 3]),
    ...wishes(1, 'lanterne', ['samira', 5], ['ines', 4], ['thibault', 2]), ...wishes(1, 'basile', ['basile', 4]), ...wishes(1, 'trois', ['coralie', 1]),
    ...wishes(2, 'basile', ['basile', 4]), ...wishes(2, 'trois', ['gael', 2]), { wantDay: 3 }, { wantDay: 3, firm: 'trois' }, { wantDay: 4 }, { wantDay: 4, firm: 'lanterne' },
    { wantDay: 6, firm: 'trois' }, { wantDay: 7 }, { wantDay: 7, firm: 'lanterne' }, { wantDay: 8 }, { wantDay: 10 }, { wantDay: 11 },
  ],
  GB: [
    ...wishes(0, 'tyne', ['priya', 6], ['callum', 2], ['fiona', 1]), ...wishes(0, 'margaret', ['margaret', 2]),
    ...wishes(1, 'tyne', ['priya', 4], ['fiona', 3], ['callum', 2], ['owen', 1]), ...wishes(1, 'margaret', ['margaret', 3]),
    ...wishes(2, 'margaret', ['margaret', 2]), ...wishes(2, 'tyne', ['owen', 1], ['callum', 1]), { wantDay: 3 }, { wantDay: 3, firm: 'tyne' }, { wantDay: 4 }, { wantDay: 4, firm: 'margaret' },
    { wantDay: 5 }, { wantDay: 7 }, { wantDay: 8, firm: 'tyne' }, { wantDay: 9 }, { wantDay: 11 },
  ],
};
/** Days on which something was done before, for both towns: dense of late, thinner further back. */
const BEHIND = [-1, -2, -3, -4, -5, -6, -8, -9, -11, -13, -15, -18, -20, -23, -26, -30, -34, -38, -43, -48, -55, -63, -72, -84, -97];
const ENDINGS: readonly Ending[] = ['solved', 'solved', 'solved', 'solved', 'solved', 'solved', 'partly', 'solved', 'unsolved', 'solved', 'solved', 'nobody-home'];
/** Which of the wishes ahead are changed again. */
const CHANGES: Readonly<Record<number, Change>> = { 7: 'cancel', 15: 'move', 26: 'move', 30: 'cancel' };
const HOURS = ['08:40', '09:15', '10:05', '11:20', '14:10', '15:30', '16:45', '18:20'];

/** By what somebody like that comes to us: a landline or a letter means a call; a helper writes when they may answer too. */
export function channelOf(home: HomePlan, chance: Chance): Channel {
  const prefers = home.people[0]?.prefers;
  const helps = home.helpers?.some((helper) => !helper.ended && helper.days > 0 && helper.scopes.includes('answer-quotes') && helper.scopes.includes('ask'));
  if (helps && chance.next() < 0.6) return 'helper';
  if (prefers === 'letter') return home.people[0]?.phone ? 'phone' : 'paper';
  return prefers === 'phone' ? 'phone' : 'web';
}

type Draw = { chance: Chance; homes: readonly HomePlan[]; used: Map<string, Set<string>> };

/** A home that was known by then, with an errand it has not had. */
function drawHome({ chance, homes, used }: Draw, askedDays: number): Pick<ErrandPlan, 'home' | 'errand' | 'channel' | 'hour' | 'pick'> | undefined {
  const known = homes.filter((home) => home.welcomedDays < askedDays && (used.get(home.key)?.size ?? 0) < 3);
  if (known.length === 0) return undefined;
  // Whoever has asked least comes first, so that the whole town is seen.
  const least = Math.min(...known.map((home) => used.get(home.key)?.size ?? 0));
  const home = chance.pick(known.filter((each) => (used.get(each.key)?.size ?? 0) === least));
  const done = used.get(home.key) ?? new Set<string>();
  // Somebody in the computer is no errand that waits its turn: that story is told by name.
  const errand = chance.pick((home.lang === 'fr' ? errandsFr : errandsEn).filter(({ key }) => key !== 'scam' && !done.has(key)));
  used.set(home.key, done.add(errand.key));
  return { home: home.key, errand: errand.key, channel: channelOf(home, chance), hour: chance.pick(HOURS), pick: chance.between(0, 99) };
}

/** What the homes of one country asked for: months of visits behind, a fortnight ahead, and a few who are still comparing. */
export function weeksOf(country: Country, homes: readonly HomePlan[], seed: number): readonly ErrandPlan[] {
  const draw: Draw = { chance: chanceFrom(seedOf(`weeks of ${country}`, seed)), homes, used: new Map() };
  const { chance } = draw;
  const behind = BEHIND.flatMap((wantDay, i) => {
    const askedDays = wantDay - chance.between(2, 6);
    const drawn = drawHome(draw, askedDays);
    const change = i === 8 ? { change: 'cancel-late' as const } : {};
    return drawn ? [{ ...drawn, ...change, askedDays, wantDay, ending: ENDINGS[(i + (country === 'GB' ? 5 : 0)) % ENDINGS.length] ?? 'solved' } satisfies ErrandPlan] : [];
  });
  const ahead = AHEAD[country].flatMap((wish, i) => {
    const askedDays = -chance.between(1, Math.max(1, Math.min(9, 12 - wish.wantDay)));
    const drawn = drawHome(draw, askedDays);
    const change = CHANGES[i];
    return drawn ? [{ ...drawn, ...wish, askedDays: change ? Math.min(askedDays, -3) : wish.who === 'owen' ? -6 : askedDays, ...(change ? { change } : {}) } satisfies ErrandPlan] : [];
  });
  const comparing = (['quoted', 'quoted', 'quoted', 'asked', 'asked'] as const).flatMap((stopsAt) => {
    const drawn = drawHome(draw, -1);
    return drawn ? [{ ...drawn, askedDays: -1, wantDay: 2, stopsAt } satisfies ErrandPlan] : [];
  });
  return [...behind, ...ahead, ...comparing];
}
