import type { HomeId, RequestId, TechnicianId, VisitId } from '#kernel';

type About = { visit: VisitId; request: RequestId; home: HomeId };
export type SecretOpened = { readonly fact: 'secret-opened'; secret: string; opening: string } & About;
/** What was sealed for this visit is gone. `why`: over, cancelled, technician-changed, phone-changed, taken-back. */
export type SecretsDestroyed = { readonly fact: 'secrets-destroyed'; why: string } & About;
export type SignNoticed = { readonly fact: 'sign-noticed'; sign: string; technician: TechnicianId };
export type TechnicianQuarantined = { readonly fact: 'technician-quarantined'; quarantine: string; technician: TechnicianId };
export type QuarantineOverdue = { readonly fact: 'quarantine-overdue'; quarantine: string; technician: TechnicianId };
export type QuarantineDecided = { readonly fact: 'quarantine-decided'; quarantine: string; technician: TechnicianId; decision: 'lifted' | 'kept' };
/** The technician cannot come: the household is told, and offered another time. */
export type VisitHeld = { readonly fact: 'visit-held' } & About;
export type VisitStandsAgain = { readonly fact: 'visit-stands-again' } & About;
export type ReportMade = { readonly fact: 'report-made'; report: string };
export type WorryTold = { readonly fact: 'worry-told'; worry: string } & About;
export type TrustFact = SecretOpened | SecretsDestroyed | SignNoticed | TechnicianQuarantined | QuarantineOverdue | QuarantineDecided | VisitHeld | VisitStandsAgain | ReportMade | WorryTold;
