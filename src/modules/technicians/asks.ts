import { z } from 'zod';
import type { FileId, Lang, LatLng, PersonId, ProviderId, TechnicianId } from '#kernel';
import type { Identity, Provider } from './provider.ts';
import type { Break, Skill, WeekHours } from './technician.ts';
import { type FirmKind, type OwnKind, VETTING_KINDS } from './vetting.ts';

export type AsksToAddProvider = Omit<Provider, 'id' | 'bindingSignedAt'>;
export type AsksToAddTechnician = Readonly<{
  provider: ProviderId; person: PersonId; firstName: string; lastInitial: string; photo?: FileId | undefined; car: string; languages: readonly Lang[]; skills: readonly Skill[];
  home: LatLng; reachMetres: number; hours: readonly WeekHours[]; breaks?: readonly Break[] | undefined;
}>;
export type AsksToRecordFirmCheck = Readonly<{ provider: ProviderId; kind: FirmKind; outcome: 'good' | 'bad'; verifiedOn: Temporal.PlainDate; how: string; until?: Temporal.PlainDate | undefined; selfDeclared?: boolean | undefined }>;
export type AsksToRecordVetting = Readonly<{
  technician: TechnicianId; kind: OwnKind; skill?: string | undefined; outcome: 'good' | 'bad'; verifiedOn: Temporal.PlainDate; how: string; until?: Temporal.PlainDate | undefined;
  /** Wanted only where one person is all there is. */
  selfDeclared?: boolean | undefined;
}>;

/** What is told of a technician in their work: what can be changed without a new check. `reachMetres` as the crow flies. */
export type AsksToChangeTechnician = Readonly<{ technician: TechnicianId; car?: string; materials?: readonly string[]; languages?: readonly Lang[]; skills?: readonly Skill[]; home?: LatLng; reachMetres?: number }>;
/** What a provider tells of itself. Its name by law, its numbers and its bank account have ways of their own. */
export type AsksToChangeProvider = Readonly<{ provider: ProviderId }> & Pick<Provider, 'name' | 'about' | 'phone' | 'email' | 'guaranteeDays'> & Readonly<{ mediator?: string | undefined }>;

/** What changes of who a provider is by law; all of it is told, what is left out of the French declaration is no longer declared. */
export type AsksToChangeIdentity = Readonly<{ provider: ProviderId }> & Identity;

export const HOUR = /^([01]\d|2[0-3]):[0-5]\d$/;
const hour = z.string().regex(HOUR);
const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
const technicianId = z.string().regex(/^tec_[0-9a-z]{26}$/).transform((text) => text as TechnicianId);

export const weekHours = z.array(z.object({ weekday: z.number().int().min(1).max(7), from: hour, until: hour })).max(21);
export const breaks = z.array(z.object({ from: hour, until: hour })).max(4);
export const asksToChangeHours = z.object({ technician: technicianId, hours: weekHours, breaks: breaks.optional() });
export type AsksToChangeHours = z.infer<typeof asksToChangeHours>;
export const asksToTakeAbsence = z.object({ technician: technicianId, from: day, until: day, why: z.enum(['holiday', 'ill', 'training', 'other']) });
export type AsksToTakeAbsence = z.infer<typeof asksToTakeAbsence>;
export const asksToSuspend = z.object({ technician: technicianId, why: z.string().trim().min(3).max(500) });
export type AsksToSuspend = z.infer<typeof asksToSuspend>;
export const asksToRecordVetting = z.object({
  technician: technicianId, kind: z.enum(VETTING_KINDS), skill: z.string().max(80).optional(), outcome: z.enum(['good', 'bad']), verifiedOn: day, how: z.string().trim().min(3).max(300), until: day.optional(), selfDeclared: z.boolean().optional(),
});
