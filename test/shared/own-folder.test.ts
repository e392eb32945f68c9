import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeOwnFile } from '../../emulator/shared/own-folder.ts';
import { projectFolder } from '../helpers/emulator.ts';

it.each([{ keep: false }, { keep: true }])(
  'a file of the own folder leaves no draft behind when a folder is in its place (%o)',
  async (options) => {
    const root = await projectFolder({});
    mkdirSync(join(root, '.offstage/key.pem'), { recursive: true });
    const write = () => writeOwnFile(root, 'key.pem', 'a secret', options);
    if (options.keep) expect(write()).toBe(false);
    else expect(write).toThrow();
    expect(readdirSync(join(root, '.offstage')).sort()).toEqual(['.gitignore', 'key.pem']);
  },
);
