import { BlockList, isIP } from 'node:net';

/** Whether an address is one of our own proxies. */
export type Trusts = (address: string) => boolean;
export const trustsNobody: Trusts = () => false;

/** The addresses and networks of a setting such as `127.0.0.1, 10.0.0.0/8, fd00::/8`. Throws with the one that is none. */
export function trustsFrom(setting: string): Trusts {
  const list = new BlockList();
  for (const part of setting.split(/[\s,]+/).filter(Boolean)) {
    const [address = '', bits, ...more] = part.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    if (family === 0 || more.length > 0 || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most))) throw new Error(`(${part}) is no address and no network such as 10.0.0.0/8`);
    list.addSubnet(address, Number(bits ?? most), family === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => { const bare = bareAddress(address); const family = isIP(bare); return family !== 0 && list.check(bare, family === 4 ? 'ipv4' : 'ipv6'); };
}

/** Without the zone of a link and without the IPv6 coat of an IPv4 address. */
const bareAddress = (address: string): string => address.trim().replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');

/** Longer chains than this are read by nobody honest. */
const MOST_HOPS = 20;

/**
 * Who really calls. What a proxy says of whom it heard is believed only of our own proxies: X-Forwarded-For is read from
 * the right, hop by hop, up to the first address that is not one of ours. What a caller wrote into it themselves stands
 * further left and is never reached.
 */
export function callerOf(socket: string | undefined, forwarded: string | undefined, trusts: Trusts = trustsNobody): string {
  let caller = bareAddress(socket ?? '') || 'local';
  const hops = (forwarded ?? '').split(',').slice(-MOST_HOPS).map(bareAddress);
  while (trusts(caller)) {
    const next = hops.pop();
    if (next === undefined || isIP(next) === 0) break;
    caller = next;
  }
  return caller;
}
