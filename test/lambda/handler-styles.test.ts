import { describe, expect, it } from 'vitest';
import { temporaryProject } from './temporary-project.ts';

/** One function from the source text of its handler. */
function functionOf(handler: string, runtime: 'nodejs22.x' | 'nodejs24.x' = 'nodejs22.x') {
  const project = temporaryProject({ 'one.js': `exports.handler = ${handler};` }, { functions: { one: { runtime } } });
  return { call: () => project.call('one'), answer: () => project.answer('one'), project };
}

describe('handler styles', () => {
  it('answers what a promise resolves to, at once', async () => {
    expect(await functionOf('async () => { setTimeout(() => {}, 60_000); return { a: 1 }; }').call()).toEqual({ a: 1 });
  });

  it('answers null for a promise of nothing', async () => {
    expect((await functionOf('async () => {}').answer()).payload).toBe('null');
  });

  it('answers what any thenable resolves to', async () => {
    expect(await functionOf('() => ({ then(resolve) { resolve(7); } })').call()).toBe(7);
  });

  it('answers null for a handler that is not async, whatever it returns', async () => {
    expect((await functionOf("() => 'ignored'").answer()).payload).toBe('null');
  });

  it('answers a callback when nothing is left to wait for', async () => {
    const { call, project } = functionOf(
      "(event, context, callback) => { callback(null, 'done'); setTimeout(() => console.log('later'), 30); }",
    );
    expect(await call()).toBe('done');
    expect(project.logs('one').join()).toContain('later');
  });

  it('answers a callback at once without callbackWaitsForEmptyEventLoop', async () => {
    const { call } = functionOf(
      "(event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; setTimeout(() => {}, 60_000); callback(null, 'at once'); }",
    );
    expect(await call()).toBe('at once');
  });

  it('takes the first answer and ignores the others', async () => {
    expect(
      await functionOf("(event, context) => { context.succeed('first'); context.fail(new Error('second')); }").call(),
    ).toBe('first');
  });

  it('answers context.done and context.fail', async () => {
    expect(await functionOf("(event, context) => context.done(null, 'done')").call()).toBe('done');
    expect(await functionOf("(event, context) => context.fail('no')").call()).toEqual({
      errorType: 'string',
      errorMessage: 'no',
      trace: [],
    });
    expect(await functionOf('(event, context) => context.fail()').call()).toEqual({
      errorType: 'string',
      errorMessage: 'handled',
      trace: [],
    });
  });

  it('answers the error of a callback', async () => {
    expect(await functionOf("(event, context, callback) => callback('Unauthorized')").call()).toEqual({
      errorType: 'string',
      errorMessage: 'Unauthorized',
      trace: [],
    });
    expect(await functionOf('(event, context, callback) => callback({ a: 1 })').call()).toMatchObject({
      errorType: 'object',
      errorMessage: '[object Object]',
    });
  });

  it('answers what a handler that is not async throws', async () => {
    expect(await functionOf("() => { throw new RangeError('too far'); }").call()).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'too far',
    });
  });

  it('answers Runtime.NodeJsExit for an async handler whose promise never settles', async () => {
    const { call, answer } = functionOf('async () => { await new Promise(() => {}); }');
    expect(await call()).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
    expect((await answer()).explanation?.code).toBe('lambda-never-settled');
  });

  it('answers an error for a result that is no JSON', async () => {
    for (const value of ['1n', '(() => { const a = {}; a.a = a; return a; })()', '() => {}']) {
      const { answer } = functionOf(`async () => (${value})`);
      const result = await answer();
      expect(JSON.parse(result.payload)).toMatchObject({
        errorType: 'Error',
        errorMessage: 'Unable to stringify response body',
      });
      expect(result.explanation?.code).toBe('lambda-not-serialisable');
    }
  });

  it('honours toJSON', async () => {
    expect(await functionOf('async () => ({ when: new Date(0), own: { toJSON: () => 5 } })').call()).toEqual({
      when: '1970-01-01T00:00:00.000Z',
      own: 5,
    });
  });

  it('answers Function.ResponseSizeTooLarge for more than 6 MB', async () => {
    const { answer } = functionOf("async () => 'x'.repeat(50_000_000)");
    expect((await answer()).payload).toBe(
      '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
    );
  });

  it('refuses a handler with a callback on nodejs24.x', async () => {
    const { answer } = functionOf('(event, context, callback) => callback(null, 1)', 'nodejs24.x');
    expect(JSON.parse((await answer()).payload)).toMatchObject({ errorType: 'Runtime.CallbackHandlerDeprecated' });
  });
});
