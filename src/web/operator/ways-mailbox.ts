import { html } from 'hono/html';
import { z } from 'zod';
import { type MailboxSettings, imapUrlOf } from '#platform/installation-ways';
import { type Call, type Door, type Problem, type Reply, type Typed, go, page, screen } from '#platform/http/index';
import { createMailbox } from '#platform/mailbox/index';
import type { Frame } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, line, listOf, press } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { type Tried, draftOf, secretFrom, trial, withoutSecret } from './way-parts.ts';

type Html = ReturnType<typeof html>;
type Shows = (call: Call, mailbox: Readonly<{ filled: Filled; tried?: Tried }>) => Html;
const PATH = '/operator/ways';
const SECURITY = ['tls', 'none'] as const;
const text = (most: number) => z.string().trim().max(most, 'where.too-long').default('');
const asks = z.object({ does: z.enum(['try', 'keep']).catch('try'), boxHost: text(253), boxPort: text(6), boxSecurity: z.enum(SECURITY).catch('tls'), boxUser: text(254), boxPassword: z.string().max(300, 'where.too-long').default(''), draft: z.string().max(2000).default('') });
type Asked = z.infer<typeof asks>;

/** The mailbox in which replies arrive: typed, tried against the real server, kept. */
export const mailboxDoors = (has: WebHas, shows: Shows): Door[] => [
  screen({
    method: 'POST', path: `${PATH}/mailbox`, who: ['operator'], asks,
    again: (call, typed, problems) => page(shows(call, { filled: { typed: withoutSecret(typed, 'boxPassword'), problems } }), 422), answer: (call) => mailboxAnswer(has, shows, call as unknown as Call<Asked>),
  }),
  screen({
    method: 'POST', path: `${PATH}/mailbox/forget`, who: ['operator'],
    answer: async (call) => {
      const reply = await call.change((work) => has.keeper.ways.forget(work, 'mailbox'), () => go(`${PATH}?saved=yes`), () => go(PATH));
      await has.keeper.refresh();
      return reply;
    },
  }),
];

async function mailboxAnswer(has: WebHas, shows: Shows, call: Call<Asked>): Promise<Reply> {
  const { asked } = call;
  const password = secretFrom(has, 'mailbox', asked.boxPassword, asked.draft) ?? has.keeper.ways.mailbox()?.password ?? '';
  const typed: Typed = { ...withoutSecret(asked, 'boxPassword'), draft: draftOf(has, 'mailbox', asked.boxPassword, asked.draft) };
  const again = (problems: readonly Problem[], tried?: Tried): Promise<Reply> => page(shows(call as unknown as Call, { filled: { typed, problems }, ...(tried ? { tried } : {}) }), problems.length > 0 ? 422 : 200);
  const problems = wrongWith(asked, password);
  if (problems.length > 0) return again(problems);
  const settings: MailboxSettings = { host: asked.boxHost, port: Number(asked.boxPort), security: asked.boxSecurity, user: asked.boxUser, password };
  if (asked.does === 'try') return again([], await tryMailbox(settings));
  const reply = await call.change((work) => has.keeper.ways.setMailbox(work, settings), () => go(`${PATH}?saved=yes`), () => again([{ field: 'boxHost', says: 'technicians.not-allowed' }]));
  await has.keeper.refresh();
  return reply;
}

function wrongWith(asked: Asked, password: string): Problem[] {
  const port = Number(asked.boxPort);
  const rules: readonly (readonly [boolean, string, string])[] = [
    [!/^[a-z0-9.:-]+$/i.test(asked.boxHost), 'boxHost', 'mailbox.host-unclear'], [!/^\d{1,5}$/.test(asked.boxPort) || port < 1 || port > 65_535, 'boxPort', 'ways-out.port-unclear'],
    [asked.boxUser === '', 'boxUser', 'mailbox.user-missing'], [password === '', 'boxPassword', 'mailbox.password-missing'],
  ];
  return rules.flatMap(([wrong, field, says]) => (wrong ? [{ field, says }] : []));
}

/** Signs in at the real server and counts what is unread; nothing is marked as read. */
async function tryMailbox(settings: MailboxSettings): Promise<Tried> {
  const found = await createMailbox(imapUrlOf(settings), { warn: () => undefined }).check();
  if (found.ok) return { ok: true, says: 'mailbox.lets-us-in', with: { count: String(found.unread) } };
  const cause = /^EAUTH|AUTHENTICATIONFAILED/.test(found.why) ? 'sign-in' : /ECONN|EHOST|ENET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT/i.test(found.why) ? 'no-server' : 'no-tls';
  return { ok: false, says: `mailbox.${cause}`, with: { why: found.why } };
}

/** The card of the mailbox on the page of the ways. */
export function mailboxCard(has: WebHas, { words }: Frame, filled: Filled, tried: Tried | undefined): Html {
  const now = has.keeper.ways.mailbox();
  const shown = now ?? { host: '', port: 993, security: 'tls' as const, user: '' };
  return html`<section class="card" id="mailbox"><h2>${icon('inbox')} ${words.say('mailbox.title')}</h2><p class="hint">${words.say('mailbox.more')}</p><p>${now ? html`<span class="tag safe">${icon('check')}${words.say('mailbox.set', { host: now.host })}</span>` : html`<span class="tag">${words.say('mailbox.not-set')}</span>`}</p>
    ${form(`${PATH}/mailbox`, html`<input type="hidden" name="draft" value="${filled.typed['draft'] ?? ''}">
      <div class="choices two">${line({ name: 'boxHost', label: words.say('mailbox.host'), hint: words.say('mailbox.host-hint'), value: shown.host, filled, words })}${line({ name: 'boxPort', label: words.say('ways-out.port'), hint: words.say('mailbox.port-hint'), value: String(shown.port), size: 'short', inputmode: 'numeric', filled, words })}</div>
      ${listOf({ name: 'boxSecurity', label: words.say('ways-out.security'), value: shown.security, filled, words, options: SECURITY.map((value) => ({ value, label: words.say(`mailbox.security-${value}`) })) })}
      <div class="choices two">${line({ name: 'boxUser', label: words.say('ways-out.user'), value: shown.user, autocomplete: 'off', filled, words })}
      ${line({ name: 'boxPassword', label: words.say('ways-out.password'), hint: words.say(now || filled.typed['draft'] ? 'ways-out.password-kept' : 'ways-out.password-hint'), type: 'password', autocomplete: 'new-password', filled, words })}</div>
      ${tried ? trial(words, tried) : ''}<div class="actions"><button name="does" value="try" formaction="${PATH}/mailbox#mailbox">${icon('refresh-cw')}${words.say('mailbox.try')}</button><button class="main" name="does" value="keep">${words.say('mailbox.keep')}</button></div>`)}
    ${now ? press(`${PATH}/mailbox/forget`, words.say('ways-out.forget'), { kind: 'plain' }) : ''}</section>`;
}
