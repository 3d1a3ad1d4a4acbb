/** What came of asking for a second opinion on one request. `service` is the host that was asked, or would have been. */
export type Heard = Readonly<{ came: 'no' | 'heard' | 'silent'; leaves: readonly string[]; service: string }>;

/** The service as the operator sees it: never its key. */
export type ServiceShown = Readonly<{ isOn: boolean; baseUrl: string; model: string; hasKey: boolean }>;
/** What the operator sets. Without `key` the old one stays; an empty one is forgotten. */
export type ServiceWish = Readonly<{ isOn: boolean; baseUrl: string; model: string; key?: string | undefined }>;

/** So long we wait for a service before our own answer stands, in milliseconds. */
export const PATIENCE = 2_000;
/** So long the operator's own try may take: a model that was asleep may need it. */
export const PATIENCE_OF_OPERATOR = 15_000;

/** The host of an address, as a person can read it. */
export const hostOf = (baseUrl: string): string => URL.parse(baseUrl)?.host ?? baseUrl;
