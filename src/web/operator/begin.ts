import { html } from 'hono/html';
import { ZONE, isStaff } from '#kernel';
import { hasSigned } from '#modules/technicians';
import { type Door, page, screen } from '#platform/http/index';
import { NOTICES } from '#platform/installation-notices';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
/** One thing to set before people can be helped. `commands`: what no screen can do, to be typed on the machine. */
type Step = Readonly<{ name: string; done: boolean; to: string; left?: number; commands?: readonly string[] }>;
const PATH = '/operator/begin';

/** The way from an empty house to the first visit, with what is done already. */
export const beginDoors = (has: WebHas): Door[] => [
  screen({
    method: 'GET', path: PATH, who: ['operator'],
    answer: async (call) => {
      const frame = frameOf(has, call);
      const [needed, better] = await call.look(async (work) => [await neededSteps(has, frame, work), await betterSteps(has, frame, work)] as const);
      const { words } = frame;
      const left = needed.filter(({ done }) => !done).length;
      const first = needed.find(({ done }) => !done)?.name;
      return page(shell(frame, {
        title: words.say('begin.title'), kind: 'staff',
        main: html`<p class="where-am-i"><a href="/operator">${words.say('operator.console')}</a></p><h1>${words.say('begin.title')}</h1><p class="lead">${words.say(left === 0 ? 'begin.ready' : 'begin.left', { count: left })}</p>
          ${left === 0 ? html`<div class="actions"><a class="button main" href="/">${icon('house')}${words.say('begin.try')}</a></div>` : ''}
          <ol class="steps">${needed.map((one) => stepLine(frame, one, one.name === first))}</ol><h2>${words.say('begin.better')}</h2><ul class="choices two">${better.map((one) => html`<li>${stepCard(frame, one)}</li>`)}</ul>`,
      }));
    },
  }),
];

/** At the top of the console for as long as nobody can be helped here. A demo town is ready. */
export async function beginBanner(has: WebHas, frame: Frame, work: Work): Promise<Html> {
  if (frame.house.demo) return html``;
  const needed = await neededSteps(has, frame, work);
  const next = needed.find(({ done }) => !done);
  if (!next) return html``;
  const { words } = frame;
  return html`<section class="note warm" id="begin"><h2>${words.say(needed.every(({ name, done }) => done || name === 'notices') ? 'begin.banner-law' : 'begin.banner')}</h2><p>${words.say('begin.banner-more', { done: needed.filter(({ done }) => done).length, all: needed.length, next: words.say(`begin.${next.name}`) })}</p>
    <div class="actions"><a class="button main" href="${PATH}">${icon('list-checks')}${words.say('begin.go')}</a></div></section>`;
}

/** Without these nobody can be helped, or not lawfully; in the order in which one does them. */
async function neededSteps(has: WebHas, frame: Frame, work: Work): Promise<readonly Step[]> {
  const { house, by } = frame;
  const [sources, firm] = [await has.placesFile.sources(), await firstFirm(has, frame, work)];
  const without = house.countries.filter((country) => !sources.some((one) => one.country === country));
  const unwritten = NOTICES.flatMap((kind) => house.countries.flatMap((country) => house.langs.filter((lang) => !has.keeper.notices.notice(kind, country, lang)))).length;
  const checks = isStaff(by, 'admin') && by.kind === 'person' ? (await has.people.staff(work)).some(({ person, ended, roles }) => person !== by.person && !ended && roles.some((role) => role === 'vetting' || role === 'admin')) : firm.maySend;
  const technicians = firm.to === undefined ? '/operator/providers' : `${firm.to}/technicians`;
  return [
    { name: 'house', done: house.phone !== '', to: '/operator/house' },
    { name: 'places', done: without.length === 0, to: '/operator/house#places', commands: without.map((country) => `./porchlight places import FILE.csv --country ${country} --source "${country === 'FR' ? 'BAN 21 2026-11' : 'ONSPD 2026-11'}"`) },
    { name: 'notices', done: unwritten === 0, left: unwritten, to: '/operator/notices' },
    { name: 'provider', done: firm.to !== undefined, to: '/operator/providers/new' },
    { name: 'office', done: firm.office, to: firm.to ?? '/operator/providers' },
    { name: 'prices', done: firm.prices, to: firm.to ?? '/operator/providers' },
    { name: 'technician', done: firm.technician !== undefined, to: technicians },
    { name: 'colleague', done: checks || firm.maySend, to: '/operator/staff' },
    { name: 'checks', done: firm.maySend, to: firm.technician ?? technicians },
  ];
}

