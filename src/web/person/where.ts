import { html } from 'hono/html';
import { z } from 'zod';
import { type Actor, type Address, type Country, type HomeId, type LatLng, type Precision, isId } from '#kernel';
import type { Request, Who } from '#modules/booking';
import { type Home, PREFERS, phoneFrom } from '#modules/people';
import { type Call, type Door, type Problem, type Reply, type Typed, go, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, line, oneOf, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { keepThis, nextPage, stepLine, withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;
const short = (key: string) => z.string().trim().min(1, `where.${key}-missing`).max(120, 'where.too-long');
const maybe = z.string().trim().max(200, 'where.too-long').optional().transform((typed) => (typed === '' ? undefined : typed));

/** Nothing typed is no pin, and not the nought of the map. */
const degrees = (most: number) => z.preprocess((typed) => (typed === '' ? undefined : typed), z.coerce.number().min(-most).max(most).optional());

const asks = z.object({
  givenName: short('given-name'), familyName: short('family-name'), phone: maybe, email: maybe,
  prefers: z.enum(PREFERS as ['sms', 'mail', 'letter', 'phone'], 'where.prefers-missing'),
  line: short('line'), postcode: short('postcode'), town: short('town'), accessNotes: maybe,
  helperGivenName: maybe, helperFamilyName: maybe, helperPhone: maybe, helperEmail: maybe,
  country: z.enum(['FR', 'GB']).optional(),
  lat: degrees(90), lng: degrees(180),
});
type Asked = z.infer<typeof asks>;

/** Who it is for, and where. A home that is known already is one press away. */
export function whereDoors(has: WebHas): Door[] {
  const show = async (call: Call, request: Request, filled: Filled): Promise<Html> => {
    const frame = frameOf(has, call);
    const { by } = call;
    // The office reads of a person here too: they see it in their journal.
    const homes = by.kind === 'person' ? await has.privacy.opening(by, async (work) => {
      const shows = await knownHomes(has, work, by, request.home);
      return { shows, opened: shows.flatMap(({ id }) => (id === request.home ? [{ saw: 'address' as const, home: id, for: request.id }] : [])) };
    }) ?? [] : [];
    return shell(frame, {
      title: frame.words.say('where.title'), quickExit: request.quiet,
      main: html`${stepLine(frame, 'where')}${keepThis(has, frame, call, request)}${whatWasWrong(frame.words, filled)}
        <h1>${frame.words.say(request.askedFor === 'me' ? 'where.title' : 'where.title-other')}</h1>
        ${request.quiet ? html`<p class="note danger">${frame.words.say('safety.safe-contact')}</p>` : ''}
        ${homes.length > 0 ? html`<section class="card"><h2>${frame.words.say('where.known-homes')}</h2>${homes.map((home) =>
          press(`/r/${request.reference}/home`, `${home.address.line}, ${home.address.town}`, { icon: 'house', fields: { home: home.id } }))}</section>` : ''}
        ${whoAndWhere(frame, request, filled)}`,
    });
  };
  return [
    screen({ method: 'GET', path: '/r/:reference/where', who: ['asker'], answer: (call) => withRequest(has, call, (request) => page(show(call, request, fresh))) }),
    screen({
      method: 'POST', path: '/r/:reference/where', who: ['asker'], asks,
      again: (call, typed, problems) => withRequest(has, call, (request) => page(show(call, request, { typed, problems }), 422)),
      answer: (call) => withRequest(has, call, (request) => tell(has, call as unknown as Call<Asked>, request, (typed, problems) => page(show(call as unknown as Call, request, { typed, problems }), 422))),
    }),
    screen({
      method: 'POST', path: '/r/:reference/home', who: ['person'], asks: z.object({ home: z.string().refine((id) => isId('Home', id)) }),
      again: (call) => go(call.path.replace('/home', '/where')),
      answer: (call) => withRequest(has, call, (request) => call.change(
        async (work) => {
          const told = await has.booking.tellHome(work, { request: request.id, home: call.asked.home as HomeId });
          if (told.ok && !told.value.unplaced) await has.booking.askForQuotes(work, { request: request.id });
          return told;
        },
        (told) => go(nextPage(told.request)),
        () => go(`/r/${request.reference}/where`),
      )),
    }),
  ];
}

/** One's own homes, those where one may ask for somebody, and the one that the request is for already. */
async function knownHomes(has: WebHas, work: Work, by: Extract<Actor, { kind: 'person' }>, named: HomeId | undefined): Promise<Home[]> {
  const own = await has.people.homesOf(work, by.person);
  const helped = await Promise.all(by.mandates.filter(({ scopes }) => scopes.includes('ask')).map(({ home }) => has.people.home(work, home)));
  const said = named === undefined ? undefined : await has.people.home(work, named);
  return [...new Map([...own, ...helped.flatMap((home) => home ?? []), ...(said ? [said] : [])].map((home) => [home.id, home])).values()];
}

type Again = (typed: Typed, problems: readonly Problem[]) => Promise<Reply>;

async function tell(has: WebHas, call: Call<Asked>, request: Request, again: Again): Promise<Reply> {
  const { asked } = call;
  const typed = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]));
  const country = asked.country ?? request.country;
  const problems = [...contactProblems(asked, country, request), ...(request.askedFor === 'someone-else' ? helperProblems(asked, country) : [])];
  if (problems.length > 0) return again(typed, problems);
  const address: Address = { line: asked.line, postcode: asked.postcode, town: asked.town, country };
  const pin: { at: LatLng; precision: Precision } | undefined = asked.lat !== undefined && asked.lng !== undefined ? { at: { lat: asked.lat, lng: asked.lng }, precision: 'pin' } : undefined;
  const placed = pin ?? (await has.findPlace(address));
  return call.change(
    async (work) => {
      const told = await has.booking.tellWho(work, {
        request: request.id, who: whoFrom(asked, country), address, at: placed?.at, precision: placed?.precision, accessNotes: asked.accessNotes,
        ...(request.askedFor === 'someone-else' ? { helper: helperFrom(asked, country) } : {}),
      });
      // Prices at once where we can; where we cannot, their page says why.
      if (told.ok && !told.value.unplaced) await has.booking.askForQuotes(work, { request: request.id });
      return told;
    },
    (told) => go(nextPage(told.request)),
    (refusal) => again(typed, [{ field: 'phone', says: `booking.${refusal.kind}` }]),
  );
}

