import type { ComplaintId, HomeId, RequestId, VisitId } from '#kernel';

export type CameBack = Readonly<{ fact: 'fault-came-back'; visit: VisitId; request: RequestId; home: HomeId }>;
export type Complained = Readonly<{ fact: 'complaint-made'; complaint: ComplaintId; visit: VisitId; home: HomeId }>;
export type ComplaintAnswered = Readonly<{ fact: 'complaint-answered'; complaint: ComplaintId; visit: VisitId; home: HomeId }>;
/** A fortnight has passed since something was solved. */
export type HowItGoes = Readonly<{ fact: 'how-it-goes'; visit: VisitId; request: RequestId; home: HomeId }>;
/** Somebody of us rang, as was promised when the visit ended. */
export type RangAfterVisit = Readonly<{ fact: 'rang-after-visit'; visit: VisitId; request: RequestId; home: HomeId }>;
export type QualityFact = CameBack | Complained | ComplaintAnswered | HowItGoes | RangAfterVisit;
