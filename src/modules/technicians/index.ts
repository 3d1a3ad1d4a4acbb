/** Technicians knows providers and who helps: skills, area, hours, vetting with expiry, standing. It plans no visit and sets no price. */
export type { BadHours, BadPay, NoSuchProvider, NoSuchTechnician, NotYou, Technicians } from './front.ts';
export type { PastIdentity } from './do/change-identity.ts';
export { hasSigned, isIban, isSortCode, type Identity, type Pay, type Provider, type Vat } from './provider.ts';
export { hasSkill, shownName, skillFrom, type Absence, type Break, type Shift, type Skill, type SkillLevel, type Technician, type WeekHours } from './technician.ts';
export { FIRM_KINDS, REQUIRED, VETTING_KINDS, isFirmKind, maySend, type CannotSend, type FirmCheck, type FirmKind, type OwnKind, type Vetting, type VettingKind } from './vetting.ts';
export { whoCould, type Could, type CouldNot, type Wanted, type WhoCould, type WhyNot } from './who-could.ts';
export { provedSkills, type ProvedSkill, type Repairs } from './proved-skill.ts';
export { providerFacts, sayFact, sayProved, trustFacts, type TrustFact } from './trust-facts.ts';
export { asksToChangeHours, asksToRecordVetting, asksToSuspend, asksToTakeAbsence, breaks, weekHours } from './asks.ts';
export { createTechnicians, type TechniciansHas } from './technicians.ts';
export { technicianRoutes } from './routes.ts';
export type { Checks } from './verbs.ts';
export { EVIDENCE_KINDS, mayBeKept, type Evidence } from './evidence.ts';
export { WARN_DAYS, runningOut, warningDue, type RunsOut } from './expiry.ts';
export { PAY_CHANGE_HOURS, isDue, lastFour, type PayChange } from './pay-change.ts';
export { FEWEST_RATINGS, bayesianMean, shownRating, wilsonLowerBound, type Ratings, type ShownRating } from './rating.ts';
export { checkSweep } from './jobs.ts';
