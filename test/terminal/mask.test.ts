import { describe, expect, it } from 'vitest';
import { createMask, maskQuery, maskText } from '../../emulator/terminal/mask.ts';

describe('a query string', () => {
  it('loses the values of tokens, keys and signatures', () => {
    expect(maskQuery('id=1&access_token=abc&X-Amz-Signature=ff&api_key=k&password=p')).toBe(
      'id=1&access_token=****&X-Amz-Signature=****&api_key=****&password=****',
    );
  });

  it('keeps the token of the next page and a plain key', () => {
    expect(maskQuery('nextToken=5&key=name&token=')).toBe('nextToken=5&key=name&token=');
  });

  it('recognises an encoded name and survives a malformed one', () => {
    expect(maskQuery('access%5Ftoken=abc&%E0%A4=1')).toBe('access%5Ftoken=****&%E0%A4=1');
  });
});

describe('free text', () => {
  it.each([
    ['JSON', '{"Authorization":"Bearer abc","id":"7"}', '{"Authorization":"****","id":"7"}'],
    ['JSON in a JSON string', '{"body":"{\\"x-api-key\\":\\"k1\\"}"}', '{"body":"{\\"x-api-key\\":\\"****\\"}"}'],
    ['lists of values', '{"Cookie":["a=1; b=2"],"x":["y"]}', '{"Cookie":["****"],"x":["y"]}'],
    [
      'objects as Node prints them',
      "{ Authorization: 'Basic dXNlcg==', id: '7' }",
      "{ Authorization: '****', id: '7' }",
    ],
    ['header lines', 'Set-Cookie: sid=1\nAccept: */*', 'Set-Cookie: ****\nAccept: */*'],
    ['text that was cut off', '{"authorization":"Bearer abc', '{"authorization":"****"'],
    ['bearer tokens', 'sent Bearer a1b2c3d4 there', 'sent Bearer **** there'],
    ['JWTs', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig', 'got ****'],
    ['URLs', 'GET /pets?token=abc&page=2', 'GET /pets?token=****&page=2'],
  ])('loses the secrets of %s', (_kind, text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  it('keeps sentences about secrets', () => {
    const text = 'The header Authorization is missing. Basic troubleshooting: add x-api-key.';
    expect(maskText(text)).toBe(text);
  });
});

describe('the mask of one exchange', () => {
  const mask = createMask([
    {
      headers: [
        ['Cookie', 'sid=abcdefgh; a=1'],
        ['authorization', 'Custom zz-top-"secret"'],
        ['Accept', 'text/html'],
      ],
      query: 'api_key=q%20wertz',
    },
  ]);

  it('finds its secrets wherever else they turn up', () => {
    expect(mask('abcdefgh, zz-top-"secret", {"k":"zz-top-\\"secret\\""}, q%20wertz, q wertz')).toBe(
      '****, ****, {"k":"****"}, ****, ****',
    );
  });

  it('leaves short values and other headers alone', () => {
    expect(mask('a=1 and text/html')).toBe('a=1 and text/html');
  });
});
