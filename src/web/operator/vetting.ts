import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type TechnicianId, ZONE, isId, isStaff } from '#kernel';
import { fullName } from '#modules/people';
import { EVIDENCE_KINDS, type Evidence, FIRM_KINDS, type Provider, REQUIRED, type Technician, VETTING_KINDS, type Vetting, shownName } from '#modules/technicians';
import { type Call, type Door, type Reply, file, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, listOf, press, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { linkButton } from './invite.ts';
import { named, skillNames } from './technician-fields.ts';

type Html = ReturnType<typeof html>;
type Seen = Readonly<{ technician: Technician; provider: Provider; vetting: readonly Vetting[]; names: ReadonlyMap<string, string>; evidence: readonly Evidence[]; cannot: string | undefined }>;
const PATH = '/operator/providers/:provider/technicians/:technician';
const day = z.iso.date('set-up.day-unclear').transform((text) => Temporal.PlainDate.from(text));
/** What is said of every check, of a person or a firm. */
export const checkAsks = {
  outcome: z.enum(['good', 'bad']), verifiedOn: day,
  selfDeclared: z.string().optional(), how: z.string().trim().min(3, 'staff.how-missing').max(300, 'where.too-long'), until: z.preprocess((typed) => (typed === '' ? undefined : typed), day.optional()),
};
const asks = z.object({
  kind: z.enum(['identity', 'criminal-record', 'insurance', 'reference', 'certificate', 'charter']), skill: z.string().max(80).optional(), ...checkAsks,
}).refine(({ kind, skill }) => kind !== 'certificate' || skillNames().includes(skill ?? ''), { path: ['skill'], error: 'staff.skill-of-certificate-missing' });

/** One technician: the badge, what was checked, and the next check by somebody who did not bring them in. */
export const vettingDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['operator', 'vetting'], answer: (call) => technicianPage(has, call, fresh) }),
  screen({
    method: 'POST', path: `${PATH}/vetting`, who: ['operator', 'vetting'], asks, again: (call, typed, problems) => technicianPage(has, call, { typed, problems }),
    answer: (call) => {
      const technician = technicianIn(call);
      if (!technician) return missing;
      const { until, selfDeclared, skill, ...rest } = call.asked;
      const told = { ...rest, ...(rest.kind === 'certificate' && skill ? { skill } : {}) };
      const typed = { ...told, verifiedOn: told.verifiedOn.toString(), until: until?.toString() ?? '' };
      return call.change(
        (work) => has.technicians.recordVetting(work, { technician, ...told, selfDeclared: selfDeclared !== undefined, ...(until ? { until } : {}) }),
        (_done) => go(call.path.replace('/vetting', '')),
        (refusal) => technicianPage(has, call as unknown as Call, { typed, problems: [{ field: refusal.kind === 'vetting-dates-wrong' ? 'verifiedOn' : 'kind', says: `technicians.${refusal.kind}` }] }),
      );
    },
  }),
  screen({
    method: 'POST', path: `${PATH}/evidence`, who: ['operator', 'vetting'], asks: z.object({ about: z.enum(EVIDENCE_KINDS), purpose: z.string().trim().min(5, 'staff.purpose-missing').max(200, 'where.too-long') }), again: (call, typed, problems) => technicianPage(has, call, { typed, problems }),
    answer: (call) => keepDocument(has, call as unknown as Call, call.asked),
  }),
  screen({
    method: 'POST', path: `${PATH}/evidence/:evidence`, who: ['vetting'],
    answer: (call) => call.change((work) => has.technicians.openEvidence(work, call.params['evidence'] ?? ''), ({ type, bytes }) => file(bytes, type, { name: type === 'application/pdf' ? 'document.pdf' : 'document.jpg', inline: type !== 'application/pdf' }), () => missing),
  }),
  ...(['suspend', 'reinstate'] as const).map((what) => screen({
    method: 'POST', path: `${PATH}/${what}`, who: ['operator', 'vetting'], asks: z.object({ why: z.string().trim().min(3, 'staff.why-missing').max(500, 'where.too-long') }), again: (call, typed, problems) => technicianPage(has, call, { typed, problems }),
    answer: (call) => {
      const technician = technicianIn(call);
      return technician ? call.change((work) => has.technicians[what](work, { technician, why: call.asked.why }), () => go(call.path.replace(`/${what}`, '')), (refusal) => technicianPage(has, call as unknown as Call, { typed: {}, problems: [{ field: 'why', says: `technicians.${refusal.kind}` }] })) : missing;
    },
  })),
];

