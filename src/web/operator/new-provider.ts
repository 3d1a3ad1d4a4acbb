import { html } from 'hono/html';
import { z } from 'zod';
import { type Address, type Country, type LatLng, type Refusal, ZONE } from '#kernel';
import { phoneFrom } from '#modules/people';
import { type Pay, type Provider, type Vat, isIban, isSortCode } from '#modules/technicians';
import { ruleOn } from '#modules/pricing';
import { type Call, type Door, type Problem, type Reply, go, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, line, listOf, whatWasWrong } from '../parts/form.ts';
import { shell } from '../shell.ts';
import { addressAsks, addressFields, placed } from './placing.ts';

type Html = ReturnType<typeof html>;
const PATH = '/operator/providers/new';
const needed = (most: number, says: string) => z.string().trim().min(1, says).max(most, 'where.too-long');
const maybe = (most: number) => z.string().trim().max(most, 'where.too-long').default('');
export const squeezed = (most: number) => maybe(most).transform((typed) => typed.replaceAll(/[\s.]/g, '').toUpperCase());

const asks = z.object({
  name: needed(80, 'set-up.missing-name'), legalName: needed(120, 'set-up.missing-legal-name'), kind: z.enum(['solo', 'firm']), country: z.enum(['FR', 'GB']), companyNumber: squeezed(24), vatNumber: squeezed(20), sapNumber: squeezed(20), sapSince: maybe(10),
  ...addressAsks, phone: needed(30, 'set-up.missing-phone'), email: z.email('where.email-unclear').max(254), iban: squeezed(40), sortCode: maybe(8), account: squeezed(10), payName: maybe(80),
  mediator: maybe(200), guarantee: z.coerce.number('set-up.number-unclear').int('set-up.number-unclear').min(0, 'set-up.number-unclear').max(730, 'set-up.number-unclear'), about: z.string().trim().min(1, 'set-up.about-missing').max(600, 'where.too-long'),
});
type Asked = z.infer<typeof asks>;

/** A provider comes in: who they are by law and for the tax office, where they are paid, where they start from. */
export const newProviderDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['operator'], answer: (call) => page(formPage(has, call, fresh)) }),
  screen({ method: 'POST', path: PATH, who: ['operator'], asks, again: (call, typed, problems) => page(formPage(has, call, { typed, problems }), 422), answer: (call) => add(has, call as unknown as Call<Asked>) }),
];

async function add(has: WebHas, call: Call<Asked>): Promise<Reply> {
  const { asked } = call;
  const typed = Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, value === undefined ? '' : String(value)]));
  const again = (problems: readonly Problem[]): Promise<Reply> => page(formPage(has, call as unknown as Call, { typed, problems }), 422);
  const where = await placed(has, asked, asked.country);
  const problems = [...wrongWith(asked), ...('problem' in where ? [where.problem] : [])];
  if (problems.length > 0 || 'problem' in where) return again(problems);
  const provider = providerFrom(has, asked, where);
  return call.change<Provider, Refusal>(
    (work) => has.technicians.addProvider(work, provider),
    (added) => go(`/operator/providers/${added.id}`),
    (refusal) => again([refusal.kind === 'provider-known' ? { field: 'companyNumber', says: 'set-up.provider-known' } : { field: asked.country === 'FR' ? 'iban' : 'sortCode', says: `technicians.${refusal.kind}` }]),
  );
}

const NUMBER: Readonly<Record<Country, { company: RegExp; vat: RegExp }>> = {
  FR: { company: /^\d{9}(\d{5})?$/, vat: /^FR[0-9A-Z]{2}\d{9}$/ },
  GB: { company: /^[0-9A-Z]{8,10}$/, vat: /^GB(\d{9}|\d{12})$/ },
};

type Numbers = Readonly<{ companyNumber: string; vatNumber: string; sapNumber: string; sapSince: string }>;
/** What is wrong with the numbers by which a country knows a firm. */
export function wrongNumbers(asked: Numbers, country: Country): Problem[] {
  const rules: readonly (readonly [boolean, string, string])[] = [
    [!NUMBER[country].company.test(asked.companyNumber), 'companyNumber', 'set-up.company-number-wrong'],
    [asked.vatNumber !== '' && !NUMBER[country].vat.test(asked.vatNumber), 'vatNumber', 'set-up.vat-number-wrong'],
    [asked.sapNumber !== '' && !/^SAP\d{9}$/.test(asked.sapNumber), 'sapNumber', 'set-up.sap-number-wrong'],
    [asked.sapNumber !== '' && !z.iso.date().safeParse(asked.sapSince).success, 'sapSince', 'set-up.sap-since-missing'],
  ];
  return rules.flatMap(([wrong, field, says]) => (wrong ? [{ field, says }] : []));
}

/** What the country asks for, beyond what each field can tell alone. */
function wrongWith(asked: Asked): Problem[] {
  const rules: readonly (readonly [boolean, string, string])[] = [
    [!phoneFrom(asked.phone, asked.country), 'phone', 'where.phone-unclear'],
    [asked.country === 'FR' && asked.iban === '', 'iban', 'set-up.iban-missing'],
    [asked.country === 'FR' && asked.iban !== '' && !isIban(asked.iban), 'iban', 'technicians.account-number-wrong'],
    [asked.country === 'GB' && (asked.sortCode === '' || asked.account === ''), 'sortCode', 'set-up.account-missing'],
    [asked.country === 'GB' && asked.sortCode !== '' && !isSortCode(asked.sortCode), 'sortCode', 'technicians.account-number-wrong'],
    [asked.country === 'FR' && asked.mediator === '', 'mediator', 'set-up.mediator-missing'],
  ];
  return [...wrongNumbers(asked, asked.country), ...rules.flatMap(([wrong, field, says]) => (wrong ? [{ field, says }] : []))];
}

