import { html } from 'hono/html';
import { type TechnicianId, isStaff } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { ShownText } from '#modules/contracts';
import type { Complaint } from '#modules/quality';
import type { Extra } from '#modules/visits';
import type { Work } from '#platform/work';
import type { Frame } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { contractText, extraContract } from '../parts/contract-text.ts';
import { form, fresh, line, press } from '../parts/form.ts';
import { saidOf } from '../parts/disputed.ts';
import { icon } from '../parts/icon.ts';

type Html = ReturnType<typeof html>;
type Asked = Readonly<{ visit: Appointment; extras: readonly Extra[]; texts: ReadonlyMap<string, ShownText>; unwanted: ReadonlySet<string>; whoIsMissing: boolean; complaints: readonly Complaint[] }>;

/** Extra work at a visit: what waits for a yes, and what they said yes to before. */
export const extrasOf = (frame: Frame, asked: Asked): Html => html`${asked.extras.filter(({ state, away }) => state === 'proposed' && away !== 'repair').map((extra) => extraAsked(frame, asked, extra))}${said(frame, asked)}`;

/** Which of them ask for what we never ask for. */
export async function unwantedOf(has: WebHas, work: Work, technician: TechnicianId, extras: readonly Extra[]): Promise<ReadonlySet<string>> {
  const asked = await Promise.all(extras.filter(({ state }) => state === 'proposed').map(async ({ id, why, lines }) => ((await has.trust.known.isUnwanted(work, technician, [why, ...lines.map(({ says }) => says)].join('\n'))) ? [id] : [])));
  return new Set(asked.flat());
}

/** Said in plain words, and no way to say yes. */
const warned = ({ words, house }: Frame, extra: Extra, to: string): Html => html`<section class="note danger" role="alert"><h2>${icon('circle-alert')} ${words.say('visit.extra-unwanted')}</h2><blockquote class="quoted">${extra.why}</blockquote><p>${words.say('visit.extra-unwanted-more', { phone: house.phone })}</p>${press(to, words.say('visit.extra-no'), { fields: { answer: 'no' } })}</section>`;

/** Extra work waits for a yes: what it is, what it costs at most, and that a no is fine. */
function extraAsked(frame: Frame, asked: Asked, extra: Extra): Html {
  const { words, by } = frame;
  const to = `/visits/${asked.visit.id}/extras/${extra.id}`;
  const text = asked.texts.get(extra.id);
  if (asked.unwanted.has(extra.id)) return warned(frame, extra, to);
  const isOffice = isStaff(by, 'operator') && !(by.kind === 'person' && (by.homes.includes(asked.visit.home) || by.mandates.some(({ home }) => home === asked.visit.home)));
  return html`<section class="card next"><h2>${words.say(isOffice ? 'visit.extra-on-phone' : 'visit.extra')}</h2><p class="lead">${extra.why}</p><p><span class="price">${words.money(extra.gross)}</span><br><span class="never-more">${words.say('quotes.never-more', { amount: words.money(extra.worst) })}</span></p>
    ${isOffice ? heard(frame, asked, extra, to, text) : html`<p>${words.say('visit.extra-more')}</p>${extraContract(words, extra, text)}
  <div class="actions">${press(to, words.say('visit.extra-yes'), { kind: 'main', fields: { answer: 'yes', ...(text ? { shown: text.digest } : {}) } })}${press(to, words.say('visit.extra-no'), { fields: { answer: 'no' } })}</div>`}</section>`;
}

/** The office has them on the telephone: what to read out, and who said it. */
function heard({ words }: Frame, { whoIsMissing }: Asked, extra: Extra, to: string, text: ShownText | undefined): Html {
  const filled = whoIsMissing ? { typed: {}, problems: [{ field: 'spokeWith', says: 'visit.who-spoke-missing' }] } : fresh;
  return html`<p>${words.say('visit.extra-read-out')}</p>${extra.urgentWhy ? html`<p class="note warm">${words.say('visit.extra-urgent', { why: extra.urgentWhy })}</p>` : ''}<blockquote class="quoted">${words.say('visit.extra-own-contract')}</blockquote>
    ${text ? html`<details><summary>${icon('file-text')}${words.say('confirm.all-words')}</summary>${contractText(text)}</details>` : ''}
    ${form(to, html`${text ? html`<input type="hidden" name="shown" value="${text.digest}">` : ''}${line({ name: 'spokeWith', label: words.say('visit.who-spoke'), hint: words.say('visit.who-spoke-hint'), filled, words })}<div class="actions"><button class="main" name="answer" value="yes">${words.say('visit.they-said-yes')}</button><button name="answer" value="no">${words.say('visit.they-said-no')}</button></div>`)}`;
}

/** What they agreed to stays in sight, with its most, and with the way to say that it was not so. */
function said({ words }: Frame, { extras, visit, complaints }: Asked): Html {
  const agreed = extras.filter(({ state, away }) => state === 'approved' && away === undefined);
  if (agreed.length === 0) return html``;
  return html`<section class="card"><h2>${words.say('visit.extra-agreed')}</h2><ul class="ticks">${agreed.map((extra) => html`<li><span><strong>${extra.why}</strong>: ${words.say('work.extra-costs', { gross: words.money(extra.gross), worst: words.money(extra.worst) })}${extra.answeredAt ? html`<br><span class="quiet">${words.say(`visit.extra-by-${extra.saidBy ?? 'code'}`, { at: words.hour(extra.answeredAt, visit.country), date: words.date(extra.answeredAt, visit.country), who: extra.spokeWith ?? '' })}</span>` : ''}<br>${saidOf(words, visit.id, extra.id, complaints)}</span></li>`)}</ul></section>`;
}