/** What helps more, and can wait. */
async function betterSteps(has: WebHas, { house }: Frame, work: Work): Promise<readonly Step[]> {
  const undecided = (await has.contracts.rules(work)).filter(({ country, rule, decision }) => house.countries.includes(country) && !rule.confirmed && !decision).length;
  return [
    { name: 'ways', done: has.keeper.ways.mail() !== undefined && has.keeper.ways.sms() !== undefined, to: '/operator/ways' },
    { name: 'rules', done: undecided === 0, left: undecided, to: '/operator/contract-rules' },
    { name: 'roads', done: (await has.roads.inUse()) !== undefined, to: '/operator/roads' },
    { name: 'tables', done: false, to: '/operator/tables' }, { name: 'wordings', done: false, to: '/operator/wordings' },
  ];
}

type Firm = Readonly<{ to?: string; office: boolean; prices: boolean; technician?: string; maySend: boolean }>;

/** The firm that is furthest on the way to its first visit. */
async function firstFirm(has: WebHas, { house }: Frame, work: Work): Promise<Firm> {
  let best: Firm = { office: false, prices: false, maySend: false };
  const stage = (firm: Firm): number => [firm.to, firm.office, firm.prices, firm.technician, firm.maySend].filter(Boolean).length;
  for (const country of house.countries) {
    const today = has.clock.now().toZonedDateTimeISO(ZONE[country]).toPlainDate();
    for (const provider of await has.technicians.providers(work, country)) {
      const to = `/operator/providers/${provider.id}`;
      const prices = hasSigned(provider) && (await has.pricing.tariffOf(work, provider.id)) !== undefined;
      const office = (await has.technicians.inOffice(work, provider.id)).length > 0;
      const crew = await has.technicians.techniciansOf(work, provider.id);
      const technician = crew[0] && `${to}/technicians/${crew[0].id}`;
      let firm: Firm = { to, office, prices, ...(technician ? { technician } : {}), maySend: false };
      for (const one of crew) if (!firm.maySend && (await has.technicians.maySend(work, one.id, today)).ok) firm = { ...firm, maySend: true };
      if (stage(firm) > stage(best)) best = firm;
      if (best.prices && best.maySend) return best;
    }
  }
  return best;
}

const state = ({ words }: Frame, { done, left }: Step): Html => (done ? html`<span class="tag safe">${icon('check')}${words.say('begin.done')}</span>` : html`<span class="tag">${left ? words.say('begin.left-here', { count: left }) : words.say('begin.open')}</span>`);

/** What is done takes little room: what is left is to be seen. */
const stepLine = (frame: Frame, step: Step, isNext: boolean): Html => html`<li id="${step.name}"><div><h2>${frame.words.say(`begin.${step.name}`)} ${state(frame, step)}</h2>${step.done ? html`<p><a href="${step.to}">${frame.words.say('begin.look')}</a></p>` : stepToDo(frame, step, isNext)}</div></li>`;

const stepToDo = ({ words }: Frame, { name, to, commands = [] }: Step, isNext: boolean): Html => html`<p>${words.say(`begin.${name}-more`)}</p>${commands.map((command) => html`<p class="scroll-x"><code>${command}</code></p>`)}
  <div class="actions"><a class="button ${isNext ? 'main' : ''}" href="${to}">${words.say(`begin.${name}-go`)}</a></div>`;

const stepCard = (frame: Frame, step: Step): Html => html`<a class="choice" href="${step.to}"><span><strong>${frame.words.say(`begin.${step.name}`)}</strong> ${step.done || step.left ? state(frame, step) : ''}<span class="quiet">${frame.words.say(`begin.${step.name}-more`)}</span></span></a>`;
