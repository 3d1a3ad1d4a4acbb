import type { HomeId, PersonId, QuestionId, QuoteId, RequestId, RoundId } from '#kernel';

/** Quotes lie ready for a request. */
export type QuotesOffered = Readonly<{ fact: 'quotes-offered'; request: RequestId; home: HomeId; quotes: readonly QuoteId[] }>;
/** Someone who may has said yes. */
export type QuoteAccepted = Readonly<{ fact: 'quote-accepted'; quote: QuoteId; request: RequestId; home: HomeId }>;
export type QuoteRefused = Readonly<{ fact: 'quote-refused'; quote: QuoteId; request: RequestId; home: HomeId }>;
/** A yes above the limit that the home has set waits for its second pair of eyes. */
/** The second pair of eyes of a home said yes or no. */
export type SecondYesAnswered = Readonly<{ fact: 'second-yes-answered'; quote: QuoteId; request: RequestId; home: HomeId; yes: boolean }>;
/** A home has named its second pair of eyes, or has ended it: then it still counts for three days. */
export type SecondEyesNamed = Readonly<{ fact: 'second-eyes-named'; home: HomeId; person: PersonId }>;
export type SecondEyesEnding = Readonly<{ fact: 'second-eyes-ending'; home: HomeId; person: PersonId }>;
export type SecondYesAsked = Readonly<{ fact: 'second-yes-asked'; quote: QuoteId; request: RequestId; home: HomeId }>;
/** A request is open to providers, who answer it with quotes of their own until a stated time. */
export type RoundOpened = Readonly<{ fact: 'round-opened'; round: RoundId; request: RequestId }>;
export type RoundQuestionAsked = Readonly<{ fact: 'round-question-asked'; round: RoundId; request: RequestId; question: QuestionId }>;
export type RoundQuestionAnswered = Readonly<{ fact: 'round-question-answered'; round: RoundId; request: RequestId; question: QuestionId }>;
export type RoundClosed = Readonly<{ fact: 'round-closed'; round: RoundId; request: RequestId }>;
