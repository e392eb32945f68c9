import { describe, expect, it } from 'vitest';
import type { FunctionConfig } from '../../emulator/config/types.ts';
import type { FunctionStream } from '../../emulator/shared/function-runtime.ts';
import { temporaryProject } from './temporary-project.ts';

/** One streaming function from the source text of its handler. */
function streaming(handler: string, config: Partial<FunctionConfig> = {}, options = 'undefined') {
  const text = `const { Readable } = require('node:stream'); const { pipeline } = require('node:stream/promises');
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    exports.handler = awslambda.streamifyResponse(${handler}, ${options});`;
  const project = temporaryProject({ 'one.js': text }, { functions: { one: config } });
  const left = new AbortController();
  return {
    project,
    left,
    async open(event: unknown = {}): Promise<FunctionStream> {
      const result = await project.service.invokeStreaming(
        { functionName: 'one', payload: JSON.stringify(event) },
        left.signal,
      );
      if (result.kind !== 'stream') throw new Error(`no stream: ${JSON.stringify(result)}`);
      return result;
    },
  };
}

async function read({ payload, ended }: FunctionStream) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of payload) chunks.push(chunk);
  return { bytes: Buffer.concat(chunks), text: Buffer.concat(chunks).toString(), end: await ended };
}

const errorOf = ({ payload }: { payload: string }) =>
  JSON.parse(payload) as { errorType: string; errorMessage: string };