/** A document to look at: made anew if it is a picture, sealed, and never an extract of a criminal record. */
async function keepDocument(has: WebHas, call: Call, asked: { about: Evidence['kind']; purpose: string }): Promise<Reply> {
  const technician = technicianIn(call);
  const [sent] = call.files;
  const wrong = (says: string): Promise<Reply> => technicianPage(has, call, { typed: { about: asked.about, purpose: asked.purpose }, problems: [{ field: 'document', says }] });
  if (!technician) return missing;
  if (!sent) return wrong('staff.document-missing');
  const kept = await has.files.keep(sent.bytes, { name: sent.name, declaredType: sent.type });
  if (!kept.ok) return wrong('staff.document-unclear');
  // What was made anew goes into the sealed drawer, and nowhere else.
  const { bytes, type, id } = kept.value;
  await has.files.erase(id);
  return call.change((work) => has.technicians.keepEvidence(work, { technician, kind: asked.about, purpose: asked.purpose, type, bytes }), () => go(call.path.replace('/evidence', '')), () => missing);
}

export const todayIn = (has: WebHas, country: Country): Temporal.PlainDate => has.clock.now().toZonedDateTimeISO(ZONE[country]).toPlainDate();
const technicianIn = (call: Pick<Call, 'params'>): TechnicianId | undefined => { const id = call.params['technician'] ?? ''; return isId('Technician', id) ? id : undefined; };

