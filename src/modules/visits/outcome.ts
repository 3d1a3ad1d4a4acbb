/** How a visit can end. */
export const OUTCOMES = ['solved', 'partly', 'unsolved', 'nobody-home', 'entry-refused', 'unsafe', 'to-be-continued', 'handed-over', 'workshop'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What an outcome is paid by: the work, what the tariff says of work that did not help, the missed-visit fee, nothing, or nothing until it goes on. */
export type MoneyRule = 'work' | 'no-fix' | 'missed-fee' | 'nothing' | 'later';

/** What happens next, and who begins it. The sentence is `visits.next-<step>`. */
export type NextStep = 'ask-how-it-goes' | 'call-about-the-rest' | 'find-another-way' | 'book-again' | 'call-them' | 'call-at-once' | 'book-the-rest' | 'other-takes-over' | 'call-when-ready';

export type OutcomeRule = Readonly<{
  money: MoneyRule;
  next: NextStep;
  /** Written by the technician, or ready-made when nobody came in. */
  sheet: 'written' | 'ready-made';
  /** Whether it can only end so once the person's code has started the clock. */
  needsStart: boolean;
  /** Whether the request is over with it; otherwise another time may be booked for it. */
  closesRequest: boolean;
}>;

/** One row for each way to end; nothing else decides what an outcome means. */
export const OUTCOME_RULES: Readonly<Record<Outcome, OutcomeRule>> = {
  solved: { money: 'work', next: 'ask-how-it-goes', sheet: 'written', needsStart: true, closesRequest: true },
  partly: { money: 'work', next: 'call-about-the-rest', sheet: 'written', needsStart: true, closesRequest: true },
  unsolved: { money: 'no-fix', next: 'find-another-way', sheet: 'written', needsStart: true, closesRequest: true },
  'to-be-continued': { money: 'later', next: 'book-the-rest', sheet: 'written', needsStart: true, closesRequest: false },
  'handed-over': { money: 'later', next: 'other-takes-over', sheet: 'written', needsStart: true, closesRequest: false },
  workshop: { money: 'later', next: 'call-when-ready', sheet: 'written', needsStart: true, closesRequest: false },
  'nobody-home': { money: 'missed-fee', next: 'book-again', sheet: 'ready-made', needsStart: false, closesRequest: false },
  'entry-refused': { money: 'missed-fee', next: 'call-them', sheet: 'ready-made', needsStart: false, closesRequest: false },
  unsafe: { money: 'nothing', next: 'call-at-once', sheet: 'ready-made', needsStart: false, closesRequest: false },
};
