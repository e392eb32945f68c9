import { createHash } from 'node:crypto';
import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startSite, type TestSite } from './site-fixture.ts';

const sites: TestSite[] = [];

async function start(...args: Parameters<typeof startSite>): Promise<TestSite> {
  const site = await startSite(...args);
  sites.push(site);
  return site;
}

afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

const md5 = (text: string): string => `"${createHash('md5').update(text).digest('hex')}"`;

const PAGES = { 'index.html': '<p>home</p>', 'about.html': '<p>about</p>', 'docs/index.html': '<p>docs</p>' };

describe('an object', () => {
  it('comes with the headers that S3 gives it', async () => {
    const site = await start(PAGES);
    const { status, headers, body } = await site.send('/about.html');
    expect({ status, body }).toEqual({ status: 200, body: PAGES['about.html'] });
    expect(headers).toMatchObject({
      'content-type': 'text/html',
      'content-length': String(PAGES['about.html'].length),
      etag: md5(PAGES['about.html']),
      'accept-ranges': 'bytes',
      server: 'AmazonS3',
    });
    expect(headers['x-amz-request-id']).toMatch(/^[0-9A-Z]{16}$/);
    expect(headers['x-amz-id-2']).toMatch(/^[A-Za-z0-9+/=]{76}$/);
    expect(Date.parse(headers['last-modified'] ?? '')).not.toBeNaN();
    expect(Date.parse(headers.date ?? '')).not.toBeNaN();
    expect(headers).not.toHaveProperty('cache-control');
    expect(headers).not.toHaveProperty('vary');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('comes without its bytes on HEAD', async () => {
    const site = await start(PAGES);
    const { status, headers, body } = await site.send('/about.html', { method: 'HEAD' });
    expect({ status, body }).toEqual({ status: 200, body: '' });
    expect(headers['content-length']).toBe(String(PAGES['about.html'].length));
  });

  it('is the index document for the root and for a folder', async () => {
    const site = await start(PAGES);
    expect((await site.send('/?from=mail')).body).toBe(PAGES['index.html']);
    expect((await site.send('/docs/')).body).toBe(PAGES['docs/index.html']);
  });

  it('is found by any name that a file can have', async () => {
    const names = ['a b.txt', '100%.txt', 'é.txt', 'a#b?c.txt', "it's (1).txt", 'a+b.txt'];
    const site = await start(Object.fromEntries(names.map((name) => [name, name])));
    for (const name of names) {
      expect((await site.send(`/${encodeURIComponent(name)}`)).body).toBe(name);
    }
  });

  it('has a new ETag as soon as the file is saved, even with the same size and time', async () => {
    const site = await start({ 'a.txt': 'one' });
    const time = new Date();
    utimesSync(join(site.root, 'a.txt'), time, time);
    expect((await site.send('/a.txt')).headers.etag).toBe(md5('one'));
    writeFileSync(join(site.root, 'b.txt'), 'two');
    utimesSync(join(site.root, 'b.txt'), time, time);
    renameSync(join(site.root, 'b.txt'), join(site.root, 'a.txt'));
    const { headers, body } = await site.send('/a.txt');
    expect({ etag: headers.etag, body }).toEqual({ etag: md5('two'), body: 'two' });
  });

  it('may be empty', async () => {
    const site = await start({ 'empty.css': '' });
    const { status, headers, body } = await site.send('/empty.css');
    expect({ status, length: headers['content-length'], body }).toEqual({ status: 200, length: '0', body: '' });
    expect(headers.etag).toBe(md5(''));
  });

  it('has the Cache-Control it was stored with, if it was', async () => {
    const site = await start(PAGES, { cacheControl: 'no-cache' });
    expect((await site.send('/')).headers['cache-control']).toBe('no-cache');
  });
});

describe('conditions and ranges', () => {
  it('answers 304 without a body, and with the headers that matter', async () => {
    const site = await start(PAGES);
    const { status, headers, body } = await site.send('/', { headers: { 'if-none-match': md5(PAGES['index.html']) } });
    expect({ status, body }).toEqual({ status: 304, body: '' });
    expect(headers.etag).toBe(md5(PAGES['index.html']));
    expect(headers).toHaveProperty('last-modified');
    expect(headers).not.toHaveProperty('content-type');
  });

  it('answers 304 to a browser that reloads with Cache-Control: no-cache, too', async () => {
    const site = await start(PAGES);
    const headers = { 'if-none-match': md5(PAGES['index.html']), 'cache-control': 'no-cache' };
    expect((await site.send('/', { headers })).status).toBe(304);
  });

  it('sends the object when If-Match holds, although If-Unmodified-Since fails', async () => {
    const site = await start(PAGES);
    const headers = { 'if-match': md5(PAGES['index.html']), 'if-unmodified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' };
    expect((await site.send('/', { headers })).body).toBe(PAGES['index.html']);
  });

  it('answers 412 with the condition that failed', async () => {
    const site = await start(PAGES);
    const { status, body } = await site.send('/', { headers: { 'if-match': '"x"' } });
    expect(status).toBe(412);
    expect(body).toContain('<li>Code: PreconditionFailed</li>');
    expect(body).toContain('<li>Condition: If-Match</li>');
    expect((await site.lastEvent()).explanation?.code).toBe('site-precondition-failed');
  });

  it('answers 206 with the part that was asked for', async () => {
    const site = await start({ 'n.txt': '0123456789' });
    const { status, headers, body } = await site.send('/n.txt', { headers: { range: 'bytes=2-4' } });
    expect({ status, body }).toEqual({ status: 206, body: '234' });
    expect(headers).toMatchObject({ 'content-range': 'bytes 2-4/10', 'content-length': '3' });
  });

  it('sends the whole object for several ranges, and for an If-Range that is out of date', async () => {
    const site = await start({ 'n.txt': '0123456789' });
    const several = await site.send('/n.txt', { headers: { range: 'bytes=0-1,4-5' } });
    expect({ status: several.status, body: several.body }).toEqual({ status: 200, body: '0123456789' });
    const stale = await site.send('/n.txt', { headers: { range: 'bytes=0-1', 'if-range': '"x"' } });
    expect({ status: stale.status, body: stale.body }).toEqual({ status: 200, body: '0123456789' });
  });

  it('answers 416 to a range behind the end', async () => {
    const site = await start({ 'n.txt': '0123456789' });
    const { status, reason, headers, body } = await site.send('/n.txt', { headers: { range: 'bytes=10-' } });
    expect({ status, reason }).toEqual({ status: 416, reason: 'Requested Range Not Satisfiable' });
    expect(headers['content-range']).toBe('bytes */10');
    expect(body).toContain('<li>Code: InvalidRange</li>');
    expect(body).toContain('<li>ActualObjectSize: 10</li>');
  });
});

describe('a folder without its slash', () => {
  it('is redirected as S3 does it', async () => {
    const site = await start(PAGES);
    const { status, reason, headers, body } = await site.send('/docs?x=1');
    expect({ status, reason }).toEqual({ status: 302, reason: 'Moved Temporarily' });
    expect(headers).toMatchObject({
      location: '/docs/',
      'x-amz-error-code': 'Found',
      'x-amz-error-message': 'Resource Found',
      'transfer-encoding': 'chunked',
    });
    expect(body).toContain('<title>302 Found</title>');
  });

  it('is a missing key when it has no index document', async () => {
    const site = await start({ 'images/dog.svg': '<svg/>' });
    expect((await site.send('/images')).status).toBe(403);
    expect((await site.send('/images/')).status).toBe(403);
  });

  it('can’t be made to redirect to another host', async () => {
    const site = await start(PAGES);
    for (const path of ['//docs', '//example.com', '/\\docs', '/%2Fdocs']) {
      expect((await site.send(path)).status).toBe(403);
    }
  });
});

describe('a missing key', () => {
  it('is S3’s 403 page, byte for byte', async () => {
    const site = await start(PAGES);
    const { status, headers, body } = await site.send('/nope.html');
    expect(status).toBe(403);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-amz-error-code': 'AccessDenied',
      'x-amz-error-message': 'Access Denied',
    });
    expect(body).toBe(
      `<html>
<head><title>403 Forbidden</title></head>
<body>
<h1>403 Forbidden</h1>
<ul>
<li>Code: AccessDenied</li>
<li>Message: Access Denied</li>
<li>RequestId: ${headers['x-amz-request-id']}</li>
<li>HostId: ${headers['x-amz-id-2']}</li>
</ul>
<hr/>
</body>
</html>
`,
    );
  });

  it('is 404 and names the key when everyone may list the bucket', async () => {
    const site = await start(PAGES, { config: { publicList: true } });
    const { status, headers, body } = await site.send('/wrong/');
    expect(status).toBe(404);
    expect(headers['x-amz-error-detail-key']).toBe('wrong/index.html');
    expect(body).toContain(
      '<h1>404 Not Found</h1>\n<ul>\n<li>Code: NoSuchKey</li>\n<li>Message: The specified key does not exist.</li>\n<li>Key: wrong/index.html</li>\n<li>RequestId: ',
    );
  });

  it('gets the error document with the status of the error', async () => {
    const site = await start({ ...PAGES, 'error.html': '<p>lost</p>' }, { config: { errorDocument: 'error.html' } });
    const { status, headers, body } = await site.send('/nope', {
      headers: { range: 'bytes=0-1', 'if-none-match': md5('<p>lost</p>') },
    });
    expect({ status, body }).toEqual({ status: 403, body: '<p>lost</p>' });
    expect(headers).toMatchObject({ 'content-type': 'text/html', 'x-amz-error-code': 'AccessDenied' });
    expect((await site.send('/nope', { method: 'HEAD' })).status).toBe(403);
  });

  it('says so when the error document is missing, too', async () => {
    const site = await start(PAGES, { config: { errorDocument: 'error.html', publicList: true } });
    const { body } = await site.send('/nope');
    expect(body).toContain(
      '</ul>\n<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n<ul>\n<li>Code: NoSuchKey</li>\n<li>Message: The specified key does not exist.</li>\n<li>Key: error.html</li>\n</ul>\n<hr/>\n',
    );
    expect((await site.lastEvent()).explanation?.what).toContain('The error document site/error.html is missing, too.');
  });

  it('can’t put markup or a header of its own into the answer', async () => {
    const site = await start(PAGES, { config: { publicList: true } });
    const { status, headers, body } = await site.send('/%3Cscript%3E%0D%0ASet-Cookie:%20a=b%C3%A9');
    expect(status).toBe(404);
    expect(body).toContain('<li>Key: &lt;script&gt;');
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers['x-amz-error-detail-key']).toBe('<script>%0D%0ASet-Cookie: a=b%C3%A9');
  });
});

