import type { Address, Country, Lang } from '#kernel';
import type { TariffShapes } from '#modules/pricing';
import type { AsksToAddProviderShape, Break, Skill, Vetting, WeekHours } from './shapes.ts';

/** One line of a vetting file: days from today (before it: negative). */
export type VettingPlan = Readonly<{ kind: Vetting['kind']; checkedDays: number; untilDays?: number; how: string; skill?: string; outcome?: 'bad' }>;
export type TechnicianPlan = Readonly<{
  key: string; givenName: string; familyName: string; lang: Lang; phone: string; languages: readonly Lang[]; car: string; skills: readonly Skill[]; home: Address;
  reachKm: number; hours: readonly WeekHours[]; breaks: readonly Break[]; vetting: readonly VettingPlan[];
  suspended?: Readonly<{ days: number; why: string }>; away?: Readonly<{ from: number; until: number; why: 'holiday' | 'ill' | 'training' }>;
}>;
/** A firm, who runs its office, and who helps. `runs` is the key of a technician when they are the office themselves. */
export type FirmPlan = Readonly<{
  key: string; country: Country; provider: Omit<AsksToAddProviderShape, 'base' | 'country'>; tariff: TariffShapes; signed: boolean;
  office: Readonly<{ runs: string }> | Readonly<{ key: string; givenName: string; familyName: string; phone: string }>;
  technicians: readonly TechnicianPlan[];
}>;

const level = (skills: readonly string[], at: 1 | 2 | 3 = 2): Skill[] => skills.map((skill) => ({ skill, level: at }));
const MACHINES = ['hardware-diagnosis', 'os-repair', 'os-maintenance', 'performance', 'os-install', 'drivers', 'installation', 'software-support', 'triage'];
const BENCH = ['hardware-repair', 'hardware-upgrade', 'hardware-cleaning', 'electrical-safety', 'data-recovery'];
const NETWORK = ['network', 'network-diagnosis', 'network-design', 'printers'];
const PROGRAMS = ['email-config', 'software-support', 'backup', 'migration', 'account-recovery', 'account-admin', 'office-training', 'printers', 'purchase-advice', 'triage'];
const SAFE = ['scam-response', 'malware-removal', 'security', 'account-security', 'account-recovery', 'privacy', 'parental-controls'];
const POCKET = ['mobile-support', 'mobile-repair'];
const LOUNGE = ['tv-support', 'av-support', 'av-install', 'console-support', 'smart-home'];
const TEACHING = ['training', 'accessibility', 'digital-paperwork', 'purchase-advice', 'mobile-support', 'office-training'];

const joined = (...all: readonly Skill[][]): readonly Skill[] => [...new Map(all.flat().map((each) => [each.skill, each])).values()];
/** What people can do, by the kind of helper they are. */
export const SKILLS = {
  allRound: joined(level(MACHINES), level(NETWORK), level(PROGRAMS), level(SAFE), level(POCKET, 1), level(LOUNGE, 1), level(TEACHING, 1)),
  bench: joined(level(PROGRAMS, 1), level(NETWORK, 1), level(MACHINES, 3), level(BENCH, 3), level(POCKET)),
  teacher: joined(level(MACHINES, 1), level(PROGRAMS), level(SAFE), level(['sensitive-case training'], 3), level(LOUNGE, 1), level(TEACHING, 3)),
  lounge: joined(level(MACHINES, 1), level(PROGRAMS, 1), level(NETWORK, 3), level(LOUNGE, 3), level(POCKET, 1)),
  beginner: joined(level(PROGRAMS, 1), level(['installation', 'printers', 'network', 'mobile-support', 'training', 'tv-support', 'av-support'], 1)),
} as const;

const each = (weekdays: readonly number[], from: string, until: string): WeekHours[] => weekdays.map((weekday) => ({ weekday, from, until }));
/** Weeks, as people keep them. */
export const WEEKS = {
  full: each([1, 2, 3, 4, 5], '08:30', '17:30'),
  long: [...each([1, 2, 3, 4, 5], '09:00', '18:30'), ...each([6], '09:00', '12:30')],
  evenings: [...each([2, 4], '09:00', '13:00'), ...each([2, 4], '16:00', '20:30'), ...each([3, 5], '10:00', '18:00'), ...each([6], '10:00', '16:00')],
  part: each([1, 2, 4, 5], '09:00', '15:00'),
  lateStart: each([1, 2, 3, 4, 5], '10:00', '19:00'),
} as const;
export const LUNCH: readonly Break[] = [{ from: '12:15', until: '13:15' }];
export const SHORT_LUNCH: readonly Break[] = [{ from: '12:30', until: '13:00' }];

const FR_PAPERS = { identity: 'Carte d’identité vue en original', insurance: 'Attestation de responsabilité civile professionnelle vue', charter: 'Charte signée devant nous', 'criminal-record': 'Bulletin n° 3 vu, non conservé' } as const;
const GB_PAPERS = { identity: 'Passport seen in the original', insurance: 'Public liability certificate seen', charter: 'Charter signed in our presence', 'criminal-record': 'Basic disclosure seen, not kept' } as const;

/** The four checks in order, the insurance with the days it still holds. */
export function papers(country: Country, since: number, insuredUntil: number, recordUntil = 700): VettingPlan[] {
  const how = country === 'FR' ? FR_PAPERS : GB_PAPERS;
  return [
    { kind: 'identity', checkedDays: since, how: how.identity },
    { kind: 'charter', checkedDays: since, how: how.charter },
    { kind: 'criminal-record', checkedDays: since, untilDays: recordUntil, how: how['criminal-record'] },
    ...(insuredUntil - 365 > since ? [{ kind: 'insurance', checkedDays: since, untilDays: since + 365, how: how.insurance } as const] : []),
    { kind: 'insurance', checkedDays: Math.max(since, insuredUntil - 365), untilDays: insuredUntil, how: how.insurance },
  ];
}
