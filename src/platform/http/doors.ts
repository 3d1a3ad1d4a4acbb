import type { Actor, Lang, Refusal, Result } from '#kernel';
import type { ZodType, z } from 'zod';
import type { LimitName } from '../limits/index.ts';
import type { Work } from '../work.ts';

/** Who a door lets in. `anyone` needs no session; `asker` holds a request's code; the others are signed in. `stopped`: a technician who may not be sent, at the doors of their own account. */
export type Who = 'anyone' | 'asker' | 'person' | 'technician' | 'stopped' | 'provider' | 'operator' | 'vetting' | 'finance' | 'admin';

/** A file that came with a form. */
export type SentFile = Readonly<{ field: string; name: string; type: string; bytes: Uint8Array }>;

/** What was wrong with one field, as a catalogue key and its words. */
export type Problem = Readonly<{ field: string; says: string; with?: Record<string, string | number> }>;

/** One call at a door: who calls, in which language, with what. */
export type Call<Asked = undefined> = Readonly<{
  by: Actor;
  /** Minutes since whoever is signed in last proved who they are. */
  provedMinutesAgo: number | undefined;
  lang: Lang; params: Readonly<Record<string, string>>; query: Readonly<Record<string, string>>;
  /** The form or body, parsed; on doors without `asks` it is undefined. */
  asked: Asked;
  files: readonly SentFile[];
  /** The browser's own token, if it has one: the session that a sign-out ends. */
  token: string | undefined;
  /** What was told on the page before, sealed (see the cookie `told`). */
  told: string | undefined;
  /** Who has signed in from this browser, sealed. It opens nothing. */
  known?: string | undefined;
  /** A short description of the browser, for the list of sessions. */
  device: string;
  /** Where the call comes from, for limits only; never stored. */
  from: string;
  /** Path and query of this call, for links back. */
  path: string;
  /** The size of letters that was asked for: 100, 125 or 150. */
  textSize: number;
  /**
   * Changes something: one unit of work by this caller. With the one-time id of a form (or an Idempotency-Key) the
   * same call has one effect and one reply, however often it comes.
   */
  change<T, E extends Refusal>(todo: (work: Work) => Promise<Result<T, E>>, good: (value: T) => Reply | Promise<Reply>, bad: (refusal: E) => Reply | Promise<Reply>): Promise<Reply>;
  /** Looks without changing anything. */
  look<T>(todo: (work: Work) => Promise<T>): Promise<T>;
}>;

export type Cookie = Readonly<{ name: 'session' | 'lang' | 'text' | 'told' | 'known' | 'typed'; value: string | undefined; days?: number }>;

/** News as they come (server-sent events), until one of both ends it. `open` is called once; what it answers is called when the reader is gone. */
export type OpenStream = (send: (event: string, said: string) => void, end: () => void) => () => void;

/** A file too large for memory, given out in the pieces that are asked for. `tag`: an ETag, another one as soon as its content is; `read` gives at most `length` bytes. */
export type Stored = Readonly<{ size: number; tag: string; read(from: number, length: number): Promise<Uint8Array> }>;

export type Reply = Readonly<
  | { kind: 'page'; html: string; status: number; cookies?: readonly Cookie[]; headers?: Record<string, string> }
  | { kind: 'go'; to: string; cookies?: readonly Cookie[] }
  | { kind: 'file'; bytes: Uint8Array; type: string; name?: string; inline?: boolean; cacheSeconds?: number }
  | { kind: 'stored'; file: Stored; type: string }
  | { kind: 'json'; body: unknown; status: number; headers?: Record<string, string> }
  | { kind: 'missing' }
  | { kind: 'stream'; open: OpenStream }
>;

type Html = { toString(): string };
export const page = (html: Html | Promise<Html>, status = 200, cookies: readonly Cookie[] = []): Promise<Reply> =>
  Promise.resolve(html).then((text) => ({ kind: 'page', html: text.toString(), status, cookies }));
