import { headerName } from './header-name.ts';

/** Header lines in order, spelled as they were or will be on the wire. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** The value of the last line of that name, in any case; undefined when there is none. */
export function lastHeader(headers: HeaderList, name: string): string | undefined {
  for (let index = headers.length - 1; index >= 0; index--) {
    const line = headers[index];
    if (line && line[0].length === name.length && headerName(line[0]).lower === name) return line[1];
  }
  return undefined;
}

/** The values of every line of that name, in any case, as the one list that they mean; undefined when there is none. */
export function joinedHeader(headers: HeaderList, name: string): string | undefined {
  const values = headers.filter((line) => line[0].length === name.length && headerName(line[0]).lower === name);
  return values.length === 0 ? undefined : values.map((line) => line[1]).join(', ');
}

/** Header values travel as bytes: text beyond Latin-1 goes out as UTF-8. */
export function toWire(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of Latin-1 is what is meant
  return /^[\u0000-\u00ff]*$/.test(value) ? value : Buffer.from(value, 'utf8').toString('latin1');
}
