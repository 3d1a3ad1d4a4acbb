import { html } from 'hono/html';
import { z } from 'zod';
import { newId } from '#kernel';
import { phoneFrom } from '#modules/people';
import { httpSms } from '#platform/installation-sms';
import type { SmsSettings } from '#platform/installation-ways';
import { type Call, type Door, type Problem, type Reply, type Typed, go, page, screen } from '#platform/http/index';
import { createSms } from '#platform/sms/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, line, press } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { type Tried, draftOf, secretFrom, trial, withoutSecret } from './way-parts.ts';

type Html = ReturnType<typeof html>;
type Shows = (call: Call, sms: Readonly<{ filled: Filled; tried?: Tried }>) => Html;
const PATH = '/operator/ways';
const text = (most: number) => z.string().trim().max(most, 'where.too-long').default('');
const asks = z.object({ does: z.enum(['try', 'keep']).catch('try'), url: text(500), key: z.string().max(500, 'where.too-long').default(''), draft: z.string().max(2000).default(''), sender: text(20), smsTo: text(30) });
type Asked = z.infer<typeof asks>;

/** The SMS gateway: where it is, its key, and who the messages come from. */
export const smsDoors = (has: WebHas, shows: Shows): Door[] => [
  screen({
    method: 'POST', path: `${PATH}/sms`, who: ['operator'], asks,
    again: (call, typed, problems) => page(shows(call, { filled: { typed: withoutSecret(typed, 'key'), problems } }), 422), answer: (call) => smsAnswer(has, shows, call as unknown as Call<Asked>),
  }),
  screen({
    method: 'POST', path: `${PATH}/sms/forget`, who: ['operator'],
    answer: async (call) => {
      const reply = await call.change((work) => has.keeper.ways.forget(work, 'sms'), () => go(`${PATH}?saved=yes`), () => go(PATH));
      await has.keeper.refresh();
      return reply;
    },
  }),
];

async function smsAnswer(has: WebHas, shows: Shows, call: Call<Asked>): Promise<Reply> {
  const { asked } = call;
  const key = secretFrom(has, 'sms', asked.key, asked.draft) ?? has.keeper.ways.sms()?.key ?? '';
  const typed: Typed = { url: asked.url, sender: asked.sender, smsTo: asked.smsTo, draft: draftOf(has, 'sms', asked.key, asked.draft) };
  const again = (problems: readonly Problem[], tried?: Tried): Promise<Reply> => page(shows(call as unknown as Call, { filled: { typed, problems }, ...(tried ? { tried } : {}) }), problems.length > 0 ? 422 : 200);
  const to = numberFrom(has, asked.smsTo);
  const problems = [...wrongWith(asked, key), ...(asked.does === 'try' && to === undefined ? [{ field: 'smsTo', says: 'where.phone-unclear' }] : [])];
  if (problems.length > 0) return again(problems);
  const settings: SmsSettings = { url: asked.url, key, sender: asked.sender };
  if (asked.does === 'try') return again([], await trySms(has, call as unknown as Call, settings, to ?? ''));
  const reply = await call.change((work) => has.keeper.ways.setSms(work, settings), () => go(`${PATH}?saved=yes`), () => again([{ field: 'url', says: 'technicians.not-allowed' }]));
  await has.keeper.refresh();
  return reply;
}

/** The number as one of the countries of the house writes it. */
const numberFrom = (has: WebHas, typed: string): string | undefined => has.house().countries.map((country) => phoneFrom(typed, country)).find((found) => found !== undefined);

const LOCAL = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/;
function wrongWith(asked: Asked, key: string): Problem[] {
  const rules: readonly (readonly [boolean, string, string])[] = [
    [!URL.canParse(asked.url) || !(asked.url.startsWith('https://') || LOCAL.test(asked.url)), 'url', 'ways-out.url-unclear'],
    [key === '', 'key', 'ways-out.key-missing'],
    [!/^([A-Za-z0-9 ]{1,11}|\+?\d{3,15})$/.test(asked.sender), 'sender', 'ways-out.sender-unclear'],
  ];
  return rules.flatMap(([wrong, field, says]) => (wrong ? [{ field, says }] : []));
}

async function trySms(has: WebHas, call: Call, settings: SmsSettings, to: string): Promise<Tried> {
  const { words, house } = frameOf(has, call);
  const sent = await createSms({ gateway: httpSms(settings), outbox: async () => undefined }).send({ to, text: words.say('ways-out.try-text', { house: house.name }), messageId: newId('Message') });
  if (sent.ok) return { ok: true, says: 'ways-out.sms-sent', with: { to } };
  const { why } = sent.error;
  return { ok: false, says: why === '401' || why === '403' ? 'ways-out.sms-key-wrong' : why === 'not reached' || why === 'no answer' ? 'ways-out.sms-no-server' : 'ways-out.sms-refused', with: { why } };
}

export function smsCard(has: WebHas, { words }: Frame, filled: Filled, tried: Tried | undefined): Html {
  const now = has.keeper.ways.sms();
  return html`<section class="card" id="sms"><h2>${icon('message-square')} ${words.say('ways-out.sms')}</h2><p>${words.say('ways-out.sms-more')}</p>
    <p>${now ? html`<span class="tag safe">${icon('check')}${words.say('ways-out.sms-set', { host: new URL(now.url).host })}</span>` : html`<span class="tag">${words.say('ways-out.sms-not-set')}</span>`}</p>
    ${form(`${PATH}/sms`, html`<input type="hidden" name="draft" value="${filled.typed['draft'] ?? ''}">${line({ name: 'url', label: words.say('ways-out.url'), hint: words.say('ways-out.url-hint'), type: 'url', value: now?.url ?? '', filled, words })}
      <div class="choices two">${line({ name: 'key', label: words.say('ways-out.key'), hint: words.say(now || filled.typed['draft'] ? 'ways-out.password-kept' : 'ways-out.key-hint'), type: 'password', autocomplete: 'new-password', filled, words })}
      ${line({ name: 'sender', label: words.say('ways-out.sender'), hint: words.say('ways-out.sender-hint'), size: 'medium', value: now?.sender ?? '', filled, words })}</div>
      ${line({ name: 'smsTo', label: words.say('ways-out.sms-to'), hint: words.say('ways-out.sms-to-hint'), type: 'tel', size: 'medium', filled, words })}
      ${tried ? trial(words, tried) : ''}<div class="actions"><button name="does" value="try" formaction="${PATH}/sms#sms">${icon('refresh-cw')}${words.say('ways-out.try-sms')}</button><button name="does" value="keep">${words.say('ways-out.keep-sms')}</button></div>`)}
    ${now ? html`<h3>${words.say('ways-out.sms-in')}</h3><p>${words.say('ways-out.sms-in-more')}</p><p class="scroll-x"><code id="sms-in">${has.publicUrl}/hooks/sms</code></p>` : ''}
    ${now ? press(`${PATH}/sms/forget`, words.say('ways-out.forget'), { kind: 'plain' }) : ''}</section>`;
}
