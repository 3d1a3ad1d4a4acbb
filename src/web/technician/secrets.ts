import { html } from 'hono/html';
import { z } from 'zod';
import { type VisitId, isId } from '#kernel';
import type { SecretSeen } from '#modules/trust';
import { type Call, type Door, type Reply, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
const keyAsks = z.object({ key: z.string().max(2_000).transform((text, read) => {
  try { return z.record(z.string(), z.unknown()).parse(JSON.parse(text)); } catch { read.addIssue({ code: 'custom', message: 'secrets.key-unclear' }); return z.NEVER; }
}) });

/** The technician's own telephone, and what was sealed for it. Both need a script: the key never leaves the telephone. */
export const sealedForDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/day/phone', who: ['technician'], answer: (call) => phonePage(has, call) }),
  screen({
    method: 'POST', path: '/day/phone', who: ['technician'], asks: keyAsks, again: (call) => phonePage(has, call),
    answer: (call) => call.change((work) => has.trust.addPhone(work, { publicKey: call.asked.key, name: call.device }), (phone) => ({ kind: 'json', body: { phone: phone.id }, status: 201 }), (refusal) => ({ kind: 'json', body: refusal, status: 422 })),
  }),
  screen({ method: 'GET', path: '/day/:visit/secrets', who: ['technician'], answer: (call) => secretsPage(has, call) }),
  screen({
    // Without a one-time id: what is given out here is never kept as an answer.
    method: 'POST', path: '/day/:visit/secrets/:secret/open', who: ['technician'], asks: z.object({ phone: z.string().max(40) }), again: () => missing,
    answer: (call) => {
      const frame = frameOf(has, call as unknown as Call);
      return call.change((work) => has.trust.openSecret(work, { secret: call.params['secret'] ?? '', phone: call.asked.phone }),
        // What is somebody else's, or gone, is not there; that somebody tried is written all the same.
        (answer) => (answer.came === 'closed' && answer.why === 'secret-gone' ? missing : { kind: 'json', body: answer.came === 'open' ? answer : { ...answer, says: frame.words.say(`secrets.${answer.why}`) }, status: answer.came === 'open' ? 200 : 409, headers: { 'cache-control': 'no-store' } }), () => missing);
    },
  }),
];

const visitIn = (call: Pick<Call, 'params'>): VisitId | undefined => { const id = call.params['visit'] ?? ''; return isId('Visit', id) ? id : undefined; };

async function phonePage(has: WebHas, call: Call): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const phone = await call.look((work) => has.trust.ownPhone(work));
  return page(shell(frame, {
    title: words.say('secrets.phone-title'), kind: 'staff', scripts: ['sealed'],
    main: html`<h1>${words.say('secrets.phone-title')}</h1><p class="lead">${words.say('secrets.phone-lead')}</p>
      ${phone ? html`<p class="note">${words.say('secrets.phone-known', { name: phone.name, at: words.date(phone.addedAt, 'FR') })}</p>` : ''}
      <p class="note warm" data-without-script>${words.say('secrets.phone-needs-script')}</p>
      <section class="card" hidden data-phone="${phone?.id ?? ''}" data-this="${words.say('secrets.phone-this')}" data-failed="${words.say('secrets.phone-failed')}"><p role="status" data-phone-status>${phone ? words.say('secrets.phone-other') : words.say('secrets.phone-none')}</p>
        <p data-phone-add>${phone ? words.say('secrets.phone-replace') : ''}</p><div class="actions" data-phone-add><button type="button" class="main" data-add-phone>${icon('smartphone')}${words.say('secrets.phone-add')}</button></div></section>`,
  }));
}

async function secretsPage(has: WebHas, call: Call): Promise<Reply> {
  const id = visitIn(call);
  const seen = id && (await call.look(async (work) => ((await has.visits.see(work, id)) ? { secrets: await has.trust.secretsOf(work, id), phone: await has.trust.ownPhone(work) } : undefined)));
  if (!id || !seen) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('secrets.for-you'), kind: 'staff', scripts: ['sealed'],
    main: html`<p class="where-am-i"><a href="/day/${id}">${icon('arrow-left')} ${words.say('secrets.back')}</a></p><h1>${words.say('secrets.for-you')}</h1><p class="lead">${words.say('secrets.for-you-more')}</p>
      ${seen.phone ? '' : html`<p class="note warm">${words.say('secrets.phone-none')} <a href="/day/phone">${words.say('secrets.phone-add')}</a></p>`}
      ${seen.secrets.length === 0 ? html`<p>${words.say('secrets.nothing-sealed')}</p>` : html`<p class="note warm" data-without-script>${words.say('secrets.phone-needs-script')}</p>${seen.secrets.map((one) => sealed(frame, id, seen.phone?.id, one))}`}`,
  }));
}

const sealed = ({ words }: Frame, visit: VisitId, phone: string | undefined, one: SecretSeen): Html => html`<section class="card"><p><strong>${one.label}</strong> <span class="tag">${words.say(`secrets.kind-${one.kind}`)}</span></p>
  <div class="actions" hidden data-open="/day/${visit}/secrets/${one.id}/open" data-visit="${visit}" data-for-phone="${phone ?? ''}" data-failed="${words.say('secrets.cannot-read')}" data-left="${words.say('secrets.not-your-phone')}"><button type="button" class="main">${icon('lock-open')}${words.say('secrets.open')}</button></div>
  <p class="wrong" role="alert" hidden></p><output class="door-word" hidden translate="no"></output></section>`;