/** VAT as it stands on documents: the number, else the law's own words where it has some, whatever language they are read in. */
export function vatFrom(has: WebHas, country: Country, vatNumber: string): Vat {
  const today = has.clock.now().toZonedDateTimeISO(ZONE[country]).toPlainDate();
  return vatNumber === '' ? { registered: false, mention: ruleOn(has.rules, country, 'vat-mention', today)?.says ?? has.text.en.say('set-up.vat-mention-gb') } : { registered: true, number: vatNumber };
}

function providerFrom(has: WebHas, asked: Asked, where: { address: Address; at: LatLng }): Parameters<WebHas['technicians']['addProvider']>[1] {
  const { country } = asked;
  const payName = asked.payName || asked.legalName;
  const pay: Pay = country === 'FR' ? { kind: 'iban', iban: asked.iban, name: payName } : { kind: 'sort-code', sortCode: asked.sortCode, account: asked.account, name: payName };
  const vat = vatFrom(has, country, asked.vatNumber);
  return {
    name: asked.name, legalName: asked.legalName, kind: asked.kind, country, companyNumber: asked.companyNumber, vat, address: where.address, base: where.at, phone: phoneFrom(asked.phone, country) ?? asked.phone, email: asked.email.toLowerCase(),
    pay, guaranteeDays: asked.guarantee, about: asked.about, ...(asked.mediator ? { mediator: asked.mediator } : {}),
    ...(country === 'FR' && asked.sapNumber !== '' ? { sapNumber: asked.sapNumber, sapSince: Temporal.PlainDate.from(asked.sapSince) } : {}),
  };
}

function formPage(has: WebHas, call: Call, filled: Filled): Html {
  const frame = frameOf(has, call);
  const { words, house } = frame;
  return shell(frame, {
    title: words.say('set-up.new-provider'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="/operator/providers">${words.say('set-up.providers')}</a></p><h1>${words.say('set-up.new-provider')}</h1>
      ${form(PATH, html`<section class="card"><h2>${words.say('set-up.identity')}</h2>${listOf({ name: 'country', label: words.say('set-up.country'), filled, words, options: house.countries.map((value) => ({ value, label: words.say(`where.country-${value}`) })) })}${identity(frame, filled)}</section>
        <section class="card"><h2>${words.say('set-up.base')}</h2>${addressFields(words, filled)}</section>
        <section class="card"><h2>${words.say('set-up.money')}</h2>${account(frame, filled)}</section>
        <section class="card"><h2>${words.say('set-up.promise')}</h2>${line({ name: 'guarantee', label: words.say('set-up.guarantee'), value: '30', size: 'short', inputmode: 'numeric', filled, words })}
          ${line({ name: 'mediator', label: words.say('set-up.mediator'), hint: words.say('set-up.mediator-hint'), filled, words })}${box({ name: 'about', label: words.say('set-up.about'), hint: words.say('set-up.about-hint'), rows: 3, filled, words })}</section>
        <div class="actions"><button class="main">${words.say('set-up.new-provider')}</button></div>`)}`,
  });
}

/** Kind of firm, and the numbers by which a country and its tax office know it. */
export const numberFields = (words: Frame['words'], filled: Filled): Html => html`${listOf({ name: 'kind', label: words.say('set-up.kind'), filled, words, options: ['firm', 'solo'].map((value) => ({ value, label: words.say(`set-up.kind-${value}`) })) })}
  ${line({ name: 'companyNumber', label: words.say('set-up.company-number'), hint: words.say('set-up.company-number-hint'), size: 'medium', filled, words })}
  ${line({ name: 'vatNumber', label: words.say('set-up.vat-number'), hint: words.say('set-up.vat-number-hint'), size: 'medium', filled, words })}
  ${line({ name: 'sapNumber', label: words.say('set-up.sap-number'), hint: words.say('set-up.sap-number-hint'), size: 'medium', filled, words })}${line({ name: 'sapSince', label: words.say('set-up.sap-since'), type: 'date', size: 'medium', filled, words })}`;

const identity = ({ words }: Frame, filled: Filled): Html => html`<div class="choices two">${line({ name: 'name', label: words.say('set-up.provider-name'), filled, words })}${line({ name: 'legalName', label: words.say('set-up.legal-name'), filled, words })}</div>
  ${numberFields(words, filled)}
  <div class="choices two">${line({ name: 'phone', label: words.say('where.phone'), type: 'tel', filled, words })}${line({ name: 'email', label: words.say('where.email'), type: 'email', filled, words })}</div>`;

/** Both kinds of account, where the house helps in both countries. */
const account = ({ words, house }: Frame, filled: Filled): Html => html`${house.countries.includes('FR') ? line({ name: 'iban', label: words.say('set-up.iban'), hint: words.say('set-up.iban-hint'), filled, words }) : ''}
  ${house.countries.includes('GB') ? html`<div class="choices two">${line({ name: 'sortCode', label: words.say('set-up.sort-code'), hint: words.say('set-up.sort-code-hint'), size: 'short', filled, words })}${line({ name: 'account', label: words.say('set-up.account'), hint: words.say('set-up.sort-code-hint'), size: 'short', filled, words })}</div>` : ''}
  ${line({ name: 'payName', label: words.say('set-up.pay-name'), filled, words })}`;
