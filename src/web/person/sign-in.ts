import { html } from 'hono/html';
import { z } from 'zod';
import { type OwnSignIn, SHORTEST_PASSWORD, asksForPasskey, passwordHash, passwordMatches } from '#modules/people';
import { type Call, type Door, type Reply, go, json, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { addPasskey } from '../parts/passkey.ts';
import { goesOnAs } from '../parts/session.ts';
import { TRADE } from '../public/sign-in.ts';
import { shell, staffPage } from '../shell.ts';

type Html = ReturnType<typeof html>;
const HERE = '/mine/sign-in';
const passwordAsks = z.object({ password: z.string().min(1, 'sign-in.wrong').max(256, 'sign-in.wrong'), newPassword: z.string().min(SHORTEST_PASSWORD, 'people.password-short').max(256, 'where.too-long'), totp: z.string().trim().regex(/^\d{6}$/, 'sign-in.wrong') });
const asks = asksForPasskey.extend({ name: z.string().trim().min(1, 'account.passkey-name-missing').max(80, 'where.too-long') });

/** How somebody signs in: their passkeys, and where they are signed in now. */
export const ownSignInDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: HERE, who: ['person'], proved: HERE, answer: (call) => show(has, call, fresh) }),
  screen({ method: 'POST', path: `${HERE}/passkeys/begin`, who: ['person'], proved: HERE, answer: (call) => call.change((work) => has.people.beginPasskey(work), (begun) => json(begun), () => missing) }),
  screen({
    method: 'POST', path: `${HERE}/passkeys`, who: ['person'], proved: HERE, asks, again: (call, typed, problems) => show(has, call, { typed, problems: problems.map((problem) => (problem.field === 'name' ? problem : { field: 'name', says: 'account.passkey-add-failed' })) }),
    answer: (call) => call.change((work) => has.people.finishPasskey(work, call.asked), () => go(HERE), () => show(has, call as unknown as Call, { typed: { name: call.asked.name }, problems: [{ field: 'name', says: 'account.passkey-add-failed' }] })),
  }),
  screen({
    method: 'POST', path: `${HERE}/passkeys/remove`, who: ['person'], proved: HERE, asks: z.object({ passkey: z.string().max(2_000) }), again: () => missing,
    answer: (call) => call.change((work) => has.people.removePasskey(work, call.asked.passkey), () => go(HERE), () => missing),
  }),
  screen({
    method: 'POST', path: `${HERE}/password`, who: ['person'], proved: HERE, asks: passwordAsks, again: (call, _typed, problems) => show(has, call, { typed: {}, problems }),
    answer: (call) => newPassword(has, call),
  }),
  screen({
    method: 'POST', path: `${HERE}/end-all`, who: ['person'], proved: HERE,
    answer: (call) => (call.by.kind === 'person' ? endAll(has, call, call.by.person) : missing),
  }),
];

async function newPassword(has: WebHas, call: Call<z.infer<typeof passwordAsks>>): Promise<Reply> {
  const { asked, by } = call;
  const again = (field: string, says: string): Promise<Reply> => show(has, call as unknown as Call, { typed: {}, problems: [{ field, says }] });
  const seen = by.kind === 'person' ? await call.look(async (work) => ({ own: await has.people.ownSignIn(work), person: await has.people.person(work, by.person) })) : undefined;
  const login = seen?.own?.login;
  if (login === undefined) return missing;
  if (!(await has.limits.may('sign-in', `prove ${by.kind === 'person' ? by.person : ''}`)).ok) return again('password', 'sign-in.wait');
  const weak = has.people.weakness(asked.newPassword, [has.house().name, login, seen?.person?.givenName ?? '', seen?.person?.familyName ?? '', ...TRADE]);
  if (weak) return again('newPassword', `people.password-${weak}`);
  const proof = await passwordMatches(await call.look((work) => has.people.passwordToCheck(work, login)), asked.password);
  const passwordHashed = await passwordHash(asked.newPassword);
  return call.change((work) => has.people.changePassword(work, { proof, totp: asked.totp, passwordHash: passwordHashed, device: call.device }),
    (answer) => (answer.kind === 'signed-in' ? goesOnAs(has, call, answer, HERE) : again('password', 'sign-in.wrong')), () => missing);
}

