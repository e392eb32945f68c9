import { describe, expect, it } from 'vitest';
import { temporaryProject } from './temporary-project.ts';

const functionOf = (code: string, environment: Record<string, string> = {}) => {
  const project = temporaryProject({ 'one.js': code }, { functions: { one: { environment } } });
  const texts = (): string[] => project.service.logs.lines('one').map(({ text }) => text);
  /** The lines that the runtime wrote at this level. */
  const lines = (level = 'ERROR'): string[] => texts().filter((text) => text.split('\t')[2] === level);
  const written = (title: string): Record<string, unknown> => {
    const line = lines().find((text) => text.includes(`\tERROR\t${title} \t`));
    return JSON.parse(line?.split(`${title} \t`)[1] ?? 'null');
  };
  return { ...project, texts, lines, written };
};

describe('what the runtime writes about an error', () => {
  it('is its name, message, code, own properties and stack, also of errors inside of it', async () => {
    const { call, written } = functionOf(
      "exports.handler = async () => { throw Object.assign(new TypeError('no'), { code: 'E1', pet: 7, inner: new RangeError('far') }); };",
    );
    await call('one');
    const { stack, ...rest } = written('Invoke Error');
    expect(rest).toEqual({
      errorType: 'TypeError',
      errorMessage: 'no',
      code: 'E1',
      pet: 7,
      inner: expect.objectContaining({ errorType: 'RangeError', errorMessage: 'far' }),
    });
    expect(stack).toEqual(expect.arrayContaining(['TypeError: no']));
  });

  it('is an Error for what is none', async () => {
    const { call, written } = functionOf("exports.handler = async () => { throw 'text'; };");
    await call('one');
    expect(written('Invoke Error')).toEqual({
      errorType: 'Error',
      errorMessage: 'text',
      stack: expect.arrayContaining(['Error: text']),
    });
  });

  it('is what toJSON makes of it, and its name, message and trace where that fails', async () => {
    const { call, written } = functionOf(
      "exports.handler = async ({ bad }) => { throw Object.assign(new Error('no'), { toJSON() { if (bad) throw 1; return { own: 1 }; } }); };",
    );
    await call('one');
    expect(written('Invoke Error')).toEqual({ own: 1 });
    const second = functionOf("exports.handler = async () => { throw Object.assign(new Error('no'), { big: 1n }); };");
    await second.call('one');
    expect(second.written('Invoke Error')).toMatchObject({
      errorType: 'Error',
      errorMessage: 'no',
      trace: ['Error: no', expect.any(String)],
    });
  });

  it('has the reason of a rejection that nobody handled', async () => {
    const { call, written } = functionOf(
      "exports.handler = async () => { Promise.reject(new RangeError('far')); await new Promise((r) => setTimeout(r, 1000)); };",
    );
    await call('one');
    expect(written('Unhandled Promise Rejection')).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'RangeError: far',
      reason: { errorType: 'RangeError', errorMessage: 'far' },
      promise: {},
    });
  });

  it('is written for a module that can’t be loaded, before the report of its init phase', async () => {
    const { answer, texts, written } = functionOf("throw new RangeError('not today');");
    const { requestId } = await answer('one');
    expect(written('Uncaught Exception')).toMatchObject({ errorType: 'RangeError', errorMessage: 'not today' });
    expect(texts().map((text) => text.split(/[\s]/)[0])).toEqual([
      'INIT_START',
      expect.stringMatching(/Z$/),
      'INIT_REPORT',
      expect.stringMatching(/Z$/),
      'INIT_REPORT',
      'START',
      'END',
      'REPORT',
    ]);
    expect(texts()[2]).toMatch(
      /^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: error\tError Type: RangeError$/,
    );
    expect(texts()[4]).toContain('\tPhase: invoke\t');
    expect(texts()[5]).toContain(requestId);
  });

  it('is one JSON object in a JSON log, and nothing above its level', async () => {
    const code = "exports.handler = async () => { throw Object.assign(new TypeError('no'), { pet: 7 }); };";
    const { answer, texts } = functionOf(code, { AWS_LAMBDA_LOG_FORMAT: 'JSON' });
    const { requestId } = await answer('one');
    const line = texts()
      .map((text) => JSON.parse(text))
      .find(({ level }) => level === 'ERROR');
    expect(Object.keys(line)).toEqual(['timestamp', 'level', 'requestId', 'message']);
    expect(line).toMatchObject({
      requestId,
      message: { errorType: 'TypeError', errorMessage: 'no', stackTrace: expect.any(Array), pet: 7 },
    });
    const fatal = functionOf(code, { AWS_LAMBDA_LOG_LEVEL: 'FATAL' });
    await fatal.call('one');
    expect(fatal.lines()).toEqual([]);
  });

  it('reports a JSON log’s init phase', async () => {
    const { call, texts } = functionOf('process.exit(1);', { AWS_LAMBDA_LOG_FORMAT: 'JSON' });
    await call('one');
    const reports = texts().filter((text) => text.includes('platform.initReport'));
    const report = (phase: string) => ({
      time: expect.any(String),
      type: 'platform.initReport',
      record: {
        initializationType: 'on-demand',
        phase,
        status: 'error',
        errorType: 'Runtime.ExitError',
        metrics: { durationMs: expect.any(Number) },
      },
    });
    expect(reports.map((text) => JSON.parse(text))).toEqual([report('init'), report('invoke')]);
  });
});

describe('a handler that takes a callback', () => {
  const code = '(event, context, callback) => callback(null, 1)';

  it('is warned of once, while it is loaded', async () => {
    const { call, lines } = functionOf(`exports.handler = ${code};`);
    expect([await call('one'), await call('one')]).toEqual([1, 1]);
    expect(lines('WARN')).toEqual([
      expect.stringMatching(/^\S+Z\tundefined\tWARN\tAWS Lambda plans to remove support/),
    ]);
  });

  it('is not when it says so, nor is another', async () => {
    const silent = functionOf(`exports.handler = ${code};`, { AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING: 'true' });
    await silent.call('one');
    expect(silent.lines('WARN')).toEqual([]);
    for (const other of [`async ${code}`, '(event, context) => context.succeed(1)']) {
      const { call, lines } = functionOf(`exports.handler = ${other};`);
      await call('one');
      expect(lines('WARN')).toEqual([]);
    }
  });
});

describe('console', () => {
  it('writes undefined for nothing, as the runtime does', async () => {
    const { call, texts } = functionOf("exports.handler = async () => { console.log(); console.log(''); };");
    await call('one');
    const written = texts().filter((text) => text.includes('\tINFO\t'));
    expect(written.map((text) => text.split('\tINFO\t')[1])).toEqual(['undefined', '']);
  });
});
