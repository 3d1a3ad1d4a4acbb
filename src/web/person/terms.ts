import { html } from 'hono/html';
import { z } from 'zod';
import { type ChangeId, type VisitId, isId } from '#kernel';
import type { Request } from '#modules/booking';
import { type Agreement, type SeenAgreement, type ShownText, type TechnicianChange, contractPdf, digestLine } from '#modules/contracts';
import { shownName } from '#modules/technicians';
import { type Call, type Door, type Reply, file, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { contractText } from '../parts/contract-text.ts';
import { press } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;

/** What somebody agreed to, word for word; and their answer when another person is to come. */
export function termsDoors(has: WebHas): Door[] {
  return [
    screen({ method: 'GET', path: '/r/:reference/terms', who: ['asker'], answer: (call) => withRequest(has, call, async (request) => page(listPage(frameOf(has, call), request, await call.look((work) => has.contracts.agreementsOf(work, request.id))))) }),
    screen({ method: 'GET', path: '/r/:reference/terms/:file', who: ['asker'], answer: (call) => withRequest(has, call, (request) => onePage(has, call, request)) }),
    screen({
      method: 'POST', path: '/visits/:visit/technician', who: ['asker'], asks: z.object({ change: z.string().refine((id) => isId('Change', id)), answer: z.enum(['agreed', 'refused']) }),
      again: (call) => go(`/visits/${call.params['visit']}`),
      answer: (call) => {
        const back = (): Reply => go(`/visits/${call.params['visit']}`);
        return call.change((work) => has.contracts.answerChange(work, { change: call.asked.change as ChangeId, answer: call.asked.answer }), back, back);
      },
    }),
  ];
}

const facts = ({ words }: Frame, agreement: Agreement): Html => {
  const when = agreement.informedAt;
  const lines = [
    when ? words.say('agreed.shown', { date: words.date(when, agreement.country), hour: words.hour(when, agreement.country), how: words.say(`contracts.channel-${agreement.channel}`) }) : words.say('agreed.not-shown'),
    ...(agreement.expressAt ? [words.say('agreed.early')] : []), ...(agreement.acknowledgedAt ? [words.say('agreed.acknowledged')] : []),
    ...(agreement.payableFrom ? [words.say('agreed.waits', { date: words.date(agreement.payableFrom) })] : []),
    ...(agreement.urgentWhy && agreement.exemption ? [`${words.say('agreed.urgent', { why: agreement.urgentWhy })} (${agreement.exemption.article})`] : []),
  ];
  return html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
};

function listPage(frame: Frame, request: Request, all: readonly SeenAgreement[]): Html | Promise<Html> {
  const { words } = frame;
  const here = `/r/${request.reference}`;
  return shell(frame, {
    title: words.say('agreed.title'),
    main: html`<h1>${words.say('agreed.title')}</h1><p class="lead">${words.say('agreed.lead')}</p>${all.length === 0 ? html`<p>${words.say('agreed.none')}</p>` : ''}
      ${all.map(({ agreement }) => html`<section class="card"><h2>${words.say(agreement.kind === 'extra' ? 'terms.title-extra' : 'terms.title')}</h2>${facts(frame, agreement)}
        <div class="actions"><a class="button" href="${here}/terms/${agreement.id}">${icon('file-text')}${words.say('agreed.open')}</a></div></section>`)}
      <div class="actions"><a class="button" href="${here}/withdraw">${words.say('withdraw.here')}</a></div>`,
  });
}

async function onePage(has: WebHas, call: Call, request: Request): Promise<Reply> {
  const asked = call.params['file'] ?? '';
  const id = asked.replace(/\.pdf$/, '');
  if (!isId('Agreement', id)) return missing;
  const found = await call.look(async (work): Promise<{ agreement: Agreement; text: ShownText; largePrint: boolean } | undefined> => {
    const seen = await has.contracts.agreement(work, id);
    const text = await has.contracts.textOf(work, id);
    const person = request.person && (await has.people.known.person(work, request.person));
    return seen?.agreement.request === request.id && text ? { agreement: seen.agreement, text, largePrint: person ? person.largePrint : false } : undefined;
  });
  if (!found) return missing;
  const { agreement, text, largePrint } = found;
  if (asked.endsWith('.pdf')) {
    const paper = await contractPdf(text, agreement, has.text[text.lang], { house: { name: has.house().name, phone: has.house().phone, url: has.publicUrl }, reference: request.reference, largePrint });
    return file(paper, 'application/pdf', { name: `contract-${request.reference}.pdf`, inline: true });
  }
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('agreed.title'),
    main: html`<h1>${words.say('agreed.title')}</h1><p class="lead">${words.say('agreed.lead')}</p>${facts(frame, agreement)}<section class="card">${contractText(text)}</section>
      <p class="quiet small">${words.say('agreed.number')}<br><span class="digest">${digestLine(text.digest)}</span><br>${words.say('agreed.version', { version: text.version })}</p>
      <div class="actions"><a class="button main" href="/r/${request.reference}/terms/${agreement.id}.pdf">${icon('file-text')}${words.say('agreed.pdf')}</a><a class="button" href="/r/${request.reference}/withdraw">${words.say('withdraw.here')}</a></div>`,
  }));
}

