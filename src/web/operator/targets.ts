import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type RequestId, type VisitId, ZONE } from '#kernel';
import { LEAST_MINUTES, MOST_MINUTES, WAITS_FOR, type Complaint, type Kept, type Target, type Targets, type Wait } from '#modules/quality';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import type { Installation } from '#platform/installation';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
/** One line of the page: somebody who waits, whatever for, with where to see to it. */
type Line = Readonly<{ kind: Wait['kind'] | 'complaint'; since: Temporal.Instant; dueAt: Temporal.Instant; urgent: boolean; reference: string; to: string }>;
const SOON_MINUTES = 60;
const MANY_MINUTES = 180;

const names = WAITS_FOR.flatMap((kind) => [{ kind, urgent: false }, { kind, urgent: true }]);
const fieldOf = ({ kind, urgent }: Pick<Target, 'kind' | 'urgent'>): string => `${kind}${urgent ? '-urgent' : ''}`;
const minutes = z.string().trim().regex(/^\d{1,5}$/, 'targets.minutes-wrong').transform(Number).refine((count) => count >= LEAST_MINUTES && count <= MOST_MINUTES, 'targets.minutes-wrong');
const asks = z.object(Object.fromEntries(names.map((one) => [fieldOf(one), minutes])));

/** Who waits for us and by when, how it went, and how soon we mean to answer. */
export const targetDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/operator/targets', who: ['operator'], answer: (call) => show(has, call, fresh) }),
  screen({
    method: 'POST', path: '/operator/targets', who: ['operator'], asks,
    again: (call, typed, problems) => show(has, call as unknown as Call, { typed, problems: problems.map((one) => ({ ...one, with: { least: LEAST_MINUTES, most: MOST_MINUTES } })) }),
    answer: (call) => call.change(async (work) => {
      const before = (await has.quality.targets(work, zoneOf(has.house())))?.targets ?? [];
      for (const one of names) {
        const wished = call.asked[fieldOf(one)] ?? LEAST_MINUTES;
        if (before.find(({ kind, urgent }) => kind === one.kind && urgent === one.urgent)?.minutes === wished) continue;
        const set = await has.quality.setTarget(work, { ...one, minutes: wished });
        if (!set.ok) return set;
      }
      return { ok: true as const, value: true as const };
    }, () => go('/operator/targets?kept=yes'), () => missing),
  }),
];

const countryOf = (house: Pick<Installation, 'countries'>): Country => house.countries[0] ?? 'FR';
const zoneOf = (house: Pick<Installation, 'countries'>): string => ZONE[countryOf(house)];

/** On the console: how many wait too long, or soon will; nothing when all is well. */
export async function waitingBanner(has: WebHas, { words }: Frame, work: Work): Promise<Html> {
  const targets = await has.quality.targets(work, zoneOf(has.house()));
  const due = [...(targets?.waiting ?? []).map(({ dueAt }) => dueAt), ...(await openComplaints(has, work)).map(endOfDay)];
  const now = has.clock.now();
  const late = due.filter((at) => Temporal.Instant.compare(now, at) > 0).length;
  const soon = due.filter((at) => now.until(at).total('minutes') <= SOON_MINUTES).length - late;
  if (late + soon === 0) return html``;
  return html`<section class="note ${late > 0 ? 'danger' : ''}" role="status">${late > 0 ? html`<p><strong>${icon('clock-alert')} ${words.say('targets.banner', { count: late })}</strong></p>` : ''}${soon > 0 ? html`<p>${words.say('targets.banner-soon', { count: soon })}</p>` : ''}<p><a class="button" href="/operator/targets">${words.say('targets.link')}</a></p></section>`;
}

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const { targets, lines } = await call.look(async (work) => { const seen = await has.quality.targets(work, zoneOf(has.house())); return { targets: seen, lines: await linesOf(has, work, seen) }; });
  if (!targets) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('targets.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="/operator">${words.say('operator.console')}</a></p><h1>${words.say('targets.title')}</h1>${call.query['kept'] === 'yes' ? html`<p class="note good" role="status">${icon('check')}<span>${words.say('targets.kept')}</span></p>` : ''}
      ${lines.length === 0 ? html`<p class="lead">${words.say('targets.nobody')}</p>` : html`<p class="quiet">${words.say('targets.lead')}</p><ul class="contacts">${lines.map((one) => waitLine(frame, one, has.clock.now()))}</ul>`}
      <h2>${words.say('targets.how')}</h2>${went(frame, targets)}
      <details${filled.problems.length > 0 ? ' open' : ''}><summary>${words.say('targets.set-title')}</summary><p class="quiet">${words.say('targets.set-lead')}</p>
      ${form('/operator/targets', html`${targets.targets.map((one) => line({ name: fieldOf(one), label: words.say(one.urgent ? 'targets.set-urgent' : 'targets.set-plain', { what: words.say(`targets.kind-${one.kind}`) }), size: 'short', inputmode: 'numeric', value: String(one.minutes), filled, words }))}<div class="actions"><button>${words.say('targets.set')}</button></div>`)}</details>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** Everybody who waits, with the place to see to it; complaints are due at the end of their promised day. */
async function linesOf(has: WebHas, work: Work, targets: Targets | undefined): Promise<readonly Line[]> {
  const waits = await Promise.all((targets?.waiting ?? []).map(async (one): Promise<Line> => {
    if (one.kind === 'reply') return { ...one, reference: '', to: '/operator/inbox' };
    const visit = one.kind === 'after-visit' ? await has.booking.known.visit(work, one.about as VisitId) : undefined;
    const reference = (await has.booking.known.request(work, visit?.request ?? (one.about as RequestId)))?.reference ?? '';
    if (visit) return { ...one, reference, to: `/after/${visit.id}` };
    return { ...one, reference, to: `/r/${reference}` };
  }));
  const complaints = (await openComplaints(has, work)).map((one): Line => ({ kind: 'complaint', since: one.saidAt, dueAt: endOfDay(one), urgent: false, reference: '', to: `/after/${one.visit}` }));
  return [...waits, ...complaints].toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt));
}