describe('a streaming handler', () => {
  it('gives its first bytes before it has written the last', async () => {
    const { open } = streaming(`async (event, stream) => {
      stream.write('first ');
      await sleep(100);
      stream.end('last');
    }`);
    const stream = await open();
    const iterator = stream.payload[Symbol.asyncIterator]();
    expect(Buffer.from((await iterator.next()).value ?? '').toString()).toBe('first ');
    let isOver = false;
    void stream.ended.then(() => {
      isOver = true;
    });
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    expect(Buffer.from((await iterator.next()).value ?? '').toString()).toBe('last');
    expect((await iterator.next()).done).toBe(true);
    expect((await stream.ended).functionError).toBeUndefined();
  });

  it('gets no succeed, fail and done in its context, and a stream with the members of the real one', async () => {
    const { open } = streaming(`async (event, stream, context) => {
      stream.end(JSON.stringify([Object.keys(context), Object.keys(stream), typeof stream.writableHighWaterMark]));
    }`);
    const [context, members, mark] = JSON.parse((await read(await open())).text);
    expect(context).toEqual(expect.arrayContaining(['callbackWaitsForEmptyEventLoop', 'awsRequestId']));
    expect(context).not.toContain('succeed');
    expect(members).toEqual(expect.arrayContaining(['write', 'end', 'destroy', 'cork', 'once', 'setContentType']));
    expect(members).not.toContain('pipe');
    expect(mark).toBe('number');
  });

  it('takes highWaterMark from the options', async () => {
    const { open } = streaming(
      `async (event, stream) => stream.end(\`\${stream.writableHighWaterMark}\`)`,
      {},
      '{ highWaterMark: 2048 }',
    );
    expect((await read(await open())).text).toBe('2048');
  });

  it('writes JSON for what is neither text nor bytes', async () => {
    const { open } = streaming(`async (event, stream) => {
      stream.write({ a: 1 });
      stream.write(7);
      stream.write(new Uint8Array([65]));
      stream.write('ä', 'latin1');
      stream.end();
    }`);
    expect((await read(await open())).bytes).toEqual(
      Buffer.concat([Buffer.from('{"a":1}7A'), Buffer.from('ä', 'latin1')]),
    );
  });

  it('says its content type, which it can set before the first write', async () => {
    const plain = streaming("async (event, stream) => stream.end('x')");
    expect((await plain.open()).contentType).toBe('application/octet-stream');
    const typed = streaming(`async (event, stream) => {
      stream.setContentType('text/html');
      stream.write('x');
      try { stream.setContentType('text/plain'); } catch (error) { stream.write(error.name + ': ' + error.message); }
      stream.end();
    }`);
    const stream = await typed.open();
    expect(stream.contentType).toBe('text/html');
    expect((await read(stream)).text).toBe('xRuntime.InvalidStreamingOperation: Cannot set content-type, too late.');
  });

  it('puts the prelude of HttpResponseStream in front of the first write, and nowhere when there is none', async () => {
    const { open } = streaming(`async (event, stream) => {
      const body = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
      if (event.write) body.write(event.write);
      body.end('end');
    }`);
    const written = await open({ write: 'body ' });
    expect(written.contentType).toBe('application/vnd.awslambda.http-integration-response');
    expect((await read(written)).text).toBe(`{"statusCode":201}${'\0'.repeat(8)}body end`);
    expect((await read(await open())).text).toBe('end');
  });

  it('can be written to by pipeline()', async () => {
    const { open } = streaming("async (event, stream) => { await pipeline(Readable.from(['a', 'b', 'c']), stream); }");
    expect((await read(await open())).text).toBe('abc');
  });

  it('runs warm, one event after the other, and gives its duration', async () => {
    const { open } = streaming(
      'async (event, stream) => { globalThis.n = (globalThis.n ?? 0) + 1; stream.end(String(n)); }',
    );
    const first = await read(await open());
    let second = await read(await open());
    // While the machine stands still the first environment may look busy, and another one takes the call.
    for (let more = 3; second.text === '1' && more > 0; more--) second = await read(await open());
    expect([first.text, second.text]).toEqual(['1', '2']);
    expect(first.end.initDurationMs).toBeGreaterThan(0);
    expect(second.end.initDurationMs).toBeUndefined();
  });

  it('ignores a returned value with a warning', async () => {
    const { open, project } = streaming("async (event, stream) => { stream.end('x'); return 1; }");
    expect((await read(await open())).text).toBe('x');
    await expect.poll(() => project.logs('one').join()).toContain('Streaming handlers ignore return values.');
  });

  it('may work on after the end of its response, before the next event', async () => {
    const { open, project } = streaming(`async (event, stream) => {
      stream.end('x');
      await sleep(50);
      console.log('afterwards');
      setTimeout(() => console.log('a timer'), 20);
    }`);
    await read(await open());
    expect(project.logs('one')).toEqual([]);
    await expect.poll(() => project.logs('one').join()).toContain('a timer');
  });

  it('with callbackWaitsForEmptyEventLoop false is frozen when it has returned', async () => {
    const { open, project } = streaming(`async (event, stream, context) => {
      context.callbackWaitsForEmptyEventLoop = false;
      if (event.wait) await sleep(event.wait);
      else setTimeout(() => console.log('thawed'), 20);
      stream.end('x');
    }`);
    await read(await open());
    await read(await open({ wait: 50 }));
    await expect.poll(() => project.logs('one').join()).toContain('thawed');
  });
});

