import type { ProvedSkill } from './proved-skill.ts';
import type { Provider } from './provider.ts';
import type { Technician } from './technician.ts';
import { type Vetting, type VettingKind, certificateOn, newestOf } from './vetting.ts';

/** One thing one may rely on: a sentence key and what it is filled with; days are written by the language's own words. */
export type TrustFact = Readonly<{ says: `technicians.${string}`; with: Readonly<Record<string, string | number | Temporal.PlainDate>> }>;

const ORDER: readonly VettingKind[] = ['criminal-record', 'identity', 'insurance', 'certificate', 'reference', 'charter'];

/** A certificate is about one skill: each counts for itself. */
const certificates = (records: readonly Vetting[], day: Temporal.PlainDate): TrustFact[] =>
  [...new Set(records.filter(({ kind }) => kind === 'certificate').map(({ skill }) => skill))].flatMap((skill): TrustFact[] => {
    const record = certificateOn(records, skill, day);
    if (!record) return [];
    return [skill ? { says: 'technicians.fact-certificate-skill', with: { on: record.verifiedOn, skill } } : { says: 'technicians.fact-certificate', with: { on: record.verifiedOn } }];
  });

/** The three strongest facts that hold on this day; fewer when fewer are true. */
export function trustFacts(technician: Technician, records: readonly Vetting[], day: Temporal.PlainDate): readonly TrustFact[] {
  const facts: TrustFact[] = [];
  if (technician.standing !== 'active') return facts;
  for (const kind of ORDER) {
    if (kind === 'certificate') { facts.push(...certificates(records, day)); continue; }
    const record = newestOf(records, kind, day);
    if (!record || record.outcome !== 'good' || (record.until && Temporal.PlainDate.compare(record.until, day) < 0)) continue;
    if (record.selfDeclared) {
      if (!facts.some(({ says }) => says === 'technicians.fact-self-declared')) facts.push({ says: 'technicians.fact-self-declared', with: { name: technician.firstName, on: record.verifiedOn } });
      continue;
    }
    facts.push({ says: `technicians.fact-${kind}${kind === 'insurance' && record.until ? '-until' : ''}`, with: { name: technician.firstName, on: record.verifiedOn, ...(record.until ? { until: record.until } : {}), what: record.skill ?? '' } });
  }
  return facts.slice(0, 3);
}

/** What one may rely on of a provider. */
export function providerFacts(provider: Provider): readonly TrustFact[] {
  const facts: TrustFact[] = [];
  if (provider.bindingSignedAt) facts.push({ says: 'technicians.fact-binding', with: { name: provider.name } });
  if (provider.guaranteeDays > 0) facts.push({ says: 'technicians.fact-guarantee', with: { name: provider.name, days: provider.guaranteeDays } });
  if (provider.sapNumber) facts.push({ says: 'technicians.fact-declared', with: { name: provider.name, number: provider.sapNumber } });
  facts.push({ says: `technicians.fact-registered-${provider.country}`, with: { name: provider.name, number: provider.companyNumber } });
  return facts.slice(0, 3);
}

type Says = { say(key: string, filling?: Record<string, string | number>): string; knows(key: string): boolean; date(at: Temporal.PlainDate): string };
const skillKey = (skill: string | number): string => `staff.skill-${String(skill).replaceAll(' ', '-')}`;
/** A skill in a language; what has no name of ours is said as it was written. */
const saySkill = (skill: string | number, words: Says): string => (words.knows(skillKey(skill)) ? words.say(skillKey(skill)) : String(skill));
/** The sentence of a trust fact in a language. */
export const sayFact = (fact: TrustFact, words: Says): string =>
  words.say(fact.says, Object.fromEntries(Object.entries(fact.with).map(([key, value]) => [key, value instanceof Temporal.PlainDate ? words.date(value) : key === 'skill' ? saySkill(value, words) : value])));

/** The sentence of a proved level: what, how well, and what proves it. */
export function sayProved({ skill, level, checkedOn, repairs }: ProvedSkill, words: Says): string {
  const how = checkedOn && repairs ? 'both' : checkedOn ? 'certificate' : 'repairs';
  return words.say(`technicians.proved-by-${how}`, { skill: saySkill(skill, words), level: words.say(`technicians.proved-level-${level}`), ...(checkedOn ? { on: words.date(checkedOn) } : {}), ...repairs });
}
