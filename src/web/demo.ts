import { html } from 'hono/html';
import { z } from 'zod';
import { type PersonId, type Refusal, type Result, isId } from '#kernel';
import { type Found, fullName } from '#modules/people';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import type { Words } from '#platform/text';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from './frame.ts';
import type { WebHas } from './has.ts';
import { form } from './parts/form.ts';
import { icon } from './parts/icon.ts';
import { shell } from './shell.ts';

type Html = ReturnType<typeof html>;
/** Whom the page presents by name, with the sentence `demo.story-<key>`. */
export type DemoMember = Readonly<{ key: string; givenName: string; familyName: string; group: 'home' | 'helper' | 'technician' | 'office' | 'staff' }>;
/** What the demo doors need besides the pages' own things. `beAs` opens a session as somebody of the town, in the caller's work. */
export type DemoDoors = Readonly<{
  cast: readonly DemoMember[];
  beAs(work: Work, person: PersonId, device: string): Promise<Result<{ token: string }, Refusal>>;
}>;

const GROUPS = ['home', 'helper', 'technician', 'office', 'staff'] as const;
const SIGN = { home: 'house', helper: 'heart-handshake', technician: 'wrench', office: 'store', staff: 'headset' } as const;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const asksToBe = z.object({ person: z.string().refine((text): text is PersonId => isId('Person', text)) });
const asksToFind = z.object({ q: z.string().trim().max(100).default('') });
const DAYS = 1;

/** Demo doors stand only in a house that was founded as a demo, and only where nobody else can reach it. */
export const isDemoHere = (has: Pick<WebHas, 'house' | 'publicUrl'>, from: string = 'local'): boolean => has.house().demo && LOOPBACK.has(new URL(has.publicUrl).hostname) && ON_THIS_MACHINE.test(from);
/** Where a call comes from that comes from this machine; see `networkOf`. */
const ON_THIS_MACHINE = /^(local|127\.\d+\.\d+\.\d+|0:0:0:0::\/64)$/;

/** Be anyone of the town: the cast with their stories, and everyone else by name. */
export function demoDoors(has: WebHas & { demo: DemoDoors }): Door[] {
  return [
    screen({ method: 'GET', path: '/demo', who: ['anyone'], asks: asksToFind, again: () => go('/demo'), answer: (call) => (isDemoHere(has, call.from) ? show(has, call as unknown as Call, call.asked.q) : missing) }),
    screen({
      method: 'POST', path: '/demo/be', who: ['anyone'], asks: asksToBe, again: () => go('/demo'),
      answer: (call) => (isDemoHere(has, call.from) ? call.change((work) => has.demo.beAs(work, call.asked.person, call.device), ({ token }) => go('/staff', [{ name: 'session', value: token, days: DAYS }]), () => go('/demo')) : missing),
    }),
  ];
}

type Seen = Readonly<{ member: DemoMember; found: Found }>;

async function show(has: WebHas & { demo: DemoDoors }, call: Call, query: string): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const { cast, others } = await has.asHouse('demo-doors', async (work) => {
    const named: Seen[] = [];
    for (const member of has.demo.cast) {
      const found = (await has.people.find(work, `${member.givenName} ${member.familyName}`)).find(({ person }) => person.givenName === member.givenName && person.familyName === member.familyName);
      if (found) named.push({ member, found });
    }
    return { cast: named, others: query === '' ? [] : await has.people.find(work, query) };
  });
  return page(shell(frame, {
    title: words.say('demo.title'), wide: true,
    main: html`<h1>${words.say('demo.title')}</h1><p class="lead">${words.say('demo.lead')}</p>
      ${searched(words, query, others)}${GROUPS.map((group) => groupOf(frame, group, cast.filter(({ member }) => member.group === group)))}`,
  }));
}

const searched = (words: Words, query: string, others: readonly Found[]): Html => html`<form method="get" action="/demo" role="search" class="search"><div class="field"><label for="q">${words.say('demo.search')}</label>
  <p class="hint" id="q-hint">${words.say('demo.search-hint')}</p><input id="q" name="q" type="search" value="${query}" aria-describedby="q-hint"></div><div class="actions"><button>${icon('search')}${words.say('demo.find')}</button></div></form>
  ${query === '' ? '' : html`<h2 role="status">${words.say('demo.found', { count: others.length })}</h2><ul class="choices two">${others.map((found) => html`<li>${beThem(found.person.id, 'user-round', fullName(found.person), livesAt(words, found))}</li>`)}</ul>`}`;

const livesAt = (words: Words, { homes }: Found): string => {
  const [home] = homes;
  return home ? `${home.address.line}, ${home.address.town}` : words.say('demo.no-home');
};

const groupOf = ({ words }: Frame, group: (typeof GROUPS)[number], members: readonly Seen[]): Html => (members.length === 0 ? html`` : html`<section aria-labelledby="group-${group}">
  <h2 id="group-${group}">${words.say(`demo.group-${group}`)}</h2><p class="quiet">${words.say(`demo.group-${group}-more`)}</p>
  <ul class="choices two">${members.map(({ member, found }) => html`<li>${beThem(found.person.id, SIGN[group], fullName(found.person), words.say(`demo.story-${member.key}`))}</li>`)}</ul></section>`);

const beThem = (person: PersonId, sign: string, name: string, story: string): Html =>
  form('/demo/be', html`<input type="hidden" name="person" value="${person}"><button class="choice">${icon(sign)}<span><strong>${name}</strong><span class="quiet">${story}</span></span></button>`);
