import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type Lang, type PersonId, type Refusal, type Result, isId, no } from '#kernel';
import { type Person, holdsCode } from '#modules/people';
import { type Consent, PURPOSES, type Purpose, isLiving } from '#modules/privacy';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import type { Words } from '#platform/text';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, press, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { nextPage, withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;
const HERE = '/mine/privacy/consents';
const NOTE = '/mine/note';
const noteAsks = z.object({ note: z.string().trim().min(1, 'consents.note-missing').max(300, 'consents.note-long').refine((typed) => !holdsCode(typed), 'where.code-not-here'), agree: z.literal('yes', 'consents.tick-missing') });
const purposeOf = (text: string | undefined): Purpose | undefined => PURPOSES.find((purpose) => purpose === text);

/** What somebody agreed to, each apart and taken back as easily; and the note for whoever comes. */
export const consentDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: HERE, who: ['person'], answer: (call) => show(has, call) }),
  ...(['give', 'withdraw'] as const).map((what) => screen({
    method: 'POST', path: `${HERE}/:purpose/${what}`, who: ['person'],
    answer: (call) => {
      const purpose = purposeOf(call.params['purpose']);
      const { by } = call;
      // A note is agreed to where it is written.
      if (!purpose || by.kind !== 'person' || (what === 'give' && purpose === 'note')) return missing;
      const { lang, words } = frameOf(has, call);
      return what === 'give'
        ? call.change((work) => has.privacy.giveConsent(work, { person: by.person, purpose, said: words.say(`consents.${purpose}-says`), lang, how: 'on-screen' }), () => go(HERE), () => missing)
        : call.change((work) => has.privacy.withdrawConsent(work, { person: by.person, purpose, how: 'on-screen' }), () => go(HERE), () => missing);
    },
  })),
  screen({ method: 'GET', path: NOTE, who: ['person'], answer: (call) => (call.by.kind === 'person' ? noteFor(has, call, call.by.person, { to: NOTE, next: HERE }, fresh) : missing) }),
  screen({
    method: 'POST', path: NOTE, who: ['person'], asks: noteAsks, again: (call, typed, problems) => (call.by.kind === 'person' ? noteFor(has, call, call.by.person, { to: NOTE, next: HERE }, { typed, problems }) : missing),
    answer: (call) => (call.by.kind === 'person' ? keepNote(has, call as unknown as Call, call.by.person, call.asked.note, () => go(HERE)) : missing),
  }),
  screen({
    method: 'GET', path: '/visits/:visit/good-to-know', who: ['asker'],
    answer: async (call) => {
      const id = call.params['visit'] ?? '';
      const request = await call.look(async (work) => { const visit = isId('Visit', id) ? await has.booking.visit(work, id) : undefined; return visit && has.booking.request(work, visit.request); });
      return request ? go(`/r/${request.reference}/good-to-know`) : missing;
    },
  }),
  screen({ method: 'GET', path: '/r/:reference/good-to-know', who: ['asker'], answer: (call) => forRequest(has, call, (person, next) => noteFor(has, call, person, { to: `/r/${call.params['reference']}/good-to-know`, next }, fresh)) }),
  screen({
    method: 'POST', path: '/r/:reference/good-to-know', who: ['asker'], asks: noteAsks,
    again: (call, typed, problems) => forRequest(has, call, (person, next) => noteFor(has, call, person, { to: `/r/${call.params['reference']}/good-to-know`, next }, { typed, problems })),
    answer: (call) => forRequest(has, call as unknown as Call, (person, next) => keepNote(has, call as unknown as Call, person, call.asked.note, () => go(next))),
  }),
];

const forRequest = (has: WebHas, call: Call, todo: (person: PersonId, next: string) => Promise<Reply>): Promise<Reply> =>
  withRequest(has, call, (request) => (request.person && isId('Person', request.person) ? todo(request.person, nextPage(request)) : missing));

/** Keeps a note and the consent it rests on, in one work. */
export const noteIn = async (has: WebHas, work: Work, asked: { person: PersonId; note: string; said: string; lang: Lang; how: 'on-screen' | 'phone' }): Promise<Result<true, Refusal>> => {
  const agreed = await has.privacy.giveConsent(work, { person: asked.person, purpose: 'note', said: asked.said, lang: asked.lang, how: asked.how });
  const person = agreed.ok ? await has.people.person(work, asked.person) : undefined;
  if (!agreed.ok || !person) return no(agreed.ok ? { kind: 'no-such-person' } : agreed.error);
  return has.people.setNote(work, { person: person.id, note: asked.note, until: has.privacy.keptUntil('notes', person.country, work.now) });
};

