import type { HomeId, PersonId, QuoteId, RequestId, TechnicianId, VisitId } from '#kernel';

type Told<Name extends string, What> = Readonly<{ fact: Name } & What>;

export type RequestAsked = Told<'request-asked', { request: RequestId }>;
export type RequestPlaced = Told<'request-placed', { request: RequestId; person: PersonId; home: HomeId; unplaced: boolean }>;
export type VisitBooked = Told<'visit-booked', { visit: VisitId; request: RequestId; quote: QuoteId; home: HomeId; technician: TechnicianId }>;
export type VisitMoved = Told<'visit-moved', { visit: VisitId; request: RequestId; home: HomeId; technician: TechnicianId; before: TechnicianId }>;
export type VisitCancelled = Told<'visit-cancelled', { visit: VisitId; request: RequestId; home: HomeId; technician: TechnicianId; why?: 'provider-gone' | 'called-off' }>;
export type WindowNarrowed = Told<'window-narrowed', { visit: VisitId; request: RequestId; home: HomeId }>;
export type RequestClosed = Told<'request-closed', { request: RequestId }>;

export type BookingFact = RequestAsked | RequestPlaced | VisitBooked | VisitMoved | VisitCancelled | WindowNarrowed | RequestClosed;
