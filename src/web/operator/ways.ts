import { html } from 'hono/html';
import { z } from 'zod';
import { newId } from '#kernel';
import { type MailSettings, smtpUrlOf } from '#platform/installation-ways';
import { type Call, type Door, type Problem, type Reply, type Typed, go, page, screen } from '#platform/http/index';
import { createMail, isMailAddress } from '#platform/mail/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, listOf, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { type Tried, draftOf, secretFrom, trial, withoutSecret } from './way-parts.ts';
import { mailboxCard, mailboxDoors } from './ways-mailbox.ts';
import { smsCard, smsDoors } from './ways-sms.ts';

type Html = ReturnType<typeof html>;
const PATH = '/operator/ways';
const SECURITY = ['starttls', 'tls', 'none'] as const;
const text = (most: number) => z.string().trim().max(most, 'where.too-long').default('');
const asks = z.object({
  does: z.enum(['try', 'keep']).catch('try'), host: text(253), port: text(6), security: z.enum(SECURITY).catch('starttls'), user: text(254), password: z.string().max(300, 'where.too-long').default(''), draft: z.string().max(2000).default(''),
  from: text(254), tryTo: text(254),
});
type Asked = z.infer<typeof asks>;

/** How mail and SMS leave the house: typed, tried against the real server, kept. */
export const wayDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['operator'], asks: z.object({ saved: z.string().optional() }), again: () => go(PATH), answer: (call) => page(waysPage(has, call as unknown as Call, { saved: call.asked.saved !== undefined })) }),
  screen({
    method: 'POST', path: `${PATH}/mail`, who: ['operator'], asks,
    again: (call, typed, problems) => page(waysPage(has, call, { mail: { typed: withoutSecret(typed, 'password'), problems } }), 422), answer: (call) => mailAnswer(has, call as unknown as Call<Asked>),
  }),
  screen({
    method: 'POST', path: `${PATH}/mail/forget`, who: ['operator'],
    answer: async (call) => {
      const reply = await call.change((work) => has.keeper.ways.forget(work, 'mail'), () => go(`${PATH}?saved=yes`), () => go(PATH));
      await has.keeper.refresh();
      return reply;
    },
  }),
  ...mailboxDoors(has, (call, mailbox) => waysPage(has, call, { mailbox })),
  ...smsDoors(has, (call, sms) => waysPage(has, call, { sms })),
];

async function mailAnswer(has: WebHas, call: Call<Asked>): Promise<Reply> {
  const { asked } = call;
  const password = secretFrom(has, 'mail', asked.password, asked.draft) ?? has.keeper.ways.mail()?.password ?? '';
  const draft = draftOf(has, 'mail', asked.password, asked.draft);
  const typed: Typed = { ...withoutSecret(asked, 'password'), draft };
  const again = (problems: readonly Problem[], tried?: Tried): Promise<Reply> => page(waysPage(has, call as unknown as Call, { mail: { typed, problems }, ...(tried ? { triedMail: tried } : {}) }), problems.length > 0 ? 422 : 200);
  const problems = wrongWith(asked, password);
  if (problems.length > 0) return again(problems);
  const settings: MailSettings = { host: asked.host, port: Number(asked.port), security: asked.security, user: asked.user, password: asked.user === '' ? '' : password, from: asked.from };
  if (asked.does === 'try') return again([], await tryMail(has, call as unknown as Call, settings, asked.tryTo));
  const reply = await call.change((work) => has.keeper.ways.setMail(work, settings), () => go(`${PATH}?saved=yes`), () => again([{ field: 'host', says: 'technicians.not-allowed' }]));
  await has.keeper.refresh();
  return reply;
}

/** The bare address inside `Name <address>`. */
const bare = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;

function wrongWith(asked: Asked, password: string): Problem[] {
  const port = Number(asked.port);
  const rules: readonly (readonly [boolean, string, string])[] = [
    [!/^[a-z0-9.:-]+$/i.test(asked.host), 'host', 'ways-out.host-unclear'],
    [!/^\d{1,5}$/.test(asked.port) || port < 1 || port > 65_535, 'port', 'ways-out.port-unclear'],
    [asked.user !== '' && password === '', 'password', 'ways-out.password-missing'],
    [!isMailAddress(bare(asked.from)) || /[\r\n]/.test(asked.from), 'from', 'ways-out.from-unclear'],
    [asked.tryTo !== '' && !isMailAddress(asked.tryTo), 'tryTo', 'where.email-unclear'],
  ];
  return rules.flatMap(([wrong, field, says]) => (wrong ? [{ field, says }] : []));
}

