import { isIP } from 'node:net';
import { InvalidArgumentError } from 'commander';
import { isStackName } from '../deploy/stack/stack-name.ts';

/** Reads the texts of options. Each throws commander's InvalidArgumentError, which names the option. */

export function readStageName(text: string): string {
  if (/^[A-Za-z0-9_-]{1,128}$/.test(text)) return text;
  throw new InvalidArgumentError('A stage name has up to 128 letters, digits, - and _.');
}

export function readBasePathMode(text: string): string {
  if (['ignore', 'prepend', 'split'].includes(text)) return text;
  throw new InvalidArgumentError(
    'Write ignore, prepend (every path begins with the base path) or split (with all but its first part).',
  );
}

export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535; 0 takes any free one.');
  }
  return port;
}

export function readIpAddress(text: string): string {
  if (isIP(text) !== 0) return text;
  throw new InvalidArgumentError('An address is an IPv4 or IPv6 address, such as 203.0.113.7.');
}

export function readFormat(text: string): string {
  if (text === 'openapi' || text === 'cloudformation') return text;
  throw new InvalidArgumentError('The format is openapi or cloudformation.');
}

export function readTokenUse(text: string): string {
  if (text === 'id' || text === 'access') return text;
  throw new InvalidArgumentError('A token is an id or an access token.');
}

const UNITS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** Seconds of `3600`, `90s`, `15m`, `12h`, `30d`; negative with a minus. */
export function readSeconds(text: string): number {
  const [, count, unit = 's'] = /^(-?\d{1,8})([smhd]?)$/.exec(text) ?? [];
  const seconds = Number(count) * UNITS[(unit || 's') as keyof typeof UNITS];
  if (count !== undefined && Math.abs(seconds) <= 36_500 * UNITS.d) return seconds;
  throw new InvalidArgumentError('A time is a number of seconds, or 15m, 12h, 30d; with a minus it is over.');
}

/** Seconds of a waiting time, more than none: `35`, `0.5`. */
export function readDuration(text: string): number {
  const seconds = Number(text);
  if (/^\d{1,4}(\.\d{1,3})?$/.test(text) && seconds > 0) return seconds;
  throw new InvalidArgumentError('A waiting time is a number of seconds above 0, such as 35 or 0.5.');
}

/** Words between commas and spaces, of an option that may be repeated. */
export function collectWords(text: string, before: unknown): readonly string[] {
  const words = text.split(/[,\s]+/).filter((word) => word !== '');
  return [...((before as readonly string[] | undefined) ?? []), ...words];
}

/** `name=value`, of an option that may be repeated; a value that is JSON counts as what it says. */
export function collectClaim(text: string, before: unknown): Readonly<Record<string, unknown>> {
  const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('A claim has the form name=value.');
  return Object.fromEntries([...Object.entries((before as object | undefined) ?? {}), [name, readJson(value)]]);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `name=value`, of an option that may be repeated. */
export function collectVariable(text: string, before: unknown): Readonly<Record<string, string>> {
  const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('A stage variable has the form name=value.');
  return { ...((before as Readonly<Record<string, string>> | undefined) ?? {}), [name]: value };
}

export function readPercent(text: string): number {
  const percent = Number(text);
  if (text.trim() !== '' && percent >= 0 && percent <= 100) return percent;
  throw new InvalidArgumentError('A canary gets 0 to 100 percent of the requests.');
}

export function collect(text: string, before: unknown): readonly string[] {
  return [...((before as readonly string[] | undefined) ?? []), text];
}

/** `NAME=value` of a stack, of an option that may be repeated. */
export function collectParameter(text: string, before: unknown): Readonly<Record<string, string>> {
  const [, name, value = ''] = /^([A-Za-z0-9]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('A parameter has the form NAME=value.');
  return { ...((before as Readonly<Record<string, string>> | undefined) ?? {}), [name]: value };
}

export function readStackName(text: string): string {
  if (isStackName(text)) return text;
  throw new InvalidArgumentError('A stack has up to 120 letters, digits and -, a letter first.');
}

export function readRegion(text: string): string {
  if (/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text)) return text;
  throw new InvalidArgumentError('A region is written like eu-central-1.');
}

export function readUrl(text: string): string {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('A URL begins with http:// or https://.');
}
