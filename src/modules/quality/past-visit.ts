import type { HomeId, ProviderId, RequestId, TechnicianId } from '#kernel';

/** How a visit of the past ended. */
export const PAST_OUTCOMES = ['solved', 'partly', 'unsolved'] as const;
/** A visit from before this house kept them. `cameBackOn`: the same fault was there again. `guaranteedUntil`: the last day on which it is put right free of charge. `again`: the request it became when they said here that it came back. */
export type PastVisit = Readonly<{
  id: string; home: HomeId; provider: ProviderId; technician?: TechnicianId | undefined; on: Temporal.PlainDate; what: string; outcome: (typeof PAST_OUTCOMES)[number];
  cameBackOn?: Temporal.PlainDate | undefined; guaranteedUntil: Temporal.PlainDate; again?: RequestId | undefined;
}>;
export type AsksToBringVisit = Omit<PastVisit, 'id' | 'guaranteedUntil' | 'again'> & Readonly<{ guaranteeDays: number }>;

/** Until when a repair was guaranteed: nobody guarantees what was not solved. */
export const guaranteedUntil = ({ on, outcome, guaranteeDays }: Pick<AsksToBringVisit, 'on' | 'outcome' | 'guaranteeDays'>): Temporal.PlainDate => (outcome === 'unsolved' ? on : on.add({ days: guaranteeDays }));

/** What was not repaired cannot come back. */
export const canComeBack = ({ outcome }: Pick<PastVisit, 'outcome'>): boolean => outcome !== 'unsolved';
/** Whether it is still under guarantee on this day, its last one included. */
export const isGuaranteed = (visit: Pick<PastVisit, 'outcome' | 'guaranteedUntil'>, day: Temporal.PlainDate): boolean => canComeBack(visit) && Temporal.PlainDate.compare(day, visit.guaranteedUntil) <= 0;

/** Of those that were solved, how many stayed so for so many days. */
export function heldOf(visits: readonly Pick<PastVisit, 'on' | 'outcome' | 'cameBackOn'>[], days: number): Readonly<{ solved: number; stayed: number }> {
  const solved = visits.filter(({ outcome }) => outcome === 'solved');
  return { solved: solved.length, stayed: solved.filter(({ on, cameBackOn }) => cameBackOn === undefined || Temporal.PlainDate.compare(cameBackOn, on.add({ days })) > 0).length };
}