describe('a streaming handler that fails', () => {
  it('answers an error before the first byte', async () => {
    const { open } = streaming("async () => { throw new RangeError('no'); }");
    const { text, end } = await read(await open());
    expect(text).toBe('');
    expect(end.functionError).toBe('Unhandled');
    expect(errorOf(end)).toMatchObject({ errorType: 'RangeError', errorMessage: 'no' });
    expect(end.explanation).toMatchObject({ code: 'lambda-handler-failed', source: { line: 3 } });
  });

  it('answers an error behind everything it has written', async () => {
    const { open } = streaming("async (event, stream) => { stream.write('x'.repeat(1e6)); throw new Error('late'); }");
    const { text, end } = await read(await open());
    expect(text).toHaveLength(1e6);
    expect(errorOf(end)).toMatchObject({ errorType: 'Error', errorMessage: 'late' });
    expect((await read(await open())).end.functionError).toBe('Unhandled');
  });

  it('is told to be async', async () => {
    const { open } = streaming("(event, stream) => { stream.write('x'); }");
    const { end } = await read(await open());
    expect(errorOf(end)).toMatchObject({
      errorType: 'string',
      errorMessage: 'Streaming does not support non-async handlers.',
    });
    expect(end.explanation?.code).toBe('lambda-streaming-not-async');
  });

  it('runs into its time-out when it never ends its stream, and the developer is told why', async () => {
    const { open } = streaming("async (event, stream) => { stream.write('x'); }", { timeout: 1 });
    const { text, end } = await read(await open());
    expect(text).toBe('x');
    expect(errorOf(end).errorType).toBe('Sandbox.Timedout');
    expect(end.explanation?.code).toBe('lambda-stream-not-ended');
  });

  it('is timed out in the middle of its stream', async () => {
    const { open } = streaming("async (event, stream) => { stream.write('x'); await sleep(60_000); }", { timeout: 1 });
    const { text, end } = await read(await open());
    expect(text).toBe('x');
    expect(end.explanation?.code).toBe('lambda-timeout');
  });

  it('may end its process in the middle of its stream', async () => {
    const { open } = streaming("async (event, stream) => { stream.write('x'); await sleep(20); process.exit(3); }");
    const { text, end } = await read(await open());
    expect(text).toBe('x');
    expect(errorOf(end)).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('exit status 3'),
    });
  });

  it('ends its environment when it destroys the stream, as an unhandled rejection', async () => {
    const { open } = streaming(`async (event, stream) => {
      stream.write('x');
      await pipeline(Readable.from((async function* () { yield 'y'; throw new Error('source'); })()), stream);
    }`);
    const { end } = await read(await open());
    expect(errorOf(end)).toEqual(
      expect.objectContaining({ errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: source' }),
    );
    const bare = streaming('async (event, stream) => { stream.destroy(); }');
    expect(errorOf((await read(await bare.open())).end).errorMessage).toBe('Error: socket hang up');
  });

  it('tells the developer of a failure after the end of the response', async () => {
    const { open, project } = streaming(
      "async (event, stream) => { stream.end('x'); await sleep(20); throw new Error('late'); }",
    );
    expect((await read(await open())).end.functionError).toBeUndefined();
    const { explanations } = await project.eventOf('problem');
    expect(explanations[0]).toMatchObject({ code: 'lambda-handler-failed' });
  });

  it('is refused an event that is no JSON', async () => {
    const { project, left } = streaming('async (event, stream) => stream.end()');
    const call = { functionName: 'one', payload: '{' };
    expect(await project.service.invokeStreaming(call, left.signal)).toMatchObject({ kind: 'refusal', status: 400 });
    const unknown = { functionName: 'two', payload: '{}' };
    expect(await project.service.invokeStreaming(unknown, left.signal)).toMatchObject({ kind: 'refusal', status: 404 });
  });

  it('has no awslambda when its environment refuses the global', async () => {
    const text = 'exports.handler = async () => typeof awslambda;';
    const environment = { AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA: '1' };
    const project = temporaryProject({ 'one.js': text }, { functions: { one: { environment } } });
    expect(await project.call('one')).toBe('undefined');
  });

  it('has a mark that the runtime knows', async () => {
    const project = temporaryProject(
      {
        'one.js':
          "exports.handler = Object.assign(async () => {}, { [Symbol.for('aws.lambda.runtime.handler.streaming')]: 'request' });",
      },
      { functions: { one: {} } },
    );
    expect(errorOf(await project.answer('one'))).toMatchObject({
      errorType: 'Runtime.MalformedStreamingHandler',
      errorMessage: 'Only response streaming is supported.',
    });
  });
});

