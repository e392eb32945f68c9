import { describe, expect, it } from 'vitest';
import { temporaryProject } from './temporary-project.ts';

describe('what a function prints', () => {
  it('is seen at once, with the request it belongs to', async () => {
    const { answer, eventOf } = temporaryProject(
      { 'one.js': "exports.handler = async () => { console.log('hello', { a: 1 }); for (;;); };" },
      { functions: { one: { timeout: 1 } } },
    );
    const pending = answer('one');
    const event = await eventOf('function-log');
    const { requestId } = await pending;
    expect(event).toMatchObject({ functionName: 'one', stream: 'stdout', requestId });
    expect(event.text).toMatch(
      new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\\t${requestId}\\tINFO\\thello { a: 1 }$`),
    );
  });

  it('has the level of the console method', async () => {
    const { call, logs } = temporaryProject(
      {
        'one.js':
          "exports.handler = async () => { for (const method of ['trace', 'debug', 'info', 'log', 'warn', 'error', 'fatal']) console[method]('text'); };",
      },
      { functions: { one: {} } },
    );
    await call('one');
    expect(logs('one').map((line) => line.split('\t')[2])).toEqual([
      'TRACE',
      'DEBUG',
      'INFO',
      'INFO',
      'WARN',
      'ERROR',
      'FATAL',
    ]);
  });

  it('belongs to no request while the module is loaded', async () => {
    const { call, logs } = temporaryProject(
      { 'one.js': "console.log('loading');\nexports.handler = async () => {};" },
      { functions: { one: {} } },
    );
    await call('one');
    expect(logs('one')).toEqual([expect.stringMatching(/\tundefined\tINFO\tloading$/)]);
  });

  it('goes through unchanged when written to stdout and stderr', async () => {
    const { call, events } = temporaryProject(
      {
        'one.js':
          "exports.handler = () => new Promise((done) => { process.stderr.write('two\\nlines\\n'); process.stdout.write(Buffer.from('bytes'), () => done()); });",
      },
      { functions: { one: {} } },
    );
    await call('one');
    expect(events.filter(({ kind }) => kind === 'function-log')).toMatchObject([
      { stream: 'stderr', text: 'two\nlines' },
      { stream: 'stdout', text: 'bytes' },
    ]);
  });

  it('is filtered by AWS_LAMBDA_LOG_LEVEL and formatted by AWS_LAMBDA_LOG_FORMAT', async () => {
    const { answer, logs } = temporaryProject(
      {
        'one.js':
          "exports.handler = async () => { console.info('no'); console.warn({ a: 1 }); console.error('failed', new TypeError('bad')); };",
      },
      { functions: { one: { environment: { AWS_LAMBDA_LOG_LEVEL: 'warn', AWS_LAMBDA_LOG_FORMAT: 'json' } } } },
    );
    const { requestId } = await answer('one');
    expect(logs('one').map((line) => JSON.parse(line))).toEqual([
      { timestamp: expect.any(String), level: 'WARN', requestId, message: { a: 1 } },
      {
        timestamp: expect.any(String),
        level: 'ERROR',
        requestId,
        message: expect.stringContaining('failed TypeError: bad'),
        errorType: 'TypeError',
        errorMessage: 'bad',
        stackTrace: expect.arrayContaining(['TypeError: bad']),
      },
    ]);
  });
});
