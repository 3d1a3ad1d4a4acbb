import { html } from 'hono/html';
import { z } from 'zod';
import type { PersonId } from '#kernel';
import { type OwnSignIn, type Person, passwordMatches } from '#modules/people';
import { type Call, type Door, type Reply, go, isOwnPath, missing, page, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { dial } from '../parts/dial.ts';
import { type Filled, form, fresh, line, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { signInWithPasskey } from '../parts/passkey.ts';
import { goesOnAs, leavesBefore } from '../parts/session.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
const HERE = '/mine/prove';
const next = z.string().max(300).refine(isOwnPath).catch('/mine');
const sendAsks = z.object({ way: z.enum(['phone', 'email']), next });
const digits = z.string().trim().transform((typed) => typed.replaceAll(/\D/g, '')).pipe(z.string().regex(/^\d{6}$/, 'come-back.digits-wrong'));
const codeAsks = z.object({ code: z.string().max(64), digits, next });
const passwordAsks = z.object({ password: z.string().min(1, 'sign-in.wrong').max(256, 'sign-in.wrong'), totp: z.string().trim().regex(/^\d{6}$/, 'sign-in.wrong'), next });

/** Before an account is changed: whoever is signed in shows once more that it is they. A screen left open must not be enough. */
export const proveDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: HERE, who: ['person'], answer: (call) => show(has, call, fresh) }),
  screen({ method: 'POST', path: `${HERE}/send`, who: ['person'], asks: sendAsks, again: (call, typed, problems) => show(has, call, { typed, problems }), answer: (call) => send(has, call) }),
  screen({ method: 'POST', path: HERE, who: ['person'], asks: codeAsks, again: (call, typed, problems) => show(has, call, { typed, problems }), answer: (call) => withCode(has, call) }),
  screen({ method: 'POST', path: `${HERE}/password`, who: ['person'], asks: passwordAsks, again: (call, typed, problems) => show(has, call, { typed: { next: typed['next'] ?? '' }, problems }), answer: (call) => withPassword(has, call) }),
];

const own = async (has: WebHas, call: Pick<Call, 'by' | 'look'>): Promise<{ person: Person; signIn: OwnSignIn } | undefined> => {
  const { by } = call;
  if (by.kind !== 'person') return undefined;
  return call.look(async (work) => { const [person, signIn] = [await has.people.person(work, by.person), await has.people.ownSignIn(work)]; return person && signIn && { person, signIn }; });
};

async function send(has: WebHas, call: Call<z.infer<typeof sendAsks>>): Promise<Reply> {
  const seen = await own(has, call);
  if (!seen) return missing;
  const { way } = call.asked;
  const to = seen.person[way];
  const again = (says: string): Promise<Reply> => show(has, call as unknown as Call, { typed: { next: call.asked.next }, problems: [{ field: 'way', says }] });
  if (to === undefined) return again('form.not-understood');
  if (!(await has.limits.may('send-code', `prove ${seen.person.id}`)).ok) return again('come-back.wait');
  return call.change((work) => has.people.askForCode(work, { ...(way === 'phone' ? { phone: to } : { email: to }), knownHere: [seen.person.id] }), (sent) => go(`${HERE}?next=${encodeURIComponent(call.asked.next)}&code=${sent.code}`), () => again('come-back.wait'));
}

async function withCode(has: WebHas, call: Call<z.infer<typeof codeAsks>>): Promise<Reply> {
  const { by, asked } = call;
  const again = (): Promise<Reply> => show(has, call as unknown as Call, { typed: { next: asked.next, code: asked.code }, problems: [{ field: 'digits', says: 'come-back.digits-wrong' }] });
  if (by.kind !== 'person') return missing;
  if (!(await has.limits.may('code', `prove ${by.person}`)).ok) return again();
  return call.change(async (work) => {
    const tried = await has.people.useCode(work, { code: asked.code, digits: asked.digits, device: call.device, person: by.person as PersonId });
    if (tried.ok && tried.value.kind === 'signed-in') await leavesBefore(has, call, work);
    return tried;
  }, (tried) => (tried.kind === 'signed-in' ? goesOnAs(has, call, tried, asked.next) : again()), again);
}

