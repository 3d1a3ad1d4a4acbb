import { type Duty, Random, type SkillLevel } from '#engine';
import type { Region } from './region.ts';

const HOUR = 3600;
const SKILLS = 6;

export type Wish = Readonly<{
  door: number; minutes: number; skills: readonly SkillLevel[]; provider: number;
  /** The day it is wished for, and how many days before that it is asked. */
  day: number; ahead: number; half: 'morning' | 'afternoon' | 'any';
  /** Of several times that suit, this person takes a marked, greener one. */
  takesGreen: boolean;
  /** Gives up the visit: on an evening before, or on the day itself. */
  cancels: 'before' | 'on-the-day' | undefined;
  /** What the work really takes, for one minute expected. */
  overrun: number;
}>;
export type Month = Readonly<{ days: number; wishes: readonly Wish[]; sick: ReadonlyMap<number, ReadonlySet<number>> }>;
export type Team = Readonly<{ duties: readonly Duty[]; providers: number }>;

/** Shares of the month, each stated in docs/measurements.md. */
export const SHARES = { green: 0.5, cancelledBefore: 0.04, cancelledOnTheDay: 0.02, sick: 0.03, anyHalf: 0.3, overrunSpread: 0.3 } as const;

/** Technicians at home, eight to five with half an hour's rest, each without two of six skills; firms of the same size. */
export function teamOf(region: Region, providers: number, seed: number): Team {
  const random = new Random(seed);
  const duties = region.homes.map((home, technician): Duty => ({
    technician, start: home, end: home, shift: [8 * HOUR, 17 * HOUR], overtime: HOUR, breaks: [{ windows: [[12 * HOUR, 13.5 * HOUR]], duration: HOUR / 2 }],
    skills: Array.from({ length: SKILLS }, (_, skill) => ({ skill, level: 1 + random.below(3) })).filter((one) => (technician + one.skill) % 3 !== 0), provider: technician % providers,
  }));
  return { duties, providers };
}

/** A bell of mean 1 (sum of three). */
const bell = (random: Random, spread: number): number => Math.max(0.5, 1 + spread * 2 * (random.unit() + random.unit() + random.unit() - 1.5));

export function monthOf(region: Region, team: Team, size: { days: number; visitsADay: number }, seed: number): Month {
  const random = new Random(seed);
  const wishes = Array.from({ length: size.days * size.visitsADay }, (_, i): Wish => {
    const gone = random.unit();
    return {
      door: region.doors[random.below(region.doors.length)] ?? 0, minutes: 20 + 5 * random.below(9), provider: random.below(team.providers),
      skills: random.unit() < 0.4 ? [{ skill: random.below(SKILLS), level: 1 }] : [], day: Math.floor(i / size.visitsADay), ahead: 1 + random.below(7),
      half: random.unit() < SHARES.anyHalf ? 'any' : random.unit() < 0.5 ? 'morning' : 'afternoon', takesGreen: random.unit() < SHARES.green,
      cancels: gone < SHARES.cancelledBefore ? 'before' : gone < SHARES.cancelledBefore + SHARES.cancelledOnTheDay ? 'on-the-day' : undefined, overrun: bell(random, SHARES.overrunSpread),
    };
  });
  const sick = new Map(Array.from({ length: size.days }, (_, day) => [day, new Set(team.duties.flatMap((_, v) => (random.unit() < SHARES.sick ? [v] : [])))] as const));
  return { days: size.days, wishes: wishes.toSorted((a, b) => a.day - a.ahead - (b.day - b.ahead)), sick };
}
