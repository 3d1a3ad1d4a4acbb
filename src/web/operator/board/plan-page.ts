import { html } from 'hono/html';
import type { TechnicianId, VisitId } from '#kernel';
import { type Plan, type PlanId, lineState } from '#modules/dispatch';
import { shownName } from '#modules/technicians';
import { type Call, type Reply, missing, page } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../../frame.ts';
import type { WebHas } from '../../has.ts';
import { dial } from '../../parts/dial.ts';
import { form } from '../../parts/form.ts';
import { icon } from '../../parts/icon.ts';
import { shell } from '../../shell.ts';
import { boardPath } from './board-page.ts';
import { type LineSaid, joinsHtml } from './emergency-plan.ts';
import { type Joined, joinedOf } from './emergency-read.ts';
import { type Block, blockOf } from './read.ts';

type Html = ReturnType<typeof html>;
type Shown = Readonly<{ plan: Plan; names: ReadonlyMap<TechnicianId, string>; blocks: ReadonlyMap<VisitId, Block>; now: Temporal.Instant; provider: string; joined: Joined | undefined }>;

async function readPlan(has: WebHas, work: Work, id: PlanId): Promise<Shown | undefined> {
  const plan = await has.dispatch.plan(work, id);
  if (!plan) return undefined;
  const names = new Map<TechnicianId, string>();
  for (const who of [...plan.lines.flatMap((line) => [line.from.technician, line.to.technician]), ...plan.shifts.map((shift) => shift.technician)]) {
    const technician = names.has(who) ? undefined : await has.technicians.technician(work, who);
    if (technician) names.set(who, shownName(technician));
  }
  const blocks = new Map<VisitId, Block>();
  for (const visit of [...plan.lines.map((line) => line.visit), ...plan.shifts.map((shift) => shift.visit), ...plan.unsaved]) {
    const found = await has.booking.visit(work, visit);
    if (found) blocks.set(visit, await blockOf(has, work, found));
  }
  return { plan, names, blocks, now: work.now, provider: (await has.technicians.provider(work, plan.provider))?.name ?? '', joined: await joinedOf(has, work, plan) };
}

/** A proposal as a readable difference: what it saves, each change, and whom to ring. */
export async function planPage(has: WebHas, call: Call, id: PlanId, said: string | undefined): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const shown = await call.look((work) => readPlan(has, work, id));
  if (!shown) return missing;
  const { plan } = shown;
  const body = plan.joins ? html`${joinsHtml(frame, plan, shown.joined, linesSaid(frame, shown), savings(frame, plan))}${plan.joins.comes && !plan.joins.asks ? html`${shifts(frame, shown)}${answer(frame, plan, 'dismiss', 'board.leave-it', '')}<p class="quiet">${words.say('board.plan-keeps')}</p>` : ''}` : html`${changes(frame, shown)}${shifts(frame, shown)}`;
  return page(shell(frame, {
    title: words.say('board.plan'), kind: 'staff',
    main: html`<p><a href="${boardPath(plan)}">${icon('arrow-left')} ${words.say('board.back')}</a></p><h1>${shown.joined && plan.joins ? words.say('dispatch.fit-in-who', { who: shown.joined.urgent.who }) : words.say(`board.plan-${plan.kind}`)}</h1><p class="lead">${shown.provider}, ${words.day(plan.day)}</p>
      ${said && words.knows(`board.said-${said}`) ? html`<p class="note warm" role="status">${words.say(`board.said-${said}`)}</p>` : ''}
      ${plan.joins ? '' : savings(frame, plan)}${plan.state === 'proposed' ? body : html`<p class="note">${words.say(`board.plan-is-${plan.state}`)}</p>`}${unsaved(frame, shown)}`,
  }));
}

function savings(frame: Frame, plan: Plan): Html {
  const { words } = frame;
  const currency = plan.country === 'FR' ? 'EUR' : 'GBP';
  const [metres, minutes] = [plan.before.metres - plan.after.metres, Math.round((plan.before.driving - plan.after.driving) / 60)];
  const cents = Math.round(((plan.before.driving - plan.after.driving) * 3_300) / 3_600 + (metres * 35) / 1_000);
  return html`<p class="card"><strong>${words.say(metres >= 0 ? 'board.saves' : 'board.costs', { km: words.distance(Math.abs(metres)), span: words.span(Math.abs(minutes)), money: words.money({ cents: Math.abs(cents), currency }) })}</strong><br>
    <span class="quiet">${words.say('board.from-to', { before: words.distance(plan.before.metres), after: words.distance(plan.after.metres) })}</span></p>`;
}

