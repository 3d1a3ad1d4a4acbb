import type { Booking } from '#modules/booking';
import type { Devices } from '#modules/devices';
import type { People } from '#modules/people';
import type { Pricing } from '#modules/pricing';
import type { Technicians } from '#modules/technicians';
import type { DbOf } from '#platform/work';
import type { Visits } from './front.ts';
import type { Readability } from './sheet.ts';

/** `readability` is learning's; it is handed in because visits does not know learning. */
export type VisitsHas = Readonly<{ dbOf: DbOf; booking: Pick<Booking, 'visitDone' | 'known'>; technicians: Pick<Technicians, 'maySend'>; people: Pick<People, 'known'>; devices: Pick<Devices, 'known'>; pricing: Pick<Pricing, 'known'>; readability: Readability }>;
export declare function createVisits(has: VisitsHas): Visits;
