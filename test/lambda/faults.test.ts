import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { badFunction } from './bad-function.ts';

describe('faults of a function', () => {
  it('ends an endless loop at its time-out while another function answers', async () => {
    const { answer, call } = badFunction('exports.handler = async () => { for (;;); };', { timeout: 1 });
    const bad = answer('bad');
    expect(await call('good')).toBe('fine');
    const { payload, functionError, requestId, explanation } = await bad;
    expect(functionError).toBe('Unhandled');
    expect(JSON.parse(payload)).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
    });
    expect(explanation?.code).toBe('lambda-timeout');
  });

  it('ends an endless chain of promises', async () => {
    const { call } = badFunction(
      'const again = () => Promise.resolve().then(again);\nexports.handler = async () => { await again(); };',
      { timeout: 1 },
    );
    expect(await call('bad')).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect(await call('good')).toBe('fine');
  });

  it('starts a new environment after a time-out', async () => {
    const { call } = badFunction(
      'let calls = 0;\nexports.handler = async (event) => { calls++; if (event.hang) await new Promise((r) => setTimeout(r, 60_000)); return calls; };',
      { timeout: 1 },
    );
    expect(await call('bad')).toBe(1);
    expect(await call('bad')).toBe(2);
    expect(await call('bad', { hang: true })).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect(await call('bad')).toBe(1);
  });

  it('answers Runtime.ExitError for process.exit()', async () => {
    const { answer, call } = badFunction('exports.handler = async (event) => process.exit(event.code);');
    const first = await answer('bad', { code: 127 });
    expect(JSON.parse(first.payload)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${first.requestId} Error: Runtime exited with error: exit status 127`,
    });
    const second = await answer('bad', { code: 0 });
    expect(JSON.parse(second.payload)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${second.requestId} Error: Runtime exited without providing a reason`,
    });
    expect(await call('good')).toBe('fine');
  });

  it('answers Runtime.ExitError for process.abort() and for killing the own process', async () => {
    const { call } = badFunction(
      "exports.handler = async (event) => event.abort ? process.abort() : process.kill(process.pid, 'SIGKILL');",
    );
    expect(await call('bad', { abort: true })).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('Runtime exited with error: signal: aborted'),
    });
    expect(await call('bad')).toMatchObject({ errorMessage: expect.stringContaining('signal: killed') });
  });

  it('answers an unhandled rejection and starts anew', async () => {
    const { answer, call, root } = badFunction(
      "let calls = 0;\nexports.handler = async (event) => {\n  calls++;\n  if (event.bad) Promise.reject(new Error('nobody cares'));\n  await new Promise((r) => setTimeout(r, 20));\n  return calls;\n};",
    );
    expect(await call('bad')).toBe(1);
    const { payload, explanation } = await answer('bad', { bad: true });
    expect(JSON.parse(payload)).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: nobody cares',
    });
    expect(explanation).toMatchObject({
      code: 'lambda-unhandled-rejection',
      source: { file: join(root, 'bad.js'), line: 4 },
    });
    expect(await call('bad')).toBe(1);
  });

  it('does not lose the next call when a rejection comes after the answer', async () => {
    const { call } = badFunction(
      "exports.handler = async () => { setImmediate(() => Promise.reject(new Error('late'))); return 'answered'; };",
    );
    for (let turn = 0; turn < 5; turn++) expect(await call('bad')).toBe('answered');
  });

  it('answers an uncaught exception', async () => {
    const { call } = badFunction(
      "exports.handler = () => new Promise(() => { setTimeout(() => { throw new TypeError('in a timer'); }, 1); });",
    );
    expect(await call('bad')).toMatchObject({ errorType: 'TypeError', errorMessage: 'in a timer' });
    expect(await call('good')).toBe('fine');
  });

  it('ends a function that uses up its memory', async () => {
    const { answer, call } = badFunction(
      'exports.handler = async () => { const all = []; for (;;) all.push(new Array(10_000).fill({})); };',
      { timeout: 60 },
    );
    const { payload, requestId, explanation } = await answer('bad');
    expect(JSON.parse(payload)).toEqual({
      errorType: 'Runtime.OutOfMemory',
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
    });
    expect(explanation?.code).toBe('lambda-out-of-memory');
    expect(await call('good')).toBe('fine');
  });

  it('ends a function that grows by large strings or by buffers before it takes the process along', async () => {
    for (const piece of ["'x'.repeat(30_000_000) + Math.random()", 'Buffer.alloc(30_000_000, 1)']) {
      const { call } = badFunction(
        `exports.handler = async () => { const all = []; for (;;) { const piece = ${piece}; piece.indexOf('y'); all.push(piece); } };`,
        { timeout: 60 },
      );
      expect(await call('bad')).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
      expect(await call('good')).toBe('fine');
    }
  });

  it('answers what a module throws while it is loaded, each time', async () => {
    const { answer } = badFunction("throw new RangeError('not today');");
    for (let turn = 0; turn < 2; turn++) {
      const { payload, explanation } = await answer('bad');
      expect(JSON.parse(payload)).toMatchObject({ errorType: 'RangeError', errorMessage: 'not today' });
      expect(explanation).toMatchObject({ code: 'lambda-init-failed', source: { line: 1, column: 7 } });
    }
  });

  it('answers Runtime.ExitError for a module that exits while it is loaded', async () => {
    const { call } = badFunction('process.exit(4);');
    expect(await call('bad')).toMatchObject({ errorMessage: expect.stringContaining('exit status 4') });
  });

  it('answers Runtime.HandlerNotFound', async () => {
    const { call, answer } = badFunction('exports.handle = async () => {}; exports.handler = undefined;');
    expect(await call('bad')).toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'bad.handler is undefined or not exported',
    });
    expect((await answer('bad')).explanation?.code).toBe('lambda-handler-not-found');
    expect(await badFunction("exports.handler = 'text';").call('bad')).toMatchObject({
      errorMessage: 'bad.handler is not a function',
    });
  });

  it('answers errors of own classes with their names', async () => {
    const { call } = badFunction(
      "class NotFound extends Error { constructor(m) { super(m); this.name = this.constructor.name; } }\nexports.handler = async () => { throw new NotFound('pet 7'); };",
    );
    expect(await call('bad')).toMatchObject({ errorType: 'NotFound', errorMessage: 'pet 7' });
  });

  it('survives an error whose properties throw', async () => {
    const { call } = badFunction(
      "exports.handler = async () => { throw { get name() { throw new Error('mean'); } }; };",
    );
    expect(await call('bad')).toMatchObject({ errorType: 'handled' });
  });

  it('answers 50 calls at once while another function crashes', async () => {
    const { call } = badFunction('exports.handler = async () => process.exit(1);');
    const calls = Array.from({ length: 50 }, (_, index) => call(index % 2 ? 'good' : 'bad'));
    const answers = await Promise.all(calls);
    expect(answers.filter((answer) => answer === 'fine')).toHaveLength(25);
  });

  it('refuses an event that is no JSON', async () => {
    const { service } = badFunction('');
    expect(await service.invoke({ functionName: 'good', payload: 'pets' })).toMatchObject({
      kind: 'refusal',
      status: 400,
      errorType: 'InvalidRequestContentException',
    });
    expect(await service.invoke({ functionName: 'good', payload: '{}' })).toMatchObject({ payload: '"fine"' });
  });

  it('refuses an unknown function and names the nearest', async () => {
    const { service } = badFunction('');
    expect(await service.invoke({ functionName: 'god', payload: '{}' })).toMatchObject({
      kind: 'refusal',
      status: 404,
      errorType: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:god:$LATEST',
      explanation: { code: 'lambda-unknown-function', remedy: expect.stringContaining('"good"') },
    });
  });

  it('refuses an event of more than 6 MB', async () => {
    const { service } = badFunction('');
    const payload = JSON.stringify('x'.repeat(6_291_456));
    expect(await service.invoke({ functionName: 'good', payload })).toMatchObject({ kind: 'refusal', status: 413 });
  });
});