/** Each change as a sentence, with what it saves. */
const linesSaid = ({ words }: Frame, { plan, names, blocks, now }: Shown): LineSaid[] => plan.lines.map((line, number) => {
  const block = blocks.get(line.visit);
  return { number, state: lineState(plan, number, block?.visit, now), says: html`${words.say('board.change', {
    name: names.get(line.to.technician) ?? '', before: names.get(line.from.technician) ?? '', hour: words.hour(line.to.start, plan.country), who: block?.who ?? '', place: block?.place ?? '' })}
      ${Math.abs(line.saves) >= 100 ? html`<br><span class="quiet">${words.say(line.saves > 0 ? 'board.line-saves' : 'board.line-costs', { km: words.distance(Math.abs(line.saves)) })}</span>` : ''}` };
});

function changes(frame: Frame, shown: Shown): Html {
  const { words } = frame;
  const { plan } = shown;
  if (plan.lines.length === 0) return html`<p>${words.say('board.no-changes')}</p>${answer(frame, plan, 'dismiss', 'board.leave-it', '')}`;
  return html`<h2>${words.say('board.changes', { count: plan.lines.length })}</h2>${form(`/operator/board/plans/${plan.id}`, html`<ul class="ticks">${linesSaid(frame, shown).map(({ number, state, says }) =>
    html`<li><div class="tick"><input type="checkbox" id="line-${number}" name="line-${number}" value="yes"${state === 'open' ? '' : ' disabled'}><label for="line-${number}">${says}</label></div>
      ${state === 'open' ? '' : html`<span class="tag">${words.say(`board.line-${state}`)}</span>`}</li>`)}</ul>
    <div class="actions"><button class="main" name="take" value="all">${words.say('board.take-all')}</button><button name="take" value="ticked">${words.say('board.take-ticked')}</button></div>`)}
    ${answer(frame, plan, 'dismiss', 'board.leave-it', '')}<p class="quiet">${words.say('board.plan-keeps')}</p>`;
}

/** Visits that keep their technician and their promise, and begin at another minute of it. */
function shifts(frame: Frame, { plan, blocks, names }: Shown): Html {
  const { words } = frame;
  if (plan.shifts.length === 0) return html``;
  return html`<details class="card"${plan.joins ? ' open' : ''}><summary>${words.say('dispatch.shifts', { count: plan.shifts.length })}</summary><ul>${plan.shifts.map((shift) => {
    const block = blocks.get(shift.visit);
    return html`<li>${words.say('dispatch.shift', { name: names.get(shift.technician) ?? '', who: block?.who ?? '', from: words.hour(shift.from, plan.country), to: words.hour(shift.to, plan.country) })}${block ? html` <span class="quiet">${words.say('board.promised', { from: words.hour(block.visit.promisedFrom, plan.country), until: words.hour(block.visit.promisedUntil, plan.country) })}</span>` : ''}</li>`; })}</ul></details>`;
}

const answer = (frame: Frame, plan: Plan, take: string, says: string, kind: string): Html => form(`/operator/board/plans/${plan.id}`, html`<button class="${kind}" name="take" value="${take}">${frame.words.say(says)}</button>`);

/** Those who cannot be kept: first who needs us most, then by the hour; each with the number and what to say. */
function unsaved(frame: Frame, { plan, blocks }: Shown): Html {
  const { words } = frame;
  const left = plan.unsaved.flatMap((visit) => blocks.get(visit) ?? []).toSorted((a, b) => Number(b.vulnerable) - Number(a.vulnerable) || Temporal.Instant.compare(a.visit.promisedFrom, b.visit.promisedFrom));
  if (left.length === 0 || plan.state !== 'proposed') return html``;
  return html`<h2>${words.say(plan.joins?.asks ? 'dispatch.to-ask' : 'board.unsaved', { count: left.length })}</h2><ol class="steps">${left.map((block) => html`<li><div><h2>${block.who}${block.vulnerable ? html` <span class="tag danger">${words.say('board.needs-us')}</span>` : ''}</h2>
    <p>${block.place}, ${words.say('board.promised', { from: words.hour(block.visit.promisedFrom, plan.country), until: words.hour(block.visit.promisedUntil, plan.country) })}</p>
    ${block.visit.quiet ? html`<p class="note warm">${words.say('dispatch.ask-safely')}</p>` : block.phone ? html`<p><a class="phone" href="${dial(block.phone)}">${icon('phone')}${block.phone}</a></p>` : html`<p>${words.say('board.no-phone')}</p>`}
    <blockquote class="quoted">${words.say(plan.joins?.asks ? 'dispatch.say-to-ask' : 'board.what-to-say', { house: frame.house.name, who: block.who, day: words.day(plan.day), from: words.hour(block.visit.promisedFrom, plan.country) })}</blockquote>
    <div class="actions"><a class="button" href="/visits/${block.visit.id}/move">${words.say('board.other-time')}</a></div></div></li>`)}</ol>`;
}
