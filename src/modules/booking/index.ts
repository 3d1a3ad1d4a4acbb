/** Booking turns what somebody asks into a promised time that nobody else can have. It knows no door step (see visits) and sends nothing (see messages). */
export * from './refusals.ts';
export { askAsks, bookAsks, cancelAsks, comeBackAsks, moveAsks, slotAsks, understandAsks, wayAsks, whoAsks } from './asks.ts';
export { dayOf, isPlaceOpen, type Appointment, type AppointmentState } from './appointment.ts';
export { isFirmOf, mayCallOff, isSentTo } from './may.ts';
export { NOTHING, centsOf, expectsOf, plus, totalsOf, type DayTotals, type Late, type Move } from './arranging.ts';
export type { CannotArrange, Weighed } from './do/arrange-visits.ts';
export type { FittedIn } from './do/fit-in.ts';
export type { PlanDay, Planning, Searching } from './do/plan-days.ts';
export type { DayBreaks } from './do/run-longer.ts';
export { createBooking, type BookingHas } from './booking.ts';
export { confirmationPdf } from './documents.ts';
export { HORIZON_DAYS, LEAD_MINUTES } from './do/find-times.ts';
export { narrowSweep } from './jobs.ts';
export type { BookingFact, RequestAsked, RequestClosed, RequestPlaced, VisitBooked, VisitCancelled, VisitMoved, WindowNarrowed } from './facts.ts';
export { isOpen, isUnderstood, priceable, type AskedFor, type Comfort, type Flag, type Guess, type Request, type RequestState, type Source, type Task, type Way } from './request.ts';
export { HOLD_MINUTES, NARROW_MINUTES, WINDOW_MINUTES, nearest, readSlotKey, slotKey, type Hold, type Slot } from './slot.ts';
export type { AskInput, AskOutput, Board, Booking, CameBack, Day, Fee, LetterParts, QuotesAnswer, Shown, Terms, Who, WayPrice, WhoInput, WhoOutput } from './verbs.ts';
export { bookingRoutes } from './routes.ts';