export const go = (to: string, cookies: readonly Cookie[] = []): Reply => ({ kind: 'go', to, cookies });
export const file = (bytes: Uint8Array, type: string, options: { name?: string; inline?: boolean; cacheSeconds?: number } = {}): Reply => ({ kind: 'file', bytes, type, ...options });
export const stored = (of: Stored, type: string): Reply => ({ kind: 'stored', file: of, type });
export const missing: Reply = { kind: 'missing' };
export const stream = (open: OpenStream): Reply => ({ kind: 'stream', open });

/** A page or a form. `again` shows the form once more with what was typed, when the form cannot be read (status 422). */
export type ScreenDoor = Readonly<{
  kind: 'screen'; method: 'GET' | 'POST'; path: string; who: readonly Who[]; proved?: string; asks?: ZodType;
  answer(call: Call<never>): Promise<Reply> | Reply;
  again?(call: Call, typed: Typed, problems: readonly Problem[]): Promise<Reply> | Reply;
}>;

/** A call of the programming interface, under /api/v1. `gives` describes the body of the good answer. */
export type RouteDoor = Readonly<{
  kind: 'route'; method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; who: readonly Who[]; summary: string;
  /** What is counted for the network it comes from, besides the calls themselves. */
  limit?: LimitName;
  /** Whether this call needs that its caller has proved who they are a moment ago. */
  proved?(call: Pick<Call, 'by' | 'params'>): boolean;
  asks?: ZodType; gives: ZodType; answer(call: Call<never>): Promise<Reply> | Reply;
}>;
export type Door = ScreenDoor | RouteDoor;

/** What was typed, as it was typed. */
export type Typed = Readonly<Record<string, string>>;

/** So many minutes after somebody proved who they are, the pages open that change how they are reached, who helps them or where money goes; what was typed there is taken a little longer. */
export const PROVED_MINUTES = { toOpen: 10, toSend: 40 } as const;
/** Whoever holds the code of one request proves it anew each time they come back; it opens nothing of an account. */
export const isProved = ({ by, provedMinutesAgo = Infinity }: Pick<Call, 'by' | 'provedMinutesAgo'>, to: keyof typeof PROVED_MINUTES): boolean => by.kind !== 'person' || provedMinutesAgo < PROVED_MINUTES[to];

type Asked<S> = S extends ZodType ? z.infer<S> : undefined;
type ScreenSays<S extends ZodType | undefined> = {
  method: 'GET' | 'POST'; path: string; who: readonly Who[];
  /** Only for who proved a moment ago who they are; the page to come back to after they did. */
  proved?: string;
  asks?: S;
  answer(call: Call<Asked<S>>): Promise<Reply> | Reply;
  again?(call: Call, typed: Typed, problems: readonly Problem[]): Promise<Reply> | Reply;
};

/** Declares a page. A door that does not say who may use it does not compile, and would not start. */
export const screen = <S extends ZodType | undefined = undefined>(says: ScreenSays<S>): Door => ({ kind: 'screen', ...says }) as unknown as Door;

type RouteSays<S extends ZodType | undefined> = {
  method: RouteDoor['method']; path: string; who: readonly Who[]; summary: string; limit?: LimitName; proved?: RouteDoor['proved']; asks?: S; gives: ZodType;
  answer(call: Call<Asked<S>>): Promise<Reply> | Reply;
};

/** Declares a call of the programming interface. */
export const route = <S extends ZodType | undefined = undefined>(says: RouteSays<S>): Door => ({ kind: 'route', ...says }) as unknown as Door;

/** Whether this caller may pass a door. What they may do behind it is decided by the verb. */
export function mayPass(who: readonly Who[], by: Actor): boolean {
  if (who.includes('anyone')) return true;
  if (by.kind === 'asker') return who.includes('asker');
  if (by.kind !== 'person') return false;
  return who.some((kind) => kind === 'person' || kind === 'asker'
    || (kind === 'technician' && by.technician !== undefined)
    || (kind === 'stopped' && by.stopped !== undefined)
    || (kind === 'provider' && by.provider !== undefined)
    || by.roles.includes('admin') || by.roles.some((role) => role === kind));
}
