import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type HomeId, type Lang, type Refusal, ZONE, isId, isStaff, ok } from '#kernel';
import type { AskOutput } from '#modules/booking';
import { type PastVisit, canComeBack, isGuaranteed } from '#modules/quality';
import type { Provider } from '#modules/technicians';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import type { Words } from '#platform/text';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { mayOpen } from '../operator/opening.ts';
import { asWritten, dial } from '../parts/dial.ts';
import { type Filled, box, form, fresh, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { toldCookie } from './told.ts';

type Html = ReturnType<typeof html>;
/** `lang`: in which the household is spoken to. */
type Seen = Readonly<{ visit: PastVisit; provider: Provider; country: Country; lang: Lang; again?: string | undefined }>;
const asks = z.object({ words: z.string().trim().min(1, 'quality.missing-words').max(2_000, 'quality.missing-words') });

/** "It came back", of a visit from before this house kept them. */
export const pastVisitDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/past-visits/:past/came-back', who: ['asker'], answer: (call) => show(has, call, fresh) }),
  screen({
    method: 'POST', path: '/past-visits/:past/came-back', who: ['asker'], asks,
    again: (call, typed, problems) => show(has, call as unknown as Call, { typed, problems }),
    answer: async (call) => {
      const seen = await seenIn(has, call);
      if (!seen || seen === 'closed') return seen === 'closed' ? show(has, call as unknown as Call, fresh) : missing;
      return call.change<AskOutput & { session?: string | undefined }, Refusal>(async (work) => {
        const made = await has.quality.pastCameBack(work, { past: seen.visit.id, words: call.asked.words, lang: seen.lang, lastTime: lastTime(seen, has.text[seen.lang]) });
        // What must stay quiet is nobody's but whoever holds its code.
        if (!made.ok || !made.value.quiet || isOffice(call)) return made;
        const session = await has.people.openSession(work, { request: made.value.request }, call.device);
        return session.ok ? ok({ ...made.value, session: session.value.token }) : session;
      }, (made) => go(`/r/${made.reference}`, [...(made.session ? [{ name: 'session' as const, value: made.session, days: 90 }] : []), toldCookie(has, { reference: made.reference, code: made.code })]), () => show(has, call as unknown as Call, fresh));
    },
  }),
];

const isOffice = ({ by }: Pick<Call, 'by'>): boolean => isStaff(by, 'operator');
const lastTime = ({ visit, provider, country }: Seen, words: Words): string => words.say('past-visits.last-time', { what: visit.what, provider: provider.name, date: words.date(visit.on, country) });

