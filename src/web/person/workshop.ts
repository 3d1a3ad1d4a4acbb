import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type ExtraId, type VisitId, isId } from '#kernel';
import { type Invoice, stateOf } from '#modules/billing';
import type { ShownText } from '#modules/contracts';
import { fullName } from '#modules/people';
import { type CustodySeen, type PartSeen, receiptPdf, returnPdf } from '#modules/visits';
import { type Call, type Door, type Reply, file, go, missing, page, screen } from '#platform/http/index';
import type { Words } from '#platform/text';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { extraContract } from '../parts/contract-text.ts';
import { dial } from '../parts/dial.ts';
import { type Filled, fresh, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { callOff } from '../technician/workshop.ts';
import { handsList, isLeft, receiptFacts, receiptPhotos } from '../technician/workshop-page.ts';

type Html = ReturnType<typeof html>;
type Away = Readonly<{ visit: VisitId; reference: string; isOpen: boolean; custody: CustodySeen | undefined; parts: readonly PartSeen[]; texts: ReadonlyMap<string, ShownText>; deposits: readonly Invoice[];
  /** Work that they said yes to and then withdrew from. */
  withdrawn: readonly ExtraId[]; country: Country }>;

const visitId = (call: Pick<Call, 'params'>): VisitId | undefined => { const id = call.params['visit'] ?? ''; return isId('Visit', id) ? id : undefined; };

/** Where one's thing is, what its repair would cost, when a part comes: with the yes, the no, and the way out. */
export const workshopOfPerson = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/visits/:visit/workshop', who: ['asker'], answer: (call) => show(has, call, fresh) }),
  screen({ method: 'GET', path: '/visits/:visit/workshop/photos/:photo', who: ['asker'], answer: (call) => photo(has, call) }),
  ...(['receipt', 'return'] as const).map((what) => screen({ method: 'GET', path: `/visits/:visit/workshop/${what}.pdf`, who: ['asker'], answer: (call) => paper(has, call, what) })),
  screen({
    method: 'POST', path: '/visits/:visit/workshop/part-off', who: ['asker'], asks: z.object({ part: z.string().refine((id) => isId('Part', id)) }), again: (call) => go(call.path.replace(/\/part-off$/, '')),
    answer: (call) => call.change((work) => callOff(has, work, call.asked.part), () => go(`/visits/${call.params['visit']}/workshop`), (refusal) => (refusal.kind === 'no-such-part' ? missing : show(has, call as unknown as Call, { typed: {}, problems: [{ field: 'form', says: `visits.${refusal.kind}` }] }))),
  }),
];

/** One photo of the receipt, as it looked before it left; that one of us looked at it stands in the journal. */
async function photo(has: WebHas, call: Call): Promise<Reply> {
  const id = visitId(call);
  const custody = id && (await call.look(async (work) => ((await has.booking.visit(work, id)) ? (await has.visits.custody(work, id))?.custody : undefined)));
  const found = custody && (await has.privacy.opening(call.by, async () => { const shows = custody.photos.find((one) => one === call.params['photo']); return shows && { shows, opened: [{ saw: 'photo' as const, home: custody.home, for: custody.visit }] }; }));
  const kept = found && (await has.files.read(found));
  return kept ? file(kept.bytes, kept.type) : missing;
}

