import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../emulator/errors/explanation.ts';
import type { EmulatorEvent } from '../../emulator/events.ts';
import { GatewayReject } from '../../emulator/gateway/gateway-responses/reject.ts';
import { createEventPrinter } from '../../emulator/terminal/event-printer.ts';
import { createLogger } from '../../emulator/terminal/logger.ts';
import { recordingStream } from './recording-stream.ts';
import { onePetCall, onePetRoute, sampleTrace } from './sample-trace.ts';

function print(...events: EmulatorEvent[]): string {
  const stdout = recordingStream();
  const logger = createLogger({ stdout, stderr: recordingStream(), env: {} });
  const printer = createEventPrinter({ logger, root: '/project', paintOf: () => String, functionNames: ['onePet'] });
  for (const event of events) printer(event);
  logger.flush();
  return stdout.text();
}

const failure: Explanation = {
  code: 'cli-internal-error',
  fault: 'user',
  what: 'The header said Bearer abcdef123.',
  remedy: 'Say nothing.',
  source: { file: '/project/routes.json', line: 3, column: 5 },
};

const refused: EmulatorEvent = {
  kind: 'exchange',
  trace: sampleTrace(
    { headers: [['Authorization', 'Bearer abcdef123']] },
    {
      route: onePetRoute,
      outgoing: {
        kind: 'http',
        method: 'GET',
        url: 'http://backend:8080/abcdef123',
        headers: [],
        body: Buffer.alloc(0),
      },
      rejection: new GatewayReject('INTEGRATION_FAILURE', 'Internal server error', failure),
      reply: { status: 504, headers: [], body: Buffer.from('{"message": "Internal server error"}') },
    },
  ),
};

const fine: EmulatorEvent = { kind: 'exchange', trace: sampleTrace({}, { route: onePetRoute, outgoing: onePetCall }) };
const okLine = '  GET      /v1/pets/7                        200      4 ms  onePet';
const failedLine = '  GET      /v1/pets/7                        504      4 ms  backend:8080';

describe('a request', () => {
  it('is one line when all is well', () => {
    expect(print(fine)).toBe(`${okLine}\n`);
  });

  it('is counted when it repeats', () => {
    expect(print(fine, fine, fine)).toBe(`${okLine} (x3)\n`);
  });

  it('is another one on another custom domain', () => {
    const on = (domainName: string): EmulatorEvent => {
      const customDomain = { basePathMatched: '(none)' };
      const request = { domainName, customDomain, stagePath: '/pets/7' };
      return { kind: 'exchange', trace: sampleTrace(request, { route: onePetRoute, outgoing: onePetCall }) };
    };
    const output = print(on('a.localhost'), on('b.localhost'), on('b.localhost'));
    expect(output).toMatch(/a\.localhost\/pets\/7 .*onePet\n.*b\.localhost\/pets\/7 .*onePet \(x2\)\n/);
  });

  it('is explained below its line when it fails, without its secrets', () => {
    expect(print(refused)).toBe(
      [
        failedLine,
        '  │ route match ✓ → method request ✓ → integration request ✓ → integration ✗',
        '  │',
        '  │ got     GET http://backend:8080/****',
        '  │ error   The header said ****.',
        '  │ at      routes.json:3:5',
        '  │ sent    504 {"message": "Internal server error"}',
        '  │ fix     Say nothing.',
        '',
      ].join('\n'),
    );
  });

  it('is explained in one line when it was explained a moment ago', () => {
    const output = print(refused, fine, refused);
    expect(output).toContain(`${okLine}\n${failedLine}\n  │ as before: The header said ****. (routes.json:3:5)\n`);
  });

  it('is explained anew after a reload', () => {
    const reload: EmulatorEvent = { kind: 'reload', what: 'routes', names: [], files: [], durationMs: 2 };
    expect(print(refused, reload, refused).match(/route match ✓/g)).toHaveLength(2);
  });

  it('has notes below it when it was answered in spite of them', () => {
    const trace = sampleTrace({}, { route: onePetRoute, outgoing: onePetCall, notes: [failure] });
    expect(print({ kind: 'exchange', trace })).toContain(`${okLine}\n  │ note    The header said Bearer ****.\n`);
  });

  it('to no stage is explained as well', () => {
    const event: EmulatorEvent = {
      kind: 'refused',
      method: 'GET',
      path: '/x?token=abc',
      status: 403,
      explanation: failure,
    };
    expect(print(event)).toMatch(/GET {6}\/x\?token=\*{4} +403\n {2}│ error/);
  });
});

it('an answer from the cache says so, and how old it is', () => {
  const trace = sampleTrace({}, { route: onePetRoute, keptMs: 12_000 });
  expect(print({ kind: 'exchange', trace })).toBe(
    '  GET      /v1/pets/7                        200      4 ms  cache (12.00 s old)\n',
  );
});

it('the line of an access log stands behind its request, without secrets and control characters', () => {
  const trace = sampleTrace({ headers: [['x-api-key', 'abcdef123456']] }, { route: onePetRoute });
  expect(print({ kind: 'access-log', text: 'GET abcdef123456 \u001b[2J 200', trace })).toBe(
    '  GET **** \\x1b[2J 200\n',
  );
});

describe('everything else', () => {
  it('of the site is silent when all is well', () => {
    expect(print({ kind: 'site', method: 'GET', path: '/', status: 200, durationMs: 1 })).toBe('');
    expect(print({ kind: 'site', method: 'GET', path: '/x.css', status: 403, durationMs: 1 })).toMatch(
      /\/x\.css +403 +1 ms {2}site\n/,
    );
  });

  it('that a function writes has its name before it', () => {
    expect(print({ kind: 'function-log', functionName: 'onePet', stream: 'stdout', text: 'hi' })).toBe(
      '  onePet │ hi\n',
    );
  });

  it('that is wrong is said with its place and its remedy', () => {
    expect(print({ kind: 'problem', severity: 'error', explanations: [failure] })).toBe(
      '  routes.json:3:5  error  cli-internal-error\n    The header said Bearer ****.\n    Say nothing.\n',
    );
  });
});
