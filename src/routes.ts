import { billingRoutes } from '#modules/billing';
import { bookingRoutes } from '#modules/booking';
import { contractRoutes } from '#modules/contracts';
import { learningRoutes } from '#modules/learning';
import { messageRoutes } from '#modules/messages';
import { peopleRoutes } from '#modules/people';
import { pricingRoutes } from '#modules/pricing';
import { technicianRoutes } from '#modules/technicians';
import { triageRoutes } from '#modules/triage';
import { visitRoutes } from '#modules/visits';
import type { Door } from '#platform/http/index';
import type { App } from './app.ts';

/** A list on which several stand: each of them reads of it in their journal. */
const listingIn = ({ people, privacy }: Pick<App, 'people' | 'privacy'>): Parameters<typeof messageRoutes>[1] => async (by, read) => (await privacy.opening(by, async (work) => {
  const shows = await read(work);
  const homes = await Promise.all(shows.map(async ({ home, person }) => (home ? [home] : person ? (await people.known.homesOf(work, person)).map(({ id }) => id) : [])));
  return { shows, opened: [...new Set(homes.flat())].map((one) => ({ saw: 'listed' as const, home: one })) };
})) ?? [];

/** The programming interface: each module's own routes. */
export const routesOf = (app: App): Door[] => [
  ...triageRoutes(app.triage), ...learningRoutes(app.learning), ...technicianRoutes(app.technicians), ...peopleRoutes({ people: app.people, opening: app.privacy.opening }), ...bookingRoutes(app.booking, app.people), ...visitRoutes(app.visits), ...pricingRoutes(app.pricing), ...contractRoutes(app.contracts), ...billingRoutes(app.billing), ...messageRoutes(app.messages, listingIn(app)),
];
