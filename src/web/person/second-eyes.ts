import { html } from 'hono/html';
import { z } from 'zod';
import { type HomeId, type QuoteId, isId } from '#kernel';
import type { Request } from '#modules/booking';
import { type Home, type Person, fullName } from '#modules/people';
import type { Quote, SecondEyes } from '#modules/pricing';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, fresh, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { asksForEyes, eyesFrom, eyesPart } from '../parts/second-eyes.ts';
import { shell } from '../shell.ts';
import { withRequest } from './one-request.ts';
import { lines } from './quote-parts.ts';

type Html = ReturnType<typeof html>;
type AtHome = Readonly<{ home: Home; eyes: SecondEyes | undefined; named: Person | undefined; couldBe: readonly Person[] }>;
const HERE = '/mine/second-eyes';
const YES = '/mine/second-yes';
const answerAsks = z.object({ quote: z.string().refine((id): id is QuoteId => isId('Quote', id)), say: z.enum(['yes', 'no']) });

/** A second pair of eyes for high prices: named by those at home, and the page on which they say yes or no. */
export const secondEyesDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: HERE, who: ['person'], answer: (call) => atHome(has, call, fresh) }),
  screen({ method: 'POST', path: `${HERE}/:home`, who: ['person'], asks: asksForEyes, again: (call, typed, problems) => atHome(has, call, { typed, problems }), answer: (call) => name(has, call) }),
  screen({
    method: 'POST', path: `${HERE}/:home/end`, who: ['person'],
    answer: (call) => withHomeId(call, (home) => call.change((work) => has.pricing.dropSecondEyes(work, home), () => go(HERE), () => missing)),
  }),
  screen({ method: 'GET', path: YES, who: ['person'], answer: (call) => waiting(has, call) }),
  screen({
    method: 'POST', path: `${YES}/answer`, who: ['person'], asks: answerAsks, again: () => go(YES),
    answer: (call) => (call.asked.say === 'yes'
      ? call.change((work) => has.pricing.acceptQuote(work, call.asked.quote), () => go(YES), () => go(YES))
      : call.change((work) => has.pricing.refuseQuote(work, call.asked.quote), () => go(YES), () => go(YES))),
  }),
  screen({
    method: 'POST', path: `${YES}/:home/step-back`, who: ['person'],
    answer: (call) => withHomeId(call, (home) => call.change((work) => has.pricing.dropSecondEyes(work, home), () => go('/mine'), () => missing)),
  }),
  screen({ method: 'GET', path: '/r/:reference/second-yes', who: ['asker'], answer: (call) => withRequest(has, call, (request) => asked(has, call, request)) }),
];

const withHomeId = (call: Pick<Call, 'params'>, todo: (home: HomeId) => Promise<Reply>): Promise<Reply> | Reply => {
  const id = call.params['home'] ?? '';
  return isId('Home', id) ? todo(id) : missing;
};

/** Who looks with a home, and who could: those who live there, and helpers who may answer prices. */
export async function eyesAt(has: WebHas, work: Work, home: Home): Promise<AtHome> {
  const eyes = await has.pricing.secondEyesOf(work, home.id);
  const helpers = (await has.people.known.helpersOf(work, home.id)).filter(({ mandate }) => mandate.scopes.includes('answer-quotes')).map(({ helper }) => helper);
  const living = await has.people.residentsOf(work, home.id);
  const named = eyes && [...helpers, ...living].find(({ id }) => id === eyes.person);
  const self = work.by.kind === 'person' ? work.by.person : undefined;
  return { home, eyes, named, couldBe: [...new Map([...helpers, ...(living.length > 1 ? living : [])].filter(({ id }) => id !== self).map((one) => [one.id, one])).values()] };
}

async function name(has: WebHas, call: Call<z.infer<typeof asksForEyes>>): Promise<Reply> {
  const home = await call.look((work) => has.people.home(work, (call.params['home'] ?? '') as HomeId));
  if (!home) return missing;
  return call.change((work) => has.pricing.setSecondEyes(work, eyesFrom(home, call.asked)), () => go(HERE),
    (refusal) => (refusal.kind === 'no-such-home' ? missing : atHome(has, call as unknown as Call, { typed: {}, problems: [{ field: 'helper', says: `pricing.${refusal.kind}` }] })));
}