describe('what lies outside of the root', () => {
  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/docs/../../secret.txt',
    '/docs/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/%00/../../secret.txt',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
  ])('is not reached by %s', async (path) => {
    const site = await start(PAGES);
    writeFileSync(join(site.root, '..', 'secret.txt'), 'secret');
    const { status, body } = await site.send(path);
    expect(status).toBe(403);
    expect(body).toContain('AccessDenied');
    expect(body).not.toContain('secret');
  });

  it('is not served through a link, and the link is explained', async () => {
    const site = await start(PAGES, { links: { 'out.txt': '../secret.txt', tmp: tmpdir() } });
    writeFileSync(join(site.root, '..', 'secret.txt'), 'secret');
    expect((await site.send('/out.txt')).status).toBe(403);
    expect((await site.lastEvent()).explanation).toMatchObject({
      code: 'site-outside-root',
      what: 'site/out.txt is a link that leads out of site, and nothing outside of it is served.',
    });
    expect((await site.send('/tmp/x')).status).toBe(403);
  });

  it('leaves links that stay inside alone', async () => {
    const site = await start(PAGES, { links: { 'Index.html': 'index.html', loop: 'loop' } });
    expect((await site.send('/Index.html')).body).toBe(PAGES['index.html']);
    expect((await site.send('/loop')).status).toBe(403);
  });

  it('has dotfiles for company, which are not served either', async () => {
    const site = await start({ ...PAGES, '.env': 'SECRET=1', '.git/config': 'x' }, { links: { 'env.txt': '.env' } });
    for (const path of ['/.env', '/%2eenv', '/.git/config', '/env.txt']) {
      expect((await site.send(path)).status).toBe(403);
      expect((await site.lastEvent()).explanation?.code).toBe('site-hidden-file');
    }
  });
});