/** Signs in at the real server and, where an address was given, sends one mail. */
async function tryMail(has: WebHas, call: Call, settings: MailSettings, to: string): Promise<Tried> {
  const { words, house } = frameOf(has, call);
  const mailer = createMail({ smtpUrl: smtpUrlOf(settings), from: settings.from, outbox: async () => undefined, log: { info: () => undefined, warn: () => undefined } });
  try {
    const sent = to === '' ? await mailer.check()
      : await mailer.send({ to, subject: words.say('ways-out.try-subject', { house: house.name }), text: words.say('ways-out.try-text', { house: house.name }), messageId: newId('Message') });
    return sent.ok ? { ok: true, says: to === '' ? 'ways-out.mail-lets-us-in' : 'ways-out.mail-sent', with: { to } } : { ok: false, says: `ways-out.mail-${causeOf(sent.error.why)}`, with: { why: sent.error.why } };
  } finally {
    mailer.close();
  }
}

/** The few causes that somebody can do something about. */
export function causeOf(why: string): 'sign-in' | 'no-server' | 'no-tls' | 'refused' {
  if (/EAUTH|ENOAUTH|\b(530|534|535)\b/.test(why)) return 'sign-in';
  if (/ECONN|EHOST|ENET|ETIMEDOUT|EDNS|ENOTFOUND|EAI_AGAIN/.test(why)) return 'no-server';
  return /ETLS|ESOCKET|CERT|SSL/.test(why) ? 'no-tls' : 'refused';
}

type Shown = Readonly<{ saved?: boolean; mail?: Filled; triedMail?: Tried; sms?: Readonly<{ filled: Filled; tried?: Tried }>; mailbox?: Readonly<{ filled: Filled; tried?: Tried }> }>;

function waysPage(has: WebHas, call: Call, shown: Shown): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const wrong = [shown.mail, shown.mailbox?.filled, shown.sms?.filled].find((one) => one && one.problems.length > 0);
  return shell(frame, {
    title: words.say('ways-out.title'), kind: 'staff',
    main: html`${wrong ? whatWasWrong(words, wrong) : ''}<p class="where-am-i"><a href="/operator/house">${words.say('set-up.house')}</a></p><h1>${words.say('ways-out.title')}</h1><p class="lead">${words.say('ways-out.more')}</p>
      ${shown.saved ? html`<p class="note safe" role="status">${icon('check')} ${words.say('ways-out.saved')}</p>` : ''}
      ${mailCard(has, frame, shown.mail ?? fresh, shown.triedMail)}${mailboxCard(has, frame, shown.mailbox?.filled ?? fresh, shown.mailbox?.tried)}${smsCard(has, frame, shown.sms?.filled ?? fresh, shown.sms?.tried)}`,
  });
}

const NOT_SET: Omit<MailSettings, 'password'> = { host: '', port: 587, security: 'starttls', user: '', from: '' };

function mailCard(has: WebHas, frame: Frame, filled: Filled, tried: Tried | undefined): Html {
  const { words } = frame;
  const now = has.keeper.ways.mail();
  const shown = now ?? NOT_SET;
  return html`<section class="card" id="mail"><h2>${icon('mail')} ${words.say('ways-out.mail')}</h2><p>${now ? html`<span class="tag safe">${icon('check')}${words.say('ways-out.mail-set', { host: now.host })}</span>` : html`<span class="tag">${words.say('ways-out.mail-not-set')}</span>`}</p>
    ${form(`${PATH}/mail`, html`<input type="hidden" name="draft" value="${filled.typed['draft'] ?? ''}">
      <div class="choices two">${line({ name: 'host', label: words.say('ways-out.host'), hint: words.say('ways-out.host-hint'), value: shown.host, filled, words })}${line({ name: 'port', label: words.say('ways-out.port'), hint: words.say('ways-out.port-hint'), value: String(shown.port), size: 'short', inputmode: 'numeric', filled, words })}</div>
      ${listOf({ name: 'security', label: words.say('ways-out.security'), value: shown.security, filled, words, options: SECURITY.map((value) => ({ value, label: words.say(`ways-out.security-${value}`) })) })}
      <div class="choices two">${line({ name: 'user', label: words.say('ways-out.user'), hint: words.say('ways-out.user-hint'), value: shown.user, autocomplete: 'off', filled, words })}
      ${line({ name: 'password', label: words.say('ways-out.password'), hint: words.say(now || filled.typed['draft'] ? 'ways-out.password-kept' : 'ways-out.password-hint'), type: 'password', autocomplete: 'new-password', filled, words })}</div>
      ${line({ name: 'from', label: words.say('ways-out.from'), hint: words.say('ways-out.from-hint'), value: shown.from, filled, words })}
      ${line({ name: 'tryTo', label: words.say('ways-out.try-to'), hint: words.say('ways-out.try-to-hint'), type: 'email', filled, words })}
      ${tried ? trial(words, tried) : ''}<div class="actions"><button name="does" value="try" formaction="${PATH}/mail#mail">${icon('refresh-cw')}${words.say('ways-out.try')}</button><button class="main" name="does" value="keep">${words.say('ways-out.keep')}</button></div>`)}
    ${now ? press(`${PATH}/mail/forget`, words.say('ways-out.forget'), { kind: 'plain' }) : ''}</section>`;
}
