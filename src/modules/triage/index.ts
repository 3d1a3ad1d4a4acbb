/** Understanding a person's own words: what is dangerous, what it is, how urgent, the first way to offer. It books nothing and prices nothing. */
export { understand, type Asked } from './understand.ts';
export { createOpinions, createTriage, type Needs, type Triage } from './triage.ts';
export type { Answers } from './answers.ts';
export type { Alarm, Category, Channel, DeviceKind, Flag, Option, Question, TaskUnderstood, Told, Understanding, Urgency, Way } from './understanding.ts';
export { FLAGS, CHANNELS, DEVICES, URGENCIES } from './understanding.ts';
export type { Leaf } from './taxonomy.ts';
export { leafOf, leaves, questionOf } from './ask-about.ts';
export { contactsFor, safetyCard, safetyCards, type Contact, type SafetyCard } from './cards.ts';
export { learnFrom, type SiteLabel } from './learn.ts';
export { triageRoutes } from './routes.ts';
export { joined, mayAskSecond } from './second-opinion.ts';
export type { Opinions, Tried } from './front.ts';
export { type Heard, type ServiceShown, type ServiceWish, hostOf } from './opinion.ts';
export { learnSweep } from './jobs.ts';
export { learningStore } from './learning-store.ts';
