import { html } from 'hono/html';
import { z } from 'zod';
import { type Currency, type RoundId, ZONE, isId } from '#kernel';
import { type Cheaper, type RoundSeen, isOpenAt, ruleOn } from '#modules/pricing';
import type { Provider } from '#modules/technicians';
import { type Call, type Door, type Problem, type Reply, type Typed, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, line, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { offerForm } from './offer-form.ts';
import { offerIn, problemsOf } from './offer-fields.ts';

export type OneRound = Readonly<{ seen: RoundSeen; provider: Provider; currency: Currency; vat: number; cheaper: Cheaper | undefined }>;
const PATH = '/office/rounds';
const offerAsks = z.object({ does: z.enum(['more', 'offer']).catch('more') }).catchall(z.string().max(1_000, 'where.too-long'));
const questionAsks = z.object({ question: z.string().trim().min(5, 'offer.question-missing').max(1_000, 'where.too-long') });
const declineAsks = z.object({ why: z.string().trim().min(3, 'offer.why-missing').max(300, 'where.too-long') });

/** Open requests that this office may answer: read, ask, offer, or say no. */
export const officeRoundDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['provider'], answer: (call) => listPage(has, call) }),
  screen({ method: 'GET', path: `${PATH}/:round`, who: ['provider'], answer: (call) => withRound(has, call, (one) => show(has, call, one, fresh)) }),
  screen({
    method: 'POST', path: `${PATH}/:round/question`, who: ['provider'], asks: questionAsks, again: (call, typed, problems) => withRound(has, call, (one) => show(has, call, one, { typed, problems })),
    answer: (call) => withRound(has, call as unknown as Call, (one) => call.change(
      (work) => has.pricing.askInRound(work, { round: one.seen.round.id, question: call.asked.question }), () => go(`${PATH}/${one.seen.round.id}`),
      (refusal) => show(has, call as unknown as Call, one, { typed: { ...call.asked }, problems: [{ field: 'question', says: `pricing.${refusal.kind}` }] }),
    )),
  }),
  screen({
    method: 'POST', path: `${PATH}/:round/decline`, who: ['provider'], asks: declineAsks, again: (call, typed, problems) => withRound(has, call, (one) => show(has, call, one, { typed, problems })),
    answer: (call) => withRound(has, call as unknown as Call, (one) => call.change(
      (work) => has.pricing.declineRound(work, { round: one.seen.round.id, why: call.asked.why }), () => go(PATH),
      (refusal) => show(has, call as unknown as Call, one, { typed: { ...call.asked }, problems: [{ field: 'why', says: `pricing.${refusal.kind}` }] }),
    )),
  }),
  screen({
    method: 'POST', path: `${PATH}/:round/offer`, who: ['provider'], asks: offerAsks, again: (call, typed, problems) => withRound(has, call, (one) => show(has, call, one, { typed, problems })),
    answer: (call) => withRound(has, call as unknown as Call, (one) => offer(has, call as unknown as Call<z.infer<typeof offerAsks>>, one)),
  }),
];

async function withRound(has: WebHas, call: Call, then: (one: OneRound) => Promise<Reply>): Promise<Reply> {
  const id = call.params['round'] ?? '';
  const own = call.by.kind === 'person' ? call.by.provider : undefined;
  const one = own && isId('Round', id) ? await call.look(async (work): Promise<OneRound | undefined> => {
    const seen = await has.pricing.round(work, id as RoundId);
    const provider = seen && (await has.technicians.provider(work, own));
    if (!seen || !provider) return undefined;
    const rate = ruleOn(has.rules, provider.country, 'vat', work.now.toZonedDateTimeISO(ZONE[provider.country]).toPlainDate())?.basisPoints ?? 0;
    return { seen, provider, currency: provider.country === 'FR' ? 'EUR' : 'GBP', vat: provider.vat.registered ? rate : 0, cheaper: (await has.pricing.tariffOf(work, own))?.cheaper };
  }) : undefined;
  return one ? then(one) : missing;
}

