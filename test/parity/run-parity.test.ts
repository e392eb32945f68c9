import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmulator } from '../../emulator/emulator.ts';
import { OffstageError } from '../../emulator/errors/offstage-error.ts';
import type { Emulator } from '../../emulator/options.ts';
import { addressesOf } from '../../emulator/parity/addresses.ts';
import { readIgnored } from '../../emulator/parity/ignored.ts';
import { type ParityInput, runParity } from '../../emulator/parity/run-parity.ts';
import { placeOf } from '../../emulator/parity/table.ts';
import type { ParityReport, ParityRequest } from '../../emulator/parity/types.ts';
import { systemClock } from '../../emulator/shared/clock.ts';
import { replaceBody, setHeader, startServer, startTamperedStage, type Tamper } from './stage.ts';

const CONFIG = {
  name: 'parity',
  stages: { v1: {} },
  resources: Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => [
      `/${name}`,
      {
        GET: {
          integration: {
            type: 'MOCK',
            requestTemplates: { 'application/json': '{"statusCode": 200}' },
            responses: {
              default: {
                statusCode: '200',
                responseParameters: { 'method.response.header.X-Name': `'${name}'` },
                responseTemplates: {
                  'application/json': `{"name": "${name}", "id": "$context.requestId", "key": "$context.identity.apiKey", "path": "$context.path"}`,
                },
              },
            },
          },
          responses: { 200: { responseParameters: { 'method.response.header.X-Name': false } } },
        },
      },
    ]),
  ),
};

const get = (target: string, headers: ParityRequest['headers'] = []): ParityRequest => ({
  method: 'GET',
  target,
  headers,
  body: Buffer.alloc(0),
});

let here: Emulator;
let there: Emulator;
beforeAll(async () => {
  [here, there] = await Promise.all([createEmulator({ config: CONFIG }), createEmulator({ config: CONFIG })]);
});
afterAll(async () => {
  await here.close();
  await there.close();
});

const listOf = (requests: readonly ParityRequest[], filled: readonly string[] = []): ParityInput['source'] => ({
  kind: 'list',
  requests,
  filled,
});

/** An emulator, the other side, and what to do with both. */
async function compareWith(
  stage: (origin: string) => Promise<string> | string,
  options: Partial<ParityInput> & { readonly targets?: readonly string[] } = {},
): Promise<ParityReport> {
  const emulatorUrl = `${here.url}/v1`;
  const stageUrl = `${await stage(there.url)}/v1`;
  return runParity({
    emulatorUrl,
    stageUrl,
    stageName: 'v1',
    source: listOf((options.targets ?? ['/a']).map((target) => get(target))),
    given: [],
    addresses: addressesOf(emulatorUrl, stageUrl, here.project.apis[0]?.id ?? ''),
    ignored: readIgnored([]),
    timeoutMs: 20_000,
    slowMs: 10_000,
    retryDelays: [1, 1],
    clock: systemClock,
    tell: () => {},
    ...options,
  });
}

const tampered = (tamper: Tamper) => (origin: string) => startTamperedStage(origin, tamper);
const placesIn = (report: ParityReport) => report.comparisons.map(({ differences }) => differences.map(placeOf));

describe('a comparison with a second emulator', () => {
  it('finds no difference, and says what varies', async () => {
    const report = await compareWith((origin) => origin, { targets: ['/a', '/b?x=1', '/nope', ''] });
    expect(placesIn(report)).toEqual([[], [], [], []]);
    expect(report.summary).toEqual({ requests: 4, same: 4, different: 0 });
    expect(report.known.find(({ name }) => name === 'id')?.seen).toBeGreaterThan(4);
  });
});