/** What of theirs is away or on its way; undefined where it is nobody's they may see. */
export const awayOf = (has: WebHas, call: Pick<Call, 'look'>, visit: VisitId): Promise<Away | undefined> => call.look(async (work) => {
  const booked = await has.booking.known.visit(work, visit);
  const [custody, parts] = [await has.visits.custody(work, visit), await has.visits.partsOnOrder(work, visit)];
  if (!booked || !(await has.booking.visit(work, visit))) return undefined;
  const request = await has.booking.known.request(work, booked.request);
  const asked = [...(custody?.offer ? [custody.offer] : []), ...parts.flatMap(({ extra }) => (extra?.state === 'proposed' ? [extra] : []))];
  const texts = await Promise.all(asked.map(async ({ id }) => [id, (await has.visits.extraTerms(work, id))?.text] as const));
  return {
    visit, country: booked.country, withdrawn: custody ? await has.visits.known.withdrawnFrom(work, visit) : [], reference: request?.reference ?? '', isOpen: request?.state === 'quoted', custody: custody && custody.stage !== 'written' ? custody : undefined, parts,
    texts: new Map(texts.flatMap(([id, text]) => (text ? [[id, text] as const] : []))), deposits: (await has.billing.invoicesFor(work, visit)).filter(({ kind }) => kind === 'deposit'),
  };
});
export const hasAway = (away: Away | undefined): boolean => away !== undefined && (away.custody !== undefined || away.parts.length > 0);

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const id = visitId(call);
  const away = id && (await awayOf(has, call, id));
  if (!away) return missing;
  if (!hasAway(away)) return go(`/visits/${away.visit}`);
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('workshop.yours'),
    main: html`<p class="where-am-i"><a href="/visits/${away.visit}">${icon('arrow-left')} ${words.say('visit.title')}</a></p>${whatWasWrong(words, filled)}<h1>${words.say(away.custody ? 'workshop.yours' : 'workshop.your-part')}</h1>
      ${away.custody ? thing(frame, away, away.custody) : ''}${away.parts.map((part) => partCard(frame, away, part))}
      <p>${words.say('workshop.questions')} <a href="${dial(frame.house.phone)}">${icon('phone')}${frame.house.phone}</a></p>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** What came of it, and what that means for the price. */
const outcome = (words: Words, { result, resultWords }: CustodySeen['custody']): Html => (result ? html`<p class="note ${result === 'repaired' ? 'safe' : ''}"><strong>${words.say(`workshop.result-${result}`)}</strong>. ${resultWords ?? ''} ${words.say(`workshop.result-${result}-money`)}</p>` : html``);

function thing(frame: Frame, away: Away, one: CustodySeen): Html {
  const { words } = frame;
  const { custody, stage } = one;
  const holder = custody.holders.at(-1);
  return html`<section class="card"><p class="lead"><strong>${custody.what}</strong></p><p>${icon(stage === 'returned' ? 'check' : 'map-pin')} ${words.say(`workshop.now-${holder?.kind ?? 'technician'}`, { name: holder?.name ?? '' })}</p><p>${words.say(stage === 'agreed' && isLeft(one, away.withdrawn) ? 'workshop.person-withdrawn' : `workshop.person-${stage}`, { date: words.date(custody.expectedOn) })}</p>
      ${outcome(words, custody)}
      ${stage === 'ready' ? html`<p>${words.say('workshop.fetch-or-visit')}</p>${away.isOpen ? html`<div class="actions"><a class="button main" href="/r/${away.reference}/times">${icon('calendar')}${words.say('workshop.book-return')}</a></div>` : ''}` : ''}</section>
    ${one.offer && stage === 'asked' ? offer(frame, away, one.offer) : ''}${answeredRepairs(frame, away, one)}
    <section class="card"><h2>${words.say('workshop.hands')}</h2>${handsList(words, one)}</section>
    <details class="card"><summary>${words.say('workshop.receipt', { number: custody.number })}</summary>${receiptFacts(words, one)}${receiptPhotos(words, `/visits/${away.visit}/workshop`, one)}</details>
    <div class="actions"><a class="button" href="/visits/${away.visit}/workshop/receipt.pdf">${icon('file-text')}${words.say('workshop.receipt-pdf')}</a>${custody.returned ? html`<a class="button" href="/visits/${away.visit}/workshop/return.pdf">${icon('file-text')}${words.say('workshop.return-pdf')}</a>` : ''}</div>`;
}

/** What they answered about repairs stays in sight: its most, who said it and when, and that they withdrew. */
function answeredRepairs({ words }: Frame, away: Away, one: CustodySeen): Html {
  const answered = one.extras.filter(({ away: kind, state }) => kind === 'repair' && (state === 'approved' || state === 'refused'));
  const tag = (extra: (typeof answered)[number]): string => (away.withdrawn.includes(extra.id) ? 'workshop.you-withdrew' : `workshop.you-${extra.state}`);
  return answered.length === 0 ? html`` : html`<section class="card"><h2>${words.say('workshop.repair')}</h2><ul class="ticks">${answered.map((extra) => html`<li><span><strong>${extra.why}</strong>: ${words.say('quotes.never-more', { amount: words.money(extra.worst) })} <span class="tag">${words.say(tag(extra))}</span>${extra.answeredAt && extra.state === 'approved' ? html`<br><span class="quiet">${words.say(`visit.extra-by-${extra.saidBy ?? 'person'}`, { date: words.date(extra.answeredAt, away.country), at: words.hour(extra.answeredAt, away.country), who: extra.spokeWith ?? '' })}</span>` : ''}</span></li>`)}</ul></section>`;
}

/** A price waits for their yes: what it is, what it costs at most, until when it stands, and that a no is fine. */
function offer({ words }: Frame, away: Away, extra: NonNullable<CustodySeen['offer']>): Html {
  const text = away.texts.get(extra.id);
  const to = `/visits/${away.visit}/extras/${extra.id}`;
  return html`<section class="card next"><h2>${words.say('workshop.offer-title')}</h2><p class="lead">${extra.why}</p><ul>${extra.lines.map((line) => html`<li>${line.says}: ${words.money(line.worst.gross)}</li>`)}</ul><p><span class="price">${words.money(extra.gross)}</span><br><span class="never-more">${words.say('quotes.never-more', { amount: words.money(extra.worst) })}</span></p>
    <p>${words.say('workshop.offer-no-hurry')}${extra.standsUntil ? html` ${words.say('workshop.stands-until', { date: words.date(extra.standsUntil) })}` : ''}</p>${away.custody && away.custody.custody.diagnosis.cents > 0 ? html`<p>${words.say('workshop.if-no', { amount: words.money(away.custody.custody.diagnosis) })}</p>` : html`<p>${words.say('workshop.if-no-free')}</p>`}${extraContract(words, extra, text)}
    <div class="actions">${press(to, words.say('workshop.offer-yes'), { kind: 'main', fields: { answer: 'yes', back: 'workshop', ...(text ? { shown: text.digest } : {}) } })}${press(to, words.say('workshop.offer-no'), { fields: { answer: 'no', back: 'workshop' } })}</div></section>`;
}

const NEXT: ReadonlySet<string> = new Set(['asked', 'late', 'arrived']);
const depositOf = (away: Away, { order }: PartSeen): Invoice | undefined => (order.deposit.cents === 0 ? undefined : away.deposits.find(({ lines }) => lines.some(({ source }) => (source.kind === 'extra' ? source.extra === order.extra : order.item !== undefined))));
const mayCallOff = ({ order, state }: PartSeen): boolean => state === 'late' || state === 'agreed' || (state === 'ordered' && order.lateToldAt !== undefined);

function partCard({ words }: Frame, away: Away, part: PartSeen): Html {
  const { order, state } = part;
  const deposit = depositOf(away, part);
  return html`<section class="card${NEXT.has(state) ? ' next' : ''}"><h2>${order.quantity} × ${order.says}</h2><p class="lead">${words.say(state === 'arrived' && !away.isOpen ? 'workshop.person-part-came' : `workshop.person-part-${state}`, { date: words.date(order.expectedOn) })}</p>
    <p>${words.say('workshop.part-costs', { amount: words.money(order.gross), date: words.date(order.expectedOn) })}${order.deposit.cents > 0 && state !== 'cancelled' ? html` ${words.say('workshop.part-deposit-is', { amount: words.money(order.deposit) })}` : ''}</p>
    ${partAsked(words, away, part)}${deposit ? html`<p><a href="/invoices/${deposit.id}">${icon('receipt')}${words.say('workshop.deposit-bill', { number: deposit.number })}</a> <span class="tag">${words.say(`invoice.state-${stateOf(deposit)}`)}</span></p>` : ''}
    ${state === 'arrived' && away.isOpen ? html`<p>${words.say('workshop.travel-once')}</p><div class="actions"><a class="button main" href="/r/${away.reference}/times">${icon('calendar')}${words.say('workshop.book-second')}</a></div>` : ''}
    ${mayCallOff(part) ? html`<p>${words.say(order.deposit.cents > 0 ? 'workshop.part-off-deposit' : 'workshop.part-off-free')}</p><div class="actions">${press(`/visits/${away.visit}/workshop/part-off`, words.say('workshop.part-off-say'), { fields: { part: order.id } })}</div>` : ''}</section>`;
}

/** Nothing is ordered before their yes. */
function partAsked(words: Words, away: Away, { state, extra }: PartSeen): Html {
  if (state !== 'asked' || !extra) return html``;
  const text = away.texts.get(extra.id);
  const to = `/visits/${away.visit}/extras/${extra.id}`;
  return html`${extraContract(words, extra, text)}<div class="actions">${press(to, words.say('visit.extra-yes'), { kind: 'main', fields: { answer: 'yes', back: 'workshop', ...(text ? { shown: text.digest } : {}) } })}${press(to, words.say('visit.extra-no'), { fields: { answer: 'no', back: 'workshop' } })}</div>`;
}

/** The receipt and the receipt of its return, on paper; the terms in both languages. */
async function paper(has: WebHas, call: Call, what: 'receipt' | 'return'): Promise<Reply> {
  const id = visitId(call);
  if (!id) return missing;
  const found = await call.look(async (work) => {
    const seen = await has.visits.custody(work, id);
    if (!seen) return undefined;
    const [provider, technician, request] = [await has.technicians.provider(work, seen.custody.provider), await has.technicians.technician(work, seen.custody.technician), await has.booking.known.request(work, seen.custody.request)];
    const person = request?.person && (await has.people.known.person(work, request.person));
    return provider && { custody: seen.custody, provider, technician: technician ? `${technician.firstName} ${technician.lastInitial}.` : '', person: person || undefined, rules: await has.contracts.known.goods(work, seen.custody.country) };
  });
  if (!found || (what === 'return' && !found.custody.returned)) return (await call.look((work) => has.booking.visit(work, id))) ? go(`/visits/${id}`) : missing;
  const { custody, provider, technician, person, rules } = found;
  const { lang } = frameOf(has, call);
  const on = { provider, person: person ? fullName(person) : '', technician, house: { name: has.house().name, phone: has.house().phone }, largePrint: person?.largePrint ?? false };
  const bytes = what === 'receipt'
    ? await receiptPdf(custody, has.text[lang], has.text[lang === 'fr' ? 'en' : 'fr'], on, { notFetchedDays: rules.notFetched?.value.days, offerDays: rules.repairOffer?.value })
    : await returnPdf(custody, has.text[lang], on);
  return file(bytes, 'application/pdf', { name: `${custody.number}-${what}.pdf`, inline: true });
}
