import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvFile } from '../../emulator/config/env-file.ts';
import { writeProject } from './fixture.ts';

describe('the .env file', () => {
  it('gives its variables as Node reads them', async () => {
    const root = writeProject({ '.env': '\uFEFF# keys\nA=1\nexport B="two words" # said twice\nC=\r\nD=\'#x\'\n' });
    expect(await readEnvFile(root)).toEqual({ A: '1', B: 'two words', C: '', D: '#x' });
  });

  it('may be missing', async () => {
    expect(await readEnvFile(writeProject({}))).toEqual({});
  });

  it('that can’t be read is an error', async () => {
    const root = writeProject({});
    mkdirSync(join(root, '.env'));
    await expect(readEnvFile(root)).rejects.toThrow();
  });
});