async function atHome(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const { by } = call;
  if (by.kind !== 'person') return missing;
  const homes = await call.look(async (work) => {
    const own = (await has.people.homesOf(work, by.person)).filter((home) => by.homes.includes(home.id));
    return Promise.all(own.map((home) => eyesAt(has, work, home)));
  });
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('eyes.title'),
    main: html`<p class="where-am-i"><a href="/mine/helpers">${icon('arrow-left')} ${words.say('helpers.title')}</a></p>${whatWasWrong(words, filled)}<h1>${words.say('eyes.title')}</h1><p class="lead">${words.say('eyes.lead')}</p>
      ${homes.length === 0 ? html`<p class="note">${words.say('helpers.no-home')}</p>` : homes.map((one) => html`<section class="card"><h2>${one.home.address.line}, ${one.home.address.town}</h2>${eyesPart(frame, `${HERE}/${one.home.id}`, one, filled)}</section>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** What waits for the yes of whoever looks with a home. */
async function waiting(has: WebHas, call: Call): Promise<Reply> {
  const seen = await call.look(async (work) => Promise.all((await has.pricing.eyesOn(work)).map(async (one) => ({
    ...one, home: await has.people.home(work, one.eyes.home), who: (await has.people.residentsOf(work, one.eyes.home))[0],
    quotes: await Promise.all(one.waiting.map(async (quote) => ({ quote, provider: (await has.technicians.provider(work, quote.provider))?.name ?? '' }))),
  }))));
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('eyes.waiting-title'),
    main: html`<h1>${words.say('eyes.waiting-title')}</h1>${seen.length === 0 ? html`<p class="lead">${words.say('eyes.nothing-waits')}</p>` : seen.map(({ eyes, home, who, quotes }) => html`<section class="card"><h2>${who ? fullName(who) : ''}${home ? html` · ${home.address.town}` : ''}</h2>
      <p class="quiet">${words.say('eyes.above', { amount: words.money(eyes.above) })}</p>
      ${quotes.length === 0 ? html`<p>${words.say('eyes.nothing-waits')}</p>` : quotes.map(({ quote, provider }) => toAnswer(frame, quote, provider, who))}
      <details><summary>${words.say('eyes.step-back')}</summary><p>${words.say('eyes.step-back-more')}</p>${press(`${YES}/${eyes.home}/step-back`, words.say('eyes.step-back-now'), { kind: 'danger' })}</details></section>`)}`,
  }));
}

const toAnswer = (frame: Frame, quote: Quote, provider: string, who: Person | undefined): Html => html`<article class="note"><h3>${provider}</h3>
  <p class="price">${frame.words.money(quote.expected)}</p><p class="never-more">${frame.words.say('quotes.never-more', { amount: frame.words.money(quote.ceiling) })}</p>
  <details><summary>${frame.words.say('quotes.lines')}</summary>${lines(frame, quote)}<p><a href="/quotes/${quote.id}.pdf">${icon('file-text')}${frame.words.say('quotes.pdf')}</a></p></details>
  <p>${frame.words.say('eyes.ring-first', { name: who?.givenName ?? '' })}</p>
  <div class="actions">${press(`${YES}/answer`, frame.words.say('eyes.yes'), { kind: 'main', icon: 'check', fields: { quote: quote.id, say: 'yes' } })}${press(`${YES}/answer`, frame.words.say('eyes.no'), { icon: 'x', fields: { quote: quote.id, say: 'no' } })}</div></article>`;

/** The home's own page while the second yes is awaited, and when it came. */
async function asked(has: WebHas, call: Call, request: Request): Promise<Reply> {
  const { accepted, waits, eyes } = await call.look(async (work) => {
    const quotes = await has.pricing.quotesFor(work, request.id);
    return { accepted: quotes.find(({ state }) => state === 'accepted'), waits: (await has.pricing.awaited(work, request.id)).length > 0, eyes: request.home ? await eyesAt(has, work, { id: request.home } as Home) : undefined };
  });
  if (accepted) return go(`/r/${request.reference}/times?quote=${accepted.id}`);
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('quotes.second-yes'),
    main: waits
      ? html`<h1>${words.say('quotes.second-yes')}</h1><p class="lead">${words.say('eyes.asked', { name: eyes?.named?.givenName ?? words.say('eyes.somebody') })}</p><p>${words.say('eyes.asked-more')}</p>
        <div class="actions"><a class="button main" href="/r/${request.reference}/second-yes">${icon('refresh-cw')}${words.say('eyes.look-again')}</a><a class="button" href="/r/${request.reference}/quotes">${words.say('eyes.other-prices')}</a></div>`
      : html`<h1>${words.say('eyes.not-agreed')}</h1><p class="lead" role="status">${words.say('eyes.said-no')}</p>
        <div class="actions"><a class="button main" href="/r/${request.reference}/quotes">${words.say('eyes.other-prices')}</a></div>`,
  }));
}
