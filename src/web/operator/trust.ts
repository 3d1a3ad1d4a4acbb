import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type ExtraId, type Refusal, type Result, type TechnicianId, type VisitId, isId } from '#kernel';
import { type Person, fullName } from '#modules/people';
import { type RunsOut, shownName } from '#modules/technicians';
import type { HeldVisit, Quarantine, Report, Rise, SignSeen, Trust, Worry } from '#modules/trust';
import { type Call, type Door, type Problem, type Reply, go, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { dial } from '../parts/dial.ts';
import { type Filled, box, form, fresh, oneOf, press, saysProblem } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
type Held = Awaited<ReturnType<Trust['heldVisits']>>[number] & Readonly<{ person: Person | undefined; reference: string }>;
/** What a sign is about: a visit, and what was written there. */
type About = Readonly<{ visit: VisitId; text?: string }>;
type Seen = Readonly<{
  names: ReadonlyMap<TechnicianId, string>; quarantines: readonly Quarantine[]; held: readonly Held[]; worries: readonly Worry[]; reports: readonly Report[]; signs: readonly SignSeen[]; rises: readonly Rise[]; about: ReadonlyMap<string, About>; runningOut: readonly RunsOut[];
}>;
const text = (least: number) => z.string().trim().min(least, 'trust.reasons-missing').max(2_000, 'where.too-long');
const decisionAsks = z.object({ decision: z.enum(['lifted', 'kept'], 'trust.decision-missing'), reasons: text(10) });
const STAFF = ['operator', 'vetting'] as const;

/** Everything that must not wait: who was stopped, who needs another time, what people told us, which checks run out. */
export function trustDoors(has: WebHas): Door[] {
  const again = (call: Call, typed: Filled['typed'], problems: readonly Problem[]): Promise<Reply> => alarms(has, call, { typed, problems });
  const act = <S extends z.ZodType>(path: string, asks: S, verb: (asked: z.infer<S>, id: string) => (work: Work) => Promise<Result<unknown, Refusal>>): Door => screen({
    method: 'POST', path: `/operator/trust/${path}`, who: STAFF, asks, again: (call, typed, problems) => again(call, typed, problems),
    answer: (call) => (call as unknown as Call).change(verb(call.asked as z.infer<S>, call.params['id'] ?? call.params['visit'] ?? ''), () => go('/operator/trust'), (refusal) => again(call as unknown as Call, textsOf(call.asked), [{ field: 'form', says: `trust.${refusal.kind}` }])),
  });
  return [
    screen({ method: 'GET', path: '/operator/trust', who: STAFF, answer: (call) => alarms(has, call, fresh) }),
    act('quarantines/:id', decisionAsks, (asked, id) => (work) => has.trust.decideQuarantine(work, { quarantine: id, ...asked })),
    act('appeals/:id', decisionAsks, (asked, id) => (work) => has.trust.answerAppeal(work, { quarantine: id, decision: asked.decision, answer: asked.reasons })),
    act('rises/:visit', z.object({}), (_asked, id) => (work) => has.trust.lookedAtRise(work, { visit: id as VisitId })),
    act('worries/:id', z.object({ answer: text(3) }), (asked, id) => (work) => has.trust.answerWorry(work, { worry: id, answer: asked.answer })),
    act('reports/:id', z.object({ state: z.enum(['looking', 'settled']), note: z.string().trim().max(2_000).optional() }), (asked, id) => (work) => has.trust.handleReport(work, { report: id, state: asked.state, ...(asked.note ? { note: asked.note } : {}) })),
  ];
}

/** How many things wait on the page of alarms: for the banner of the console. */
export async function alarmBanner(has: WebHas, frame: Frame, work: Work): Promise<Html> {
  const open = (await has.trust.quarantines(work, 'all')).filter(({ decision }) => !decision);
  const [held, worries, reports] = [await has.trust.heldVisits(work), (await has.trust.worries(work)).filter(({ answer }) => !answer), (await has.trust.reports(work)).filter(({ state }) => state === 'new')];
  const rises = (await has.trust.rises(work)).filter(({ lookedAt }) => !lookedAt);
  const count = open.length + held.length + worries.length + reports.length + rises.length;
  const { words } = frame;
  if (count === 0) return html`<p><a class="button" href="/operator/trust">${icon('shield')}${words.say('trust.title')}</a></p>`;
  return html`<section class="note danger" role="status"><h2>${icon('triangle-alert')} ${words.say('trust.banner', { count })}</h2>${open.length > 0 ? html`<p><strong>${words.say('trust.banner-stopped', { count: open.length })}</strong></p>` : ''}<p><a class="button" href="/operator/trust">${words.say('trust.open')}</a></p></section>`;
}

async function look(has: WebHas, call: Call): Promise<Seen> {
  return call.look(async (work) => {
    const quarantines = await has.trust.quarantines(work, 'all');
    const signs = await has.trust.signs(work);
    const rises = await has.trust.rises(work);
    const runningOut = await has.technicians.runningOut(work);
    const held = await Promise.all((await has.trust.heldVisits(work)).map(async (one): Promise<Held> => {
      const request = await has.booking.known.request(work, one.appointment.request);
      return { ...one, person: request?.person && (await has.people.known.person(work, request.person)), reference: request?.reference ?? '' };
    }));
    const ids = new Set<TechnicianId>([...quarantines, ...signs, ...rises, ...runningOut, ...held].map(({ technician }) => technician));
    const names = new Map<TechnicianId, string>();
    for (const id of ids) { const one = await has.technicians.technician(work, id); names.set(id, one ? shownName(one) : ''); }
    const about = new Map<string, About>();
    for (const one of signs) { const found = await aboutSign(has, work, one); if (found) about.set(one.id, found); }
    return { names, quarantines, held, signs, rises, about, runningOut, worries: await has.trust.worries(work), reports: await has.trust.reports(work) };
  });
}

async function aboutSign(has: WebHas, work: Work, { about }: SignSeen): Promise<About | undefined> {
  const [id = ''] = about.split(' ');
  if (isId('Visit', id)) return { visit: id as VisitId };
  const extra = isId('Extra', id) ? await has.visits.known.extra(work, id as ExtraId) : undefined;
  return extra && { visit: extra.visit, text: extra.why };
}

/** What was typed, to stand where it was typed. */
const textsOf = (asked: unknown): Filled['typed'] => Object.fromEntries(Object.entries(asked ?? {}).filter(([, value]) => typeof value === 'string')) as Filled['typed'];

async function alarms(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const { problems } = filled;
  const mine = (id: string): Filled => (call.params['id'] === id ? filled : fresh);
  const frame = frameOf(has, call);
  const { words } = frame;
  const seen = await look(has, call);
  const open = seen.quarantines.filter(({ decision }) => !decision);
  const decided = seen.quarantines.filter(({ decision }) => decision);
  const nothing = (key: string): Html => html`<p class="quiet">${words.say(`trust.${key}`)}</p>`;
  return page(shell(frame, {
    title: words.say('trust.title'), kind: 'staff',
    main: html`<p class="where-am-i"><a href="/operator">${words.say('operator.console')}</a></p>${problems.length > 0 ? html`<div class="summary" role="alert">${problems.map((one) => html`<p>${saysProblem(words, one)}</p>`)}</div>` : ''}<h1>${words.say('trust.title')}</h1>
      <h2>${words.say('trust.stopped', { count: open.length })}</h2>${open.length === 0 ? nothing('stopped-none') : open.map((one) => quarantine(frame, seen, one, mine(one.id)))}
      <h2>${words.say('trust.held', { count: seen.held.length })}</h2>${seen.held.length === 0 ? nothing('held-none') : html`<p>${words.say('trust.held-more')}</p><ul class="choices two">${seen.held.map((one) => heldVisit(frame, seen, one))}</ul>`}
      <h2>${words.say('trust.worries', { count: seen.worries.filter(({ answer }) => !answer).length })}</h2>${seen.worries.length === 0 ? nothing('worries-none') : seen.worries.map((one) => worry(frame, one))}
      <h2>${words.say('trust.rises', { count: seen.rises.filter(({ lookedAt }) => !lookedAt).length })}</h2>${seen.rises.length === 0 ? nothing('rises-none') : html`<p>${words.say('trust.rises-more')}</p>${seen.rises.map((one) => rise(frame, seen, one))}`}
      <h2>${words.say('trust.reports', { count: seen.reports.filter(({ state }) => state === 'new').length })}</h2>${seen.reports.length === 0 ? nothing('reports-none') : seen.reports.map((one) => report(frame, one))}
      <h2>${words.say('trust.running-out')}</h2>${seen.runningOut.length === 0 ? nothing('running-out-none') : html`<ul class="ticks">${seen.runningOut.map((one) => runsOut(frame, seen, one))}</ul>`}
      <details class="card"><summary>${words.say('trust.signs', { count: seen.signs.length })}</summary><ul>${seen.signs.map((one) => html`<li>${at(frame, one.at)} · ${seen.names.get(one.technician)} · ${words.say(`trust.sign-${one.sign}`)}${whereOf(frame, seen, one)}</li>`)}</ul></details>
      <details class="card"${decided.some(({ appeal, answer }) => appeal && !answer) ? html` open` : ''}><summary>${words.say('trust.decided', { count: decided.length })}</summary>${decided.map((one) => quarantine(frame, seen, one, mine(one.id)))}</details>`,
  }), problems.length > 0 ? 422 : 200);
}

/** On the wall clock of the house. */
const countryOf = ({ house }: Frame): Country => house.countries[0] ?? 'FR';
const at = (frame: Frame, instant: Temporal.Instant): string => `${frame.words.date(instant, countryOf(frame))}, ${frame.words.hour(instant, countryOf(frame))}`;

const decisionForm = ({ words }: Frame, to: string, filled: Filled): Html => form(to, html`${oneOf({ name: 'decision', label: words.say('trust.decision'), filled, words, columns: 'two', options: (['lifted', 'kept'] as const).map((value) => ({ value, label: words.say(`trust.decide-${value}`), hint: words.say(`trust.decide-${value}-more`) })) })}
  ${box({ name: 'reasons', label: words.say('trust.reasons'), hint: words.say('trust.reasons-hint'), rows: 3, filled, words })}<div class="actions"><button class="main">${words.say('trust.decide')}</button></div>`);

/** Where it was noticed, and in what words. */
const whereOf = ({ words }: Frame, { about }: Seen, sign: SignSeen): Html => { const found = about.get(sign.id); return found ? html` · <a href="/visits/${found.visit}">${words.say('trust.the-visit')}</a>${found.text ? html`: <q>${found.text}</q>` : ''}` : html``; };

/** What was noticed of somebody in the thirty days before they were stopped: what whoever decides must know. */
function noticedOf(frame: Frame, seen: Seen, one: Quarantine): Html {
  const theirs = seen.signs.filter(({ technician }) => technician === one.technician);
  return theirs.length === 0 ? html`` : html`<h4>${frame.words.say('trust.noticed')}</h4><ul>${theirs.map((sign) => html`<li>${at(frame, sign.at)} · ${frame.words.say(`trust.sign-${sign.sign}`)}${whereOf(frame, seen, sign)}</li>`)}</ul>`;
}

function quarantine(frame: Frame, seen: Seen, one: Quarantine, filled: Filled = fresh): Html {
  const { words } = frame;
  const { names } = seen;
  return html`<section class="card ${one.decision ? '' : 'next'}"><h3>${names.get(one.technician)}: ${words.say(`trust.sign-${one.because}`)}</h3><p>${words.say('trust.since', { at: at(frame, one.beganAt) })} ${one.decision ? '' : html`<strong>${words.say('trust.until', { at: words.hour(one.dueAt, countryOf(frame)) })}</strong>`}</p>
    ${one.appeal ? html`<blockquote class="quoted"><strong>${words.say('trust.their-word')}</strong><br>${one.appeal}</blockquote>` : ''}
    ${one.decision && one.decidedAt ? html`<p><span class="tag ${one.decision === 'lifted' ? 'safe' : 'danger'}">${words.say(`trust.decided-${one.decision}`)}</span> ${at(frame, one.decidedAt)}<br>${one.reasons}</p>${one.answer ? html`<p>${words.say('trust.answered')} ${one.answer}</p>` : one.appeal ? html`<p>${words.say('trust.second-look')}</p>${decisionForm(frame, `/operator/trust/appeals/${one.id}`, filled)}` : ''}`
    : html`${noticedOf(frame, seen, one)}<p class="quiet">${words.say('trust.before-deciding')}</p>${decisionForm(frame, `/operator/trust/quarantines/${one.id}`, filled)}`}</section>`;
}

function heldVisit(frame: Frame, { names }: Seen, one: Held): Html {
  const { words } = frame;
  const { appointment, person } = one;
  return html`<li><div class="card"><strong>${words.day(appointment.promisedFrom, appointment.country)}, ${words.hour(appointment.promisedFrom, appointment.country)}</strong> · ${names.get(one.technician)} <span class="tag">${words.say(`trust.held-${one.why satisfies HeldVisit['why']}`)}</span><br>
    ${appointment.quiet ? html`<span class="tag danger">${words.say('trust.quiet')}</span>` : html`${person ? fullName(person) : ''} ${person?.phone ? html`<a href="${dial(person.phone)}">${icon('phone')} ${person.phone}</a>` : ''}`} <a href="/r/${one.reference}">${one.reference}</a><br>
    <span class="quiet">${words.say(one.toldAt ? 'trust.told' : 'trust.not-told')}</span>
    <div class="actions"><a class="button main" href="/visits/${one.visit}/move">${icon('calendar')}${words.say('trust.offer-time')}</a></div></div></li>`;
}

const worry = (frame: Frame, one: Worry): Html => html`<section class="card"><p><span class="tag ${one.answer ? 'safe' : 'danger'}">${frame.words.say(one.answer ? 'trust.answered-tag' : 'trust.open-tag')}</span> ${at(frame, one.at)} · <a href="/visits/${one.visit}">${frame.words.say('trust.the-visit')}</a></p><blockquote class="quoted">${one.what === '' ? frame.words.say('trust.no-words') : one.what}</blockquote>
  ${one.answer ? html`<p>${one.answer}</p>` : form(`/operator/trust/worries/${one.id}`, html`${box({ name: 'answer', label: frame.words.say('trust.worry-answer'), hint: frame.words.say('trust.worry-answer-hint'), rows: 2, filled: fresh, words: frame.words })}<button>${frame.words.say('trust.keep-answer')}</button>`)}</section>`;

const rise = (frame: Frame, { names }: Seen, one: Rise): Html => html`<section class="card"><p>${one.lookedAt ? html`<span class="tag safe">${frame.words.say('trust.rise-looked')}</span> ` : ''}${at(frame, one.at)} · <a href="/visits/${one.visit}">${frame.words.say('trust.the-visit')}</a><br>${frame.words.say('trust.rise', { name: names.get(one.technician) ?? '', agreed: frame.words.money(one.agreed), more: frame.words.money(one.more) })}</p>${one.lookedAt ? '' : press(`/operator/trust/rises/${one.visit}`, frame.words.say('trust.rise-look'), { icon: 'check' })}</section>`;

const report = (frame: Frame, one: Report): Html => html`<section class="card"><p><span class="tag ${one.state === 'new' ? 'danger' : one.state === 'settled' ? 'safe' : ''}">${frame.words.say(`trust.report-${one.state}`)}</span> ${frame.words.say(`check.happened-${one.happened}`)} · ${at(frame, one.at)}</p><blockquote class="quoted">${one.told}</blockquote>${one.contact ? html`<p>${icon('phone')} ${one.contact}</p>` : ''}${one.note ? html`<p>${one.note}</p>` : ''}
  ${one.state === 'settled' ? '' : form(`/operator/trust/reports/${one.id}`, html`${box({ name: 'note', label: frame.words.say('trust.report-note'), rows: 2, filled: fresh, words: frame.words })}<div class="actions"><button name="state" value="settled">${frame.words.say('trust.report-settle')}</button>${one.state === 'new' ? html`<button name="state" value="looking">${frame.words.say('trust.report-look')}</button>` : ''}</div>`)}</section>`;

const runsOut = ({ words }: Frame, { names }: Seen, one: RunsOut): Html => html`<li><span><strong>${names.get(one.technician)}</strong> · ${words.say(`office.vetting-${one.vetting.kind}`)}</span><span class="tag ${one.left < 0 || one.left <= 7 ? 'danger' : ''}">${one.left < 0 ? words.say('trust.ended') : words.say('trust.days-left', { days: one.left })}</span></li>`;
