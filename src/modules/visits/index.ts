/** Visits keeps what happens at the door and in the home: arrival, time, checklist, parts, extra work, the plain sheet, how it ended. It sets no price and sends no message. */
export type { CodeFroze, CodeWrong, NoSuchExtra, NoSuchTask, NoSuchVisit, NotWorking, VisitSeen, Visits } from './front.ts';
export { visitRoutes } from './routes.ts';
export { createVisits, type VisitsHas } from './visits.ts';
export { OUTCOMES, OUTCOME_RULES, type MoneyRule, type NextStep, type Outcome, type OutcomeRule } from './outcome.ts';
export { DOOR_MINUTES, WAIT_MINUTES, WRONG_CODES, type VisitRecord, type VisitState } from './visit.ts';
export { BACKUPS, HOLDERS, RESULTS, hasLapsed, type Backup, type Custody, type Holder, type RepairResult, type Stage } from './custody.ts';
export { mostDeposit, type PartOrder, type PartState } from './part-order.ts';
export { receiptPdf, returnPdf } from './custody-paper.ts';
export type { Away, CustodySeen, PartSeen } from './front.ts';
export { minutesOf, type Minutes, type MinutesByTask, type Span, type TimeKind } from './time.ts';
export { BLOCKS, LONGEST_SENTENCE, SHORTEST, faultsOf, isComplete, type Block, type Readability, type Sheet, type SheetFault } from './sheet.ts';
export { agreedByOwnYes, agreedOnTheirs, priceRuleFor, priceRuleOn, risesTooMuch, type PriceRule } from './rise.ts';
export type { Extra, ExtraLine, ExtraState, SaidBy } from './extra.ts';
export type { Checklists, Step, TaskList, Ticked } from './checklist.ts';
export type { Bill, HandedBack, Note, Part, SheetToRead, Signature, TakenAlong, Told } from './told.ts';
export {
  asksOfPart, asksToGiveBack, asksToHandOn, asksToMakeReady, asksToOfferRepair, asksToOrderPart, asksToSayPartComes, asksToWriteReceipt, asksForClock, asksForVisit, asksToAddPart, asksToAnswerExtra, asksToCheckIn, asksToEnd, asksToFreeze, asksToHandBack, asksToNote, asksToNoteDevice, asksToProposeExtra, asksToSign, asksToTick, asksToUnfreeze, asksToWriteSheet,
} from './asks.ts';
