import { BlockList, isIP } from 'node:net';

const IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], // "this network"
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, instance metadata
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.31.196.0', 24], // AS112
  ['192.52.193.0', 24], // AMT
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['192.175.48.0', 24], // AS112
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
];

/** Inside the global unicast range 2000::/3. */
const IPV6: readonly (readonly [string, number])[] = [
  ['2001::', 23], // protocol assignments: Teredo, benchmarking, ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4, which carries any IPv4 address
  ['2620:4f:8000::', 48], // AS112
  ['3fff::', 20], // documentation
];

/** Outside 2000::/3 nothing is public; the gap between the first two ranges is ::ffff:0:0/96, the mapped addresses. */
const IPV6_RANGES: readonly (readonly [string, string])[] = [
  ['::', '::fffe:ffff:ffff'],
  ['::1:0:0:0', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['4000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
];

/**
 * Every address that is not public: no request of ours may go there. Checked on parsed bytes, so that no spelling of
 * an address slips past; IPv4-mapped IPv6 addresses are judged by the IPv4 rules.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export const blockedAddresses: BlockList = createBlockList();

/**
 * Whether a URL's host is an address (as `URL` writes it: `127.0.0.1`, `[::1]`) that is not public.
 * False for names: they are judged by the address that is dialled.
 */
export function isBlockedHost(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family !== 0 && blockedAddresses.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

function createBlockList(): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of IPV4) list.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of IPV6) list.addSubnet(network, prefix, 'ipv6');
  for (const [first, last] of IPV6_RANGES) list.addRange(first, last, 'ipv6');
  return list;
}
