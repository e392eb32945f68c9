import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { toYamlText } from '../../emulator/exporters/yaml-text.ts';

describe('toYamlText', () => {
  it('writes names bare, texts in quotes and lists as far in as their name', () => {
    const document = {
      paths: { '/{id}': { get: { parameters: [{ name: 'id', required: true }], responses: { 200: {} }, tags: [] } } },
      servers: ['https'],
    };
    expect(toYamlText(document)).toBe(`---
paths:
  /{id}:
    get:
      parameters:
      - name: "id"
        required: true
      responses:
        200: {}
      tags: []
servers:
- "https"
`);
  });

  it('folds a long text at blanks and line breaks', () => {
    const text =
      '##  This template will pass through all parameters including path, querystring, header, stage variables\n#set($allParams = $input.params())\n{}';
    expect(toYamlText({ templates: { json: text } })).toBe(`---
templates:
  json: "##  This template will pass through all parameters including path, querystring,\\
    \\ header, stage variables\\n#set($allParams = $input.params())\\n{}"
`);
  });

  it('quotes a name that would be read as something else', () => {
    const names = ['*/*', '$default', 'a: b', 'no', '- x', '#x', 'x #y', "'", ' x', 'é', 'a\nb', '? x', 'x:'];
    const document = Object.fromEntries(names.map((name) => [name, 1]));
    expect(parse(toYamlText(document), { version: '1.1' })).toEqual(document);
    expect(toYamlText({ '*/*': 1, $default: 1, no: 1 })).toBe(`---\n'*/*': 1\n$default: 1\n"no": 1\n`);
  });

  it('writes a pattern that is too long for a name before a colon', () => {
    const pattern = `.*(${'no such pet|'.repeat(120)}x).*`;
    const document = { responses: { [pattern]: { statusCode: '404', list: ['a'] }, default: { statusCode: '200' } } };
    expect(parse(toYamlText(document))).toEqual(document);
  });

  it('is read back as it was, whatever stands in it', () => {
    const characters = [
      'a',
      ' ',
      '  ',
      '\n',
      '\t',
      '\r',
      '"',
      '\\',
      "'",
      ':',
      '#',
      '-',
      '{',
      'é',
      '😀',
      '\u0007',
      '\u2028',
    ];
    let seed = 7;
    const pick = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const text = (): string => Array.from({ length: pick(90) }, () => characters[pick(characters.length)]).join('');
    for (let round = 0; round < 300; round++) {
      const value = {
        [`k${text()}`]: text(),
        list: [text(), { [`k${text()}`]: [text(), [], {}], n: 1, b: false }, [text()]],
      };
      expect(parse(toYamlText(value))).toEqual(value);
    }
  });
});
