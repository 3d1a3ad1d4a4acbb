/** The shapes of other modules' asks that worlds are written in. */
import type { Technicians } from '#modules/technicians';

export type AsksToAddProviderShape = Parameters<Technicians['addProvider']>[1];
export type AsksToAddTechnicianShape = Parameters<Technicians['addTechnician']>[1];
export type Skill = AsksToAddTechnicianShape['skills'][number];
export type WeekHours = AsksToAddTechnicianShape['hours'][number];
export type Break = NonNullable<AsksToAddTechnicianShape['breaks']>[number];
export type Vetting = Parameters<Technicians['recordVetting']>[1];