function keepNote(has: WebHas, call: Call, person: PersonId, note: string, good: () => Reply): Promise<Reply> {
  const { lang, words } = frameOf(has, call);
  return call.change<true, Refusal>((work) => noteIn(has, work, { person, note, said: words.say('consents.note-says'), lang, how: 'on-screen' }), good, () => missing);
}

async function noteFor(has: WebHas, call: Call, id: PersonId, way: { to: string; next: string }, filled: Filled): Promise<Reply> {
  const person = await call.look((work) => has.people.person(work, id));
  if (!person) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('consents.note-title'),
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('consents.note-title')}</h1><p class="lead">${words.say('consents.note-lead')}</p>
      ${form(way.to, html`${noteFields(words, filled, person)}<div class="actions"><button class="main">${icon('check')}${words.say('consents.note-keep')}</button><a class="button" href="${way.next}">${words.say('consents.note-skip')}</a></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

export const noteFields = (words: Words, filled: Filled, person: Pick<Person, 'vulnerable'>): Html => html`${box({ name: 'note', label: words.say('consents.note-box'), hint: words.say('consents.note-hint'), rows: 4, value: person.vulnerable ?? '', filled, words })}
  ${tick({ name: 'agree', label: words.say('consents.note-says'), filled, words })}`;

async function show(has: WebHas, call: Call): Promise<Reply> {
  const { by } = call;
  if (by.kind !== 'person') return missing;
  const seen = await call.look(async (work) => ({ person: await has.people.person(work, by.person), consents: await has.privacy.consentsOf(work, by.person) }));
  if (!seen.person) return missing;
  const { person, consents } = seen;
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('privacy.consents'),
    main: html`<p class="where-am-i"><a href="/mine/privacy">${icon('arrow-left')} ${words.say('privacy.title')}</a></p><h1>${words.say('privacy.consents')}</h1><p class="lead">${words.say('privacy.consents-lead')}</p>
      ${PURPOSES.map((purpose) => purposeCard(frame, purpose, consents, person))}
      ${consents.length === 0 ? '' : html`<section><h2>${words.say('consents.receipts')}</h2><ul>${consents.map((consent) => html`<li>${receipt(words, consent, person.country)}</li>`)}</ul></section>`}`,
  }));
}

function purposeCard(frame: Frame, purpose: Purpose, consents: readonly Consent[], person: Person): Html {
  const { words } = frame;
  const living = consents.find((one) => one.purpose === purpose && isLiving(one));
  const give = purpose === 'note' ? html`<a class="button" href="${NOTE}">${icon('pencil')}${words.say('consents.write-note')}</a>` : press(`${HERE}/${purpose}/give`, words.say('consents.agree'), { icon: 'check' });
  return html`<section class="card"><h2>${words.say(`consents.${purpose}`)}</h2>
    ${living ? html`<p>${icon('check')} ${given(words, living, person.country)}</p>` : html`<p class="quiet">${words.say('consents.not-given')}</p><p>${words.say(`consents.${purpose}-says`)}</p>`}
    ${purpose === 'note' && person.vulnerable ? html`<blockquote class="quoted">${person.vulnerable}</blockquote>` : ''}
    <div class="actions">${living || (purpose === 'note' && person.vulnerable) ? html`${press(`${HERE}/${purpose}/withdraw`, words.say('consents.withdraw'), { kind: 'danger', icon: 'x' })}${purpose === 'note' ? give : ''}` : give}</div></section>`;
}

const given = (words: Words, consent: Consent, country: Country): string => words.say('consents.given', { date: words.date(consent.givenAt, country), hour: words.hour(consent.givenAt, country), how: words.say(`consents.how-${consent.givenHow}`) });
/** One receipt, whole: what for, in which words, since when, until when. */
const receipt = (words: Words, consent: Consent, country: Country): Html => html`<strong>${words.say(`consents.${consent.purpose}`)}</strong>: “${consent.said}” ${given(words, consent, country)}
  ${consent.withdrawnAt && consent.withdrawnHow ? words.say('consents.withdrawn', { date: words.date(consent.withdrawnAt, country), hour: words.hour(consent.withdrawnAt, country), how: words.say(`consents.how-${consent.withdrawnHow}`) }) : ''}`;

