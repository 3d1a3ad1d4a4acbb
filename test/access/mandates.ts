/** Helpers of Odette's with a mandate of every sort; given early enough that those begin which ever will. */
import { type Actor, type HomeId, type Scope, jobActor, must } from '#kernel';
import { type Stage, actorOf, soulNamed, wallTime } from '../../worlds/stage.ts';

export type HelperPlan = Readonly<{ key: string; scopes: readonly Scope[]; days: number; thanked?: boolean; claimed?: boolean }>;
const ALL: readonly Scope[] = ['see-appointments', 'see-quotes', 'see-invoices', 'ask', 'answer-quotes', 'approve-extras'];
export const HELPERS = {
  all: { key: 'a helper with every right', scopes: ALL, days: 60 },
  appointments: { key: 'a helper who may see appointments', scopes: ['see-appointments'], days: 60 },
  invoices: { key: 'a helper who may see invoices', scopes: ['see-invoices'], days: 60 },
  over: { key: 'a helper whose time is over', scopes: ALL, days: 8 },
  thanked: { key: 'a helper who was thanked', scopes: ALL, days: 60, thanked: true },
  claimed: { key: 'a helper who claims to be one', scopes: ALL, days: 60, claimed: true },
} as const satisfies Readonly<Record<string, HelperPlan>>;

export function planHelpers(stage: Stage): void {
  const { app, works, agenda, today } = stage;
  for (const plan of Object.values(HELPERS) as HelperPlan[]) {
    agenda.at(wallTime(today, -10, '12:00', 'FR'), async () => {
      const odette: Actor = actorOf(soulNamed(stage, 'odette'));
      const home = stage.households.get('odette')?.home as HomeId;
      const helper = must(await works.inWork(jobActor('test'), (work) => app.people.welcomePerson(work, { givenName: plan.key, familyName: 'Aide', lang: 'fr', country: 'FR', prefers: 'letter' })));
      stage.souls.set(plan.key, { person: helper.id, givenName: plan.key, familyName: 'Aide', homes: [], mandates: [], roles: [] });
      const until = stage.clock.now().add({ hours: 24 * plan.days });
      const mandate = must(await works.inWork(odette, (work) => app.people.giveMandate(work, { home, helper: helper.id, scopes: [...plan.scopes], until, givenHow: plan.claimed ? 'claimed-by-helper' : 'on-screen' })));
      if (plan.thanked) agenda.at(wallTime(today, -1, '12:00', 'FR'), async () => { must(await works.inWork(odette, (work) => app.people.revokeMandate(work, mandate.id))); });
    });
  }
}
