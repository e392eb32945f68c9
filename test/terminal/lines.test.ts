import { describe, expect, it } from 'vitest';
import { createColors, createFunctionPaints } from '../../emulator/terminal/colors.ts';
import { renderFunctionLog } from '../../emulator/terminal/function-log.ts';
import { renderReload } from '../../emulator/terminal/reload-line.ts';
import { renderDuration, renderRequestLine, requestFacts } from '../../emulator/terminal/request-line.ts';
import { onePetCall, onePetRoute, sampleTrace } from './sample-trace.ts';

const plain = createColors({}, {});
const coloured = createColors({ isTTY: true }, {});

describe('the line of a request', () => {
  it('says method, path, status, milliseconds and function', () => {
    const trace = sampleTrace({}, { route: onePetRoute, outgoing: onePetCall });
    expect(renderRequestLine(requestFacts(trace), plain)).toBe(
      '  GET      /v1/pets/7                        200      4 ms  onePet',
    );
  });

  it('masks tokens in the query and spells out control characters', () => {
    const trace = sampleTrace({ path: '/a\x1b[2J', query: 'token=abc&b=2' });
    expect(renderRequestLine(requestFacts(trace), plain)).toContain('/v1/a\\x1b[2J?token=****&b=2');
  });

  it('says how much of a very long path it leaves out', () => {
    const trace = sampleTrace({ path: `/${'x'.repeat(5_000)}` });
    expect(renderRequestLine(requestFacts(trace), plain)).toContain('… (4844 more)');
  });

  it('names the gateway response of a request that reached no integration', () => {
    const line = renderRequestLine({ method: 'GET', target: '/', status: 403, answeredBy: 'ACCESS_DENIED' }, plain);
    expect(line).toMatch(/403 +ACCESS_DENIED$/);
  });

  it('marks the call that started the function cold', () => {
    const lambda = { kind: 'answer', requestId: 'r', payload: '{}', durationMs: 1, initDurationMs: 40 } as const;
    const result = { status: 200, headers: [], body: Buffer.alloc(0), lambda };
    expect(requestFacts(sampleTrace({}, { outgoing: onePetCall, result })).answeredBy).toBe('onePet (cold)');
  });

  it('shows 499 for a client that went away', () => {
    expect(requestFacts(sampleTrace({}, { reply: undefined })).status).toBe(499);
  });

  it.each([
    [200, coloured.green],
    [304, coloured.cyan],
    [404, coloured.yellow],
    [502, coloured.red],
  ])('colours the status %i', (status, paint) => {
    expect(renderRequestLine({ method: 'GET', target: '/', status }, coloured)).toContain(paint(String(status)));
  });

  it('reads durations as people do', () => {
    expect([0, 0.42, 1, 12.4, 999, 3_021].map(renderDuration)).toEqual([
      '0 ms',
      '0.4 ms',
      '1 ms',
      '12 ms',
      '999 ms',
      '3.02 s',
    ]);
  });
});

describe("a function's output", () => {
  const paintOf = createFunctionPaints(['allPets', 'onePet'], coloured);

  it('has the name before each line', () => {
    const log = { functionName: 'onePet', stream: 'stdout', text: 'one\ntwo' } as const;
    expect(renderFunctionLog(log, { colors: plain, paint: String, nameWidth: 7 })).toBe(
      '  onePet  │ one\n  onePet  │ two',
    );
  });

  it('marks what went to stderr', () => {
    const log = { functionName: 'onePet', stream: 'stderr', text: 'oh' } as const;
    expect(renderFunctionLog(log, { colors: plain, paint: String, nameWidth: 6 })).toBe('  onePet ! oh');
  });

  it('has a colour for each function, the same each time', () => {
    expect(paintOf('allPets')('x')).not.toBe(paintOf('onePet')('x'));
    expect(paintOf('later')('x')).toBe(paintOf('later')('x'));
  });
});

describe('the line of a reload', () => {
  it('says what, how fast and because of which file', () => {
    const event = {
      kind: 'reload',
      what: 'function',
      names: ['allPets'],
      files: ['/project/functions/allPets.ts'],
      durationMs: 7.2,
    } as const;
    expect(renderReload(event, '/project', plain)).toBe('  reloaded allPets in 7 ms (functions/allPets.ts)');
  });

  it('names routes.json once', () => {
    const event = {
      kind: 'reload',
      what: 'routes',
      names: [],
      files: ['/project/routes.json'],
      durationMs: 3,
    } as const;
    expect(renderReload(event, '/project', plain)).toBe('  reloaded routes.json in 3 ms');
  });

  it('counts what is too much to name', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const event = { kind: 'reload', what: 'function', names, files: [], durationMs: 9 } as const;
    expect(renderReload(event, '/project', plain)).toBe('  reloaded a, b, c, d and 2 more in 9 ms');
  });
});
