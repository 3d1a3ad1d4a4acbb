import { html } from 'hono/html';
import { z } from 'zod';
import { type AgreementId, type Refusal, isId, ok } from '#kernel';
import type { Foreseen } from '#modules/billing';
import { type Request, comeBackAsks } from '#modules/booking';
import { type Agreement, type SeenAgreement, acknowledgementPdf, isOnTelephone, withdrawalFormPdf } from '#modules/contracts';
import type { Opened, Person } from '#modules/people';
import type { Provider } from '#modules/technicians';
import { type Call, type Door, type Problem, type Reply, file, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { dial } from '../parts/dial.ts';
import { type Filled, form, fresh, line, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { goesOnAs, leavesBefore } from '../parts/session.ts';
import { shell } from '../shell.ts';
import { withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;
const isAgreement = z.string().refine((id) => isId('Agreement', id));
const declares = z.object({ agreement: isAgreement, name: z.string().trim().min(2, 'withdraw.name-missing').max(160, 'where.too-long'), replyTo: z.string().trim().min(3, 'withdraw.reply-missing').max(200, 'where.too-long') });
type Declared = z.infer<typeof declares>;
/** All that the page says of one contract. */
type One = Readonly<{ seen: SeenAgreement; provider: Provider; foreseen: Foreseen | undefined }>;
type Scene = Readonly<{ request: Request; person: Person | undefined; all: readonly One[] }>;

/** Withdrawing from a contract in two steps, without an account: "withdraw from the contract here", then "confirm". */
export function withdrawDoors(has: WebHas): Door[] {
  const about = (call: Call, show: (scene: Scene) => Promise<Reply> | Reply): Promise<Reply> => withRequest(has, call, async (request) => show(await sceneOf(has, call, request)));
  return [
    screen({ method: 'GET', path: '/withdraw', who: ['anyone'], answer: (call) => entry(has, call, fresh) }),
    screen({ method: 'POST', path: '/withdraw', who: ['anyone'], asks: comeBackAsks, again: (call, typed, problems) => entry(has, call, { typed, problems }), answer: (call) => comeIn(has, call) }),
    screen({ method: 'GET', path: '/r/:reference/withdraw', who: ['asker'], answer: (call) => about(call, (scene) => page(listPage(frameOf(has, call), scene, fresh, isOnTelephone(call.by)))) }),
    screen({
      method: 'POST', path: '/r/:reference/withdraw', who: ['asker'], asks: declares,
      again: (call, typed, problems) => about(call, (scene) => page(listPage(frameOf(has, call), scene, { typed, problems }, isOnTelephone(call.by)), 422)),
      answer: (call) => about(call as unknown as Call, (scene) => { const one = ofScene(scene, call.asked.agreement); return one ? page(surePage(frameOf(has, call), scene, one, call.asked, isOnTelephone(call.by))) : missing; }),
    }),
    screen({
      method: 'POST', path: '/r/:reference/withdraw/confirm', who: ['asker'], asks: declares, again: (call) => go(`/r/${call.params['reference']}/withdraw`),
      answer: (call) => withRequest(has, call, (request) => call.change(
        (work) => has.billing.withdraw(work, { agreement: call.asked.agreement as AgreementId, name: call.asked.name, replyTo: call.asked.replyTo }, has.text[request.lang].say('billing.withdrawn-why')),
        (done) => go(`/r/${request.reference}/withdrawn/${done.withdrawal.agreement}`), () => go(`/r/${request.reference}/withdraw`),
      )),
    }),
    screen({ method: 'GET', path: '/r/:reference/withdrawn/:file', who: ['asker'], answer: (call) => about(call, (scene) => donePage(has, call, scene)) }),
    screen({
      method: 'GET', path: '/r/:reference/withdrawal-form.pdf', who: ['asker'],
      answer: (call) => about(call, async ({ request, person, all }) => {
        const of = all.at(-1);
        if (!of) return missing;
        const words = has.text[call.lang];
        const paper = await withdrawalFormPdf({ ...of.provider, guaranteeDays: 0 }, words, { house: houseOf(has), reference: request.reference, largePrint: person?.largePrint, at: has.clock.now() });
        return file(paper, 'application/pdf', { name: 'withdrawal-form.pdf', inline: true });
      }),
    }),
  ];
}

const houseOf = (has: WebHas) => ({ name: has.house().name, phone: has.house().phone, url: has.publicUrl });
const ofScene = (scene: Scene, id: string): One | undefined => scene.all.find(({ seen }) => seen.agreement.id === id);
const nameOf = (person: Person | undefined): string => (person ? `${person.givenName} ${person.familyName}`.trim() : '');

async function sceneOf(has: WebHas, call: Pick<Call, 'look'>, request: Request): Promise<Scene> {
  return call.look(async (work) => {
    const all: One[] = [];
    for (const seen of await has.contracts.agreementsOf(work, request.id)) {
      const provider = await has.technicians.provider(work, seen.agreement.provider);
      if (provider) all.push({ seen, provider, foreseen: seen.agreement.withdrawal ? undefined : await has.billing.foreseeWithdrawal(work, seen.agreement.id) });
    }
    return { request, person: request.person && (await has.people.known.person(work, request.person)), all };
  });
}

/** Who has come back already goes straight on; everybody else says reference and code. */
async function entry(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const { by } = call;
  if (by.kind === 'asker') {
    const request = await call.look((work) => has.booking.request(work, by.request));
    if (request) return go(`/r/${request.reference}/withdraw`);
  }
  const own = by.kind === 'person' ? (await call.look((work) => has.booking.requestsOf(work, { person: by.person }))).filter(({ state }) => state !== 'asked' && state !== 'understood') : [];
  return page(shell(frame, {
    title: words.say('withdraw.title'),
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('withdraw.title')}</h1><p class="lead">${words.say('withdraw.lead')}</p>
      ${own.length > 0 ? html`<h2>${words.say('withdraw.choose')}</h2><ul class="choices">${own.map((request) => html`<li><a class="choice" href="/r/${request.reference}/withdraw">${icon('folder-open')}<span><strong>${request.words.slice(0, 90)}</strong><span class="quiet">${request.reference}</span></span></a></li>`)}</ul>` : ''}
      ${form('/withdraw', html`${line({ name: 'reference', label: words.say('request.reference'), size: 'medium', filled, words, autocomplete: 'off' })}${line({ name: 'code', label: words.say('request.code'), size: 'short', inputmode: 'numeric', filled, words, autocomplete: 'off' })}
      <div class="actions"><button class="main">${words.say('withdraw.go')}</button></div>`)}
      <p>${words.say('withdraw.or-call')} <a href="${dial(frame.house.phone)}">${frame.house.phone}</a></p>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

async function comeIn(has: WebHas, call: Call<z.infer<typeof comeBackAsks>>): Promise<Reply> {
  const again = (says: string): Promise<Reply> => entry(has, call as unknown as Call, { typed: {}, problems: [{ field: 'reference', says } satisfies Problem] });
  if (!(await has.limits.may('code', call.from)).ok) return again('withdraw.wait');
  return call.change<Opened | undefined, Refusal>(async (work) => {
    const came = await has.booking.comeBack(work, call.asked);
    if (!came.ok || !came.value.came) return came.ok ? ok(undefined) : came;
    await leavesBefore(has, call, work);
    return has.people.openSession(work, { request: came.value.request }, call.device);
  }, (opened) => (opened ? goesOnAs(has, call, opened, '/withdraw') : again('withdraw.not-found')), () => again('withdraw.not-found'));
}

const titleOf = ({ words }: Frame, { seen, provider }: One): string => words.say(`withdraw.contract-${seen.agreement.kind}`, { provider: provider.name });
const agreedLine = ({ words }: Frame, agreement: Agreement): string => words.say('withdraw.agreed', { date: words.date(agreement.agreedAt, agreement.country), how: words.say(`contracts.channel-${agreement.channel}`) });

/** What leaving costs, before it is done. */
function foresees({ words }: Frame, { seen, foreseen }: One): Html {
  if (!foreseen?.counts) return html``;
  const { kind } = seen.agreement;
  const filling = { minutes: foreseen.minutes, owed: words.money(foreseen.owed), billed: words.money(foreseen.billed) };
  if (foreseen.billed.cents > foreseen.owed.cents) return html`<p class="note safe">${words.say('withdraw.foresee-billed', filling)}</p>`;
  return html`<p class="note safe">${foreseen.owed.cents === 0 ? words.say(kind === 'extra' ? 'withdraw.foresee-nothing-extra' : 'withdraw.foresee-nothing') : words.say('withdraw.foresee-part', filling)}</p>`;
}

/** Why not any more, by which article, and whom to ring. */
const noLonger = (frame: Frame, foreseen: Foreseen | undefined): Html => {
  const { why, article } = foreseen && !foreseen.counts ? foreseen : { why: 'too-late', article: '' };
  return html`<p class="note warm">${frame.words.say(`withdraw.${why}`)} <a href="${dial(frame.house.phone)}">${frame.house.phone}</a></p><p class="quiet small">${article}</p>`;
};

function card(frame: Frame, scene: Scene, one: One, filled: Filled): Html {
  const { words } = frame;
  const { agreement, right } = one.seen;
  const here = `/r/${scene.request.reference}`;
  const own: Filled = filled.typed['agreement'] === agreement.id ? filled : fresh;
  const head = html`<h2>${titleOf(frame, one)}</h2><p>${agreedLine(frame, agreement)} <a href="${here}/terms/${agreement.id}">${words.say('withdraw.read')}</a></p>`;
  if (agreement.withdrawal) {
    const { declaredAt } = agreement.withdrawal;
    return html`<section class="card">${head}<p class="note safe"><a href="${here}/withdrawn/${agreement.id}">${words.say('withdraw.already', { date: words.date(declaredAt, agreement.country), hour: words.hour(declaredAt, agreement.country) })}</a></p></section>`;
  }
  if (!one.foreseen?.counts) return html`<section class="card">${head}${noLonger(frame, one.foreseen)}</section>`;
  return html`<section class="card">${head}${right.may ? html`<p><strong>${words.say('withdraw.until', { date: words.date(right.lastDay, agreement.country) })}</strong>${right.extended ? html` ${words.say('withdraw.extended')}` : ''}</p>` : ''}${foresees(frame, one)}
    ${form(`${here}/withdraw`, html`<input type="hidden" name="agreement" value="${agreement.id}">${line({ name: 'name', label: words.say('withdraw.name'), value: nameOf(scene.person), autocomplete: 'name', filled: own, words })}
      ${line({ name: 'replyTo', label: words.say('withdraw.reply'), hint: words.say('withdraw.reply-hint'), value: scene.person?.email ?? scene.person?.phone ?? '', filled: own, words })}
      <div class="actions"><button class="main">${words.say('withdraw.here')}</button></div>`)}</section>`;
}

function listPage(frame: Frame, scene: Scene, filled: Filled, onTelephone: boolean): Html | Promise<Html> {
  const { words } = frame;
  return shell(frame, {
    title: words.say('withdraw.title'),
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('withdraw.title')}</h1>${onTelephone ? html`<p class="note">${words.say('withdraw.on-phone')}</p>` : ''}
      ${scene.all.length === 0 ? html`<p class="lead">${words.say('withdraw.nothing')}</p>` : scene.all.map((one) => card(frame, scene, one, filled))}
      ${scene.all.length > 0 ? html`<p><a href="/r/${scene.request.reference}/withdrawal-form.pdf">${icon('file-text')}${words.say('withdraw.form')}</a></p>` : ''}
      <p>${words.say('withdraw.or-call')} <a href="${dial(frame.house.phone)}">${frame.house.phone}</a></p>`,
  });
}

function surePage(frame: Frame, { request }: Scene, one: One, asked: Declared, onTelephone: boolean): Html | Promise<Html> {
  const { words } = frame;
  const { agreement } = one.seen;
  return shell(frame, {
    title: words.say('withdraw.sure'),
    main: html`<h1>${words.say('withdraw.sure')}</h1><p class="lead">${words.say('withdraw.sure-lead')}</p>${onTelephone ? html`<p class="note">${words.say('withdraw.on-phone')}</p>` : ''}
      <blockquote class="quoted">${words.say('withdraw.says', { provider: one.provider.legalName, date: words.date(agreement.agreedAt, agreement.country), reference: request.reference })}<br>${asked.name}<br>${asked.replyTo}</blockquote>${foresees(frame, one)}
      ${form(`/r/${request.reference}/withdraw/confirm`, html`<input type="hidden" name="agreement" value="${agreement.id}"><input type="hidden" name="name" value="${asked.name}"><input type="hidden" name="replyTo" value="${asked.replyTo}">
        <div class="actions"><button class="danger">${words.say('withdraw.confirm')}</button><a class="button" href="/r/${request.reference}/withdraw">${words.say('withdraw.back')}</a></div>`)}`,
  });
}

/** What became of it, in sentences: on the page and on the paper. */
async function outcome(has: WebHas, call: Pick<Call, 'look'>, frame: Frame, { request }: Scene, one: One): Promise<{ says: string[]; invoice?: string | undefined }> {
  const { words } = frame;
  const { agreement } = one.seen;
  const { withdrawal } = agreement;
  if (!withdrawal) return { says: [] };
  const visits = await call.look(async (work) => (await has.booking.known.visitsOfRequest(work, request.id)).filter(({ quote }) => quote === agreement.quote));
  const invoices = (await call.look(async (work) => Promise.all(visits.map((visit) => has.billing.invoicesFor(work, visit.id))))).flat();
  const owed = invoices.reduce((cents, invoice) => cents + Math.max(0, owedCents(invoice)), 0);
  const back = invoices.reduce((cents, invoice) => cents + Math.max(0, -owedCents(invoice)), 0);
  const { currency } = agreement.most;
  const cancelled = agreement.kind === 'visit' && visits.some(({ state }) => state === 'cancelled');
  return {
    says: [
      ...(cancelled ? [words.say('withdraw.done-visit')] : []), owed > 0 ? words.say('withdraw.done-owed', { owed: words.money({ cents: owed, currency }) }) : words.say('withdraw.done-free'),
      ...(back > 0 ? [words.say('withdraw.done-refund', { refund: words.money({ cents: back, currency }), date: words.date(withdrawal.refundBy) })] : []),
    ],
    invoice: invoices.at(-1)?.id,
  };
}
const owedCents = (invoice: { gross: { cents: number }; payments: readonly { amount: { cents: number } }[]; creditNotes: readonly { gross: { cents: number } }[] }): number =>
  invoice.gross.cents - invoice.creditNotes.reduce((sum, { gross }) => sum + gross.cents, 0) - invoice.payments.reduce((sum, { amount }) => sum + amount.cents, 0);

async function donePage(has: WebHas, call: Call, scene: Scene): Promise<Reply> {
  const asked = call.params['file'] ?? '';
  const one = ofScene(scene, asked.replace(/\.pdf$/, ''));
  const withdrawal = one?.seen.agreement.withdrawal;
  if (!one || !withdrawal) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const { agreement } = one.seen;
  const { says, invoice } = await outcome(has, call, frame, scene, one);
  const { reference } = scene.request;
  if (asked.endsWith('.pdf')) {
    const paper = await acknowledgementPdf(withdrawal, agreement, words, { house: houseOf(has), reference, largePrint: scene.person?.largePrint, provider: one.provider.legalName, says });
    return file(paper, 'application/pdf', { name: 'withdrawal.pdf', inline: true });
  }
  return page(shell(frame, {
    title: words.say('withdraw.done'),
    main: html`<h1>${words.say('withdraw.done')}</h1><p class="lead" role="status">${words.say('withdraw.done-lead', { date: words.date(withdrawal.declaredAt, agreement.country), hour: words.hour(withdrawal.declaredAt, agreement.country) })}</p>
      <ul>${says.map((sentence) => html`<li>${sentence}</li>`)}</ul><p class="quiet">${words.say('withdraw.done-sent')}</p>
      <div class="actions"><a class="button main" href="/r/${reference}/withdrawn/${agreement.id}.pdf">${icon('file-text')}${words.say('withdraw.done-paper')}</a>${invoice ? html`<a class="button" href="/invoices/${invoice}">${icon('receipt')}${words.say('withdraw.see-invoice')}</a>` : ''}</div>`,
  }));
}