const endAll = (has: WebHas, call: Call, person: Parameters<WebHas['people']['endAllSessions']>[1]): Promise<Reply> =>
  call.change((work) => has.people.endAllSessions(work, person), () => go('/', [{ name: 'session', value: undefined }, { name: 'told', value: undefined }]), () => missing);

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const { by } = call;
  const own = await call.look((work) => has.people.ownSignIn(work));
  if (!own || by.kind !== 'person') return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('account.sign-in'), scripts: ['passkeys'],
    main: html`<p class="where-am-i"><a href="${staffPage(by)}">${icon('arrow-left')} ${words.say('shell.my-page')}</a></p>${whatWasWrong(words, filled)}<h1>${words.say('account.sign-in')}</h1>
      <p class="lead">${own.login ? words.say('account.sign-in-staff', { login: own.login }) : words.say('account.sign-in-person')}</p>
      <section class="card" aria-labelledby="passkeys"><h2 id="passkeys">${words.say('account.passkeys')}</h2><p>${words.say('account.passkeys-more')}</p>
        ${own.passkeys.length === 0 ? html`<p class="quiet">${words.say('account.passkeys-none')}</p>` : html`<ul class="choices">${own.passkeys.map((passkey) => passkeyLine(frame, has, passkey))}</ul>`}
        ${by.onlyAtHome ? html`<p class="note warm">${words.say('sign-in.only-at-home-passkey')}</p>` : html`${addPasskey(words, line({ name: 'name', label: words.say('account.passkey-name'), hint: words.say('account.passkey-name-hint'), size: 'medium', value: call.device, autocomplete: 'off', filled, words }))}
        <noscript><p class="note">${words.say('account.passkeys-need-script')}</p></noscript>`}</section>
      ${own.login === undefined ? '' : html`<section class="card" aria-labelledby="own-password"><h2 id="own-password">${words.say('account.password')}</h2><p>${words.say('account.password-more')}</p>
        ${form(`${HERE}/password`, html`${line({ name: 'password', label: words.say('account.password-old'), type: 'password', autocomplete: 'current-password', filled, words })}
        ${line({ name: 'newPassword', label: words.say('account.password-new'), hint: words.say('sign-in.password-hint'), type: 'password', autocomplete: 'new-password', filled, words })}
        ${line({ name: 'totp', label: words.say('sign-in.digits'), hint: words.say('sign-in.digits-hint'), inputmode: 'numeric', autocomplete: 'one-time-code', size: 'short', filled, words })}<div class="actions"><button>${icon('lock')}${words.say('account.password-keep')}</button></div>`)}</section>`}
      <section class="card" aria-labelledby="sessions"><h2 id="sessions">${words.say('account.sessions')}</h2><ul>${own.sessions.map((session) => html`<li>${icon('monitor-smartphone')} ${session.device} <span class="quiet">${words.say('account.session-since', { date: day(has, frame, session.openedAt) })}</span></li>`)}</ul>
        <p class="quiet">${words.say('account.end-all-more')}</p>${press(`${HERE}/end-all`, words.say('account.end-all'), { kind: 'danger', icon: 'log-out' })}</section>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

const day = (has: WebHas, { words }: Frame, at: Temporal.Instant): string => words.date(at, has.house().countries[0] ?? 'FR');

const passkeyLine = (frame: Frame, has: WebHas, passkey: OwnSignIn['passkeys'][number]): Html => html`<li class="note"><strong>${icon('fingerprint')} ${passkey.name}</strong><br>
  <span class="quiet">${frame.words.say('account.passkey-added', { date: day(has, frame, passkey.addedAt) })}${passkey.usedAt ? ` · ${frame.words.say('account.passkey-used', { date: day(has, frame, passkey.usedAt) })}` : ''}</span>
  ${press(`${HERE}/passkeys/remove`, frame.words.say('account.passkey-remove'), { kind: 'danger', icon: 'x', fields: { passkey: passkey.id } })}</li>`;