const whoFrom = (asked: Asked, country: Country): Who => ({
  givenName: asked.givenName, familyName: asked.familyName, phone: asked.phone && phoneFrom(asked.phone, country), email: asked.email, prefers: asked.prefers,
});
const helperFrom = (asked: Asked, country: Country): Who => ({
  givenName: asked.helperGivenName ?? '', familyName: asked.helperFamilyName ?? '', phone: asked.helperPhone && phoneFrom(asked.helperPhone, country), email: asked.helperEmail,
  prefers: asked.helperPhone ? 'sms' : 'mail',
});

function contactProblems(asked: Asked, country: Country, request: Pick<Request, 'way'>): Problem[] {
  const problems: Problem[] = [];
  if (asked.phone && !phoneFrom(asked.phone, country)) problems.push({ field: 'phone', says: 'where.phone-unclear' });
  if (asked.email && !z.email().safeParse(asked.email).success) problems.push({ field: 'email', says: 'where.email-unclear' });
  if ((asked.prefers === 'sms' || asked.prefers === 'phone') && !asked.phone) problems.push({ field: 'phone', says: 'where.phone-needed' });
  // Help by telephone needs one, however they like to be told of it.
  else if (request.way === 'remote' && !asked.phone) problems.push({ field: 'phone', says: 'where.phone-for-remote' });
  if (asked.prefers === 'mail' && !asked.email) problems.push({ field: 'email', says: 'where.email-needed' });
  return problems;
}