describe('the pace of a stream', () => {
  const counting = `async (event, stream) => {
    const piece = Buffer.alloc(65_536, 'x');
    let written = 0;
    for (let n = 0; n < event.pieces; n++) {
      if (!stream.write(piece)) await new Promise((resolve) => stream.once('drain', resolve));
      written += piece.length;
      process.stdout.write(String(written));
    }
    stream.end();
  }`;

  it("is its reader's: a handler that waits for drain writes no further ahead", async () => {
    const { open, project } = streaming(counting);
    const stream = await open({ pieces: 100 });
    const written = () => Number(project.logs('one').at(-1) ?? 0);
    await expect.poll(written).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(written()).toBeLessThan(1_000_000);
    const { bytes } = await read(stream);
    expect(bytes.length).toBe(6_553_600);
    expect(written()).toBe(6_553_600);
  });

  it('takes 200 MB through in bounded memory', async () => {
    const { open } = streaming(counting, { timeout: 20 });
    const before = process.memoryUsage().rss;
    let most = before;
    let bytes = 0;
    for await (const chunk of (await open({ pieces: 3200 })).payload) {
      bytes += chunk.length;
      most = Math.max(most, process.memoryUsage().rss);
    }
    expect(bytes).toBe(209_715_200);
    expect(most - before).toBeLessThan(160_000_000);
  });

  it('ends at 200 MB: the rest is cut off, and that is told once', async () => {
    const { open, project } = streaming(counting, { timeout: 20 });
    const stream = await open({ pieces: 3210 });
    let bytes = 0;
    for await (const chunk of stream.payload) bytes += chunk.length;
    const end = await stream.ended;
    expect(bytes).toBe(209_715_200);
    expect(errorOf(end)).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
    expect(end.explanation?.what).toContain('200 MB');
    await expect.poll(() => project.logs('one').at(-1)).toBe(String(3210 * 65_536));
    expect(project.events.filter(({ kind }) => kind === 'problem')).toEqual([]);
  });

  it('lets a handler run on whose response nobody reads to its end, and its environment serve the next', async () => {
    const { open, project } = streaming(counting, { timeout: 10 });
    for await (const chunk of (await open({ pieces: 400 })).payload) if (chunk) break;
    await expect.poll(() => project.logs('one').at(-1), { timeout: 10_000 }).toBe(String(400 * 65_536));
    expect((await read(await open({ pieces: 1 }))).end.initDurationMs).toBeUndefined();
  });

  it('ends an endless stream without a reader at its time-out', async () => {
    const { open } = streaming('async (event, stream) => { for (;;) { stream.write("x"); await sleep(1); } }', {
      timeout: 1,
    });
    const stream = await open();
    for await (const chunk of stream.payload) if (chunk) break;
    expect(errorOf(await stream.ended).errorType).toBe('Sandbox.Timedout');
  });
});

describe('a caller that leaves', () => {
  const ticking = `async (event, stream) => {
    stream.write('x');
    for (let n = 0; ; n++) { await sleep(5); console.log('tick', n); }
  }`;
  const stillTicks = async (project: { logs(name: string): string[] }): Promise<boolean> => {
    const before = project.logs('one').length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    return project.logs('one').length > before;
  };

  it('ends the invocation with its environment, and the developer is told', async () => {
    const { open, left, project } = streaming(ticking, { timeout: 60 });
    const stream = await open();
    await expect.poll(() => project.logs('one').length).toBeGreaterThan(1);
    left.abort();
    expect((await stream.ended).functionError).toBe('Unhandled');
    await expect.poll(() => stillTicks(project), { timeout: 5000 }).toBe(false);
    expect(project.events.filter(({ kind }) => kind === 'problem')).toEqual([
      {
        kind: 'problem',
        severity: 'warning',
        explanations: [expect.objectContaining({ code: 'lambda-client-left' })],
      },
    ]);
  });

  it('ends it before the first byte, too', async () => {
    const { open, left, project } = streaming(`async () => { for (;;) { await sleep(5); console.log('tick'); } }`, {
      timeout: 60,
    });
    const opened = open();
    await expect.poll(() => project.logs('one').length).toBeGreaterThan(1);
    left.abort();
    expect((await (await opened).ended).functionError).toBe('Unhandled');
    await expect.poll(() => stillTicks(project), { timeout: 5000 }).toBe(false);
  });

  it('leaves an invocation alone whose response was complete', async () => {
    const { open, left, project } = streaming(`async (event, stream) => {
      stream.end('whole');
      await sleep(100);
      console.log('after');
    }`);
    const stream = await open();
    await stream.ended;
    left.abort();
    await expect.poll(() => project.logs('one')[0]).toContain('after');
  });

  it('of a handler that streams nothing ends that, too', async () => {
    const project = temporaryProject(
      {
        'one.js':
          'exports.handler = async () => { for (;;) await new Promise((r) => setTimeout(r, 5, console.log("tick"))); };',
      },
      { functions: { one: { timeout: 60 } } },
    );
    const left = new AbortController();
    const opened = project.service.invokeStreaming({ functionName: 'one', payload: '{}' }, left.signal);
    await expect.poll(() => project.logs('one').length).toBeGreaterThan(1);
    left.abort();
    expect(await opened).toMatchObject({ kind: 'stream' });
    await expect.poll(() => stillTicks(project), { timeout: 5000 }).toBe(false);
  });

  it('while its call waits harms nobody', async () => {
    const { open, left, project } = streaming(`async (event, stream) => {
      await sleep(50);
      stream.end('whole');
    }`);
    left.abort();
    await (await open()).ended;
    const next = { functionName: 'one', payload: '{}' };
    const stream = await project.service.invokeStreaming(next, new AbortController().signal);
    expect((await read(stream as FunctionStream)).text).toBe('whole');
  });
});

