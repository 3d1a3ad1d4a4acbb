import { html, raw } from 'hono/html';
import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import { type PersonId, type Refusal, type Result, ok } from '#kernel';
import { asksForPasskey, asksToSetUpStaff, asksToSignIn, passwordHash, passwordMatches } from '#modules/people';
import { qrSvg } from '#platform/documents/index';
import { type Call, type Door, type Reply, go, isOwnPath, json, missing, page, screen } from '#platform/http/index';
import { likelyCountry } from '#platform/installation';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { signInWithPasskey } from '../parts/passkey.ts';
import { knownHere, triesOf } from '../parts/known.ts';
import { goesOnAs, leavesBefore } from '../parts/session.ts';
import { shell, staffPage } from '../shell.ts';

type Html = ReturnType<typeof html>;
/** What somebody would try first here, in both languages. */
export const TRADE = ['porchlight', 'password', 'motdepasse', 'technician', 'technicien', 'operator', 'operateur', 'admin', 'computer', 'ordinateur', 'support', 'depannage'];
const ownPath = z.string().max(300).refine(isOwnPath).catch('/staff');
const setUpAsks = asksToSetUpStaff.extend({ secret: z.string().max(400), givenName: z.string().trim().max(80).optional(), familyName: z.string().trim().max(80).optional() });
type SetUp = z.infer<typeof setUpAsks>;

/** Staff sign in with a name, a password and the digits of their phone. A link, used once, is how they begin. */
export function signInDoors(has: WebHas): Door[] {
  const show = (call: Call, filled: Filled): Html => signInPage(has, call, filled);
  return [
    screen({ method: 'GET', path: '/sign-in', who: ['anyone'], answer: (call) => page(show(call, fresh)) }),
    screen({
      method: 'POST', path: '/sign-in', who: ['anyone'], asks: asksToSignIn.extend({ next: ownPath.default('/staff') }),
      again: (call, typed, problems) => page(show(call, { typed: withoutPassword(typed), problems }), 422),
      answer: (call) => signIn(has, call, (says) => page(show(call as unknown as Call, { typed: { login: call.asked.login, next: call.asked.next }, problems: [{ field: 'login', says }] }), 422)),
    }),
    screen({ method: 'POST', path: '/sign-in/passkey/begin', who: ['anyone'], answer: (call) => beginPasskey(has, call) }),
    screen({
      method: 'POST', path: '/sign-in/passkey', who: ['anyone'], asks: asksForPasskey.extend({ next: ownPath.default('/staff') }),
      again: (call) => page(show(call, refusedPasskey), 422), answer: (call) => withPasskey(has, call, () => page(show(call as unknown as Call, refusedPasskey), 422)),
    }),
    screen({
      method: 'GET', path: '/staff', who: ['person'],
      answer: ({ by }) => (by.kind !== 'person' ? missing : go(staffPage(by))),
    }),
    screen({
      method: 'GET', path: '/set-up/:token', who: ['anyone'],
      answer: (call) => setUpPage(has, call, fresh, newSecret()),
    }),
    screen({
      method: 'POST', path: '/set-up/:token', who: ['anyone'], asks: setUpAsks,
      again: (call, typed, problems) => setUpPage(has, call, { typed: withoutPassword(typed), problems }, opened(has, typed['secret'])),
      answer: (call) => setUp(has, call),
    }),
  ];
}

const withoutPassword = (typed: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(typed).filter(([name]) => name !== 'password' && name !== 'totp'));
const newSecret = (): string => new Secret({ size: 20 }).base32;
/** The secret travels through the form sealed, so that a page shown again shows the same square. */
const opened = (has: WebHas, sealed: string | undefined): string => (sealed === undefined ? undefined : has.keys.open(sealed, 'totp')) ?? newSecret();

async function signIn(has: WebHas, call: Call<z.infer<typeof asksToSignIn> & { next: string }>, again: (says: string) => Promise<Reply>): Promise<Reply> {
  if (!(await has.limits.may('sign-in', triesOf(has, call))).ok) return again('sign-in.wait');
  const toCheck = await call.look((work) => has.people.passwordToCheck(work, call.asked.login));
  const proof = await passwordMatches(toCheck, call.asked.password);
  return call.change(async (work) => {
    const tried = await has.people.signInWithPassword(work, { proof, totp: call.asked.totp, device: call.device, knownHere: knownHere(has, call) });
    if (tried.ok && tried.value.kind === 'signed-in') await leavesBefore(has, call, work);
    return tried;
  }, (answer) => {
    switch (answer.kind) {
      case 'signed-in': return goesOnAs(has, call, answer, call.asked.next);
      case 'wrong': return again('sign-in.wrong');
      // A name that nobody has never waits: to say it here would tell which names there are.
      case 'wait': return again('sign-in.wrong');
    }
  }, () => again('sign-in.wrong'));
}

const refusedPasskey: Filled = { typed: {}, problems: [{ field: 'login', says: 'account.passkey-use-failed' }] };
/** Each begun ceremony is a row that waits: nobody fills the house with them. */
async function beginPasskey(has: WebHas, call: Call): Promise<Reply> {
  if (!(await has.limits.may('look-up', `passkey ${call.from}`)).ok) return missing;
  return call.change((work) => has.people.beginPasskeySignIn(work), (begun) => json(begun), () => missing);
}