async function withPassword(has: WebHas, call: Call<z.infer<typeof passwordAsks>>): Promise<Reply> {
  const seen = await own(has, call);
  const again = (): Promise<Reply> => show(has, call as unknown as Call, { typed: { next: call.asked.next }, problems: [{ field: 'password', says: 'sign-in.wrong' }] });
  if (!seen?.signIn.login) return missing;
  if (!(await has.limits.may('sign-in', `prove ${seen.person.id}`)).ok) return again();
  const { login } = seen.signIn;
  const proof = await passwordMatches(await call.look((work) => has.people.passwordToCheck(work, login)), call.asked.password);
  return call.change(async (work) => {
    const tried = await has.people.signInWithPassword(work, { proof, totp: call.asked.totp, device: call.device, knownHere: [seen.person.id] });
    if (tried.ok && tried.value.kind === 'signed-in') await leavesBefore(has, call, work);
    return tried;
  }, (tried) => (tried.kind === 'signed-in' ? goesOnAs(has, call, tried, call.asked.next) : again()), again);
}

/** The last digits are enough to know which telephone it is, and too few to learn it. */
const hidden = (phone: string): string => `… ${phone.slice(-4, -2)} ${phone.slice(-2)}`;
const hiddenMail = (email: string): string => email.replace(/^(.).*@/, '$1…@');

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const seen = await own(has, call);
  if (!seen) return missing;
  const frame = frameOf(has, call);
  const { words, house } = frame;
  const to = next.parse(filled.typed['next'] ?? call.query['next'] ?? '/mine');
  const code = filled.typed['code'] ?? call.query['code'];
  const carried = html`<input type="hidden" name="next" value="${to}">`;
  const { person, signIn } = seen;
  const ways = [...(person.phone ? [['phone', words.say('account.prove-by-sms', { to: hidden(person.phone) }), 'message-square'] as const] : []), ...(person.email ? [['email', words.say('account.prove-by-mail', { to: hiddenMail(person.email) }), 'mail'] as const] : [])];
  const bySending: Html = code !== undefined
    ? form(HERE, html`${carried}<input type="hidden" name="code" value="${code}">${line({ name: 'digits', label: words.say('come-back.digits'), size: 'short', inputmode: 'numeric', autocomplete: 'one-time-code', filled, words })}<div class="actions"><button class="main">${words.say('account.prove-go')}</button></div>`)
    : html`<div class="actions" id="way">${ways.map(([way, label, picture]) => form(`${HERE}/send`, html`${carried}<input type="hidden" name="way" value="${way}"><button class="main">${icon(picture)}${label}</button>`))}</div>`;
  const byPassword = form(`${HERE}/password`, html`${carried}${line({ name: 'password', label: words.say('sign-in.password'), type: 'password', autocomplete: 'current-password', filled, words })}
    ${line({ name: 'totp', label: words.say('sign-in.digits'), hint: words.say('sign-in.digits-hint'), inputmode: 'numeric', autocomplete: 'one-time-code', size: 'short', filled, words })}<div class="actions"><button class="main">${words.say('account.prove-go')}</button></div>`);
  const way = signIn.login ? byPassword : ways.length > 0 ? bySending : html`<p>${words.say('account.prove-call')}</p><div class="actions"><a class="button main" href="${dial(house.phone)}">${icon('phone')}${house.phone}</a></div>`;
  return page(shell(frame, {
    title: words.say('account.prove-title'), scripts: ['passkeys'],
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('account.prove-title')}</h1><p class="lead">${words.say('account.prove-lead')}</p>${way}
      ${signIn.passkeys.length > 0 ? signInWithPasskey(words, to) : ''}`,
  }), filled.problems.length > 0 ? 422 : 200);
}
