import { type Actor, isStaff, mayActFor } from '#kernel';
import type { RequestSeen } from './needs.ts';

/** The office reads what people wrote and answers it. */
export const mayAnswerPeople = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');

/** How this house words its messages is the operator's. */
export const mayWordMessages = (by: Actor): boolean => isStaff(by, 'operator') || isStaff(by, 'admin');

/** Whoever asked writes about it; in their name a helper who may ask. Of a quiet request only who holds its code. */
export const mayWriteAbout = (by: Actor, request: RequestSeen): boolean => {
  if (by.kind === 'asker') return by.request === request.id;
  if (by.kind !== 'person' || request.quiet) return false;
  return by.person === request.person || (request.home !== undefined && mayActFor(by, request.home, 'ask'));
};
