import { html } from 'hono/html';
import { z } from 'zod';
import { type VisitId, isId } from '#kernel';
import type { Appointment } from '#modules/booking';
import { type Technician, shownName } from '#modules/technicians';
import { MOST_SECRETS, type Phone, SECRET_KINDS, type SecretSeen } from '#modules/trust';
import { type Call, type Door, type Problem, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, oneOf, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
type Seen = Readonly<{ visit: Appointment; technician: Technician; phone: Phone | undefined; secrets: readonly SecretSeen[] }>;
const base64 = (least: number, most: number) => z.string().regex(/^[A-Za-z0-9+/=]+$/, 'secrets.not-closed').min(least, 'secrets.not-closed').max(most, 'secrets.not-closed');
const asks = z.object({
  kind: z.enum(SECRET_KINDS, 'secrets.kind-missing'), label: z.string().trim().min(2, 'secrets.label-missing').max(120, 'where.too-long'), phone: z.string().max(40),
  sealed: base64(60, 8_000), wrapped: base64(300, 1_000), half: base64(43, 60),
});

/** What only the telephone of the technician who comes can open: best none, else for a while, else sealed by the person's own browser. */
export const secretDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/visits/:visit/secrets', who: ['asker'], answer: (call) => show(has, call, fresh) }),
  screen({
    method: 'POST', path: '/visits/:visit/secrets', who: ['asker'], asks, again: (call, typed, problems) => show(has, call, { typed: { label: typed['label'] ?? '', kind: typed['kind'] ?? '' }, problems }),
    answer: (call) => {
      const visit = visitIn(call);
      const back = (says: Problem): Promise<Reply> => show(has, call as unknown as Call, { typed: { label: call.asked.label, kind: call.asked.kind }, problems: [says] });
      return visit ? call.change((work) => has.trust.sealSecret(work, { visit, ...call.asked }), () => go(`/visits/${visit}/secrets`),
        (refusal) => (refusal.kind === 'no-such-visit' ? missing : back(refusal.kind === 'secret-never-told' ? { field: 'label', says: `secrets.never-${refusal.why}` } : { field: 'label', says: `secrets.${refusal.kind}` }))) : missing;
    },
  }),
  screen({
    method: 'POST', path: '/visits/:visit/secrets/:secret/take-back', who: ['asker'],
    answer: (call) => call.change((work) => has.trust.takeBack(work, { secret: call.params['secret'] ?? '' }), () => go(`/visits/${call.params['visit']}/secrets`), () => missing),
  }),
];

const visitIn = (call: Pick<Call, 'params'>): VisitId | undefined => { const id = call.params['visit'] ?? ''; return isId('Visit', id) ? id : undefined; };

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const id = visitIn(call);
  const seen = id && (await call.look(async (work): Promise<Seen | undefined> => {
    // Whoever knows the code of the door may seal; a helper from afar may not, nor the office.
    const visit = await has.booking.visit(work, id);
    const isTheirs = visit && call.by.kind !== 'job' && (await has.trust.isOfHousehold(work, id));
    const technician = isTheirs ? await has.technicians.technician(work, visit.technician) : undefined;
    return visit && technician ? { visit, technician, phone: await has.trust.phoneFor(work, id), secrets: await has.trust.secretsOf(work, id) } : undefined;
  }));
  return seen ? page(secretPage(frameOf(has, call), seen, filled), filled.problems.length > 0 ? 422 : 200) : missing;
}

