import { describe, expect, it } from 'vitest';
import { uploadCode } from '../../../emulator/deploy/code/upload-code.ts';
import { createLogger } from '../../../emulator/terminal/logger.ts';
import { recordingStream } from '../../terminal/recording-stream.ts';
import { startS3 } from '../bucket/s3-stand-in.ts';
import { folderWith, packageFolder } from './packaged-project.ts';

describe('the code of functions', () => {
  it('is sent once, however many functions share it, and never again', async () => {
    const root = folderWith({
      'pets.js': 'exports.list = exports.get = async () => 1;',
      'users.js': 'exports.all = async () => 2;',
    });
    const packages = await packageFolder(root, {
      list: { handler: 'pets.list' },
      get: { handler: 'pets.get' },
      users: { handler: 'users.all' },
    });
    const s3 = await startS3();
    const stdout = recordingStream();
    const logger = createLogger({ stdout, stderr: recordingStream(), env: {} });
    await uploadCode(s3.aws, 'pets', packages, logger);
    await uploadCode(s3.aws, 'pets', packages, logger);
    const sent = s3.calls.filter(({ method }) => method === 'PUT');
    const [pets, , users] = packages;
    expect(sent.map(({ path }) => path)).toEqual([`/pets/${pets?.key}`, `/pets/${users?.key}`]);
    expect(sent[0]?.body.equals(pets?.zip ?? new Uint8Array())).toBe(true);
    expect(stdout.text()).toBe(`  ✓ ${pets?.key}  1 kB\n  ✓ ${users?.key}  1 kB\n`);
  });
});