async function withPasskey(has: WebHas, call: Call<z.infer<typeof asksForPasskey> & { next: string }>, again: () => Promise<Reply>): Promise<Reply> {
  if (!(await has.limits.may('sign-in', triesOf(has, call))).ok) return again();
  return call.change(async (work) => {
    const opened = await has.people.signInWithPasskey(work, { ceremony: call.asked.ceremony, response: call.asked.response, device: call.device });
    if (opened.ok) await leavesBefore(has, call, work);
    return opened;
  }, (opened) => goesOnAs(has, call, opened, call.asked.next), again);
}

function signInPage(has: WebHas, call: Call, filled: Filled): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const next = ownPath.parse(filled.typed['next'] ?? call.query['next']);
  return shell(frame, {
    title: words.say('sign-in.title'), scripts: ['passkeys'],
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('sign-in.title')}</h1><p>${words.say('sign-in.for-staff')} <a href="/come-back">${words.say('sign-in.customers')}</a></p>
      ${signInWithPasskey(words, next)}
      ${form('/sign-in', html`<input type="hidden" name="next" value="${next}">${line({ name: 'login', label: words.say('sign-in.login'), autocomplete: 'username', size: 'medium', filled, words })}
        ${line({ name: 'password', label: words.say('sign-in.password'), type: 'password', autocomplete: 'current-password', filled, words })}
        ${line({ name: 'totp', label: words.say('sign-in.digits'), hint: words.say('sign-in.digits-hint'), inputmode: 'numeric', autocomplete: 'one-time-code', size: 'short', filled, words })}
        <div class="actions"><button class="main">${words.say('sign-in.go')}</button></div>`)}`,
  });
}

async function setUpPage(has: WebHas, call: Call, filled: Filled, secret: string): Promise<Reply> {
  const link = await call.look((work) => has.people.setUpLink(work, call.params['token'] ?? ''));
  if (!link) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const uri = new TOTP({ issuer: frame.house.name, label: filled.typed['login'] ?? 'staff', secret: Secret.fromBase32(secret) }).toString();
  return page(shell(frame, {
    title: words.say('sign-in.set-up'),
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('sign-in.set-up')}</h1>
      ${form(`/set-up/${call.params['token']}`, html`<input type="hidden" name="secret" value="${has.keys.seal(secret, 'totp')}">
        ${link.person ? '' : html`${line({ name: 'givenName', label: words.say('where.given-name'), autocomplete: 'given-name', filled, words })}${line({ name: 'familyName', label: words.say('where.family-name'), autocomplete: 'family-name', filled, words })}`}
        ${line({ name: 'login', label: words.say('sign-in.login'), hint: words.say('sign-in.login-hint'), autocomplete: 'username', size: 'medium', filled, words })}
        ${line({ name: 'password', label: words.say('sign-in.password'), hint: words.say('sign-in.password-hint'), type: 'password', autocomplete: 'new-password', filled, words })}
        <div class="card"><h2>${words.say('sign-in.phone-digits')}</h2><p>${words.say('sign-in.scan')}</p><div class="square">${raw(await qrSvg(uri, 'M'))}</div><p class="small">${words.say('sign-in.or-type')} <code>${secret}</code></p></div>
        ${line({ name: 'totp', label: words.say('sign-in.digits'), inputmode: 'numeric', autocomplete: 'one-time-code', size: 'short', filled, words })}
        <div class="actions"><button class="main">${icon('lock')}${words.say('sign-in.begin')}</button></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

async function setUp(has: WebHas, call: Call<SetUp>): Promise<Reply> {
  const { asked } = call;
  const secret = opened(has, asked.secret);
  const named = asked.givenName ? { name: { givenName: asked.givenName, familyName: asked.familyName ?? '', lang: call.lang, country: likelyCountry(has.house(), call.lang) } } : {};
  const again = (says: string, field: string): Promise<Reply> => setUpPage(has, call as unknown as Call, { typed: { login: asked.login, givenName: asked.givenName ?? '', familyName: asked.familyName ?? '' }, problems: [{ field, says }] }, secret);
  const link = await call.look((work) => has.people.setUpLink(work, call.params['token'] ?? ''));
  const weak = has.people.weakness(asked.password, [has.house().name, asked.login, asked.givenName ?? '', asked.familyName ?? '', link?.person?.givenName ?? '', link?.person?.familyName ?? '', ...TRADE]);
  if (weak) return again(`people.password-${weak}`, 'password');
  const hash = await passwordHash(asked.password);
  type Done = { person: PersonId; token: string; until: Temporal.Instant };
  return call.change<Done, Refusal>(
    async (work): Promise<Result<Done, Refusal>> => {
      const done = await has.people.setUpStaff(work, { token: call.params['token'] ?? '', login: asked.login, passwordHash: hash, totpSecret: secret, totp: asked.totp, device: call.device, ...named });
      if (done.ok) await leavesBefore(has, call, work);
      return done.ok ? ok({ person: done.value.person, token: done.value.token, until: done.value.until }) : done;
    },
    (done) => goesOnAs(has, call, done, '/staff'),
    (refusal) => again(`people.${refusal.kind}`, { 'digits-wrong': 'totp', 'login-taken': 'login', 'name-missing': 'givenName' }[refusal.kind] ?? 'login'),
  );
}
