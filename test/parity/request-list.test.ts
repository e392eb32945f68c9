import { describe, expect, it } from 'vitest';
import { OffstageError } from '../../emulator/errors/offstage-error.ts';
import { readRequestList } from '../../emulator/parity/request-list.ts';

const read = (text: string) => readRequestList('/project/parity.json', text, { KEY: 'of .env' });

function mistakesIn(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (!(error instanceof OffstageError)) throw error;
    return error.explanations.map(({ code, source }) => `${source?.line}:${source?.column} ${code}`);
  }
  return [];
}

describe('parity.json', () => {
  it('has a line or an object for each request', () => {
    const { requests, filled } = read(`[
      "GET /pets?x=1",
      { "path": "/pets/7" },
      { "method": "POST", "path": "/pets", "headers": { "x-api-key": "\${KEY}" }, "body": { "name": "Joey" } },
      { "method": "PUT", "path": "/text", "body": "as it is" }
    ]`);
    expect(requests.map(({ body, ...rest }) => ({ ...rest, body: body.toString() }))).toEqual([
      { method: 'GET', target: '/pets?x=1', headers: [], body: '' },
      { method: 'GET', target: '/pets/7', headers: [], body: '' },
      {
        method: 'POST',
        target: '/pets',
        headers: [
          ['x-api-key', 'of .env'],
          ['Content-Type', 'application/json'],
        ],
        body: '{"name":"Joey"}',
      },
      { method: 'PUT', target: '/text', headers: [], body: 'as it is' },
    ]);
    expect(filled).toEqual(['of .env', 'of .env']);
  });

  it('says which values .env gave, and the headers that they stand in', () => {
    const headers = { Accept: '*/*', 'x-custom': 'Basic ${KEY}' };
    expect(read(JSON.stringify([{ path: '/', headers }])).filled).toEqual(['of .env', 'Basic of .env']);
  });

  it.each([
    ['{}', ['1:1 parity-bad-request']],
    ['"GET /"', ['undefined:undefined parity-bad-request']],
    ['["GET pets"]', ['1:2 parity-bad-request']],
    ['["/pets"]', ['1:2 parity-bad-request']],
    ['[7]', ['1:2 parity-bad-request']],
    ['[{ "method": "get", "path": "/" }]', ['1:14 parity-bad-request']],
    ['[{ "path": "/a b" }]', ['1:12 parity-bad-request']],
    ['[{ "path": "/", "headers": ["a"] }]', ['1:28 parity-bad-request']],
    ['[{ "path": "/", "headers": { "a b": "c" } }]', ['1:2 parity-bad-request']],
    ['[{ "path": "/", "headers": { "a": "${NOPE}" } }]', ['1:35 parity-unknown-variable']],
    ['[{ "pth": "/" }]', ['1:2 parity-bad-request', '1:11 parity-unknown-field']],
    ['["GET /",]', ['1:9 config-json-syntax']],
    ['', ['1:1 config-json-syntax']],
  ])('%s is refused with its place', (text, mistakes) => {
    expect(mistakesIn(text)).toEqual(mistakes);
  });
});
