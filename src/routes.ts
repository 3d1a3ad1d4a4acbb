import { billingRoutes } from '#modules/billing';
import { bookingRoutes } from '#modules/booking';
import { learningRoutes } from '#modules/learning';
import { pricingRoutes } from '#modules/pricing';
import { technicianRoutes } from '#modules/technicians';
import { triageRoutes } from '#modules/triage';
import type { Door } from '#platform/http/index';
import type { App } from './app.ts';

/** The programming interface: each module's own routes. */
export const routesOf = (app: App): Door[] => [
  ...triageRoutes(app.triage), ...learningRoutes(app.learning), ...technicianRoutes(app.technicians), ...bookingRoutes(app.booking), ...pricingRoutes(app.pricing), ...billingRoutes(app.billing),
];
