import { describe, expect, it } from 'vitest';
import { countVersions, emptyBucket } from '../../../emulator/deploy/bucket/empty-bucket.ts';
import { createLogger, type Logger } from '../../../emulator/terminal/logger.ts';
import { recordingStream } from '../../terminal/recording-stream.ts';
import { type StoredObject, startS3 } from './s3-stand-in.ts';

function silent(stdout = recordingStream()): Logger {
  return createLogger({ stdout, stderr: recordingStream(), env: {} });
}

describe('a bucket', () => {
  it('is emptied of all versions and marks, page by page', async () => {
    const objects = {
      'a.txt': { body: 'a', versions: ['v1', 'v2', 'mark3'] },
      'b.txt': { body: 'b' },
      'c/d.txt': { body: 'c', versions: ['mark1'] },
    };
    const s3 = await startS3({ objects, pageSize: 2 });
    expect(await countVersions(s3.aws, 'pets')).toBe(5);
    const stdout = recordingStream();
    await emptyBucket(s3.aws, 'pets', silent(stdout));
    expect([...s3.objects.keys()]).toEqual([]);
    expect(stdout.text()).toBe('  ✓ pets  emptied of 5 objects\n');
  });

  it('is emptied of more than one call takes', async () => {
    const objects = Object.fromEntries(
      Array.from({ length: 2100 }, (_, index): [string, StoredObject] => [`${index}`, { body: '' }]),
    );
    const s3 = await startS3({ objects });
    await emptyBucket(s3.aws, 'pets', silent());
    expect(s3.objects.size).toBe(0);
  });

  it('is emptied of objects whose names no XML can hold', async () => {
    const s3 = await startS3({
      objects: { 'a\x1b[31m': { body: '' }, 'b\x01': { body: '', versions: ['v1', 'v2'] }, 'c\n': { body: '' } },
    });
    await emptyBucket(s3.aws, 'pets', silent());
    expect([...s3.objects.keys()]).toEqual([]);
  });

  it('keeps what S3 refuses to delete, which is told by its key, and nothing else', async () => {
    const objects = Object.fromEntries(['a', 'b', 'c', 'd'].map((key) => [key, { body: '' }]));
    const s3 = await startS3({ objects, pageSize: 1, locked: ['a', 'c'] });
    await expect(emptyBucket(s3.aws, 'pets', silent())).rejects.toMatchObject({
      explanations: [
        {
          code: 'deploy-keys-left',
          what: 'S3 refused to delete 2 objects of the bucket pets: a (AccessDenied) and c (AccessDenied).',
          detail: 'told by S3',
        },
      ],
    });
    expect([...s3.objects.keys()]).toEqual(['a', 'c']);
  });

  it('that is not there is empty', async () => {
    const { aws } = await startS3();
    await emptyBucket(aws, 'dogs', silent());
    expect(await countVersions(aws, 'dogs')).toBe(0);
  });
});
