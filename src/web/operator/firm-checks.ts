import { html } from 'hono/html';
import { z } from 'zod';
import { isId, isStaff } from '#kernel';
import { FIRM_KINDS, type FirmCheck, type Provider } from '#modules/technicians';
import { type Call, type Door, type Problem, type Reply, go, missing, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import type { Frame } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form } from '../parts/form.ts';
import { check, checkAsks, checkFields, todayIn, whoChecked } from './vetting.ts';

type Html = ReturnType<typeof html>;
const asks = z.object({ kind: z.enum(FIRM_KINDS), ...checkAsks });
export type FirmSeen = Readonly<{ checks: readonly FirmCheck[]; names: ReadonlyMap<string, string> }>;

export async function firmSeen(has: WebHas, work: Work, provider: Provider): Promise<FirmSeen> {
  const checks = await has.technicians.firmChecksOf(work, provider.id);
  return { checks, names: await whoChecked(has, work, checks) };
}

/** Where a check of a firm is recorded: by somebody who neither brought it in nor works for it. `show`: the page of the firm. */
export const firmCheckDoor = (has: WebHas, show: (call: Call, filled: Filled) => Promise<Reply>): Door => screen({
  method: 'POST', path: '/operator/providers/:provider/checks', who: ['operator', 'vetting'], asks, again: (call, typed, problems) => show(call, { typed, problems }),
  answer: (call) => {
    const provider = call.params['provider'] ?? '';
    if (!isId('Provider', provider)) return missing;
    const { until, selfDeclared, ...told } = call.asked;
    const typed = { ...told, verifiedOn: told.verifiedOn.toString(), until: until?.toString() ?? '' };
    const wrong = (kind: string): Problem => ({ field: kind === 'vetting-dates-wrong' ? 'verifiedOn' : 'kind', says: `technicians.${kind}` });
    return call.change((work) => has.technicians.recordFirmCheck(work, { provider, ...told, selfDeclared: selfDeclared !== undefined, ...(until ? { until } : {}) }), () => go(`/operator/providers/${provider}`),
      (refusal) => (refusal.kind === 'no-such-provider' ? missing : show(call as unknown as Call, { typed, problems: [wrong(refusal.kind)] })));
  },
});

/** What was checked of a firm, and the next check. */
export const firmChecks = (has: WebHas, frame: Frame, provider: Provider, { checks, names }: FirmSeen, filled: Filled): Html => html`<section class="card"><h2>${frame.words.say('staff.firm-checks')}</h2><p>${frame.words.say('staff.firm-checks-more')}</p>
  <ul class="ticks">${FIRM_KINDS.map((kind) => check(frame, kind, checks.filter((one) => one.kind === kind), names))}</ul>
  <details${filled.problems.some(({ field }) => ['kind', 'how', 'verifiedOn', 'until'].includes(field)) ? html` open` : ''}><summary>${frame.words.say('staff.record')}</summary>${isStaff(frame.by, 'vetting') ? form(`/operator/providers/${provider.id}/checks`, checkFields(frame, todayIn(has, provider.country), filled, FIRM_KINDS, html``)) : html`<p class="note warm">${frame.words.say('staff.only-vetting')}</p>`}</details></section>`;
