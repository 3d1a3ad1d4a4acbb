import { type Actor, isStaff } from '#kernel';

/** The service is the operator's choice. */
export const maySetService = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');

/** Whoever is known here may answer for a request that they were shown; whether it is theirs was asked of booking before. Somebody without any session has no request. */
export const mayAnswerForRequest = (by: Actor): boolean => by.kind !== 'visitor';
