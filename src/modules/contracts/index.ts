/** Contracts keeps what somebody agreed to, what they had been shown, and until when they may change their mind, by dated rules of each country. It moves no visit and no money. */
export { figureOf } from './rules.ts';
export type { Agreement, Decision, ReceivedBy, ShownText, TechnicianChange, Withdrawal } from './agreement.ts';
export type { DoorTerms, Ground } from './at-the-door.ts';
export type { GoodsRules, Ruled } from './goods.ts';
export { createContracts, type ContractsHas } from './contracts.ts';
export type { ContractAgreed, ContractWithdrawn, ContractsFact, TechnicianChangeAnnounced, TechnicianChangeAnswered } from './facts.ts';
export type {
  AskedAgree, AskedAgreeAtDoor, AskedChange, AskedDoorTerms, AskedTerms, AskedWithdraw, CannotChange, CannotDecide, CannotExempt, CannotWithdraw, Contracts, DoorExtra, ExpressNeeded, NoSuchAgreement, NoSuchChange, SeenAgreement, SeenRule,
  TermsChanged,
} from './front.ts';
export { isOnTelephone } from './may.ts';
export { contractRoutes } from './routes.ts';
export { acknowledgementPdf, contractPdf, digestLine, withdrawalFormPdf } from './paper.ts';
export { type Channel, type ContractRule, type ContractRuleBook } from './rules.ts';
export type { MayCall, SalesCall } from './selling.ts';
export { type Party, type TextPart, formLines, partsOf } from './terms.ts';
export { type Answer, type Right, owedFor, owedForDays } from './withdrawal.ts';
