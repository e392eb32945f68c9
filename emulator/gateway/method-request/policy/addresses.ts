import { BlockList, isIP } from 'node:net';

/** Is an address in a range such as `203.0.113.0/24` or `2001:db8::/32`? A range without a length is one address. */
export function isInRange(address: string, range: string): boolean {
  const [network = '', length, ...more] = range.split('/');
  const [family, own] = [isIP(network), isIP(address)];
  const bits = length === undefined ? (family === 4 ? 32 : 128) : /^\d{1,3}$/.test(length) ? Number(length) : -1;
  if (family === 0 || family !== own || more.length > 0 || bits < 0 || bits > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, bits, type);
  return list.check(address, type);
}
