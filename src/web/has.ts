import type { Clock, Lang } from '#kernel';
import type { Billing } from '#modules/billing';
import type { Contracts } from '#modules/contracts';
import type { Booking } from '#modules/booking';
import type { Devices } from '#modules/devices';
import type { Dispatch } from '#modules/dispatch';
import type { Learning } from '#modules/learning';
import type { Messages } from '#modules/messages';
import type { People } from '#modules/people';
import type { Catalogue, Pricing, RuleBook } from '#modules/pricing';
import type { Technicians } from '#modules/technicians';
import type { Privacy } from '#modules/privacy';
import type { Opinions, SafetyCard, Triage } from '#modules/triage';
import type { Quality } from '#modules/quality';
import type { Trust } from '#modules/trust';
import type { Visits } from '#modules/visits';
import type { Files } from '#platform/files/index';
import type { HouseKeeper } from '#platform/installation';
import type { Keys } from '#platform/keys';
import type { Limits } from '#platform/limits/index';
import type { Live } from '#platform/live/index';
import type { MapFile } from '#platform/map-file';
import type { HoursKeeper, Roads } from '#platform/roads/index';
import type { Imports } from '#platform/tables/index';
import type { Work } from '#platform/work';
import type { LookUpPlace, PlacesFile } from './places.ts';
import type { FrameNeeds } from './frame.ts';

/** What the screens compose: the modules' front doors and a few things of the ground floor. */
export type WebHas = FrameNeeds & Readonly<{
  people: People; technicians: Technicians; devices: Devices; learning: Learning; triage: Triage; opinions: Opinions; pricing: Pricing; booking: Booking; dispatch: Dispatch;
  visits: Visits; contracts: Contracts; trust: Trust; quality: Quality; billing: Billing; messages: Messages; privacy: Privacy;
  keeper: HouseKeeper; files: Files; keys: Keys; limits: Limits; clock: Clock; live: Live; mapFile: MapFile; roads: Pick<Roads, 'line' | 'inUse'>; hours: HoursKeeper; publicUrl: string; findPlace: LookUpPlace; placesFile: PlacesFile; imports: Imports; langs: readonly Lang[]; safetyCards: readonly SafetyCard[]; rules: RuleBook; catalogue: Catalogue;
  /** Looks as the house itself, for what a demo shows. */
  asHouse<T>(job: string, todo: (work: Work) => Promise<T>): Promise<T>;
  /** A kind of request in plain words; undefined when there is none such. */
  leafLabel(leaf: string | null | undefined, lang: Lang): string | undefined;
}>;
