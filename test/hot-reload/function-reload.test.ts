import { renameSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWatcher } from '../../emulator/hot-reload/watcher.ts';
import { type TemporaryProject, temporaryProject } from '../lambda/temporary-project.ts';

const source = (word: string): string => `export const handler = async () => '${word}';\n`;

/** A project whose files are really watched. */
async function watchedProject(files: Record<string, string>): Promise<TemporaryProject> {
  const names = Object.keys(files).map((file) => file.split('.')[0] ?? '');
  const project = temporaryProject(files, { functions: Object.fromEntries(names.map((name) => [name, {}])) });
  const watcher = createWatcher({ onChange: (changed) => project.service.filesChanged(changed) });
  onTestFinished(() => watcher.close());
  const watch = () => watcher.set(project.service.inputs(), []);
  project.service.onInputsChanged(watch);
  for (const name of names) await project.call(name);
  watch();
  await watcher.ready();
  return project;
}

/** Calls until the answer is `word`, and gives what it was until then. */
async function until({ call }: TemporaryProject, word: string): Promise<unknown[]> {
  const before: unknown[] = [];
  for (;;) {
    const answer = await call('one');
    if (answer === word) return before;
    before.push(answer);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a saved function file', () => {
  for (const file of ['one.ts', 'one.mjs']) {
    it(`is live without a restart: ${file}`, async () => {
      const project = await watchedProject({ [file]: source('0') });
      for (let turn = 1; turn <= 10; turn++) {
        const path = join(project.root, file);
        if (turn % 3 === 0) {
          writeFileSync(`${path}.tmp`, source(`${turn}`));
          renameSync(`${path}.tmp`, path);
        } else {
          await writeFile(path, source(`${turn}`));
        }
        const before = await until(project, `${turn}`);
        expect(new Set(before).size).toBeLessThanOrEqual(1);
        for (const answer of before) expect(answer).toBe(`${turn - 1}`);
      }
    });
  }

  it('is an error while it is broken, and live again after the next save', async () => {
    const project = await watchedProject({ 'one.ts': source('good'), 'two.ts': source('two') });
    const path = join(project.root, 'one.ts');
    writeFileSync(path, 'export const handler = async () => {');
    expect((await project.eventOf('problem')).explanations[0]).toMatchObject({ code: 'lambda-syntax' });
    expect(await project.call('one')).toMatchObject({ errorType: 'Runtime.UserCodeSyntaxError' });
    expect(await project.call('two')).toBe('two');
    writeFileSync(path, source('mended'));
    for (const answer of await until(project, 'mended')) expect(answer).toHaveProperty('errorType');
  });
});
