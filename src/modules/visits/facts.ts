import type { ExtraId, HomeId, RequestId, VisitId } from '#kernel';

type About = { visit: VisitId; request: RequestId; home: HomeId };
export type TechnicianArrived = { readonly fact: 'technician-arrived' } & About;
export type VisitStarted = { readonly fact: 'visit-started' } & About;
export type DoorCodeWrong = { readonly fact: 'door-code-wrong' } & About;
export type VisitFrozen = { readonly fact: 'visit-frozen'; why: 'wrong-code' | 'person' | 'technician' | 'operator' } & About;
export type VisitUnfrozen = { readonly fact: 'visit-unfrozen' } & About;
export type ExtraProposed = { readonly fact: 'extra-proposed'; extra: ExtraId } & About;
export type ExtraAnswered = { readonly fact: 'extra-answered'; extra: ExtraId; yes: boolean } & About;
export type VisitEnded = { readonly fact: 'visit-ended'; outcome: string } & About;
export type VisitsFact = TechnicianArrived | VisitStarted | DoorCodeWrong | VisitFrozen | VisitUnfrozen | ExtraProposed | ExtraAnswered | VisitEnded;
