import { describe, expect, it } from 'vitest';
import { parseJson, parseLenientJson, queryBody, toJsonText } from '../../emulator/mapping/json-value.ts';

describe('parseJson', () => {
  it('keeps the order of keys and the kinds of numbers', () => {
    const text = '{"b":1.0,"2":-0.5,"1":1e3,"big":123456789012345678901,"a":[true,null,"é\\n"]}';
    expect(toJsonText(parseJson(text))).toBe(
      '{"b":1.0,"2":-0.5,"1":1000.0,"big":123456789012345678901,"a":[true,null,"é\\n"]}',
    );
  });

  it.each(['', '{', '{"a":1,}', '[1 2]', "{'a':1}", '{a:1}', '01', '1.', '"a', '"\n"', '{"a":1}x', 'nul', '[1]]'])(
    'refuses %j',
    (text) => {
      expect(() => parseJson(text)).toThrow(/character \d+/);
    },
  );

  it('refuses more than 400 levels', () => {
    expect(() => parseJson('['.repeat(401) + ']'.repeat(401))).toThrow(/400/);
  });
});

describe('parseLenientJson', () => {
  it.each([
    ['{statusCode: 200}', '{"statusCode":200}'],
    ["{'a': 'b', c: d e, }", '{"a":"b","c":"d e"}'],
    ['{"statusCode": 200 ,, } trailing', '{"statusCode":200}'],
    ['not json', '"not json"'],
    ['[1,,2,]', '[1,2]'],
    ['007', '7'],
  ])('reads %s as %s', (text, expected) => {
    expect(toJsonText(parseLenientJson(text))).toBe(expected);
  });

  it.each(['{"a": 1', '{{"a":1}', '{"a": \'b"}', '["a"'])('refuses %s', (text) => {
    expect(() => parseLenientJson(text)).toThrow();
  });
});

describe('queryBody', () => {
  it('follows members and indexes, and gives undefined for what is not there', () => {
    const body = parseJson('{"a":{"b":["x",2]},"n":null}');
    expect(queryBody(body, 'a.b[0]')).toBe('x');
    expect(queryBody(body, 'a.b[1]')).toBe(2);
    expect(queryBody(body, 'n')).toBeNull();
    expect(queryBody(body, 'a.c')).toBeUndefined();
    expect(queryBody(body, 'a.b[')).toBeDefined();
    expect(queryBody(body, '..[')).toBeUndefined();
  });
});

describe('a number', () => {
  it.each([
    ['[1,2 , 30\n]', '[1,2,30]'],
    ['[1.5, 2.25 ,0.125]', '[1.5,2.25,0.125]'],
    ['[123456789,1234567890,12345678901]', '[123456789,1234567890,12345678901]'],
    ['[1.12345678,1.123456789,1.1234567890123456789]', '[1.12345678,1.123456789,1.1234567890123456789]'],
    ['[-1,-1.5,0,1e2]', '[-1,-1.5,0,100.0]'],
  ])('is read the same whatever its length and what stands behind it: %s', (text, expected) => {
    expect(toJsonText(parseJson(text))).toBe(expected);
    expect(toJsonText(parseLenientJson(text))).toBe(expected);
  });

  it.each([
    ['[1 2,3 ]', '["1 2",3]'],
    ['{a: 1.5 kg}', '{"a":"1.5 kg"}'],
    ['[01,1.]', '[1,1.0]'],
    ['12,5', '"12,5"'],
  ])('that goes on is a word to the lenient reader: %s', (text, expected) => {
    expect(toJsonText(parseLenientJson(text))).toBe(expected);
    expect(() => parseJson(text)).toThrow(/character \d+/);
  });
});
