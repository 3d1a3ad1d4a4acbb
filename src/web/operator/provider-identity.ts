import { html } from 'hono/html';
import { z } from 'zod';
import { isId } from '#kernel';
import type { PastIdentity, Provider } from '#modules/technicians';
import { type Call, type Door, type Problem, type Reply, type Typed, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, line, whatWasWrong } from '../parts/form.ts';
import { shell } from '../shell.ts';
import { numberFields, squeezed, vatFrom, wrongNumbers } from './new-provider.ts';
import { addressAsks, addressFields, placed } from './placing.ts';

type Html = ReturnType<typeof html>;
const PATH = '/operator/providers/:provider/identity';
const asks = z.object({
  legalName: z.string().trim().min(1, 'set-up.field-missing').max(120, 'where.too-long'), kind: z.enum(['solo', 'firm']), companyNumber: squeezed(24), vatNumber: squeezed(20), sapNumber: squeezed(20), sapSince: z.string().trim().max(10, 'where.too-long').default(''), ...addressAsks,
});
type Asked = z.infer<typeof asks>;

/** Who a provider is by law: changed by the operator, with what it was before and until when. Invoices keep the old one. */
export const identityDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['operator'], answer: (call) => withProvider(has, call, (provider) => show(has, call, provider, { typed: fieldsOf(provider), problems: [] })) }),
  screen({
    method: 'POST', path: PATH, who: ['operator'], asks, again: (call, typed, problems) => withProvider(has, call, (provider) => show(has, call, provider, { typed, problems })),
    answer: (call) => withProvider(has, call as unknown as Call, (provider) => change(has, call as unknown as Call<Asked>, provider)),
  }),
];

async function withProvider(has: WebHas, call: Call, then: (provider: Provider) => Promise<Reply>): Promise<Reply> {
  const id = call.params['provider'] ?? '';
  const provider = isId('Provider', id) ? await call.look((work) => has.technicians.provider(work, id)) : undefined;
  return provider ? then(provider) : missing;
}

const fieldsOf = (provider: Provider): Typed => ({
  legalName: provider.legalName, kind: provider.kind, companyNumber: provider.companyNumber, vatNumber: provider.vat.registered ? provider.vat.number : '', sapNumber: provider.sapNumber ?? '', sapSince: provider.sapSince?.toString() ?? '',
  line: provider.address.line, postcode: provider.address.postcode, town: provider.address.town,
});

async function change(has: WebHas, call: Call<Asked>, provider: Provider): Promise<Reply> {
  const { asked } = call;
  const { country } = provider;
  const again = (problems: readonly Problem[]): Promise<Reply> => show(has, call as unknown as Call, provider, { typed: Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, value === undefined ? '' : String(value)])), problems });
  // Whoever leaves the address as it is stays where they are on the map.
  const stays = asked.lat === undefined && asked.line === provider.address.line && asked.postcode === provider.address.postcode && asked.town === provider.address.town;
  const where = stays ? { address: provider.address, at: provider.base } : await placed(has, asked, country);
  const problems = [...wrongNumbers(asked, country), ...('problem' in where ? [where.problem] : [])];
  if (problems.length > 0 || 'problem' in where) return again(problems);
  const sap = country === 'FR' && asked.sapNumber !== '' ? { sapNumber: asked.sapNumber, sapSince: Temporal.PlainDate.from(asked.sapSince) } : {};
  return call.change(
    (work) => has.technicians.changeIdentity(work, { provider: provider.id, legalName: asked.legalName, kind: asked.kind, companyNumber: asked.companyNumber, vat: vatFrom(has, country, asked.vatNumber), ...sap, address: where.address, base: where.at }),
    () => go(`/operator/providers/${provider.id}`), (refusal) => (refusal.kind === 'provider-known' ? again([{ field: 'companyNumber', says: 'set-up.provider-known' }]) : missing),
  );
}

async function show(has: WebHas, call: Call, provider: Provider, filled: Filled): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const before = await call.look((work) => has.technicians.identitiesOf(work, provider.id));
  return page(shell(frame, {
    title: words.say('identity.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="/operator/providers/${provider.id}">${provider.name}</a></p><h1>${words.say('identity.title')}</h1><p class="lead">${words.say('identity.more')}</p>
      ${form(`/operator/providers/${provider.id}/identity`, html`<section class="card"><h2>${words.say('set-up.identity')}</h2>${line({ name: 'legalName', label: words.say('set-up.legal-name'), filled, words })}${numberFields(words, filled)}</section>
        <section class="card"><h2>${words.say('set-up.base')}</h2>${addressFields(words, filled)}</section><div class="actions"><button class="main">${words.say('identity.keep')}</button></div>`)}${past(frame, before)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** Until when it was what: whoever holds an old invoice finds its name here. */
const past = ({ words }: Frame, before: readonly PastIdentity[]): Html => (before.length === 0 ? html`` : html`<section class="card"><h2>${words.say('identity.before')}</h2><ul>${before.map(({ was, until }) => html`<li><strong>${words.say('identity.until', { date: words.date(until, was.address.country) })}</strong>: ${was.legalName}, <span class="number">${was.companyNumber}</span>, ${was.vat.registered ? was.vat.number : was.vat.mention}${was.sapNumber ? html`, ${was.sapNumber}` : ''}, ${was.address.line}, ${was.address.postcode} ${was.address.town}</li>`)}</ul></section>`);
