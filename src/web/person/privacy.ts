import { html } from 'hono/html';
import { z } from 'zod';
import { type Refusal, type Result, visitor } from '#kernel';
import type { Erased, Erasure } from '#modules/privacy';
import { type Call, type Door, type Reply, file, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, press, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { archiveFile } from './archive.ts';
import { journalDoors } from './journal.ts';
import { signDoors } from '../technician/sign.ts';
import { consentDoors } from './consents.ts';
import { contactDoors } from './contact.ts';
import { secondEyesDoors } from './second-eyes.ts';
import { proveDoors } from './prove.ts';
import { ownSignInDoors } from './sign-in.ts';

type Html = ReturnType<typeof html>;
const eraseAsks = z.object({ sure: z.literal('yes', 'privacy.sure-missing') });
const ARCHIVE = { type: 'text/html; charset=utf-8', name: 'porchlight.html' };

/** What we know of somebody: to read, to take along, to have erased. */
export const privacyDoors = (has: WebHas): Door[] => [
  ...journalDoors(has), ...ownSignInDoors(has), ...proveDoors(has), ...secondEyesDoors(has), ...contactDoors(has), ...consentDoors(has), ...signDoors(has),
  screen({
    method: 'GET', path: '/mine/privacy', who: ['person'],
    answer: async (call) => {
      const { by } = call;
      const waits = by.kind === 'person' ? await call.look((work) => has.privacy.erasureOf(work, by.person)) : undefined;
      return page(overview(frameOf(has, call), waits));
    },
  }),
  screen({
    method: 'POST', path: '/mine/privacy/erase/stop', who: ['person'],
    answer: (call) => { const { by } = call; return by.kind === 'person' ? call.change((work) => has.privacy.stopErasure(work, by.person), () => go('/mine/privacy'), () => missing) : missing; },
  }),
  screen({ method: 'GET', path: '/mine/privacy/everything', who: ['person'], proved: '/mine/privacy', answer: (call) => takeAlong(has, call) }),
  screen({ method: 'GET', path: '/mine/privacy/erase', who: ['person'], proved: '/mine/privacy/erase', answer: (call) => foresee(has, call, fresh) }),
  screen({
    method: 'POST', path: '/mine/privacy/erase', who: ['person'], proved: '/mine/privacy/erase', asks: eraseAsks, again: (call, typed, problems) => foresee(has, call, { typed, problems }),
    answer: (call) => erase(has, call as unknown as Call),
  }),
];

function overview(frame: Frame, waits: Erasure | undefined): Html | Promise<Html> {
  const { words } = frame;
  const card = (name: string, sign: string, to: string): Html => html`<section class="card"><h2>${words.say(`privacy.${name}`)}</h2><p>${words.say(`privacy.${name}-lead`)}</p><div class="actions"><a class="button" href="${to}">${icon(sign)}${words.say(`privacy.${name}-go`)}</a></div></section>`;
  return shell(frame, {
    title: words.say('privacy.title'),
    main: html`<h1>${words.say('privacy.title')}</h1><p class="lead">${words.say('privacy.lead')}</p>
      ${waits ? html`<div class="note warm"><p>${words.say('privacy.erasure-waits', { date: words.date(waits.dueAt, 'FR') })}</p>${press('/mine/privacy/erase/stop', words.say('privacy.erasure-stop'), { kind: 'main', icon: 'x' })}</div>` : ''}
      ${card('journal', 'eye', '/mine/journal')}${card('consents', 'check', '/mine/privacy/consents')}${card('take', 'download', '/mine/privacy/everything')}${card('erase', 'eraser', '/mine/privacy/erase')}
      <p class="quiet"><a href="/privacy">${words.say('privacy.what-we-know')}</a></p>`,
  });
}

async function takeAlong(has: WebHas, call: Call): Promise<Reply> {
  if (call.by.kind !== 'person') return missing;
  const archive = await has.privacy.archiveOf(call.by, call.by.person);
  if (!archive.ok) return missing;
  const text = await archiveFile(archive.value, has.text[call.lang], has.house());
  return file(Buffer.from(text.toString()), ARCHIVE.type, { name: ARCHIVE.name });
}

/** What erasing would take away, and what the law keeps, before anything is done. */
async function foresee(has: WebHas, call: Call, filled: Filled, refusal?: Refusal): Promise<Reply> {
  const { by } = call;
  if (by.kind !== 'person') return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const seen = refusal ? { ok: false as const, error: refusal } : await has.privacy.foreseeErasing(by, by.person);
  const head = html`<p class="where-am-i"><a href="/mine/privacy">${icon('arrow-left')} ${words.say('privacy.title')}</a></p>${whatWasWrong(words, filled)}<h1>${words.say('privacy.erase')}</h1>`;
  const main = seen.ok
    ? html`${head}<p class="lead">${words.say('privacy.foresee-lead')}</p>${whatGoes(frame, seen.value)}
      ${form('/mine/privacy/erase', html`${tick({ name: 'sure', label: words.say('privacy.sure'), filled, words })}<div class="actions"><button class="danger">${icon('eraser')}${words.say('privacy.erase-now')}</button><a class="button" href="/mine/privacy">${words.say('privacy.keep')}</a></div>`)}
      <p class="quiet">${words.say('privacy.take-first')} <a href="/mine/privacy/everything">${words.say('privacy.take-go')}</a></p>`
    : html`${head}<p class="note warm">${words.say(`privacy.cannot-${seen.error.kind}`)}</p><p><a class="phone" href="tel:${frame.house.phone.replaceAll(/[^\d+]/g, '')}">${icon('phone')}${frame.house.phone}</a></p>`;
  return page(shell(frame, { title: words.say('privacy.erase'), main }), filled.problems.length > 0 ? 422 : 200);
}

function whatGoes({ words }: Frame, { floors, files }: Erased): Html {
  const going = floors.filter(({ erased }) => erased > 0);
  return html`<section class="card"><h2>${words.say('privacy.goes')}</h2><ul>${going.map(({ floor }) => html`<li>${icon('eraser')} ${words.say(`privacy.goes-${floor}`)}</li>`)}${files.length > 0 ? html`<li>${icon('eraser')} ${words.say('privacy.goes-photos', { count: files.length })}</li>` : ''}</ul></section>
    <section class="card"><h2>${words.say('privacy.stays')}</h2><ul>${floors.flatMap(({ floor, keptUntil }) => (keptUntil ? [html`<li>${words.say(`privacy.stays-${floor}`, { date: words.date(keptUntil) })}</li>`] : []))}
      ${['prices', 'trail', 'backups'].map((what) => html`<li>${words.say(`privacy.stays-${what}`)}</li>`)}</ul></section>`;
}

async function erase(has: WebHas, call: Call): Promise<Reply> {
  const { by } = call;
  if (by.kind !== 'person') return missing;
  let erased: Erased | undefined;
  const answer = await call.change(async (work): Promise<Result<Erased, Refusal>> => has.privacy.erasePerson(work, by.person),
    (value: Erased) => { erased = value; return gone(has, call); }, (refusal) => foresee(has, call, fresh, refusal));
  if (erased) await has.privacy.forgetFiles(erased);
  return answer;
}

/** Said once, to nobody in particular: the session is over. */
function gone(has: WebHas, call: Call): Promise<Reply> {
  const frame = frameOf(has, { ...call, by: visitor, path: '/' });
  const { words } = frame;
  return page(shell(frame, { title: words.say('privacy.gone'), main: html`<h1>${words.say('privacy.gone')}</h1><p class="lead">${words.say('privacy.gone-lead')}</p><div class="actions"><a class="button main" href="/">${words.say('privacy.gone-go')}</a></div>` }), 200, [{ name: 'session', value: undefined }, { name: 'told', value: undefined }]);
}
