import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type HomeId, type ProviderId, ZONE, isId, sum } from '#kernel';
import { type Invoice, certificatePdf, creditedOf, owedOf, paidOf, stateOf } from '#modules/billing';
import { type Call, type Door, type Reply, file, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { fresh, line } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
type Bills = Readonly<{ provider: string; country: Country; invoices: readonly Invoice[] }>;
const YEARS = 5;
const monthAsks = z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/).optional().catch(undefined) });

/** What finance works with: the month's invoices of each firm, what was paid and given back; and the yearly paper for the tax office. */
export const financeDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/finance', who: ['finance', 'operator', 'provider'], asks: monthAsks, again: () => go('/finance'), answer: (call) => monthPage(has, call as unknown as Call, call.asked.month) }),
  screen({ method: 'GET', path: '/mine/tax', who: ['person'], answer: (call) => taxPage(has, call) }),
  screen({ method: 'GET', path: '/certificates/:home/:provider/:year', who: ['person'], answer: (call) => certificate(has, call) }),
];

async function billsOf(has: WebHas, work: Work, by: Call['by'], month: Temporal.PlainYearMonth): Promise<readonly Bills[]> {
  if (by.kind !== 'person') return [];
  const seesAll = by.roles.length > 0;
  const all = (await Promise.all(has.house().countries.map((country) => has.technicians.providers(work, country)))).flat();
  const seen = all.filter(({ id }) => seesAll || id === by.provider);
  return Promise.all(seen.map(async ({ id, name, country }) => {
    const begins = (day: Temporal.PlainDate): Temporal.Instant => day.toZonedDateTime(ZONE[country]).toInstant();
    const first = month.toPlainDate({ day: 1 });
    return { provider: name, country, invoices: await has.billing.invoicesOfProvider(work, id, begins(first), begins(first.add({ months: 1 }))) };
  }));
}

async function monthPage(has: WebHas, call: Call, asked: string | undefined): Promise<Reply> {
  const now = has.clock.now().toZonedDateTimeISO(ZONE[has.house().countries[0] ?? 'FR']).toPlainDate();
  const month = asked === undefined ? now.toPlainYearMonth() : Temporal.PlainYearMonth.from(asked);
  const bills = (await call.look((work) => billsOf(has, work, call.by, month))).filter(({ invoices }) => invoices.length > 0);
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('finance.title'), kind: 'staff',
    main: html`<h1>${words.say('finance.title')}</h1><form method="get" action="/finance" class="board-choose">${line({ name: 'month', label: words.say('finance.month'), type: 'month', value: month.toString(), size: 'medium', filled: fresh, words })}<div class="actions"><button>${words.say('finance.show')}</button></div></form>
      ${bills.length === 0 ? html`<p class="quiet">${words.say('finance.none')}</p>` : bills.map((one) => firm(frame, one))}`,
  }));
}

function firm({ words }: Frame, { provider, country, invoices }: Bills): Html {
  const currency = country === 'FR' ? 'EUR' : 'GBP';
  const total = (of: (invoice: Invoice) => Invoice['gross']): string => words.money(sum(invoices.map(of), currency));
  return html`<section class="card"><h2>${provider}</h2><div class="scroll-x"><table class="stacked bills"><thead><tr><th scope="col">${words.say('finance.number')}</th><th scope="col">${words.say('finance.date')}</th><th scope="col">${words.say('finance.due')}</th><th scope="col">${words.say('finance.state')}</th>
    <th scope="col" class="amount">${words.say('finance.gross')}</th><th scope="col" class="amount">${words.say('finance.paid')}</th><th scope="col" class="amount">${words.say('finance.given-back')}</th><th scope="col" class="amount">${words.say('finance.owed')}</th></tr></thead>
    <tbody>${invoices.map((invoice) => html`<tr><td><a href="/invoices/${invoice.id}">${invoice.number}</a></td><td data-says="${words.say('finance.date')}:">${words.date(invoice.issuedAt, country)}</td><td data-says="${words.say('finance.due')}:">${words.date(invoice.dueOn)}</td><td data-says="${words.say('finance.state')}:">${words.say(`invoice.state-${stateOf(invoice)}`)}</td>
      <td class="amount" data-says="${words.say('finance.gross')}:">${words.money(invoice.gross)}</td><td class="amount" data-says="${words.say('finance.paid')}:">${words.money(paidOf(invoice))}</td><td class="amount" data-says="${words.say('finance.given-back')}:">${words.money(creditedOf(invoice))}</td><td class="amount" data-says="${words.say('finance.owed')}:">${words.money(owedOf(invoice))}</td></tr>`)}</tbody>
    <tfoot><tr><th scope="row" colspan="4">${words.say('finance.total')}</th><td class="amount" data-says="${words.say('finance.gross')}:"><strong>${total(({ gross }) => gross)}</strong></td><td class="amount" data-says="${words.say('finance.paid')}:">${total(paidOf)}</td><td class="amount" data-says="${words.say('finance.given-back')}:">${total(creditedOf)}</td><td class="amount" data-says="${words.say('finance.owed')}:">${total(owedOf)}</td></tr></tfoot></table></div></section>`;
}

type Paper = Readonly<{ home: HomeId; provider: ProviderId; name: string; year: number; total: string }>;

/** One's own certificates of the last years, one for each firm that was paid. */
async function taxPage(has: WebHas, call: Call): Promise<Reply> {
  const { by } = call;
  const frame = frameOf(has, call);
  const { words } = frame;
  const thisYear = has.clock.now().toZonedDateTimeISO(ZONE.FR).year;
  const papers = by.kind === 'person' ? await call.look(async (work): Promise<Paper[]> => {
    const firms = await has.technicians.providers(work, 'FR');
    const found: Paper[] = [];
    for (const home of by.homes) {
      for (const { id, name } of firms) {
        for (let year = thisYear; year > thisYear - YEARS; year -= 1) {
          const paper = await has.billing.certificate(work, { home, provider: id, year });
          if (paper) found.push({ home, provider: id, name, year, total: words.money(paper.total) });
        }
      }
    }
    return found;
  }) : [];
  return page(shell(frame, {
    title: words.say('finance.tax'),
    main: html`<p class="where-am-i"><a href="/mine">${icon('arrow-left')} ${words.say('come-back.mine')}</a></p><h1>${words.say('finance.tax')}</h1><p class="lead">${words.say(papers.length === 0 ? 'finance.tax-none' : 'finance.tax-more')}</p>
      <ul class="choices">${papers.map((one) => html`<li><a class="choice" href="/certificates/${one.home}/${one.provider}/${one.year}">${icon('file-text')}<span><strong>${one.year}, ${one.name}</strong><span class="quiet">${words.say('finance.tax-paid', { amount: one.total })}</span></span></a></li>`)}</ul>`,
  }));
}

async function certificate(has: WebHas, call: Call): Promise<Reply> {
  const { home = '', provider = '', year = '' } = call.params;
  if (!isId('Home', home) || !isId('Provider', provider) || !/^20\d\d$/.test(year)) return missing;
  const found = await has.privacy.opening(call.by, async (work) => {
    const shows = await has.billing.certificate(work, { home, provider, year: Number(year) });
    return shows && { shows, opened: [{ saw: 'paper' as const, home, for: shows.visits.at(-1)?.visit }] };
  });
  return found ? file(await certificatePdf(found, has.text[frameOf(has, call).lang], has.clock.now()), 'application/pdf', { name: `certificate-${year}.pdf`, inline: true }) : missing;
}
