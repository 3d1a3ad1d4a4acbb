import { type HomeId, type PersonId, isAfter, money, must, ok } from '#kernel';
import type { Work } from '#platform/work';
import en from '../../content/words/en/consents.json' with { type: 'json' };
import fr from '../../content/words/fr/consents.json' with { type: 'json' };
import type { HelperPlan, HomePlan, PersonPlan } from '../home-plan.ts';
import { type Household, type Soul, type Stage, act, actorOf, soulNamed, wallTime } from '../stage.ts';

const SAID = { en: en['note-says'], fr: fr['note-says'] } as const;

const asSoul = (plan: PersonPlan, person: PersonId, homes: HomeId[]): Soul => ({ person, givenName: plan.givenName, familyName: plan.familyName, homes, mandates: [], roles: [] });

async function welcome(stage: Stage, work: Work, home: HomePlan, plan: PersonPlan): Promise<PersonId> {
  const { key: _key, vulnerable, ...said } = plan;
  const { people, privacy } = stage.app;
  const { id } = must(await people.welcomePerson(work, { ...said, lang: home.lang, country: home.country }));
  // On the telephone: the operator reads it out, and writes down that they said yes.
  if (vulnerable !== undefined) {
    must(await privacy.giveConsent(work, { person: id, purpose: 'note', said: SAID[home.lang], lang: home.lang, how: 'phone' }));
    must(await people.setNote(work, { person: id, note: vulnerable, until: privacy.keptUntil('notes', home.country, work.now) }));
  }
  return id;
}

/** One household comes in, as the operator writes it down on the telephone: who asks, where, and what stands there; a minute later, who else lives there. */
async function comeIn(stage: Stage, plan: HomePlan): Promise<void> {
  const operator = actorOf(soulNamed(stage, 'jules'));
  const place = await stage.findPlace(plan.address);
  const { today, app } = stage;
  const [first, ...others] = plan.people;
  if (!first) throw new Error(`Nobody lives in (${plan.key}).`);
  const made = await act(stage, operator, async (work) => {
    const person = await welcome(stage, work, plan, first);
    const home = must(await app.people.addHome(work, { person, address: plan.address, ...place, accessNotes: plan.accessNotes }));
    for (const { years, ...device } of plan.devices) {
      must(await app.devices.addDevice(work, { ...device, home: home.id, since: today.subtract({ days: Math.round(years * 365) + plan.key.length * 7 }) }));
    }
    return ok({ home: home.id, person });
  });
  const souls = [known(stage, first, made.person, made.home)];
  // Whoever answers is the first of a home: the others are written down after them.
  if (others.length > 0) stage.agenda.at(stage.clock.now().add({ minutes: 1 }), async () => { for (const other of others) souls.push(await moveIn(stage, plan, other, made.home)); });
  const helper = await comeHelpers(stage, plan, made.home);
  if (helper && plan.secondEyesAbove !== undefined) {
    const above = money(plan.secondEyesAbove, plan.country === 'FR' ? 'EUR' : 'GBP');
    await act(stage, actorOf(souls[0] as Soul), (work) => app.pricing.setSecondEyes(work, { home: made.home, person: helper.person, above }));
  }
  const { key, country, lang } = plan;
  stage.households.set(key, { key, home: made.home, country, lang, souls, placed: place !== undefined, comfort: first.comfort, ...(helper ? { helper } : {}) } satisfies Household);
}

function known(stage: Stage, plan: PersonPlan, person: PersonId, home: HomeId): Soul {
  const soul = asSoul(plan, person, [home]);
  if (plan.key) stage.souls.set(plan.key, soul);
  return soul;
}

async function moveIn(stage: Stage, plan: HomePlan, other: PersonPlan, home: HomeId): Promise<Soul> {
  const person = await act(stage, actorOf(soulNamed(stage, 'jules')), async (work) => {
    const id = await welcome(stage, work, plan, other);
    must(await stage.app.people.addResident(work, { home, person: id }));
    return ok(id);
  });
  return known(stage, other, person, home);
}

/** Who may help there. Given by the person at home (or by the operator on their word), for so many days; some have ended since. */
async function comeHelpers(stage: Stage, plan: HomePlan, home: HomeId): Promise<Soul | undefined> {
  let last: Soul | undefined;
  for (const helper of plan.helpers ?? []) last = await comeHelper(stage, plan, home, helper) ?? last;
  return last;
}

async function comeHelper(stage: Stage, plan: HomePlan, home: HomeId, helper: HelperPlan): Promise<Soul | undefined> {
  const { today, app } = stage;
  const operator = actorOf(soulNamed(stage, 'jules'));
  const soul = 'known' in helper ? soulNamed(stage, helper.known) : asSoul(helper.person, await act(stage, operator, async (work) => ok(await welcome(stage, work, plan, helper.person))), []);
  if (!('known' in helper) && helper.person.key) stage.souls.set(helper.person.key, soul);
  const until = wallTime(today, helper.days, '20:00', plan.country);
  const mandate = await act(stage, operator, (work) => app.people.giveMandate(work, { home, helper: soul.person, scopes: helper.scopes, until, givenHow: helper.givenHow }));
  if (helper.ended) {
    stage.agenda.at(wallTime(today, -12, '18:00', plan.country), async () => { await act(stage, operator, (work) => app.people.revokeMandate(work, mandate.id)); });
    return undefined;
  }
  if (isAfter(until, stage.clock.now())) soul.mandates.push({ home, scopes: helper.scopes });
  return soul;
}

/** Households come in on their day, in the order of the list within a day. */
export function planHomes(stage: Stage, plans: readonly HomePlan[]): void {
  plans.forEach((plan, i) => {
    const minute = String((i * 7) % 60).padStart(2, '0');
    stage.agenda.at(wallTime(stage.today, plan.welcomedDays, `${String(9 + (i % 8)).padStart(2, '0')}:${minute}`, plan.country), () => comeIn(stage, plan));
  });
}
