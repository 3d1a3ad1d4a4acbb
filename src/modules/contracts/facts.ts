import type { AgreementId, ChangeId, HomeId, RequestId, VisitId } from '#kernel';

type About = Readonly<{ request: RequestId; home: HomeId }>;
export type ContractAgreed = Readonly<{ fact: 'contract-agreed'; agreement: AgreementId }> & About;
export type ContractWithdrawn = Readonly<{ fact: 'contract-withdrawn'; agreement: AgreementId }> & About;
export type TechnicianChangeAnnounced = Readonly<{ fact: 'technician-change-announced'; change: ChangeId; visit: VisitId }> & About;
export type TechnicianChangeAnswered = Readonly<{ fact: 'technician-change-answered'; change: ChangeId; visit: VisitId; agreed: boolean }> & About;
export type ContractsFact = ContractAgreed | ContractWithdrawn | TechnicianChangeAnnounced | TechnicianChangeAnswered;
