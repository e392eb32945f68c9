import { describe, expect, it } from 'vitest';
import { NO_LOCATOR } from '../../emulator/config/locate.ts';
import { parseJson } from '../../emulator/config/parse-json.ts';
import { createReport } from '../../emulator/config/problem.ts';

const TEXT = `{
  "resources": {
    "/pets/{id}": { "GET": [ 1, { "a~b": true } ] }
  },\r
  "text": "a\\n\\tb\\u0041\\"c"
}`;

function parse(): { value: { resources: Record<string, object>; text: string }; locator: typeof NO_LOCATOR } {
  const parsed = parseJson('/a/routes.json', TEXT, createReport());
  if (!parsed) throw new Error('The text is JSON.');
  return { value: parsed.value as ReturnType<typeof parse>['value'], locator: parsed.locator };
}

const at = (line: number, column: number) => ({ file: '/a/routes.json', line, column });

describe('a locator', () => {
  it('finds what a JSON pointer leads to', () => {
    const { locator } = parse();
    expect(locator.pointer('')).toEqual(at(1, 1));
    expect(locator.pointer('/resources/~1pets~1{id}/GET/0')).toEqual(at(3, 30));
    expect(locator.pointer('/resources/~1pets~1{id}/GET/1/a~0b')).toEqual(at(3, 42));
    expect(locator.pointer('/resources/nothing/GET')).toBeUndefined();
    expect(locator.pointer('/text/0')).toBeUndefined();
  });

  it('finds names and values by the object that holds them', () => {
    const { value, locator } = parse();
    expect(locator.key(value.resources, '/pets/{id}')).toEqual(at(3, 5));
    expect(locator.value(value.resources, '/pets/{id}')).toEqual(at(3, 19));
    expect(locator.value(value.resources)).toEqual(at(2, 16));
    expect(locator.value(value, 'nothing')).toBeUndefined();
    expect(locator.value({})).toBeUndefined();
  });

  it('finds a character of a text behind its escapes', () => {
    const { value, locator } = parse();
    const columns = [...value.text].map((_, offset) => locator.inString(value, 'text', offset)?.column);
    expect(value.text).toBe('a\n\tbA"c');
    expect(columns).toEqual([12, 13, 15, 17, 18, 24, 26]);
  });

  it('knows an object that was made from a written one', () => {
    const { value, locator } = parse();
    const made = locator.remember({ text: value.text }, value);
    expect(locator.value(made, 'text')).toEqual(locator.value(value, 'text'));
  });

  it('of no text knows nothing', () => {
    expect(NO_LOCATOR.value({}, 'a')).toBeUndefined();
    expect(NO_LOCATOR.pointer('/a')).toBeUndefined();
  });
});