describe('bad requests', () => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'])('%s is 405 and names the method', async (method) => {
    const site = await start(PAGES);
    const { status, body } = await site.send('/pets', {
      method,
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(status).toBe(405);
    expect(body).toContain(
      `<li>Code: MethodNotAllowed</li>\n<li>Message: The specified method is not allowed against this resource.</li>\n<li>Method: ${method}</li>\n<li>ResourceType: OBJECT</li>\n`,
    );
    expect((await site.lastEvent()).explanation?.remedy).toContain('window.OFFSTAGE.apiUrl');
  });

  it('malformed percent-encoding is 400', async () => {
    const site = await start(PAGES);
    const { status, body } = await site.send('/%zz');
    expect(status).toBe(400);
    expect(body).toContain('<li>Code: InvalidURI</li>');
    expect((await site.lastEvent()).explanation?.code).toBe('site-malformed-path');
  });

  it('a large body that nobody wants leaves the server answering', async () => {
    const site = await start(PAGES);
    const body = 'x'.repeat(11 * 1024 * 1024);
    expect((await site.send('/', { method: 'POST', body })).status).toBe(405);
    expect((await site.send('/')).status).toBe(200);
  });

  it.each([
    ['bytes that are no HTTP', 'hello\r\n\r\n'],
    ['a head of 100 KB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
  ])('%s get a 400 without Fastify’s words', async (_, bytes) => {
    const site = await start(PAGES);
    const text = await new Promise<string>((resolve, reject) => {
      const chunks: Buffer[] = [];
      const socket = connect(site.port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('error', reject).on('close', () => resolve(Buffer.concat(chunks).toString()));
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nServer: AmazonS3\r\n/);
    expect((await site.send('/')).status).toBe(200);
  });

  it('a path of 5,000 characters is a missing key', async () => {
    const site = await start(PAGES);
    expect((await site.send(`/${'a'.repeat(5000)}`)).status).toBe(403);
  });

  it('a root that isn’t there makes every key a missing one', async () => {
    const site = await start(PAGES);
    site.configure({ root: join(site.root, 'gone') });
    expect((await site.send('/')).status).toBe(403);
    expect((await site.lastEvent()).explanation?.code).toBe('site-missing-key');
  });
});

describe('offstage-config.js', () => {
  it.each([
    ['localhost:3001', 'localhost'],
    ['192.168.1.20:3001', '192.168.1.20'],
    ['[::1]:3001', '[::1]'],
    ['"</script>', 'localhost'],
  ])('names the API as the host %s does', async (host, name) => {
    const site = await start({ ...PAGES, 'offstage-config.js': 'the one on disk' });
    const { status, headers, body } = await site.send('/offstage-config.js', { headers: { host } });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/javascript', 'cache-control': 'no-store' });
    expect(body).toBe(`window.OFFSTAGE = {"apiUrl":"http://${name}:3000/v1","stage":"v1"};\n`);
  });
});

describe('events', () => {
  it('tell each request, without its query', async () => {
    const site = await start(PAGES);
    await site.send('/about.html?token=secret');
    expect(await site.lastEvent()).toMatchObject({ kind: 'site', method: 'GET', path: '/about.html', status: 200 });
  });

  it('explain a mistyped key with the nearest file', async () => {
    const site = await start(PAGES);
    await site.send('/abuot.html');
    expect((await site.lastEvent()).explanation).toMatchObject({
      code: 'site-missing-key',
      what: 'The site has no key "abuot.html": there is no file site/abuot.html. S3 says 403 and not 404 because the bucket may not be listed by everyone.',
      remedy: 'Link to /about.html (site/about.html), or add site/abuot.html.',
      source: { line: 7 },
    });
  });

  it.each([
    ['/About.html', 'Link to /about.html (site/about.html): keys are case-sensitive on S3.'],
    ['/1+1.html', 'Link to /1%2B1.html (site/1+1.html): S3 reads a + in a URL as a space.'],
    [
      '/img/photo-of-a-dog.png',
      'Link to /images/photo-of-a-dog.png (site/images/photo-of-a-dog.png), or add site/img/photo-of-a-dog.png.',
    ],
    [
      '/users',
      'Add site/users, or mend the link. If this was meant for the API, start its URL with window.OFFSTAGE.apiUrl.',
    ],
  ])('tell what was meant by %s', async (path, remedy) => {
    const site = await start({ ...PAGES, '1+1.html': '2', 'images/photo-of-a-dog.png': '' });
    expect((await site.send(path)).status).toBe(403);
    expect((await site.lastEvent()).explanation?.remedy).toBe(remedy);
  });

  it('bring no control characters to the terminal', async () => {
    const site = await start(PAGES);
    await site.send('/%1b[31mred');
    expect(JSON.stringify((await site.lastEvent()).explanation)).toContain('%1B[31mred');
  });
});

describe('a reloaded configuration', () => {
  it('is live at the next request', async () => {
    const site = await start(PAGES);
    site.configure({ indexDocument: 'about.html' });
    expect((await site.send('/')).body).toBe(PAGES['about.html']);
  });
});
