import { html } from 'hono/html';
import { z } from 'zod';
import { type ProviderId, type Refusal, type Result, isId } from '#kernel';
import type { Appointment } from '#modules/booking';
import { GONE_WHY, type Gone, type OpenPromises, owedOf } from '#modules/billing';
import type { Provider } from '#modules/technicians';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { asWritten, dial } from '../parts/dial.ts';
import { type Filled, box, form, fresh, oneOf, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
type Named = Readonly<{ visit: Appointment; reference: string; name: string }>;
type Seen = Readonly<{ provider: Provider; gone: Gone | undefined; promises: OpenPromises; ahead: readonly Named[]; underWay: readonly Named[]; waiting: readonly Named[]; guaranteed: readonly Named[] }>;
const asks = z.object({ why: z.enum(GONE_WHY, 'gone.why-missing'), words: z.string().trim().max(500, 'where.too-long').optional(), sure: z.literal('yes', 'gone.sure-missing') });

/** A firm closes, is stopped, or its contract ends: every open promise is listed, each household is told, and nobody is moved. */
export const goneDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/operator/providers/:provider/gone', who: ['operator'], answer: (call) => show(has, call, fresh) }),
  screen({
    method: 'POST', path: '/operator/providers/:provider/gone', who: ['operator'], asks, again: (call, typed, problems) => show(has, call, { typed, problems }),
    answer: (call) => {
      const id = providerIn(call);
      if (!id) return missing;
      return call.change((work) => letGo(has, work, id, call.asked), () => go(`/operator/providers/${id}/gone`), (refusal) => (refusal.kind === 'no-such-provider' ? missing : show(has, call as unknown as Call, { typed: { why: call.asked.why }, problems: [{ field: 'why', says: `gone.${refusal.kind}` }] })));
    },
  }),
];

const providerIn = (call: Pick<Call, 'params'>): ProviderId | undefined => { const id = call.params['provider'] ?? ''; return isId('Provider', id) ? id : undefined; };

/** Nobody of theirs may be sent any more, and every promise is settled: in one step, or not at all. */
async function letGo(has: WebHas, work: Work, provider: ProviderId, asked: z.infer<typeof asks>): Promise<Result<unknown, Refusal>> {
  const gone = await has.billing.providerGone(work, { provider, why: asked.why, ...(asked.words ? { words: asked.words } : {}) });
  if (!gone.ok) return gone;
  const left = await has.technicians.providerLeft(work, { provider });
  if (!left.ok) return left;
  for (const technician of await has.technicians.techniciansOf(work, provider)) {
    if (technician.standing === 'suspended') continue;
    const stopped = await has.technicians.suspend(work, { technician: technician.id, why: `${asked.why}${asked.words ? `: ${asked.words}` : ''}` });
    if (!stopped.ok) return stopped;
  }
  return gone;
}

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const id = providerIn(call);
  const seen = id && (await call.look((work) => seenOf(has, work, id)));
  return seen ? page(gonePage(frameOf(has, call), seen, filled), filled.problems.length > 0 ? 422 : 200) : missing;
}

async function seenOf(has: WebHas, work: Work, id: ProviderId): Promise<Seen | undefined> {
  const [provider, promises] = [await has.technicians.provider(work, id), await has.billing.openPromises(work, id)];
  if (!provider || !promises) return undefined;
  const named = (visits: readonly Appointment[]): Promise<Named[]> => Promise.all(visits.map(async (visit) => {
    const request = await has.booking.known.request(work, visit.request);
    const person = request?.quiet ? undefined : request?.person && (await has.people.known.person(work, request.person));
    return { visit, reference: request?.reference ?? '', name: person ? `${person.givenName} ${person.familyName}` : '' };
  }));
  return { provider, promises, gone: await has.billing.goneProvider(work, id), ahead: await named(promises.ahead), underWay: await named(promises.underWay), waiting: await named(promises.waiting), guaranteed: await named(promises.guaranteed) };
}

