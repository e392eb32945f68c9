import { describe, expect, it } from 'vitest';
import { createFunctionLogs } from '../../emulator/lambda/function-logs.ts';
import { temporaryProject } from './temporary-project.ts';

const texts = (project: ReturnType<typeof temporaryProject>, name = 'one'): string[] =>
  project.service.logs.lines(name).map(({ text }) => text);

describe('the log of a function', () => {
  it('has Lambda’s lines around those of the function', async () => {
    const project = temporaryProject(
      { 'one.js': "console.log('loading'); exports.handler = async () => { console.log('hello'); };" },
      { functions: { one: {} } },
    );
    const { requestId } = await project.answer('one');
    const second = await project.answer('one');
    const version = String.raw`\$LATEST`;
    const report = String.raw`Duration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB`;
    const expected = [
      /^INIT_START Runtime Version: nodejs:22\.v\d+\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/,
      /^\S+Z\tundefined\tINFO\tloading$/,
      new RegExp(`^START RequestId: ${requestId} Version: ${version}$`),
      new RegExp(`^\\S+Z\\t${requestId}\\tINFO\\thello$`),
      new RegExp(`^END RequestId: ${requestId}$`),
      new RegExp(`^REPORT RequestId: ${requestId}\\t${report}\\tInit Duration: \\d+\\.\\d\\d ms\\t$`),
      new RegExp(`^START RequestId: ${second.requestId} Version: ${version}$`),
      new RegExp(`^\\S+Z\\t${second.requestId}\\tINFO\\thello$`),
      new RegExp(`^END RequestId: ${second.requestId}$`),
      new RegExp(`^REPORT RequestId: ${second.requestId}\\t${report}\\t$`),
    ];
    const lines = texts(project);
    expect(lines).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(lines[index]).toMatch(pattern);
    expect(Number(/Max Memory Used: (\d+)/.exec(lines[5] ?? '')?.[1])).toBeGreaterThan(2);
  });

  it('is JSON where the function’s log format is', async () => {
    const project = temporaryProject(
      { 'one.js': "exports.handler = async () => { console.log('hello'); };" },
      { functions: { one: { environment: { AWS_LAMBDA_LOG_FORMAT: 'JSON' } } } },
    );
    const { requestId } = await project.answer('one');
    const records = texts(project).map((text) => JSON.parse(text));
    expect(records.map(({ type, level }) => type ?? level)).toEqual([
      'platform.initStart',
      'platform.start',
      'INFO',
      'platform.runtimeDone',
      'platform.report',
    ]);
    expect(records[4].record).toMatchObject({ requestId, status: 'success', metrics: { memorySizeMB: 128 } });
  });

  it.each<[string, string, RegExp[]]>([
    [
      'an error of the handler',
      "exports.handler = async () => { throw Object.assign(new TypeError('no'), { code: 'E1' }); };",
      [
        /\tERROR\tInvoke Error \t\{"errorType":"TypeError","errorMessage":"no","code":"E1","stack":\["TypeError: no"," {4}at /,
        /^END /,
        /^REPORT (?!.*Status)/,
      ],
    ],
    [
      'a time-out',
      'exports.handler = () => { for (;;); };',
      [/^\S+Z \S+ Task timed out after 1\.00 seconds\n$/, /^END /, /\tStatus: timeout\t$/],
    ],
    [
      'an exit',
      'exports.handler = async () => process.exit(7);',
      [
        /^RequestId: \S+ Error: Runtime exited with error: exit status 7\nRuntime\.ExitError$/,
        /^END /,
        /\tStatus: error\tError Type: Runtime\.ExitError\t$/,
      ],
    ],
    [
      'a rejection that nobody handles',
      "exports.handler = () => new Promise(() => { Promise.reject(new Error('late')); setInterval(() => {}, 10); });",
      [
        /\tERROR\tUnhandled Promise Rejection \t\{"errorType":"Runtime\.UnhandledPromiseRejection","errorMessage":"Error: late"/,
        /^END /,
        /\tStatus: error\tError Type: Runtime\.UnhandledPromiseRejection\t$/,
      ],
    ],
  ])('says how %s came', async (_, source, expected) => {
    const project = temporaryProject({ 'one.js': source }, { functions: { one: { timeout: 1 } } });
    await project.answer('one');
    const lines = texts(project).slice(2);
    expect(lines).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(lines[index]).toMatch(pattern);
  });

  it('has no line of an event that is no JSON', async () => {
    const project = temporaryProject({ 'one.js': 'exports.handler = async () => 1;' }, { functions: { one: {} } });
    await project.service.invoke({ functionName: 'one', payload: '{' });
    expect(texts(project).filter((text) => text.startsWith('REPORT'))).toEqual([]);
  });

  it('is told as events only where that was asked for', async () => {
    const files = { 'one.js': 'exports.handler = async () => 1;' };
    const quiet = temporaryProject(files, { functions: { one: {} } });
    await quiet.answer('one');
    expect(quiet.logs('one')).toEqual([]);
    const loud = temporaryProject(files, { functions: { one: {} }, platformLogs: true });
    await loud.answer('one');
    expect(loud.logs('one').map((text) => text.split(' ')[0])).toEqual(['INIT_START', 'START', 'END', 'REPORT']);
  });

  it('comes with the answer, where its tail was asked for: of this invocation, 4 KB at the most', async () => {
    const { answer } = temporaryProject(
      { 'one.js': "exports.handler = async (event) => { console.log('é'.repeat(event.length)); };" },
      { functions: { one: {} } },
    );
    const { requestId, logTail } = await answer('one', { length: 3 }, { logType: 'Tail' });
    expect(logTail).toMatch(
      new RegExp(`^START RequestId: ${requestId} [\\s\\S]*\\tINFO\\téée?é\\nEND[\\s\\S]*\\nREPORT [^\\n]*\\t\\n$`),
    );
    const long = await answer('one', { length: 5000 }, { logType: 'Tail' });
    expect(Buffer.byteLength(long.logTail ?? '')).toBeGreaterThan(4000);
    expect(Buffer.byteLength(long.logTail ?? '')).toBeLessThanOrEqual(4096);
    expect(long.logTail).toMatch(/^é+\nEND/);
    expect((await answer('one')).logTail).toBeUndefined();
  });
});

describe('the store of logs', () => {
  const store = () =>
    createFunctionLogs(
      () => 0,
      () => 'Text',
    );

  it('keeps the last 5,000 entries at least, and no more than twice as many', () => {
    const logs = store();
    for (let n = 0; n < 25_000; n++) logs.wrote('one', undefined, `line ${n}`);
    const kept = logs.lines('one');
    expect(kept.length).toBeGreaterThanOrEqual(5_000);
    expect(kept.length).toBeLessThanOrEqual(10_000);
    expect(kept.at(-1)?.text).toBe('line 24999');
    expect(kept[0]?.text).toBe(`line ${25_000 - kept.length}`);
  });

  it('is bounded by its text as well, and cuts an event where CloudWatch does', () => {
    const logs = store();
    for (let n = 0; n < 50; n++) logs.wrote('one', undefined, 'x'.repeat(1_000_000));
    const kept = logs.lines('one');
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(2 * 1024 * 1024 + 262_144);
    expect(kept[0]?.text).toHaveLength(262_144);
  });
});
