import { BlockList, isIP } from 'node:net';

/** Is an address in a range such as `203.0.113.0/24` or `2001:db8::/32`? A range without a length is one address. */
export function isInRange(address: string, written: string): boolean {
  const range = readRange(written);
  if (!range || isIP(address) !== range.family) return false;
  const type = range.family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(range.network, range.bits, type);
  return list.check(address, type);
}

/** Is it a range of addresses at all? */
export function isRange(written: string): boolean {
  return readRange(written) !== undefined;
}

interface Range {
  readonly network: string;
  readonly family: number;
  readonly bits: number;
}

function readRange(written: string): Range | undefined {
  const [, network = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(written) ?? [];
  const family = isIP(network);
  const most = family === 4 ? 32 : 128;
  const bits = length === undefined ? most : Number(length);
  return family === 0 || bits > most ? undefined : { network, family, bits };
}
