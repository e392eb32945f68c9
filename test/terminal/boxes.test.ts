import { describe, expect, it } from 'vitest';
import type { GatewayResponseType } from '../../emulator/config/types.ts';
import type { Explanation } from '../../emulator/errors/explanation.ts';
import type { Trace } from '../../emulator/gateway/exchange.ts';
import { GatewayReject } from '../../emulator/gateway/gateway-responses/reject.ts';
import { explainedBox, lastBox } from '../../emulator/terminal/boxes.ts';
import { receivedBy } from '../../emulator/terminal/received.ts';
import { onePetCall, onePetRoute, sampleTrace } from './sample-trace.ts';

const explanation: Explanation = { code: 'cli-internal-error', fault: 'user', what: 'What.', remedy: 'Do.' };

function rejected(type: GatewayResponseType, trace: Partial<Trace> = {}): Trace {
  return sampleTrace({}, { ...trace, rejection: new GatewayReject(type, 'no', explanation) });
}

const called: Partial<Trace> = { route: onePetRoute, outgoing: onePetCall };
const answered: Partial<Trace> = { ...called, result: { status: 200, headers: [], body: Buffer.from('"nonsense"') } };

describe('the box in which a request ended', () => {
  it.each<[string, Trace]>([
    ['route match', rejected('MISSING_AUTHENTICATION_TOKEN')],
    ['method request', rejected('INVALID_API_KEY', { route: onePetRoute })],
    ['method request', rejected('MISSING_AUTHENTICATION_TOKEN', { route: onePetRoute })],
    ['method request', rejected('UNSUPPORTED_MEDIA_TYPE', { route: onePetRoute })],
    ['integration request', rejected('UNSUPPORTED_MEDIA_TYPE', { route: onePetRoute, admitted: true })],
    ['integration', rejected('INTEGRATION_TIMEOUT', called)],
    ['integration response', rejected('INTEGRATION_FAILURE', answered)],
    [
      'method response',
      rejected('DEFAULT_5XX', { ...answered, mapped: { status: 201, headers: [], body: Buffer.alloc(0) } }),
    ],
  ])('is %s', (box, trace) => {
    expect(lastBox(trace)).toBe(box);
    expect(explainedBox(explanation, trace)).toBe(box);
  });

  it("is the integration when the function's own failure is explained", () => {
    const lambda = {
      kind: 'answer',
      requestId: 'r',
      payload: '{}',
      functionError: 'Unhandled',
      explanation,
      durationMs: 1,
    } as const;
    const trace = rejected('INTEGRATION_FAILURE', {
      ...called,
      result: { status: 200, headers: [], body: Buffer.alloc(0), lambda },
    });
    expect(explainedBox(explanation, trace)).toBe('integration');
  });

  it('is unknown for a note about an answer that went out', () => {
    expect(explainedBox(explanation, sampleTrace({}, { ...answered, notes: [explanation] }))).toBeUndefined();
  });
});

describe('what a box got', () => {
  const post = {
    method: 'POST',
    query: 'a=1',
    headers: [['content-type', 'text/plain']] as const,
    body: Buffer.from('{"x":1}'),
  };

  it('is the path for route match', () => {
    expect(receivedBy('route match', sampleTrace())).toBe('GET /pets/7 in stage v1 of petRescue');
  });

  it('is route, parameters and body for the request boxes', () => {
    const trace = sampleTrace(post, { route: onePetRoute });
    expect(receivedBy('method request', trace)).toBe('GET /pets/{id} id=7 ?a=1 Content-Type: text/plain; {"x":1}');
  });

  it('is the event for a function', () => {
    expect(receivedBy('integration', sampleTrace({}, called))).toBe('{"id":"7"}');
  });

  it('is the request for a backend', () => {
    const outgoing = { kind: 'http', method: 'POST', url: 'http://x/y', headers: [], body: Buffer.from('hi') } as const;
    expect(receivedBy('integration', sampleTrace({}, { ...called, outgoing }))).toBe('POST http://x/y hi');
  });

  it("is the backend's answer for integration response", () => {
    expect(receivedBy('integration response', sampleTrace({}, answered))).toBe('200 "nonsense"');
  });

  it('is a number of bytes for what is no text', () => {
    const outgoing = {
      kind: 'http',
      method: 'PUT',
      url: 'http://x/',
      headers: [],
      body: Buffer.from([0xff, 0xd8, 0, 1]),
    } as const;
    expect(receivedBy('integration', sampleTrace({}, { ...called, outgoing }))).toBe(
      'PUT http://x/ (4 bytes that are no text)',
    );
  });
});
