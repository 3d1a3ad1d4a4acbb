import { html } from 'hono/html';
import type { ExtraId, VisitId } from '#kernel';
import type { Invoice } from '#modules/billing';
import { type Complaint, isDisputed } from '#modules/quality';
import type { Words } from '#platform/text';
import { icon } from './icon.ts';

type Html = ReturnType<typeof html>;

/** Beside extra work: the way to dispute it, or that it is disputed, or that there is an answer. */
export function saidOf(words: Words, visit: VisitId, extra: ExtraId, complaints: readonly Complaint[]): Html {
  const one = complaints.find((complaint) => complaint.extra === extra);
  if (!one) return html`<a href="/visits/${visit}/extras/${extra}/dispute">${words.say('dispute.link')}</a>`;
  return html`<a href="/visits/${visit}/complain">${icon('message-square')}${one.answer === undefined ? words.say('dispute.waits', { date: words.date(one.answerBy, one.country) }) : words.say('dispute.answered')}</a>`;
}

/** What of a bill waits for an answer: lines of extra work that is disputed, less what went back, in cents. */
export const disputedOn = (invoice: Pick<Invoice, 'lines' | 'creditNotes'>, complaints: readonly Complaint[]): number => invoice.lines.reduce((total, { id, source, gross }) => {
  if (source.kind !== 'extra' || !isDisputed(complaints, source.extra)) return total;
  return total + gross.cents - invoice.creditNotes.flatMap(({ lines }) => lines).filter(({ line }) => line === id).reduce((back, { gross: one }) => back + one.cents, 0);
}, 0);
