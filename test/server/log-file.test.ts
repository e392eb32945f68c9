import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Explanation } from '../../emulator/errors/explanation.ts';
import { LogFile } from '../../emulator/server/log-file.ts';
import { projectFolder } from '../helpers/emulator.ts';

async function logFile(path = 'logs/deep/access.log') {
  const root = await projectFolder({});
  const told: Explanation[] = [];
  const file = join(root, path);
  return { root, file, told, log: new LogFile(file, (explanation) => told.push(explanation)) };
}

it('lines go to the file in their order, and its folder is made', async () => {
  const { file, log } = await logFile();
  const lines = Array.from({ length: 5000 }, (_, index) => `line ${index}`);
  for (const line of lines) {
    log.add(line);
    if (line.endsWith('00')) await new Promise((resolve) => setImmediate(resolve));
  }
  await log.flush();
  expect((await readFile(file, 'utf8')).split('\n')).toEqual([...lines, '']);
});

it('a file that is moved away is begun anew', async () => {
  const { file, log } = await logFile();
  log.add('a');
  await log.flush();
  await rename(file, `${file}.1`);
  log.add('b');
  await log.flush();
  expect([await readFile(`${file}.1`, 'utf8'), await readFile(file, 'utf8')]).toEqual(['a\n', 'b\n']);
});

it('a file that can’t be written is told once, until it can be', async () => {
  const { file, log, told } = await logFile();
  await mkdir(file, { recursive: true });
  for (const line of ['a', 'b']) {
    log.add(line);
    await log.flush();
  }
  expect(told.map(({ code }) => code)).toEqual(['access-log-unwritable']);
  expect(told[0]?.what).toContain('EISDIR');
  await rm(file, { recursive: true });
  log.add('c');
  await log.flush();
  expect(await readFile(file, 'utf8')).toBe('c\n');
});

it('what waits for the disk is bounded, and what is lost is told', async () => {
  const { log, told } = await logFile();
  const line = 'x'.repeat(1_000_000);
  for (let count = 0; count < 12; count++) log.add(line);
  await log.flush();
  expect(told.map(({ what }) => what)).toEqual([expect.stringContaining('3 lines are lost')]);
});
