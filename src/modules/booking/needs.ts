import type { Country, Lang, LatLng, TechnicianId } from '#kernel';
import type { Contracts } from '#modules/contracts';
import type { People } from '#modules/people';
import type { Pricing, Scope, When } from '#modules/pricing';
import type { Technicians } from '#modules/technicians';
import type { Work } from '#platform/work';
import type { Dispatcher } from './day.ts';
import type { LiveDays } from './do/live-days.ts';
import type { RoadsForDays } from './on-the-road.ts';
import type { Dice } from './reference.ts';
import type { Requests, Tries } from './request-store.ts';
import type { Flag, Guess, Way } from './request.ts';
import type { Visits } from './visit-store.ts';

type Span = Readonly<{ expected: number; worst: number }>;

/** What triage says about words: the things to be done in them with its guesses, and the dangers it sees. */
export type Understood = Readonly<{ tasks: readonly Readonly<{ words: string; guesses: readonly Guess[] }>[]; flags: readonly Flag[]; quiet: boolean; noRemote: boolean }>;
/** What one leaf of the tree takes, with the answers that were given. `ways`: how it can be done, the cheapest sufficient first. */
export type LeafScope = Readonly<{
  minutes: Span; unattended: Span; skills: readonly string[]; ways: readonly Way[];
  items: Scope['tasks'][number]['items'];
}>;
export type TriageNeeded = Readonly<{
  understand(words: string, lang: Lang): Understood;
  /** Undefined when there is no such leaf. */
  scopeOf(leaf: string, answers: Readonly<Record<string, string>>): LeafScope | undefined;
}>;

export type PeopleNeeded = Pick<People, 'welcomePerson' | 'addHome' | 'giveMandate' | 'setComfort' | 'known'>;
export type TechniciansNeeded = Pick<Technicians, 'technician' | 'provider' | 'providers' | 'techniciansOf' | 'shifts' | 'maySend' | 'whoCould'> & Readonly<{ known: Pick<Technicians['known'], 'shiftsAhead'> }>;
export type PricingNeeded = Pick<Pricing, 'openRound' | 'pricesFor' | 'quote' | 'computeQuotes' | 'acceptQuote'> & Readonly<{ known: Pick<Pricing['known'], 'quote' | 'scopeOf' | 'keep' | 'timePrices' | 'quoteForTime'> }>;
export type ContractsNeeded = Readonly<{ known: Pick<Contracts['known'], 'agree' | 'isEarly' | 'announceChange' | 'isFreeToLeave'> }>;
export type RoadsNeeded = Omit<RoadsForDays, 'travel'> & Readonly<{
  travel(from: LatLng, to: LatLng, options?: { pace?: number }): Readonly<{ metres: number; seconds: number; model: string }>;
  /** Follows the roads between these places, or between each and `around`, where there is a map to follow. Whether anything new was asked for. */
  learn(points: readonly LatLng[]): Promise<boolean>;
  learn(points: readonly LatLng[] | (() => readonly LatLng[]), around: LatLng): Promise<boolean>;
  learnLater(points: readonly LatLng[]): Promise<boolean>;
  edition(): number;
}>;
export type KeysNeeded = Readonly<{ seal(text: string, about: string): string; open(sealed: string, about: string): string | undefined; digest(words: string): string }>;

/** Everything that the verbs of booking use. */
export type Needs = Readonly<{
  requests: Requests; tries: Tries; visits: Visits; triage: TriageNeeded; people: PeopleNeeded; technicians: TechniciansNeeded; pricing: PricingNeeded; contracts: ContractsNeeded;
  roads: RoadsNeeded; keys: KeysNeeded; dispatcher: Dispatcher; live: LiveDays; dice: Dice;
  doorWords: Readonly<Record<Lang, readonly string[]>>;
  /** How patient and clear people found each of them, 0 to 1; who is new stands in the middle. */
  suits(work: Work, technicians: readonly TechnicianId[]): Promise<ReadonlyMap<TechnicianId, number>>;
  /** A telephone number in any spelling, as E.164; undefined when it cannot be one. */
  phoneFrom(text: string, country: Country): string | undefined;
  /** When a visit that begins then is priced as. */
  whenOf(start: Temporal.Instant, country: Country): When;
  /** Nobody else gives away this technician's time until the work is over. */
  lockTechnician(work: Work, technician: TechnicianId): Promise<void>;
}>;
