import { wilsonLowerBound } from './rating.ts';
import type { SkillLevel, Technician } from './technician.ts';
import { type Vetting, certificateOn } from './vetting.ts';

/** Repairs that asked for a skill: how many solved it, and how many of those held. */
export type Repairs = Readonly<{ held: number; of: number }>;
/** A level that something proves: never more than the firm says itself, and never more than its proofs carry. `checkedOn`: the day on which the certificate was seen. */
export type ProvedSkill = Readonly<{ skill: string; level: SkillLevel; checkedOn?: Temporal.PlainDate; repairs?: Repairs }>;

/** How many repairs carry a level, and how surely they must have held (Wilson’s lower bound: five of five is 0.57, twenty of twenty 0.84). */
const CARRIES: readonly Readonly<{ level: SkillLevel; fewest: number; surely: number }>[] = [{ level: 2, fewest: 20, surely: 0.8 }, { level: 1, fewest: 5, surely: 0.5 }];
/** What a certificate carries by itself. To teach others takes one, and the repairs as well. */
const CERTIFICATE: SkillLevel = 2;
const HIGHEST: SkillLevel = 3;

const carriedBy = ({ held, of }: Repairs): SkillLevel | 0 => CARRIES.find(({ fewest, surely }) => of >= fewest && wilsonLowerBound(held, of) >= surely)?.level ?? 0;

/** What somebody has proved on a day, the highest level first. What only the firm says is not among it, and of whoever is stopped nothing is said. */
export function provedSkills({ skills, standing }: Pick<Technician, 'skills' | 'standing'>, records: readonly Vetting[], day: Temporal.PlainDate, repairs: ReadonlyMap<string, Repairs>): readonly ProvedSkill[] {
  if (standing !== 'active') return [];
  return skills.flatMap(({ skill, level }): ProvedSkill[] => {
    const certificate = certificateOn(records, skill, day);
    const done = repairs.get(skill) ?? { held: 0, of: 0 };
    const carried = carriedBy(done);
    const proved = certificate ? (carried === CERTIFICATE ? HIGHEST : CERTIFICATE) : carried;
    return proved === 0 ? [] : [{ skill, level: proved < level ? proved : level, ...(certificate ? { checkedOn: certificate.verifiedOn } : {}), ...(carried > 0 ? { repairs: done } : {}) }];
  }).toSorted((a, b) => b.level - a.level || (b.repairs?.of ?? 0) - (a.repairs?.of ?? 0) || a.skill.localeCompare(b.skill));
}
