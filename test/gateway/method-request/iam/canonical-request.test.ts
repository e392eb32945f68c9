import { expect, it } from 'vitest';
import { canonicalRequest } from '../../../../emulator/gateway/method-request/iam/canonical-request.ts';
import { api, call, deployment, request } from '../../../helpers/gateway.ts';
import { HOST, iamUser, signedRequest } from '../../../helpers/sign.ts';
import { Random } from '../../../mapping/fuzz/random.ts';

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function canonical(path: string, query = ''): string[] {
  const sent = request('/', { stagePath: path, query, headers: [['Host', HOST]] });
  return canonicalRequest(sent, ['host'], false).split('\n');
}

it('is method, path, query, headers, their names and the hash of the body', () => {
  expect(canonical('/v1/pets', 'b=2&a=1')).toEqual(['GET', '/v1/pets', 'a=1&b=2', `host:${HOST}`, '', 'host', EMPTY]);
});

it.each([
  ['/v1/%40connections/a%3D', '/v1/%2540connections/a%253D'],
  ['/v1/@connections/a=', '/v1/%40connections/a%3D'],
  ['/v1/$default', '/v1/%24default'],
  ['/v1/a+b', '/v1/a%2Bb'],
  ['/v1//pets///7', '/v1/pets/7'],
  ['/v1/pets/', '/v1/pets/'],
  ['/v1/./a/../b', '/v1/b'],
  ['/..', '/'],
  ['/v1/caf\u00c3\u00a9', '/v1/caf%C3%A9'],
])('encodes the path %s as %s', (path, expected) => {
  expect(canonical(path)[1]).toBe(expected);
});

it.each([
  ['a', 'a='],
  ['a=&&b', 'a=&b='],
  ['b=1&a=2&a=1&A=3', 'A=3&a=1&a=2&b=1'],
  ["a=%2a!'()", 'a=%2A%21%27%28%29'],
  ['a=b+c%20d', 'a=b%20c%20d'],
  ['a=b=c', 'a=b%3Dc'],
  ['a-b=1&a=2', 'a=2&a-b=1'],
  ['%C3%A9=%e2%82%ac', '%C3%A9=%E2%82%AC'],
  ['a=%zz%4', 'a=%25zz%254'],
  ['X-Amz-Signature=1', 'X-Amz-Signature=1'],
])('writes the query %s as %s', (query, expected) => {
  expect(canonical('/v1', query)[2]).toBe(expected);
});

it('joins the lines of a header and shortens its blanks', () => {
  const headers = [
    ['X-Pet', ' a  b\t c '],
    ['Host', HOST],
    ['x-pet', 'd'],
  ] as const;
  const lines = canonicalRequest(request('/', { headers }), ['host', 'x-gone', 'x-pet'], false).split('\n');
  expect(lines.slice(3, 6)).toEqual([`host:${HOST}`, 'x-gone:', 'x-pet:a b c,d']);
});

it('is for random requests what the SDK signs, in headers and in presigned URLs', async () => {
  const random = new Random(20251123);
  const letters = [
    'a',
    'Z',
    '0',
    '-',
    '_',
    '.',
    '~',
    '*',
    "'",
    '(',
    ')',
    '!',
    '+',
    ' ',
    '&',
    '=',
    '/',
    '%',
    'é',
    '€',
    '🐶',
    '$',
    '@',
    ':',
    ';',
    ',',
  ];
  const text = (longest: number) =>
    Array.from({ length: random.below(longest + 1) }, () => random.pick(letters)).join('');
  const open = {
    ...deployment(api({ '/{proxy+}': { ANY: { authorizationType: 'AWS_IAM' } } })),
    iamUsers: [iamUser()],
  };
  for (let round = 0; round < 150; round++) {
    const segments = Array.from({ length: 1 + random.below(4) }, () => encodeURIComponent(text(5)));
    const query = Object.fromEntries(
      Array.from({ length: random.below(4) }, () => [
        `q${text(3)}`,
        random.below(3) === 0 ? [text(4), text(4)] : text(6),
      ]),
    );
    const method = random.pick(['GET', 'POST', 'PUT', 'DELETE']);
    const sent = await signedRequest(
      {
        method,
        path: `/v1/x${segments.join('/')}${random.pick(['', '/'])}`,
        query,
        headers: { [`X-${random.pick(['Pet', 'pet', 'A-B'])}`]: text(8).replace(/[^ -~]/g, '') },
        body: method === 'GET' ? '' : text(20),
      },
      random.below(2) === 0 ? { expiresIn: 900 } : {},
    );
    const { trace, told } = await tried(open, sent);
    expect([trace, told], JSON.stringify(sent)).toEqual([200, undefined]);
  }
});

async function tried(of: Parameters<typeof call>[0], sent: Parameters<typeof call>[1]) {
  const answered = await call(of, sent);
  return { trace: answered.reply.status, told: answered.rejection?.clientMessage };
}
