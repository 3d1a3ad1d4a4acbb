import { html } from 'hono/html';
import { z } from 'zod';
import { type ProviderId, isId } from '#kernel';
import { phoneFrom } from '#modules/people';
import type { Provider } from '#modules/technicians';
import { type Call, type Door, type Problem, type Reply, go, missing, page, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, line, whatWasWrong } from '../parts/form.ts';
import { shell } from '../shell.ts';

const PATH = '/providers/:provider/details';
const WHO = ['operator', 'provider'] as const;
const needed = (most: number) => z.string().trim().min(1, 'set-up.field-missing').max(most, 'where.too-long');
const asks = z.object({
  name: needed(80), about: z.string().trim().min(1, 'set-up.about-missing').max(600, 'where.too-long'), phone: needed(30), email: z.email('where.email-unclear').max(254), mediator: z.string().trim().max(200, 'where.too-long').default(''),
  guarantee: z.coerce.number('set-up.number-unclear').int('set-up.number-unclear').min(0, 'set-up.number-unclear').max(730, 'set-up.number-unclear'),
});
type Asked = z.infer<typeof asks>;

/** What people read of a provider, kept by its office or the operator. */
export const providerDetailDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: WHO, answer: (call) => withProvider(has, call, (provider) => show(has, call, provider, fresh)) }),
  screen({
    method: 'POST', path: PATH, who: WHO, asks, again: (call, typed, problems) => withProvider(has, call, (provider) => show(has, call, provider, { typed, problems })),
    answer: (call) => withProvider(has, call as unknown as Call, (provider) => change(has, call as unknown as Call<Asked>, provider)),
  }),
];

const isOwn = (call: Call, id: ProviderId): boolean => call.by.kind === 'person' && call.by.provider === id;
const mayOpen = (call: Call, id: ProviderId): boolean => call.by.kind === 'person' && (isOwn(call, id) || call.by.roles.some((role) => role === 'operator' || role === 'admin'));

async function withProvider(has: WebHas, call: Call, then: (provider: Provider) => Promise<Reply>): Promise<Reply> {
  const id = call.params['provider'] ?? '';
  const provider = isId('Provider', id) && mayOpen(call, id) ? await call.look((work) => has.technicians.provider(work, id)) : undefined;
  return provider ? then(provider) : missing;
}

async function change(has: WebHas, call: Call<Asked>, provider: Provider): Promise<Reply> {
  const { asked } = call;
  const phone = phoneFrom(asked.phone, provider.country);
  const problems: Problem[] = [...(phone ? [] : [{ field: 'phone', says: 'where.phone-unclear' }]), ...(provider.country === 'FR' && asked.mediator === '' ? [{ field: 'mediator', says: 'set-up.mediator-missing' }] : [])];
  if (problems.length > 0 || !phone) return show(has, call as unknown as Call, provider, { typed: { ...asked, guarantee: String(asked.guarantee) }, problems });
  const { guarantee, ...told } = asked;
  return call.change(
    (work) => has.technicians.changeProvider(work, { ...told, provider: provider.id, phone, email: asked.email.toLowerCase(), guaranteeDays: guarantee }),
    () => go(isOwn(call as unknown as Call, provider.id) ? '/office' : `/operator/providers/${provider.id}`), () => missing,
  );
}

function show(has: WebHas, call: Call, provider: Provider, filled: Filled): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const back = isOwn(call, provider.id) ? '/office' : `/operator/providers/${provider.id}`;
  return page(shell(frame, {
    title: words.say('crew.details'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="${back}">${provider.name}</a></p><h1>${words.say('crew.details')}</h1><p class="lead">${words.say('crew.details-more')}</p>
      ${form(`/providers/${provider.id}/details`, html`${line({ name: 'name', label: words.say('set-up.provider-name'), value: provider.name, filled, words })}${box({ name: 'about', label: words.say('set-up.about'), hint: words.say('set-up.about-hint'), rows: 3, value: provider.about, filled, words })}
        <div class="choices two">${line({ name: 'phone', label: words.say('where.phone'), type: 'tel', value: provider.phone, filled, words })}${line({ name: 'email', label: words.say('where.email'), type: 'email', value: provider.email, filled, words })}</div>
        ${line({ name: 'guarantee', label: words.say('set-up.guarantee'), value: String(provider.guaranteeDays), size: 'short', inputmode: 'numeric', filled, words })}${line({ name: 'mediator', label: words.say('set-up.mediator'), hint: words.say('set-up.mediator-hint'), value: provider.mediator ?? '', filled, words })}
        <div class="actions"><button class="main">${words.say('crew.details-keep')}</button></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}