function gonePage(frame: Frame, seen: Seen, filled: Filled): Html | Promise<Html> {
  const { words } = frame;
  const { provider, gone, promises } = seen;
  const households = new Set([...seen.ahead, ...seen.waiting].map(({ visit }) => visit.request)).size;
  return shell(frame, {
    title: words.say(gone ? 'gone.title' : 'gone.title-ask', { name: provider.name }), kind: 'staff',
    main: html`<p class="where-am-i"><a href="/operator/providers/${provider.id}">${icon('arrow-left')} ${provider.name}</a></p>${whatWasWrong(words, filled)}<h1>${words.say(gone ? 'gone.title' : 'gone.title-ask', { name: provider.name })}</h1>
      ${gone ? html`<p class="note warm"><strong>${words.say('gone.since', { date: words.date(gone.at, provider.country) })}</strong> ${words.say(`gone.why-${gone.why}`)}. ${gone.words ?? ''}</p>` : html`<p class="lead">${words.say('gone.lead')}</p>`}
      ${visitsOf(frame, 'ahead', seen.ahead)}${seen.underWay.length > 0 ? visitsOf(frame, 'under-way', seen.underWay) : ''}${seen.waiting.length > 0 ? visitsOf(frame, 'waiting', seen.waiting) : ''}
      <section class="card"><h2>${words.say('gone.held')}</h2>${promises.held.length === 0 ? html`<p class="quiet">${words.say('gone.none')}</p>` : html`<p>${words.say('gone.held-more')}</p><ul>${promises.held.map((one) => html`<li><a href="/workshop/${one.visit}">${one.number}</a>: ${one.what}</li>`)}</ul>`}</section>
      <section class="card"><h2>${words.say('gone.owed')}</h2>${promises.owedBack.length === 0 ? html`<p class="quiet">${words.say('gone.none')}</p>` : html`<p>${words.say('gone.owed-more')}</p><ul>${promises.owedBack.map((invoice) => html`<li><a href="/invoices/${invoice.id}">${invoice.number}</a>: ${words.money({ cents: -owedOf(invoice).cents, currency: invoice.gross.currency })}</li>`)}</ul>`}</section>
      ${visitsOf(frame, 'guaranteed', seen.guaranteed)}
      <section class="card"><h2>${words.say('gone.whom')}</h2><p>${words.say('gone.whom-more')}</p><dl class="facts"><dt>${words.say('set-up.legal-name')}</dt><dd>${provider.legalName}, ${provider.companyNumber}</dd><dt>${words.say('where.phone')}</dt><dd><a href="${dial(provider.phone)}">${asWritten(provider.phone)}</a></dd><dt>${words.say('set-up.mediator')}</dt><dd>${provider.mediator ?? words.say('gone.no-mediator')}</dd></dl></section>
      ${gone ? '' : html`<section class="card next"><h2>${words.say('gone.do')}</h2><p>${words.say('gone.do-more', { households })}</p>${form(`/operator/providers/${provider.id}/gone`, html`${oneOf({ name: 'why', label: words.say('gone.why'), filled, words, options: GONE_WHY.map((value) => ({ value, label: words.say(`gone.why-${value}`) })) })}
        ${box({ name: 'words', label: words.say('gone.words'), hint: words.say('gone.words-hint'), rows: 2, filled, words })}${oneOf({ name: 'sure', label: words.say('gone.sure'), filled, words, options: [{ value: 'yes', label: words.say('gone.sure-yes') }] })}
        <div class="actions"><button class="danger">${words.say('gone.let-go')}</button><a class="button" href="/operator/providers/${provider.id}">${words.say('gone.keep')}</a></div>`)}</section>`}`,
  });
}

const visitsOf = ({ words }: Frame, kind: 'ahead' | 'under-way' | 'waiting' | 'guaranteed', all: readonly Named[]): Html => html`<section class="card"><h2>${words.say(`gone.${kind}`, { count: all.length })}</h2>${all.length === 0 ? html`<p class="quiet">${words.say('gone.none')}</p>` : html`<p>${words.say(`gone.${kind}-more`)}</p>
  <ul>${all.map(({ visit, reference, name }) => html`<li><a href="/visits/${visit.id}">${reference}</a> ${name}, ${words.date(visit.promisedFrom, visit.country)}, ${words.hour(visit.promisedFrom, visit.country)}</li>`)}</ul>`}</section>`;
