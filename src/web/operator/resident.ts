import { html } from 'hono/html';
import { z } from 'zod';
import { type HomeId, type MandateId, type PersonId, type Refusal, type Result, type Scope, isId, no, ok } from '#kernel';
import type { MayCall } from '#modules/contracts';
import { type Change, type Home, type Mandate, type Person, SCOPES, fullName, phoneFrom } from '#modules/people';
import { type Consent, type Erasure, PURPOSES, type Purpose, isLiving } from '#modules/privacy';
import { type Call, type Door, type Problem, type Reply, type Typed, file, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { contactAsks, contactFields, contactFrom, openChanges, typedContact } from '../parts/contact.ts';
import { type Filled, form, fresh, line, listOf, press, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { hasEnded, mandateState, scopeTicks } from '../parts/mandates.ts';
import { asksForEyes, eyesFrom, eyesPart } from '../parts/second-eyes.ts';
import { aboutThem } from '../parts/theirs.ts';
import { archiveFile } from '../person/archive.ts';
import { noteFields, noteIn } from '../person/consents.ts';
import { eyesAt } from '../person/second-eyes.ts';
import { shell } from '../shell.ts';
import { askReason, mayOpen } from './opening.ts';
import { salesCallLine, salesCallTo } from './sales-call.ts';

type Html = ReturnType<typeof html>;
type Seen = Readonly<{
  home: Home; person: Person; changes: readonly Change[]; helpers: readonly Readonly<{ helper: Person; mandate: Mandate }>[]; eyes: Awaited<ReturnType<typeof eyesAt>>; consents: readonly Consent[]; erasure: Erasure | undefined; mayCall: MayCall;
}>;
const PATH = '/operator/homes/:home/people/:person';
const MONTHS = ['1', '6', '12'] as const;
const helperAsks = z.object({
  givenName: z.string().trim().min(1, 'where.given-name-missing').max(80, 'where.too-long'), familyName: z.string().trim().min(1, 'where.family-name-missing').max(80, 'where.too-long'), helperPhone: z.string().trim().min(1, 'where.helper-contact-missing').max(40, 'where.too-long'),
  months: z.enum(MONTHS, 'helpers.how-long-missing'), scopes: z.array(z.enum(SCOPES as [Scope, ...Scope[]])).min(1, 'helpers.scopes-missing').or(z.enum(SCOPES as [Scope, ...Scope[]]).transform((one) => [one])),
});
const noteAsks = z.object({ note: z.string().trim().min(1, 'consents.note-missing').max(300, 'consents.note-long'), agree: z.literal('yes', 'by-phone.read-out-missing') });
const sureAsks = z.object({ rangBack: z.literal('yes', 'by-phone.rang-back-missing') });
const sureToErase = z.object({ rangBackToErase: z.literal('yes', 'by-phone.rang-back-missing') });

/** Everything that a person can do on their own pages, done for them while they are on the telephone. */
export function residentDoors(has: WebHas): Door[] {
  const withBoth = withBothOf(has);
  const again = (call: Call, typed: Typed, problems: readonly Problem[]): Promise<Reply> => show(has, call, { typed, problems });
  const post = (path: string, todo: (call: Call, at: At) => Promise<Reply> | Reply): Door => screen({ method: 'POST', path: `${PATH}/${path}`, who: ['operator'], answer: (call) => withBoth(call, (at) => todo(call, at)) });
  return [
    screen({ method: 'GET', path: PATH, who: ['operator'], answer: (call) => show(has, call, fresh) }),
    screen({ method: 'POST', path: `${PATH}/contact`, who: ['operator'], asks: contactAsks, again, answer: (call) => withBoth(call, (at) => contact(has, call, at)) }),
    screen({ method: 'POST', path: `${PATH}/helpers`, who: ['operator'], asks: helperAsks, again, answer: (call) => withBoth(call, (at) => trust(has, call, at)) }),
    screen({ method: 'POST', path: `${PATH}/note`, who: ['operator'], asks: noteAsks, again, answer: (call) => withBoth(call, (at) => note(has, call, at)) }),
    screen({
      method: 'POST', path: `${PATH}/eyes`, who: ['operator'], asks: asksForEyes, again,
      answer: (call) => withBoth(call, async (at) => {
        const home = await call.look((work) => has.people.home(work, at.home));
        return home ? call.change((work) => has.pricing.setSecondEyes(work, eyesFrom(home, call.asked)), () => go(at.here), (refusal) => again(call as unknown as Call, {}, [{ field: 'helper', says: `pricing.${refusal.kind}` }])) : missing;
      }),
    }),
    post('eyes/end', (call, at) => call.change((work) => has.pricing.dropSecondEyes(work, at.home), () => go(at.here), () => missing)),
    post('changes/:change/undo', (call, at) => call.change((work) => has.people.undoChange(work, { change: call.params['change'] ?? '' }), () => go(at.here), () => missing)),
    post('sign-out', (call, at) => call.change((work) => has.people.endAllSessions(work, at.person), () => go(at.here), () => missing)),
    ...(['revoke', 'confirm'] as const).map((what) => post(`helpers/:mandate/${what}`, (call, at) => {
      const id = call.params['mandate'] ?? '';
      return isId('Mandate', id) ? call.change((work) => (what === 'revoke' ? has.people.revokeMandate(work, id as MandateId) : has.people.confirmMandate(work, id as MandateId)), () => go(at.here), () => missing) : missing;
    })),
    ...(['give', 'withdraw'] as const).map((what) => post(`consents/:purpose/${what}`, (call, at) => consent(has, call, at, what))),
    screen({ method: 'POST', path: `${PATH}/everything`, who: ['operator'], asks: sureAsks, again, answer: (call) => withBoth(call, (at) => everything(has, call as unknown as Call, at)) }),
    screen({
      method: 'POST', path: `${PATH}/erase`, who: ['operator'], asks: sureToErase, again,
      answer: (call) => withBoth(call, (at) => call.change((work) => has.privacy.askErasure(work, at.person), () => go(at.here), (refusal) => again(call as unknown as Call, {}, [{ field: 'rangBackToErase', says: `privacy.cannot-${refusal.kind}` }]))),
    }),
    post('erase/stop', (call, at) => call.change((work) => has.privacy.stopErasure(work, at.person), () => go(at.here), () => missing)),
  ];
}

type At = Readonly<{ home: HomeId; person: PersonId; here: string }>;
/** A household and somebody who lives there: whoever is no resident of it is not there, whatever else they are. */
const withBothOf = (has: WebHas) => async (call: Pick<Call, 'params' | 'look'>, todo: (at: At) => Promise<Reply> | Reply): Promise<Reply> => {
  const [home = '', person = ''] = [call.params['home'], call.params['person']];
  if (!isId('Home', home) || !isId('Person', person)) return missing;
  const living = await call.look((work) => has.people.residentsOf(work, home as HomeId));
  return living.some(({ id }) => id === person) ? todo({ home: home as HomeId, person: person as PersonId, here: `/operator/homes/${home}/people/${person}` }) : missing;
};

async function contact(has: WebHas, call: Call<z.infer<typeof contactAsks>>, at: At): Promise<Reply> {
  const person = await call.look((work) => has.people.person(work, at.person));
  if (!person) return missing;
  const { problems, contact: wanted } = contactFrom(call.asked, person);
  const again = (): Promise<Reply> => show(has, call as unknown as Call, { typed: typedContact(call.asked), problems: problems.length > 0 ? problems : [{ field: 'prefers', says: 'people.no-way-to-reach' }] });
  return problems.length > 0 ? again() : call.change((work) => has.people.changeContact(work, wanted), () => go(at.here), again);
}

function trust(has: WebHas, call: Call<z.infer<typeof helperAsks>>, at: At): Promise<Reply> {
  const { asked } = call;
  return call.change<Mandate, Refusal>(async (work): Promise<Result<Mandate, Refusal>> => {
    const home = await has.people.home(work, at.home);
    const phone = home && phoneFrom(asked.helperPhone, home.address.country);
    if (!home || !phone) return no({ kind: 'phone-unclear' });
    const known = (await has.people.known.withPhone(work, phone)).find((one) => one.givenName.toLowerCase() === asked.givenName.toLowerCase());
    const helper = known ? ok(known) : await has.people.welcomePerson(work, { givenName: asked.givenName, familyName: asked.familyName, lang: call.lang, country: home.address.country, phone, prefers: 'sms' });
    if (!helper.ok) return helper;
    const until = work.now.toZonedDateTimeISO('UTC').add({ months: Number(asked.months) }).toInstant();
    return has.people.giveMandate(work, { home: home.id, helper: helper.value.id, scopes: asked.scopes, until, givenHow: 'phone' });
  }, () => go(at.here), (refusal) => show(has, call as unknown as Call, { typed: { givenName: asked.givenName, familyName: asked.familyName, helperPhone: asked.helperPhone, months: asked.months, 'scopes[]': asked.scopes.join('\n') }, problems: [{ field: 'helperPhone', says: refusal.kind === 'phone-unclear' ? 'where.phone-unclear' : `people.${refusal.kind}` }] }));
}

async function note(has: WebHas, call: Call<z.infer<typeof noteAsks>>, at: At): Promise<Reply> {
  const person = await call.look((work) => has.people.person(work, at.person));
  if (!person) return missing;
  // Read out in their language, so kept in their language.
  const said = has.text[person.lang].say('consents.note-says');
  return call.change<true, Refusal>((work) => noteIn(has, work, { person: person.id, note: call.asked.note, said, lang: person.lang, how: 'phone' }), () => go(at.here), () => missing);
}

async function consent(has: WebHas, call: Call, at: At, what: 'give' | 'withdraw'): Promise<Reply> {
  const purpose: Purpose | undefined = PURPOSES.find((one) => one === call.params['purpose']);
  const person = await call.look((work) => has.people.person(work, at.person));
  if (!purpose || !person || (what === 'give' && purpose === 'note')) return missing;
  if (what === 'withdraw') return call.change((work) => has.privacy.withdrawConsent(work, { person: person.id, purpose, how: 'phone' }), () => go(at.here), () => missing);
  return call.change((work) => has.privacy.giveConsent(work, { person: person.id, purpose, said: has.text[person.lang].say(`consents.${purpose}-says`), lang: person.lang, how: 'phone' }), () => go(at.here), () => missing);
}

/** To print and send to the address we have; never read out, never sent elsewhere. */
async function everything(has: WebHas, call: Call, at: At): Promise<Reply> {
  const archive = await has.privacy.archiveByPhone(call.by, at.person);
  const person = await call.look((work) => has.people.person(work, at.person));
  if (!archive.ok || !person) return missing;
  const text = await archiveFile(archive.value, has.text[person.lang], has.house());
  return file(Buffer.from(text.toString()), 'text/html; charset=utf-8', { name: 'porchlight.html' });
}

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const { home = '', person: of = '' } = call.params;
  if (!isId('Home', home) || !isId('Person', of)) return missing;
  const at = { home: home as HomeId, person: of as PersonId, here: `/operator/homes/${home}/people/${of}` };
  if (!(await call.look((work) => mayOpen(has, work, at.home))).may) return (await call.look((work) => has.people.residentsOf(work, at.home))).some(({ id }) => id === at.person) ? askReason(has, call, at.home, { typed: { next: at.here }, problems: [] }) : missing;
  const seen = await has.privacy.opening(call.by, async (work) => {
    const [found, living] = [await has.people.home(work, at.home), await has.people.residentsOf(work, at.home)];
    const person = living.find(({ id }) => id === at.person);
    if (!found || !person) return undefined;
    const consents = await has.privacy.consentsOf(work, person.id);
    const shows: Seen = {
      mayCall: await salesCallTo(has, work, { person, home: found, consents }),
      home: found, person, changes: await has.people.changesOf(work, person.id), helpers: await has.people.helpersOf(work, found.id), eyes: await eyesAt(has, work, found), consents, erasure: await has.privacy.erasureOf(work, person.id),
    };
    return { shows, opened: [{ saw: 'contact', home: found.id, for: (await mayOpen(has, work, found.id)).for }, ...(person.vulnerable ? [{ saw: 'note' as const, home: found.id, for: (await mayOpen(has, work, found.id)).for }] : [])] };
  });
  if (!seen) return missing;
  const own = frameOf(has, call);
  const frame: Frame = { ...own, words: aboutThem(own.words) };
  const { words } = frame;
  return page(shell(own, {
    title: fullName(seen.person), kind: 'staff',
    main: html`<p class="where-am-i"><a href="/operator/homes/${at.home}">${icon('arrow-left')} ${words.say('operator.household')}</a></p>${whatWasWrong(words, filled)}<h1>${fullName(seen.person)}</h1><p class="note">${words.say('by-phone.lead')}</p>
      ${openChanges(words, seen.changes, seen.person.country, (change) => `${at.here}/changes/${change.id}/undo`)}
      <div class="quotes"><section class="card"><h2>${words.say('account.contact')}</h2>${form(`${at.here}/contact`, html`${contactFields(words, filled, seen.person)}<button>${icon('check')}${words.say('account.keep')}</button>`)}
        ${press(`${at.here}/sign-out`, words.say('account.end-all'), { kind: 'plain', icon: 'log-out' })}</section>
      ${helpersCard(frame, has, at, seen, filled)}
      <section class="card"><h2>${words.say('eyes.title')}</h2>${eyesPart(frame, `${at.here}/eyes`, seen.eyes, filled, '#helpers')}</section>
      ${consentsCard(frame, has, at, seen, filled)}${fileCard(frame, at, seen, filled)}</div>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

function helpersCard({ words }: Frame, has: WebHas, at: At, { helpers, home }: Seen, filled: Filled): Html {
  const now = has.clock.now();
  return html`<section class="card" id="helpers"><h2>${words.say('helpers.title')}</h2>${helpers.map(({ helper, mandate }) => html`<div class="note"><p><strong>${fullName(helper)}</strong> ${mandateState(words, mandate, now, home.address.country)}<br><span class="quiet">${mandate.scopes.map((scope) => words.say(`helpers.scope-${scope}`)).join(', ')}</span></p>
      ${hasEnded(mandate, now) ? '' : html`<div class="actions">${mandate.confirmedAt ? '' : press(`${at.here}/helpers/${mandate.id}/confirm`, words.say('by-phone.they-said-yes'), { icon: 'check' })}${press(`${at.here}/helpers/${mandate.id}/revoke`, words.say('helpers.end'), { kind: 'danger', icon: 'x' })}</div>`}</div>`)}
    <details${filled.typed['helperPhone'] === undefined ? '' : ' open'}><summary>${words.say('helpers.add')}</summary>${form(`${at.here}/helpers`, html`${line({ name: 'givenName', label: words.say('where.given-name'), autocomplete: 'off', filled, words })}${line({ name: 'familyName', label: words.say('where.family-name'), autocomplete: 'off', filled, words })}${line({ name: 'helperPhone', label: words.say('where.phone'), type: 'tel', size: 'medium', autocomplete: 'off', filled, words })}
      ${scopeTicks(words, filled)}
      ${listOf({ name: 'months', label: words.say('helpers.how-long'), filled, words, value: '6', options: MONTHS.map((months) => ({ value: months, label: words.say('helpers.months', { months: Number(months) }) })) })}<button>${icon('heart-handshake')}${words.say('by-phone.they-trust')}</button><p class="quiet">${words.say('helpers.change-waits')}</p>`)}</details></section>`;
}

function consentsCard(frame: Frame, has: WebHas, at: At, { consents, person, mayCall }: Seen, filled: Filled): Html {
  const { words } = frame;
  const theirs = has.text[person.lang];
  return html`<section class="card"><h2>${words.say('privacy.consents')}</h2>${salesCallLine(frame, mayCall)}${PURPOSES.map((purpose) => {
    const living = consents.find((one) => one.purpose === purpose && isLiving(one));
    return html`<h3>${words.say(`consents.${purpose}`)}</h3>${purpose === 'note' && person.vulnerable ? html`<blockquote class="quoted">${person.vulnerable}</blockquote>` : ''}
      ${living || (purpose === 'note' && person.vulnerable) ? press(`${at.here}/consents/${purpose}/withdraw`, words.say('consents.withdraw'), { kind: 'danger', icon: 'x' }) : ''}
      ${living && purpose !== 'note' ? '' : html`<p>${words.say('by-phone.read-out')}</p><blockquote class="quoted" lang="${person.lang}">${theirs.say(`consents.${purpose}-says`)}</blockquote>${purpose === 'note' ? form(`${at.here}/note`, html`${noteFields(words, filled, person)}<button>${words.say('by-phone.they-said-yes')}</button>`) : press(`${at.here}/consents/${purpose}/give`, words.say('by-phone.they-said-yes'), { icon: 'check' })}`}`;
  })}</section>`;
}

/** Taking along and being forgotten, on the word of somebody who was rung back on the number we have. */
function fileCard({ words }: Frame, at: At, { erasure, person }: Seen, filled: Filled): Html {
  const sure = tick({ name: 'rangBack', label: words.say('by-phone.rang-back'), filled, words });
  return html`<section class="card"><h2>${words.say('privacy.title')}</h2><p>${words.say('by-phone.everything-more')}</p>${form(`${at.here}/everything`, html`${sure}<button>${icon('download')}${words.say('by-phone.everything')}</button>`)}
    <h3>${words.say('privacy.erase')}</h3>${erasure ? html`<p class="note warm">${words.say('by-phone.erasure-waits', { date: words.date(erasure.dueAt, person.country), hour: words.hour(erasure.dueAt, person.country) })}</p>${press(`${at.here}/erase/stop`, words.say('by-phone.erasure-stop'), { icon: 'x' })}`
      : html`<p>${words.say('by-phone.erase-more')}</p>${form(`${at.here}/erase`, html`${tick({ name: 'rangBackToErase', label: words.say('by-phone.rang-back'), filled, words })}<button class="danger">${icon('eraser')}${words.say('by-phone.erase')}</button>`)}`}</section>`;
}