/** What a visit's page says of its contract: another person who is to come, what was agreed, and the way out. */
export type ContractSeen = Readonly<{ reference: string; agreements: readonly SeenAgreement[]; change?: Readonly<{ is: TechnicianChange; before: string; after: string }> | undefined }>;

export async function contractOfVisit(has: WebHas, call: Pick<Call, 'look'>, visit: VisitId): Promise<ContractSeen | undefined> {
  return call.look(async (work) => {
    const seen = await has.booking.visit(work, visit);
    const request = seen && (await has.booking.request(work, seen.request));
    if (!seen || !request) return undefined;
    const change = await has.contracts.changeOf(work, visit);
    const [before, after] = change ? [await has.technicians.technician(work, change.before), await has.technicians.technician(work, change.after)] : [];
    return {
      reference: request.reference, agreements: await has.contracts.agreementsOf(work, seen.request),
      change: change && before && after && change.after === seen.technician ? { is: change, before: shownName(before), after: shownName(after) } : undefined,
    };
  });
}

/** They said no to whoever was to come, and nothing else is agreed yet. */
export const nobodyComes = (seen: ContractSeen | undefined): boolean => seen?.change?.is.answer === 'refused';

/** Another person than was announced: a yes, or a no that costs nothing. */
export function otherPerson({ words }: Frame, visit: VisitId, seen: ContractSeen | undefined): Html {
  const change = seen?.change;
  if (!change || change.is.answer === 'agreed') return html``;
  if (change.is.answer === 'refused') return html`<section class="card next"><p class="lead">${words.say('agreed.other-refused')}</p><div class="actions"><a class="button main" href="/visits/${visit}/move">${icon('calendar')}${words.say('visit.move')}</a></div></section>`;
  const to = `/visits/${visit}/technician`;
  return html`<section class="card next"><h2>${words.say('agreed.other-person', { before: change.before, after: change.after })}</h2><p>${words.say('agreed.other-more')}</p>
    <div class="actions">${press(to, words.say('agreed.other-yes'), { kind: 'main', fields: { change: change.is.id, answer: 'agreed' } })}${press(to, words.say('agreed.other-no'), { fields: { change: change.is.id, answer: 'refused' } })}</div></section>`;
}

/** What was agreed, and the way out of it as long as there is one. */
export const contractLinks = ({ words }: Frame, seen: ContractSeen | undefined): Html => (!seen || seen.agreements.length === 0 ? html`` : html`<section class="card"><h2>${words.say('agreed.link')}</h2>
  <p><a href="/r/${seen.reference}/terms">${icon('file-text')}${words.say('agreed.open')}</a></p><p><a href="/r/${seen.reference}/withdraw">${words.say('withdraw.here')}</a></p></section>`);
