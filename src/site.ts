import type { Hono } from 'hono';
import { jobActor } from '#kernel';
import { catalogueFrom, ruleBookFrom } from '#modules/pricing';
import { leafOf, safetyCards } from '#modules/triage';
import { smsReceived } from '#platform/sms/index';
import { API, type Door, type Hook, type Problem, type Trusts } from '#platform/http/index';
import type { HouseKeeper } from '#platform/installation';
import { findPlace, placeSources, townsWithin } from '#platform/places/index';
import { createImports } from '#platform/tables/index';
import { type WebHas, apiDocs, assetDoors, buildSite, demoDoors, screens, signs } from './web/index.ts';
import britishRules from '../content/rules/gb.json' with { type: 'json' };
import frenchRules from '../content/rules/fr.json' with { type: 'json' };
import { cast } from '../worlds/cast.ts';
import services from '../content/services.json' with { type: 'json' };
import type { App } from './app.ts';
import type { Ground } from './ground.ts';
import { identifyWith } from './identify.ts';
import { routesOf } from './routes.ts';

type SiteHas = { app: App; ground: Ground; keeper: HouseKeeper; trusts?: Trusts };

/** Every door of the house: pages, forms and the programming interface; and what the pages compose. */
export function doorsOf(has: SiteHas): { doors: Door[]; web: WebHas } {
  const { app, ground } = has;
  const { assets, doors } = assetDoors();
  const web: WebHas = {
    ...app, text: ground.text, house: has.keeper.now, keeper: has.keeper, assets, files: ground.files, keys: ground.keys, limits: ground.limits, clock: ground.clock, live: ground.live, mapFile: ground.mapFile, roads: ground.roads, hours: ground.hours,
    publicUrl: ground.publicUrl, findPlace: (address) => findPlace(ground.db, address), placesFile: { townsWithin: (country, at, metres) => townsWithin(ground.db, { country, at, metres }), sources: () => placeSources(ground.db) }, imports: createImports({ dbOf: ground.works.dbOf, keys: ground.keys }), langs: ['en', 'fr'], safetyCards: [...safetyCards().values()], asHouse: (job, todo) => ground.works.looking(jobActor(job), todo),
    catalogue: catalogueFrom(services), rules: ruleBookFrom({ FR: frenchRules, GB: britishRules }), leafLabel: (leaf, lang) => (leaf ? leafOf(leaf)?.label[lang] : undefined),
  };
  return { web, doors: [...doors, ...screens(web), ...demoDoors({ ...web, demo: { cast, beAs: (work, person, device) => app.people.openSession(work, { person }, device) } }), ...routesOf(app)] };
}

/** Every door, hung, with the signs on those that are closed. */
export function openDoors(has: SiteHas): Hono {
  const { app, ground } = has;
  const { doors, web } = doorsOf(has);
  const explain = (problem: Problem): string => (ground.text.en.knows(problem.says) ? ground.text.en.say(problem.says, problem.with) : `Not accepted (${problem.says}). See ${API}/docs.`);
  return buildSite(doors, {
    works: ground.works, identify: identifyWith({ looking: ground.works.looking, inWork: ground.works.inWork, people: app.people, technicians: app.technicians }), signs: signs(web), log: ground.log, limits: ground.limits, publicUrl: ground.publicUrl, explain, ...(has.trusts ? { trusts: has.trusts } : {}),
    docs: (document, lang) => apiDocs(web, document, lang),
    hooks: [{ path: '/hooks/sms', take: (handed) => smsHook(has, handed) }],
    isReady: () => ground.pool.query('select 1').then(() => true, () => false),
  });
}

/** A gateway hands over what somebody answered. Without a gateway on screen there is no such address. */
async function smsHook({ app, ground, keeper }: SiteHas, handed: Parameters<Hook['take']>[0]): ReturnType<Hook['take']> {
  const settings = keeper.ways.sms();
  if (!settings) return 404;
  const came = smsReceived({ body: handed.body, time: handed.header('x-sms-time'), signature: handed.header('x-sms-signature') }, settings.key, ground.clock.now());
  if (!came.ok) return came.error.kind === 'not-understood' ? 400 : 401;
  const { id, ...sms } = came.value;
  await app.messages.takeIn({ way: 'sms', remoteId: id, ...sms });
  return 204;
}
