import { type Country, type Lang, type LatLng, metresBetween } from '#kernel';
import { type Provider, hasSigned } from './provider.ts';
import { type Technician, hasSkill } from './technician.ts';
import { type Vetting, maySend } from './vetting.ts';

/** What a job asks of whoever comes. `skills` as `name` or `name:2`; `langs`: one of these is enough; `at` is missing for remote help. */
export type Wanted = Readonly<{ skills: readonly string[]; langs?: readonly Lang[] | undefined; country: Country; at?: LatLng | undefined }>;
export type WhyNot = 'not-signed' | 'suspended' | 'not-vetted' | 'no-skill' | 'language' | 'too-far';
export type Could = Readonly<{ technician: Technician; provider: Provider }>;
export type CouldNot = Readonly<{ provider: Provider; why: WhyNot }>;
export type WhoCould = Readonly<{ could: readonly Could[]; cannot: readonly CouldNot[] }>;
export type Candidate = Readonly<{ technician: Technician; vetting: readonly Vetting[] }>;

// From the reason furthest from a yes to the nearest: a provider is told the nearest that any of its people reached.
const ORDER: readonly WhyNot[] = ['not-signed', 'suspended', 'not-vetted', 'no-skill', 'language', 'too-far'];

/** A candidate never changes (another takes its place when papers do), and is asked after on the same day again and again. */
const asked = new WeakMap<Candidate, Readonly<{ day: Temporal.PlainDate; sendable: ReturnType<typeof maySend> }>>();
function sendableOn(candidate: Candidate, country: Country, day: Temporal.PlainDate): ReturnType<typeof maySend> {
  const known = asked.get(candidate);
  if (known?.day.equals(day)) return known.sendable;
  const sendable = maySend(candidate.technician.standing, country, candidate.vetting, day);
  asked.set(candidate, { day, sendable });
  return sendable;
}

function whyNot(provider: Provider, candidate: Candidate, wanted: Wanted, day: Temporal.PlainDate): WhyNot | undefined {
  const { technician } = candidate;
  if (!hasSigned(provider)) return 'not-signed';
  const sendable = sendableOn(candidate, provider.country, day);
  if (!sendable.ok) return sendable.error.kind === 'technician-suspended' ? 'suspended' : 'not-vetted';
  if (!wanted.skills.every((skill) => hasSkill(technician, skill))) return 'no-skill';
  if (wanted.langs?.length && !wanted.langs.some((lang) => technician.languages.includes(lang))) return 'language';
  if (wanted.at && metresBetween(technician.home, wanted.at) > technician.reachMetres) return 'too-far';
  return undefined;
}

/** Who could come on a day, and for each provider of the country of whom nobody could: the nearest reason. */
export function whoCould(providers: readonly Provider[], candidates: readonly Candidate[], wanted: Wanted, day: Temporal.PlainDate): WhoCould {
  const could: Could[] = [];
  const cannot: CouldNot[] = [];
  for (const provider of providers) {
    if (provider.country !== wanted.country) continue;
    const own = candidates.filter(({ technician }) => technician.provider === provider.id);
    const reasons = own.map((candidate) => ({ candidate, why: whyNot(provider, candidate, wanted, day) }));
    const able = reasons.filter(({ why }) => why === undefined);
    could.push(...able.map(({ candidate }) => ({ technician: candidate.technician, provider })));
    if (able.length > 0) continue;
    const nearest = reasons.map(({ why }) => ORDER.indexOf(why as WhyNot)).reduce((a, b) => Math.max(a, b), -1);
    cannot.push({ provider, why: ORDER[nearest] ?? (hasSigned(provider) ? 'no-skill' : 'not-signed') });
  }
  return { could, cannot };
}