const openComplaints = async (has: WebHas, work: Work): Promise<readonly Complaint[]> => ((await has.quality.due(work))?.complaints ?? []).filter(({ answer }) => answer === undefined);
const endOfDay = ({ answerBy, country }: Complaint): Temporal.Instant => answerBy.add({ days: 1 }).toZonedDateTime(ZONE[country]).toInstant();

function waitLine({ words, house }: Frame, one: Line, now: Temporal.Instant): Html {
  const country = countryOf(house);
  const zone = ZONE[country];
  const isLate = Temporal.Instant.compare(now, one.dueAt) > 0;
  const isToday = one.dueAt.toZonedDateTimeISO(zone).toPlainDate().equals(now.toZonedDateTimeISO(zone).toPlainDate());
  const due = words.say(`targets.${isLate ? 'late' : 'by'}${isToday ? '' : '-day'}`, { day: words.day(one.dueAt, country), hour: words.hour(one.dueAt, country) });
  return html`<li class="card ${isLate ? 'next' : ''}"><p><strong>${words.say(`targets.kind-${one.kind}`)}</strong> <span class="tag ${isLate ? 'danger' : ''}">${due}</span>${one.urgent ? html` <span class="tag danger">${words.say('targets.urgent')}</span>` : ''}<br>
    <span class="quiet">${words.say('targets.since', { day: words.day(one.since, country), hour: words.hour(one.since, country) })}</span></p><div class="actions"><a class="button" href="${one.to}">${words.say(`targets.go-${one.kind}`, { reference: one.reference })}</a></div></li>`;
}

/** Kinds and weeks beside each other: in time, too late, and within how long half of them were seen to. */
function went({ words }: Frame, { thisWeek, fourWeeks }: Targets): Html {
  const long = (count: number): string => (count < MANY_MINUTES ? words.say('targets.minutes', { count }) : words.say('targets.hours', { count: Math.round(count / 60) }));
  const cell = (kept: Kept | undefined): string => [`${String(kept?.met ?? 0)} ${words.say('targets.met')}`, `${String(kept?.missed ?? 0)} ${words.say('targets.missed')}`, ...(kept?.median === undefined ? [] : [`${words.say('targets.median')} ${long(kept.median)}`])].join(', ');
  return html`<table class="stacked"><thead><tr><td></td><th scope="col">${words.say('targets.this-week')}</th><th scope="col">${words.say('targets.four-weeks')}</th></tr></thead>
    <tbody>${WAITS_FOR.map((kind) => html`<tr><th scope="row">${words.say(`targets.kind-${kind}`)}</th><td data-says="${words.say('targets.this-week')}:">${cell(thisWeek.find((one) => one.kind === kind))}</td><td data-says="${words.say('targets.four-weeks')}:">${cell(fourWeeks.find((one) => one.kind === kind))}</td></tr>`)}</tbody></table>`;
}
