import { html } from 'hono/html';
import { type TechnicianId, type VisitId, ZONE, isId } from '#kernel';
import { type Appointment, expectsOf } from '#modules/booking';
import { type Call, type Reply, missing, page } from '#platform/http/index';
import { type Frame, frameOf } from '../../frame.ts';
import type { WebHas } from '../../has.ts';
import { dial } from '../../parts/dial.ts';
import { form, fresh, tick } from '../../parts/form.ts';
import { icon } from '../../parts/icon.ts';
import { shell } from '../../shell.ts';
import { boardPath } from './board-page.ts';
import { sentencesOf } from './consequences.ts';
import { type Block, type Seen, type Where, blockOf, laneOf, readBoard } from './read.ts';
import { isMovable } from './timeline.ts';

type Html = ReturnType<typeof html>;
export type Wish = Readonly<{ technician?: string | undefined; at?: string | undefined }>;

/** A wall-clock `HH:MM` of a day, as an instant. */
export function instantOf(where: Where, at: string | undefined): Temporal.Instant | undefined {
  return at && /^([01]\d|2[0-3]):[0-5]\d$/.test(at) ? where.day.toZonedDateTime({ timeZone: ZONE[where.country], plainTime: Temporal.PlainTime.from(at) }).toInstant() : undefined;
}

const wall = (at: Temporal.Instant, where: Where): string => at.toZonedDateTimeISO(ZONE[where.country]).toPlainTime().toString({ smallestUnit: 'minute' });

/** Quarters of an hour in which somebody works. */
function times(seen: Seen): string[] {
  const [from, until] = [seen.lanes.flatMap((lane) => lane.shift?.from ?? []), seen.lanes.flatMap((lane) => lane.shift?.until ?? [])];
  const hours = [...from, ...until].map((at) => Number(wall(at, seen).slice(0, 2)));
  const [first, last] = [Math.min(8, ...hours), Math.max(18, ...hours)];
  return Array.from({ length: (last - first) * 4 }, (_, i) => `${String(first + Math.floor(i / 4)).padStart(2, '0')}:${String((i % 4) * 15).padStart(2, '0')}`);
}

const nameOf = (seen: Seen) => (visit: string): string => [...seen.lanes.flatMap((lane) => lane.blocks), ...seen.orphans].find((block) => block.visit.id === visit)?.who ?? '';

/** To whom and when: a form that asks what it would bring, and then the one that does it. Works without any script. */
function choose(frame: Frame, seen: Seen, visit: Appointment, wish: Wish): Html {
  const { words } = frame;
  const lanes = seen.lanes.filter((lane) => lane.provider.id === visit.provider && lane.shift);
  const chosen = wish.technician ?? visit.technician;
  const at = wish.at ?? wall(visit.plannedStart, seen);
  const all = [...new Set([...times(seen), at])].toSorted();
  return html`<form method="get" action="/operator/board/visits/${visit.id}" class="board-choose"><input type="hidden" name="country" value="${seen.country}"><input type="hidden" name="day" value="${seen.day.toString()}">
    <div class="field"><label for="technician">${words.say('operator.technician')}</label><select id="technician" name="technician">${lanes.map((lane) => html`<option value="${lane.technician.id}"${lane.technician.id === chosen ? ' selected' : ''}>${lane.name}</option>`)}</select></div>
    <div class="field"><label for="at">${words.say('board.begins')}</label><select id="at" name="at">${all.map((time) => html`<option value="${time}"${time === at ? ' selected' : ''}>${time}</option>`)}</select></div>
    <div class="actions"><button class="${wish.technician ? '' : 'main'}">${icon('search')}${words.say('board.see-first')}</button></div></form>`;
}

export async function movePage(has: WebHas, call: Call, where: Where, id: string, wish: Wish): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  if (!isId('Visit', id)) return missing;
  const found = await has.privacy.opening(call.by, async (work) => {
    const visit = await has.booking.visit(work, id as VisitId);
    const seen = visit && (await readBoard(has, work, where));
    if (!visit || !seen) return undefined;
    const at = instantOf(where, wish.at);
    const drop = wish.technician && isId('Technician', wish.technician) ? { visit: visit.id, technician: wish.technician as TechnicianId, at, expects: expectsOf(visit) } : undefined;
    const shows = { visit, seen, block: await blockOf(has, work, visit), drop, weighed: drop && (await has.dispatch.weigh(work, drop)) };
    // Their telephone is shown once a move needs their yes.
    return { shows, opened: shows.weighed?.asks ? [{ saw: 'contact' as const, home: visit.home, for: visit.id }] : [] };
  });
  if (!found) return missing;
  const { visit, seen, block, drop, weighed } = found;
  return page(shell(frame, {
    title: words.say('board.move'), kind: 'staff',
    main: html`<p><a href="${boardPath(where)}">${icon('arrow-left')} ${words.say('board.back')}</a></p><h1>${words.say('board.move-of', { who: block.who })}</h1>${facts(frame, seen, block)}
      ${isMovable(block, seen.now) ? choose(frame, seen, visit, wish) : html`<p class="note">${words.say('board.cannot-visit-begun')}</p>`}
      ${drop && weighed ? html`<section class="card" id="consequences"><h2>${words.say('board.it-brings')}</h2><ul>${sentencesOf(frame, weighed, where.country, nameOf(seen)).map((line) => html`<li>${line}</li>`)}</ul>
        ${weighed.cannot ? html`<p class="note warm">${words.say('board.choose-other')}</p>` : form(`/operator/board/visits/${visit.id}`, html`<input type="hidden" name="country" value="${where.country}"><input type="hidden" name="day" value="${where.day.toString()}">
          <input type="hidden" name="technician" value="${drop.technician}"><input type="hidden" name="at" value="${wish.at ?? ''}"><input type="hidden" name="was" value="${visit.technician}"><input type="hidden" name="sequence" value="${visit.sequence}">
          ${weighed.asks ? html`${block.phone ? html`<p>${words.say('board.ring-first')} <a class="phone" href="${dial(block.phone)}">${icon('phone')}${block.phone}</a></p>` : html`<p>${words.say('board.write-first')}</p>`}${tick({ name: 'agreed', label: words.say('board.they-agreed'), filled: fresh, words })}` : ''}
          <div class="actions"><button class="main">${words.say('board.do-move', { name: laneOf(seen, drop.technician)?.name ?? '' })}</button></div>`)}</section>` : ''}
      <p><a href="/visits/${visit.id}">${words.say('board.open-visit')}</a></p>`,
  }));
}

const facts = (frame: Frame, seen: Seen, block: Block): Html => html`<dl class="facts"><dt>${frame.words.say('board.where')}</dt><dd>${block.place}</dd><dt>${frame.words.say('board.promise')}</dt><dd>${frame.words.day(block.visit.promisedFrom, seen.country)}, ${frame.words.say('board.promised', { from: frame.words.hour(block.visit.promisedFrom, seen.country), until: frame.words.hour(block.visit.promisedUntil, seen.country) })}</dd>
  <dt>${frame.words.say('board.planned')}</dt><dd>${frame.words.hour(block.visit.plannedStart, seen.country)}, ${frame.words.span(block.visit.minutes)}</dd><dt>${frame.words.say('operator.technician')}</dt><dd>${laneOf(seen, block.visit.technician)?.name ?? ''}</dd></dl>`;
