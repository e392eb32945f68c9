import { mkdirSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SiteConfig } from '../../../emulator/config/types.ts';
import { planSite } from '../../../emulator/deploy/site/plan-site.ts';
import { uploadSite } from '../../../emulator/deploy/site/upload-site.ts';
import { createLogger } from '../../../emulator/terminal/logger.ts';
import { recordingStream } from '../../terminal/recording-stream.ts';
import { failure, type S3StandIn, startS3 } from '../bucket/s3-stand-in.ts';
import { folderWith, write } from '../code/packaged-project.ts';

const PAGE_CONFIG = 'window.OFFSTAGE = {};\n';

/** On what deploys have sent. */
const OWN = { tagging: 'offstage=site' };

const FILES = {
  'index.html': '<script src="app.js"></script>',
  'about/index.html': 'about',
  'error.html': 'nothing here',
  'app.js': 'start();',
  'images/Cat & Dog.svg': '<svg/>',
  'data/noextension': 'x',
};

function siteOf(root: string): SiteConfig {
  const source = { file: join(root, 'routes.json'), line: 1, column: 1 };
  return { root, indexDocument: 'index.html', publicList: false, cors: [], source };
}

async function upload({ aws }: S3StandIn, root: string): Promise<string> {
  const [stdout, stderr] = [recordingStream(), recordingStream()];
  const logger = createLogger({ stdout, stderr, env: {} });
  await uploadSite(aws, { bucket: 'pets', site: siteOf(root), pageConfig: PAGE_CONFIG }, logger).catch(
    (error: unknown) => {
      throw Object.assign(error as Error, { told: stderr.text() });
    },
  );
  return stdout.text();
}

function putKeys({ calls }: S3StandIn): string[] {
  return calls.filter(({ method }) => method === 'PUT').map(({ path }) => path.slice('/pets/'.length));
}

describe('the site', () => {
  it('comes into an empty bucket with its content types, and with the generated address', async () => {
    const root = folderWith({ ...FILES, 'offstage-config.js': 'the checked-in fallback' });
    const s3 = await startS3();
    const told = await upload(s3, root);
    expect(
      Object.fromEntries([...s3.objects].map(([key, { body, contentType }]) => [key, [body, contentType]])),
    ).toEqual({
      'index.html': [FILES['index.html'], 'text/html'],
      'about/index.html': ['about', 'text/html'],
      'error.html': ['nothing here', 'text/html'],
      'app.js': ['start();', 'text/javascript'],
      'images/Cat & Dog.svg': ['<svg/>', 'image/svg+xml'],
      'data/noextension': ['x', 'binary/octet-stream'],
      'offstage-config.js': [PAGE_CONFIG, 'text/javascript'],
    });
    expect(told).toContain('+ app.js  text/javascript\n');
    for (const call of s3.calls) expect(call.headers).not.toHaveProperty('cache-control');
  });

  it('sends pages behind what they use, index documents last, and deletes after that', async () => {
    const root = folderWith(FILES);
    const s3 = await startS3({ objects: { 'old.js': { body: '', ...OWN } } });
    await upload(s3, root);
    const keys = putKeys(s3);
    expect(keys.slice(0, 4).sort()).toEqual([
      'app.js',
      'data/noextension',
      'images/Cat & Dog.svg',
      'offstage-config.js',
    ]);
    expect(keys[4]).toBe('error.html');
    expect(keys.slice(5).sort()).toEqual(['about/index.html', 'index.html']);
    expect(s3.calls.at(-1)?.query.has('delete')).toBe(true);
  });

  it('sends what changed and deletes what is gone, whatever the number of pages of the listing', async () => {
    const root = folderWith(FILES);
    const s3 = await startS3({ pageSize: 2 });
    await upload(s3, root);
    const before = s3.calls.length;
    expect(await upload(s3, root)).toBe('  ✓ the site is the same  7 files\n');
    expect(putKeys({ ...s3, calls: s3.calls.slice(before) })).toEqual([]);

    write(root, { 'app.js': 'start("anew");', 'new.css': 'b {}' });
    s3.objects.set('gone.html', { body: 'gone', ...OWN });
    rmSync(join(root, 'data'), { recursive: true });
    const change = s3.calls.length;
    const told = await upload(s3, root);
    expect(putKeys({ ...s3, calls: s3.calls.slice(change) }).sort()).toEqual(['app.js', 'new.css']);
    expect(told.split('\n').sort()).toEqual(
      ['', '  + new.css  text/css', '  - data/noextension', '  - gone.html', '  ~ app.js  text/javascript'].sort(),
    );
    const left = Object.keys(FILES).filter((key) => key !== 'data/noextension');
    expect([...s3.objects.keys()].sort()).toEqual([...left, 'new.css', 'offstage-config.js'].sort());
  });

  it('leaves what somebody else has put into the bucket, and names it', async () => {
    const uploads = Object.fromEntries(['../a', '.env', 'b//c', 'd\n', 'e', 'f'].map((key) => [key, { body: 'x' }]));
    const s3 = await startS3({ objects: { ...uploads, 'theirs.txt': { body: '', tagging: 'offstage=no' } } });
    const root = folderWith({ 'index.html': '', 'theirs.txt': 'now a file of the site' });
    expect(await upload(s3, root)).toContain(
      '    6 objects that no deploy has sent stay in the bucket: ../a, .env, b//c, d\\n, e, …\n',
    );
    expect([...s3.objects.keys()].sort()).toEqual(
      ['index.html', 'offstage-config.js', 'theirs.txt', ...Object.keys(uploads)].sort(),
    );
    rmSync(join(root, 'theirs.txt'));
    expect(await upload(s3, root)).toContain('  - theirs.txt\n');
  });

  it('deletes no more than 1,000 objects at once', async () => {
    const gone = Object.fromEntries(
      Array.from({ length: 1001 }, (_, index) => [`gone-${index}`, { body: '', ...OWN }]),
    );
    const s3 = await startS3({ objects: gone });
    await upload(s3, folderWith({ 'index.html': '' }));
    const sizes = s3.calls
      .filter(({ query }) => query.has('delete'))
      .map(({ body }) => body.toString().match(/<Object>/g)?.length);
    expect(sizes).toEqual([1000, 1]);
    expect([...s3.objects.keys()].sort()).toEqual(['index.html', 'offstage-config.js']);
  });

  it('is what the local site serves: nothing hidden, no link out of the folder, and links round and round once', async () => {
    const outside = folderWith({ 'secret.txt': 'secret' });
    const root = folderWith({
      'index.html': '',
      '.env': 'SECRET',
      '.git/config': '',
      'a/b.txt': 'b',
      'a/.hidden/c.txt': '',
    });
    symlinkSync(outside, join(root, 'out'));
    symlinkSync(join(outside, 'secret.txt'), join(root, 'secret.txt'));
    symlinkSync(join(root, 'a'), join(root, 'same'));
    symlinkSync(root, join(root, 'a', 'round'));
    symlinkSync('nowhere', join(root, 'dangling'));
    const s3 = await startS3();
    await upload(s3, root);
    expect([...s3.objects.keys()].sort()).toEqual(['a/b.txt', 'index.html', 'offstage-config.js', 'same/b.txt']);
  });
});

