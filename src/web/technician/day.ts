import { html } from 'hono/html';
import { z } from 'zod';
import { type TechnicianId, ZONE } from '#kernel';
import { type Appointment, type Day, type Request, isPlaceOpen } from '#modules/booking';
import { type Home, type Person, fullName } from '#modules/people';
import type { Opening } from '#modules/privacy';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';
import { heldBar, mayBeHeld } from './held-parts.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
/** What the technician needs to know before ringing. */
export type Stop = Readonly<{ appointment: Appointment; travelSeconds: number; travelMetres: number; request: Request | undefined;
  /** While it is theirs to read where it is. */
  home: Home | undefined; person: Person | undefined; state: string;
  /** The household said no to this person: they do not go there. */
  refused: boolean }>;

/** The technician's day, on a telephone: the next visit fills the screen, the rest is a list with the driving between. */
export function dayDoors(has: WebHas): Door[] {
  return [
    screen({
      method: 'GET', path: '/day', who: ['technician', 'stopped'], asks: z.object({ on: z.iso.date().optional() }), again: () => go('/day'),
      answer: (call) => (call.by.kind !== 'person' ? missing : call.by.technician ? showDay(has, call as unknown as Call, call.by.technician, call.asked.on) : go('/day/appeal')),
    }),
  ];
}

async function showDay(has: WebHas, call: Call, technician: TechnicianId, on: string | undefined): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const own = await call.look(async (work) => { const found = await has.technicians.technician(work, technician); return found && { provider: await has.technicians.provider(work, found.provider), hasPhoto: found.photo !== undefined }; });
  const country = own?.provider?.country ?? 'FR';
  const day = on ? Temporal.PlainDate.from(on) : has.clock.now().toZonedDateTimeISO(ZONE[country]).toPlainDate();
  const seen = await has.privacy.opening(call.by, async (work) => {
    const found = await has.booking.dayOf(work, technician, day);
    if (!found) return undefined;
    const stops = await stopsOf(has, work, found);
    const open = stops.filter(({ state }) => state !== 'ended');
    return { shows: { stops, open }, opened: openedBy(open[0]) };
  });
  if (!seen) return missing;
  const { open } = seen;
  // What begins within these hours a telephone takes along closed, for a cellar without signal.
  const isSoon = ({ appointment }: Stop): boolean => Math.abs(appointment.promisedFrom.epochMilliseconds - has.clock.now().epochMilliseconds) <= ALONG_HOURS * 3_600_000;
  const [next, ...rest] = open;
  const other = (days: number): string => `/day?on=${day.add({ days }).toString()}`;
  const shown = await page(shell(frame, {
    title: words.say('day.title'), kind: 'staff', scripts: ['held'], app: true,
    main: html`<h1>${words.day(day)}</h1>${heldBar(frame)}<p class="note warm" hidden data-needs-phone>${words.say('held.needs-phone')} <a href="/day/phone">${words.say('held.needs-phone-go')}</a></p>${own?.hasPhoto === false ? html`<p class="note warm" id="no-photo">${words.say('day.no-photo')} <a href="/day/badge">${words.say('day.no-photo-go')}</a></p>` : ''}<nav class="actions" aria-label="${words.say('day.other-days')}"><a class="button" href="${other(-1)}">${icon('arrow-left')}${words.say('operator.day-before')}</a><a class="button" href="${other(1)}">${words.say('operator.day-after')}${icon('arrow-right')}</a></nav>
      ${next ? html`<section class="card next">${nextStop(frame, next, isSoon(next))}</section>` : html`<p class="lead">${words.say(seen.stops.length > 0 ? 'day.all-done' : 'day.nothing')}</p>`}
      ${rest.length > 0 ? html`<h2>${words.say('day.then')}</h2><ol class="route">${rest.map((stop) => html`<li>${later(frame, stop, isSoon(stop))}</li>`)}</ol>` : ''}
      ${seen.stops.length > open.length ? html`<h2>${words.say('day.done')}</h2><ol class="route">${seen.stops.filter(({ state }) => state === 'ended').map((stop) => html`<li>${later(frame, stop, false)}</li>`)}</ol>` : ''}
      <p class="actions"><a class="button plain" href="/technicians/${technician}/work">${icon('clock')}${words.say('crew.open')}</a><a class="button plain" href="/day/badge">${icon('badge-check')}${words.say('badge.title')}</a><a class="button plain" href="/day/phone">${icon('smartphone')}${words.say('secrets.phone-title')}</a></p><p class="quiet">${words.say('day.driving', { km: words.distance(seen.stops.reduce((sum, stop) => sum + stop.travelMetres, 0)) })}</p>`,
  }));
  // Kept for the night, as the list of this day: another day is asked for.
  return mayBeHeld(shown, on ? 0 : LIST_SECONDS);
}
const ALONG_HOURS = 4;
const LIST_SECONDS = 18 * 3_600;

