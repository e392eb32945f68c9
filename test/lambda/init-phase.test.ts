import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryProject } from './temporary-project.ts';

/** What a module writes down each time it is loaded. */
function diary() {
  const folder = mkdtempSync(join(tmpdir(), 'init-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'loads');
  return {
    text: `const { appendFileSync, readFileSync } = require('node:fs');
      appendFileSync(${JSON.stringify(file)}, 'x');
      const loads = readFileSync(${JSON.stringify(file)}, 'utf8').length;`,
    loads: () => readFileSync(file, 'utf8').length,
  };
}

const HANDLER = 'exports.handler = async () => loads;';

describe('an init phase that fails', () => {
  it.each([
    ['an error', "throw new Error('not yet')"],
    ['an exit', 'process.exit(7)'],
    ['a signal', "process.kill(process.pid, 'SIGKILL')"],
  ])('by %s is tried once more within the invocation, whose time it takes', async (_, fails) => {
    const { text } = diary();
    const project = temporaryProject(
      {
        'one.js': `${text} if (loads === 1) ${fails}; const end = Date.now() + 30; while (Date.now() < end); ${HANDLER}`,
      },
      { functions: { one: {} } },
    );
    const answer = await project.answer('one');
    expect(answer).toMatchObject({ payload: '2' });
    expect(answer.functionError).toBeUndefined();
    expect(answer.initDurationMs).toBeUndefined();
    expect(answer.durationMs).toBeGreaterThanOrEqual(30);
    expect(await project.answer('one')).toMatchObject({ payload: '2' });
  });

  it('twice is the answer, and both attempts stand in the log', async () => {
    const { text, loads } = diary();
    const project = temporaryProject(
      { 'one.js': `${text} throw new RangeError('never');` },
      { functions: { one: {} }, platformLogs: true },
    );
    const answer = await project.answer('one');
    expect(answer.functionError).toBe('Unhandled');
    expect(JSON.parse(answer.payload)).toMatchObject({ errorType: 'RangeError', errorMessage: 'never' });
    expect(answer.explanation?.code).toBe('lambda-init-failed');
    expect(loads()).toBe(2);
    const reports = project.logs('one').filter((line) => line.startsWith('INIT_REPORT'));
    expect(reports.map((line) => line.replace(/[\d.]+ ms/, '# ms'))).toEqual([
      'INIT_REPORT Init Duration: # ms\tPhase: init\tStatus: error\tError Type: RangeError',
      'INIT_REPORT Init Duration: # ms\tPhase: invoke\tStatus: error\tError Type: RangeError',
    ]);
    expect(project.logs('one').filter((line) => line.startsWith('REPORT'))).toHaveLength(1);
    await project.answer('one');
    expect(loads()).toBe(4);
  });

  it('has the function’s time-out for its second attempt and the handler together', async () => {
    const { text } = diary();
    const project = temporaryProject(
      {
        'one.js': `${text} if (loads === 1) throw new Error('not yet');
          const end = Date.now() + 700; while (Date.now() < end);
          exports.handler = () => new Promise((resolve) => setTimeout(resolve, 700, loads));`,
      },
      { functions: { one: { timeout: 1 } } },
    );
    expect(await project.call('one')).toMatchObject({ errorType: 'Sandbox.Timedout' });
    // The third has an init phase of its own, and a whole time-out for its handler.
    expect(await project.call('one')).toBe(3);
  });

  it('loses no call that comes meanwhile', async () => {
    const { text } = diary();
    const project = temporaryProject(
      { 'one.js': `${text} if (loads === 1) throw new Error('not yet'); ${HANDLER}` },
      { functions: { one: {} } },
    );
    const answers = await Promise.all(Array.from({ length: 20 }, () => project.call('one')));
    expect(answers.every((answer) => Number(answer) >= 2)).toBe(true);
  });
});
