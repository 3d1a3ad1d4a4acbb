import type { HomeId, QuoteId, RequestId } from '#kernel';

/** Quotes lie ready for a request. */
export type QuotesOffered = Readonly<{ fact: 'quotes-offered'; request: RequestId; home: HomeId; quotes: readonly QuoteId[] }>;
/** Someone who may has said yes. */
export type QuoteAccepted = Readonly<{ fact: 'quote-accepted'; quote: QuoteId; request: RequestId; home: HomeId }>;
export type QuoteRefused = Readonly<{ fact: 'quote-refused'; quote: QuoteId; request: RequestId; home: HomeId }>;
/** A yes above the limit that the home has set waits for its second pair of eyes. */
export type SecondYesAsked = Readonly<{ fact: 'second-yes-asked'; quote: QuoteId; request: RequestId; home: HomeId }>;