describe('calls of the other kind', () => {
  it('a buffered call of a streaming handler gives the whole payload', async () => {
    const { project } = streaming(
      `async (event, stream) => { stream.write('{"a":'); await sleep(10); stream.end('1}'); }`,
    );
    expect(await project.call('one')).toEqual({ a: 1 });
    expect((await project.answer('one')).streamed?.contentType).toBe('application/octet-stream');
  });

  it('a buffered call of a streaming handler fails beyond 6 MB, once', async () => {
    const { project } = streaming(`async (event, stream) => {
      for (let left = event.bytes; left > 0; left -= 1_048_576) {
        if (!stream.write('x'.repeat(Math.min(left, 1_048_576)))) await new Promise((go) => stream.once('drain', go));
      }
      stream.end();
      console.log('written', event.bytes);
    }`);
    const answer = await project.answer('one', { bytes: 6_291_557 });
    expect(errorOf(answer)).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
    expect(answer.explanation?.code).toBe('lambda-stream-too-large');
    await project.answer('one', { bytes: 20_000_000 });
    await expect.poll(() => project.logs('one').at(-1)).toMatch(/written 20000000/);
    expect(project.events.filter(({ kind }) => kind === 'problem')).toEqual([]);
    expect((await project.answer('one', { bytes: 6_291_556 })).payload).toHaveLength(6_291_556);
  });

  it('a streaming call of an ordinary handler gives its JSON in one piece, or its error', async () => {
    const project = temporaryProject(
      { 'one.js': "exports.handler = async ({ fail }) => { if (fail) throw new Error('no'); return { a: 1 }; };" },
      { functions: { one: {} } },
    );
    const { signal } = new AbortController();
    const good = await project.service.invokeStreaming({ functionName: 'one', payload: '{}' }, signal);
    expect(good).toMatchObject({ kind: 'stream', contentType: 'application/json' });
    expect((await read(good as FunctionStream)).text).toBe('{"a":1}');
    const bad = await project.service.invokeStreaming({ functionName: 'one', payload: '{"fail":1}' }, signal);
    const { text, end } = await read(bad as FunctionStream);
    expect([text, errorOf(end).errorMessage]).toEqual(['', 'no']);
  });

  it('closing refuses a stream that is under way', async () => {
    const { open, project } = streaming("async (event, stream) => { stream.write('x'); await sleep(60_000); }");
    const stream = await open();
    await project.service.close();
    const { text, end } = await read(stream);
    expect([text, end.functionError]).toEqual(['x', 'Unhandled']);
  });
});
