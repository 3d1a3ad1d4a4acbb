import type { ExtraId, HomeId, RequestId, VisitId } from '#kernel';

type About = { visit: VisitId; request: RequestId; home: HomeId };
export type TechnicianArrived = { readonly fact: 'technician-arrived' } & About;
export type TechnicianOnTheWay = { readonly fact: 'technician-on-the-way' } & About;
export type VisitStarted = { readonly fact: 'visit-started' } & About;
export type DoorCodeWrong = { readonly fact: 'door-code-wrong' } & About;
export type VisitFrozen = { readonly fact: 'visit-frozen'; why: 'wrong-code' | 'person' | 'technician' | 'operator' } & About;
export type VisitUnfrozen = { readonly fact: 'visit-unfrozen' } & About;
export type ExtraProposed = { readonly fact: 'extra-proposed'; extra: ExtraId } & About;
/** The code was given for extra work that only the person's own yes can agree to. `alone`: by itself it is too much, and no page ever offered it. */
export type ExtraBeyondCode = { readonly fact: 'extra-beyond-code'; extra: ExtraId; alone: boolean } & About;
export type ExtraAnswered = { readonly fact: 'extra-answered'; extra: ExtraId; yes: boolean } & About;
export type VisitEnded = { readonly fact: 'visit-ended'; outcome: string } & About;
export type DeviceTaken = { readonly fact: 'device-taken' } & About;
export type RepairOffered = { readonly fact: 'repair-offered'; extra: ExtraId } & About;
export type DeviceReady = { readonly fact: 'device-ready' } & About;
export type DeviceReturned = { readonly fact: 'device-returned' } & About;
export type DeviceNotFetched = { readonly fact: 'device-not-fetched' } & About;
type OfPart = About & { part: string };
export type PartOrdered = { readonly fact: 'part-ordered' } & OfPart;
/** `on`: the new day, where one is known. */
export type PartLate = { readonly fact: 'part-late'; on?: string } & OfPart;
export type PartArrived = { readonly fact: 'part-arrived' } & OfPart;
export type PartCancelled = { readonly fact: 'part-cancelled' } & OfPart;
export type AwayFact = DeviceTaken | RepairOffered | DeviceReady | DeviceReturned | DeviceNotFetched | PartOrdered | PartLate | PartArrived | PartCancelled;
export type VisitsFact = AwayFact | TechnicianOnTheWay | TechnicianArrived | VisitStarted | DoorCodeWrong | VisitFrozen | VisitUnfrozen | ExtraProposed | ExtraBeyondCode | ExtraAnswered | VisitEnded;
