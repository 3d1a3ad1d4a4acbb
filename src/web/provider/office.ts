import { html } from 'hono/html';
import { z } from 'zod';
import { type ProviderId, type Refusal, ZONE, isId, no } from '#kernel';
import type { Tariff } from '#modules/pricing';
import type { Shown } from '#modules/quality';
import { type Provider, type Technician, type Vetting, hasSigned, shownName } from '#modules/technicians';
import { type Call, type Door, type Reply, type Typed, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { fresh, press } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { peopleSaid } from '../parts/said.ts';
import { shell } from '../shell.ts';
import { exampleCosts, exampleFields, exampleIn } from './try-prices.ts';

type Html = ReturnType<typeof html>;
type Seen = Readonly<{ provider: Provider; said: Shown; tariff: Tariff | undefined; technicians: readonly Readonly<{ technician: Technician; vetting: readonly Vetting[]; maySend: string | undefined; visits: number }>[] }>;
const previewAsks = z.record(z.string(), z.string());

/** The provider's office: who works here and may be sent, what we ask, and what that means for a visit. */
export function officeDoors(has: WebHas): Door[] {
  const own = (call: Pick<Call, 'by'>): ProviderId | undefined => (call.by.kind === 'person' ? call.by.provider : undefined);
  return [
    screen({ method: 'GET', path: '/office', who: ['provider'], asks: previewAsks, again: () => go('/office'), answer: (call) => office(has, call as unknown as Call, own(call), call.asked) }),
    screen({
      method: 'POST', path: '/office/sign', who: ['provider'],
      answer: (call) => { const id = own(call); return id ? call.change<unknown, Refusal>(async (work) => ((await has.pricing.tariffOf(work, id)) ? has.technicians.signBinding(work, id) : no({ kind: 'no-prices' })), () => go('/office'), () => go('/office')) : missing; },
    }),
    screen({
      method: 'GET', path: '/technicians/:technician/photo', who: ['anyone'],
      answer: async (call) => {
        const id = call.params['technician'] ?? '';
        const technician = isId('Technician', id) ? await call.look((work) => has.technicians.technician(work, id)) : undefined;
        const photo = technician?.photo && (await has.files.read(technician.photo));
        return photo ? { kind: 'file', bytes: photo.bytes, type: photo.type, cacheSeconds: 3600 } : missing;
      },
    }),
  ];
}

async function office(has: WebHas, call: Call, id: ProviderId | undefined, asked: Typed): Promise<Reply> {
  const seen = id && (await call.look(async (work): Promise<Seen | undefined> => {
    const provider = await has.technicians.provider(work, id);
    if (!provider) return undefined;
    const today = has.clock.now().toZonedDateTimeISO(ZONE[provider.country]).toPlainDate();
    const technicians = await Promise.all((await has.technicians.techniciansOf(work, id)).map(async (technician) => {
      const may = await has.technicians.maySend(work, technician.id, today);
      return { technician, vetting: await has.technicians.vettingOf(work, technician.id), maySend: may.ok ? undefined : may.error.kind, visits: (await has.booking.dayOf(work, technician.id, today))?.visits.length ?? 0 };
    }));
    return { provider, said: await has.quality.shownOf(work, { provider: id }), tariff: await has.pricing.tariffOf(work, id), technicians };
  }));
  if (!seen) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: seen.provider.name, kind: 'staff',
    main: html`<h1>${seen.provider.name}</h1><p>${seen.provider.legalName} · ${seen.provider.companyNumber} · <a href="/providers/${seen.provider.id}/details">${words.say('crew.details-open')}</a> · <a href="/providers/${seen.provider.id}/pay">${words.say('pay.title')}</a></p>
      <section class="card"><h2>${words.say('office.binding')}</h2>${hasSigned(seen.provider) ? html`<p class="tag safe">${icon('check')}${words.say('office.signed')}</p>` : html`<p>${words.say('office.binding-more')}</p>${seen.tariff ? press('/office/sign', words.say('office.sign'), { kind: 'main', icon: 'signature' }) : html`<p class="quiet">${words.say('office.sign-later')}</p>`}`}</section>
      <section class="card"><h2>${words.say('office.prices')}</h2>${seen.tariff ? preview(frame, has, seen.tariff, asked) : html`<p class="note warm">${words.say('office.no-prices')}</p>`}<div class="actions"><a class="button ${seen.tariff ? '' : 'main'}" href="/office/prices">${icon('tag')}${words.say('prices.title')}</a></div></section>
      <div class="actions"><a class="button" href="/finance">${icon('receipt')}${words.say('finance.title')}</a><a class="button" href="/after">${icon('clipboard-check')}${words.say('after.title')}</a><a class="button" href="/workshop">${icon('package')}${words.say('workshop.list')}</a><a class="button" href="/office/rounds">${icon('message-circle-question-mark')}${words.say('offer.rounds')}</a></div><section class="card">${peopleSaid(words, seen.said)}</section><h2>${words.say('office.technicians')}</h2>${seen.technicians.length === 0 ? html`<p class="note">${words.say('office.no-technicians', { phone: frame.house.phone })}</p>` : ''}<div class="quotes">${seen.technicians.map((one) => technicianCard(frame, one))}</div>`,
  }));
}

/** “A 50-minute visit 12 km away costs …”, by the tariff in force. */
function preview(frame: Frame, has: WebHas, tariff: Tariff, asked: Typed): Html {
  const example = exampleIn(asked);
  return html`<form method="get" action="/office" class="preview">${exampleFields(frame, has, tariff, example, fresh)}<button>${frame.words.say('office.show')}</button></form>${exampleCosts(frame, has, tariff, example)}`;
}

const technicianCard = (frame: Frame, { technician, vetting, maySend, visits }: Seen['technicians'][number]): Html => html`<article class="card"><h3>${shownName(technician)}</h3><p>${frame.words.say('office.visits-today', { count: visits })} · ${frame.words.say('office.badge', { badge: technician.badge })}</p>
  ${maySend ? html`<p class="tag danger">${icon('circle-alert')}${frame.words.say(`technicians.${maySend}`)}</p>` : html`<p class="tag safe">${icon('check')}${frame.words.say('office.may-be-sent')}</p>`}
  <ul>${vetting.map((record) => html`<li>${frame.words.say(`office.vetting-${record.kind}`)}${record.until ? html` <span class="quiet">${frame.words.say('office.until', { date: frame.words.date(record.until) })}</span>` : ''}</li>`)}</ul><p><a href="/technicians/${technician.id}/work">${icon('clock')} ${frame.words.say('crew.open')}</a></p></article>`;
