import { html } from 'hono/html';
import { type Country, type Money, type VisitId, ZONE } from '#kernel';
import type { Complaint, Step } from '#modules/quality';
import { type Call, type Reply, missing, page } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
type Line = Readonly<{ visit: VisitId; reference: string; country: Country; technician: string }>;
type Calls = readonly (Line & Readonly<{ step: Step }>)[];
/** A fee for a late change that nobody billed or waived yet. */
type Fees = readonly (Line & Readonly<{ fee: Money; at: Temporal.Instant }>)[];
type Complaints = readonly (Line & Readonly<{ complaint: Complaint }>)[];

/** What must still be done after visits: calls that were promised, complaints with their day. The office sees its own, the operator all. */
export async function listPage(has: WebHas, call: Call): Promise<Reply> {
  const found = await call.look(async (work) => {
    const [steps, due] = [await has.quality.promised(work), await has.quality.due(work)];
    return steps && due && { fees: await feesOf(has, work, call.by), calls: await Promise.all(steps.map(async (step) => ({ step, ...await lineOf(has, work, step.visit) }))), complaints: await Promise.all(due.complaints.map(async (complaint) => ({ complaint, ...await lineOf(has, work, complaint.visit) }))) };
  });
  if (!found) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const isStaff = call.by.kind === 'person' && call.by.roles.includes('operator');
  return page(shell(frame, {
    title: words.say('after.title'), kind: 'staff',
    main: html`<p class="where-am-i"><a href="${isStaff ? '/operator' : '/office'}">${icon('arrow-left')} ${words.say(isStaff ? 'operator.console' : 'after.office')}</a></p><h1>${words.say('after.title')}</h1><p class="lead">${words.say(found.calls.length + found.complaints.length + found.fees.length === 0 ? 'after.nothing' : 'after.lead')}</p>
      ${found.calls.length === 0 ? '' : html`<h2>${words.say('after.calls', { count: found.calls.length })}</h2><ul class="choices">${inHaste(found.calls).map((one) => callLine(frame, one))}</ul>`}
      ${found.complaints.length === 0 ? '' : html`<h2>${words.say('after.complaints', { count: found.complaints.length })}</h2><ul class="choices">${found.complaints.map((one) => complaintLine(frame, one, has.clock.now()))}</ul>`}
      ${found.fees.length === 0 ? '' : html`<h2>${words.say('after.fees', { count: found.fees.length })}</h2><ul class="choices">${found.fees.map((one) => html`<li><a class="choice" href="/after/${one.visit}">${icon('receipt')}<span><strong>${words.money(one.fee)}</strong><br><span class="quiet">${one.reference} · ${one.technician} · ${words.date(one.at, one.country)}</span></span></a></li>`)}</ul>`}`,
  }));
}

/** Of the last weeks: late changes with a fee for which there is no bill, and which nobody waived. */
async function feesOf(has: WebHas, work: Work, by: Call['by']): Promise<Fees> {
  const isOperator = by.kind === 'person' && by.roles.includes('operator');
  const provider = by.kind === 'person' ? by.provider : undefined;
  const found = (await has.booking.known.visitsBetween(work, work.now.subtract({ hours: 24 * FEE_DAYS }), work.now.add({ hours: 24 * FEE_DAYS }))).filter((visit) => (visit.fee?.cents ?? 0) > 0 && (isOperator || visit.provider === provider)).slice(0, MOST_FEES);
  const open = await Promise.all(found.map(async (visit) => {
    const isSettled = (await has.billing.known.waived(work, visit.id)) !== undefined || (await has.billing.invoicesFor(work, visit.id)).some(({ kind }) => kind === 'late-cancel');
    return isSettled || !visit.fee ? [] : [{ fee: visit.fee, at: visit.promisedFrom, ...await lineOf(has, work, visit.id) }];
  }));
  return open.flat();
}
const FEE_DAYS = 30;
const MOST_FEES = 100;

/** Who was not safe comes first. */
const inHaste = (calls: Calls): Calls => calls.toSorted((a, b) => Number(b.step.step === 'call-at-once') - Number(a.step.step === 'call-at-once') || Temporal.Instant.compare(a.step.promisedAt, b.step.promisedAt));

async function lineOf(has: WebHas, work: Work, visit: VisitId): Promise<Line> {
  const booked = await has.booking.known.visit(work, visit);
  const [request, technician] = [booked && (await has.booking.known.request(work, booked.request)), booked && (await has.technicians.technician(work, booked.technician))];
  return { visit, reference: request?.reference ?? '', country: booked?.country ?? 'FR', technician: technician?.firstName ?? '' };
}

const callLine = ({ words }: Frame, one: Calls[number]): Html => html`<li><a class="choice" href="/after/${one.visit}">${icon('phone')}<span><strong>${words.say(`after.call-${one.step.step}`)}</strong>${one.step.step === 'call-at-once' ? html` <span class="tag danger">${words.say('targets.urgent')}</span>` : ''}<br>
  <span class="quiet">${one.reference} · ${words.say(`visits.outcome-${one.step.outcome}`)} · ${one.technician} · ${words.date(one.step.promisedAt, one.country)}, ${words.hour(one.step.promisedAt, one.country)}</span></span></a></li>`;

function complaintLine({ words }: Frame, one: Complaints[number], now: Temporal.Instant): Html {
  const { complaint } = one;
  const isLate = complaint.answer === undefined && Temporal.PlainDate.compare(now.toZonedDateTimeISO(ZONE[complaint.country]).toPlainDate(), complaint.answerBy) > 0;
  return html`<li><a class="choice" href="/after/${one.visit}">${icon('message-square')}<span><strong>${words.say(`quality.about-${complaint.about}`)}</strong> <span class="tag ${isLate ? 'danger' : ''}">${complaint.answer === undefined ? words.say('quality.due-by', { day: words.date(complaint.answerBy, complaint.country) }) : words.say('quality.due-not-settled')}</span><br>
    <span class="quiet">${one.reference} · ${one.technician} · ${complaint.words.slice(0, 100)}</span></span></a></li>`;
}
