import type { HomeId, PersonId, QuoteId, RequestId } from '#kernel';

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