async function offer(has: WebHas, call: Call<z.infer<typeof offerAsks>>, one: OneRound): Promise<Reply> {
  const { does, ...rest } = call.asked;
  const typed = rest as Typed;
  const again = (problems: readonly Problem[]): Promise<Reply> => show(has, call as unknown as Call, one, { typed, problems });
  if (does === 'more') return again([]);
  const read = offerIn(typed, one.currency);
  if (read.problems.length > 0) return again(read.problems);
  return call.change(
    (work) => has.pricing.answerRound(work, { round: one.seen.round.id, offer: read.offer }), () => go(`${PATH}/${one.seen.round.id}`),
    (refusal) => again(refusal.kind === 'lines-wrong' ? problemsOf(refusal.lines, read.rows) : [{ field: 'line-0-words', says: `pricing.${refusal.kind}` }]),
  );
}

async function listPage(has: WebHas, call: Call): Promise<Reply> {
  const rounds = await call.look((work) => has.pricing.rounds(work));
  const frame = frameOf(has, call);
  const { words } = frame;
  const now = has.clock.now();
  return page(shell(frame, {
    title: words.say('offer.rounds'), kind: 'staff',
    main: html`<p class="where-am-i"><a href="/office">${words.say('shell.my-page')}</a></p><h1>${words.say('offer.rounds')}</h1><p class="lead">${words.say(rounds.length === 0 ? 'offer.rounds-none' : 'offer.rounds-more')}</p>
      <ul class="choices two">${rounds.map(({ round, invited }) => html`<li><a class="choice" href="${PATH}/${round.id}">${icon('message-circle-question-mark')}<span><strong>${leafWords(has, frame, round.scope.tasks)}</strong>
        <span class="quiet">${isOpenAt(round, now) ? words.say('offer.until', { day: words.day(round.until, round.country), hour: words.hour(round.until, round.country) }) : words.say('offer.over')}</span> <span class="tag">${words.say(`offer.state-${invited[0]?.state ?? 'asked'}`)}</span></span></a></li>`)}</ul>`,
  }));
}

const leafWords = (has: WebHas, frame: Frame, tasks: RoundSeen['round']['scope']['tasks']): string => tasks.map(({ leaf }) => has.leafLabel(leaf, frame.lang) ?? frame.words.say('offer.unknown')).join(', ');

async function show(has: WebHas, call: Call, one: OneRound, filled: Filled): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const { seen: { round, invited, questions }, provider } = one;
  const isOpen = isOpenAt(round, has.clock.now());
  const leg = round.scope.travel[provider.id];
  const path = `${PATH}/${round.id}`;
  return page(shell(frame, {
    title: words.say('offer.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="${PATH}">${words.say('offer.rounds')}</a></p><h1>${leafWords(has, frame, round.scope.tasks)}</h1>
      <p class="lead">${isOpen ? words.say('offer.until', { day: words.day(round.until, round.country), hour: words.hour(round.until, round.country) }) : words.say('offer.over')} <span class="tag">${words.say(`offer.state-${invited[0]?.state ?? 'asked'}`)}</span></p>
      <p class="quoted">${round.brief}</p><p>${words.say(`pricing.way-${round.scope.way}`)}${leg ? html` · ${words.say('offer.away', { distance: words.distance(leg.metres), time: words.span(Math.max(1, Math.round(leg.seconds / 60))) })}` : ''}</p>
      <section class="card"><h2>${words.say('offer.questions')}</h2><p>${words.say('offer.questions-more')}</p>${questions.map((asked) => html`<div class="card"><p class="quoted">${asked.question}</p><p>${asked.answer ?? html`<span class="quiet">${words.say('offer.waits')}</span>`}</p></div>`)}
      ${isOpen ? form(`${path}/question`, html`${box({ name: 'question', label: words.say('offer.question'), rows: 2, filled, words })}<div class="actions"><button>${words.say('offer.ask')}</button></div>`) : ''}</section>
      ${isOpen ? html`${offerForm(frame, one, `${path}/offer`, filled)}<details class="card"${filled.problems.some(({ field }) => field === 'why') ? ' open' : ''}><summary>${words.say('offer.decline')}</summary>${form(`${path}/decline`, html`${line({ name: 'why', label: words.say('offer.why'), filled, words })}<div class="actions"><button class="danger">${words.say('offer.decline-it')}</button></div>`)}</details>` : ''}`,
  }), filled.problems.length > 0 ? 422 : 200);
}