/** The visit with who came then. The office says first why it looks at a household where nothing is going on. */
async function seenIn(has: WebHas, call: Pick<Call, 'params' | 'look' | 'by' | 'lang'>): Promise<Seen | 'closed' | undefined> {
  const id = call.params['past'] ?? '';
  if (!isId('Part', id)) return undefined;
  return call.look(async (work) => {
    const visit = await has.quality.pastVisit(work, id);
    const provider = visit && (await has.technicians.provider(work, visit.provider));
    const home = visit && (await has.people.home(work, visit.home));
    if (!visit || !provider || !home) return undefined;
    if (isOffice(call) && !(await mayOpen(has, work, visit.home)).may) return 'closed';
    const [person] = isOffice(call) ? await has.people.residentsOf(work, visit.home) : [];
    return { visit, provider, country: home.address.country, lang: person?.lang ?? call.lang, again: visit.again && (await has.booking.request(work, visit.again))?.reference };
  });
}

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const seen = await seenIn(has, call);
  if (seen === 'closed') { const visit = await call.look((work) => has.quality.pastVisit(work, call.params['past'] ?? '')); return visit ? go(`/operator/homes/${visit.home}`) : missing; }
  if (!seen) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const back = isOffice(call) ? html`<a href="/operator/homes/${seen.visit.home}">${icon('arrow-left')} ${words.say('operator.household')}</a>` : html`<a href="/mine">${icon('arrow-left')} ${words.say('come-back.mine')}</a>`;
  return page(shell(frame, {
    title: words.say('quality.came-back-title'),
    main: html`<p class="where-am-i">${back}</p>${whatWasWrong(words, filled)}<h1>${words.say('quality.came-back-title')}</h1><blockquote class="quoted">${lastTime(seen, words)}</blockquote>
      ${seen.visit.again ? already(frame, seen) : html`${whoGuarantees(frame, seen, has.clock.now())}${askHere(frame, seen, has.clock.now(), filled)}`}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

const already = ({ words }: Frame, { again }: Seen): Html => html`<p class="lead">${words.say('quality.came-back-already')}</p>${again === undefined ? '' : html`<div class="actions"><a class="button main" href="/r/${again}">${words.say('quality.came-back-go', { reference: again })}</a></div>`}`;

const holds = ({ visit, country }: Pick<Seen, 'visit' | 'country'>, now: Temporal.Instant): boolean => isGuaranteed(visit, now.toZonedDateTimeISO(ZONE[country]).toPlainDate());

/** Whom to ask about the guarantee of then: its papers are not here. */
function whoGuarantees({ words }: Frame, { visit, provider, country }: Seen, now: Temporal.Instant): Html {
  const filling = { provider: provider.name, until: words.date(visit.guaranteedUntil, country) };
  if (!holds({ visit, country }, now)) return html`<p class="lead">${words.say('past-visits.over', filling)}</p>`;
  return html`<p class="lead">${words.say('past-visits.guaranteed', filling)}</p><p>${words.say(provider.leftAt ? 'past-visits.firm-gone' : 'past-visits.not-kept-here', filling)}</p>
    <div class="actions"><a class="button main" href="${dial(provider.phone)}">${icon('phone')}${asWritten(provider.phone)}</a></div>`;
}

/** The first thing to do only where nobody guarantees it any more. */
const askHere = ({ words }: Frame, { visit, country }: Seen, now: Temporal.Instant, filled: Filled): Html => html`<section class="card"><h2>${words.say(holds({ visit, country }, now) ? 'past-visits.or-ask-here' : 'past-visits.ask-here')}</h2><p>${words.say('past-visits.ask-here-more')}</p>
  ${form(`/past-visits/${visit.id}/came-back`, html`${box({ name: 'words', label: words.say('quality.came-back-what'), hint: words.say('quality.came-back-what-hint'), rows: 4, filled, words })}<div class="actions"><button class="${holds({ visit, country }, now) ? '' : 'main'}">${words.say('past-visits.send')}</button></div>`)}</section>`;

/** One visit of before as a line, with the way to say that it came back. */
export function pastVisitLine({ words }: Pick<Frame, 'words'>, visit: PastVisit, country: Country): Html {
  const more = [words.say(`past-visits.outcome-${visit.outcome}`), ...(visit.cameBackOn ? [words.say('past-visits.came-back', { date: words.date(visit.cameBackOn, country) })] : []), ...(canComeBack(visit) ? [words.say('past-visits.until', { date: words.date(visit.guaranteedUntil, country) })] : [])];
  return html`<li>${words.date(visit.on, country)} · ${visit.what} · <span class="quiet">${more.join(', ')}</span>${canComeBack(visit) ? html` <a class="button plain" href="/past-visits/${visit.id}/came-back">${icon('rotate-ccw')}${words.say('quality.came-back')}</a>` : ''}</li>`;
}

/** Visits of before of one's own homes, and of those where one may ask for somebody. */
export async function pastVisitsOfMine(has: WebHas, frame: Frame, work: Work): Promise<Html> {
  const { by } = frame;
  if (by.kind !== 'person') return html``;
  const homes = new Set<HomeId>([...by.homes, ...by.mandates.filter(({ scopes }) => scopes.includes('ask')).map(({ home }) => home)]);
  const lines = await Promise.all([...homes].map(async (home) => {
    const past = await has.quality.pastVisitsOf(work, home);
    const country = past.length === 0 ? undefined : (await has.people.home(work, home))?.address.country;
    return country ? past.map((visit) => pastVisitLine(frame, visit, country)) : [];
  }));
  return lines.flat().length === 0 ? html`` : html`<section class="card"><h2>${frame.words.say('past-visits.title')}</h2><ul>${lines.flat()}</ul></section>`;
}
