import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type TechnicianId, ZONE, isId, isStaff } from '#kernel';
import { type Provider, REQUIRED, type Technician, VETTING_KINDS, type Vetting, shownName } from '#modules/technicians';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, listOf, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { linkButton } from './invite.ts';

type Html = ReturnType<typeof html>;
type Seen = Readonly<{ technician: Technician; provider: Provider; vetting: readonly Vetting[]; cannot: string | undefined }>;
const PATH = '/operator/providers/:provider/technicians/:technician';
const day = z.iso.date('set-up.day-unclear').transform((text) => Temporal.PlainDate.from(text));
const asks = z.object({
  kind: z.enum(['identity', 'criminal-record', 'insurance', 'reference', 'certificate', 'charter']), outcome: z.enum(['good', 'bad']), verifiedOn: day,
  how: z.string().trim().min(3, 'staff.how-missing').max(300, 'where.too-long'), until: z.preprocess((typed) => (typed === '' ? undefined : typed), day.optional()),
});

/** One technician: the badge, what was checked, and the next check by somebody who did not bring them in. */
export const vettingDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['operator', 'vetting'], answer: (call) => technicianPage(has, call, fresh) }),
  screen({
    method: 'POST', path: `${PATH}/vetting`, who: ['operator', 'vetting'], asks, again: (call, typed, problems) => technicianPage(has, call, { typed, problems }),
    answer: (call) => {
      const technician = technicianIn(call);
      if (!technician) return missing;
      const { until, ...told } = call.asked;
      const typed = { ...told, verifiedOn: told.verifiedOn.toString(), until: until?.toString() ?? '' };
      return call.change(
        (work) => has.technicians.recordVetting(work, { technician, ...told, ...(until ? { until } : {}) }),
        (_done) => go(call.path.replace('/vetting', '')),
        (refusal) => technicianPage(has, call as unknown as Call, { typed, problems: [{ field: refusal.kind === 'vetting-dates-wrong' ? 'verifiedOn' : 'kind', says: `technicians.${refusal.kind}` }] }),
      );
    },
  }),
];

const technicianIn = (call: Pick<Call, 'params'>): TechnicianId | undefined => { const id = call.params['technician'] ?? ''; return isId('Technician', id) ? id : undefined; };
const todayIn = (has: WebHas, country: Country): Temporal.PlainDate => has.clock.now().toZonedDateTimeISO(ZONE[country]).toPlainDate();

async function technicianPage(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const id = technicianIn(call);
  const seen = id && (await call.look(async (work): Promise<Seen | undefined> => {
    const technician = await has.technicians.technician(work, id);
    const provider = technician && (await has.technicians.provider(work, technician.provider));
    if (!provider || provider.id !== call.params['provider']) return undefined;
    const may = await has.technicians.maySend(work, id, todayIn(has, provider.country));
    return { technician, provider, vetting: await has.technicians.vettingOf(work, id), cannot: may.ok ? undefined : may.error.kind };
  }));
  if (!seen) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const { technician, provider } = seen;
  const path = `/operator/providers/${provider.id}`;
  return page(shell(frame, {
    title: shownName(technician), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="${path}/technicians">${words.say('staff.technicians-of', { name: provider.name })}</a></p><h1>${shownName(technician)}</h1>
      <p>${words.say('office.badge', { badge: technician.badge })} ${seen.cannot ? html`<span class="tag danger">${icon('circle-alert')}${words.say('staff.not-sent-yet')}</span>` : html`<span class="tag safe">${icon('check')}${words.say('office.may-be-sent')}</span>`}</p>${linkButton(words, call.by, technician.person, `${path}/technicians/${technician.id}`)}
      <section class="card"><h2>${words.say('staff.checks')}</h2><ul class="ticks">${VETTING_KINDS.filter((kind) => REQUIRED[provider.country].includes(kind) || seen.vetting.some((one) => one.kind === kind)).map((kind) => check(frame, kind, seen.vetting.filter((one) => one.kind === kind)))}</ul></section>
      <section class="card"><h2>${words.say('staff.record')}</h2>${isStaff(call.by, 'vetting') ? html`<p>${words.say('staff.record-more')}</p>${form(`${path}/technicians/${technician.id}/vetting`, recordFields(frame, todayIn(has, provider.country), filled))}` : html`<p class="note warm">${words.say('staff.only-vetting')}</p>`}</section>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

const check = ({ words }: Frame, kind: Vetting['kind'], records: readonly Vetting[]): Html => html`<li><span><strong>${words.say(`office.vetting-${kind}`)}</strong>${records.map((record) => html`<br><span class="quiet">${words.date(record.verifiedOn)} · ${record.how}${record.until ? html` · ${words.say('office.until', { date: words.date(record.until) })}` : ''}</span>`)}</span>
  ${records[0] ? html`<span class="tag ${records[0].outcome === 'good' ? 'safe' : 'danger'}">${words.say(`staff.outcome-${records[0].outcome}`)}</span>` : html`<span class="tag">${words.say('staff.not-checked')}</span>`}</li>`;

const recordFields = ({ words }: Frame, today: Temporal.PlainDate, filled: Filled): Html => html`<div class="choices two">${listOf({ name: 'kind', label: words.say('staff.what'), filled, words, options: VETTING_KINDS.map((value) => ({ value, label: words.say(`office.vetting-${value}`) })) })}
  ${listOf({ name: 'outcome', label: words.say('staff.outcome'), filled, words, options: ['good', 'bad'].map((value) => ({ value, label: words.say(`staff.outcome-${value}`) })) })}
  ${line({ name: 'verifiedOn', label: words.say('staff.verified-on'), type: 'date', value: today.toString(), filled, words })}${line({ name: 'until', label: words.say('staff.valid-until'), hint: words.say('staff.valid-until-hint'), type: 'date', filled, words })}</div>
  ${line({ name: 'how', label: words.say('staff.how'), hint: words.say('staff.how-hint'), filled, words })}<div class="actions"><button class="main">${icon('badge-check')}${words.say('staff.record-it')}</button></div>`;