function secretPage(frame: Frame, seen: Seen, filled: Filled): Html {
  const { words } = frame;
  const { visit, technician } = seen;
  const name = technician.firstName;
  const live = seen.secrets.filter(({ destroyedAt }) => !destroyedAt);
  const gone = seen.secrets.filter(({ destroyedAt }) => destroyedAt);
  return shell(frame, {
    title: words.say('secrets.title'), scripts: ['sealed'],
    main: html`<p class="where-am-i"><a href="/visits/${visit.id}">${icon('arrow-left')} ${words.say('visit.title')}</a></p>${whatWasWrong(words, filled)}<h1>${words.say('secrets.title')}</h1><p class="lead">${words.say('secrets.lead', { name })}</p>
      <ol class="steps"><li><div><h2>${words.say('secrets.none')}</h2><p>${words.say('secrets.none-more', { name })}</p></div></li>
        <li><div><h2>${words.say('secrets.guest')}</h2><p>${words.say('secrets.guest-more')}</p></div></li>
        <li><div><h2>${words.say('secrets.seal')}</h2><p>${words.say('secrets.seal-more', { name })}</p></div></li></ol>
      <div id="sealed-list" aria-live="polite">${live.length > 0 ? html`<h2>${words.say('secrets.sealed')}</h2>${live.map((one) => kept(frame, seen, one))}` : ''}
        ${gone.length > 0 ? html`<h2>${words.say('secrets.gone')}</h2><p>${words.say('secrets.gone-more')}</p><ul class="ticks">${gone.map((one) => html`<li><span><strong>${one.label}</strong><br><span class="quiet">${words.say(`secrets.gone-${one.destroyedWhy ?? 'over'}`)}</span></span><span class="tag ${one.opened ? 'danger' : 'safe'}">${words.say(one.opened ? 'secrets.change-it' : 'secrets.never-read')}</span></li>`)}</ul>` : ''}</div>
      ${visit.state === 'booked' ? sealForm(frame, seen, filled, live.length) : ''}
      <details class="card"><summary>${words.say('secrets.how')}</summary><ul><li>${words.say('secrets.how-1')}</li><li>${words.say('secrets.how-2', { name })}</li><li>${words.say('secrets.how-3')}</li><li>${words.say('secrets.how-4')}</li></ul></details>`,
  });
}

const kept = ({ words }: Frame, { visit }: Seen, one: SecretSeen): Html => html`<section class="card"><p><strong>${one.label}</strong> <span class="tag">${words.say(`secrets.kind-${one.kind}`)}</span></p>
  ${one.openings.length === 0 ? html`<p class="quiet">${words.say('secrets.not-opened')}</p>` : html`<ul>${one.openings.map((opening) => html`<li>${icon('lock-open')} ${words.say('secrets.opened-at', { at: `${words.date(opening.at, visit.country)}, ${words.hour(opening.at, visit.country)}` })}</li>`)}</ul>`}
  ${press(`/visits/${visit.id}/secrets/${one.id}/take-back`, words.say('secrets.take-back'), { kind: 'danger', icon: 'trash-2' })}</section>`;

/** The form closes the secret in the browser; its own field has no name, so that it cannot be sent by mistake. */
function sealForm(frame: Frame, { visit, technician, phone }: Seen, filled: Filled, count: number): Html {
  const { words } = frame;
  const name = shownName(technician);
  if (!phone) return html`<p class="note warm">${words.say('secrets.no-phone', { name })}</p>`;
  if (count >= MOST_SECRETS) return html`<p class="note warm">${words.say('secrets.too-many-secrets')}</p>`;
  const says = JSON.stringify({ bank: words.say('secrets.never-bank'), 'mail-recovery': words.say('secrets.never-mail-recovery'), 'one-time-code': words.say('secrets.never-one-time-code'), empty: words.say('secrets.secret-missing'), failed: words.say('secrets.not-closed') });
  return html`<p class="note warm" data-without-script>${words.say('secrets.without-script', { name: technician.firstName })}</p>
    <section class="card" hidden data-seal="${visit.id}" data-key="${JSON.stringify(phone.publicKey)}" data-says="${says}"><h2>${words.say('secrets.seal-one')}</h2>
    ${form(`/visits/${visit.id}/secrets`, html`<input type="hidden" name="phone" value="${phone.id}"><input type="hidden" name="sealed"><input type="hidden" name="wrapped"><input type="hidden" name="half">
      ${oneOf({ name: 'kind', label: words.say('secrets.kind'), filled, words, value: 'device-password', options: SECRET_KINDS.map((kind) => ({ value: kind, label: words.say(`secrets.kind-${kind}`), hint: words.say(`secrets.kind-${kind}-more`) })) })}
      ${line({ name: 'label', label: words.say('secrets.label'), hint: words.say('secrets.label-hint'), filled, words, autocomplete: 'off' })}
      <div class="field"><label for="secret">${words.say('secrets.secret')}</label><p class="hint" id="secret-hint">${words.say('secrets.secret-hint')}</p><p class="wrong" id="secret-wrong" role="alert" hidden></p><input id="secret" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="secret-hint secret-wrong"></div>
      <div class="actions"><button class="main">${icon('lock')}${words.say('secrets.seal-it')}</button></div>`)}</section>`;
}