describe('a comparison with a stage that differs', () => {
  const planted: Readonly<Record<string, Tamper>> = {
    status: (passing) => void (passing.status = 201),
    'header x-name': (passing) => setHeader(passing, 'X-Name', undefined),
    'header content-type': (passing) => setHeader(passing, 'Content-Type', 'application/json; charset=utf-8'),
    'header x-extra': (passing) => setHeader(passing, 'X-Extra', 'yes'),
    'header x-amzn-requestid': (passing) => setHeader(passing, 'x-amzn-RequestId', 'no id'),
    'header x-amz-apigw-id': (passing) => setHeader(passing, 'x-amz-apigw-id', undefined),
    'header via': (passing) => setHeader(passing, 'Via', '1.1 some-proxy'),
    'header date': (passing) => setHeader(passing, 'Date', 'Mon, 01 Jan 2001 00:00:00 GMT'),
    'header set-cookie': (passing) => setHeader(passing, 'Set-Cookie', 'theme=dark'),
    'body $.name': (passing) => replaceBody(passing, passing.body.toString().replace('"name": "a"', '"name": "z"')),
    'body $.id': (passing) => replaceBody(passing, passing.body.toString().replace(/"id": "[^"]*"/, '"id": "7"')),
    'body $.more': (passing) => replaceBody(passing, passing.body.toString().replace('{', '{"more": null, ')),
    'body the same JSON, written differently': (passing) =>
      replaceBody(passing, JSON.stringify(JSON.parse(passing.body.toString()))),
    body: (passing) => replaceBody(passing, '<html>'),
  };

  it.each(Object.entries(planted))('reports the planted difference, %s, and nothing else', async (place, tamper) => {
    const report = await compareWith(tampered(tamper));
    expect(placesIn(report)).toEqual([[place]]);
    expect(report.summary.different).toBe(1);
  });

  it('reports all of them at once, each at its own request', async () => {
    const wrong: Record<string, Tamper> = {
      a: (passing) => void (passing.status = 500),
      c: (passing) => setHeader(passing, 'X-Name', 'other'),
      e: (_passing, message) => void message.socket.destroy(),
      f: (passing) => replaceBody(passing, '{}'),
      h: (passing) => replaceBody(passing, ''),
    };
    const report = await compareWith(
      tampered((passing, message, response) => wrong[message.url?.at(-1) ?? '']?.(passing, message, response)),
      { targets: ['/a', '/b', '/c', '/d', '/e', '/f', '/g', '/h'] },
    );
    expect(placesIn(report)).toEqual([
      ['status'],
      [],
      ['header x-name'],
      [],
      ['answer'],
      ['body $.name', 'body $.id', 'body $.key', 'body $.path'],
      [],
      ['body'],
    ]);
    expect(report.comparisons[4]?.stage).toMatchObject({ kind: 'none', reason: 'network' });
  });

  it('reports connections that are dropped in the middle of a body', async () => {
    const report = await compareWith(
      tampered((passing, message, response) => {
        response.writeHead(200, { 'content-length': passing.body.length });
        response.write(passing.body.subarray(0, 5), () => message.socket.destroy());
      }),
    );
    expect(report.comparisons[0]?.differences).toMatchObject([
      { where: 'answer', stage: expect.stringMatching(/^no answer: the connection broke off \(/) },
    ]);
  });

  it('calls a stage slow that is, without calling it different', async () => {
    const late: Tamper = () => new Promise((resolve) => setTimeout(resolve, 60));
    const report = await compareWith(tampered(late), { slowMs: 50 });
    expect(placesIn(report)).toEqual([[]]);
    expect(report.comparisons[0]?.notes).toEqual([
      expect.stringMatching(/^Slow: the stage took 0\.\d s, the emulator \d+ ms\.$/),
    ]);
  });

  it('gives up on a stage that doesn’t answer in time, after three requests', async () => {
    let asked = 0;
    const never: Tamper = () => {
      asked++;
      return new Promise(() => {});
    };
    const report = await compareWith(tampered(never), { timeoutMs: 200, targets: ['/a', '/b', '/c', '/d', '/e'] });
    expect(report.comparisons.map(({ stage }) => 'kind' in stage && stage.reason)).toEqual([
      'timeout',
      'timeout',
      'timeout',
      'not-asked',
      'not-asked',
    ]);
    expect([asked, report.summary.different]).toEqual([3, 5]);
  });

  it.each([
    [403, 'MissingAuthenticationTokenException', /was the API deployed to it since/],
    [403, 'ForbiddenException', /keys and tokens of its own/],
    [401, 'UnauthorizedException', /keys and tokens of its own/],
  ])('says why it may answer %i (%s)', async (status, type, note) => {
    const tamper: Tamper = (passing) => {
      passing.status = status;
      setHeader(passing, 'x-amzn-ErrorType', type);
    };
    const report = await compareWith(tampered(tamper));
    expect(placesIn(report)).toEqual([['status', 'header x-amzn-errortype']]);
    expect(report.comparisons[0]?.notes).toEqual([expect.stringMatching(note)]);
  });

  it('takes the headers of CloudFront for what they are', async () => {
    const edge: Tamper = (passing) => {
      setHeader(passing, 'Via', '1.1 0123.cloudfront.net (CloudFront)');
      setHeader(passing, 'X-Cache', 'Miss from cloudfront');
      setHeader(passing, 'X-Amz-Cf-Pop', 'FRA60-P1');
      setHeader(passing, 'X-Amz-Cf-Id', 'abc==');
      setHeader(passing, 'Content-Length', undefined);
    };
    const report = await compareWith(tampered(edge));
    expect(placesIn(report)).toEqual([[]]);
    expect(report.known.find(({ name }) => name === 'CloudFront')?.seen).toBe(6);
  });

  it('reads compressed bodies', async () => {
    const squeeze: Tamper = (passing) => {
      passing.body = gzipSync(passing.body);
      setHeader(passing, 'Content-Length', `${passing.body.length}`);
      setHeader(passing, 'Content-Encoding', 'gzip');
    };
    const report = await compareWith(tampered(squeeze));
    expect(placesIn(report)).toEqual([['header content-encoding', 'header content-length']]);
  });

  it('leaves out what --ignore names', async () => {
    const tamper: Tamper = (passing) => {
      setHeader(passing, 'X-Name', 'other');
      replaceBody(passing, passing.body.toString().replace('"a"', '"z"'));
    };
    const report = await compareWith(tampered(tamper), {
      ignored: readIgnored(['header:X-NAME', 'body:"name": "\\w+"']),
    });
    expect(placesIn(report)).toEqual([[]]);
    expect(report.known.find(({ name }) => name === 'ignored')?.seen).toBe(2);
  });
});

describe('a stage that throttles', () => {
  const throttle =
    (times: number, headers: Record<string, string> = {}): Tamper =>
    (passing) => {
      if (times-- <= 0) return;
      passing.status = 429;
      for (const [name, value] of Object.entries(headers)) setHeader(passing, name, value);
    };

  it('is asked again until it answers', async () => {
    const report = await compareWith(tampered(throttle(2)));
    expect(placesIn(report)).toEqual([[]]);
    expect(report.comparisons[0]?.notes).toEqual([
      'The stage throttled (429) and was asked again: the answer is that of the 3rd try.',
    ]);
  });

  it('is asked a few times only', async () => {
    const report = await compareWith(tampered(throttle(99)));
    expect(placesIn(report)).toEqual([['status']]);
    expect(report.comparisons[0]?.notes).toEqual([
      'The stage throttles (429), also at the 3rd try: raise its limits, or compare later.',
    ]);
  });

  it('is left alone after three requests that get nothing else', async () => {
    const told: string[] = [];
    const tell = (sentence: string) => void told.push(sentence);
    const report = await compareWith(tampered(throttle(99)), { targets: ['/a', '/b', '/c', '/d'], tell });
    expect(report.comparisons.map(({ stage }) => ('kind' in stage ? stage.reason : stage.status))).toEqual([
      429,
      429,
      429,
      'not-asked',
    ]);
    expect(told).toContain('The stage throttles (429): it is asked again in 0.001 s …');
  });

  it('isn’t asked again when a quota is used up', async () => {
    const report = await compareWith(tampered(throttle(99, { 'x-amzn-ErrorType': 'LimitExceededException' })));
    expect(report.comparisons[0]?.stage).toMatchObject({ status: 429, tries: 1 });
    expect(report.comparisons[0]?.notes[0]).toMatch(/quota/);
  });
});

describe('a stage that can’t be reached', () => {
  it('is told before anything is run', async () => {
    let ran = false;
    const source = { kind: 'suite', command: 'test', run: async () => (ran = true) } as const;
    const run = compareWith((origin) => origin, { stageUrl: 'http://127.0.0.1:1/v1', source });
    await expect(run).rejects.toThrow(/nothing listens there/);
    await expect(run).rejects.toThrow(OffstageError);
    expect(ran).toBe(false);
  });

  it('because it speaks no TLS is told in these words', async () => {
    const run = compareWith((origin) => origin.replace('http:', 'https:'));
    await expect(run).rejects.toThrow(/what listens there speaks no TLS/);
  });
});

describe('a suite', () => {
  it('runs on the emulator and on the stage, and its requests are compared', async () => {
    const targets: string[] = [];
    const run = async (url: string) => {
      targets.push(url);
      const answer = await request(url).get('/a').set('X-Asked', 'once');
      await request(url).post('/b').send({ name: 'Joey' });
      return answer.headers['x-name'] === 'a';
    };
    const tamper: Tamper = (passing) => setHeader(passing, 'X-Name', 'other');
    const report = await compareWith(tampered(tamper), { source: { kind: 'suite', command: 'npm test', run } });
    expect(report.suite).toEqual({ command: 'npm test', emulator: 'passed', stage: 'failed' });
    expect(targets).toHaveLength(2);
    expect(report.comparisons.map(({ request: { method, target, body } }) => [method, target, body])).toEqual([
      ['GET', '/a', ''],
      ['POST', '/b', '{"name":"Joey"}'],
    ]);
  });

  it('has to pass on the emulator first', async () => {
    const source = { kind: 'suite', command: 'npm test', run: async () => false } as const;
    await expect(compareWith((origin) => origin, { source })).rejects.toThrow(
      /fails on the emulator already: npm test/,
    );
  });

  it('has to ask for something', async () => {
    const source = { kind: 'suite', command: 'npm test', run: async () => true } as const;
    await expect(compareWith((origin) => origin, { source })).rejects.toThrow(/no request to compare/);
  });

  it('is told which of its requests leave the stage', async () => {
    const run = async (url: string) => {
      await request(url).get('/a');
      await request(new URL(url).origin).get('/v2/a?token=abcdefgh');
      return true;
    };
    const report = await compareWith((origin) => origin, { source: { kind: 'suite', command: 'npm test', run } });
    expect(report.summary.requests).toBe(1);
    expect(report.notes).toEqual(['/v2/a?token=**** is outside of the stage, and was not compared.']);
  });
});

describe('given headers', () => {
  const KEY = createHash('sha256').update('a key').digest('hex');

  it('reach the stage with every request, and no report, also where the stage sends them back', async () => {
    const seen: (string | undefined)[] = [];
    const tamper: Tamper = (passing, message) => {
      seen.push(message.headers['x-api-key'] as string);
      setHeader(passing, 'X-Echo', `key ${KEY}`);
      replaceBody(passing, `{"key": "${KEY}", "again": "${encodeURIComponent(KEY)}"}`);
    };
    const report = await compareWith(tampered(tamper), { given: [['x-api-key', KEY]], targets: ['/a', '/b'] });
    expect(seen).toEqual([KEY, KEY]);
    expect(JSON.stringify(report)).not.toContain(KEY);
    expect(report.comparisons[0]?.request.headers).toEqual([['x-api-key', '****']]);
  });

  it('that .env filled in reach no report, whatever they are called', async () => {
    const tamper: Tamper = (passing) => replaceBody(passing, `{"tenant": "${KEY}"}`);
    const source = listOf([get('/a', [['x-tenant', `acme-${KEY}`]])], [KEY, `acme-${KEY}`]);
    const report = await compareWith(tampered(tamper), { source });
    expect(report.comparisons[0]?.request.headers).toEqual([['x-tenant', '****']]);
    expect(JSON.stringify(report)).not.toContain(KEY);
  });

  it('stand in the place of what only the emulator knows, but not where it refuses', async () => {
    const seen: (string | undefined)[] = [];
    const stage = () =>
      startServer((message, response) => {
        seen.push(message.headers.authorization);
        response.end('{}');
      });
    const source = listOf([
      get('/a', [['Authorization', 'Bearer local']]),
      get('/nope', [['authorization', 'Bearer bad']]),
      get('/a'),
    ]);
    await compareWith(stage, { source, given: [['Authorization', 'Bearer of-the-stage']] });
    expect(seen).toEqual(['Bearer of-the-stage', 'Bearer bad', undefined]);
  });

  it('that say which private API is meant are for the stage alone', async () => {
    const hosts: (string | undefined)[] = [];
    const tamper: Tamper = (_, message) => void hosts.push(message.headers.host);
    const report = await compareWith(tampered(tamper), { given: [['Host', '127.0.0.1']] });
    expect([hosts, placesIn(report)]).toEqual([['127.0.0.1'], [[]]]);
    expect(report.comparisons[0]?.request.headers).toEqual([]);
  });
});