describe('an upload that fails', () => {
  it('says what the bucket has, and throws what the SDK says', async () => {
    const root = folderWith(FILES);
    const s3 = await startS3({
      objects: { 'old.js': { body: '', ...OWN } },
      answer: ({ method, path }) =>
        method === 'PUT' && path.endsWith('error.html') ? failure(403, 'AccessDenied') : undefined,
    });
    await expect(upload(s3, root)).rejects.toMatchObject({
      name: 'AccessDenied',
      told: '  ! The bucket pets has 4 of 7 new or changed files of the site; of the rest it has what it had before. 1 that are gone from the folder may still be there.\n',
    });
    expect([...s3.objects.keys()]).not.toContain('index.html');
    expect([...s3.objects.keys()]).toContain('old.js');
  });

  it('names a file that goes away on the way', async () => {
    const root = folderWith(FILES);
    const s3 = await startS3({
      answer: () => {
        rmSync(join(root, 'index.html'), { force: true });
        return undefined;
      },
    });
    await expect(upload(s3, root)).rejects.toMatchObject({
      explanations: [{ code: 'deploy-site-unreadable', what: expect.stringContaining('index.html') }],
      told: expect.stringContaining('has 6 of 7 new or changed files'),
    });
  });

  it('names the objects that S3 does not delete', async () => {
    const s3 = await startS3({
      objects: { 'old.js': { body: '', ...OWN }, 'gone.js': { body: '', ...OWN } },
      locked: ['old.js'],
    });
    await expect(upload(s3, folderWith({ 'index.html': '' }))).rejects.toMatchObject({
      explanations: [
        { code: 'deploy-keys-left', what: expect.stringContaining('old.js (AccessDenied)'), detail: 'told by S3' },
      ],
      told: expect.stringContaining('has all files of the site'),
    });
    expect([...s3.objects.keys()]).not.toContain('gone.js');
  });

  it('sends nothing when a file is too large or the folder is missing', async () => {
    const root = folderWith({ 'index.html': '', 'film.mp4': '' });
    truncateSync(join(root, 'film.mp4'), 2_000_000_001);
    const s3 = await startS3();
    await expect(upload(s3, root)).rejects.toMatchObject({ explanations: [{ code: 'deploy-site-file-too-large' }] });
    await expect(upload(s3, join(root, 'nowhere'))).rejects.toMatchObject({
      explanations: [{ code: 'deploy-site-missing' }],
    });
    await expect(upload(s3, join(root, 'index.html'))).rejects.toMatchObject({
      explanations: [{ code: 'deploy-site-missing' }],
    });
    expect(s3.calls).toEqual([]);
  });
});

describe('the plan of an upload', () => {
  it('has every file as new where there is no bucket, and asks AWS nothing', async () => {
    const root = folderWith({ 'index.html': '', 'a.js': '' });
    mkdirSync(join(root, 'empty'));
    const { aws, calls } = await startS3();
    const plan = await planSite(aws, { bucket: undefined, site: siteOf(root), pageConfig: PAGE_CONFIG });
    expect(plan.send.flat().map(({ key, isNew }) => [key, isNew])).toEqual([
      ['a.js', true],
      ['offstage-config.js', true],
      ['index.html', true],
    ]);
    expect(plan).toMatchObject({ remove: [], kept: [], unchanged: 0 });
    expect(calls).toEqual([]);
  });
});
