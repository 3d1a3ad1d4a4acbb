import type { Country, FileId, Lang, LatLng, PersonId, ProviderId, TechnicianId } from '#kernel';

/** 1 can do the usual, 2 can do the difficult, 3 can teach others. */
export type SkillLevel = 1 | 2 | 3;
/** What someone can do. A skill in use elsewhere is `name` (level 1 is enough) or `name:2`, `name:3`. */
export type Skill = Readonly<{ skill: string; level: SkillLevel }>;
/** A stretch of the week, on the clock of the wall: weekday 1 (Monday) to 7, `HH:MM`. */
export type WeekHours = Readonly<{ weekday: number; from: string; until: string }>;
/** A pause that falls in every working day it lies in. */
export type Break = Readonly<{ from: string; until: string }>;

export type Technician = Readonly<{
  id: TechnicianId;
  provider: ProviderId;
  person: PersonId;
  firstName: string;
  /** One letter, as customers read it: "Samira B." */
  lastInitial: string;
  /** What the badge says; a customer can check it. */
  badge: string;
  photo?: FileId;
  car: string;
  /** What they always have in their bag, in their own words. */
  materials?: readonly string[];
  languages: readonly Lang[];
  skills: readonly Skill[];
  home: LatLng;
  /** How far from home they will go, in metres as the crow flies. */
  reachMetres: number;
  hours: readonly WeekHours[];
  breaks: readonly Break[];
  standing: 'active' | 'suspended';
  /** Why, when suspended: for staff only. */
  suspendedWhy?: string;
}>;

/** Days away, first and last included. */
export type Absence = Readonly<{ id: string; technician: TechnicianId; from: Temporal.PlainDate; until: Temporal.PlainDate; why: 'holiday' | 'ill' | 'training' | 'other' }>;

/** A stretch of one day in which someone works, with its pauses. */
export type Shift = Readonly<{ day: Temporal.PlainDate; country: Country; from: Temporal.Instant; until: Temporal.Instant; breaks: readonly { from: Temporal.Instant; until: Temporal.Instant }[] }>;

export const shownName = (technician: Pick<Technician, 'firstName' | 'lastInitial'>): string => `${technician.firstName} ${technician.lastInitial}.`;

/** `wifi` or `wifi:2`. */
export function skillFrom(text: string): Skill {
  const [skill, level] = text.split(':');
  return { skill: skill ?? text, level: level === '2' ? 2 : level === '3' ? 3 : 1 };
}
export const hasSkill = (technician: Pick<Technician, 'skills'>, wanted: string): boolean => {
  const { skill, level } = skillFrom(wanted);
  return technician.skills.some((own) => own.skill === skill && own.level >= level);
};
