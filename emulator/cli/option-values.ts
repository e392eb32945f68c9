import { InvalidArgumentError } from 'commander';

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

export function readFormat(text: string): string {
  if (text === 'openapi') return text;
  throw new InvalidArgumentError(
    text === 'cloudformation' ? 'CloudFormation is not exported yet; openapi is.' : 'The format is openapi.',
  );
}

export function collect(text: string, before: unknown): readonly string[] {
  return [...((before as readonly string[] | undefined) ?? []), text];
}