async function technicianPage(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const id = technicianIn(call);
  const seen = id && (await call.look(async (work): Promise<Seen | undefined> => {
    const technician = await has.technicians.technician(work, id);
    const provider = technician && (await has.technicians.provider(work, technician.provider));
    if (!provider || provider.id !== call.params['provider']) return undefined;
    const may = await has.technicians.maySend(work, id, todayIn(has, provider.country));
    const vetting = await has.technicians.vettingOf(work, id);
    return { technician, provider, vetting, names: await whoChecked(has, work, vetting), evidence: await has.technicians.evidenceOf(work, id), cannot: may.ok ? undefined : may.error.kind };
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
      <section class="card"><h2>${words.say('staff.checks')}</h2><ul class="ticks">${[...VETTING_KINDS, ...FIRM_KINDS].filter((kind) => REQUIRED[provider.country].includes(kind) || seen.vetting.some((one) => one.kind === kind)).flatMap((kind) => bySkill(seen.vetting.filter((one) => one.kind === kind)).map((records) => check(frame, kind, records, seen.names)))}</ul></section>
      <section class="card"><h2>${words.say('staff.record')}</h2>${isStaff(call.by, 'vetting') ? html`<p>${words.say('staff.record-more')}</p>${form(`${path}/technicians/${technician.id}/vetting`, recordFields(frame, todayIn(has, provider.country), filled))}` : html`<p class="note warm">${words.say('staff.only-vetting')}</p>`}</section>${documents(frame, seen, filled)}${standing(frame, seen, filled)}<p><a href="/operator/technicians/${technician.id}/badge">${icon('badge-check')} ${words.say('badge.title')}</a> · <a href="/operator/trust">${icon('shield')} ${words.say('trust.title')}</a></p>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** Who looked at each, by name. */
export async function whoChecked(has: WebHas, work: Work, records: readonly Pick<Vetting, 'verifiedBy'>[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(records.flatMap(({ verifiedBy }) => verifiedBy ?? []))) { const person = await has.people.known.person(work, id); names.set(id, person ? fullName(person) : ''); }
  return names;
}

/** A certificate stands with its skill; everything else is one matter. */
const bySkill = (records: readonly Vetting[]): readonly (readonly Vetting[])[] => (records.length === 0 ? [[]] : [...Map.groupBy(records, ({ skill }) => skill ?? '').values()]);

export const check = ({ words }: Frame, kind: Vetting['kind'], records: readonly Omit<Vetting, 'technician'>[], names: ReadonlyMap<string, string>): Html => html`<li><span><strong>${words.say(`office.vetting-${kind}`)}</strong>${records[0]?.skill ? html` · ${words.say(`staff.${named(records[0].skill)}`)}` : ''}${records.map((record) => html`<br><span class="quiet">${words.date(record.verifiedOn)} · ${record.verifiedBy ? html`${words.say('staff.checked-by', { name: names.get(record.verifiedBy) ?? '' })} · ` : ''}${record.selfDeclared ? html`<strong>${words.say('staff.self-declared-tag')}</strong> · ` : ''}${record.how}${record.until ? html` · ${words.say('office.until', { date: words.date(record.until) })}` : ''}</span>`)}</span>
  ${records[0] ? html`<span class="tag ${records[0].outcome === 'good' ? 'safe' : 'danger'}">${words.say(`staff.outcome-${records[0].outcome}`)}</span>` : html`<span class="tag">${words.say('staff.not-checked')}</span>`}</li>`;

const recordFields = (frame: Frame, today: Temporal.PlainDate, filled: Filled): Html => checkFields(frame, today, filled, VETTING_KINDS, listOf({ name: 'skill', label: frame.words.say('staff.skill-of-certificate'), hint: frame.words.say('staff.skill-of-certificate-hint'), filled, words: frame.words, options: [{ value: '', label: frame.words.say('staff.skill-of-none') }, ...skillNames().map((value) => ({ value, label: frame.words.say(`staff.${named(value)}`) }))] }));

/** The fields of a check, of a person or a firm. */
export const checkFields = ({ words }: Frame, today: Temporal.PlainDate, filled: Filled, kinds: readonly Vetting['kind'][], more: Html): Html => html`<div class="choices two">${listOf({ name: 'kind', label: words.say('staff.what'), filled, words, options: kinds.map((value) => ({ value, label: words.say(`office.vetting-${value}`) })) })}
  ${listOf({ name: 'outcome', label: words.say('staff.outcome'), filled, words, options: ['good', 'bad'].map((value) => ({ value, label: words.say(`staff.outcome-${value}`) })) })}
  ${line({ name: 'verifiedOn', label: words.say('staff.verified-on'), type: 'date', value: today.toString(), filled, words })}${line({ name: 'until', label: words.say('staff.valid-until'), hint: words.say('staff.valid-until-hint'), type: 'date', filled, words })}${more}</div>
  ${line({ name: 'how', label: words.say('staff.how'), hint: words.say('staff.how-hint'), filled, words })}${tick({ name: 'selfDeclared', label: words.say('staff.self-declared'), hint: words.say('staff.self-declared-hint'), filled, words })}<div class="actions"><button class="main">${icon('badge-check')}${words.say('staff.record-it')}</button></div>`;

const pathOf = ({ provider, technician }: Seen): string => `/operator/providers/${provider.id}/technicians/${technician.id}`;

/** What lies on the table: sealed, for one purpose, gone with the decision. */
const documents = ({ words }: Frame, seen: Seen, filled: Filled): Html => html`<details class="card"${filled.problems.some(({ field }) => field === 'document' || field === 'purpose') ? ' open' : ''}><summary>${words.say('staff.documents', { count: seen.evidence.length })}</summary><p>${words.say('staff.documents-more')}</p>
  <ul class="ticks">${seen.evidence.map((one) => html`<li><span><strong>${words.say(`office.vetting-${one.kind}`)}</strong><br><span class="quiet">${one.purpose} · ${words.say('staff.deleted-on', { date: words.date(one.deleteAt, seen.provider.country) })}</span></span>${press(`${pathOf(seen)}/evidence/${one.id}`, words.say('staff.open-document'))}</li>`)}</ul>
  ${form(`${pathOf(seen)}/evidence`, html`${listOf({ name: 'about', label: words.say('staff.document-about'), filled, words, options: EVIDENCE_KINDS.map((value) => ({ value, label: words.say(`office.vetting-${value}`) })) })}${line({ name: 'purpose', label: words.say('staff.purpose'), hint: words.say('staff.purpose-hint'), filled, words })}<div class="field"><label for="document">${words.say('staff.document')}</label><input type="file" id="document" name="document" accept="image/*,application/pdf"></div><p class="note warm">${words.say('technicians.record-is-shown-not-kept')}</p><button>${words.say('staff.keep-document')}</button>`, { files: true })}</details>`;

/** Stop sending them, or send them again. */
const standing = ({ words }: Frame, seen: Seen, filled: Filled): Html => {
  const what = seen.technician.standing === 'active' ? 'suspend' : 'reinstate';
  return html`<details class="card"><summary>${words.say(`staff.${what}`)}</summary><p>${words.say(`staff.${what}-more`)}</p>${seen.technician.suspendedWhy ? html`<p class="note">${seen.technician.suspendedWhy}</p>` : ''}${form(`${pathOf(seen)}/${what}`, html`${line({ name: 'why', label: words.say('staff.why'), filled, words })}<button class="${what === 'suspend' ? 'danger' : 'main'}">${words.say(`staff.${what}`)}</button>`)}</details>`;
};