/** The next visit is shown with its whole address; those after it with their town. */
const openedBy = (next: Stop | undefined): Opening[] => (next?.home
  ? [{ saw: 'address', home: next.home.id, for: next.appointment.id }, ...(next.home.accessNotes ? [{ saw: 'note' as const, home: next.home.id, for: next.appointment.id }] : [])] : []);

type StopsHas = Readonly<{ booking: Readonly<{ known: Pick<WebHas['booking']['known'], 'request'> }>; people: Readonly<{ known: Pick<WebHas['people']['known'], 'home' | 'person'> }>; visits: Readonly<{ known: Pick<WebHas['visits']['known'], 'record'> }>; contracts: Readonly<{ known: Pick<WebHas['contracts']['known'], 'isRefused'> }> }>;
/** The visits with who, where and what; a reader of the day may know these, the door word is another matter. */
export const stopsOf = (has: StopsHas, work: Work, day: Day): Promise<Stop[]> => Promise.all(day.visits.filter(({ appointment }) => appointment.state !== 'cancelled').map(async ({ appointment, travel }) => {
  const request = await has.booking.known.request(work, appointment.request);
  const refused = await has.contracts.known.isRefused(work, appointment.id, appointment.technician);
  return {
    appointment, travelSeconds: travel.seconds, travelMetres: travel.metres, request, home: !refused && isPlaceOpen(appointment, work.now) ? await has.people.known.home(work, appointment.home) : undefined,
    person: request?.person && (await has.people.known.person(work, request.person)), state: (await has.visits.known.record(work, appointment.id)).state, refused,
  };
}));

const between = (frame: Frame, visit: Appointment): string => frame.words.say('times.between', { from: frame.words.hour(visit.promisedFrom, visit.country), until: frame.words.hour(visit.promisedUntil, visit.country) });

const addressOf = (home: Home): string => `${home.address.line}, ${home.address.postcode} ${home.address.town}`;
/** Opens the telephone's own map. */
export const mapLink = (home: Home): string => (home.at ? `geo:${home.at.lat},${home.at.lng}?q=${home.at.lat},${home.at.lng}(${encodeURIComponent(home.address.line)})` : `geo:0,0?q=${encodeURIComponent(addressOf(home))}`);

/** What a telephone takes along for an hour without signal, and what it lets go of. */
const alongIf = ({ appointment, refused }: Stop, isSoon: boolean): Html => (refused ? html` data-let-go="${appointment.id}"` : isSoon ? html` data-take-along` : html``);

function nextStop(frame: Frame, stop: Stop, isSoon: boolean): Html {
  const { words } = frame;
  if (stop.refused) return html`<p class="where-am-i">${words.say('day.next')}</p>${later(frame, stop, false)}<p class="note warm" role="status">${icon('circle-alert')} ${words.say('visits.person-refused')}</p>`;
  return html`<p class="where-am-i">${words.say('day.next')}</p><h2 class="big">${between(frame, stop.appointment)}</h2><p class="lead"><strong>${stop.person ? fullName(stop.person) : ''}</strong><br>${stop.home ? html`<a href="${mapLink(stop.home)}">${icon('map-pin')} ${addressOf(stop.home)}</a>` : ''}</p>
    <p>${icon('car')} ${words.span(Math.max(1, Math.round(stop.travelSeconds / 60)))}, ${words.distance(stop.travelMetres)}</p>
    ${stop.request && stop.home ? html`<blockquote class="quoted">${stop.request.words.slice(0, 240)}</blockquote>` : ''}${stop.home?.accessNotes ? html`<p class="note">${stop.home.accessNotes}</p>` : ''}
    <a class="button main" href="/day/${stop.appointment.id}"${alongIf(stop, isSoon)}>${words.say(stop.state === 'working' ? 'day.go-on' : 'day.open')}</a>`;
}

const later = (frame: Frame, stop: Stop, isSoon: boolean): Html => html`<a class="choice" href="/day/${stop.appointment.id}"${alongIf(stop, isSoon)}><span><strong>${between(frame, stop.appointment)}</strong> ${stop.person ? fullName(stop.person) : ''}<br><span class="quiet">${stop.home?.address.town ?? ''} · ${icon('car')} ${frame.words.span(Math.max(1, Math.round(stop.travelSeconds / 60)))}</span></span></a>`;