function helperProblems(asked: Asked, country: Country): Problem[] {
  const problems: Problem[] = [];
  if (!asked.helperGivenName) problems.push({ field: 'helperGivenName', says: 'where.given-name-missing' });
  if (!asked.helperFamilyName) problems.push({ field: 'helperFamilyName', says: 'where.family-name-missing' });
  if (!asked.helperPhone && !asked.helperEmail) problems.push({ field: 'helperPhone', says: 'where.helper-contact-missing' });
  if (asked.helperPhone && !phoneFrom(asked.helperPhone, country)) problems.push({ field: 'helperPhone', says: 'where.phone-unclear' });
  if (asked.helperEmail && !z.email().safeParse(asked.helperEmail).success) problems.push({ field: 'helperEmail', says: 'where.email-unclear' });
  return problems;
}

function whoAndWhere(frame: Frame, request: Request, filled: Filled): Html {
  const { words } = frame;
  const isOther = request.askedFor === 'someone-else';
  const ask = (name: string, key: string, more: Partial<Parameters<typeof line>[0]> = {}): Html => line({ name, label: words.say(`where.${key}`), filled, words, ...more });
  return form(`/r/${request.reference}/where`, html`
    <h2>${words.say(isOther ? 'where.who-other' : 'where.who')}</h2>
    ${ask('givenName', 'given-name', { autocomplete: isOther ? 'off' : 'given-name' })}${ask('familyName', 'family-name', { autocomplete: isOther ? 'off' : 'family-name' })}
    ${ask('phone', 'phone', { type: 'tel', autocomplete: isOther ? 'off' : 'tel', size: 'medium', hint: words.say('where.phone-hint') })}
    ${ask('email', 'email', { type: 'email', autocomplete: isOther ? 'off' : 'email', hint: words.say('where.email-hint') })}
    ${oneOf({ name: 'prefers', label: words.say('where.prefers'), filled, words, columns: 'two', options: PREFERS.map((how) => ({ value: how, label: words.say(`where.prefers-${how}`), icon: { sms: 'message-square', mail: 'mail', letter: 'mailbox', phone: 'phone' }[how] })) })}
    <h2>${words.say('where.where')}</h2>
    ${ask('line', 'line', { autocomplete: isOther ? 'off' : 'address-line1' })}${ask('postcode', 'postcode', { autocomplete: isOther ? 'off' : 'postal-code', size: 'short' })}${ask('town', 'town', { autocomplete: isOther ? 'off' : 'address-level2', size: 'medium' })}
    ${frame.house.countries.length > 1 ? oneOf({ name: 'country', label: words.say('where.country'), filled, words, value: request.country, columns: 'two', options: frame.house.countries.map((one) => ({ value: one, label: words.say(`where.country-${one}`) })) }) : ''}
    ${isOther ? '' : html`<input type="hidden" id="lat" name="lat" disabled><input type="hidden" id="lng" name="lng" disabled><p><button type="button" data-where-am-i hidden data-done="${words.say('where.pin-set')}" data-failed="${words.say('where.pin-failed')}">${icon('locate')}${words.say('where.pin')}</button> <span role="status" id="pin-status"></span></p>`}
    ${box({ name: 'accessNotes', label: words.say('where.access'), hint: words.say('where.access-hint'), filled, words, rows: 2 })}
    ${isOther ? html`<h2>${words.say('where.helper')}</h2><p>${words.say('where.helper-more')}</p>
      ${ask('helperGivenName', 'helper-given-name', { autocomplete: 'given-name' })}${ask('helperFamilyName', 'helper-family-name', { autocomplete: 'family-name' })}
      ${ask('helperPhone', 'helper-phone', { type: 'tel', autocomplete: 'tel', size: 'medium' })}${ask('helperEmail', 'helper-email', { type: 'email', autocomplete: 'email' })}` : ''}
    <div class="actions"><button class="main">${words.say('where.send')}</button></div><p class="quiet">${words.say('where.why')}</p>`);
}
