import { describe, expect, it } from 'vitest';
import { guessContentType } from '../../emulator/static-site/content-type.ts';

describe('guessContentType', () => {
  it.each([
    ['index.html', 'text/html'],
    ['app.js', 'text/javascript'],
    ['styles.css', 'text/css'],
    ['images/dog.svg', 'image/svg+xml'],
    ['data.json', 'application/json'],
    ['PHOTO.JPG', 'image/jpeg'],
    ['favicon.ico', 'image/vnd.microsoft.icon'],
    ['font.woff2', 'font/woff2'],
    ['app.js.gz', 'text/javascript'],
    ['drawing.svgz', 'image/svg+xml'],
    ['all.tgz', 'application/x-tar'],
    ['notes.xyz', 'binary/octet-stream'],
    ['html', 'binary/octet-stream'],
    ['folder.html/file', 'binary/octet-stream'],
  ])('guesses %s as %s', (key, type) => {
    expect(guessContentType(key)).toBe(type);
  });
});
