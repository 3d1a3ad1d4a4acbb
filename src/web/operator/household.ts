import { html } from 'hono/html';
import { z } from 'zod';
import { type HomeId, isId } from '#kernel';
import type { Appointment, Request } from '#modules/booking';
import { type Home, fullName } from '#modules/people';
import type { Opening } from '#modules/privacy';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { deviceNote } from '../parts/support.ts';
import { pastVisitLine } from '../person/past-visits.ts';
import { shell } from '../shell.ts';
import { alarmDoors } from './alarms.ts';
import { askReason, mayOpen, openWithReason, openedFor, reasonAsks } from './opening.ts';
import { residentDoors } from './resident.ts';
import { retentionDoors } from './retention.ts';

type Html = ReturnType<typeof html>;
const degrees = (most: number) => z.coerce.number('operator.place-unclear').min(-most, 'operator.place-unclear').max(most, 'operator.place-unclear');

/** One household at a glance; where nobody could place it, the operator puts the pin. */
export const householdDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/operator/homes/:home', who: ['operator'], answer: (call) => show(has, call, fresh) }),
  screen({
    method: 'POST', path: '/operator/homes/:home/open', who: ['operator'], asks: reasonAsks, again: (call, typed, problems) => { const id = call.params['home'] ?? ''; return isId('Home', id) ? askReason(has, call, id as HomeId, { typed, problems }) : missing; },
    answer: (call) => { const id = call.params['home'] ?? ''; return isId('Home', id) ? openWithReason(has, call, id as HomeId) : missing; },
  }),
  ...residentDoors(has), ...alarmDoors(has), ...retentionDoors(has),
  screen({
    method: 'POST', path: '/operator/homes/:home/place', who: ['operator'], asks: z.object({ lat: degrees(90), lng: degrees(180) }), again: (call, typed, problems) => show(has, call, { typed, problems }),
    answer: (call) => {
      const id = call.params['home'] ?? '';
      return isId('Home', id) ? call.change((work) => has.people.placeHome(work, { home: id as HomeId, at: { lat: call.asked.lat, lng: call.asked.lng }, precision: 'pin' }), () => go(`/operator/homes/${id}`), () => missing) : missing;
    },
  }),
];

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const id = call.params['home'] ?? '';
  if (!isId('Home', id)) return missing;
  const home: HomeId = id;
  const opens = await call.look((work) => mayOpen(has, work, home));
  if (!opens.may) return (await call.look((work) => has.people.home(work, home))) ? askReason(has, call, home, fresh) : missing;
  const seen = await has.privacy.opening(call.by, async (work) => {
    const found = await has.people.home(work, home);
    if (!found) return undefined;
    const shows = {
      home: found, residents: await has.people.residentsOf(work, home), helpers: await has.people.helpersOf(work, home), devices: await has.devices.devicesOf(work, home),
      requests: await has.booking.requestsOf(work, { home }), visits: await has.booking.visitsOf(work, home), invoices: await has.billing.invoicesOf(work, home), past: await has.quality.pastVisitsOf(work, home),
    };
    return { shows, opened: openedHere(shows) };
  });
  if (!seen) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('operator.household'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<h1>${seen.residents.map(fullName).join(' · ')}</h1><p>${seen.home.address.line}, ${seen.home.address.postcode} ${seen.home.address.town}</p>
      ${place(frame, seen.home, filled)}
      <div class="quotes"><section class="card"><h2>${words.say('operator.people')}</h2><ul>${seen.residents.map((person) => html`<li><a href="/operator/homes/${home}/people/${person.id}">${fullName(person)}</a> · ${person.phone ?? words.say('operator.no-phone')} · ${words.say(`where.prefers-${person.prefers}`)}</li>`)}
        ${seen.helpers.map(({ helper, mandate }) => html`<li>${words.say('operator.helper', { name: fullName(helper) })} <span class="quiet">${mandate.scopes.map((scope) => words.say(`helpers.scope-${scope}`)).join(', ')}</span></li>`)}</ul></section>
      <section class="card"><h2>${words.say('operator.devices')}</h2><ul>${seen.devices.map((device) => html`<li>${[device.maker, device.model, device.system].filter(Boolean).join(' ') || device.kind}${deviceNote(has, frame, device)}</li>`)}</ul></section>
      <section class="card"><h2>${words.say('operator.requests')}</h2><ul>${seen.requests.map((request) => html`<li><a href="/r/${request.reference}">${request.reference}</a> ${words.say(`come-back.state-${request.state}`)}: ${request.words.slice(0, 80)}</li>`)}</ul></section>
      <section class="card"><h2>${words.say('operator.visits')}</h2><ul>${seen.visits.map((visit) => html`<li><a href="/visits/${visit.id}">${words.day(visit.promisedFrom, visit.country)} ${words.hour(visit.promisedFrom, visit.country)}</a> ${words.say(`operator.visit-${visit.state}`)}</li>`)}</ul></section>
      ${seen.past.length === 0 ? '' : html`<section class="card"><h2>${words.say('past-visits.title')}</h2><ul>${seen.past.map((visit) => pastVisitLine(frame, visit, seen.home.address.country))}</ul></section>`}
      <section class="card"><h2>${words.say('operator.invoices')}</h2><ul>${seen.invoices.map((invoice) => html`<li><a href="/invoices/${invoice.id}">${invoice.number}</a> ${words.money(invoice.gross)}</li>`)}</ul></section></div>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

type Shows = Readonly<{ home: Home; devices: readonly unknown[]; requests: readonly Request[]; visits: readonly Appointment[] }>;

/** What this page opens, and for what. */
function openedHere({ home, devices, requests, visits }: Shows): Opening[] {
  const saw = ['address', 'contact', ...(devices.length > 0 ? ['device' as const] : [])] as const;
  return saw.map((what) => ({ saw: what, home: home.id, for: openedFor(requests, visits) }));
}

/** How well we know where it is; a pin by hand where we do not. */
const place = ({ words }: Frame, home: Home, filled: Filled): Html => (home.at
  ? html`<p class="quiet">${icon('map-pin')} ${words.say(`operator.precision-${home.precision ?? 'pin'}`)}</p>`
  : html`<section class="card"><h2>${words.say('operator.put-pin')}</h2><p>${words.say('operator.put-pin-more')}</p>${form(`/operator/homes/${home.id}/place`, html`${line({ name: 'lat', label: words.say('operator.lat'), size: 'short', inputmode: 'decimal', filled, words })}${line({ name: 'lng', label: words.say('operator.lng'), size: 'short', inputmode: 'decimal', filled, words })}<button>${icon('map-pin')}${words.say('operator.put-it')}</button>`)}</section>`);
