import { html } from 'hono/html';
import { z } from 'zod';
import { type HoldId, type Lang, isId } from '#kernel';
import type { Hold, Request } from '#modules/booking';
import { type ShownText, isOnTelephone } from '#modules/contracts';
import { type Quote, type Voucher, isCheaperSlot } from '#modules/pricing';
import type { Provider, Technician } from '#modules/technicians';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { contractText } from '../parts/contract-text.ts';
import { type Filled, form, fresh, press, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { whoComes } from '../parts/who.ts';
import { shell } from '../shell.ts';
import { stepLine, withRequest } from './one-request.ts';
import { voucherLine } from './pay-less.ts';

type Html = ReturnType<typeof html>;
const asks = z.object({
  hold: z.string().refine((id) => isId('Hold', id)), terms: z.string().max(200), express: z.string().optional(), readOut: z.string().optional(),
  shown: z.string().regex(/^[0-9a-f]{64}$/), shownLang: z.enum(['en', 'fr']),
});
/** All that the page shows before the yes. */
type Found = Readonly<{ hold: Hold; quote: Quote; technician: Technician; provider: Provider; text: ShownText; voucher: Voucher | undefined; reach: Reach }>;
/** How we can reach them when something changes: by what is quick, by letters alone, or not for help by telephone. */
type Reach = 'quick' | 'letters' | 'no-telephone';

/** Is everything right? The words of the contract, the wish that the work begins early, and one press. */
export function confirmDoors(has: WebHas): Door[] {
  return [
    screen({ method: 'GET', path: '/r/:reference/confirm', who: ['asker'], answer: (call) => withRequest(has, call, (request) => confirm(has, call, request, call.query['hold'] ?? '', fresh)) }),
    screen({
      method: 'POST', path: '/r/:reference/confirm', who: ['asker'], asks,
      again: (call) => go(`/r/${call.params['reference']}/times`),
      answer: (call) => withRequest(has, call, (request) => book(has, call as unknown as Call<z.infer<typeof asks>>, request)),
    }),
  ];
}

function book(has: WebHas, call: Call<z.infer<typeof asks>>, request: Request): Promise<Reply> | Reply {
  const { asked } = call;
  const again = (field: string, says: string): Promise<Reply> => {
    const typed = { ...(asked.express === undefined ? {} : { express: asked.express }), ...(asked.readOut === undefined ? {} : { readOut: asked.readOut }) };
    return confirm(has, call as unknown as Call, request, asked.hold, { typed, problems: [{ field, says }] }, 422);
  };
  if (isOnTelephone(call.by) && asked.readOut === undefined) return again('readOut', 'confirm.read-out-needed');
  return call.change(
    (work) => has.booking.book(work, { hold: asked.hold as HoldId, expressRequest: asked.express !== undefined, termsHash: asked.terms, shown: { digest: asked.shown, lang: asked.shownLang, acknowledges: asked.express !== undefined } }),
    (visit) => go(`/visits/${visit.id}`),
    ({ kind }) => {
      if (kind === 'express-request-needed') return again('express', 'confirm.express-needed');
      if (kind === 'terms-changed') return again('terms-text', 'confirm.terms-changed');
      if (kind === 'time-taken' || kind === 'hold-expired' || kind === 'time-passed') return go(`/r/${request.reference}/times?taken=yes`);
      return kind === 'no-such-hold' ? missing : go(`/r/${request.reference}/quotes`);
    },
  );
}

async function find(has: WebHas, call: Pick<Call, 'look' | 'by'>, request: Request, holdId: string, lang: Lang): Promise<Found | undefined> {
  return call.look(async (work) => {
    const hold = isId('Hold', holdId) ? await has.booking.holdOf(work, holdId) : undefined;
    const quote = hold && (await has.pricing.quote(work, hold.quote));
    if (!hold || !quote?.ok || hold.request !== request.id) return undefined;
    const technician = await has.technicians.technician(work, hold.technician);
    const provider = await has.technicians.provider(work, quote.value.provider);
    const text = await has.contracts.termsFor(work, { quote: hold.quote, lang, channel: isOnTelephone(call.by) ? 'phone' : 'web', promised: { from: hold.promisedFrom, until: hold.promisedUntil } });
    return technician && provider && text ? { hold, quote: quote.value, technician, provider, text, voucher: await has.pricing.voucherOf(work, request.id), reach: await reachOf(has, work, request, quote.value) } : undefined;
  });
}

async function reachOf(has: WebHas, work: Work, request: Request, quote: Quote): Promise<Reach> {
  const person = request.quiet || request.person === undefined ? undefined : await has.people.known.person(work, request.person);
  if (!person || person.phone) return 'quick';
  return quote.way === 'remote' ? 'no-telephone' : person.email ? 'quick' : 'letters';
}

async function confirm(has: WebHas, call: Call, request: Request, holdId: string, filled: Filled, status = 200): Promise<Reply> {
  const frame = frameOf(has, call);
  const onTelephone = isOnTelephone(call.by);
  // Who is rung up agrees in their own language, whatever the operator reads on the screen.
  const found = await find(has, call, request, holdId, onTelephone ? request.lang : frame.lang);
  if (!found) return request.state === 'booked' ? go(`/r/${request.reference}/visit`) : go(`/r/${request.reference}/times`);
  return page(confirmPage(frame, request, found, filled, onTelephone), status);
}

function confirmPage(frame: Frame, request: Request, found: Found, filled: Filled, onTelephone: boolean): Html | Promise<Html> {
  const { words } = frame;
  const { hold, quote, technician, provider, text, voucher, reach } = found;
  return shell(frame, {
    title: words.say('confirm.title'), quickExit: request.quiet,
    main: html`${stepLine(frame, 'confirm')}${whatWasWrong(words, filled)}<h1>${words.say('confirm.title')}</h1>
      <div class="card">${whoComes(technician, words, provider.name)}
        <dl class="facts"><dt>${words.say('confirm.when')}</dt><dd><strong>${whenOf(frame, hold, quote)}</strong></dd>
        <dt>${words.say('confirm.expected')}</dt><dd class="number">${words.money(quote.expected)}</dd>
        <dt>${words.say('confirm.never-more')}</dt><dd class="number"><strong>${words.money(quote.ceiling)}</strong></dd>
        ${cheaperLines(frame, quote)}
        <dt>${words.say('confirm.pay')}</dt><dd>${words.say('confirm.pay-more', { name: provider.name })}</dd></dl>${voucherLine(frame, voucher, quote)}</div>
      ${reach === 'quick' ? '' : html`<p class="note warm" id="reach">${words.say(`confirm.reach-${reach}`, { phone: frame.house.phone })}</p>`}<h2>${words.say('confirm.good-to-know')}</h2><ul>
        <li>${words.say('confirm.cancel', { hours: quote.fees.lateCancelHours, fee: words.money(quote.fees.lateCancel) })}</li>
        <li>${words.say('confirm.missed', { fee: words.money(quote.fees.missedVisit) })}</li>
        <li>${words.say(`confirm.withdraw-${quote.country}`)}</li></ul>
      ${onTelephone ? script(frame, found) : ''}
      <details class="card" id="terms-text"${onTelephone || filled.problems.some(({ field }) => field === 'terms-text') ? ' open' : ''}><summary>${icon('file-text')}${words.say('confirm.all-words')}</summary>${contractText(text)}</details>
      <p class="quiet">${words.say('confirm.sent-to-you')} <a href="/quotes/${quote.id}.pdf">${words.say('quotes.pdf')}</a></p>
      ${form(`/r/${request.reference}/confirm`, html`<input type="hidden" name="hold" value="${hold.id}"><input type="hidden" name="terms" value="${quote.version}"><input type="hidden" name="shown" value="${text.digest}"><input type="hidden" name="shownLang" value="${text.lang}">
        ${tick({ name: 'express', label: words.say('confirm.express'), hint: words.say('confirm.express-why'), filled, words })}
        ${onTelephone ? tick({ name: 'readOut', label: words.say('confirm.read-out'), hint: words.say('confirm.read-out-why'), filled, words }) : ''}
        <div class="actions"><button class="main">${words.say('confirm.book', { when: `${words.day(hold.promisedFrom, quote.country)} ${words.hour(hold.promisedFrom, quote.country)}` })}</button></div>
        <p class="quiet">${words.say('confirm.kept-until', { hour: words.hour(hold.until, quote.country) })}</p>`)}
      ${press(`/r/${request.reference}/times/release`, words.say('confirm.other-time'), { kind: 'plain', fields: { hold: hold.id } })}`,
  });
}

/** What the operator says on the telephone, in this order; the whole text stands below and goes out afterwards. */
function script(frame: Frame, { quote, provider, hold }: Found): Html {
  const { words } = frame;
  const lines = [
    words.say('confirm.script-who', { house: frame.house.name, provider: provider.legalName }), words.say('confirm.script-when', { when: whenOf(frame, hold, quote) }),
    words.say('confirm.script-price', { expected: words.money(quote.expected), ceiling: words.money(quote.ceiling) }),
    words.say('confirm.script-fees', { hours: quote.fees.lateCancelHours, late: words.money(quote.fees.lateCancel), missed: words.money(quote.fees.missedVisit) }),
    words.say('confirm.script-withdraw', { phone: frame.house.phone }), words.say('confirm.script-early'), words.say('confirm.script-copy'), words.say('confirm.script-yes'),
  ];
  return html`<section class="card next"><h2>${words.say('confirm.script')}</h2><ol>${lines.map((line) => html`<li>“${line}”</li>`)}</ol></section>`;
}

/** What the chosen time, or the solidarity rate, takes off: counted in the price above. It does not come back. */
function cheaperLines({ words }: Frame, quote: Quote): Html {
  const off = quote.lines.filter(({ slot, gross }) => isCheaperSlot(slot) && gross.cents < 0);
  return off.length === 0 ? html`` : html`<dt>${words.say('pay-less.taken-off')}</dt><dd><ul>${off.map((line) => html`<li>${words.say(line.says.key, line.says.with)} · <span class="number">${words.money(line.gross)}</span></li>`)}</ul><p class="small quiet">${words.say('pay-less.stays')}</p></dd>`;
}

const whenOf = (frame: Frame, hold: Hold, quote: Quote): string => frame.words.say('confirm.day-between', {
  day: frame.words.day(hold.promisedFrom, quote.country), from: frame.words.hour(hold.promisedFrom, quote.country), until: frame.words.hour(hold.promisedUntil, quote.country),
});
