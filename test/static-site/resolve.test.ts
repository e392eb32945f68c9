import { describe, expect, it } from 'vitest';
import { resolveUrl, toKeyFile } from '../../emulator/static-site/resolve.ts';

const keyOf = (url: string): string | undefined => {
  const target = resolveUrl(url, 'index.html');
  return target.kind === 'key' ? target.key : undefined;
};

describe('resolveUrl', () => {
  it.each([
    ['/', 'index.html'],
    ['/about.html', 'about.html'],
    ['/docs/', 'docs/index.html'],
    ['/docs', 'docs'],
    ['/a.html?x=/y/', 'a.html'],
    ['/%41.html', 'A.html'],
    ['/%2541.html', '%41.html'],
    ['/a+b.html', 'a b.html'],
    ['/a%2Bb.html', 'a+b.html'],
    ['//', '/index.html'],
    ['/caf%C3%A9.html', 'café.html'],
    ['http://example.com/about.html', 'about.html'],
    ['http://example.com', 'index.html'],
    ['/%2e%2e/x', '../x'],
  ])('reads %s as the key %s', (url, key) => {
    expect(keyOf(url)).toBe(key);
  });

  it.each(['/%', '/%zz', '/%ff', '/%c3'])('calls %s malformed', (url) => {
    expect(resolveUrl(url, 'index.html')).toEqual({ kind: 'malformed', path: url });
  });
});

describe('toKeyFile', () => {
  it('gives the names of a plain key', () => {
    expect(toKeyFile('docs/a b.html')).toEqual({ kind: 'file', segments: ['docs', 'a b.html'] });
  });

  it.each(['../x', 'a/../b', './a', 'a//b', '/a', 'a/', '', 'a\0b'])('gives no file for the key %j', (key) => {
    expect(toKeyFile(key)).toEqual({ kind: 'impossible' });
  });

  it.each(['.env', 'docs/.git/config', '...'])('calls %s hidden', (key) => {
    expect(toKeyFile(key)).toEqual({ kind: 'hidden' });
  });
});
