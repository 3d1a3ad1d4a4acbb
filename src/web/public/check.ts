import { html } from 'hono/html';
import { z } from 'zod';
import { ok } from '#kernel';
import { phoneFrom } from '#modules/people';
import { type Call, type Door, type Reply, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
/** What we can say of something that somebody was told: never “safe”, never an address or an appointment. */
type Known = 'our-number' | 'a-provider' | 'a-technician' | 'a-badge' | 'not-us';
const asks = z.object({ told: z.string().trim().min(2, 'check.nothing-typed').max(120, 'where.too-long') });

/** “Is this really you?” In one step, without signing in. */
export function checkDoors(has: WebHas): Door[] {
  const show = (call: Call, filled: Filled, known?: Known): Promise<Reply> => page(checkPage(has, call, filled, known), filled.problems.length > 0 ? 422 : 200);
  return [
    screen({ method: 'GET', path: '/check', who: ['anyone'], answer: (call) => show(call, fresh) }),
    screen({
      method: 'POST', path: '/check', who: ['anyone'], asks, again: (call, typed, problems) => show(call, { typed, problems }),
      answer: async (call) => {
        const again = call as unknown as Call;
        if (!(await has.limits.may('look-up', call.from)).ok) return show(again, { typed: { told: call.asked.told }, problems: [{ field: 'told', says: 'come-back.wait' }] });
        return call.change(async (work) => {
          const known = await whatIs(has, work, call.asked.told);
          await work.audit({ did: `asked-is-this-you:${known}`, to: 'public-register' });
          return ok(known);
        }, (known) => show(again, { typed: { told: call.asked.told }, problems: [] }, known), () => show(again, fresh));
      },
    }),
  ];
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9@+]/g, '');

async function whatIs(has: WebHas, work: Work, told: string): Promise<Known> {
  const house = has.house();
  const numbers = house.countries.flatMap((country) => phoneFrom(told, country) ?? []);
  if (folded(told).length > 5 && folded(told) === folded(house.phone)) return 'our-number';
  if (await has.technicians.known.withBadge(work, told.trim())) return 'a-badge';
  for (const country of house.countries) {
    for (const provider of await has.technicians.providers(work, country)) {
      const own = phoneFrom(provider.phone, country);
      if ((own && numbers.includes(own)) || folded(provider.email) === folded(told) || folded(provider.name) === folded(told)) return 'a-provider';
      for (const technician of await has.technicians.techniciansOf(work, provider.id)) {
        if (folded(technician.firstName) === folded(told) || folded(`${technician.firstName}${technician.lastInitial}`) === folded(told)) return 'a-technician';
      }
    }
  }
  return 'not-us';
}

function checkPage(has: WebHas, call: Call, filled: Filled, known?: Known): Html | Promise<Html> {
  const frame = frameOf(has, call);
  const { words } = frame;
  return shell(frame, {
    title: words.say('check.title'),
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('check.title')}</h1><p class="lead">${words.say('check.lead')}</p>
      ${known ? html`<div class="note ${known === 'not-us' ? 'danger' : 'warm'}" role="status"><h2>${words.say(`check.${known}`)}</h2><p>${words.say(`check.${known}-more`)}</p>${known === 'not-us' ? html`<p><a href="/emergency">${icon('phone-call')} ${words.say('check.what-now')}</a></p>` : ''}</div>` : ''}
      ${form('/check', html`${line({ name: 'told', label: words.say('check.what'), hint: words.say('check.hint'), filled, words })}<div class="actions"><button class="main">${icon('search')}${words.say('check.go')}</button></div>`)}
      <h2>${words.say('check.always')}</h2><ul><li>${words.say('check.always-1')}</li><li>${words.say('check.always-2')}</li><li>${words.say('check.always-3')}</li></ul>`,
  });
}
