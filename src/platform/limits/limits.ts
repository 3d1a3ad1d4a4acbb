import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** `times` within `seconds`, counted from the first. */
export type Limit = Readonly<{ times: number; seconds: number }>;

/** What is limited, and how much is plenty for a person and little for a machine. */
export const LIMITS = {
  /** Passwords and passkeys tried for one name, or from one address. */
  'sign-in': { times: 10, seconds: 15 * 60 },
  /** Codes sent to one telephone or mailbox: each costs money or patience. */
  'send-code': { times: 4, seconds: 30 * 60 },
  /** Guesses at one code. */
  'code': { times: 6, seconds: 15 * 60 },
  /** New things told to us without an account, from one address. */
  'ask': { times: 12, seconds: 60 * 60 },
  'upload': { times: 40, seconds: 60 * 60 },
  /** Look-ups that would let someone list us: names, numbers, addresses. */
  'look-up': { times: 60, seconds: 10 * 60 },
  'report': { times: 12, seconds: 60 * 60 },
  'api': { times: 300, seconds: 60 },
  /** Lines in the log about what one caller was refused. */
  'refusal': { times: 60, seconds: 60 * 60 },
} as const satisfies Readonly<Record<string, Limit>>;

/** What can be limited. */
export type LimitName = keyof typeof LIMITS;

/** Yes, or when to come back. */
export type May = Readonly<{ ok: true } | { ok: false; retryAfterSeconds: number }>;

/** Counts tries in the memory of this process: after a restart everyone begins anew, and with several processes each counts for itself. */
export type Limits = Readonly<{
  /** Counts one try of `key` (an address, an id) and says whether it may go on. A refused try does not lengthen the wait. */
  may(name: LimitName, key: string): Promise<May>;
  /** After a success: the tries before it no longer count. */
  forget(name: LimitName, key: string): Promise<void>;
}>;

/** The counters; `table` replaces single limits. `reached` hears which limit stopped somebody, and nothing of whom; of each so often as there may be lines about refusals. */
export function createLimits(table: Partial<Readonly<Record<LimitName, Limit>>> = {}, reached: (name: LimitName) => void = () => undefined): Limits {
  const names = Object.keys(LIMITS) as LimitName[];
  const counters = new Map(names.map((name) => {
    const { times, seconds } = table[name] ?? LIMITS[name];
    return [name, new RateLimiterMemory({ keyPrefix: name, points: times, duration: seconds })];
  }));
  const counter = (name: LimitName): RateLimiterMemory => {
    const found = counters.get(name);
    if (!found) throw new RangeError(`Nothing is limited under the name (${name}). Maybe it is missing in LIMITS.`);
    return found;
  };
  return {
    async may(name, key) {
      try {
        await counter(name).consume(key);
        return { ok: true };
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes && name !== 'refusal') await counter('refusal').consume(`limit ${name}`).then(() => reached(name), () => undefined);
        if (refusal instanceof RateLimiterRes) return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
        throw refusal;
      }
    },
    forget: async (name, key) => { await counter(name).delete(key); },
  };
}

/** The part of a network address that one household has for itself: an IPv4 address, the first half of an IPv6 one. */
export function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address);
  if (v4?.[1]) return v4[1];
  const bare = address.toLowerCase().replace(/%.*$/, '');
  if (!bare.includes(':')) return bare;
  const [before = '', after] = bare.split('::');
  const left = before.split(':').filter((part) => part !== '');
  const right = (after ?? '').split(':').filter((part) => part !== '');
  const middle = after === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return `${[...left, ...middle, ...right].slice(0, 4).map((part) => part.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
